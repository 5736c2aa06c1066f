//! One connection's bytes, plain or under TLS, with every wait bounded by the deadline in force.

use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;
use std::time::Duration;

use crate::base::deadline::Deadline;

/// A plain or TLS stream. Neither `Read` nor `Write`: nobody can send without listening.
pub struct Stream {}

/// What a wait is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// Something to read.
    Read,
    /// Room to send, or something to read.
    Both,
}

/// What a wait found; all false when `at_most` passed first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ready {
    /// [`Stream::try_read`] is worth a call.
    pub read: bool,
    /// [`Stream::try_send`] is worth a call.
    pub write: bool,
    /// The other descriptor can be read (or has ended).
    pub also: bool,
}

/// What became of an attempt to move pages between descriptors inside the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// This many bytes were moved, at least one.
    Bytes(usize),
    /// Nothing can be moved without waiting.
    WouldBlock,
    /// The source has ended.
    End,
    /// This pair of descriptors (or this platform, or TLS) cannot do it: use the ordinary loop.
    Unsupported,
}

#[expect(
    unused_variables,
    clippy::needless_pass_by_ref_mut,
    reason = "contract"
)]
impl Stream {
    /// Sets the limits that all later waits obey.
    pub fn set_deadline(&mut self, deadline: Deadline) {}

    /// Reads some bytes, waiting for them under the deadline. `Ok(0)` is a clean end: FIN, under
    /// TLS after a close_notify. TLS ended without one is `ErrorKind::UnexpectedEof`.
    pub fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        Ok(0)
    }

    /// Reads what is there without waiting; `None` when there is nothing (under TLS also when what
    /// came was no application data).
    pub fn try_read(&mut self, into: &mut [u8]) -> io::Result<Option<usize>> {
        Ok(None)
    }

    /// Sends some bytes without waiting; 0 when there is no room.
    pub fn try_send(&mut self, bytes: &[IoSlice<'_>]) -> io::Result<usize> {
        Ok(0)
    }

    /// Pushes out what TLS still holds back, without waiting; true when nothing is left.
    pub fn try_flush(&mut self) -> io::Result<bool> {
        Ok(true)
    }

    /// Waits for the peer (and for `also` to become readable), under the deadline; a passed limit
    /// is an error that holds a `Spent`. `at_most` ends the wait earlier, without an error.
    pub fn wait(
        &mut self,
        interest: Interest,
        also: Option<BorrowedFd<'_>>,
        at_most: Option<Duration>,
    ) -> io::Result<Ready> {
        Ok(Ready::default())
    }

    /// Moves up to `most` received bytes straight into `out` (a pipe, or a regular file through a
    /// pipe of our own) without waiting for the peer. Blocks while `out` is full.
    pub fn splice_to(&mut self, out: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
        Ok(Moved::Unsupported)
    }

    /// Sends up to `most` bytes of a regular file from its current offset, without waiting.
    pub fn send_file(&mut self, file: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
        Ok(Moved::Unsupported)
    }

    /// Sends up to `most` bytes that wait in a pipe, without waiting.
    pub fn splice_from(&mut self, pipe: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
        Ok(Moved::Unsupported)
    }

    /// Whether an idle connection can serve again: nothing has come and the peer has not hung up.
    pub fn is_idle(&mut self) -> bool {
        false
    }

    /// Ends the connection in good order: a close_notify under TLS, sent without waiting.
    pub fn close(self) {}
}
