//! Memory stays the same whatever the size of what comes and goes.
//!
//! The peer keeps back the last byte until the program's peak has been read, so that the figure
//! covers the whole transfer. The bounds are for a build with debug information and leave room;
//! `benches/` measures the release build against its targets.

use std::fs::File;

use crate::support::verb::Run;
use crate::support::{Latch, Peer, ok, temporary, verb};

const SIZE: usize = 256 << 20;

/// What a run may hold at its peak.
pub(crate) const MOST: u64 = 24 << 20;

/// The program's peak while it takes in this response; `None` where the system does not tell.
pub(crate) fn memory_of(run: impl Fn(String) -> Run, response: Vec<u8>) -> Option<u64> {
    let (sent, go) = (Latch::default(), Latch::default());
    let (told, last) = (sent.clone(), go.clone());
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        let (most, end) = response.split_at(response.len() - 1);
        let taken = talk.send(most);
        told.open();
        taken?;
        last.wait();
        talk.send(end)
    });
    let running = run(peer.url("/")).start();
    sent.wait();
    let peak = running.peak_memory();
    go.open();
    let _fine = running.finish().code(0);
    peak
}

#[track_caller]
pub(crate) fn within(peak: Option<u64>, most: u64) {
    match peak {
        Some(peak) => assert!(peak < most, "{} KiB, at most {}", peak >> 10, most >> 10),
        None => println!("left out: this system does not tell the memory of a process"),
    }
}

/// A response of [`SIZE`] bytes, by length or in chunks of 16 KiB.
fn large(chunked: bool) -> Vec<u8> {
    if !chunked {
        let mut all = format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n").into_bytes();
        all.resize(all.len() + SIZE, b'm');
        return all;
    }
    let chunk = ["4000\r\n", &"m".repeat(0x4000), "\r\n"].concat();
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    [head, &chunk.repeat(SIZE / 0x4000), "0\r\n\r\n"]
        .concat()
        .into_bytes()
}

#[test]
fn a_download_to_a_file() {
    let dir = temporary();
    let path = dir.path().join("f");
    let path = path.to_str().unwrap();
    within(
        memory_of(|url| verb(["get", &url, "-o", path]), large(false)),
        MOST,
    );
    assert_eq!(std::fs::metadata(path).unwrap().len(), SIZE as u64);
}

#[test]
fn a_download_in_chunks_to_a_device() {
    let sink = || File::options().write(true).open("/dev/null").unwrap();
    let run = |url: String| verb(["get", &url]).stdout_to(sink());
    within(memory_of(run, large(true)), MOST);
}

#[test]
fn uploads_from_a_file_and_from_a_pipe() {
    let dir = temporary();
    let path = dir.path().join("f");
    File::create(&path).unwrap().set_len(SIZE as u64).unwrap();
    for piped in [false, true] {
        let (taken, go) = (Latch::default(), Latch::default());
        let (told, last) = (taken.clone(), go.clone());
        let peer = Peer::tcp(move |talk| {
            let head = talk.head()?;
            let mut length = 0;
            let by = std::time::Instant::now() + std::time::Duration::from_secs(25);
            let taken = talk.content_to(&head, by, &mut |part| length += part.len());
            told.open();
            taken?;
            last.wait();
            talk.send(ok(&length.to_string()))
        });
        let url = peer.url("/");
        let run = match piped {
            false => verb(["put", &url, "-T", path.to_str().unwrap()]),
            true => verb(["put", &url, "-"]).stdin(vec![0; SIZE]),
        };
        let running = run.start();
        taken.wait();
        let peak = running.peak_memory();
        go.open();
        let _fine = running.finish().code(0).stdout(SIZE.to_string());
        within(peak, MOST);
    }
}
