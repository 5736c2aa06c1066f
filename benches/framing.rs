//! The codec alone, without I/O: how fast heads and bodies are taken apart in memory.
//!
//! `cargo bench --bench framing` prints nanoseconds for each head or chunk and bytes a second, as
//! the median of several rounds. Whole-program figures beside curl's are in `whole.rs`.

use std::hint::black_box;
use std::time::Duration;

use verb::base::clock;
use verb::http::method::Method;
use verb::http1::body::BodyDecoder;
use verb::http1::exchange::{Exchange, Received};
use verb::http1::framing::Framing;

const ROUNDS: usize = 9;
const BUFFER: usize = 256 * 1024;

fn main() {
    let head = typical_head();
    report("head, 12 fields", head.len() * 10_000, 10_000, || {
        for _ in 0..10_000 {
            let mut exchange = Exchange::new(&Method::GET);
            let received = exchange
                .receive(black_box(&head))
                .map(|(_, received)| received);
            assert!(matches!(received, Ok(Received::Final(_))));
        }
    });
    for (name, sizes) in [
        ("chunks of 1 to 16 bytes", 1..=16),
        ("chunks of 16 KiB", 16384..=16384),
    ] {
        let (wire, chunks) = chunked(&sizes.collect::<Vec<_>>(), 16 << 20);
        report(name, wire.len(), chunks, || {
            black_box(decode(black_box(&wire)));
        });
    }
}

fn typical_head() -> Vec<u8> {
    let mut head = b"HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n".to_vec();
    for at in 0..11 {
        head.extend_from_slice(
            format!("X-Some-Field-{at}: a value of usual length\r\n").as_bytes(),
        );
    }
    head.extend_from_slice(b"\r\n");
    head
}

fn chunked(sizes: &[usize], content: usize) -> (Vec<u8>, usize) {
    let (mut wire, mut written, mut chunks) = (Vec::new(), 0, 0);
    for size in sizes.iter().cycle() {
        if written >= content {
            break;
        }
        wire.extend_from_slice(format!("{size:x}\r\n").as_bytes());
        wire.resize(wire.len() + size, b'x');
        wire.extend_from_slice(b"\r\n");
        (written, chunks) = (written + size, chunks + 1);
    }
    wire.extend_from_slice(b"0\r\n\r\n");
    (wire, chunks)
}

/// Decodes as a connection would deliver: a buffer at a time.
fn decode(wire: &[u8]) -> usize {
    let (mut decoder, mut content) = (BodyDecoder::new(Framing::Chunked), 0);
    for piece in wire.chunks(BUFFER) {
        let mut rest = piece;
        while !rest.is_empty() {
            let Ok(step) = decoder.step(rest) else {
                return content;
            };
            content += step.content;
            rest = rest.get(step.framing + step.content..).unwrap_or_default();
        }
    }
    content
}

#[expect(clippy::print_stdout, reason = "a benchmark reports on stdout")]
fn report(name: &str, bytes: usize, items: usize, mut work: impl FnMut()) {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = clock::now();
            work();
            start.elapsed()
        })
        .collect();
    rounds.sort_unstable();
    let Some(median) = rounds.get(ROUNDS / 2) else {
        return;
    };
    let seconds = median.as_secs_f64();
    let each = seconds * 1e9 / items as f64;
    println!(
        "{name:<26} {each:>9.1} ns each {:>9.0} MB/s",
        bytes as f64 / seconds / 1e6
    );
}
