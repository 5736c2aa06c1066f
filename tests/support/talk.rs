//! One connection of a scripted peer: what a script says and hears.

use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::latch::PATIENCE;
use super::wire::Wire;

/// A connection with a buffer of what came and was not yet looked at.
pub(crate) struct Talk {
    wire: Box<dyn Wire>,
    pending: Vec<u8>,
    heard: Arc<Mutex<Vec<u8>>>,
    over: bool,
    /// Which connection of its peer this is, from 0.
    pub(crate) number: usize,
}

/// A request head with its empty line.
#[derive(Clone)]
pub(crate) struct Head(pub(crate) Vec<u8>);

impl Head {
    /// The request-line.
    pub(crate) fn line(&self) -> String {
        let text = String::from_utf8_lossy(&self.0);
        text.lines().next().unwrap_or_default().to_owned()
    }

    /// The value of the first field of this name.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.0);
        text.lines().skip(1).find_map(|line| {
            let (seen, value) = line.split_once(':')?;
            seen.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    }
}

impl Talk {
    pub(crate) fn new(wire: Box<dyn Wire>, number: usize, heard: Arc<Mutex<Vec<u8>>>) -> Self {
        Self {
            wire,
            pending: Vec::new(),
            heard,
            over: false,
            number,
        }
    }

    /// Reads a request head; empty lines before it are skipped.
    pub(crate) fn head(&mut self) -> io::Result<Head> {
        loop {
            while self.pending.starts_with(b"\r\n") {
                self.pending.drain(..2);
            }
            if let Some(at) = find(&self.pending, b"\r\n\r\n") {
                return Ok(Head(self.pending.drain(..at + 4).collect()));
            }
            self.fill(Instant::now() + PATIENCE)?;
        }
    }

    /// Reads the content that a head announces, its framing undone.
    pub(crate) fn content(&mut self, head: &Head) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        self.content_to(head, Instant::now() + PATIENCE, &mut |part| {
            content.extend_from_slice(part);
        })?;
        Ok(content)
    }

    /// The same in pieces, by an instant.
    pub(crate) fn content_to(
        &mut self,
        head: &Head,
        by: Instant,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<()> {
        let chunked = head
            .field("transfer-encoding")
            .is_some_and(|value| value.contains("chunked"));
        if !chunked {
            let length = head.field("content-length");
            let length = length.map_or(0, |value| value.parse().expect("a length"));
            return self.exactly(length, by, sink);
        }
        loop {
            let line = self.line(by)?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).expect("a chunk-size");
            if size == 0 {
                return self.trailers(by);
            }
            self.exactly(size, by, sink)?;
            assert_eq!(self.line(by)?, "", "after the data of a chunk");
        }
    }

    fn trailers(&mut self, by: Instant) -> io::Result<()> {
        while !self.line(by)?.is_empty() {}
        Ok(())
    }

    /// Reads one line, without its end.
    pub(crate) fn line(&mut self, by: Instant) -> io::Result<String> {
        loop {
            if let Some(at) = find(&self.pending, b"\r\n") {
                let line: Vec<u8> = self.pending.drain(..at + 2).collect();
                return Ok(String::from_utf8_lossy(&line[..at]).into_owned());
            }
            self.fill(by)?;
        }
    }

    /// Reads exactly so many bytes.
    pub(crate) fn take(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut taken = Vec::with_capacity(count);
        self.exactly(count, Instant::now() + PATIENCE, &mut |part| {
            taken.extend_from_slice(part);
        })?;
        Ok(taken)
    }

    /// Whether something came that was not yet looked at; waits for it until an instant.
    pub(crate) fn more(&mut self, by: Instant) -> io::Result<()> {
        if self.pending.is_empty() {
            self.fill(by)?;
        }
        Ok(())
    }

    /// Sends bytes at once.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.wire.write_all(bytes.as_ref())?;
        self.wire.flush()
    }

    /// Sends bytes in pieces with pauses between; of more than 4 KiB only both ends are cut.
    pub(crate) fn send_split(
        &mut self,
        bytes: &[u8],
        size: usize,
        gap: Duration,
    ) -> io::Result<()> {
        let (first, rest) = bytes.split_at(bytes.len().min(4096));
        let (middle, last) = rest.split_at(rest.len().saturating_sub(64));
        self.drip(first, size, gap)?;
        self.send(middle)?;
        self.drip(last, size, gap)
    }

    /// Sends bytes in pieces with a pause after each, until the program leaves.
    pub(crate) fn drip(&mut self, bytes: &[u8], size: usize, gap: Duration) -> io::Result<()> {
        for piece in bytes.chunks(size) {
            self.send(piece)?;
            std::thread::sleep(gap);
        }
        Ok(())
    }

    /// Ends the sending side in good order, then takes in whatever still comes.
    pub(crate) fn close(&mut self) -> io::Result<()> {
        self.close_hearing(&mut |_| {})
    }

    /// The same, handing on what comes.
    pub(crate) fn close_hearing(&mut self, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        self.over = true;
        self.wire.half_close()?;
        self.drain(sink)
    }

    /// Closes the socket at once: no close_notify; a reset where something was left unread.
    pub(crate) fn abandon(&mut self) {
        self.over = true;
    }

    /// Closes with a reset. The pause lets the program take in what was sent before.
    pub(crate) fn reset(&mut self) -> io::Result<()> {
        self.over = true;
        std::thread::sleep(Duration::from_millis(100));
        rustix::net::sockopt::set_socket_linger(self.wire.socket(), Some(Duration::ZERO))?;
        Ok(())
    }

    /// Says no more and listens until the program leaves.
    pub(crate) fn hold(&mut self) -> io::Result<()> {
        self.drain(&mut |_| {})
    }

    /// Neither says nor hears anything until the program leaves, or until a limit.
    pub(crate) fn deaf(&mut self, limit: Duration) -> io::Result<()> {
        let socket = self.wire.socket();
        let mut fds = [PollFd::new(&socket, gone())];
        poll(&mut fds, Some(&Timespec::try_from(limit).unwrap()))?;
        Ok(())
    }

    /// What the peer does when its script has ended.
    pub(super) fn finish(&mut self) {
        if !self.over {
            let _gone = self.close();
        }
    }

    fn drain(&mut self, sink: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let by = Instant::now() + PATIENCE;
        loop {
            sink(&self.pending);
            self.pending.clear();
            match self.fill(by) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }

    fn exactly(
        &mut self,
        mut left: usize,
        by: Instant,
        sink: &mut dyn FnMut(&[u8]),
    ) -> io::Result<()> {
        while left > 0 {
            self.more(by)?;
            let take = left.min(self.pending.len());
            sink(&self.pending[..take]);
            self.pending.drain(..take);
            left -= take;
        }
        Ok(())
    }

    /// Reads more into the buffer. The end of the connection is `UnexpectedEof`.
    fn fill(&mut self, by: Instant) -> io::Result<()> {
        let left = by.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.wire.patience(left)?;
        let mut part = [0; 64 * 1024];
        let n = self.wire.read(&mut part)?;
        if n == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.pending.extend_from_slice(&part[..n]);
        let mut heard = self.heard.lock().unwrap();
        if heard.len() < 1 << 20 {
            heard.extend_from_slice(&part[..n]);
        }
        Ok(())
    }
}

/// What tells that the other side has left, without reading.
fn gone() -> PollFlags {
    #[cfg(target_os = "linux")]
    return PollFlags::RDHUP;
    #[cfg(not(target_os = "linux"))]
    PollFlags::HUP
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, what)
}
