//! The facts of one exchange: what was asked of whom, when each step was over, what came.
//!
//! Instants are kept as they were; [`Leg::phases`] makes of them what people compare: how long
//! each phase took, which add up to the whole.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::base::event::Secured;

/// One request and its answer, as far as it came.
#[derive(Debug, Clone)]
pub struct Leg {
    /// The method.
    pub method: String,
    /// The target URI.
    pub uri: String,
    /// When it began.
    pub begun: Instant,
    /// Whom the connection leads to: `127.0.0.1:8080` or a socket's path.
    pub peer: Option<String>,
    /// The addresses of both ends, where there are any.
    pub ends: Option<Ends>,
    /// Whether an open connection was used again.
    pub reused: bool,
    /// When the name was looked up, the connection open, TLS up.
    pub resolved: Option<Instant>,
    /// When the first connection was tried.
    pub connecting: Option<Instant>,
    /// When the connection was open.
    pub connected: Option<Instant>,
    /// When TLS was up.
    pub secured: Option<Instant>,
    /// What is known of TLS.
    pub tls: Option<Secured>,
    /// When the first byte of the request could go out.
    pub sending: Option<Instant>,
    /// When the request had gone out whole.
    pub sent: Option<Instant>,
    /// When the first byte of a response came.
    pub first_byte: Option<Instant>,
    /// When the body had come to its end.
    pub ended: Option<Instant>,
    /// The head as sent.
    pub request_head: Vec<u8>,
    /// The bytes of heads that were sent, those to proxies too.
    pub asked_bytes: usize,
    /// The bytes of heads that came, those from proxies too.
    pub answer_bytes: usize,
    /// What a proxy said to a CONNECT.
    pub tunnel: Option<Tunnel>,
    /// Content sent, in bytes.
    pub uploaded: u64,
    /// The heads as received (folds undone), interim ones too, in order.
    pub response_heads: Vec<Vec<u8>>,
    /// The trailer section as received.
    pub trailers: Vec<u8>,
    /// Content received, in bytes, codings not undone.
    pub downloaded: u64,
}

/// A CONNECT on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tunnel {
    /// It was sent: heads that come now are the proxy's.
    Asked {
        /// The status that has come so far.
        status: Option<u16>,
    },
    /// The request itself has gone out since.
    Open {
        /// The proxy's last status.
        status: Option<u16>,
    },
}

/// The addresses of a connection's two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// Ours.
    pub local: SocketAddr,
    /// The peer's, or its proxy's.
    pub remote: SocketAddr,
}

/// How long each phase took; zero for one that did not take place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Phases {
    /// Looking up the name.
    pub resolve: Duration,
    /// Opening the connection.
    pub connect: Duration,
    /// The TLS handshake.
    pub tls: Duration,
    /// Sending the request.
    pub send: Duration,
    /// Waiting for the first byte.
    pub wait: Duration,
    /// Receiving the response.
    pub receive: Duration,
}

impl Leg {
    pub(super) fn new(method: String, uri: String, begun: Instant) -> Self {
        Self {
            method,
            uri,
            begun,
            peer: None,
            ends: None,
            reused: false,
            resolved: None,
            connecting: None,
            connected: None,
            secured: None,
            tls: None,
            sending: None,
            sent: None,
            first_byte: None,
            ended: None,
            request_head: Vec::new(),
            asked_bytes: 0,
            answer_bytes: 0,
            tunnel: None,
            uploaded: 0,
            response_heads: Vec::new(),
            trailers: Vec::new(),
            downloaded: 0,
        }
    }

    /// The status of the last head that came.
    pub fn status(&self) -> Option<u16> {
        status_of(self.response_heads.last()?)
    }

    /// What the last proxy on the way said to a CONNECT.
    pub fn tunnel_status(&self) -> Option<u16> {
        match self.tunnel? {
            Tunnel::Asked { status } | Tunnel::Open { status } => status,
        }
    }

    /// Enters a request head: the request's own, or one that asks a proxy for a tunnel.
    pub(super) fn asks(&mut self, head: &[u8], now: Instant) {
        self.asked_bytes = self.asked_bytes.saturating_add(head.len());
        if self.method != "CONNECT" && head.starts_with(b"CONNECT ") {
            self.tunnel = Some(Tunnel::Asked { status: None });
            return;
        }
        let status = self.tunnel_status();
        self.tunnel = self.tunnel.map(|_| Tunnel::Open { status });
        self.request_head = head.to_vec();
        self.sending.get_or_insert(now);
    }

    /// Enters a response head: the response's own, or a proxy's.
    pub(super) fn answers(&mut self, head: &[u8]) {
        self.answer_bytes = self.answer_bytes.saturating_add(head.len());
        match &mut self.tunnel {
            Some(Tunnel::Asked { status }) => *status = status_of(head),
            Some(Tunnel::Open { .. }) | None => self.response_heads.push(head.to_vec()),
        }
    }

