//! A connected socket: non-blocking underneath, every wait bounded by the deadline in force.
//!
//! [`Socket::wait`] is the one place where the process sleeps on a peer. A system call is tried
//! first and waited for only when it would block. Knows nothing of TLS or HTTP.

use std::io::{self, IoSlice};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendAncillaryBuffer, SendFlags, recv, send, sendmsg};

use super::flow::{Flow, Way};
use crate::base::clock;
use crate::base::deadline::{Deadline, Limit, Phase, Spent};

/// A connected stream socket, TCP or Unix, in non-blocking mode.
pub struct Socket {
    fd: OwnedFd,
    deadline: Deadline,
    idle: Option<Duration>,
    /// When something last came or went: silence is counted from here, over several waits.
    moved: Instant,
    /// The limits on speed, where there are any.
    flow: Option<Box<Flow>>,
}

/// What a wait is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Wake when there is something to read, or the peer has hung up.
    pub read: bool,
    /// Wake when there is room to send.
    pub write: bool,
}

/// What was found; all false when `at_most` passed first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Found {
    /// Reading will not block.
    pub read: bool,
    /// Sending will not block.
    pub write: bool,
    /// The other descriptor can be read, or has ended.
    pub also: bool,
}

impl Socket {
    /// Takes a connected descriptor that is in non-blocking mode.
    pub fn new(fd: OwnedFd, deadline: Deadline) -> Self {
        let mut socket = Self {
            fd,
            deadline,
            idle: None,
            moved: clock::now(),
            flow: None,
        };
        socket.set_deadline(deadline);
        socket
    }

    /// Sets the limits for all that follows; silence is counted anew.
    pub fn set_deadline(&mut self, deadline: Deadline) {
        let now = clock::now();
        let begins = deadline.phase() == Phase::Send && self.deadline.phase() != Phase::Send;
        Flow::set(&mut self.flow, deadline.speed(), begins, now);
        self.deadline = deadline;
        self.moved = now;
        self.idle = match deadline.left(now) {
            Ok(Some(_)) => Some(deadline.spent(now))
                .filter(|spent| spent.limit == Limit::Idle)
                .map(|spent| spent.span),
            Ok(None) | Err(_) => None,
        };
    }

    /// The limits in force.
    pub fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    /// Receives what is there; `None` when nothing is, `Some(0)` when the peer has ended.
    pub fn recv(&mut self, into: &mut [u8]) -> io::Result<Option<usize>> {
        let now = self.check()?;
        let Some(most) = self.allowed(Way::In, into.len(), now) else {
            return Ok(None);
        };
        let into = into.get_mut(..most).unwrap_or_default();
        let received = recv(&self.fd, into, RecvFlags::empty()).map(|(_, count)| count);
        self.outcome(received, Way::In, now)
    }

