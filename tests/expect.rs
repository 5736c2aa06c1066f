//! `Expect: 100-continue` and servers that answer it in their own way (H30).

use std::time::{Duration, Instant};

use crate::support::{Peer, ok, response, temporary, verb};

#[test]
fn a_server_that_says_nothing_gets_the_content_after_a_second() {
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        assert_eq!(head.field("expect").as_deref(), Some("100-continue"));
        let began = Instant::now();
        talk.more(began + Duration::from_secs(20))?;
        let waited = began.elapsed();
        let content = talk.content(&head)?;
        assert!(waited > Duration::from_millis(700), "{waited:?}");
        talk.send(ok(&content.len().to_string()))
    });
    let run = verb(["post", "--expect100", &peer.url("/"), "-d", "abc"]);
    run.run().code(0).stdout("3");
    drop(peer.finish());
}

#[test]
fn content_that_was_not_asked_for_does_not_go_into_the_next_request() {
    let peer = Peer::tcp(|talk| {
        loop {
            talk.head()?;
            talk.send(ok("early"))?;
        }
    });
    let url = peer.url("/");
    let run = verb(["post", "--expect100", &url, &url, "-d", "abcdefgh"]);
    run.run().code(0).stdout("earlyearly");
    let heard = peer.finish();
    assert_eq!(heard.len(), 2, "a connection for each");
    for one in heard {
        let text = String::from_utf8(one).unwrap();
        assert!(!text.contains("abcdefgh"), "{text}");
    }
}

/// Refuses every expectation, takes what comes without one.
fn refusing() -> Peer {
    Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            if head.field("expect").is_some() {
                talk.send(response("417 Expectation Failed", "", "no"))?;
                continue;
            }
            let content = talk.content(&head)?;
            talk.send(ok(&format!("{}", content.len())))?;
        }
    })
}

#[test]
fn a_refused_expectation_is_taken_back_once() {
    let dir = temporary();
    std::fs::write(dir.path().join("f"), vec![b'x'; 300_000]).unwrap();
    let peer = refusing();
    let url = peer.url("/");
    let post = || verb(["post", "--expect100", &url]).dir(dir.path());
    post().args(["-d", "abc"]).run().code(0).stdout("3");
    post().args(["-T", "f"]).run().code(0).stdout("300000");
    // What came through a pipe has not been touched.
    post().arg("-").stdin("piped").run().code(0).stdout("5");
    let by_hand = verb(["post", "-H", "Expect: 100-continue", &url, "-d", "abcd"]);
    by_hand.run().code(0).stdout("4");
    let told = post().args(["-v", "-d", "abc"]).run().code(0);
    let _fine = told.stderr_has("sent again without it");
}

#[test]
fn a_server_that_refuses_both_is_asked_twice_only() {
    let peer = Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            if head.field("expect").is_none() {
                talk.content(&head)?;
            }
            talk.send(response("417 Expectation Failed", "", "no"))?;
        }
    });
    let run = verb(["post", "--expect100", &peer.url("/"), "-d", "abc"]);
    run.run().code(4).stdout("no");
    let heard = peer.finish().concat();
    let text = String::from_utf8(heard).unwrap();
    assert_eq!(text.matches("POST / HTTP/1.1").count(), 2, "{text}");
    assert_eq!(text.matches("Expect:").count(), 1, "{text}");
}

#[test]
fn an_answer_to_an_upload_is_shown_although_the_upload_broke() {
    let dir = temporary();
    std::fs::write(dir.path().join("big"), vec![0; 20 << 20]).unwrap();
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(response("413 X", "Connection: close\r\n", "too big"))?;
        talk.deaf(Duration::from_millis(300))?;
        talk.abandon();
        Ok(())
    });
    let run = verb(["put", &peer.url("/"), "-T", "big"]).dir(dir.path());
    run.run().code(4).stdout("too big").stderr_has("413");
}
