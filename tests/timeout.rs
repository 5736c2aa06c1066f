//! Limits on time hold in every phase, and the message names the phase.
//!
//! The limits are short, the bounds on what a run may take are generous: only a limit that does
//! not hold at all (the peers go on for half a minute) would break them.

use std::time::{Duration, Instant};

use crate::support::verb::Run;
use crate::support::{Peer, temporary, verb};

const LIMIT: &str = "400ms";

/// Exit 28 within some seconds, not before the limit, with these words.
#[track_caller]
fn times_out(run: Run, words: &[&str]) {
    let began = Instant::now();
    let seen = run.run();
    let took = began.elapsed();
    let mut seen = seen.code(28).one_line();
    for word in words {
        seen = seen.stderr_has(word);
    }
    assert!(
        took >= Duration::from_millis(390),
        "{took:?}\n{}",
        seen.story()
    );
    assert!(took < Duration::from_secs(10), "{took:?}\n{}", seen.story());
}

#[test]
fn a_silent_peer() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.hold()
    });
    let url = peer.url("/");
    let waiting = "waiting for the response";
    times_out(verb(["get", "-m", LIMIT, &url]), &[waiting, "--max-time"]);
    times_out(
        verb(["get", "--max-time", "0.4", &url]),
        &[waiting, "--max-time"],
    );
    times_out(
        verb(["get", "--idle-timeout", LIMIT, &url]),
        &[waiting, "--idle-timeout"],
    );
}

#[test]
fn a_peer_that_stops_within_the_body() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello")?;
        talk.hold()
    });
    let url = peer.url("/");
    for flag in ["--max-time", "--idle-timeout"] {
        times_out(
            verb(["get", flag, LIMIT, &url]),
            &["receiving the response", flag],
        );
    }
    verb(["get", "-m", LIMIT, &url])
        .run()
        .code(28)
        .stdout("hello");
}

#[test]
fn a_peer_that_drips_its_body_or_its_head() {
    let body = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")?;
        talk.drip(&[b'd'; 1000], 1, Duration::from_millis(30))
    });
    times_out(
        verb(["get", "-m", LIMIT, &body.url("/")]),
        &["receiving the response"],
    );
    let head = Peer::tcp(|talk| {
        talk.head()?;
        let head = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "h".repeat(1000));
        talk.drip(head.as_bytes(), 1, Duration::from_millis(30))
    });
    times_out(verb(["get", "-m", LIMIT, &head.url("/")]), &["--max-time"]);
}

#[test]
fn a_steady_peer_is_not_idle() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n")?;
        talk.drip(&[b'd'; 12], 1, Duration::from_millis(200))
    });
    let run = verb(["get", "--idle-timeout", "1.5s", &peer.url("/")]);
    run.run().code(0).stdout("d".repeat(12));
}

#[test]
fn a_handshake_that_never_comes() {
    let peer = Peer::tcp(|talk| talk.hold());
    let url = peer.https("/");
    for flag in ["--connect-timeout", "--max-time"] {
        times_out(
            verb(["get", flag, LIMIT, &url]),
            &["in the TLS handshake", flag],
        );
    }
}

#[test]
fn a_peer_that_never_reads() {
    let dir = temporary();
    std::fs::write(dir.path().join("big"), vec![0; 50 << 20]).unwrap();
    let over = crate::support::Latch::default();
    let done = over.clone();
    let peer = Peer::tcp(move |talk| {
        done.wait();
        talk.abandon();
        Ok(())
    });
    let url = peer.url("/");
    for flag in ["--max-time", "--idle-timeout"] {
        let run = verb(["put", flag, LIMIT, &url, "-T", "big"]).dir(dir.path());
        times_out(run, &["sending the request", flag]);
    }
    over.open();
}

#[test]
fn a_silent_source_of_content() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.hold()
    });
    let began = Instant::now();
    let mut run = verb(["post", "-m", LIMIT, &peer.url("/"), "-"])
        .stdin_pipe()
        .start();
    run.write(b"some");
    // The pipe stays open: only the limit can end this.
    run.until_stderr("--max-time");
    assert!(began.elapsed() < Duration::from_secs(10));
    run.end_stdin();
    let _fine = run.finish().code(28).one_line();
}

