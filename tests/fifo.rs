//! Named pipes as input: nobody waits for their writers longer than `-m` allows.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use crate::support::{Peer, ok, temporary, verb};

fn fifo(dir: &Path) {
    let made = Command::new("mkfifo").arg(dir.join("p")).status().unwrap();
    assert!(made.success());
}

#[test]
#[cfg(target_os = "linux")]
fn a_pipe_that_nobody_writes_to_ends_at_the_limit() {
    let dir = temporary();
    fifo(dir.path());
    for words in [
        &["-T", "p"][..],
        &["@p"],
        &["@p", "--gzip-body"],
        &["-d", "@p"],
        &["-j", "@p"],
        &["--json-lines", "@p"],
        &["name=@p"],
        &["-H", "@p"],
        &["--bearer", "@p"],
    ] {
        let peer = Peer::answering(ok("x"));
        let run = verb(["post", &peer.url("/"), "-m", "300ms"]);
        let seen = run.args(words.to_vec()).dir(dir.path()).run();
        let _limit = seen.code(28).one_line().stderr_has("--max-time of 300ms");
    }
}

#[test]
fn what_is_written_late_is_sent_whole() {
    let dir = temporary();
    fifo(dir.path());
    for words in [
        &["-T", "p"][..],
        &["@p"],
        &["-d", "@p"],
        &["--gzip-body", "@p"],
    ] {
        let peer = Peer::answering(ok("x"));
        let run = verb(["post", "-v", &peer.url("/")]).args(words.to_vec());
        let running = run.dir(dir.path()).start();
        // Opening for writing waits for the reader; the rest comes once that has read the first.
        let mut to = OpenOptions::new()
            .write(true)
            .open(dir.path().join("p"))
            .unwrap();
        to.write_all(b"first ").unwrap();
        if words[0] != "-d" {
            running.until_stderr("> POST");
        }
        to.write_all(&[b'z'; 100_000]).unwrap();
        drop(to);
        let seen = running.finish().code(0).stdout("x");
        let heard = peer.finish();
        if words[0] == "--gzip-body" {
            continue;
        }
        let body = String::from_utf8_lossy(&heard[0]).into_owned();
        assert!(body.contains("first "), "{}", seen.story());
        assert_eq!(body.matches('z').count(), 100_000, "{}", seen.story());
    }
}

#[test]
fn a_dry_run_shows_what_comes_through() {
    let dir = temporary();
    fifo(dir.path());
    let run = verb(["put", "--dry-run", "http://h.test/", "-T", "p"]);
    let running = run.dir(dir.path()).start();
    let mut to = OpenOptions::new()
        .write(true)
        .open(dir.path().join("p"))
        .unwrap();
    to.write_all(b"late").unwrap();
    drop(to);
    let _shown = running.finish().code(0).stdout_has("late");
}
