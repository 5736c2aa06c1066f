//! The request as it stands on the wire: exact bytes, and nothing of the user's that could add to
//! them (RFC 9112, sections 3 and 5).

use crate::support::{Peer, ok, verb};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The request that a run sends, as text.
#[track_caller]
fn sent(words: &[&str], path: &str) -> String {
    let peer = Peer::answering(ok("x"));
    let authority = peer.url("");
    let run = verb(words.iter().take(1))
        .arg(peer.url(path))
        .args(&words[1..]);
    run.run().code(0).stdout("x");
    peer.heard().replace(&authority[7..], "AUTHORITY")
}

#[test]
fn a_get_has_these_bytes() {
    assert_eq!(
        sent(&["get"], "/a?b=c#fragment"),
        format!(
            "GET /a?b=c HTTP/1.1\r\nHost: AUTHORITY\r\nUser-Agent: verb/{VERSION}\r\n\
             Accept: */*\r\n\r\n"
        )
    );
}

#[test]
fn a_literal_json_body_has_these_bytes() {
    assert_eq!(
        sent(&["post", "{\"a\":1.0,\"a\":2}"], "/"),
        format!(
            "POST / HTTP/1.1\r\nHost: AUTHORITY\r\nUser-Agent: verb/{VERSION}\r\n\
             Accept: application/json\r\nContent-Type: application/json\r\n\
             Content-Length: 15\r\n\r\n{{\"a\":1.0,\"a\":2}}"
        )
    );
}

#[test]
fn fields_keep_their_order_their_spelling_and_their_repeats() {
    let words = [
        "get", "-H", "b: 1", "-H", "A: 2", "-H", "b:3", "-H", "X-Empty;",
    ];
    let heard = sent(&words, "/");
    let own: Vec<&str> = heard.lines().skip(4).collect();
    assert_eq!(own, ["b: 1", "A: 2", "b: 3", "X-Empty:", ""], "{heard}");
}

#[test]
fn a_field_of_the_users_replaces_a_default_one_and_an_empty_one_removes_it() {
    let heard = sent(&["get", "-H", "accept: text/x", "-H", "User-Agent:"], "/");
    assert!(heard.contains("accept: text/x\r\n"), "{heard}");
    assert!(
        !heard.contains("*/*") && !heard.contains("verb/"),
        "{heard}"
    );
    let heard = sent(&["get", "-A", "me/1"], "/");
    assert!(
        heard.contains("User-Agent: me/1\r\n") && !heard.contains("verb/"),
        "{heard}"
    );
    let heard = sent(&["get", "-H", "Host: other.test"], "/");
    assert!(
        heard.contains("Host: other.test\r\n") && !heard.contains("AUTHORITY"),
        "{heard}"
    );
}

#[test]
fn values_may_hold_utf8_and_tabs() {
    let heard = sent(&["get", "-H", "X: é\tü"], "/");
    assert!(heard.contains("X: é\tü\r\n"), "{heard}");
}

#[test]
fn a_field_file_gives_a_line_each() {
    let dir = crate::support::temporary();
    std::fs::write(dir.path().join("h"), "X-A: 1\nX-B: 2\r\n").unwrap();
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/"), "-H", "@h"])
        .dir(dir.path())
        .run()
        .code(0);
    assert!(peer.heard().contains("\r\nX-A: 1\r\nX-B: 2\r\n"));
}

#[test]
fn what_would_split_or_damage_a_request_is_refused_before_connecting() {
    for words in [
        ["-H", "X: a\r\nInjected: 1"],
        ["-H", "X: a\nInjected: 1"],
        ["-H", "X: a\rInjected: 1"],
        ["-H", "X: a\u{1}b"],
        ["-H", "X\r\nInjected: 1"],
        ["-H", "X Y: 1"],
        ["-H", "X : 1"],
        ["-H", ": 1"],
        ["-H", "(x): 1"],
        ["-H", "no colon"],
        ["-A", "me\r\nInjected: 1"],
        ["-H", "Content-Length: 7"],
        ["-H", "Content-Length: three"],
    ] {
        refused(&["post", "-d", "abc"], &words, "/");
    }
    refused(&["get"], &["-H", "Host: a.test", "-H", "Host: b.test"], "/");
}

#[test]
fn a_method_is_a_token() {
    for method in [
        "GET / HTTP/1.1\r\nX: 1\r\n\r\nGET",
        "GE T",
        "",
        "G\u{e9}T",
        "GET\n",
    ] {
        refused(&["request", "-X", method], &[], "/");
    }
}

#[test]
fn a_url_cannot_carry_line_ends() {
    for path in ["/a\r\nInjected: 1", "/a\nb", "/a\tb", "/?a=\r", "/a\u{1}"] {
        refused(&["get"], &[], path);
    }
}

#[test]
fn blanks_and_other_letters_in_a_url_are_encoded() {
    for (path, line) in [
        ("/a b", "GET /a%20b HTTP/1.1"),
        ("/é?ü=ß", "GET /%C3%A9?%C3%BC=%C3%9F HTTP/1.1"),
        ("/%7Ea%2f", "GET /%7Ea%2f HTTP/1.1"),
        ("/\"<>`{}", "GET /%22%3C%3E%60%7B%7D HTTP/1.1"),
    ] {
        let heard = sent(&["get"], path);
        assert_eq!(heard.lines().next(), Some(line), "{path}");
    }
}

/// Exit 2, one line, and no connection.
#[track_caller]
fn refused(words: &[&str], more: &[&str], path: &str) {
    let peer = Peer::answering(ok("x"));
    let run = verb(words).args(more).arg(peer.url(path));
    run.run().usage();
    assert_eq!(
        peer.finish().len(),
        0,
        "a connection was made for {words:?} {more:?} {path:?}"
    );
}
