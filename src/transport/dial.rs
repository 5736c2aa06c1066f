//! From addresses to a connection: attempts raced by Happy Eyeballs version 2 (RFC 8305 section 5).
//!
//! Families take turns, the next attempt starts after a pause or at once when one has failed, and
//! the first that is connected wins. Which addresses there are is the business of `resolve`.

use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::slice;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketType, connect, ipproto, sockopt};

use super::local::{Local, Near};
use super::{socket, words};
use crate::base::clock;
use crate::base::deadline::{Deadline, Phase};
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;

/// Connects to the first of several addresses that answers, from a near end where one was chosen;
/// `target` names the whole in messages. The descriptor is in non-blocking mode.
pub fn dial(
    local: Option<&Local>,
    target: &str,
    addresses: &[SocketAddr],
    deadline: Deadline,
    observer: &mut dyn Observer,
) -> Result<(OwnedFd, SocketAddr), Failure> {
    let order = interleave(addresses);
    let near = local.map(|local| local.near(deadline)).transpose()?;
    let deadline = deadline.during(Phase::Connect);
    let mut race = Race {
        near,
        waiting: order.iter(),
        running: Vec::new(),
        due: clock::now(),
        last: None,
        observer,
    };
    let failure = match race.run(&deadline) {
        Ok(Some(won)) => return Ok((won.fd, won.peer)),
        Ok(None) => race.lost(target, order.len()),
        Err(error) => {
            let tried = order.len().saturating_sub(race.waiting.len());
            let doing = format!("connecting to {target} ({tried} of {} tried)", order.len());
            let passed = Failure::io(Kind::Connect, "waiting", error);
            match order.len() {
                1 => passed.context(format!("connecting to {target}")),
                _ => passed.context(doing),
            }
            .hint("the peer does not answer; a firewall may drop it, or the limit is too short")
        }
    };
    Err(failure)
}

/// Puts the families in turn, beginning with that of the first address (RFC 8305 section 4).
fn interleave(addresses: &[SocketAddr]) -> Vec<SocketAddr> {
    let first_is_v6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let family = |same: bool| {
        let wanted = move |address: &&SocketAddr| (address.is_ipv6() == first_is_v6) == same;
        addresses.iter().filter(wanted).copied()
    };
    let (mut first, mut second) = (family(true), family(false));
    let mut order = Vec::with_capacity(addresses.len());
    loop {
        let (one, other) = (first.next(), second.next());
        if one.is_none() && other.is_none() {
            return order;
        }
        order.extend(one.into_iter().chain(other));
    }
}

/// An attempt under way, or the one that won.
struct Attempt {
    fd: OwnedFd,
    peer: SocketAddr,
}

impl AsFd for Attempt {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

struct Race<'a> {
    near: Option<Near<'a>>,
    waiting: slice::Iter<'a, SocketAddr>,
    running: Vec<Attempt>,
    /// When the next attempt may start beside those under way.
    due: Instant,
    last: Option<(SocketAddr, io::Error)>,
    observer: &'a mut dyn Observer,
}

