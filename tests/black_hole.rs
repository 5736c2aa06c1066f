//! Limits on time where nothing ever comes back: no answer to a look-up, none to a connection. In
//! networks of their own, which not every kernel allows.

use std::time::{Duration, Instant};

use crate::support::namespace::{HOLE, black_hole, silent_names};
use crate::support::verb::Run;

/// Exit 28 at 400 ms, with these words. The upper bound is what a loaded machine keeps.
#[track_caller]
fn times_out(run: Option<Run>, words: &[&str]) {
    let Some(run) = run else { return };
    let began = Instant::now();
    let seen = run.run();
    let took = began.elapsed();
    let mut seen = seen.code(28).one_line();
    for word in words {
        seen = seen.stderr_has(word);
    }
    assert!(took >= Duration::from_millis(390), "{took:?}");
    assert!(took < Duration::from_secs(3), "{took:?}\n{}", seen.story());
}

#[test]
fn a_name_server_that_never_answers() {
    for flag in ["-m", "--connect-timeout"] {
        let run = silent_names(&format!("exec verb get {flag} 400ms http://nosuch.test/"));
        times_out(run, &["nosuch.test", "looking up the host name"]);
    }
}

#[test]
fn an_address_that_swallows_connections() {
    for flag in ["-m", "--connect-timeout"] {
        let run = black_hole(&format!("exec verb get {flag} 400ms http://{HOLE}/"));
        times_out(run, &[HOLE, "timed out while connecting"]);
    }
}

#[test]
fn the_next_address_is_tried_beside_one_that_swallows() {
    let resolve = format!("--resolve a.test:80:{HOLE},127.0.0.1");
    // Nobody listens on the second: that it was tried is told by -v.
    let script = format!("exec verb get -v -m 1 {resolve} http://a.test/");
    let Some(run) = black_hole(&script) else {
        return;
    };
    let seen = run.run().code(28);
    let _fine = seen.stderr_has("127.0.0.1:80").stderr_has("2 of 2 tried");
}
