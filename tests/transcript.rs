//! `-vv`: whole messages on stderr, harmless on every terminal.

use crate::support::{Peer, ok, response, verb};

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\
    Set-Cookie: sid=SEC4; Path=/\r\n\r\n5\r\nhe\nll\r\n4;x=1\r\no\x1b[2\r\n0\r\nT: 1\r\n\r\n";

#[test]
fn whole_messages_are_shown_in_the_order_of_the_wire() {
    let peer = Peer::answering(CHUNKED);
    let url = peer.url("/");
    let run = verb(["post", "-vv", "-d", "a=1\nb", "-u", "u:SECRETPW", &url]).run();
    run.code(0)
        .stdout("he\nllo\x1b[2")
        .stderr_has("> Authorization: Basic ••••\n")
        .stderr_has("\n>\n> a=1\n> b\n< HTTP/1.1 200 OK\n")
        .stderr_has("< Set-Cookie: sid=••••; Path=/\n<\n< he\n< llo\\x1b[2\n< T: 1\n")
        .stderr_lacks("SEC")
        .stderr_lacks("\x1b")
        .stderr_lacks("dTpTRU");
}

#[test]
fn one_v_shows_heads_alone_and_three_are_as_good_as_two() {
    let peer = Peer::answering(ok("content"));
    let url = peer.url("/");
    let shown = |flag: &str| verb(["get", flag, &url]).run().code(0).err();
    assert!(!shown("-v").contains("< content"));
    assert!(shown("-vv").contains("<\n< content\n"));
    assert!(shown("-vvv").contains("<\n< content\n"));
    let long = verb(["get", "--verbose", "-v", &url]).run().err();
    assert!(long.contains("<\n< content\n"), "{long}");
    let undone = verb(["get", "-vv", "--no-verbose", &url]).run().code(0);
    undone.stderr("");
}

#[test]
fn secrets_are_shown_when_asked_for() {
    let peer = Peer::answering(response("200 OK", "Set-Cookie: sid=SEC4\r\n", ""));
    verb([
        "get",
        "-vv",
        "--show-secrets",
        "--bearer",
        "SEC5",
        &peer.url("/"),
    ])
    .run()
    .code(0)
    .stderr_has("> Authorization: Bearer SEC5\n")
    .stderr_has("< Set-Cookie: sid=SEC4\n");
}

#[test]
fn binary_content_is_one_line_with_its_size() {
    let mut answer = b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n".to_vec();
    answer.extend((0..300_000_u32).map(|n| (n % 251) as u8));
    let peer = Peer::answering(answer);
    let run = verb(["get", "-vv", "-o", "/dev/null", &peer.url("/")]).run();
    run.code(0).stderr_has(
        "< (300000 bytes of binary data: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f …)\n",
    );
}
