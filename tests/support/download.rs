//! Downloads in parts: `helloworld` cut after its first half, and runs with two retries.

use std::fs;

use super::steps::{Asked, Step, Steps};
use super::verb::Outcome;
use super::{names_in, response, temporary, verb};

pub(crate) const CUT: &str = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n";

/// The first half of `helloworld` with these fields, then the end.
pub(crate) fn cut(fields: &str) -> Step {
    Step::Last(format!("{CUT}{fields}\r\nhello").into_bytes())
}

/// The rest, as it should be.
pub(crate) fn rest(fields: &str) -> Step {
    part(&format!("{fields}Content-Range: bytes 5-9/10\r\n"), "world")
}

pub(crate) fn part(fields: &str, body: &str) -> Step {
    Step::Answer(response("206 Partial Content", fields, body))
}

pub(crate) fn whole(fields: &str, body: &str) -> Step {
    Step::Answer(response("200 OK", fields, body))
}

/// A download to stdout.
pub(crate) fn to_stdout(steps: Vec<Step>, flags: &[&str]) -> (Outcome, Vec<Asked>) {
    let peer = Steps::new(steps);
    let run = verb(["get", "--retry", "2", "--retry-delay=10ms", &peer.url()]);
    let seen = run.args(flags.to_vec()).run();
    (seen, peer.finish())
}

/// A download to a file over an older one; what the file holds in the end.
pub(crate) fn to_file(steps: Vec<Step>, flags: &[&str]) -> (Outcome, Vec<Asked>, String) {
    let dir = temporary();
    fs::write(dir.path().join("f"), "ORIGINAL").unwrap();
    let peer = Steps::new(steps);
    let run = verb([
        "get",
        "--retry",
        "2",
        "--retry-delay=10ms",
        "-o",
        "f",
        &peer.url(),
    ]);
    let seen = run.args(flags.to_vec()).dir(dir.path()).run();
    assert_eq!(names_in(dir.path()), ["f"], "{}", seen.story());
    let file = fs::read_to_string(dir.path().join("f")).unwrap();
    (seen, peer.finish(), file)
}
