//! Text in other charsets: what people see of it, and what must reach no terminal (H46).

use crate::support::pty::on_terminal;
use crate::support::{Peer, verb};

fn peer(kind: &str, body: &[u8]) -> Peer {
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n");
    Peer::answering([head.as_bytes(), body].concat())
}

fn screen(kind: &str, body: &[u8]) -> String {
    let peer = peer(kind, body);
    let run = verb(["get", "--color", "never", &peer.url("/")]).env("TERM", "xterm");
    let (outcome, screen) = on_terminal(run, false);
    let _fine = outcome.code(0);
    screen
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| match little {
        true => unit.to_le_bytes(),
        false => unit.to_be_bytes(),
    };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn text_is_shown_in_what_a_terminal_knows_and_stays_as_it_is_in_a_pipe() {
    let marked = [b"\xff\xfe".to_vec(), utf16("caf\u{e9} \u{1f600}", true)].concat();
    for (kind, body, wanted) in [
        ("text/plain; charset=iso-8859-1", &b"caf\xe9"[..], "café"),
        (
            "text/plain; charset=windows-1252",
            b"\x93x\x94 \x80",
            "“x” €",
        ),
        ("text/html; charset=Shift_JIS", b"\x93\xfa\x96{", "日本"),
        ("text/plain; charset=\"utf-16\"", &marked, "café 😀"),
        ("text/plain", &marked, "café 😀"),
        (
            "text/plain; charset=klingon",
            "é \u{9b}".as_bytes(),
            "é \\u{9b}",
        ),
        (
            "text/plain; charset=utf-8",
            b"caf\xe9 au lait, encore",
            "caf\\xe9 au lait, encore",
        ),
    ] {
        assert_eq!(screen(kind, body), wanted, "{kind}");
        let peer = peer(kind, body);
        verb(["get", &peer.url("/")])
            .run()
            .code(0)
            .stdout(body)
            .stderr("");
    }
}

#[test]
fn a_layout_in_a_pipe_is_utf8() {
    let peer = peer("text/xml; charset=iso-8859-1", b"<a><b>\xe9</b></a>");
    verb(["get", "--pretty=always", &peer.url("/")])
        .run()
        .code(0)
        .stdout("<a>\n  <b>é</b>\n</a>\n");
}

/// What would act on a terminal, in each way that text can be written: a title, a link, the
/// clipboard, a cleared screen, a reordering; with ESC, and with the C1 characters that stand for
/// two of ASCII.
const HOSTILE: &str = "<a t=\"\u{1b}]0;pwn\u{7}\"><b>\u{1b}]8;;http://evil.test\u{1b}\\x\
                       \u{1b}]8;;\u{1b}\\</b><c>\u{9d}52;c;ZXZpbA==\u{9c}\u{9b}2J\u{90}q\
                       \u{85}\u{8d}\r\u{8}\u{7f}\u{b}\u{c}\u{e}</c></a>";

fn harmless(shown: &str, how: &str) {
    let acts = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}';
    assert!(!shown.contains(acts), "{how}: {shown:?}");
    // The link, the clipboard and the colours are there, to be seen.
    assert!(
        shown.contains("evil.test") && shown.contains("ZXZpbA=="),
        "{how}: {shown:?}"
    );
}

#[test]
fn nothing_hostile_gets_past_in_any_charset_or_layout() {
    let latin: Vec<u8> = HOSTILE.chars().map(|c| c as u8).collect();
    let hostile = HOSTILE.replace("<c>", "<c>\u{202e}");
    let marked = [b"\xfe\xff".to_vec(), utf16(&hostile, false)].concat();
    let bodies: [(&str, Vec<u8>); 5] = [
        ("", hostile.clone().into_bytes()),
        ("; charset=utf-8", hostile.clone().into_bytes()),
        // WHATWG reads it as windows-1252, by which some C1 bytes are letters.
        ("; charset=iso-8859-1", latin.clone()),
        ("; charset=iso-8859-5", latin),
        ("; charset=utf-16le", utf16(&hostile, true)),
    ];
    for kind in [
        "text/plain",
        "text/html",
        "application/xml",
        "text/event-stream",
        "x/y",
    ] {
        for (charset, body) in &bodies {
            let kind = format!("{kind}{charset}");
            harmless(&screen(&kind, body), &kind);
        }
        harmless(&screen(kind, &marked), kind);
    }
}

#[test]
fn nothing_hostile_gets_past_in_json() {
    let text = HOSTILE.replace('"', "'").replace('\\', "/");
    // As valid JSON, where only C1 and DEL may stand raw; and as what it says it is and is not.
    let valid: String = text.chars().filter(|c| *c >= ' ').collect();
    for body in [
        format!("{{\"{valid}\": [\"{valid}\"]}}"),
        format!("{{\"a\": \"{text}\"}}"),
        format!("[1,] {text}"),
        text.clone(),
    ] {
        harmless(&screen("application/json", body.as_bytes()), &body);
    }
    // C1 as single bytes is no UTF-8.
    let raw = b"{\"a\": \"evil.test ZXZpbA== \x9b2J and more text after it\"}";
    harmless(&screen("application/json", raw), "raw C1");
}

#[test]
fn nothing_hostile_gets_past_as_events_heads_or_failures() {
    let data: String = HOSTILE
        .chars()
        .filter(|c| !matches!(c, '\r' | '\n'))
        .collect();
    let stream = format!("event: \u{9b}1m\ndata: {data}\n\n");
    let peer = peer("text/event-stream", stream.as_bytes());
    let run = verb(["get", "--events", &peer.url("/")]).env("TERM", "xterm");
    let (outcome, screen) = on_terminal(run, true);
    let _fine = outcome.code(0);
    harmless(&screen, "events");
    let bytes = "HTTP/1.1 400 \u{9b}No\r\nX: \u{1b}]8;;http://evil.test\u{1b}\\ \u{9b}2J\r\n\
                 Location: \u{1b}[2J\r\nContent-Length: 9\r\n\r\n\u{1b}]0;x\u{7}\u{9b}J";
    for words in [&["-i"][..], &["-f", "-i"], &["-v"], &["-f", "-D", "-"]] {
        let peer = Peer::answering(bytes);
        let run = verb(["get", "--color", "never", &peer.url("/")]).args(words.iter().copied());
        let (outcome, screen) = on_terminal(run.env("TERM", "dumb"), true);
        let _failed = outcome.code(4);
        let acts = |c: char| c.is_control() && c != '\n' && c != '\t';
        assert!(!screen.contains(acts), "{words:?}: {screen:?}");
    }
}
