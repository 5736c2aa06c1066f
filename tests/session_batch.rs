//! `verb session` fed from a pipe or a file: no prompt, only bodies on stdout, failures with the
//! number of their line, the exit status of the first.

use std::fs::File;
use std::process::Stdio;

use crate::support::mirror::mirror;
use crate::support::{Latch, Peer, ok, response, shell, temporary, verb};

/// Answers `/NNN` with that status.
fn statuses() -> Peer {
    Peer::tcp(|talk| {
        loop {
            let line = talk.head()?.line();
            let status = line.split(['/', ' ']).nth(2).unwrap();
            talk.send(response(
                &format!("{status} Word"),
                "",
                &format!("<{status}>"),
            ))?;
        }
    })
}

#[test]
fn the_exit_status_is_that_of_the_first_failure_and_all_lines_are_run() {
    let peer = statuses();
    for (lines, code, out) in [
        ("", 0, ""),
        ("\n# nothing\n\n", 0, ""),
        ("GET /200", 0, "<200>"),
        (
            "GET /200\nGET /404\nGET /500\nGET /200\n",
            4,
            "<200><404><500><200>",
        ),
        ("GET /500\nGET /404\n", 5, "<500><404>"),
        ("GET /302\nGET\n", 3, "<302>"),
        ("GET\nGET /404\n", 2, "<404>"),
        ("what\nGET /200\n", 2, "<200>"),
        ("GET http://127.0.0.1:1/\nGET /404\n", 7, "<404>"),
        (
            "GET /404 --no-fail\nGET /404 --ok 404\nGET /404 -f\nGET /200\n",
            4,
            "<404><404><200>",
        ),
        ("GET /200\nexit\nGET /404\n", 0, "<200>"),
    ] {
        let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
        seen.code(code).stdout(out);
    }
    drop(peer);
}

#[test]
fn each_failure_is_one_line_with_its_number() {
    let peer = statuses();
    let url = peer.url("/");
    let lines =
        "# one\n\nGET /404\nGET \\\n  /500\nPOST /200 <<END -x\nbody\nEND\nGET 'x\nGET /200\n";
    let seen = verb(["session", &url])
        .stdin(lines)
        .run()
        .code(4)
        .stdout("<404><500><200>");
    let err = seen.err();
    let begun: Vec<_> = err.lines().map(|line| line.split_at(14).0).collect();
    assert_eq!(
        begun,
        [
            "verb: line 3: ",
            "verb: line 4: ",
            "verb: line 6: ",
            "verb: line 9: "
        ],
        "{err}"
    );
    assert!(
        err.starts_with(&format!("verb: line 3: 404 Word (GET {url}404)\n")),
        "{err}"
    );
    for (flag, told) in [("-s", false), ("-sS", true)] {
        let seen = verb(["session", flag, &url]).stdin(lines).run().code(4);
        assert_eq!(!seen.err().is_empty(), told, "{}", seen.story());
    }
    drop(peer);
}

#[test]
fn fail_early_stops_at_the_first_failure() {
    let peer = statuses();
    for (lines, code, out) in [
        ("GET /200\nGET /404\nGET /200\n", 4, "<200><404>"),
        ("GET /200\nwhat\nGET /200\n", 2, "<200>"),
        ("GET /200\nPOST /200 <<E\nGET /200\n", 2, "<200>"),
        ("GET /200\nGET '\nGET /200\n", 2, "<200>"),
    ] {
        let seen = verb(["session", "--fail-early", &peer.url("/")])
            .stdin(lines)
            .run();
        seen.code(code).stdout(out).one_line();
    }
    drop(peer);
}

