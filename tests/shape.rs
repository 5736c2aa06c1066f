//! How a request is written: version, request-target, ranges, framing, coding, connections.

use std::fs;
use std::io::Read;

use crate::support::capture::{curl, curl_is_there, sent};
use crate::support::hyper::Server;
use crate::support::{Latch, Peer, ok, response, temporary, verb};

/// Refused with these words, nobody contacted.
#[track_caller]
fn refused(words: &[&str], why: &str) {
    let peer = Peer::answering(ok("x"));
    let run = verb(words.to_vec()).arg(peer.url("/"));
    let _fine = run.run().usage().stderr_has(why);
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn simple_flags_say_what_curls_say() {
    if !curl_is_there() {
        return;
    }
    for flags in [
        &["-e", "http://a.test/x?y"][..],
        &["--referer", "é"],
        &["-e", ""],
        &["-e", "a", "-H", "Referer: b"],
        &["-r", "0-499"],
        &["-r", "500-"],
        &["-r", "-500"],
        &["--range", "0-0,-1"],
        &["-r", "0-1", "-H", "Range: bytes=7-"],
        &["-0"],
        &["--http1.0", "-r", "0-1", "-e", "x"],
        &["-0", "--http1.1"],
        &["--http1.1", "-0"],
        &["--path-as-is"],
        &["--request-target", "/a/../b?c#d"],
        &["--request-target", "*"],
        &["--request-target", "http://b.test/x"],
        &["-H", "X: 1", "-H", "x: 2", "-H", "X;"],
        &["-H", "Accept:", "-H", "Host: b.test"],
        &["-H", "Accept: a/b", "-H", "Connection: close"],
    ] {
        // curl keeps %2e where browsers, and so verb, read a dot.
        let dots = flags.contains(&"--path-as-is").then_some("%2e%2E/");
        let path = format!("/a/../b/./{}c?d=../e", dots.unwrap_or_default());
        let ours = sent(|url| {
            let run = verb(["get", "-A", "x"]).args(flags.to_vec());
            run.arg(url.trim_end_matches('/').to_owned() + &path)
        });
        let theirs = sent(|url| {
            let run = curl(&["-A", "x"]).args(flags.to_vec());
            run.arg(url.trim_end_matches('/').to_owned() + &path)
        });
        let mut ours = ours.sorted().join("\n");
        let mut theirs = theirs.sorted().join("\n");
        for text in [&mut ours, &mut theirs] {
            // Each peer has a port of its own.
            let host = text.lines().find(|line| line.starts_with("Host: 127"));
            if let Some(host) = host.map(str::to_owned) {
                *text = text.replace(&host, "Host");
            }
        }
        assert_eq!(ours, theirs, "{flags:?}");
    }
}

#[test]
fn ranges_and_referers_that_cannot_be_meant_are_refused() {
    for range in ["5", "9-1", "a-", "-", "-0", "bytes=0-1", "0-1,", ""] {
        refused(&["get", "-r", range], "is not a range: FIRST-LAST");
    }
    refused(&["get", "-e", "a\r\nX: y"], "a carriage return");
    refused(
        &["get", "-e", "http://a.test/;auto"],
        "';auto' is not supported",
    );
}

#[test]
fn a_target_is_one_word_of_visible_characters() {
    let seen = sent(|url| verb(["options", "--request-target", "*", &url]));
    assert_eq!(seen.line(), "OPTIONS * HTTP/1.1");
    for target in ["", "a b", "/\r\nX: y", "/é", "\t"] {
        refused(
            &["get", "--request-target", target],
            "is not a request-target",
        );
    }
}

#[test]
fn a_path_as_it_is_keeps_dots_and_encodes_the_rest() {
    for (path, wanted) in [
        ("/../a/./b", "/../a/./b"),
        ("/%2e%2e/x?../y#z", "/%2e%2e/x?../y"),
        ("/../a b\"é", "/../a%20b%22%C3%A9"),
    ] {
        let seen = sent(|url| {
            let url = url.trim_end_matches('/').to_owned() + path;
            verb(["get", "--path-as-is", &url])
        });
        assert_eq!(seen.line(), format!("GET {wanted} HTTP/1.1"));
    }
    let seen = sent(|url| verb(["get", "--path-as-is", "--base", &url, "/../x"]));
    assert_eq!(seen.line(), "GET /../x HTTP/1.1");
    let seen = sent(|url| verb(["get", "--path-as-is", "--no-path-as-is", &(url + "a/../x")]));
    assert_eq!(seen.line(), "GET /x HTTP/1.1");
}

#[test]
fn http10_has_no_chunks_and_no_100() {
    let seen = sent(|url| verb(["post", "-0", "-d", "a=1", &url]));
    assert_eq!(seen.line(), "POST / HTTP/1.0");
    assert_eq!(
        (seen.field("content-length"), &*seen.content),
        (Some("3"), &b"a=1"[..])
    );
    let peer = Peer::answering(ok("x"));
    for (flags, why) in [
        (&["-"][..], "length is not known"),
        (&["-F", "f=@-"], "length is not known"),
        (&["-d", "x", "--chunked"], "HTTP/1.0 has no chunks"),
        (
            &["-d", "x", "-H", "Transfer-Encoding: chunked"],
            "no Transfer-Encoding",
        ),
        (&["-d", "x", "--expect100"], "no 100"),
        (&["-d", "x", "-H", "expect: 100-Continue"], "no 100"),
    ] {
        let run = verb(["post", "-0", &peer.url("/")])
            .args(flags.to_vec())
            .stdin("x");
        let _fine = run.run().usage().stderr_has(why);
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn the_answer_to_an_http10_request_is_read_as_any_other() {
    for answer in [
        "HTTP/1.0 200 OK\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
    ] {
        let peer = Peer::once(answer);
        verb(["get", "-0", &peer.url("/")])
            .run()
            .code(0)
            .stdout("body");
    }
}

#[test]
fn a_connection_that_the_request_closes_serves_once() {
    for (flags, connections) in [
        (&[][..], 1),
        (&["-H", "Connection: keep-alive"], 1),
        (&["-H", "connection: x, Close"], 2),
        (&["-0"], 2),
    ] {
        let peer = Peer::answering(ok("x"));
        let run = verb(["get", &peer.url("/a"), &peer.url("/b")]).args(flags.to_vec());
        let _fine = run.run().code(0).stdout("xx");
        assert_eq!(peer.finish().len(), connections, "{flags:?}");
    }
}

#[test]
fn chunks_can_be_forced() {
    for flags in [&["--chunked"][..], &["-H", "Transfer-Encoding: chunked"]] {
        let run = |url: String| verb(["post", "-d", "abc", &url]).args(flags.to_vec());
        let seen = sent(run);
        assert_eq!(seen.field("transfer-encoding"), Some("chunked"));
        assert_eq!(
            (seen.field("content-length"), &*seen.content),
            (None, &b"abc"[..])
        );
    }
    let seen = sent(|url| verb(["post", "-d", "abc", "--chunked", "--no-chunked", &url]));
    assert_eq!(seen.field("content-length"), Some("3"));
    let seen = sent(|url| verb(["post", "--chunked", &url]));
    assert_eq!(
        (seen.field("transfer-encoding"), seen.content.len()),
        (Some("chunked"), 0)
    );
    refused(&["get", "--chunked"], "no body to be sent in chunks");
    let length = ["post", "-d", "abc", "--chunked", "-H", "Content-Length: 3"];
    refused(&length, "a body that is sent in chunks");
}

#[test]
fn a_body_is_held_back_only_where_there_is_one() {
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        let asked = head.field("expect");
        if asked.is_some() {
            talk.send("HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let content = talk.content(&head)?;
        talk.send(ok(&format!("{asked:?} {}", content.len())))
    });
    let url = peer.url("/");
    for (flags, wanted) in [
        (
            &["-d", "abc", "--expect100"][..],
            "Some(\"100-continue\") 3",
        ),
        (
            &["-d", "abc", "--expect100", "-H", "Expect: 100-continue"],
            "Some(\"100-continue\") 3",
        ),
        (
            &["-F", "a=1", "--expect100", "-H", "Expect:"],
            "Some(\"100-continue\") ",
        ),
        (&["-d", "abc", "--expect100", "--no-expect100"], "None 3"),
        (&["-d", "", "--expect100"], "None 0"),
        (&["--expect100"], "None 0"),
    ] {
        let seen = verb(["post", &url]).args(flags.to_vec()).run().code(0);
        let _fine = seen.stdout_has(wanted);
    }
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes)
        .read_to_end(&mut plain)
        .unwrap();
    plain
}

#[test]
fn a_small_body_is_compressed_at_once_a_large_one_on_its_way() {
    let dir = temporary();
    let large = b"some line that repeats\n".repeat(100_000);
    fs::write(dir.path().join("large"), &large).unwrap();
    fs::write(dir.path().join("empty"), "").unwrap();
    let post = |flags: &[&str]| {
        let run = |url: String| verb(["post", "--gzip-body", &url]).args(flags.to_vec());
        sent(|url| run(url).dir(dir.path()).stdin("from a pipe"))
    };
    let seen = post(&["-d", "a=1"]);
    assert_eq!(seen.field("content-encoding"), Some("gzip"));
    assert_eq!(
        seen.field("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        seen.field("content-length"),
        Some(seen.content.len().to_string().as_str())
    );
    assert_eq!(unpacked(&seen.content), b"a=1");
    let seen = post(&["@large"]);
    assert_eq!(seen.field("transfer-encoding"), Some("chunked"));
    assert!(seen.content.len() < large.len() / 20 && unpacked(&seen.content) == large);
    let seen = post(&["-"]);
    assert_eq!(unpacked(&seen.content), b"from a pipe");
    let seen = post(&["-F", "f=@large", "-F", "g=1"]);
    let text = unpacked(&seen.content);
    assert!(text.starts_with(b"--verb-") && text.ends_with(b"--\r\n") && text.len() > large.len());
    for flags in [&["@empty"][..], &[], &["-d", "a", "--no-gzip-body"]] {
        assert_eq!(post(flags).field("content-encoding"), None, "{flags:?}");
    }
    let twice = [
        "post",
        "-d",
        "x",
        "--gzip-body",
        "-H",
        "content-encoding: br",
    ];
    refused(&twice, "a Content-Encoding header are both given");
}

#[test]
fn a_line_of_a_slow_producer_is_compressed_and_sent_at_once() {
    let first = Latch::default();
    let seen = first.clone();
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        let mut packed = Vec::new();
        let by = std::time::Instant::now() + std::time::Duration::from_secs(20);
        talk.content_to(&head, by, &mut |part| {
            packed.extend_from_slice(part);
            let mut plain = [0; 4];
            let mut decoder = flate2::read::GzDecoder::new(&*packed);
            if decoder.read_exact(&mut plain).is_ok() && &plain == b"one\n" {
                seen.open();
            }
        })?;
        talk.send(unpacked_response(&packed))
    });
    let mut run = verb(["post", "--gzip-body", &peer.url("/"), "-"])
        .stdin_pipe()
        .start();
    run.write(b"one\n");
    first.wait();
    run.write(b"two\n");
    run.end_stdin();
    run.finish().code(0).stdout("one\ntwo\n");
}

fn unpacked_response(packed: &[u8]) -> Vec<u8> {
    response("200 OK", "", &String::from_utf8(unpacked(packed)).unwrap())
}

#[test]
fn a_server_of_others_takes_every_shape() {
    let server = Server::start();
    let url = server.url("/echo");
    for (flags, wanted) in [
        (&["-0", "-d", "a"][..], "POST /echo HTTP/1.0\n"),
        (&["--chunked", "-d", "a"], "transfer-encoding: chunked\n"),
        (&["--expect100", "-d", "a"], "expect: 100-continue\n"),
        (&["--gzip-body", "-d", "a"], "content-encoding: gzip\n"),
        (&["-r", "1-2"], "range: bytes=1-2\n"),
    ] {
        let seen = verb(["post", &url]).args(flags.to_vec()).run().code(0);
        let _fine = seen.stdout_has(wanted);
    }
}
