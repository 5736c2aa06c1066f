//! `-q`: values out of a JSON body, as scripts take them.

use std::fs;

use crate::support::pty::on_terminal;
use crate::support::{Latch, Peer, names_in, ok, response, shell, temporary, verb};

const ITEM: &str = "{\"data\":{\"id\":81,\"tags\":[\"a\",\"b\"],\"pi\":3.14159265358979323846}}";

#[test]
fn one_field_becomes_a_variable() {
    let peer = Peer::answering(ok(ITEM));
    let url = peer.url("/");
    for (words, wanted) in [
        ("-q .data.id", "81"),
        ("-q '.data.tags[]'", "a\nb"),
        ("-q .data.tags", "[\"a\",\"b\"]"),
        ("-q .data.pi", "3.14159265358979323846"),
        ("-q .data.nope", "null"),
        ("-q '.data.nope // empty'", ""),
        ("-q '$status, $headers[\"content-length\"]'", "200\n63"),
        (
            "-q '$a + \" \" + ($n.x | tostring)' --arg a --x --argjson n '{\"x\":-1}'",
            "--x -1",
        ),
        ("-q .data.id --require", "81"),
    ] {
        let script = format!("id=$(verb get {url} {words}) || exit; printf %s \"$id\"");
        shell(&script).run().code(0).stdout(wanted).stderr("");
    }
}

#[test]
fn what_is_required_is_there_or_the_run_fails() {
    let peer = Peer::answering(ok(ITEM));
    let url = peer.url("/");
    for (filter, out, gave) in [
        (".data.nope", "null\n", "null"),
        (".data.id == 82", "false\n", "false"),
        ("empty", "", "nothing"),
    ] {
        let words = ["get", &url, "-q", filter, "--require"];
        let told = format!("--require: the filter '{filter}' gave {gave}");
        verb(words)
            .run()
            .code(1)
            .stdout(out)
            .one_line()
            .stderr_has(&told);
    }
}

#[test]
fn a_body_that_is_not_json_fails_and_shows_its_first_line() {
    let page = "<!DOCTYPE html><title>\u{1b}]0;pwned\u{7}Log in</title>\n<p>second";
    let peer = Peer::answering(ok(page));
    let run = verb(["get", &peer.url("/"), "-q", ".data.id"]).run();
    run.code(1)
        .stdout("")
        .one_line()
        .stderr_has("the body is not JSON: line 1, column 1")
        .stderr_has("<!DOCTYPE html><title>\\x1b]0;pwned\\x07Log in</title>")
        .stderr_lacks("second");
}

#[test]
fn a_mistake_is_found_before_any_connection_with_a_caret_under_it() {
    let peer = Peer::answering(ok(ITEM));
    let run = verb(["get", &peer.url("/"), "-q", ".a | foo(1)"]).run();
    let err = run.code(2).stdout("").err();
    let lines: Vec<&str> = err.lines().collect();
    let [told, filter, caret] = lines.as_slice() else {
        panic!("{err}");
    };
    assert!(
        told.starts_with("verb: --jq: the filter has a mistake at column 6"),
        "{err}"
    );
    assert_eq!((*filter, *caret), ("    .a | foo(1)", "         ^"));
    for words in [
        &["--arg", "a", "1"][..],
        &["--require"],
        &["-q", ".", "--arg", "a"],
        &["-q", ".", "--argjson", "a", "{"],
        &["-q", "$nope"],
    ] {
        let run = verb(["get", &peer.url("/")])
            .args(words.iter().copied())
            .run();
        let _refused = run.code(2).stdout("");
    }
    assert!(peer.finish().is_empty());
}

#[test]
fn a_failing_status_leaves_stdout_empty() {
    let peer = Peer::answering(response(
        "404 Not Found",
        "",
        "{\"error\":\"no such item\"}",
    ));
    let url = peer.url("/7");
    let run = verb(["get", &url, "-q", ".id", "--require"]).run();
    run.code(4)
        .stdout("")
        .stderr_has("no such item")
        .stderr_has("verb: 404 Not Found");
    for words in [&["--no-fail"][..], &["--ok", "2xx,404"]] {
        let run = verb(["get", &url, "-q", "$status, .error"]).args(words.iter().copied());
        run.run().code(0).stdout("404\nno such item\n").stderr("");
    }
}

#[test]
fn a_response_without_content_is_asked_for_its_head_alone() {
    let peer = Peer::answering("HTTP/1.1 204 No Content\r\nETag: \"x\"\r\n\r\n");
    let url = peer.url("/");
    for (method, filter, out) in [
        ("delete", ".id", ""),
        ("delete", "$status", "204\n"),
        ("head", "$headers.etag", "\"x\"\n"),
    ] {
        verb([method, &url, "-q", filter]).run().code(0).stdout(out);
    }
    verb(["delete", &url, "-q", ".id", "--require"])
        .run()
        .code(1)
        .stderr_has("gave nothing");
}

