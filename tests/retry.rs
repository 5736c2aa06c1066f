//! `--retry`: what is tried again, what is said, and that nothing of it is seen elsewhere.

use std::fs;
use std::net::SocketAddr;
use std::time::Duration;

use socket2::{Domain, Socket, Type};

use crate::support::relay;
use crate::support::steps::{Step, Steps, pauses};
use crate::support::tls::Authority;
use crate::support::verb::Run;
use crate::support::{Peer, names_in, ok, response, temporary, verb};

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

fn count(run: &str, lines: &str) -> usize {
    lines.matches(run).count()
}

/// Scenario: a reset, a 503 that says when to come again, then the answer.
#[test]
fn a_retry_makes_no_noise() {
    let steps = || {
        [
            Step::Reset(Vec::new()),
            busy("Retry-After: 1\r\n", "come back later"),
            fine("third"),
        ]
    };
    let peer = Steps::new(steps());
    let url = peer.url();
    let seen = verb(["get", "--retry", "3", "-i", &url]).run().code(0);
    assert!(seen.out().ends_with("\r\n\r\nthird"), "{}", seen.story());
    assert_eq!(count("HTTP/1.1", &seen.out()), 1, "{}", seen.story());
    let err = seen.err();
    let lines: Vec<_> = err.lines().collect();
    assert_eq!(lines.len(), 2, "{err}");
    assert!(
        lines[0].starts_with("verb: waiting for the response: "),
        "{err}"
    );
    assert!(
        lines[0].contains(&format!(" (GET {url}); trying again in ")),
        "{err}"
    );
    assert!(lines[0].ends_with(" (1 of 3)"), "{err}");
    let second = format!("verb: 503 Service Unavailable (GET {url}); trying again in 1s (2 of 3)");
    assert_eq!(lines[1], second);
    let asked = peer.finish();
    assert!(pauses(&asked)[1] >= Duration::from_secs(1));
    // The answer that was discarded left its connection in use.
    let connections: Vec<_> = asked.iter().map(|asked| asked.connection).collect();
    assert_eq!(connections, [0, 1, 1]);

    let peer = Steps::new(steps());
    let run = verb(["get", &peer.url()]).run().code(56).stdout("");
    run.one_line();
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn silence_is_kept_and_verbosity_tells() {
    for flag in ["-s", "-sS"] {
        let peer = Steps::new([busy("", ""), fine("x")]);
        let run = verb(["get", flag, "--retry", "1", QUICK, &peer.url()]);
        run.run().code(0).stdout("x").stderr("");
    }
    let peer = Steps::new([busy("", ""), fine("x")]);
    let run = verb(["get", "-v", "--retry", "1", QUICK, &peer.url()]).run();
    run.code(0)
        .stdout("x")
        .stderr_has("verb: 503 Service Unavailable (GET ")
        .stderr_has("; trying again in 10ms (1 of 1)\n");
}

/// A connection that ends within the handshake is as good as a reset one.
#[test]
fn a_handshake_cut_short_is_tried_again() {
    let authority = Authority::new("retry");
    let peer = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok("x"));
    let address = relay::cutting(peer.port(), 0);
    let url = format!("https://{address}/");
    let run = verb(["post", "-d", "x", "--retry", "1", QUICK, &url, "--cacert"]);
    let seen = run.arg(authority.ca()).run().code(0);
    seen.stdout("x").stderr_has("TLS handshake").one_line();
}

#[test]
fn refusals_pass_when_the_server_comes_up() {
    // Bound it is nobody else's, and refuses until it listens.
    let reserved = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    reserved.bind(&any.into()).unwrap();
    let address = reserved.local_addr().unwrap().as_socket().unwrap();
    let url = format!("http://{address}/");
    let run = verb([
        "post",
        "--retry",
        "99",
        "--retry-delay",
        "200ms",
        &url,
        "-d",
        "once",
    ]);
    let running = run.start();
    running.until_stderr("(5 of 99)");
    reserved.listen(8).unwrap();
    let peer = Steps::on(reserved.into(), [fine("up")]);
    running.finish().code(0).stdout("up");
    let asked = peer.finish();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].content, b"once");
}