#[test]
fn a_limit_is_for_each_url() {
    let peer = Peer::tcp(|talk| {
        loop {
            talk.head()?;
            talk.drip(&crate::support::ok("xy"), 20, Duration::from_millis(150))?;
        }
    });
    let url = peer.url("/");
    // Three of them take longer than the limit, each of them does not.
    verb(["get", "-m", "1.2s", &url, &url, &url])
        .run()
        .code(0)
        .stdout("xyxyxy");
}

#[test]
fn spans_of_every_unit_are_taken_and_others_are_refused() {
    let peer = Peer::answering(crate::support::ok("x"));
    let url = peer.url("/");
    for span in [
        "20",
        "20s",
        "20000ms",
        "1m",
        "1h",
        "0.5h",
        "99999999999999999999",
        "1e999",
    ] {
        verb(["get", "--max-time", span, &url])
            .run()
            .code(0)
            .stdout("x");
    }
    for span in ["-1", "nan", "", "0", "inf", "5x", "s", "1e", "ten"] {
        let seen = verb(["get", &format!("--max-time={span}"), &url]).run();
        assert_eq!(seen.exit_code(), 2, "{span:?}: {}", seen.story());
    }
}

/// Framing that comes a byte at a time, in each of its parts.
#[test]
fn a_peer_that_drips_its_framing() {
    for (first, rest) in [("", "5;"), ("5\r\nhello\r\n5;", "e"), ("0\r\nX: ", "t")] {
        let peer = Peer::tcp(move |talk| {
            talk.head()?;
            talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            talk.send(first)?;
            talk.send(rest)?;
            talk.drip(&[b'e'; 1000], 1, Duration::from_millis(30))
        });
        times_out(
            verb(["get", "-m", LIMIT, &peer.url("/")]),
            &["receiving the response", "--max-time"],
        );
    }
}

#[test]
fn stdin_that_is_read_before_a_connection_is_opened() {
    let peer = Peer::answering(crate::support::ok("x"));
    for words in [&["-j", "-"][..], &["name=@-"], &["-H", "@-"], &["-u", "@-"]] {
        let began = Instant::now();
        let mut run = verb(["post", "-m", LIMIT, &peer.url("/")])
            .args(words.iter().copied())
            .stdin_pipe()
            .start();
        run.write(b"[");
        // The pipe stays open: only the limit can end this.
        run.until_stderr("--max-time of 400ms");
        assert!(began.elapsed() < Duration::from_secs(10));
        run.end_stdin();
        let seen = run.finish().code(28).one_line();
        let _fine = seen.stderr_has("waiting for input");
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn silence_of_stdin_before_a_connection_is_told() {
    let peer = Peer::answering(crate::support::ok("x"));
    let url = peer.url("/");
    let mut run = verb(["post", &url, "-j", "-"]).stdin_pipe().start();
    run.until_stderr("waiting for standard input\n");
    run.write(b"{}");
    run.end_stdin();
    run.finish().code(0).stdout("x").one_line();
}

#[test]
fn a_pipe_named_by_its_path_that_is_read_before_a_connection_is_opened() {
    let peer = Peer::answering(crate::support::ok("x"));
    let url = peer.url("/");
    for words in ["-j @/dev/fd/3", "name=@/dev/fd/3", "--bearer fd:3"] {
        let line = format!("exec verb post -m {LIMIT} {url} {words} 3<&0 0</dev/null");
        let began = Instant::now();
        let mut run = crate::support::shell(&line).stdin_pipe().start();
        run.write(b"[");
        run.until_stderr("waiting for input");
        assert!(began.elapsed() < Duration::from_secs(10));
        run.end_stdin();
        let _fine = run.finish().code(28).one_line();
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn a_command_for_a_secret_that_hangs() {
    let peer = Peer::answering(crate::support::ok("x"));
    let url = peer.url("/");
    for command in [
        "cmd:exec sleep 60",
        "cmd:echo half; exec sleep 60 >/dev/null",
    ] {
        times_out(
            verb(["get", "-m", LIMIT, "--bearer", command, &url]),
            &["waiting for the command of cmd:", "--max-time"],
        );
    }
    let run = verb(["get", "-m", "20", "--bearer", "cmd:echo s3cret", &url]);
    run.run().code(0).stdout("x");
    assert_eq!(peer.finish().len(), 1);
}
