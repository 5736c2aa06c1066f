//! Where things go: stdout, files, heads; and what happens when they cannot go there.

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

use rustix::process::Signal;

use crate::support::{Latch, Peer, names_in, ok, response, shell, temporary, verb};

#[test]
fn a_file_replaces_the_old_one_on_success() {
    let dir = temporary();
    let file = dir.path().join("f");
    fs::write(&file, "ORIGINAL").unwrap();
    let peer = Peer::answering(ok("new"));
    let run = verb(["get", &peer.url("/"), "-o", "f"]).dir(dir.path());
    run.run().code(0).stdout("").stderr("");
    assert_eq!(fs::read(&file).unwrap(), b"new");
    assert_eq!(names_in(dir.path()), ["f"]);
}

#[test]
fn a_replaced_file_keeps_its_mode() {
    let dir = temporary();
    let file = dir.path().join("f");
    fs::write(&file, "ORIGINAL").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    let peer = Peer::answering(ok("new"));
    verb(["get", &peer.url("/"), "-o", "f"])
        .dir(dir.path())
        .run()
        .code(0);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o755
    );
}

#[test]
fn a_failed_download_leaves_the_old_file_and_nothing_else() {
    let short = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello".to_vec();
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz".to_vec();
    let coded = response("200 OK", "Content-Encoding: gzip\r\n", "not gzip");
    let missing = response("404 Not Found", "", "no such file");
    for (bytes, flag, code) in [
        (short, "-sS", 18),
        (chunked, "-sS", 8),
        (coded, "-sS", 61),
        (missing, "-f", 4),
    ] {
        let dir = temporary();
        fs::write(dir.path().join("f"), "ORIGINAL").unwrap();
        let peer = Peer::once(bytes);
        let run = verb(["get", flag, &peer.url("/"), "-o", "f"]).dir(dir.path());
        let _fine = run.run().code(code).stdout("");
        assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"ORIGINAL");
        assert_eq!(names_in(dir.path()), ["f"], "exit {code}");
    }
}

#[test]
fn an_interrupt_leaves_no_partial_file() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let dir = temporary();
        fs::write(dir.path().join("f"), "ORIGINAL").unwrap();
        let peer = Peer::tcp(|talk| {
            talk.head()?;
            talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")?;
            talk.hold()
        });
        let words = ["get", "-v", &peer.url("/"), "-o", "f"];
        let run = verb(words).dir(dir.path()).start();
        // The response head on stderr tells that the download is under way.
        run.until_stderr("Content-Length");
        run.signal(signal);
        let _fine = run.finish().code(code);
        assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"ORIGINAL");
        assert_eq!(names_in(dir.path()), ["f"]);
    }
}

#[test]
fn names_of_any_length_can_be_written() {
    let dir = temporary();
    let name = "n".repeat(255);
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/"), "-o", &name])
        .dir(dir.path())
        .run()
        .code(0);
    assert_eq!(names_in(dir.path()), [name]);
}

#[test]
fn a_link_is_written_through_and_stays() {
    let dir = temporary();
    fs::write(dir.path().join("target"), "ORIGINAL").unwrap();
    symlink("target", dir.path().join("link")).unwrap();
    let peer = Peer::answering(ok("new"));
    verb(["get", &peer.url("/"), "-o", "link"])
        .dir(dir.path())
        .run()
        .code(0);
    assert!(
        fs::symlink_metadata(dir.path().join("link"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(fs::read(dir.path().join("target")).unwrap(), b"new");
}

#[test]
fn a_device_stays_a_device() {
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/"), "-o", "/dev/null"])
        .run()
        .code(0)
        .stdout("");
    assert!(
        fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
}

#[test]
fn a_file_called_dash_is_stdout() {
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/"), "-o", "-"])
        .run()
        .code(0)
        .stdout("x");
}

#[test]
fn a_directory_or_a_missing_one_is_an_error_of_the_output() {
    let dir = temporary();
    fs::create_dir(dir.path().join("d")).unwrap();
    let peer = Peer::answering(ok("x"));
    for name in ["d", "none/f"] {
        let run = verb(["get", &peer.url("/"), "-o", name]).dir(dir.path());
        run.run().code(23).stdout("").one_line().stderr_has(name);
    }
    assert_eq!(names_in(dir.path()), ["d"]);
}

#[test]
fn an_empty_body_makes_an_empty_file() {
    let dir = temporary();
    let peer = Peer::answering("HTTP/1.1 204 No Content\r\n\r\n");
    verb(["get", &peer.url("/"), "-o", "f"])
        .dir(dir.path())
        .run()
        .code(0);
    assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"");
}

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
    shell(&format!("verb get {url} >&-")).run().code(23);
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