#[test]
fn a_file_gets_the_outputs_or_stays_as_it_was() {
    let dir = temporary();
    let file = dir.path().join("ids");
    fs::write(&file, "old").unwrap();
    let run = |body: &str, words: &[&str]| {
        let peer = Peer::answering(ok(body));
        let line = verb(["get", &peer.url("/"), "-o", "ids", "-q", ".[].id"]);
        line.args(words.iter().copied()).dir(dir.path()).run()
    };
    run("[{\"id\":1},{\"id\":\"x\"}, {\"id\"", &[])
        .code(1)
        .stdout("");
    run("[]", &["--require"]).code(1).stdout("");
    assert_eq!(fs::read(&file).unwrap(), b"old");
    run(
        "[{\"id\":1},{\"id\":\"x\"}]",
        &["--pretty=always", "--color=always"],
    )
    .code(0)
    .stdout("");
    assert_eq!(fs::read(&file).unwrap(), b"1\nx\n");
    assert_eq!(names_in(dir.path()), ["ids"]);
}

#[test]
fn outputs_are_seen_as_their_elements_arrive() {
    let latch = Latch::default();
    let peer = Peer::tcp({
        let latch = latch.clone();
        move |talk| {
            talk.head()?;
            talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1,2,")?;
            latch.wait();
            talk.send(b"3,4]")
        }
    });
    let run = verb(["get", &peer.url("/"), "-q", ".[] | . * 10"]).start();
    run.until_stdout(b"10\n20\n");
    latch.open();
    run.finish().code(0).stdout("10\n20\n30\n40\n");
}

#[test]
fn a_reader_that_leaves_ends_the_run() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(b"HTTP/1.1 200 OK\r\n\r\n[0")?;
        loop {
            talk.send(b",1".repeat(10_000))?;
        }
    });
    let script = format!("verb get {} -q '.[]' | head -n 1", peer.url("/"));
    shell(&script).run().code(0).stdout("0\n").stderr("");
}

#[test]
fn a_terminal_gets_layout_and_colours_and_nothing_else_does() {
    let body = "[{\"a\":[1.50]},\"x\\u001b[2J\"]";
    let peer = Peer::answering(ok(body));
    let line = || verb(["get", &peer.url("/"), "-q", ".[]"]);
    let (outcome, screen) = on_terminal(line().env("TERM", "xterm"), false);
    let _fine = outcome.code(0).stderr("");
    assert!(
        screen.contains("\u{1b}[") && !screen.contains("\u{1b}[2J"),
        "{screen:?}"
    );
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let run = line().env("TERM", "xterm").env(name, value);
        let (_, screen) = on_terminal(run, false);
        let wanted = "{\n  \"a\": [\n    1.50\n  ]\n}\nx\\x1b[2J\n";
        assert_eq!(screen, wanted, "{name}");
    }
    let bytes = "{\"a\":[1.50]}\nx\u{1b}[2J\n";
    for (name, value) in [
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
        ("CI", "true"),
        ("TERM", "xterm"),
    ] {
        line()
            .env(name, value)
            .run()
            .code(0)
            .stdout(bytes)
            .stderr("");
    }
    let pretty = line().args(["--pretty=always"]).run();
    pretty.stdout("{\n  \"a\": [\n    1.50\n  ]\n}\nx\u{1b}[2J\n");
}

#[test]
fn a_body_that_breaks_off_is_taken_up_or_begun_anew() {
    // Nothing of the first was printed yet, so that it need not be asked for in parts.
    let served = std::sync::atomic::AtomicUsize::new(0);
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        match served.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
            0 => talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"id\":"),
            _ => talk.send(ok("{\"id\":7}")),
        }
    });
    let words = [
        "get",
        &peer.url("/"),
        "-q",
        ".id",
        "--retry",
        "2",
        "--retry-delay",
        "1ms",
    ];
    verb(words).run().code(0).stdout("7\n");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn heads_and_several_urls_keep_their_order() {
    let peer = Peer::answering(ok("{\"id\":1}"));
    let url = peer.url("/");
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n";
    verb(["get", &url, "-i", "-q", ".id"])
        .run()
        .code(0)
        .stdout(format!("{head}1\n"));
    for words in [&["-q", ".id"][..], &["-q", ".id", "-Z"]] {
        let run = verb(["get", &url, &url, &url]).args(words.iter().copied());
        run.run().code(0).stdout("1\n1\n1\n");
    }
    verb(["get", &url, "-q", ".id", "--max-filesize", "7"])
        .run()
        .code(63)
        .stdout("");
}

#[test]
fn the_line_of_as_filters_too() {
    let words = [
        "get",
        ":1/",
        "-q",
        ".a | $x",
        "--arg",
        "x",
        "it's",
        "--require",
    ];
    verb(words)
        .args(["--as", "verb"])
        .run()
        .code(0)
        .stdout_has("-q '.a | $x' --arg x 'it'\\''s' --require");
    verb(words)
        .args(["--as", "curl"])
        .run()
        .code(0)
        .stderr_has("the line leaves out -q");
}
