//! Uploads that are answered before they are over, and slow ones.

use std::fs;
use std::time::Duration;

use crate::support::{Latch, Peer, ok, response, temporary, verb};

const BIG: usize = 20 << 20;

/// A directory with a file `big`.
fn big() -> tempfile::TempDir {
    let dir = temporary();
    fs::write(dir.path().join("big"), vec![b'u'; BIG]).unwrap();
    dir
}

#[test]
fn an_early_answer_stops_the_upload_and_is_reported_with_its_body() {
    let dir = big();
    for status in ["413 Content Too Large", "401 Unauthorized"] {
        let answer = response(status, "Connection: close\r\n", "too big");
        let over = Latch::default();
        let done = over.clone();
        // It neither reads nor closes: the program has to notice while it cannot send.
        let peer = Peer::tcp(move |talk| {
            talk.head()?;
            talk.send(&answer)?;
            done.wait();
            talk.abandon();
            Ok(())
        });
        let run = verb(["put", &peer.url("/"), "-T", "big"]).dir(dir.path());
        let seen = run.run();
        over.open();
        let _fine = seen.code(4).stdout("too big").stderr_has(&status[..3]);
    }
}

#[test]
fn an_early_answer_from_one_who_reads_on_is_reported() {
    let dir = big();
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(response("413 X", "Connection: close\r\n", "too big"))
    });
    let run = verb(["put", &peer.url("/"), "-T", "big"]).dir(dir.path());
    run.run().code(4).stdout("too big").stderr_has("413");
}

#[test]
fn a_reset_while_sending_is_an_error_of_the_connection() {
    let dir = big();
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.reset()
    });
    let run = verb(["put", &peer.url("/"), "-T", "big"]).dir(dir.path());
    let seen = run.run();
    assert!([52, 55, 56].contains(&seen.exit_code()), "{}", seen.story());
    seen.stdout("").one_line();
}

#[test]
fn a_success_that_is_still_streaming_does_not_stop_the_upload() {
    let dir = big();
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        talk.send(format!("HTTP/1.1 200 OK\r\nContent-Length: {BIG}\r\n\r\n"))?;
        let content = talk.content(&head)?;
        talk.send(content)
    });
    let run = verb(["post", &peer.url("/"), "-T", "big"]).dir(dir.path());
    let seen = run.run();
    assert_eq!(seen.stdout.len(), BIG, "{}", seen.story());
    let _fine = seen.code(0);
}

#[test]
fn each_line_of_a_slow_producer_reaches_the_server_at_once() {
    let (first, second) = (Latch::default(), Latch::default());
    let (one, two) = (first.clone(), second.clone());
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        assert_eq!(head.field("transfer-encoding").as_deref(), Some("chunked"));
        let mut content = Vec::new();
        talk.content_to(
            &head,
            std::time::Instant::now() + Duration::from_secs(20),
            &mut |part| {
                content.extend_from_slice(part);
                if content.ends_with(b"one\n") {
                    one.open();
                }
                if content.ends_with(b"two\n") {
                    two.open();
                }
            },
        )?;
        talk.send(ok(&String::from_utf8(content).unwrap()))
    });
    let mut run = verb(["post", &peer.url("/"), "-"]).stdin_pipe().start();
    run.write(b"one\n");
    first.wait();
    run.write(b"two\n");
    second.wait();
    run.end_stdin();
    run.finish().code(0).stdout("one\ntwo\n");
}

#[test]
fn content_waits_for_100_only_when_the_field_asks_for_it() {
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        let asked = head.field("expect").is_some();
        if asked {
            talk.send("HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        let content = talk.content(&head)?;
        talk.send(ok(&format!("{asked} {}", content.len())))
    });
    let url = peer.url("/");
    verb(["post", &url, "-d", "abc"])
        .run()
        .code(0)
        .stdout("false 3");
    let run = verb(["post", &url, "-d", "abc", "-H", "Expect: 100-continue"]);
    run.run().code(0).stdout("true 3");
}

#[test]
fn after_a_refusal_nothing_of_the_content_is_sent() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(response(
            "413 Content Too Large",
            "Connection: close\r\n",
            "no",
        ))
    });
    let run = verb([
        "post",
        &peer.url("/"),
        "-d",
        "abcdefgh",
        "-H",
        "Expect: 100-continue",
    ]);
    run.run().code(4).stdout("no");
    assert!(!peer.heard().contains("abcdefgh"));
}

#[test]
fn a_file_that_shrinks_meanwhile_is_an_error_of_the_source() {
    let dir = big();
    let path = dir.path().join("big");
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        fs::OpenOptions::new()
            .write(true)
            .open(&path)?
            .set_len(1000)?;
        talk.content(&head)?;
        talk.send(ok("all"))
    });
    let run = verb(["put", &peer.url("/"), "-T", "big"]).dir(dir.path());
    run.run().code(26).stdout("").one_line();
}

#[test]
fn unread_stdin_is_mentioned_when_the_server_complains() {
    let peer = Peer::answering(response("400 Bad Request", "", "no body"));
    let url = peer.url("/");
    let seen = verb(["post", &url]).stdin("{}").run();
    seen.code(4)
        .stderr_has("stdin was not sent; add - to send it");
    verb(["post", &url]).run().code(4).stderr_lacks("stdin");
}
