//! Memory of a session stays the same whatever the number of its lines.
//!
//! The peer keeps the answer to the last line back until the program's peak has been read.

use crate::memory::{MOST, within};
use crate::support::{Latch, Peer, ok, verb};

/// The peak of so many lines, of which every third has flags and every fifth content.
fn peak(lines: usize) -> Option<u64> {
    let (asked, go) = (Latch::default(), Latch::default());
    let (told, last) = (asked.clone(), go.clone());
    let peer = Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            talk.content(&head)?;
            if head.line().starts_with("GET /last ") {
                told.open();
                last.wait();
            }
            talk.send(ok("x"))?;
        }
    });
    let line = |number: usize| match number {
        n if n % 3 == 0 => format!("GET /{n} -H X-N:{n} -b n={n}\n"),
        n if n % 5 == 0 => format!("POST /{n} n={n} a[b]:=[1,2]\n"),
        n if n % 7 == 0 => format!("FETCH /{n}\n"),
        n => format!("GET /{n}\n"),
    };
    let mut typed: String = (0..lines).map(line).collect();
    typed += "GET /last\n";
    let running = verb(["session", &peer.url("/"), "-s"]).stdin(typed).start();
    asked.wait();
    let peak = running.peak_memory();
    go.open();
    let _outcome = running.finish();
    assert_eq!(peer.finish().len(), 1);
    peak
}

#[test]
fn ten_times_the_lines_take_no_more() {
    let (few, many) = (peak(300), peak(3000));
    within(many, MOST);
    if let (Some(few), Some(many)) = (few, many) {
        let more = many.saturating_sub(few);
        assert!(more < 512 << 10, "{} KiB more", more >> 10);
    }
}

/// Takes a minute: `cargo test --test integration -- --ignored a_hundred_thousand`.
#[test]
#[ignore = "long"]
fn a_hundred_thousand_lines_take_no_more() {
    let (few, many) = (peak(1000), peak(100_000));
    within(many, MOST);
    if let (Some(few), Some(many)) = (few, many) {
        assert!(many.saturating_sub(few) < 512 << 10, "{few} {many}");
    }
}