impl Race<'_> {
    /// Runs until somebody has won or nobody is left; a passed limit is an error.
    fn run(&mut self, deadline: &Deadline) -> io::Result<Option<Attempt>> {
        loop {
            if let Some(won) = self.start_due() {
                return Ok(Some(won));
            }
            if self.running.is_empty() {
                return Ok(None);
            }
            let now = clock::now();
            let left = deadline.left(now)?;
            let pause = self.due.saturating_duration_since(now);
            let pause = (self.waiting.len() > 0).then_some(pause);
            if let Some(won) = self.watch([left, pause].into_iter().flatten().min())? {
                return Ok(Some(won));
            }
        }
    }

    /// Begins the attempts whose time has come; one of them may win at once.
    fn start_due(&mut self) -> Option<Attempt> {
        while self.running.is_empty() || clock::now() >= self.due {
            let &peer = self.waiting.next()?;
            let won = self.start(peer);
            if won.is_some() {
                return won;
            }
        }
        None
    }

    /// Begins an attempt; it may be over at once, either way.
    fn start(&mut self, peer: SocketAddr) -> Option<Attempt> {
        let shown = peer.to_string();
        self.observer.on(&Event::Connecting { peer: &shown });
        match begin(self.near.as_ref(), peer) {
            Ok((fd, true)) => return Some(Attempt { fd, peer }),
            Ok((fd, false)) => {
                self.running.push(Attempt { fd, peer });
                let now = clock::now();
                self.due = now.checked_add(limits::ATTEMPT_DELAY).unwrap_or(now);
            }
            Err(error) => self.failed(peer, error),
        }
        None
    }

    /// Waits until one of the attempts is decided, at most for `span`. A failed one makes room for
    /// the next at once.
    fn watch(&mut self, span: Option<Duration>) -> io::Result<Option<Attempt>> {
        let span = span.and_then(|span| Timespec::try_from(span).ok());
        let found: Vec<PollFlags> = {
            let watched =
                |attempt| PollFd::from_borrowed_fd(Attempt::as_fd(attempt), PollFlags::OUT);
            let mut fds: Vec<PollFd<'_>> = self.running.iter().map(watched).collect();
            socket::sleep(&mut fds, span.as_ref())?;
            fds.iter().map(PollFd::revents).collect()
        };
        let before = std::mem::take(&mut self.running);
        for (attempt, flags) in before.into_iter().zip(found) {
            match verdict(&attempt, flags) {
                None => self.running.push(attempt),
                Some(Ok(())) => return Ok(Some(attempt)),
                Some(Err(error)) => self.failed(attempt.peer, error),
            }
        }
        Ok(None)
    }

    fn failed(&mut self, peer: SocketAddr, error: io::Error) {
        let (shown, why) = (peer.to_string(), words::of(&error));
        self.observer.on(&Event::AttemptFailed {
            peer: &shown,
            why: &why,
        });
        self.last = Some((peer, error));
        self.due = clock::now();
    }

    /// The story of a race that nobody won.
    fn lost(&mut self, target: &str, count: usize) -> Failure {
        let doing = format!("connecting to {target}");
        let Some((peer, error)) = self.last.take() else {
            return Failure::new(Kind::Connect, "there is no address to try").context(doing);
        };
        let story = match (count, peer.to_string()) {
            (1, shown) if shown == target => words::of(&error),
            (1, shown) => format!("{shown}: {}", words::of(&error)),
            (_, shown) => {
                let why = words::of(&error);
                format!("all {count} addresses failed, the last ({shown}) with: {why}")
            }
        };
        let failure = Failure::new(Kind::Connect, story).context(doing);
        match (&self.near, error.kind()) {
            (Some(_), io::ErrorKind::AddrNotAvailable) => failure.hint(
                "--interface names an address that this machine does not have, or one of the \
                 other family",
            ),
            (_, _) => failure.hint(words::hint(&error, peer.port())),
        }
    }
}

/// A non-blocking TCP socket that connects; true when it is connected already.
fn begin(near: Option<&Near<'_>>, peer: SocketAddr) -> io::Result<(OwnedFd, bool)> {
    let family = match peer {
        SocketAddr::V4(_) => AddressFamily::INET,
        SocketAddr::V6(_) => AddressFamily::INET6,
    };
    let fd = stream_socket(family)?;
    // A request is written in one piece; holding back its tail only costs a round trip.
    sockopt::set_tcp_nodelay(&fd, true)?;
    if let Some(near) = near {
        near.bind(&fd, peer)?;
    }
    match connect(&fd, &peer) {
        Ok(()) => Ok((fd, true)),
        Err(Errno::INPROGRESS | Errno::INTR) => Ok((fd, false)),
        Err(error) => Err(error.into()),
    }
}

/// A stream socket, non-blocking and closed on exec, by as few calls as the platform allows.
#[cfg(target_os = "linux")]
fn stream_socket(family: AddressFamily) -> rustix::io::Result<OwnedFd> {
    use rustix::net::{SocketFlags, socket_with};
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    socket_with(family, SocketType::STREAM, flags, Some(ipproto::TCP))
}

#[cfg(not(target_os = "linux"))]
fn stream_socket(family: AddressFamily) -> rustix::io::Result<OwnedFd> {
    let fd = rustix::net::socket(family, SocketType::STREAM, Some(ipproto::TCP))?;
    rustix::io::fcntl_setfd(&fd, rustix::io::FdFlags::CLOEXEC)?;
    rustix::io::ioctl_fionbio(&fd, true)?;
    Ok(fd)
}

