//! What may be sent twice: methods, keys, bodies; and what is said where it may not.

use std::fs;

use crate::support::steps::{Step, Steps};
use crate::support::{Peer, ok, response, temporary, verb};

const QUICK: &str = "--retry-delay=10ms";

fn busy(fields: &str, body: &str) -> Step {
    Step::Answer(response("503 Service Unavailable", fields, body))
}

fn fine(body: &str) -> Step {
    Step::Answer(ok(body))
}

fn closed() -> Step {
    Step::Last(Vec::new())
}

/// Scenario: never charge twice.
#[test]
fn what_may_have_been_processed_is_not_sent_again() {
    for (words, requests, told) in [
        (
            &["post", "-d", "x=1", "--retry", "2"][..],
            1,
            "--idempotency-key",
        ),
        (&["post", "-d", "x=1"], 1, ""),
        (
            &["patch", "-d", "x=1", "--retry", "2", "--retry-all-errors"],
            1,
            "not tried again",
        ),
        (
            &["request", "-X", "BREW", "--retry", "2"],
            1,
            "not tried again",
        ),
        (
            &["put", "-d", "x=1", "--retry", "2"],
            3,
            "given up after 3 attempts",
        ),
        (&["delete", "--retry", "2"], 3, "given up after 3 attempts"),
    ] {
        let peer = Steps::new([closed(), closed(), closed(), fine("charged")]);
        let run = verb(words).args([QUICK, &peer.url(), "-sS"]);
        run.run()
            .code(52)
            .stdout("")
            .one_line()
            .stderr_has("; the request was sent and may have been processed; ")
            .stderr_has(told);
        assert_eq!(peer.finish().len(), requests, "{words:?}");
    }
    let peer = Steps::new([closed()]);
    let seen = verb(["get", &peer.url()]).run().code(52);
    assert!(!seen.err().contains("processed"), "{}", seen.story());
}

#[test]
fn a_post_is_not_repeated_for_its_status_either() {
    let peer = Steps::new([busy("", "no"), fine("yes")]);
    let run = verb(["post", "--data", "x=1", "--retry", "2", &peer.url()]).run();
    run.code(5)
        .stdout("no")
        .one_line()
        .stderr_has("; not tried again: it might be carried out twice; --idempotency-key");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_key_makes_a_post_repeatable_and_is_the_same_each_time() {
    for (words, key) in [
        (&["--idempotency-key"][..], None),
        (&["--idempotency-key=k 1"], Some("k 1")),
        (&["-H", "idempotency-key: mine"], Some("mine")),
        (
            &["-H", "Idempotency-Key: mine", "--idempotency-key=k"],
            Some("mine"),
        ),
    ] {
        let peer = Steps::new([closed(), busy("", ""), fine("once")]);
        let run = verb(["post", "-d", "x=1", "--retry", "2", QUICK, &peer.url()]).args(words);
        run.run().code(0).stdout("once");
        let asked = peer.finish();
        let keys: Vec<_> = asked
            .iter()
            .map(|asked| asked.head.field("Idempotency-Key").unwrap())
            .collect();
        assert!(keys.iter().all(|seen| *seen == keys[0]), "{keys:?}");
        match key {
            Some(key) => assert_eq!(keys[0], key),
            None => assert_eq!(keys[0].len(), 36),
        }
        assert!(asked.iter().all(|asked| asked.content == b"x=1"));
        assert_eq!(asked.len(), 3);
    }
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    verb(["post", &url, &url, "--idempotency-key"])
        .run()
        .code(0);
    let heard = peer.heard();
    let keys: Vec<_> = heard
        .lines()
        .filter(|line| line.starts_with("Idempotency-Key: "))
        .collect();
    assert_eq!(keys.len(), 2);
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn a_file_is_sent_again_whole_and_a_pipe_is_not() {
    let dir = temporary();
    fs::write(dir.path().join("f"), "content").unwrap();
    let peer = Steps::new([closed(), busy("", ""), fine("x")]);
    let run = verb(["put", "--retry", "2", QUICK, &peer.url(), "@f"]).dir(dir.path());
    run.run().code(0).stdout("x");
    let asked = peer.finish();
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|asked| asked.content == b"content"));

    let peer = Steps::new([busy("", ""), fine("x")]);
    let run = verb(["put", "--retry", "2", QUICK, &peer.url(), "-"]).stdin("content");
    let seen = run.run().code(5).one_line();
    seen.stderr_has("; not tried again: the body came through a pipe");
    assert_eq!(peer.finish().len(), 1);
}
