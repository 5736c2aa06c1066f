//! Streams of events that are taken up again after their connection has ended.

use crate::events::events;
use crate::support::{Peer, response, verb};

/// A peer that gives connection after connection another of these answers.
fn in_turn(answers: &'static [&'static str]) -> Peer {
    Peer::tcp(move |talk| {
        talk.head()?;
        let answer = answers.get(talk.number).expect("no further connection");
        talk.send(answer)
    })
}

const FIRST: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 999\
                     \r\n\r\nretry: 100\nid: 7\ndata: 1\n\ndata: unfinished";

fn heads(peer: Peer) -> Vec<String> {
    let heard = peer.finish();
    heard
        .iter()
        .map(|one| String::from_utf8_lossy(one).into_owned())
        .collect()
}

#[test]
fn a_stream_that_breaks_is_taken_up_where_it_was() {
    const ANSWERS: &[&str] = &[
        FIRST,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 26\r\n\r\n\
         event: done\ndata: [1, 2]\n\n",
    ];
    let peer = in_turn(ANSWERS);
    let outcome = events(
        &peer,
        &["--retry", "1", "--until", "done", "-H", "Last-Event-ID: 3"],
    )
    .run();
    let _fine = outcome
        .code(0)
        .stdout(
            "{\"event\":\"message\",\"id\":\"7\",\"data\":1}\n\
             {\"event\":\"done\",\"id\":\"7\",\"data\":[1,2]}\n",
        )
        .stderr_has("taking it up again in 100ms");
    let heads = heads(peer);
    assert!(heads[0].contains("\r\nLast-Event-ID: 3\r\n"), "{heads:?}");
    assert!(heads[1].contains("\r\nLast-Event-ID: 7\r\n"), "{heads:?}");
    assert!(!heads[1].contains("Last-Event-ID: 3"), "{heads:?}");
}

#[test]
fn without_retry_a_stream_that_breaks_is_a_failure() {
    let peer = in_turn(&[FIRST]);
    events(&peer, &["--until", "done"])
        .run()
        .code(18)
        .stdout("{\"event\":\"message\",\"id\":\"7\",\"data\":1}\n")
        .one_line();
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_204_ends_a_stream_for_good() {
    const GONE: &str = "HTTP/1.1 204 No Content\r\n\r\n";
    for (words, code) in [
        (&["--retry", "5"][..], 0),
        (&["--retry", "5", "--until", "x"], 1),
    ] {
        let peer = in_turn(&[FIRST, GONE]);
        let outcome = events(&peer, words).run();
        let _ended = outcome.code(code).stdout_has("\"data\":1}\n");
        assert_eq!(peer.finish().len(), 2);
    }
}

#[test]
fn attempts_without_an_event_are_counted_and_other_statuses_end_all() {
    let peer = in_turn(&[FIRST, "", ""]);
    let words = ["--retry", "2", "--retry-delay", "100ms"];
    let outcome = events(&peer, &words).run();
    let _ended = outcome.code(52).stdout_has("\"data\":1}\n");
    assert_eq!(peer.finish().len(), 3);
    let peer = in_turn(&[FIRST, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"]);
    let _ended = events(&peer, &words).run().code(4).stderr_has("404");
}

#[test]
fn a_post_is_not_sent_again() {
    let peer = in_turn(&[FIRST]);
    verb([
        "post",
        "--events",
        &peer.url("/"),
        "-d",
        "a=1",
        "--retry",
        "3",
    ])
    .run()
    .code(18);
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn redirects_are_followed_and_the_first_target_is_asked_again() {
    let peer = Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            match (head.line().contains("/moved"), talk.number) {
                (false, _) => talk
                    .send("HTTP/1.1 302 Found\r\nLocation: /moved\r\nContent-Length: 0\r\n\r\n")?,
                (true, 0) => return talk.send(FIRST),
                (true, _) => {
                    let head = "Content-Type: text/event-stream\r\n";
                    talk.send(response("200 OK", head, "event: done\n\n"))?;
                }
            }
        }
    });
    let words = ["-L", "--retry", "1", "--until", "done"];
    events(&peer, &words)
        .run()
        .code(0)
        .stdout("{\"event\":\"message\",\"id\":\"7\",\"data\":1}\n");
}