/// What poll(2) says about an attempt: nothing yet, connected, or failed.
fn verdict(attempt: &Attempt, flags: PollFlags) -> Option<io::Result<()>> {
    if flags.is_empty() {
        return None;
    }
    // Writable alone means connected; only an error makes the question worth a call.
    if flags == PollFlags::OUT {
        return Some(Ok(()));
    }
    let asked = sockopt::socket_error(attempt);
    Some(asked.and_then(|error| error).map_err(io::Error::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::event::Silent;
    use std::net::TcpListener;

    #[derive(Default)]
    struct Log(Vec<String>);

    impl Observer for Log {
        fn on(&mut self, event: &Event<'_>) {
            self.0.push(format!("{event:?}"));
        }
    }

    fn never() -> Deadline {
        Deadline::never(Phase::Connect)
    }

    fn soon() -> Deadline {
        let start = clock::now();
        Deadline::starting(start, None).connecting(start, Some(Duration::from_millis(50)))
    }

    /// A port that refuses: bound, so that nobody else takes it, but not listening.
    fn refusing() -> (OwnedFd, SocketAddr) {
        let fd = stream_socket(AddressFamily::INET).unwrap();
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        rustix::net::bind(&fd, &any).unwrap();
        let bound = rustix::net::getsockname(&fd).unwrap().try_into().unwrap();
        (fd, bound)
    }

    #[test]
    fn families_take_turns_and_the_first_stays_first() {
        let parse = |text: &str| text.parse::<SocketAddr>().unwrap();
        let given = ["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1", "2.2.2.2:1"].map(parse);
        let wanted = ["[::1]:1", "1.1.1.1:1", "[::2]:1", "2.2.2.2:1", "[::3]:1"].map(parse);
        assert_eq!(interleave(&given), wanted);
        assert_eq!(interleave(&[]), []);
    }

    #[test]
    fn a_refusing_first_address_costs_no_pause() {
        let (_held, refused) = refusing();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let good = listener.local_addr().unwrap();
        let (mut log, start) = (Log::default(), clock::now());
        let (_fd, peer) = dial(None, "a.test:1", &[refused, good], never(), &mut log).unwrap();
        assert_eq!(peer, good);
        assert!(start.elapsed() < limits::ATTEMPT_DELAY);
        assert_eq!(log.0.len(), 3, "{:?}", log.0);
        assert!(log.0[1].contains("connection refused"), "{:?}", log.0);
    }

    #[test]
    fn refusal_by_all_names_how_many_were_tried_and_why() {
        let (_held, one) = refusing();
        let (_also_held, two) = refusing();
        let failure = dial(None, "a.test:1", &[one, two], never(), &mut Silent).unwrap_err();
        assert_eq!(failure.kind, Kind::Connect);
        let wanted = format!(
            "connecting to a.test:1: all 2 addresses failed, the last ({two}) with: \
             connection refused"
        );
        assert_eq!(failure.story(), wanted);
        let alone = dial(None, &one.to_string(), &[one], never(), &mut Silent).unwrap_err();
        assert_eq!(
            alone.story(),
            format!("connecting to {one}: connection refused")
        );
        assert!(alone.hint.unwrap().contains("is the server running"));
    }

    /// A listener whose queue is full drops what comes: connecting to it hangs.
    fn silent() -> (TcpListener, Vec<OwnedFd>, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        rustix::net::listen(&listener, 0).unwrap();
        let peer = listener.local_addr().unwrap();
        let mut queued = Vec::new();
        while let Ok((fd, _)) = dial(None, "filling", &[peer], soon(), &mut Silent) {
            queued.push(fd);
        }
        (listener, queued, peer)
    }

    #[test]
    fn a_silent_peer_ends_by_the_connect_limit_and_names_the_phase() {
        let (_listener, _queued, peer) = silent();
        let failure = dial(None, "a.test:1", &[peer], soon(), &mut Silent).unwrap_err();
        assert_eq!(failure.kind, Kind::TimedOut);
        assert_eq!(
            failure.story(),
            "connecting to a.test:1: timed out while connecting (--connect-timeout of 50ms passed)"
        );
    }

    #[test]
    fn a_silent_first_address_is_raced_by_the_next() {
        let (_listener, _queued, peer) = silent();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let good = listener.local_addr().unwrap();
        let (_fd, won) = dial(None, "a.test:1", &[peer, good], never(), &mut Silent).unwrap();
        assert_eq!(won, good);
    }
}
