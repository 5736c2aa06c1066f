//! Connections that wait for a further request (RFC 9112 section 9.3): a few, each for a while.
//!
//! Whether a connection may wait here at all is decided where its response ends, by
//! `http1::persistence` and [`Body::end`](super::body::Body); which request it serves, here. curl
//! keeps a hundred, for 118 seconds each.

use std::ptr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::base::limits;
use crate::http::origin::{Origin, Scheme};
use crate::transport::Connection;
use crate::transport::proxy::Proxy;

/// A connection whose last response ended as it should.
pub(super) struct Kept {
    /// The origin of its last request.
    pub(super) origin: Origin,
    pub(super) connection: Connection,
    /// How long the server said it would keep it open.
    pub(super) patience: Option<Duration>,
}

/// The connections that wait, the one that has waited longest first.
#[derive(Default)]
pub(super) struct Pool {
    waiting: Vec<(Instant, Kept)>,
    /// Whether the last search met one that could not serve again.
    lost: bool,
}

impl Pool {
    /// Keeps a connection; where there are too many, the one that has waited longest is closed.
    pub(super) fn put(&mut self, kept: Kept, now: Instant) {
        let patience = kept.patience.unwrap_or(limits::IDLE_CONNECTION);
        let patience = patience.min(limits::IDLE_CONNECTION);
        // An end beyond the clock would be the end of the run.
        let until = now.checked_add(patience).unwrap_or(now);
        if self.waiting.len() >= limits::IDLE_CONNECTIONS {
            self.waiting.remove(0).1.connection.stream.close();
        }
        self.waiting.push((until, kept));
    }

    /// A connection for a request to this origin, which goes through `forward` where a proxy would
    /// forward it. One that the server has closed, or said it would have closed by now, is none;
    /// nor is one on which something came that nobody asked for.
    pub(super) fn take(
        &mut self,
        origin: &Origin,
        forward: Option<&Proxy>,
        now: Instant,
    ) -> Option<Connection> {
        let fits = |(_, kept): &(Instant, Kept)| {
            kept.origin == *origin || may_forward(origin, kept.connection.forward.as_ref(), forward)
        };
        self.lost = false;
        while let Some(at) = self.waiting.iter().rposition(fits) {
            let (until, kept) = self.waiting.remove(at);
            let mut connection = kept.connection;
            if now < until && connection.stream.is_idle() {
                return Some(connection);
            }
            connection.stream.close();
            self.lost = true;
        }
        None
    }

    /// Whether the last [`Pool::take`] met a connection that could not serve again.
    pub(super) fn has_lost(&self) -> bool {
        self.lost
    }
}

impl Drop for Pool {
    /// Ends the connections in good order.
    fn drop(&mut self) {
        for (_, kept) in self.waiting.drain(..) {
            kept.connection.stream.close();
        }
    }
}

