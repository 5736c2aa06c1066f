//! The sending side of an exchange: head and content as a machine that never waits.
//!
//! [`Upload::pump`] sends what can be sent now and says what it lacks; `wire` does the waiting, for
//! this and for the peer's answer at once. A small request goes out in one write; content of a
//! regular file goes from file to socket inside the kernel where the platform allows.

use std::io::{self, IoSlice};
use std::num::NonZeroUsize;
use std::os::fd::BorrowedFd;
use std::time::{Duration, Instant};

use crate::base::clock;
use crate::base::deadline::Spent;
use crate::base::event::{Direction, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::source::{Next, Source};
use crate::http::fields::Fields;
use crate::http1::chunk_encode::{CHUNK_END, ChunkLine, LAST_CHUNK};
use crate::transport::stream::{Moved, Stream};

use super::framing;

/// A request on its way.
pub(super) struct Upload {
    /// Bytes ready to be sent: the head, a block of content with its framing.
    out: Vec<u8>,
    sent: usize,
    /// Bytes of content, once all are taken.
    content: u64,
    source: Option<Source>,
    chunked: bool,
    /// Content waits for a 100 (Continue), at most until then.
    held: Option<Instant>,
    /// Whether pages can be moved from file or pipe to socket.
    pages: bool,
    /// What is left of a chunk whose line is sent and whose data is moved from a pipe.
    moving: usize,
    /// Whether somebody wants to see the bytes.
    observed: bool,
    /// Whether any byte was sent.
    begun: bool,
    /// Whether the note on a silent source has been given.
    noted: bool,
}

/// What an upload lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// Nothing: all is sent.
    Nothing,
    /// Another call, after a look at the other direction.
    Turn,
    /// Room to send.
    Room,
    /// The source to become readable.
    Source,
    /// Leave to send content.
    Leave,
}

/// Why sending stopped.
pub(super) enum Stopped {
    /// The connection failed; an answer of the peer may explain it.
    Connection(io::Error),
    /// The source failed or a limit passed: nothing the peer says changes that.
    Fatal(Failure),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        match Spent::within(&error) {
            Some(spent) => Self::Fatal(Failure::caused(Kind::TimedOut, spent)),
            None => Self::Connection(error),
        }
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Fatal(failure)
    }
}

impl Upload {
    pub(super) fn new(head: Vec<u8>, source: Option<Source>, fields: &Fields) -> Self {
        let held = (source.is_some() && framing::expects_continue(fields))
            .then(|| clock::now().checked_add(limits::CONTINUE_WAIT))
            .flatten();
        let chunked = fields.contains("transfer-encoding");
        Self {
            out: head,
            sent: 0,
            content: 0,
            source,
            chunked,
            held,
            pages: true,
            observed: false,
            moving: 0,
            begun: false,
            noted: false,
        }
    }

    /// The same with every byte shown to whoever watches, so that none are moved unseen.
    pub(super) fn observed(self, observed: bool) -> Self {
        Self {
            observed,
            pages: self.pages && !observed,
            ..self
        }
    }

    /// Whether somebody wants to see the bytes.
    pub(super) fn is_observed(&self) -> bool {
        self.observed
    }