    /// Sends what fits; `None` when there is no room.
    pub fn send(&mut self, pieces: &[IoSlice<'_>]) -> io::Result<Option<usize>> {
        let now = self.check()?;
        let cut;
        let pieces = match self.flow.is_some() {
            false => pieces,
            true => match self.first_allowed(pieces, now) {
                Some(first) => {
                    cut = [first];
                    &cut
                }
                None => return Ok(None),
            },
        };
        // A peer that is gone must be an error here, whatever the process does about SIGPIPE.
        let sent = match pieces {
            [] => return Ok(Some(0)),
            [only] => send(&self.fd, only, SendFlags::NOSIGNAL),
            many => {
                let mut control = SendAncillaryBuffer::default();
                sendmsg(&self.fd, many, &mut control, SendFlags::NOSIGNAL)
            }
        };
        self.outcome(sent, Way::Out, now)
    }

    /// How many of `most` bytes may move now; `None` when the limit on speed allows none yet, and
    /// [`Socket::wait`] waits for that.
    pub fn allowed(&mut self, way: Way, most: usize, now: Instant) -> Option<usize> {
        match &mut self.flow {
            None => Some(most),
            Some(flow) => flow.allowed(way, most, now),
        }
    }

    /// The first piece that holds something, cut to what may be sent now.
    fn first_allowed<'a>(
        &mut self,
        pieces: &'a [IoSlice<'_>],
        now: Instant,
    ) -> Option<IoSlice<'a>> {
        let filled = pieces.iter().find(|piece| !piece.is_empty());
        let piece = filled.map_or(&[][..], |piece| piece);
        let most = self.allowed(Way::Out, piece.len(), now)?;
        piece.get(..most).map(IoSlice::new)
    }

    /// Asks the limits before a system call that may move bytes; asked once a call, so that a
    /// peer that never lets us wait cannot slip past them.
    pub fn check(&self) -> Result<Instant, Spent> {
        let now = clock::now();
        self.deadline.left(now).map(|_| now)
    }

    /// Turns "would block" into `None`, and notes that something moved.
    pub fn outcome(
        &mut self,
        result: rustix::io::Result<usize>,
        way: Way,
        now: Instant,
    ) -> io::Result<Option<usize>> {
        match result {
            Ok(count) => {
                self.moved = now;
                if let Some(flow) = &mut self.flow {
                    flow.count(way, count);
                }
                Ok(Some(count))
            }
            // A call that never sleeps is hardly interrupted; if it is, the next try decides.
            Err(Errno::AGAIN | Errno::INTR) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits until something that is wanted is the case, `also` can be read, or `at_most` is over.
    /// A passed limit is an error that holds a [`Spent`].
    pub fn wait(
        &mut self,
        wanted: Wanted,
        also: Option<BorrowedFd<'_>>,
        at_most: Option<Duration>,
    ) -> io::Result<Found> {
        let mut now = clock::now();
        let end = at_most.and_then(|span| now.checked_add(span));
        loop {
            let mut open = wanted;
            let mut span = self.left(now)?;
            let paced = match &mut self.flow {
                None => None,
                Some(flow) => flow.wait(&mut open, self.deadline.phase(), now)?,
            };
            if open != wanted {
                // It is we who are slow, not the peer.
                self.moved = now;
            }
            let ends = end.map(|end| end.saturating_duration_since(now));
            for brief in [paced, ends].into_iter().flatten() {
                span = Some(span.map_or(brief, |span| span.min(brief)));
            }
            let found = self.poll(open, also, span)?;
            now = clock::now();
            if found.also {
                self.moved = now;
            }
            if found != Found::default() || end.is_some_and(|end| now >= end) {
                return Ok(found);
            }
        }
    }

    /// Whether a read would return at once: bytes, an end or an error.
    pub fn is_readable(&self) -> io::Result<bool> {
        let wanted = Wanted {
            read: true,
            write: false,
        };
        Ok(self.poll(wanted, None, Some(Duration::ZERO))?.read)
    }

    /// What is left for one wait; silence is counted over all waits since something moved.
    fn left(&self, now: Instant) -> Result<Option<Duration>, Spent> {
        let left = self.deadline.left(now)?;
        let Some(idle) = self.idle else {
            return Ok(left);
        };
        let rest = idle.saturating_sub(now.saturating_duration_since(self.moved));
        if rest.is_zero() {
            return Err(self.deadline.spent(now));
        }
        Ok(Some(left.map_or(rest, |left| left.min(rest))))
    }

    /// One poll(2); an interruption counts as nothing found.
    fn poll(
        &self,
        wanted: Wanted,
        also: Option<BorrowedFd<'_>>,
        span: Option<Duration>,
    ) -> io::Result<Found> {
        let mut flags = PollFlags::empty();
        flags.set(PollFlags::IN, wanted.read);
        flags.set(PollFlags::OUT, wanted.write);
        // A span too long for the system is no limit.
        let span = span.and_then(|span| Timespec::try_from(span).ok());
        let own = PollFd::from_borrowed_fd(self.fd.as_fd(), flags);
        let (own, other) = match also {
            // A hang-up is told even when nothing is asked for, and would end every wait at once.
            None if flags.is_empty() => {
                sleep(&mut [], span.as_ref())?;
                (PollFlags::empty(), PollFlags::empty())
            }
            Some(also) if flags.is_empty() => {
                let mut fds = [PollFd::from_borrowed_fd(also, PollFlags::IN)];
                sleep(&mut fds, span.as_ref())?;
                let [other] = fds;
                (PollFlags::empty(), other.revents())
            }
            None if self.deadline.is_while_heard() => {
                (heard(own, span.as_ref())?, PollFlags::empty())
            }
            None => {
                let mut fds = [own];
                sleep(&mut fds, span.as_ref())?;
                let [own] = fds;
                (own.revents(), PollFlags::empty())
            }
            Some(also) => {
                let mut fds = [own, PollFd::from_borrowed_fd(also, PollFlags::IN)];
                sleep(&mut fds, span.as_ref())?;
                let [own, other] = fds;
                (own.revents(), other.revents())
            }
        };
        // An error or a hang-up is found out by whatever call comes next.
        let broken = own.intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL);
        Ok(Found {
            read: own.contains(PollFlags::IN) || (broken && wanted.read),
            write: own.contains(PollFlags::OUT) || (broken && wanted.write),
            also: !other.is_empty(),
        })
    }
}

impl AsFd for Socket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

/// Waits for a descriptor while somebody reads standard output; nothing is asked of that, but that
/// its reader has gone is told all the same. What that means is for whoever writes there to say.
fn heard(own: PollFd<'_>, span: Option<&Timespec>) -> io::Result<PollFlags> {
    let output = PollFd::from_borrowed_fd(rustix::stdio::stdout(), PollFlags::empty());
    let mut fds = [own, output];
    sleep(&mut fds, span)?;
    let [own, output] = fds;
    match output.revents().intersects(PollFlags::ERR | PollFlags::HUP) {
        true => Err(io::ErrorKind::BrokenPipe.into()),
        false => Ok(own.revents()),
    }
}

/// poll(2) with an interruption taken for "nothing yet": the caller asks its limits and goes on.
pub fn sleep(fds: &mut [PollFd<'_>], span: Option<&Timespec>) -> io::Result<usize> {
    match poll(fds, span) {
        Ok(count) => Ok(count),
        Err(Errno::INTR) => {
            for fd in fds {
                fd.clear_revents();
            }
            Ok(0)
        }
        Err(error) => Err(error.into()),
    }
}
