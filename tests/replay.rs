//! `--record` and `verb replay`: what was sent is sent again, byte for byte.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::support::{Authority, Peer, ok, response, temporary, verb};

#[test]
fn requests_are_sent_again_byte_for_byte() {
    let dir = temporary();
    let file = dir.path().join("r");
    let peer = Peer::answering(ok("fine"));
    for words in [
        &["get", "-H", "x:  Odd Case", "-A", "me"][..],
        &["put", "-T", "-", "--chunked"],
        &["post", "-d", "a=1", "-u", "u:p", "--show-secrets"],
        &["request", "-X", "BREW", "-0"],
    ] {
        let run = verb(words)
            .arg(peer.url("/p?q=1"))
            .arg("--record")
            .arg(&file);
        run.stdin("streamed").run().code(0);
        verb(["replay", "-i"])
            .arg(&file)
            .run()
            .code(0)
            .stdout(ok("fine"))
            .stderr("");
    }
    let heard = peer.finish();
    for pair in heard.chunks(2) {
        assert!(pair[0] == pair[1] && !pair[0].is_empty(), "{pair:?}");
    }
    assert_eq!(heard.len(), 8);
}

#[test]
fn large_bodies_and_further_exchanges_are_replayed_elsewhere() {
    let dir = temporary();
    let [file, body] = ["r", "b"].map(|name| dir.path().join(name));
    fs::write(&body, "0123456789".repeat(45_000)).unwrap();
    // Peers remember no more than the first MiB of a connection.
    let first = Peer::answering(ok("a"));
    let run = verb(["put", "-T"]).arg(&body).arg("--record").arg(&file);
    run.args([first.url("/1"), first.url("/2")]).run().code(0);
    let other = Peer::answering(response("500 No", "", "b"));
    let to = format!("127.0.0.1:{}", other.port());
    let run = verb(["replay", "--to", &to]).arg(&file).arg("-v").run();
    run.code(5).stdout("bb").stderr_has("> PUT /2 HTTP/1.1\n");
    let (first, other) = (first.finish(), other.finish());
    let lengths = |all: &[Vec<u8>]| all.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(lengths(&first), lengths(&other));
    assert!(first == other && first.len() == 1);
}

#[test]
fn what_comes_of_a_replay_can_be_filtered_and_told() {
    let dir = temporary();
    let file = dir.path().join("r");
    let peer = Peer::answering(response("200 OK", "", "{\"id\":81}"));
    let run = verb(["get", "--record"]).arg(&file).arg(peer.url("/"));
    run.run().code(0);
    let run = verb(["replay", "-q", ".id", "-w", "%{http_code}\\n"]).arg(&file);
    run.run().code(0).stdout("81\n200\n").stderr("");
    let run = verb(["replay", "-p", "s"]).arg(&file).run();
    run.code(0).stdout("200\n");
}

#[test]
fn a_record_is_lines_of_json_with_every_byte() {
    let dir = temporary();
    let file = dir.path().join("r");
    let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
    let peer = Peer::answering(answer);
    let url = peer.url("/");
    let run = verb(["get", "-b", "s=SEC2", &url, "--record"]).arg(&file);
    run.run().code(0);
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&lines[0]["verb-record"], &lines[0]["secrets"]),
        (&1.into(), &"masked".into())
    );
    assert_eq!(
        (&lines[1]["method"], &lines[1]["url"]),
        (&"GET".into(), &url.into())
    );
    let bytes = |way: &str| {
        let mut all = String::new();
        for line in lines.iter().filter(|line| !line[way].is_null()) {
            assert_eq!(line["offset"].as_u64(), Some(all.len() as u64));
            all.push_str(&decoded(line[way].as_str().unwrap()));
        }
        all
    };
    assert_eq!(bytes("received"), answer);
    assert_eq!(bytes("sent"), peer.heard().replace("SEC2", "****"));
    assert_eq!(lines.last().unwrap()["is"], "ended");
    let told = verb(["replay"]).arg(&file).run().usage();
    told.stderr_has("exchange 1: secrets in its request are masked; record it with --show-secrets");
}

