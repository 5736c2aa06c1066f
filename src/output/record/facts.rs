//! The facts of one job: its exchanges in order, with redirects, rounds of credentials and
//! attempts that were given up; the last is the one whose answer counts.

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use super::leg::{Ends, Leg};
use crate::base::clock;
use crate::base::event::{Event, Observer, Secured};
use crate::base::limits;
use crate::http::head::ResponseHead;

/// An observer that remembers.
#[derive(Debug, Clone)]
pub struct Facts {
    /// When the job began.
    pub start: Instant,
    /// The same for people.
    pub date: SystemTime,
    /// The exchanges, in order; none where it did not come to one.
    pub legs: Vec<Leg>,
    /// When all was over.
    pub end: Option<Instant>,
    /// Where in `legs` the last attempt begins.
    pub attempt: usize,
    /// Attempts beyond the first.
    pub retries: usize,
    /// The head of the response that is delivered.
    pub head: Option<ResponseHead>,
    /// Redirects that led there.
    pub redirects: usize,
    /// Where a redirect leads that was not followed.
    pub redirect_url: Option<String>,
    /// The file that the body goes to.
    pub file: Option<PathBuf>,
    /// What was said to have gone wrong.
    pub error: Option<String>,
    /// What is known of connections, by whom they lead to: a kept one tells nothing when it is
    /// used again.
    known: Vec<Known>,
}

/// What was found out when a connection was opened.
#[derive(Debug, Clone)]
struct Known {
    peer: String,
    ends: Option<Ends>,
    tls: Option<Secured>,
}

impl Facts {
    /// Nothing known yet.
    pub fn begin() -> Self {
        Self {
            start: clock::now(),
            date: clock::today(),
            legs: Vec::new(),
            end: None,
            attempt: 0,
            retries: 0,
            head: None,
            redirects: 0,
            redirect_url: None,
            file: None,
            error: None,
            known: Vec::new(),
        }
    }

    /// Nothing known yet but the connections that an earlier job has left.
    pub fn after(earlier: Option<Self>) -> Self {
        let known = earlier.map(|earlier| earlier.known);
        Self {
            known: known.unwrap_or_default(),
            ..Self::begin()
        }
    }

    /// The exchanges of the last attempt.
    pub fn last_attempt(&self) -> &[Leg] {
        self.legs.get(self.attempt..).unwrap_or_default()
    }

    /// The exchange whose answer counts.
    pub fn last(&self) -> Option<&Leg> {
        self.legs.last()
    }

    /// All is over; later calls change nothing.
    pub fn finish(&mut self) {
        self.end.get_or_insert_with(clock::now);
    }

    /// How long it took, or has taken.
    pub fn total(&self) -> Duration {
        let end = self.end.unwrap_or_else(clock::now);
        end.saturating_duration_since(self.start)
    }

    /// Enters one event, seen at `now`. Exchanges beyond a bound replace the last: a loop of
    /// attempts must not fill the memory.
    fn enter(&mut self, event: &Event<'_>, now: Instant) {
        if let Event::Asking { method, uri } = event {
            let leg = Leg::new((*method).to_owned(), uri.to_string(), now);
            if self.legs.len() >= MOST_LEGS {
                self.legs.pop();
                self.attempt = self.attempt.min(self.legs.len());
            }
            self.legs.push(leg);
        } else if let Event::Retry(_) = event {
            self.attempt = self.legs.len();
            self.retries = self.retries.saturating_add(1);
        } else if let Some(leg) = self.legs.last_mut() {
            leg.enter(event, now);
            if let Event::Reused { peer } = event {
                leg.reuse(&self.known, peer);
            } else if matches!(event, Event::Connected { .. } | Event::Secured(_)) {
                self.learn();
            }
        }
    }

    /// Keeps what the last exchange has found out about its connection; the oldest is forgotten.
    fn learn(&mut self) {
        let Some(leg) = self.legs.last() else {
            return;
        };
        let Some(peer) = leg.peer.clone() else {
            return;
        };
        self.known.retain(|known| known.peer != peer);
        if self.known.len() >= limits::IDLE_CONNECTIONS {
            self.known.drain(..1);
        }
        let (ends, tls) = (leg.ends, leg.tls.clone());
        self.known.push(Known { peer, ends, tls });
    }
}

impl Leg {
    fn reuse(&mut self, known: &[Known], peer: &str) {
        if let Some(known) = known.iter().find(|known| known.peer == peer) {
            (self.ends, self.tls) = (known.ends, known.tls.clone());
        }
    }

    fn enter(&mut self, event: &Event<'_>, now: Instant) {
        match event {
            Event::Resolved { .. } => self.resolved = Some(now),
            Event::Connected { peer, ends, .. } => {
                (self.connected, self.reused) = (Some(now), false);
                self.peer = Some((*peer).to_owned());
                self.ends = (ends.0)().map(|(local, remote)| Ends { local, remote });
            }
            Event::Secured(secured) => {
                self.secured = Some(now);
                self.tls = Some((*secured).clone());
            }
            Event::Reused { peer } => {
                self.reused = true;
                self.peer = Some((*peer).to_owned());
            }
            Event::RequestHead(head) => self.asks(head, now),
            Event::RequestSent { content } => {
                self.sent = Some(now);
                self.uploaded = *content;
            }
            Event::FirstByte => {
                self.first_byte.get_or_insert(now);
            }
            Event::ResponseHead(head) => self.answers(head),
            Event::Trailers(trailers) => self.trailers = trailers.to_vec(),
            Event::Received { content } => self.downloaded = *content,
            Event::Ended => self.ended = Some(now),
            Event::Connecting { .. } => {
                self.connecting.get_or_insert(now);
            }
            Event::Asking { .. }
            | Event::AttemptFailed { .. }
            | Event::Retry(_)
            | Event::Note(_)
            | Event::Parted(_)
            | Event::Warning(_) => {}
        }
    }
}

impl Observer for Facts {
    fn on(&mut self, event: &Event<'_>) {
        self.enter(event, clock::now());
    }
}

/// Exchanges of one job that are remembered.
const MOST_LEGS: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_belong_to_the_exchange_they_came_in() {
        let mut facts = Facts::begin();
        facts.on(&Event::Ended);
        for (uri, status) in [("http://a.test/1", "302"), ("http://a.test/2", "200")] {
            facts.on(&Event::Asking {
                method: "GET",
                uri: format_args!("{uri}"),
            });
            facts.on(&Event::RequestHead(b"GET / HTTP/1.1\r\n\r\n"));
            facts.on(&Event::RequestSent { content: 7 });
            facts.on(&Event::FirstByte);
            facts.on(&Event::ResponseHead(status.as_bytes()));
            facts.on(&Event::Received { content: 9 });
            facts.on(&Event::Ended);
        }
        assert_eq!(facts.legs.len(), 2);
        let last = facts.last().unwrap();
        assert_eq!(last.uri, "http://a.test/2");
        assert_eq!(last.response_heads, [b"200"]);
        assert_eq!((last.uploaded, last.downloaded), (7, 9));
        assert!(last.first_byte >= last.sent && last.ended >= last.first_byte);
        assert_eq!(facts.legs[0].response_heads, [b"302"]);
    }

    #[test]
    fn exchanges_are_bounded() {
        let mut facts = Facts::begin();
        for number in 0..=MOST_LEGS {
            facts.on(&Event::Asking {
                method: "GET",
                uri: format_args!("{number}"),
            });
        }
        assert_eq!(facts.legs.len(), MOST_LEGS);
        assert_eq!(facts.last().unwrap().uri, MOST_LEGS.to_string());
    }
}
