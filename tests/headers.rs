//! Header lines of the user's: sent as they are where the request stays well-formed.

use std::fs;

use crate::support::capture::{Sent, sent};
use crate::support::{Peer, ok, temporary, verb};

fn post(lines: &[&str]) -> Sent {
    let flags: Vec<&str> = lines.iter().flat_map(|line| ["-H", line]).collect();
    sent(|url| verb(["post", "-d", "abc", &url]).args(flags))
}

/// The lines of a head whose names do not come from verb itself.
fn own(seen: &Sent) -> Vec<&str> {
    let lines = seen.head.lines().skip(1);
    let defaults = ["Host:", "User-Agent:", "Accept:", "Content-"];
    let own = lines.filter(|line| !defaults.iter().any(|name| line.starts_with(name)));
    own.filter(|line| !line.is_empty()).collect()
}

#[test]
fn lines_are_sent_in_order_with_their_spelling() {
    let seen = post(&["x-B:  2 ", "X-a: 1", "x-b: 3:4", "Empty;", "é-not: \u{e9}"][..4]);
    assert_eq!(own(&seen), ["x-B: 2", "X-a: 1", "x-b: 3:4", "Empty:"]);
    let seen = post(&["X: caf\u{e9} \u{1f600}", "Y:\ta\tb"]);
    assert_eq!(own(&seen), ["X: caf\u{e9} \u{1f600}", "Y: a\tb"]);
}

#[test]
fn defaults_give_way() {
    let seen = post(&["accept: a/b", "User-Agent:", "Content-Type;"]);
    assert!(
        !seen.head.contains("User-Agent") && !seen.head.contains("*/*"),
        "{}",
        seen.head
    );
    assert!(seen.head.contains("Content-Type:\r\n") && seen.head.contains("accept: a/b\r\n"));
}

#[test]
fn lines_come_from_files_and_stdin_too() {
    let dir = temporary();
    fs::write(dir.path().join("h"), "A: 1\r\n\nB;\nUser-Agent:\n").unwrap();
    let run = |url: String| verb(["get", "-H", "X: 0", "-H", "@h", "-H", "@-", &url]);
    let seen = sent(|url| run(url).dir(dir.path()).stdin("C: 3\n"));
    assert_eq!(own(&seen), ["X: 0", "A: 1", "B:", "C: 3"]);
    assert!(!seen.head.contains("User-Agent"));
}

#[test]
fn framing_is_the_users_where_it_is_true() {
    for (line, name, value) in [
        ("content-length: 3", "content-length", "3"),
        ("transfer-encoding: chunked", "transfer-encoding", "chunked"),
        ("host: b.test:81", "host", "b.test:81"),
        ("HOST;", "host", ""),
        ("Connection: keep-alive", "connection", "keep-alive"),
    ] {
        let seen = post(&[line]);
        assert_eq!(seen.field(name), Some(value), "{line}");
        assert_eq!(
            seen.head.to_lowercase().matches(name).count(),
            1,
            "{}",
            seen.head
        );
        assert_eq!(seen.content, b"abc");
    }
    let seen = sent(|url| verb(["get", "-H", "Content-Length: 0", &url]));
    assert_eq!(seen.field("content-length"), Some("0"));
    let seen = sent(|url| verb(["get", "-0", "-H", "Host:", &url]));
    assert_eq!(seen.field("host"), None);
}

/// Lines that are refused for a body of three bytes, and why.
const REFUSED: &[(&[&str], &str)] = &[
    (&["Content-Length: 4"], "is not the body's, which is 3"),
    (&["Content-Length: 03"], "is not the body's, which is 3"),
    (&["Content-Length: 3", "content-length: 3"], "given twice"),
    (
        &["Content-Length: 3", "Transfer-Encoding: chunked"],
        "both given",
    ),
    (&["Content-Length:"], "cannot be removed"),
    (&["Content-Length;"], "is not the body's"),
    (&["Transfer-Encoding: gzip"], "is chunked"),
    (&["Transfer-Encoding: gzip, chunked"], "is chunked"),
    (&["Transfer-Encoding;"], "is chunked"),
    (
        &["Host:"],
        "without Host is malformed; send it empty with -H 'Host;'",
    ),
    (&["Host: a", "host: b"], "given twice"),
    (&["Host: a/b"], "not HOST or HOST:PORT"),
    (&["Host: a b"], "not HOST or HOST:PORT"),
    (
        &["Upgrade: websocket", "Connection: upgrade"],
        "asks the server to leave HTTP",
    ),
    (&["X : 1"], "a space before the colon; write 'Name: value'"),
    (&["X Y: 1"], "a name cannot hold ' '"),
    (&["X: a\r\nInj: 1"], "the value holds a carriage return"),
    (&["X: a\nInj: 1"], "the value holds a line feed"),
    (&["X"], "there is no colon"),
    (&["@none"], "cannot read none"),
];

#[test]
fn what_would_break_the_message_is_refused_with_the_reason() {
    let peer = Peer::answering(ok("x"));
    for (lines, why) in REFUSED {
        let flags: Vec<&str> = lines.iter().flat_map(|line| ["-H", line]).collect();
        let run = verb(["post", "-d", "abc", &peer.url("/")]).args(flags);
        let _fine = run.run().usage().stderr_has(why);
    }
    for (words, why) in [
        (
            &["get", "-H", "Transfer-Encoding: chunked"][..],
            "there is no body to be framed",
        ),
        (
            &["get", "-H", "Content-Length: 3"],
            "is not the body's, which is 0",
        ),
        (
            &["post", "-", "-H", "Content-Length: 3"],
            "a body that is sent in chunks",
        ),
        (
            &["post", "-F", "f=@-", "-H", "Content-Length: 3"],
            "a body that is sent in chunks",
        ),
        (
            &["post", "-F", "f=a", "-H", "Content-Length: 3"],
            "is not the body's",
        ),
    ] {
        let run = verb(words.to_vec()).arg(peer.url("/")).stdin("abc");
        let _fine = run.run().usage().stderr_has(why);
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn a_switch_of_protocols_that_nobody_asked_for_is_an_error() {
    let peer = Peer::once("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
    let seen = verb(["get", &peer.url("/")]).run().code(8);
    let _fine = seen
        .stdout("")
        .one_line()
        .stderr_has("101 (Switching Protocols)");
}