/// Base64, without a library to agree with.
fn decoded(text: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text
        .bytes()
        .filter_map(|byte| ALPHABET.iter().position(|known| *known == byte));
    let bits: String = digits.map(|digit| format!("{digit:06b}")).collect();
    let whole = bits.as_bytes().chunks_exact(8);
    let bytes =
        whole.map(|bits| u8::from_str_radix(std::str::from_utf8(bits).unwrap(), 2).unwrap());
    String::from_utf8(bytes.collect()).unwrap()
}

#[test]
fn a_record_that_shows_secrets_is_for_its_owner_alone() {
    let dir = temporary();
    let file = dir.path().join("r");
    let peer = Peer::answering(ok("x"));
    let run = verb(["get", "--show-secrets", &peer.url("/"), "--record"]).arg(&file);
    run.run().code(0);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn what_is_no_record_is_refused_by_line() {
    let dir = temporary();
    let peer = Peer::answering(ok("x"));
    let begun = format!(
        "{{\"exchange\":1,\"method\":\"GET\",\"url\":\"{}\"}}\n",
        peer.url("/")
    );
    let first = "{\"verb-record\":1}\n";
    for (text, told) in [
        (String::new(), "holds no request"),
        ("GET / HTTP/1.1\r\n".to_owned(), "malformed at line 1"),
        (
            format!("{first}{{\"exchange\":1,\"sent\":\"\"}}\n"),
            "malformed at line 2: its exchange has not begun",
        ),
        (
            format!("{first}{begun}"),
            "exchange 1: its request was not sent whole",
        ),
        (format!("{first}{begun}x"), "malformed at line 3"),
        ("{\"verb-record\":9}\n".to_owned(), "another version"),
        (
            format!("{first}{}", begun.replace("http:", "gopher:")),
            "exchange 1: ",
        ),
    ] {
        fs::write(dir.path().join("r"), &text).unwrap();
        let run = verb(["replay", "r"]).dir(&dir).run().usage();
        run.stderr_has(told);
    }
    verb(["replay"]).run().usage();
    verb(["replay", "a", "b"]).run().usage();
    verb(["replay", "missing"]).dir(&dir).run().usage();
    verb(["replay", "-"])
        .stdin("x")
        .run()
        .usage()
        .stderr_has("line 1");
    verb(["replay", "r", "-d", "x"]).dir(&dir).run().usage();
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn bad_places_and_proxies_are_refused() {
    let dir = temporary();
    let file = dir.path().join("r");
    let peer = Peer::answering(ok("x"));
    let run = verb(["get", &peer.url("/"), "--record"]).arg(&file);
    run.run().code(0);
    for to in ["x", "127.0.0.1", ":1", "h:0"] {
        verb(["replay", "--to", to]).arg(&file).run().usage();
    }
    let run = verb(["replay", "-x", "http://127.0.0.1:1"])
        .arg(&file)
        .run()
        .usage();
    run.stderr_has("--noproxy");
}

#[test]
fn tls_and_dry_runs_apply() {
    let dir = temporary();
    let (file, authority) = (dir.path().join("r"), Authority::new("replay"));
    let identity = authority.good(&["127.0.0.1"]);
    let ca = authority.ca();
    let peer = Peer::tls_answering(identity.server(), ok("secure"));
    let run = verb(["post", "-d", "a", &peer.https("/"), "--record"]).arg(&file);
    run.arg("--cacert").arg(&ca).run().code(0);
    verb(["replay"]).arg(&file).run().code(60);
    let run = verb(["replay", "--cacert"]).arg(&ca).arg(&file).run();
    run.code(0).stdout("secure");
    let shown = verb(["replay", "--dry-run"]).arg(&file).run().code(0);
    assert!(shown.out().starts_with("POST / HTTP/1.1\r\n") && shown.out().ends_with("\r\n\r\na"));
}
