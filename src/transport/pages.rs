//! Moving pages between a plain socket and other descriptors inside the kernel (Linux).
//!
//! What cannot be done this way is [`Moved::Unsupported`], and the ordinary loop of reads and
//! writes does it. Nothing here waits for the peer; limits are asked through the socket.

use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{FileType, OFlags, fcntl_getfl, fstat, major, minor, sendfile};
use rustix::io::{Errno, read, write};
use rustix::pipe::{PipeFlags, SpliceFlags, fcntl_setpipe_size, pipe_with, splice};

use super::flow::Way;
use super::moved::{Moved, Undeliverable};
use super::socket::Socket;

/// Bytes asked for in one call, and the size wished for our own pipe: what an unprivileged
/// process may have by default (`/proc/sys/fs/pipe-max-size`).
const PIECE_BYTES: usize = 1 << 20;

/// The way for pages; owns a pipe once one was needed.
#[derive(Default)]
pub struct Pages {
    own: Option<Pipe>,
    /// Bytes moved into a pipe of the user's, as long as that matters.
    into_pipe: usize,
}

struct Pipe {
    read: OwnedFd,
    write: OwnedFd,
}

impl Pages {
    /// Received bytes into a pipe, a regular file or `/dev/null`.
    pub fn splice_to(
        &mut self,
        socket: &mut Socket,
        out: BorrowedFd<'_>,
        most: usize,
    ) -> io::Result<Moved> {
        let most = most.min(PIECE_BYTES);
        match route(out)? {
            Route::Direct => {
                let moved = direct(socket, out, most)?;
                self.widen(out, moved);
                Ok(moved)
            }
            Route::OwnPipe => self.through(socket, out, most),
            Route::None => Ok(Moved::Unsupported),
        }
    }

    /// Enlarges the user's pipe once a body is known to be large: with the usual 64 KiB, reader and
    /// writer wake each other for every piece. `pv` does so too. It may be refused, and need not be.
    fn widen(&mut self, out: BorrowedFd<'_>, moved: Moved) {
        let (Moved::Bytes(count), 0..PIECE_BYTES) = (moved, self.into_pipe) else {
            return;
        };
        self.into_pipe = self.into_pipe.saturating_add(count);
        if self.into_pipe >= PIECE_BYTES {
            let _ = fcntl_setpipe_size(out, PIECE_BYTES);
        }
    }

    /// socket → our pipe → `out`. The pipe is empty again when this returns.
    fn through(
        &mut self,
        socket: &mut Socket,
        out: BorrowedFd<'_>,
        most: usize,
    ) -> io::Result<Moved> {
        let now = socket.check()?;
        let Some(most) = socket.allowed(Way::In, most, now) else {
            return Ok(Moved::WouldBlock);
        };
        let pipe = match self.own.take() {
            Some(pipe) => pipe,
            None => Pipe::new()?,
        };
        let pipe = self.own.insert(pipe);
        let flags = SpliceFlags::MOVE | SpliceFlags::NONBLOCK;
        let taken = splice(&*socket, None, &pipe.write, None, most, flags);
        if taken == Err(Errno::INVAL) {
            return Ok(Moved::Unsupported);
        }
        let moved = met(socket.outcome(taken, Way::In, now)?);
        if let Moved::Bytes(count) = moved {
            pipe.empty_into(out, count)?;
        }
        Ok(moved)
    }
}

/// Sends from a regular file at its current offset.
pub fn send_file(socket: &mut Socket, file: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
    let now = socket.check()?;
    let Some(most) = socket.allowed(Way::Out, most.min(PIECE_BYTES), now) else {
        return Ok(Moved::WouldBlock);
    };
    match sendfile(&*socket, file, None, most) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(Moved::Unsupported),
        result => Ok(met(socket.outcome(result, Way::Out, now)?)),
    }
}

/// Sends what waits in a pipe.
pub fn splice_from(socket: &mut Socket, pipe: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
    let now = socket.check()?;
    let Some(most) = socket.allowed(Way::Out, most.min(PIECE_BYTES), now) else {
        return Ok(Moved::WouldBlock);
    };
    let flags = SpliceFlags::MOVE | SpliceFlags::NONBLOCK;
    match splice(pipe, None, &*socket, None, most, flags) {
        Err(Errno::INVAL | Errno::NOSYS) => Ok(Moved::Unsupported),
        result => Ok(met(socket.outcome(result, Way::Out, now)?)),
    }
}

