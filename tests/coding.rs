//! Content codings through the binary: asked for, undone, left alone, bounded.

use std::io::Write;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use crate::memory::{memory_of, within};
use crate::support::{Peer, case, ok, temporary, verb};

const TEXT: &[u8] = b"the quick brown fox jumps over the lazy dog\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn raw_deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A response with content under these codings.
fn coded(codings: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Encoding: {codings}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), content].concat()
}

#[test]
fn every_coding_and_stacks_of_them_are_undone() {
    for (codings, content) in [
        ("gzip", gzip(TEXT)),
        ("x-gzip", gzip(TEXT)),
        ("GZip, identity", gzip(TEXT)),
        ("deflate", zlib(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("deflate, gzip", gzip(&zlib(TEXT))),
        (
            "gzip, gzip, gzip, gzip, gzip",
            (0..5).fold(TEXT.to_vec(), |c, _| gzip(&c)),
        ),
        ("gzip", [gzip(&TEXT[..10]), gzip(&TEXT[10..])].concat()),
    ] {
        let peer = Peer::answering(coded(codings, &content));
        verb(["get", &peer.url("/")])
            .run()
            .code(0)
            .stdout(TEXT)
            .stderr("");
    }
}

#[test]
fn br_and_zstd_are_undone() {
    for id in ["cc-br", "cc-zstd", "cc-zstd-frames"] {
        let case = case::all().iter().find(|case| case.id == id).unwrap();
        let case::Verdict::Ok(message) = &case.expect else {
            panic!("{id}")
        };
        let peer = Peer::answering(case.wire_bytes().unwrap());
        let wanted = message.content.bytes.as_ref().unwrap();
        verb(["get", &peer.url("/")]).run().code(0).stdout(wanted);
    }
}

#[test]
fn raw_leaves_them() {
    let content = gzip(TEXT);
    let peer = Peer::answering(coded("gzip", &content));
    verb(["get", "--raw", &peer.url("/")])
        .run()
        .code(0)
        .stdout(content);
}

#[test]
fn an_unknown_coding_is_passed_through_with_a_warning() {
    let peer = Peer::answering(coded("rot13", b"uryyb"));
    let url = peer.url("/");
    verb(["get", &url])
        .run()
        .code(0)
        .stdout("uryyb")
        .one_line()
        .stderr_has("rot13");
}

#[test]
fn they_are_asked_for_only_with_compressed() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    verb(["get", &url]).run().code(0);
    verb(["get", "--compressed", &url]).run().code(0);
    let heard = peer.finish();
    let [plain, asking] = [&heard[0], &heard[1]].map(|one| String::from_utf8_lossy(one));
    assert!(!plain.to_lowercase().contains("accept-encoding"), "{plain}");
    let line = asking
        .lines()
        .find(|line| line.starts_with("Accept-Encoding: "))
        .unwrap();
    for coding in ["gzip", "deflate", "br", "zstd"] {
        assert!(line.contains(coding), "{line}");
    }
}

#[test]
fn damage_is_an_error_of_the_coding() {
    let mut bad_crc = gzip(TEXT);
    let at = bad_crc.len() - 8;
    bad_crc[at] ^= 1;
    let short = &gzip(TEXT)[..20];
    for (codings, content) in [
        ("gzip", bad_crc.as_slice()),
        ("gzip", short),
        ("deflate", &zlib(TEXT)[..20]),
        ("br", b"\xff\xff\xff no brotli"),
        ("zstd", b"no zstandard"),
    ] {
        let peer = Peer::answering(coded(codings, content));
        let seen = verb(["get", &peer.url("/")]).run();
        assert!(
            [18, 61].contains(&seen.exit_code()),
            "{codings}: {}",
            seen.story()
        );
        assert!(TEXT.starts_with(&seen.stdout), "{}", seen.story());
        let _fine = seen.one_line();
    }
}

#[test]
fn what_a_cut_line_cuts_is_incomplete_not_damaged() {
    let content = gzip(TEXT);
    let mut bytes = coded("gzip", &content);
    bytes.truncate(bytes.len() - 10);
    let peer = Peer::once(bytes);
    verb(["get", &peer.url("/")]).run().code(18);
}

#[test]
fn a_response_to_head_is_not_decoded() {
    let peer = Peer::answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    verb(["head", &peer.url("/")]).run().code(0);
}

#[test]
fn the_size_is_bounded_as_decoded() {
    let peer = Peer::answering(coded("gzip", &gzip(&vec![b'a'; 100_000])));
    let url = peer.url("/");
    let dir = temporary();
    let run = verb(["get", "--max-filesize", "97k", &url, "-o", "f"]).dir(dir.path());
    run.run().code(63).one_line();
    assert!(crate::support::names_in(dir.path()).is_empty());
    verb(["get", "--max-filesize", "1M", &url])
        .run()
        .code(0)
        .stdout(vec![b'a'; 100_000]);
}

/// 1 GiB of zeros under gzip, made of one member of 16 MiB again and again.
fn bomb() -> &'static [u8] {
    static BOMB: OnceLock<Vec<u8>> = OnceLock::new();
    BOMB.get_or_init(|| gzip(&vec![0; 16 << 20]).repeat(16))
}

#[test]
fn a_bomb_is_decoded_in_constant_memory() {
    let bytes = coded("gzip", bomb());
    let peak = memory_of(|url| verb(["get", &url, "-o", "/dev/null"]), bytes);
    within(peak, 32 << 20);
}

#[test]
fn a_bomb_is_stopped_by_the_limit_on_the_size() {
    let peer = Peer::once(coded("gzip", bomb()));
    let run = verb([
        "get",
        "--max-filesize",
        "10M",
        &peer.url("/"),
        "-o",
        "/dev/null",
    ]);
    run.run().code(63).one_line();
}