    /// Sends what can be sent without waiting.
    pub(super) fn pump(
        &mut self,
        stream: &mut Stream,
        source_ready: bool,
        observer: &mut dyn Observer,
    ) -> Result<Wants, Stopped> {
        if self.held.is_none() && self.sent == 0 {
            self.join_small_content()?;
        }
        if !self.flush(stream, observer)? {
            return Ok(Wants::Room);
        }
        if self.held.is_some() {
            return Ok(Wants::Leave);
        }
        let Some(source) = &mut self.source else {
            return Ok(Wants::Nothing);
        };
        match source.peek() {
            Next::End => {
                // What ends content goes out at once: the peer may answer it before the next look
                // at the other direction, and that answer is not an early one.
                self.end_content();
                return Ok(match self.flush(stream, observer)? {
                    true => Wants::Nothing,
                    false => Wants::Room,
                });
            }
            Next::Stream(pipe) if self.moving > 0 && self.pages => {
                match stream.splice_from(pipe, self.moving)? {
                    Moved::Bytes(moved) => {
                        source.skip(moved);
                        self.moved(moved);
                    }
                    Moved::WouldBlock => return Ok(Wants::Room),
                    Moved::End => return Err(emptied().into()),
                    Moved::Unsupported => self.pages = false,
                }
            }
            Next::Stream(_) | Next::Read(Some(_)) if !source_ready && self.moving == 0 => {
                return Ok(Wants::Source);
            }
            Next::Stream(pipe) if self.pages && self.moving == 0 && worth_moving(pipe) => {
                self.begin_moving();
            }
            Next::Regular(file, left) if self.pages && !self.chunked => {
                let most = usize::try_from(left).map_or(PAGES, |left| left.min(PAGES));
                match stream.send_file(file, most)? {
                    Moved::Bytes(moved) => source.skip(moved),
                    Moved::WouldBlock => return Ok(Wants::Room),
                    Moved::End => return Err(source.shrank().into()),
                    Moved::Unsupported => self.pages = false,
                }
            }
            Next::Bytes(_) | Next::Regular(..) | Next::Stream(_) | Next::Read(_) => {
                self.read_block()?;
                if !self.flush(stream, observer)? {
                    return Ok(Wants::Room);
                }
            }
        }
        Ok(self.rest())
    }

    /// What is lacking after a piece was sent. Content of a known length ends with its last byte:
    /// an answer that comes right behind it is not an early one.
    fn rest(&mut self) -> Wants {
        let ended = |source: &mut Source| matches!(source.peek(), Next::End);
        if self.chunked || !self.out.is_empty() || !self.source.as_mut().is_some_and(ended) {
            return Wants::Turn;
        }
        self.close_source();
        Wants::Nothing
    }

    /// Begins a chunk of all that waits in the pipe.
    fn begin_moving(&mut self) {
        let Some(source) = &mut self.source else {
            return;
        };
        let Next::Stream(pipe) = source.peek() else {
            return;
        };
        let Some(size) = waiting(pipe).and_then(NonZeroUsize::new) else {
            return;
        };
        self.out.extend_from_slice(ChunkLine::new(size).as_bytes());
        self.moving = size.get();
    }

    /// Counts data of a chunk that was sent.
    fn moved(&mut self, count: usize) {
        self.moving = self.moving.saturating_sub(count);
        if self.moving == 0 {
            self.out.extend_from_slice(CHUNK_END);
        }
    }

    /// How many bytes of content were taken from its source.
    pub(super) fn content_sent(&self) -> u64 {
        self.source.as_ref().map_or(self.content, Source::taken)
    }

    /// All content was taken.
    fn close_source(&mut self) {
        if let Some(source) = self.source.take() {
            self.content = source.taken();
        }
    }

    /// Whether any byte was sent.
    pub(super) fn is_begun(&self) -> bool {
        self.begun
    }

    /// Lets content go that was held back.
    pub(super) fn release(&mut self) {
        self.held = None;
    }

    /// Whether content is held back for a 100 (Continue).
    pub(super) fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// The content, as far as it was not sent.
    pub(super) fn into_source(self) -> Option<Source> {
        self.source
    }

    /// How long content is still held back.
    pub(super) fn held_for(&self, now: Instant) -> Option<Duration> {
        self.held.map(|until| until.saturating_duration_since(now))
    }

