//! What a terminal gets, and what it must never get.

use crate::support::pty::on_terminal;
use crate::support::verb::{Outcome, Run};
use crate::support::{Peer, response, verb};

const JSON: &str = "{\"z\":3.14159265358979323846,\"a\":12345678901234567890123,\"a\":1e400,\
                    \"e\":[],\"t\":\"\\u00e9\\ud800\"}";

fn json(body: &str) -> Peer {
    Peer::answering(response(
        "200 OK",
        "Content-Type: application/json\r\n",
        body,
    ))
}

fn text(body: &str) -> Peer {
    Peer::answering(response("200 OK", "Content-Type: text/plain\r\n", body))
}

/// A run with stdout on a terminal that knows colours.
fn shown(run: Run) -> (Outcome, String) {
    on_terminal(run.env("TERM", "xterm-256color"), false)
}

/// The screen without the escape sequences that set colours.
fn plain(screen: &str) -> String {
    let mut out = String::new();
    let mut rest = screen;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let end = after
            .find(|c: char| !(c.is_ascii_digit() || c == ';'))
            .unwrap();
        assert!(after[end..].starts_with('m'), "no colour: {after:?}");
        rest = &after[end + 1..];
    }
    out + rest
}

#[test]
fn json_is_laid_out_and_coloured_without_losing_anything() {
    let peer = json(JSON);
    let (outcome, screen) = shown(verb(["get", &peer.url("/")]));
    let _fine = outcome.code(0).stderr("");
    assert!(screen.contains("\u{1b}["), "{screen}");
    let plain = plain(&screen);
    assert!(plain.lines().count() >= 5, "{plain}");
    let squeezed: String = plain.split_whitespace().collect();
    assert_eq!(squeezed, JSON);
}

#[test]
fn colours_can_be_turned_off() {
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let peer = json(JSON);
        let run = verb(["get", &peer.url("/")])
            .env("TERM", "xterm")
            .env(name, value);
        let (outcome, screen) = on_terminal(run, false);
        let _fine = outcome.code(0);
        assert!(!screen.contains('\u{1b}'), "{name}: {screen}");
        let squeezed: String = screen.split_whitespace().collect();
        assert_eq!(squeezed, JSON, "{name}");
    }
    let peer = json(JSON);
    let (_, screen) = shown(verb(["get", "--color", "never", &peer.url("/")]));
    assert!(!screen.contains('\u{1b}'), "{screen}");
}

#[test]
fn the_layout_can_be_turned_off() {
    let peer = json(JSON);
    let run = verb([
        "get",
        "--pretty",
        "never",
        "--color",
        "never",
        &peer.url("/"),
    ]);
    let (_, screen) = shown(run);
    assert_eq!(screen.trim_end(), JSON);
}

#[test]
fn layout_and_colours_can_be_asked_for_in_a_pipe() {
    let peer = json("{\"a\":[1,2]}");
    let url = peer.url("/");
    let seen = verb(["get", "--pretty", "always", &url]).run().code(0);
    let out = seen.out();
    assert!(out.lines().count() > 2 && !out.contains('\u{1b}'), "{out}");
    let seen = verb(["get", "--pretty", "always", "--color", "always", &url])
        .run()
        .code(0);
    assert!(seen.out().contains("\u{1b}["), "{}", seen.story());
    let seen = verb(["get", "--pretty", "always", &url])
        .env("CLICOLOR_FORCE", "1")
        .run()
        .code(0);
    assert!(seen.out().contains("\u{1b}["), "{}", seen.story());
    // A variable that is set for a whole CI run must not change what a pipe gets.
    verb(["get", &url])
        .env("CLICOLOR_FORCE", "1")
        .run()
        .code(0)
        .stdout("{\"a\":[1,2]}");
}

#[test]
fn what_is_no_valid_json_is_shown_whole() {
    for body in ["{\"a\":1,}", "{\"a\":", "[1 2]", "nothing of the kind"] {
        let peer = json(body);
        let (outcome, screen) = shown(verb(["get", "--color", "never", &peer.url("/")]));
        let _fine = outcome.code(0);
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeeze(&screen), squeeze(body));
    }
}

#[test]
fn deep_documents_do_not_end_the_program() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let peer = json(&deep);
    let seen = verb(["get", "--pretty", "always", &peer.url("/")])
        .run()
        .code(0);
    let squeezed: Vec<u8> = seen
        .stdout
        .into_iter()
        .filter(|b| !b.is_ascii_whitespace())
        .collect();
    assert!(squeezed == deep.as_bytes());
}

#[test]
fn no_control_character_of_a_peer_reaches_the_screen() {
    let hostile = "a\u{1b}[2J\u{1b}]0;pwn\u{7}b\rover\u{8}\u{9b}31m\u{202e}x\u{7f}\ttab\nend\n";
    let peer = text(hostile);
    let url = peer.url("/");
    let (outcome, screen) = shown(verb(["get", &url]));
    let _fine = outcome.code(0);
    let bad = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{202e}';
    assert!(!plain(&screen).contains(bad), "{screen:?}");
    assert!(screen.contains("end"), "{screen:?}");
    verb(["get", &url]).run().code(0).stdout(hostile);
}

#[test]
fn heads_are_escaped_on_a_terminal() {
    let bytes = "HTTP/1.1 200 OK\r\nX: \u{1b}[31mred\u{1b}]52;c;ZXZpbA==\u{7}\r\n\
                 Content-Length: 2\r\n\r\nok";
    let peer = Peer::answering(bytes);
    let (outcome, screen) = shown(verb(["get", "-i", &peer.url("/")]));
    let _fine = outcome.code(0);
    assert!(
        !screen.contains('\u{7}') && !screen.contains("\u{1b}]"),
        "{screen:?}"
    );
    assert!(!screen.contains("\u{1b}[31mred"), "{screen:?}");
}

#[test]
fn characters_cut_by_the_chunks_are_whole_on_the_screen() {
    let body = "é€😀 end".as_bytes();
    let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\
                      Transfer-Encoding: chunked\r\n\r\n"
        .to_vec();
    for byte in body {
        bytes.extend_from_slice(b"1\r\n");
        bytes.push(*byte);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        talk.drip(&bytes, 1, std::time::Duration::from_micros(100))
    });
    let (_, screen) = shown(verb(["get", &peer.url("/")]));
    assert_eq!(screen.trim_end(), "é€😀 end");
}

#[test]
fn binary_content_is_refused_with_a_hint() {
    let peer = Peer::answering(
        [
            b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n".as_slice(),
            b"\x7fELF\0\0\x01\xff",
        ]
        .concat(),
    );
    let url = peer.url("/");
    let (outcome, screen) = shown(verb(["get", &url]));
    assert!(!screen.contains("ELF"), "{screen:?}");
    let _fine = outcome.stderr_has("-o");
    verb(["get", &url])
        .run()
        .code(0)
        .stdout(b"\x7fELF\0\0\x01\xff");
}

#[test]
fn a_failure_on_a_terminal_is_still_one_line() {
    let run = verb(["get", "http://127.0.0.1:1/"]).env("TERM", "dumb");
    let (outcome, screen) = on_terminal(run, true);
    let _fine = outcome.code(7);
    assert!(
        screen.starts_with("verb: ") && screen.lines().count() == 1,
        "{screen:?}"
    );
}