#[test]
fn a_request_is_sent_as_soon_as_its_line_has_come() {
    let peer = mirror();
    let mut seen = verb(["session", &peer.url("/")]).stdin_pipe().start();
    seen.write(b"GET /1\n");
    seen.until_stdout(b"GET /1\n");
    seen.write(b"GET /2\nPOST /3 <<END\nbody\n");
    seen.until_stdout(b"GET /2\n");
    seen.write(b"END\nGET \\\n");
    seen.until_stdout(b"POST /3 body\n");
    seen.write(b"/4\nwhat\n");
    seen.until_stdout(b"GET /4\n");
    seen.until_stderr("verb: line 8: unknown command 'what'");
    seen.write(b"GET /5");
    seen.finish()
        .code(2)
        .stdout("GET /1\nGET /2\nPOST /3 body\n\nGET /4\nGET /5\n");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_file_is_the_same_as_stdin() {
    let dir = temporary();
    let lines =
        "GET /200\nGET /404\nPOST /200 <<E\r\nx\r\nE\r\nGET\nwhat <<E\nGET /200\nE\nGET /500";
    let path = dir.path().join("lines");
    std::fs::write(&path, lines).unwrap();
    let peer = statuses();
    let url = peer.url("/");
    let piped = verb(["session", &url]).stdin(lines).run();
    let redirected = verb(["session", &url])
        .stdin_file(File::open(&path).unwrap())
        .run();
    let named = verb(["session", &url, "--file"]).arg(&path).run();
    for other in [redirected, named] {
        assert_eq!(other.exit_code(), piped.exit_code());
        assert_eq!((other.out(), other.err()), (piped.out(), piped.err()));
    }
    piped.code(4).stdout("<200><404><200><500>");
    drop(peer);
}

/// As a shell's loop over a file.
#[test]
fn with_a_file_of_lines_stdin_is_for_whoever_asks_first() {
    let dir = temporary();
    std::fs::write(
        dir.path().join("lines"),
        "GET /1\nPOST /2 -\nPOST /3 -d @-\nGET /4\n",
    )
    .unwrap();
    let peer = mirror();
    let seen = verb(["session", &peer.url("/"), "--file", "lines"])
        .dir(&dir)
        .stdin("typed")
        .run();
    seen.code(0)
        .stdout("GET /1\nPOST /2 typed\nPOST /3\nGET /4\n");
    drop(peer);
}

#[test]
fn nothing_that_a_line_starts_eats_lines() {
    let peer = mirror();
    let lines = "GET /1 --bearer 'cmd:cat; echo t'\nGET /2 -u 'cmd:cat >&2; echo u:p'\nGET /3\n";
    let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
    seen.code(0).stdout("GET /1\nGET /2\nGET /3\n").stderr("");
    for word in [
        "-",
        "@-",
        "-d @-",
        "-d@/dev/stdin",
        "-T -",
        "-T/dev/stdin",
        "--json=@-",
        "a=@-",
        "a:=@/dev/stdin",
        "a@-",
        "q==@-",
        "X-A:@-",
        "-H @-",
        "-F a=@-",
        "-F a=</dev/fd/0",
        "--bearer @-",
        "-u a:@-",
        "--bearer @/dev/stdin",
        "--url-query a@-",
        "--data-urlencode @-",
        "--proxy-user a:@-",
        "@/proc/self/fd/0",
    ] {
        let lines = format!("POST /1 {word}\nGET /2\n");
        let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
        let seen = seen.code(2).stdout("GET /2\n").one_line();
        seen.stderr_has("verb: line 1: stdin is the session's own, and would be read by ");
    }
    drop(peer);
}

#[test]
fn lines_have_a_greatest_length_and_longer_ones_are_skipped_whole() {
    const MOST: usize = 1024 * 1024;
    let peer = mirror();
    let line = |length: usize| {
        let head = "POST /x -d ";
        format!("{head}{}", "y".repeat(length - head.len()))
    };
    for (length, code) in [(MOST, 0), (MOST + 1, 2)] {
        let lines = format!("{}\nGET /2\n", line(length));
        let seen = verb(["session", &peer.url("/")])
            .stdin(lines)
            .run()
            .code(code);
        assert!(seen.out().ends_with("GET /2\n"));
        assert_eq!(seen.out().starts_with("POST /x yyy"), code == 0);
        assert_eq!(
            seen.err()
                .contains("verb: line 1: the line is longer than 1048576 bytes"),
            code == 2
        );
    }
    let lines = format!("{} <<END\nGET /no\nEND\nGET /2\n", line(3 * MOST));
    let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
    seen.code(2).stdout("GET /2\n").one_line();
    drop(peer);
}

#[test]
fn bytes_of_any_kind_are_taken() {
    let peer = mirror();
    for (lines, out, code) in [
        (
            &b"\xef\xbb\xbfGET /1\r\nPOST /2 a=1\r\n\r\n"[..],
            &b"GET /1\nPOST /2 {\"a\":\"1\"}\n"[..],
            0,
        ),
        (
            b"POST /1 -d \xff\xfe\nGET /2",
            b"POST /1 \xef\xbf\xbd\xef\xbf\xbd\nGET /2\n",
            0,
        ),
        (
            b"POST /1 <<E\n\xff\0\nE\n",
            b"POST /1 \xef\xbf\xbd\0\n\n",
            0,
        ),
        (b"GET /\xc3\xa9\n", b"GET /%C3%A9\n", 0),
        (b"GET /\xff\nGET /2\n", b"GET /2\n", 2),
        (b"GET /\0\nGET /2\n", b"GET /2\n", 2),
        (b"\0\0\0\nGET /2\n", b"GET /2\n", 2),
        (b"\xff\xfeG\0E\0T\0 \0/\0\n\0GET /2\n", b"", 2),
        (b"POST /1 @a\0b\nPOST /1 X:\0\nGET /2\n", b"GET /2\n", 2),
        (
            b"GET /1\rX-A: b\nGET /2 'X-A:b\rc: d'\nGET /2\n",
            b"GET /2\n",
            2,
        ),
    ] {
        let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
        let seen = seen.code(code).stdout(out);
        assert_eq!(seen.err().is_empty(), code == 0, "{}", seen.story());
    }
    drop(peer);
}

#[test]
fn a_body_without_its_end_is_not_sent() {
    let peer = mirror();
    let seen = verb(["session", &peer.url("/")])
        .stdin("GET /1\nPOST /2 <<END\nGET /3\n EN\n")
        .run();
    seen.code(2).stdout("GET /1\n").stderr(
        "verb: line 2: no line END ends the body below the line; write a line that is END below it\n",
    );
    drop(peer);
}

#[test]
fn stdin_that_is_no_stream_is_told() {
    let peer = mirror();
    let url = peer.url("/");
    let seen = verb(["session", &url])
        .stdin_file(File::open("/").unwrap())
        .run();
    seen.code(26)
        .stdout("")
        .one_line()
        .stderr_has("reading lines from stdin: Is a directory");
    shell("verb session \"$URL\" <&-")
        .env("URL", &url)
        .run()
        .code(0)
        .stdout("")
        .stderr("");
    let seen = verb(["session", &url])
        .stdin_file(File::open("/dev/null").unwrap())
        .run();
    seen.code(0).stdout("").stderr("");
    drop(peer);
}

#[test]
fn a_producer_that_dies_ends_the_batch_with_what_it_wrote() {
    let peer = mirror();
    let script = "sh -c 'echo GET /1; printf \"GET /2\"; kill -9 $$' | verb session \"$URL\"";
    let seen = shell(script).env("URL", peer.url("/")).run();
    seen.code(0).stdout("GET /1\nGET /2\n");
    drop(peer);
}

#[test]
fn a_reader_that_goes_ends_the_batch_quietly() {
    let peer = mirror();
    let script = "{ echo GET /1; echo GET /2; while echo GET /3; do :; done; } 2>/dev/null | \
        verb session \"$URL\" | head -n 1";
    let seen = shell(script).env("URL", peer.url("/")).run();
    seen.code(0).stdout("GET /1\n").stderr("");
    drop(peer);
}

#[test]
fn a_connection_that_the_peer_closes_is_opened_again() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(response("200 OK", "Connection: close\r\n", "x"))
    });
    let lines = "GET /\nGET /\nPOST /\n";
    let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
    seen.code(0)
        .stdout("xxx")
        .stderr("verb: the connection was opened again 2 times, first at line 2\n");
    let seen = verb(["session", "-s", &peer.url("/")]).stdin(lines).run();
    seen.code(0).stdout("xxx").stderr("");
    assert_eq!(peer.finish().len(), 6);
}

/// The answer of one line is seen before the next is sent, however many have come.
#[test]
fn lines_are_carried_out_one_after_the_other() {
    let (asked, seen) = (Latch::default(), Latch::default());
    let (open, wait) = (asked.clone(), seen.clone());
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        open.open();
        wait.wait();
        talk.send(ok("first"))?;
        talk.head()?;
        talk.send(ok("second"))
    });
    let running = verb(["session", &peer.url("/")])
        .stdin("GET /1\nGET /2\n")
        .stderr_to(Stdio::null())
        .start();
    asked.wait();
    seen.open();
    running.finish().code(0).stdout("firstsecond");
    let heard = peer.heard();
    assert_eq!(heard.matches("GET /").count(), 2);
}