#[test]
fn the_list_can_be_replaced() {
    let not_found = || Step::Answer(response("404 Not Found", "", "no"));
    let teapot = || Step::Answer(response("418 I'm a teapot", "", "no"));
    for (flags, step, tried) in [
        (&[][..], not_found(), false),
        (&["--retry-on", "404"], not_found(), true),
        (&["--retry-on", "4xx,refused"], teapot(), true),
        (&["--retry-on", "404"], busy("", ""), false),
        (&["--retry-on", "404"], closed(), false),
        (&["--retry-on", "404,closed"], closed(), true),
        (&["--retry-on", "connection"], closed(), true),
        (&["--retry-on", "connection"], busy("", ""), false),
        (
            &["--retry-on", "202"],
            Step::Answer(response("202 Accepted", "", "")),
            true,
        ),
        (&["--retry-all-errors"], teapot(), true),
        (
            &["--retry-all-errors"],
            Step::Last(b"garbage\r\n\r\n".to_vec()),
            true,
        ),
        (&[], Step::Last(b"garbage\r\n\r\n".to_vec()), false),
        (&["--ok", "503"], busy("", ""), false),
        (&["--no-fail"], busy("", ""), true),
    ] {
        let peer = Steps::new([step, fine("x")]);
        let run = verb(["get", "-s", "--retry", "1", QUICK, &peer.url()]).args(flags);
        let seen = run.run();
        assert_eq!(seen.out() == "x", tried, "{}", seen.story());
        assert_eq!(peer.finish().len(), 1 + usize::from(tried), "{flags:?}");
    }
}

#[test]
fn the_last_outcome_counts() {
    for (last, code) in [
        (busy("", "5"), 5),
        (Step::Answer(response("404 Not Found", "", "4")), 4),
        (closed(), 52),
    ] {
        let peer = Steps::new([busy("", "first"), last]);
        let seen = verb(["get", "-s", "--retry", "1", QUICK, &peer.url()])
            .run()
            .code(code);
        assert!(!seen.out().contains("first"), "{}", seen.story());
    }
}

#[test]
fn a_discarded_answer_reaches_no_file() {
    let big = "b".repeat(100);
    for (flags, left) in [(&[][..], &["d", "f"][..]), (&["-f"], &["d"])] {
        let dir = temporary();
        let peer = Steps::new([busy("", &big), busy("X: last\r\n", "x")]);
        let run = verb([
            "get",
            "--retry",
            "1",
            QUICK,
            "-o",
            "f",
            "-D",
            "d",
            &peer.url(),
        ]);
        run.args(flags).dir(dir.path()).run().code(5).stdout("");
        assert_eq!(names_in(dir.path()), left);
        let heads = fs::read_to_string(dir.path().join("d")).unwrap();
        assert_eq!(count("HTTP/1.1", &heads), 1, "{heads}");
        assert!(heads.contains("X: last"), "{heads}");
        if left.len() == 2 {
            assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"x");
        }
    }
}

#[test]
fn a_large_answer_is_not_read_to_its_end_to_be_discarded() {
    let peer = Steps::new([
        Step::Hold(b"HTTP/1.1 503 No\r\nContent-Length: 1000000000\r\n\r\nbeginning".to_vec()),
        fine("x"),
    ]);
    let run = verb(["get", "--retry", "1", QUICK, &peer.url()]).run();
    run.code(0).stdout("x");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn values_that_are_none_are_refused() {
    for words in [
        &["--retry", "-1"][..],
        &["--retry", "x"],
        &["--retry", ""],
        &["--retry", "4294967296"],
        &["--retry-delay", "0"],
        &["--retry-max-time", "-1"],
        &["--retry-on", ""],
        &["--retry-on", "sometimes"],
        &["--idempotency-key=a\nb"],
    ] {
        verb(["get", "http://127.0.0.1:1/"])
            .args(words.to_vec())
            .run()
            .usage();
    }
    let seen = verb(["get", "--retry-on", "404", "http://127.0.0.1:1/"]).run();
    seen.code(7)
        .stderr_has("warning: --retry-on does nothing without --retry N");
}

#[test]
fn the_words_survive_as_lines() {
    let line = |flags: &[&str], tongue: &str| {
        let words = ["--as", tongue, "http://127.0.0.1:1/"];
        let run: Run = verb(["post", "-d", "x"]).args(flags.to_vec()).args(words);
        run.run().code(0)
    };
    let flags = [
        "--retry",
        "3",
        "--retry-delay",
        "1.5",
        "--retry-on",
        "429,timeout",
    ];
    line(&flags, "verb").stdout_has("--retry 3 --retry-delay 1.5 --retry-on 429,timeout");
    line(&flags, "curl")
        .stdout_has("--retry 3 --retry-delay 2 ")
        .stderr_has("--retry-on, which curl lacks")
        .stderr_has("that a POST is sent once");
    let all = ["--retry", "3", "--retry-all-errors", "--idempotency-key=k"];
    line(&all, "curl")
        .stdout_has("--retry 3 --retry-all-errors")
        .stdout_has("Idempotency-Key: k")
        .stderr("");
    line(&all, "verb").stdout_has("--retry 3 --retry-on all");
    line(
        &["--retry", "3", "--retry-on", "all", "--idempotency-key"],
        "curl",
    )
    .stderr("");
}