/// socket → `out`, which is a pipe. Blocks while that is full: a slow reader is the user's own.
fn direct(socket: &mut Socket, out: BorrowedFd<'_>, most: usize) -> io::Result<Moved> {
    let now = socket.check()?;
    let Some(most) = socket.allowed(Way::In, most, now) else {
        return Ok(Moved::WouldBlock);
    };
    match splice(&*socket, None, out, None, most, SpliceFlags::MOVE) {
        Err(Errno::INVAL) => Ok(Moved::Unsupported),
        Err(error @ Errno::PIPE) => Err(Undeliverable(error.into()).into()),
        // Someone may have set the reader's end of a shared pipe to non-blocking: then the
        // same error means that the pipe is full, and it is waited for here.
        Err(Errno::AGAIN) if socket.is_readable()? => {
            let mut fds = [PollFd::from_borrowed_fd(out, PollFlags::OUT)];
            match poll(&mut fds, None) {
                Ok(_) | Err(Errno::INTR) => Ok(Moved::WouldBlock),
                Err(error) => Err(error.into()),
            }
        }
        result => Ok(met(socket.outcome(result, Way::In, now)?)),
    }
}

impl Pipe {
    fn new() -> io::Result<Self> {
        let (read, write) = pipe_with(PipeFlags::CLOEXEC)?;
        // Where a user has many pipes the system may refuse; a small one works too.
        let _ = fcntl_setpipe_size(&write, PIECE_BYTES);
        Ok(Self { read, write })
    }

    /// Moves `count` bytes out of the pipe; a descriptor that pages cannot be moved to gets
    /// them by reading and writing, so that none is lost.
    fn empty_into(&self, out: BorrowedFd<'_>, count: usize) -> io::Result<()> {
        let mut left = count;
        while left > 0 {
            match splice(&self.read, None, out, None, left, SpliceFlags::MOVE) {
                Ok(0) => return Err(Undeliverable(io::ErrorKind::WriteZero.into()).into()),
                Ok(moved) => left = left.saturating_sub(moved),
                Err(Errno::INTR) => {}
                Err(Errno::INVAL) => return self.copy_into(out, left),
                Err(error) => return Err(Undeliverable(error.into()).into()),
            }
        }
        Ok(())
    }

    fn copy_into(&self, out: BorrowedFd<'_>, count: usize) -> io::Result<()> {
        let (mut left, mut buffer) = (count, [0; 16 * 1024]);
        while left > 0 {
            let count = match read(&self.read, &mut buffer) {
                Ok(count) => count,
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            };
            write_all(out, buffer.get(..count).unwrap_or_default())?;
            left = left.saturating_sub(count);
        }
        Ok(())
    }
}

fn write_all(out: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match write(out, bytes) {
            Ok(0) => return Err(Undeliverable(io::ErrorKind::WriteZero.into()).into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(error) => return Err(Undeliverable(error.into()).into()),
        }
    }
    Ok(())
}

enum Route {
    Direct,
    OwnPipe,
    None,
}

/// Which way pages can take to a descriptor. A file opened for appending takes none.
fn route(out: BorrowedFd<'_>) -> io::Result<Route> {
    let stat = fstat(out)?;
    let device = (major(stat.st_rdev), minor(stat.st_rdev));
    Ok(match FileType::from_raw_mode(stat.st_mode) {
        FileType::Fifo => Route::Direct,
        FileType::RegularFile if !fcntl_getfl(out)?.contains(OFlags::APPEND) => Route::OwnPipe,
        // Memory device 3: /dev/null.
        FileType::CharacterDevice if device == (1, 3) => Route::OwnPipe,
        FileType::RegularFile
        | FileType::CharacterDevice
        | FileType::Directory
        | FileType::Symlink
        | FileType::Socket
        | FileType::BlockDevice
        | FileType::Unknown => Route::None,
    })
}

fn met(count: Option<usize>) -> Moved {
    match count {
        None => Moved::WouldBlock,
        Some(0) => Moved::End,
        Some(count) => Moved::Bytes(count),
    }
}
