//! Where things go: stdout, heads, stderr; and what happens when they cannot go there.

use std::fs;

use crate::support::{Latch, Peer, names_in, ok, response, shell, temporary, verb};

#[test]
fn a_full_disk_is_said_even_for_a_byte() {
    for body in ["x", &"y".repeat(100_000)] {
        let peer = Peer::answering(ok(body));
        let url = peer.url("/");
        let full = || {
            fs::OpenOptions::new()
                .write(true)
                .open("/dev/full")
                .unwrap()
        };
        let seen = verb(["get", &url]).stdout_to(full()).run();
        seen.code(23)
            .one_line()
            .stderr_has("No space left on device");
        let seen = verb(["get", &url, "-o", "/dev/full"]).run();
        seen.code(23)
            .one_line()
            .stderr_has("No space left on device");
    }
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let peer = Peer::answering(ok(&"z".repeat(5_000_000)));
    let url = peer.url("/");
    let script = format!("{{ verb get {url}; echo $? >&2; }} | head -c 10");
    let seen = shell(&script).run().code(0).stdout("zzzzzzzzzz");
    // Quiet, and 0 where the status was fine.
    let _fine = seen.stderr("0\n");
    let ignoring = format!("trap '' PIPE; {script}");
    shell(&ignoring)
        .run()
        .code(0)
        .stdout("zzzzzzzzzz")
        .stderr("0\n");
}

#[test]
fn a_closed_pipe_does_not_hide_a_failing_status() {
    let peer = Peer::answering(response("500 Oops", "", &"z".repeat(5_000_000)));
    let url = peer.url("/");
    let script = format!("{{ verb get -s {url}; echo $? >&2; }} | head -c 10");
    shell(&script)
        .run()
        .code(0)
        .stdout("zzzzzzzzzz")
        .stderr("5\n");
}

#[test]
fn closed_descriptors_are_survived() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    shell(&format!("verb get {url} 2>&-"))
        .run()
        .code(0)
        .stdout("x");
    // Before the program begins, a closed descriptor 1 is opened to /dev/null by the run-time
    // library, and is no different from one that was given on purpose.
    shell(&format!("verb get {url} >&-")).run().code(0);
    shell(&format!("verb get {url} <&- 2>&-"))
        .run()
        .code(0)
        .stdout("x");
}

#[test]
fn a_body_is_flushed_as_it_arrives() {
    let seen = Latch::default();
    let go = seen.clone();
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n")?;
        go.wait();
        talk.send("4\r\ntwo\n\r\n0\r\n\r\n")
    });
    let run = verb(["get", &peer.url("/")]).start();
    run.until_stdout(b"one\n");
    seen.open();
    run.finish().code(0).stdout("one\ntwo\n");
}

#[test]
fn heads_go_before_the_body_or_into_a_file() {
    let head = "HTTP/1.1 200 All right\r\nX-B: 1\r\nx-a:  two  \r\nContent-Length: 4\r\n\r\n";
    let peer = Peer::answering(format!("{head}body"));
    let url = peer.url("/");
    let seen = verb(["get", "-i", &url]).run().code(0);
    let out = seen.out();
    let (shown, body) = out.split_once("\r\n\r\n").expect(&out);
    assert_eq!(body, "body");
    assert!(
        shown.starts_with("HTTP/1.1 200 All right\r\nX-B: 1\r\nx-a:"),
        "{shown}"
    );
    let dir = temporary();
    verb(["get", "-D", "h", &url])
        .dir(dir.path())
        .run()
        .code(0)
        .stdout("body");
    let dumped = fs::read_to_string(dir.path().join("h")).unwrap();
    assert_eq!(dumped.trim_end(), shown.trim_end());
    let seen = verb(["get", "-D", "-", &url]).run().code(0);
    assert_eq!(seen.out(), out);
}

#[test]
fn the_heads_of_several_responses_are_all_dumped() {
    let dir = temporary();
    let peer = Peer::answering(ok("x"));
    let (a, b) = (peer.url("/a"), peer.url("/b"));
    verb(["get", "-D", "h", &a, &b])
        .dir(dir.path())
        .run()
        .code(0)
        .stdout("xx");
    let dumped = fs::read_to_string(dir.path().join("h")).unwrap();
    assert_eq!(dumped.matches("HTTP/1.1 200 OK").count(), 2, "{dumped}");
}

#[test]
fn fail_keeps_stdout_empty_and_shows_the_body_on_stderr() {
    let long = "e".repeat(5000);
    let peer = Peer::answering(response("404 Not Found", "", &long));
    let seen = verb(["get", "-f", &peer.url("/")]).run().code(4).stdout("");
    let err = seen.err();
    assert!(err.contains("404 Not Found"), "{err}");
    assert_eq!(
        err.matches('e').count() / 1000,
        1,
        "about the first KiB: {err}"
    );
    let fine = Peer::answering(ok("x"));
    verb(["get", "-f", &fine.url("/")])
        .run()
        .code(0)
        .stdout("x")
        .stderr("");
}

#[test]
fn verbose_tells_the_heads_on_stderr_and_hides_secrets() {
    let fields = "Set-Cookie: sid=s3cret\r\nX-Answer: yes\r\n";
    let peer = Peer::answering(response("200 OK", fields, "body"));
    let words = [
        "get",
        "-v",
        "-H",
        "Authorization: Bearer s3cret",
        "-H",
        "Cookie: a=s3cret",
    ];
    let seen = verb(words).arg(peer.url("/path")).run();
    let seen = seen.code(0).stdout("body").stderr_lacks("s3cret");
    let err = seen.err();
    for line in [
        "> GET /path HTTP/1.1",
        "> Authorization: ",
        "< HTTP/1.1 200 OK",
        "< X-Answer: yes",
    ] {
        assert!(err.contains(line), "{line}: {err}");
    }
    assert!(err.lines().any(|line| line.starts_with("* ")), "{err}");
}

#[test]
fn what_stderr_shows_is_escaped() {
    let bytes = "HTTP/1.1 404 \u{9b}31mNo\r\nX: \u{1b}]0;pwn\u{7}\r\nContent-Length: 0\r\n\r\n";
    let peer = Peer::answering(bytes);
    let seen = verb(["get", "-v", &peer.url("/")]).run().code(4);
    let controls: Vec<u8> = seen
        .stderr
        .iter()
        .copied()
        .filter(|&b| b < 32 && b != b'\n')
        .collect();
    assert!(controls.is_empty(), "{}", seen.story());
    let _fine = seen.stderr_lacks("\u{9b}");
}

#[test]
fn nothing_of_a_progress_display_reaches_a_file() {
    let peer = Peer::answering(ok(&"z".repeat(100_000)));
    let dir = temporary();
    let run = verb(["get", &peer.url("/"), "-o", "f"]).dir(dir.path());
    run.run().code(0).stderr("");
}

#[test]
fn a_dry_run_contacts_nobody_and_shows_the_bytes() {
    let peer = Peer::answering(ok("x"));
    let dir = temporary();
    let words = [
        "post",
        "--dry-run",
        &peer.url("/p?q"),
        "-d",
        "a=1",
        "-H",
        "X: y",
        "-o",
        "f",
    ];
    let seen = verb(words).dir(dir.path()).run().code(0);
    let out = seen.out();
    assert!(
        out.starts_with("POST /p?q HTTP/1.1\r\n") && out.ends_with("\r\n\r\na=1"),
        "{out}"
    );
    assert!(out.contains("\r\nX: y\r\n"), "{out}");
    assert!(peer.finish().is_empty());
    assert!(names_in(dir.path()).is_empty());
}