/// Whether a connection to a proxy serves another origin: the proxy is told with each request where
/// that goes, if it is the same one. A tunnel leads to one origin alone.
fn may_forward(origin: &Origin, open: Option<&Arc<Proxy>>, wanted: Option<&Proxy>) -> bool {
    let same =
        matches!((open, wanted), (Some(open), Some(wanted)) if ptr::eq(&raw const **open, wanted));
    same && origin.scheme == Scheme::Http
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock;
    use crate::base::deadline::{Deadline, Phase};
    use crate::http::origin::Host;
    use crate::transport::proxy::Protocol;
    use crate::transport::socket::Socket;
    use crate::transport::stream::Stream;
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;

    const SECOND: Duration = Duration::from_secs(1);

    fn origin(scheme: Scheme, port: u16) -> Origin {
        let host = Host::Name("a.test".to_owned());
        Origin { scheme, host, port }
    }

    fn proxy() -> Arc<Proxy> {
        Arc::new(Proxy {
            protocol: Protocol::Http,
            host: Host::Name("proxy.test".to_owned()),
            port: 3128,
            login: None,
            fields: Vec::new(),
        })
    }

    fn kept(origin: Origin, forward: Option<Arc<Proxy>>) -> (Kept, UnixStream) {
        let (near, far) = UnixStream::pair().unwrap();
        near.set_nonblocking(true).unwrap();
        let deadline = Deadline::never(Phase::Receive);
        let stream = Stream::plain(Socket::new(OwnedFd::from(near), deadline));
        let peer = format!("a.test:{}", origin.port);
        let connection = Connection {
            number: 0,
            stream,
            peer,
            forward,
        };
        let patience = None;
        let kept = Kept {
            origin,
            connection,
            patience,
        };
        (kept, far)
    }

    fn peer(taken: Option<Connection>) -> Option<String> {
        taken.map(|connection| connection.peer)
    }

    #[test]
    fn a_connection_serves_its_own_origin_once() {
        let (mut pool, now) = (Pool::default(), clock::now());
        let (one, _far) = kept(origin(Scheme::Http, 1), None);
        let (two, _other) = kept(origin(Scheme::Http, 2), None);
        pool.put(one, now);
        pool.put(two, now);
        assert_eq!(peer(pool.take(&origin(Scheme::Https, 1), None, now)), None);
        assert_eq!(peer(pool.take(&origin(Scheme::Http, 3), None, now)), None);
        let first = pool.take(&origin(Scheme::Http, 1), None, now);
        assert_eq!(peer(first).unwrap(), "a.test:1");
        assert_eq!(peer(pool.take(&origin(Scheme::Http, 1), None, now)), None);
        let second = pool.take(&origin(Scheme::Http, 2), None, now);
        assert_eq!(peer(second).unwrap(), "a.test:2");
    }

    #[test]
    fn only_the_same_forwarding_proxy_serves_another_origin() {
        let (ours, other) = (proxy(), proxy());
        for (open, wanted, scheme, served) in [
            (Some(&ours), Some(&ours), Scheme::Http, true),
            (Some(&ours), Some(&other), Scheme::Http, false),
            (Some(&ours), None, Scheme::Http, false),
            (None, Some(&ours), Scheme::Http, false),
            (None, None, Scheme::Http, false),
            (Some(&ours), Some(&ours), Scheme::Https, false),
        ] {
            let (mut pool, now) = (Pool::default(), clock::now());
            let (one, _far) = kept(origin(Scheme::Http, 1), open.cloned());
            pool.put(one, now);
            let taken = pool.take(&origin(scheme, 2), wanted.map(Arc::as_ref), now);
            assert_eq!(taken.is_some(), served, "{open:?} {wanted:?} {scheme:?}");
        }
    }

    #[test]
    fn nothing_is_kept_longer_than_the_server_or_the_limit_says() {
        for (patience, age, served) in [
            (None, limits::IDLE_CONNECTION - SECOND, true),
            (None, limits::IDLE_CONNECTION, false),
            (Some(SECOND * 5), SECOND * 4, true),
            (Some(SECOND * 5), SECOND * 5, false),
            (Some(Duration::ZERO), Duration::ZERO, false),
            (Some(Duration::MAX), limits::IDLE_CONNECTION, false),
        ] {
            let (mut pool, now) = (Pool::default(), clock::now());
            let (mut one, _far) = kept(origin(Scheme::Http, 1), None);
            one.patience = patience;
            pool.put(one, now);
            let taken = pool.take(&origin(Scheme::Http, 1), None, now + age);
            assert_eq!(taken.is_some(), served, "{patience:?} {age:?}");
        }
    }

    #[test]
    fn bytes_nobody_asked_for_and_an_end_forbid_reuse() {
        let (mut pool, now) = (Pool::default(), clock::now());
        let (one, mut far) = kept(origin(Scheme::Http, 1), None);
        far.write_all(b"H").unwrap();
        pool.put(one, now);
        assert!(pool.take(&origin(Scheme::Http, 1), None, now).is_none());
        let (two, far) = kept(origin(Scheme::Http, 1), None);
        drop(far);
        pool.put(two, now);
        assert!(pool.take(&origin(Scheme::Http, 1), None, now).is_none());
    }

    #[test]
    fn the_one_that_waited_longest_makes_room() {
        let (mut pool, now) = (Pool::default(), clock::now());
        let mut far = Vec::new();
        for port in 0..=limits::IDLE_CONNECTIONS {
            let (one, end) = kept(origin(Scheme::Http, u16::try_from(port).unwrap()), None);
            far.push(end);
            pool.put(one, now);
        }
        assert!(pool.take(&origin(Scheme::Http, 0), None, now).is_none());
        assert!(pool.take(&origin(Scheme::Http, 1), None, now).is_some());
    }
}
