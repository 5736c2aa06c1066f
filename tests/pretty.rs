//! Layouts: JSON and XML for people, into a pipe where it was asked for, with nothing lost (H48).

use std::fs::File;

use crate::memory::{MOST, memory_of, within};
use crate::support::pty::on_terminal;
use crate::support::verb::{Outcome, Run};
use crate::support::{Peer, response, verb};

fn peer(kind: &str, body: impl AsRef<[u8]>) -> Peer {
    let body = body.as_ref();
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n");
    Peer::answering([head.as_bytes(), body].concat())
}

/// The layout in a pipe.
fn laid_out(kind: &str, body: impl AsRef<[u8]>) -> Outcome {
    let peer = peer(kind, body);
    verb(["get", "--pretty=always", &peer.url("/")])
        .run()
        .code(0)
}

fn shown(kind: &str, body: impl AsRef<[u8]>, words: &[&str]) -> (Outcome, String) {
    let peer = peer(kind, body);
    let run = verb(["get", "--color", "never", &peer.url("/")]).args(words.iter().copied());
    on_terminal(run, false)
}

const JSON: &str = "application/json";

#[test]
fn every_digit_key_and_duplicate_stays() {
    let body = "{\"z\":12345678901234567890123,\"a\":1.0000000000000000001,\"a\":2,\"e\":1e400,\
                \"s\":\"\\u00e9\\/\\ud800x\"}";
    let wanted = "{\n  \"z\": 12345678901234567890123,\n  \"a\": 1.0000000000000000001,\n  \
                  \"a\": 2,\n  \"e\": 1e400,\n  \"s\": \"\\u00e9\\/\\ud800x\"\n}\n";
    laid_out(JSON, body).stdout(wanted).stderr("");
    let (outcome, screen) = shown(JSON, body, &[]);
    let _fine = outcome.code(0).stderr("");
    assert_eq!(screen, wanted);
}

#[test]
fn what_is_no_json_is_complete_and_warned_of_once() {
    for (body, wanted, told) in [
        (&b"{\"a\":1,}"[..], &b"{\n  \"a\": 1,}"[..], "byte 7"),
        (b"{\"a\":\xff}", b"{\n  \"a\": \xff}", "UTF-8"),
        (b"{\"a\":", b"{\n  \"a\": ", "ends too early"),
        (b"oops, [1]", b"oops, [1]", "byte 0"),
    ] {
        let seen = laid_out(JSON, body).stdout(wanted).one_line();
        let _told = seen.stderr_has("verb: warning: ").stderr_has(told);
    }
    let peer = peer(JSON, "{\"a\":1,}");
    let seen = verb(["get", "-s", "--pretty=always", &peer.url("/")]).run();
    seen.code(0).stderr("");
}

#[test]
fn nothing_is_changed_or_added_in_a_pipe() {
    for body in ["ok", "{\"a\" :1}", "{\"a\":1,}", "<a ><b/></a>"] {
        let peer = peer(JSON, body);
        let seen = verb(["get", &peer.url("/")]).run();
        seen.code(0).stdout(body).stderr("");
    }
}

#[test]
fn a_long_document_is_laid_out_as_it_comes() {
    let member = "{\"id\":1234567,\"name\":\"some name\",\"tags\":[true,null,1.5e3]}";
    let count = 500_000;
    let body = format!("[{}{member}]", format!("{member},").repeat(count));
    assert!(body.len() as u64 > MOST);
    let run = |url: String| {
        let nothing = File::options().write(true).open("/dev/null");
        verb(["get", "--pretty=always", &url]).stdout_to(nothing.unwrap())
    };
    let answer = response("200 OK", "Content-Type: application/json\r\n", &body);
    within(memory_of(run, answer), MOST);
}

/// One string of many escapes: H48.5.
#[test]
fn a_long_string_is_no_burden() {
    let body = format!("\"{}\"", "text \\n\\u00e9 \\\\".repeat(1_500_000));
    let run = |url: String| {
        let nothing = File::options().write(true).open("/dev/null");
        verb(["get", "--pretty=always", &url]).stdout_to(nothing.unwrap())
    };
    let answer = response("200 OK", "Content-Type: application/json\r\n", &body);
    within(memory_of(run, answer), MOST);
}

#[test]
fn xml_is_laid_out_where_white_space_means_nothing() {
    let body = "<?xml version=\"1.0\"?><a><b x='1'>t <i>u</i></b><c/><!-- d --></a>";
    let wanted = "<?xml version=\"1.0\"?>\n<a>\n  <b x='1'>t <i>u</i></b>\n  <c/>\n  \
                  <!-- d -->\n</a>\n";
    for kind in [
        "application/xml",
        "text/xml; charset=utf-8",
        "image/svg+xml",
    ] {
        laid_out(kind, body).stdout(wanted).stderr("");
    }
    for (kind, body) in [
        ("application/xml", "<a><b></a>"),
        ("text/html", "<p>a<b>c</b>"),
        ("application/xhtml+xml", "<p><b>c</b></p>"),
    ] {
        laid_out(kind, body).stdout(body);
        let (outcome, screen) = shown(kind, body, &[]);
        let _fine = outcome.code(0);
        assert_eq!(screen, body);
    }
}

/// Scenario O11: a run on a terminal, of which an environment must not change the values.
#[test]
fn a_terminal_a_pipe_and_ci_get_the_same_data() {
    let body = "{\"pi\":3.14159265358979323846,\"n\":12345678901234567890123}";
    let wanted = "{\n  \"pi\": 3.14159265358979323846,\n  \"n\": 12345678901234567890123\n}\n";
    let run = |peer: &Peer| -> Run { verb(["get", &peer.url("/")]).env("TERM", "xterm-256color") };
    for variable in [
        None,
        Some(("NO_COLOR", "1")),
        Some(("TERM", "dumb")),
        Some(("CI", "true")),
    ] {
        let peer = peer(JSON, body);
        let with = |run: Run| match variable {
            Some((name, value)) => run.env(name, value),
            None => run,
        };
        let piped = with(run(&peer)).run();
        piped.code(0).stdout(body).stderr("");
        let (outcome, screen) = on_terminal(with(run(&peer)), true);
        let _fine = outcome.code(0);
        assert_eq!(screen.contains('\u{1b}'), variable.is_none(), "{screen:?}");
        if variable.is_some() {
            assert_eq!(screen, wanted, "{variable:?}");
        }
    }
}

#[test]
fn raw_gives_a_terminal_what_came() {
    let body = "\u{1b}[1mbold\u{1b}[0m {\"a\":1}";
    let (outcome, screen) = shown("text/plain", body, &["--raw"]);
    let _fine = outcome.code(0);
    assert_eq!(screen, body);
    let (outcome, screen) = shown(JSON, "{\"a\":1}\0", &["--raw"]);
    let _fine = outcome.code(0).stderr("");
    assert_eq!(screen, "{\"a\":1}\0");
}

#[test]
fn noise_is_refused_on_a_terminal_and_exact_in_a_pipe() {
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(1 << 20)
    .collect();
    for kind in ["application/octet-stream", "text/plain", JSON] {
        let (outcome, screen) = shown(kind, &noise, &[]);
        assert_eq!(screen, "", "{kind}");
        let _refused = outcome.code(23).one_line().stderr_has("-o FILE");
    }
    let peer = peer("text/plain", &noise);
    verb(["get", &peer.url("/")]).run().code(0).stdout(&noise);
}
