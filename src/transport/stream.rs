//! One connection's bytes, plain or under TLS, with every wait bounded by the deadline in force.

use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;
use std::time::Duration;

pub use super::moved::{Moved, Undeliverable};
use super::pages::{self, Pages};
use super::socket::{Found, Socket, Wanted};
use super::tls::pump::Pump;
use crate::base::deadline::Deadline;

/// A plain or TLS stream. Neither `Read` nor `Write`: nobody can send without listening.
pub struct Stream {
    socket: Socket,
    layer: Layer,
}

/// What lies between the caller and the socket.
enum Layer {
    Plain(Pages),
    Tls(Box<Pump>),
}

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

/// Records of a TLS session that an idle connection may hold before it is taken for a busy one;
/// session tickets come in twos.
const IDLE_RECORDS: usize = 8;

impl Stream {
    /// A stream without TLS.
    pub fn plain(socket: Socket) -> Self {
        Self {
            socket,
            layer: Layer::Plain(Pages::default()),
        }
    }

    /// A stream under TLS; the handshake is over.
    pub fn tls(socket: Socket, pump: Box<Pump>) -> Self {
        Self {
            socket,
            layer: Layer::Tls(pump),
        }
    }

    /// The socket, and the session that is spoken in it, for another one to run inside.
    pub fn into_parts(self) -> (Socket, Option<Box<Pump>>) {
        match self.layer {
            Layer::Plain(_) => (self.socket, None),
            Layer::Tls(pump) => (self.socket, Some(pump)),
        }
    }

    /// Whether something has been received that was not yet read.
    pub fn holds_more(&self) -> bool {
        match &self.layer {
            Layer::Plain(_) => false,
            Layer::Tls(pump) => pump.has_plaintext(),
        }
    }

    /// The limits in force.
    pub fn deadline(&self) -> &Deadline {
        self.socket.deadline()
    }

    /// Sets the limits that all later waits obey.
    pub fn set_deadline(&mut self, deadline: Deadline) {
        self.socket.set_deadline(deadline);
    }

    /// Reads some bytes, waiting for them under the deadline. `Ok(0)` is a clean end: FIN, under
    /// TLS after a close_notify. TLS ended without one is `ErrorKind::UnexpectedEof`.
    pub fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(count) = self.try_read(into)? {
                return Ok(count);
            }
            self.wait(Interest::Read, None, None)?;
        }
    }

    /// Reads what is there without waiting; `None` when there is nothing (under TLS also when what
    /// came was no application data).
    pub fn try_read(&mut self, into: &mut [u8]) -> io::Result<Option<usize>> {
        match &mut self.layer {
            Layer::Plain(_) => self.socket.recv(into),
            Layer::Tls(pump) => pump.try_read(&mut self.socket, into),
        }
    }

    /// Sends some bytes without waiting; 0 when there is no room.
    pub fn try_send(&mut self, bytes: &[IoSlice<'_>]) -> io::Result<usize> {
        match &mut self.layer {
            Layer::Plain(_) => Ok(self.socket.send(bytes)?.unwrap_or(0)),
            Layer::Tls(pump) => pump.try_send(&mut self.socket, bytes),
        }
    }

    /// Pushes out what TLS still holds back, without waiting; true when nothing is left.
    pub fn try_flush(&mut self) -> io::Result<bool> {
        match &mut self.layer {
            Layer::Plain(_) => Ok(true),
            Layer::Tls(pump) => pump.flush(&mut self.socket),
        }
    }

    /// Waits for the peer (and for `also` to become readable), under the deadline; a passed limit
    /// is an error that holds a `Spent`. `at_most` ends the wait earlier, without an error.
    pub fn wait(
        &mut self,
        interest: Interest,
        also: Option<BorrowedFd<'_>>,
        at_most: Option<Duration>,
    ) -> io::Result<Ready> {
        let write = interest == Interest::Both;
        let Layer::Tls(pump) = &mut self.layer else {
            let wanted = Wanted { read: true, write };
            return Ok(ready(self.socket.wait(wanted, also, at_most)?));
        };
        if pump.has_plaintext() {
            let read = true;
            return Ok(Ready {
                read,
                ..Ready::default()
            });
        }
        // What TLS holds back goes out meanwhile: the answer may depend on it. A sending side that
        // is broken must not hide an answer that has come; it is met again by the next send.
        loop {
            let pending = !pump.flush(&mut self.socket).unwrap_or(true);
            let wanted = Wanted {
                read: true,
                write: write || pending,
            };
            let found = self.socket.wait(wanted, also, at_most)?;
            if write || !pending || found.read || found.also || !found.write {
                return Ok(Ready {
                    write: found.write && write,
                    ..ready(found)
                });
            }
        }
    }

    /// Moves up to `most` received bytes straight into `out` (a pipe, or a regular file through a
    /// pipe of our own) without waiting for the peer. Blocks while `out` is full. An error of
    /// `out` is an [`Undeliverable`] inside the `io::Error`.
    pub fn splice_to(&mut self, out: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
        match &mut self.layer {
            Layer::Plain(pages) => pages.splice_to(&mut self.socket, out, most),
            Layer::Tls(_) => Ok(Moved::Unsupported),
        }
    }

    /// Sends up to `most` bytes of a regular file from its current offset, without waiting.
    pub fn send_file(&mut self, file: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
        match &self.layer {
            Layer::Plain(_) => pages::send_file(&mut self.socket, file, most),
            Layer::Tls(_) => Ok(Moved::Unsupported),
        }
    }

    /// Sends up to `most` bytes that wait in a pipe, without waiting. `WouldBlock` is said of
    /// either side: wait for the pipe (`also`) first, then for room.
    pub fn splice_from(&mut self, pipe: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
        match &self.layer {
            Layer::Plain(_) => pages::splice_from(&mut self.socket, pipe, most),
            Layer::Tls(_) => Ok(Moved::Unsupported),
        }
    }

    /// Whether an idle connection can serve again: nothing has come and the peer has not hung up.
    pub fn is_idle(&mut self) -> bool {
        let Layer::Tls(pump) = &mut self.layer else {
            return self.socket.is_readable().is_ok_and(|readable| !readable);
        };
        // Session tickets and key updates may lie there; content or an end may not.
        for _ in 0..IDLE_RECORDS {
            match self.socket.is_readable() {
                Ok(false) => return !pump.has_plaintext(),
                Ok(true) => {}
                Err(_) => return false,
            }
            let mut one = [0];
            if !matches!(pump.try_read(&mut self.socket, &mut one), Ok(None)) {
                return false;
            }
        }
        false
    }

    /// Ends the connection in good order: a close_notify under TLS, sent without waiting.
    pub fn close(mut self) {
        if let Layer::Tls(pump) = &mut self.layer {
            pump.close(&mut self.socket);
        }
    }
}

fn ready(found: Found) -> Ready {
    Ready {
        read: found.read,
        write: found.write,
        also: found.also,
    }
}