    /// How long each phase took, up to `now` for the one that is under way. A phase that was
    /// passed over takes no time, so that the sum is the whole: an answer may come before the
    /// request is sent.
    pub fn phases(&self, now: Instant) -> Phases {
        let mut at = self.begun;
        let mut until = |end: Option<Instant>| {
            let end = end.unwrap_or(at).max(at);
            let took = end.saturating_duration_since(at);
            at = end;
            took
        };
        let resolve = until(self.resolved);
        let connect = until(self.connected);
        let tls = until(self.secured);
        // What lies between an open connection and the head going out belongs to sending.
        let send = until(self.sent.min_known(self.first_byte));
        let wait = until(self.first_byte);
        let receive = until(self.ended);
        let mut phases = Phases {
            resolve,
            connect,
            tls,
            send,
            wait,
            receive,
        };
        let rest = now.saturating_duration_since(at);
        *phases.under_way(self) += rest;
        phases
    }
}

fn status_of(head: &[u8]) -> Option<u16> {
    let code = head.split(|byte| *byte == b' ').nth(1)?;
    std::str::from_utf8(code.get(..3)?).ok()?.parse().ok()
}

impl Phases {
    /// The phase that had not ended.
    fn under_way(&mut self, leg: &Leg) -> &mut Duration {
        if leg.first_byte.is_some() {
            &mut self.receive
        } else if leg.sent.is_some() {
            &mut self.wait
        } else if leg.sending.is_some() {
            &mut self.send
        } else if leg.connected.is_some() {
            &mut self.tls
        } else if leg.resolved.or(leg.connecting).is_some() {
            &mut self.connect
        } else {
            &mut self.resolve
        }
    }

    /// All of them together.
    pub fn total(&self) -> Duration {
        [
            self.resolve,
            self.connect,
            self.tls,
            self.send,
            self.wait,
            self.receive,
        ]
        .iter()
        .sum()
    }
}

/// The earlier of two instants of which either may be unknown.
trait MinKnown {
    fn min_known(self, other: Self) -> Self;
}

impl MinKnown for Option<Instant> {
    fn min_known(self, other: Self) -> Self {
        match (self, other) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock;

    fn leg(steps: [Option<u64>; 7]) -> (Leg, Instant) {
        let start = clock::now();
        let at = |step: Option<u64>| step.map(|ms| start + Duration::from_millis(ms));
        let mut leg = Leg::new("GET".to_owned(), "http://a.test/".to_owned(), start);
        let [
            resolved,
            connected,
            secured,
            sending,
            sent,
            first_byte,
            ended,
        ] = steps.map(at);
        (leg.resolved, leg.connected, leg.secured) = (resolved, connected, secured);
        (leg.sending, leg.sent) = (sending, sent);
        (leg.first_byte, leg.ended) = (first_byte, ended);
        (leg, start)
    }

    fn phases(steps: [Option<u64>; 7], now: u64) -> [u128; 6] {
        let (leg, start) = leg(steps);
        let now = start + Duration::from_millis(now);
        let phases = leg.phases(now);
        assert_eq!(phases.total(), now.duration_since(start));
        [
            phases.resolve,
            phases.connect,
            phases.tls,
            phases.send,
            phases.wait,
            phases.receive,
        ]
        .map(|took| took.as_millis())
    }

    #[test]
    fn phases_add_up_to_the_whole() {
        let all = [1, 3, 6, 6, 10, 15, 21].map(Some);
        assert_eq!(phases(all, 21), [1, 2, 3, 4, 5, 6]);
        let reused = [None, None, None, Some(0), Some(1), Some(3), Some(4)];
        assert_eq!(phases(reused, 4), [0, 0, 0, 1, 2, 1]);
    }

    #[test]
    fn what_was_under_way_at_the_end_took_the_rest() {
        for (known, expected) in [
            (0, [9, 0, 0, 0, 0, 0]),
            (1, [1, 8, 0, 0, 0, 0]),
            (2, [1, 1, 7, 0, 0, 0]),
            (3, [1, 1, 1, 6, 0, 0]),
            (5, [1, 1, 1, 2, 4, 0]),
            (6, [1, 1, 1, 2, 1, 3]),
        ] {
            let steps: [u64; 7] = [1, 2, 3, 3, 5, 6, 7];
            let mut given = steps.map(Some);
            given[known.min(7)..].fill(None);
            if known == 3 {
                given[3] = Some(3);
            }
            assert_eq!(phases(given, 9), expected, "{known}");
        }
    }

    #[test]
    fn an_answer_before_the_request_is_sent_ends_sending() {
        let early = [Some(0), Some(1), None, Some(1), None, Some(4), Some(6)];
        assert_eq!(phases(early, 6), [0, 1, 0, 3, 0, 2]);
        let late = [Some(0), Some(1), None, Some(1), Some(5), Some(4), Some(6)];
        assert_eq!(phases(late, 6), [0, 1, 0, 3, 0, 2]);
    }
}
