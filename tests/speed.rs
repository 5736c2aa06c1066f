//! Limits on speed, upwards and downwards. Bounds on time are those that a loaded machine keeps:
//! a lower one is exact, an upper one would be broken only by a limit that does not hold at all.

use std::time::{Duration, Instant};

use crate::support::verb::{Outcome, Run};
use crate::support::{Authority, Peer, ok, temporary, verb};

/// Runs it; it takes at least this long.
#[track_caller]
fn takes(run: Run, least: Duration) -> Outcome {
    let began = Instant::now();
    let seen = run.run().code(0);
    let took = began.elapsed();
    assert!(took >= least, "{took:?}\n{}", seen.story());
    assert!(took < Duration::from_secs(15), "{took:?}\n{}", seen.story());
    seen
}

/// 400 kB at 200 kB a second, of which the first tenth of a second goes at once.
const RATE: &str = "200000";
const SIZE: usize = 400_000;
const LEAST: Duration = Duration::from_millis(1800);

#[test]
fn a_download_is_no_faster_by_whatever_way() {
    let dir = temporary();
    let body = "x".repeat(SIZE);
    let plain = Peer::answering(ok(&body));
    let authority = Authority::new("speed");
    let secure = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok(&body));
    // To a pipe and to a file, where pages are moved; under TLS, where they are not.
    let limited = |url: &str| verb(["get", "--limit-rate", RATE, url]).dir(dir.path());
    takes(limited(&plain.url("/")), LEAST).stdout(&body);
    takes(limited(&plain.url("/")).args(["-o", "out"]), LEAST);
    assert_eq!(std::fs::read(dir.path().join("out")).unwrap().len(), SIZE);
    let run = limited(&secure.https("/")).args(["--cacert", &authority.ca()]);
    takes(run, LEAST).stdout(&body);
}

#[test]
fn an_upload_is_no_faster_by_whatever_way() {
    let dir = temporary();
    std::fs::write(dir.path().join("in"), vec![b'y'; SIZE]).unwrap();
    let peer = Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            let content = talk.content(&head)?;
            talk.send(ok(&content.len().to_string()))?;
        }
    });
    let url = peer.url("/");
    let limited = || verb(["put", "--limit-rate", RATE, &url]).dir(dir.path());
    takes(limited().args(["-T", "in"]), LEAST).stdout("400000");
    let piped = limited().arg("-").stdin(vec![b'y'; SIZE]);
    takes(piped, LEAST).stdout("400000");
    let small = limited().args(["--data-raw", &"z".repeat(SIZE / 4)]);
    takes(small, LEAST / 4 - Duration::from_millis(100)).stdout("100000");
}

#[test]
fn the_limit_on_time_holds_while_bytes_are_held_back() {
    let peer = Peer::answering(ok(&"x".repeat(SIZE)));
    let began = Instant::now();
    let words = ["get", "--limit-rate", "1k", "-m", "500ms", &peer.url("/")];
    verb(words).run().code(28).stderr_has("--max-time");
    assert!(began.elapsed() < Duration::from_secs(5));
    // What we hold back is no silence of the peer's.
    let peer = Peer::answering(ok(&"x".repeat(3000)));
    let words = [
        "get",
        "--limit-rate",
        "1k",
        "--idle-timeout",
        "300ms",
        &peer.url("/"),
    ];
    takes(verb(words), Duration::from_secs(1)).stdout("x".repeat(3000));
}

#[test]
fn a_peer_that_is_too_slow_is_given_up_and_a_steady_one_is_not() {
    let slow = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")?;
        talk.drip(&[b'd'; 1000], 1, Duration::from_millis(20))
    });
    let began = Instant::now();
    let words = ["get", "--speed-limit", "1000", "--speed-time", "1"];
    verb(words)
        .arg(slow.url("/"))
        .run()
        .code(28)
        .one_line()
        .stderr_has("--speed-limit");
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert!(began.elapsed() < Duration::from_secs(10));
    let steady = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 30000\r\n\r\n")?;
        talk.drip(&[b'd'; 30000], 1000, Duration::from_millis(80))
    });
    verb(words)
        .arg(steady.url("/"))
        .run()
        .code(0)
        .stdout("d".repeat(30000));
}

#[test]
fn a_silent_server_is_too_slow_as_with_curl() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.hold()
    });
    let words = ["-sS", "--speed-limit", "10", "--speed-time", "1"];
    Run::new("curl", words).arg(peer.url("/")).run().code(28);
    let pasted = verb(["curl", "-sS", "-Y", "10", "-y", "1"]).arg(peer.url("/"));
    pasted.run().code(28).stderr_has("--speed-time of 1s");
}

#[test]
fn speeds_that_are_none_are_refused() {
    for words in [
        ["--limit-rate", "fast"],
        ["--limit-rate", "-1"],
        ["--speed-limit", "1kb"],
        ["--speed-time", "0"],
    ] {
        verb(["get"])
            .args(words)
            .arg("http://127.0.0.1:1/")
            .run()
            .usage();
    }
    let peer = Peer::answering(ok("x"));
    for words in [
        ["--limit-rate", "0"],
        ["--speed-limit", "0"],
        ["--limit-rate", "99G"],
    ] {
        verb(["get"]).args(words).arg(peer.url("/")).run().code(0);
    }
}
