//! Retries within limits on time: Retry-After, --retry-max-time, --max-time.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::steps::{Step, Steps, pauses};
use crate::support::{ok, response, verb};

const QUICK: &str = "--retry-delay=10ms";

fn busy(fields: &str, body: &str) -> Step {
    Step::Answer(response("503 Service Unavailable", fields, body))
}

fn fine(body: &str) -> Step {
    Step::Answer(ok(body))
}

#[test]
fn no_wait_passes_a_limit() {
    let long = "Retry-After: 3600\r\n";
    for (flags, told) in [
        (
            &["--retry", "1", "--max-time", "3"][..],
            "a pause of 60s would pass --max-time",
        ),
        (
            &["--retry", "1", "--retry-max-time", "3"],
            "a pause of 3s would pass --retry-max-time",
        ),
        (
            &["--retry", "9", "--retry-delay", "1h", "-m", "60"],
            "a pause of 3600s would pass --max-time",
        ),
    ] {
        let peer = Steps::new([busy(long, "later"), fine("x")]);
        let began = Instant::now();
        let seen = verb(["get", &peer.url()]).args(flags).run();
        seen.code(5).stdout("later").one_line().stderr_has(told);
        assert!(began.elapsed() < Duration::from_secs(3));
        assert_eq!(peer.finish().len(), 1);
    }
}

#[test]
fn one_limit_is_over_all_attempts() {
    let peer = Steps::new([busy("", ""), Step::Hold(Vec::new())]);
    let began = Instant::now();
    let run = verb(["get", "--retry", "9", QUICK, "-m", "600ms", &peer.url()]);
    run.run()
        .code(28)
        .stdout("")
        .stderr_has("--max-time of 600ms passed");
    assert!(began.elapsed() >= Duration::from_millis(590));
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn a_silence_is_tried_again_until_the_limit() {
    let peer = Steps::new([Step::Hold(Vec::new()), fine("x")]);
    let run = verb([
        "get",
        "--retry",
        "1",
        QUICK,
        "--idle-timeout",
        "300ms",
        &peer.url(),
    ]);
    run.run()
        .code(0)
        .stdout("x")
        .stderr_has("--idle-timeout of 300ms passed");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn a_nonsensical_wish_is_no_wish() {
    for value in [
        "99999999999999999999",
        "-5",
        "abc",
        "0",
        "",
        "Fri, 31 Dec 1999 23:59:59 GMT",
    ] {
        let peer = Steps::new([busy(&format!("Retry-After: {value}\r\n"), ""), fine("x")]);
        let seen = verb(["get", "--retry", "1", &peer.url()]).run().code(0);
        let err = seen.stdout("x").err();
        assert!(
            err.contains("trying again in 3")
                || err.contains("trying again in 4")
                || err.contains("trying again in 5")
                || err.contains("trying again in 6"),
            "{err}"
        );
        let asked = peer.finish();
        assert!(pauses(&asked)[0] >= Duration::from_millis(375), "{value}");
    }
}

#[test]
fn a_date_is_a_wish_by_the_clock_of_the_server() {
    let fields = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n\
                  Retry-After: Sun, 06 Nov 1994 08:49:38 GMT\r\n";
    let peer = Steps::new([busy(fields, ""), fine("x")]);
    let run = verb(["get", "--retry", "1", &peer.url()]).run();
    run.code(0)
        .stdout("x")
        .stderr_has("trying again in 1s (1 of 1)");
    assert!(pauses(&peer.finish())[0] >= Duration::from_secs(1));
}

#[test]
fn an_answer_that_stalls_while_it_is_discarded_stays_within_the_limit() {
    let began = Instant::now();
    let peer = Steps::new([
        Step::Hold(b"HTTP/1.1 503 No\r\nContent-Length: 10\r\n\r\nabc".to_vec()),
        Step::Hold(Vec::new()),
    ]);
    let run = verb(["get", "--retry", "1", QUICK, "-m", "400ms", &peer.url()]).run();
    run.code(28);
    assert!(
        began.elapsed() < Duration::from_secs(1),
        "{:?}",
        began.elapsed()
    );
}

#[test]
fn a_pause_beyond_every_clock_is_a_pause() {
    let peer = Steps::new([busy("", ""), fine("x")]);
    let run = verb(["get", "--retry", "1", "--retry-delay", "1e999", &peer.url()]);
    let running = run.start();
    running.until_stderr("; trying again in 3153600000s (1 of 1)");
    running.signal(Signal::INT);
    running.finish().code(130).stdout("");
    assert_eq!(peer.finish().len(), 1);
}