    /// What to wait for when the source has nothing.
    pub(super) fn source_fd(&mut self) -> Option<BorrowedFd<'_>> {
        match self.source.as_mut()?.peek() {
            Next::Stream(fd) => Some(fd),
            Next::Read(fd) => fd,
            Next::Bytes(_) | Next::Regular(..) | Next::End => None,
        }
    }

    /// How long a silent source is waited for before a note; `None` after the note.
    pub(super) fn patience(&self) -> Option<Duration> {
        (!self.noted).then_some(limits::STDIN_NOTE)
    }

    /// The note was given.
    pub(super) fn note_silence(&mut self) {
        self.noted = true;
    }

    /// Sends what is ready; true when nothing is left.
    fn flush(&mut self, stream: &mut Stream, observer: &mut dyn Observer) -> io::Result<bool> {
        while let Some(rest) = self.out.get(self.sent..).filter(|rest| !rest.is_empty()) {
            match stream.try_send(&[IoSlice::new(rest)])? {
                0 => return Ok(false),
                sent => {
                    if self.observed {
                        observer.bytes(Direction::Out, rest.get(..sent).unwrap_or(rest));
                    }
                    self.begun = true;
                    self.sent += sent;
                }
            }
        }
        self.out.clear();
        self.sent = 0;
        stream.try_flush()
    }

    /// Puts content that is at hand behind the head, so that both go out in one write.
    fn join_small_content(&mut self) -> Result<(), Failure> {
        while let Some(source) = &mut self.source {
            match source.peek() {
                Next::Bytes(bytes) if bytes.len() <= limits::BUFFER_BYTES && !self.chunked => {
                    self.out.extend_from_slice(bytes);
                    let count = bytes.len();
                    source.skip(count);
                }
                Next::End if !self.chunked => self.close_source(),
                Next::Bytes(_)
                | Next::End
                | Next::Regular(..)
                | Next::Stream(_)
                | Next::Read(_) => break,
            }
            if self.out.len() > limits::BUFFER_BYTES {
                break;
            }
        }
        Ok(())
    }

    fn end_content(&mut self) {
        if self.chunked {
            self.out.extend_from_slice(LAST_CHUNK);
        }
        self.close_source();
    }

    /// Reads a block of content into `out`, framed.
    fn read_block(&mut self) -> Result<(), Failure> {
        let Some(source) = &mut self.source else {
            return Ok(());
        };
        let regular = matches!(source.peek(), Next::Regular(..));
        let moving = self.moving;
        let (room, most) = match (self.chunked, moving) {
            (true, 0) => (LINE_ROOM, BLOCK),
            (true, left) => (0, left.min(BLOCK)),
            (false, _) => (0, BLOCK),
        };
        self.out.resize(room + most, 0);
        let read = source.read(self.out.get_mut(room..).unwrap_or_default())?;
        self.out.truncate(room + read);
        match NonZeroUsize::new(read) {
            None if regular => return Err(source.shrank()),
            None if moving > 0 => return Err(emptied()),
            None => self.out.clear(),
            Some(size) if moving > 0 => self.moved(size.get()),
            Some(size) if self.chunked => {
                let line = ChunkLine::new(size);
                let line = line.as_bytes();
                self.sent = room - line.len();
                if let Some(space) = self.out.get_mut(self.sent..room) {
                    space.copy_from_slice(line);
                }
                self.out.extend_from_slice(CHUNK_END);
            }
            Some(_) => {}
        }
        Ok(())
    }
}

/// How many bytes wait in a pipe; `None` for what is no pipe.
fn waiting(pipe: BorrowedFd<'_>) -> Option<usize> {
    rustix::io::ioctl_fionread(pipe)
        .ok()
        .and_then(|count| usize::try_from(count).ok())
}

/// Whether enough waits in a pipe to be moved as a chunk of its own. A producer of that kind gets
/// a larger pipe, which halves the work of both.
fn worth_moving(pipe: BorrowedFd<'_>) -> bool {
    let worth = waiting(pipe).is_some_and(|count| count >= WORTH_MOVING);
    #[cfg(target_os = "linux")]
    if worth && rustix::pipe::fcntl_getpipe_size(pipe).is_ok_and(|size| size < PAGES) {
        // Where a user has many pipes the system may refuse; the small one works too.
        let _ = rustix::pipe::fcntl_setpipe_size(pipe, PAGES);
    }
    worth
}

/// The error of a pipe that someone else read from while a chunk of it was promised.
fn emptied() -> Failure {
    Failure::new(
        Kind::ReadSource,
        "standard input was read by another process while it was sent",
    )
    .hint("the request was not completed; give this command an input of its own")
}

/// Less than this in a pipe is read and framed in one write, so that lines go out as they come.
const WORTH_MOVING: usize = 16 * 1024;
/// Bytes moved from a file in one turn.
const PAGES: usize = 1 << 20;
/// Bytes read from a source in one turn.
const BLOCK: usize = limits::BUFFER_BYTES;
/// Space before a block for its chunk line.
const LINE_ROOM: usize = 18;

#[cfg(test)]
#[path = "upload_tests.rs"]
mod tests;
