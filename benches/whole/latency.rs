//! How long a line of a session takes to be a request on the wire: from before the write of its
//! newline into the pipe to after the read in which the server has the request whole. Both are in
//! this process, so that one clock stamps them.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use verb::base::clock;

/// Lines at full scale.
const LINES: f64 = 5000.0;
const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n.\n";

/// Measures and prints the median and the 99th of a hundred, for lines without and with a flag.
pub(crate) fn report(scale: f64) -> Result<()> {
    let mut out = io::stdout().lock();
    for (name, line) in [
        ("GET /a", "GET /a\n"),
        ("GET /a -H X:1", "GET /a -H X:1\n"),
        ("POST /a b=c", "POST /a b=c\n"),
    ] {
        let mut all = measure(line, scale)?;
        all.sort();
        let at = |share: usize| {
            let place = all.len().saturating_mul(share) / 100;
            all.get(place).copied().unwrap_or_default()
        };
        let (middle, late) = (at(50), at(99));
        let kept = if late < Duration::from_millis(1) {
            "ok"
        } else {
            "missed"
        };
        let count = all.len();
        writeln!(
            out,
            "{name:<14} {count} lines: median {middle:.1?}, p99 {late:.1?}, below 1 ms: {kept}"
        )?;
    }
    Ok(())
}

fn measure(line: &str, scale: f64) -> Result<Vec<Duration>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}/", listener.local_addr()?);
    let (stamp, stamps) = mpsc::channel();
    thread::spawn(move || serve(&listener, &stamp));
    let mut child = Command::new(Path::new(env!("CARGO_BIN_EXE_verb")))
        .args(["session", &url])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut lines = child.stdin.take().context("the pipe of lines")?;
    let mut bodies = child.stdout.take().context("the pipe of bodies")?;
    let (mut all, mut body) = (Vec::new(), [0; 2]);
    let runs = (1_u32..).find(|&n| f64::from(n) >= LINES * scale);
    // The first one opens the connection.
    for number in 0..=runs.unwrap_or(1) {
        let start = clock::now();
        lines.write_all(line.as_bytes())?;
        let came = stamps.recv()?;
        bodies.read_exact(&mut body)?;
        if number > 0 {
            all.push(came.saturating_duration_since(start));
        }
    }
    drop(lines);
    child.wait()?;
    Ok(all)
}

/// Answers the one connection, and tells when each request was there.
fn serve(listener: &TcpListener, stamp: &Sender<Instant>) -> Result<()> {
    let (mut stream, _): (TcpStream, _) = listener.accept()?;
    stream.set_nodelay(true)?;
    let (mut part, mut seen) = ([0; 4096], Vec::new());
    loop {
        let count = stream.read(&mut part)?;
        if count == 0 {
            return Ok(());
        }
        seen.extend(part.iter().take(count));
        // A request with content ends with its only brace.
        let whole = seen.ends_with(b"\r\n\r\n") && !seen.starts_with(b"POST");
        if whole || seen.ends_with(b"}") {
            stamp.send(clock::now())?;
            stream.write_all(ANSWER)?;
            seen.clear();
        }
    }
}
