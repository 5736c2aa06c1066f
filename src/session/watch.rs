//! What a session sees of its connections: whether one was opened where another was already, and
//! why that one served no longer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::escape::Escaped;
use crate::base::event::{Event, Observer};
use crate::base::limits;

/// What was seen, by all watchers together.
#[derive(Debug, Clone, Default)]
pub struct Seen(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// The peers that a connection was opened to, the first of them.
    peers: Vec<String>,
    /// How often another connection took the place of one.
    reopened: u64,
    /// The line at which that happened first.
    line: Option<u64>,
    /// Why the last one serves no longer, where that was told.
    parted: Option<String>,
    /// The last reopening, until it is told.
    news: Option<String>,
}

impl Seen {
    /// A watcher of an exchange.
    pub fn watcher(&self) -> Box<dyn Observer> {
        self.watcher_at(None)
    }

    /// A watcher of what this line asks for.
    pub fn watcher_at(&self, line: Option<u64>) -> Box<dyn Observer> {
        let seen = self.clone();
        Box::new(Watcher { seen, line })
    }

    /// What there is to say of another connection that was opened since this was last asked: a
    /// line with its end.
    pub fn news(&self) -> Option<String> {
        let why = self.state().news.take()?;
        let why = Escaped(why.as_bytes());
        Some(format!("the connection was opened again: {why}\n"))
    }

    /// How often one connection took the place of another.
    pub fn reopened(&self) -> u64 {
        self.state().reopened
    }

    /// The first line at which that happened.
    pub fn first(&self) -> Option<u64> {
        self.state().line
    }

    /// Has the next connection be told of as following from the user's own Ctrl-C.
    pub fn stopped(&self) {
        let why = "what went over it was stopped";
        self.state().parted = Some(why.to_owned());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// A connection to this peer is open. It takes the place of another where there was one to the
    /// same peer, or where one is known to be gone: a name may have several addresses.
    fn connected(&mut self, peer: &str, line: Option<u64>) {
        let parted = self.parted.take();
        let known = self.peers.iter().any(|known| known == peer);
        if !known && self.peers.len() < limits::IDLE_CONNECTIONS {
            self.peers.push(peer.to_owned());
        }
        if !known && parted.is_none() {
            return;
        }
        self.reopened = self.reopened.saturating_add(1);
        self.line = self.line.or(line);
        let why = "the connection ended with the last answer";
        self.news = Some(parted.unwrap_or_else(|| why.to_owned()));
    }
}

struct Watcher {
    seen: Seen,
    line: Option<u64>,
}

impl Observer for Watcher {
    fn on(&mut self, event: &Event<'_>) {
        match event {
            Event::Connected { peer, .. } => self.seen.state().connected(peer, self.line),
            Event::Parted(why) => self.seen.state().parted = Some((*why).to_owned()),
            Event::Asking { .. }
            | Event::Resolved { .. }
            | Event::Connecting { .. }
            | Event::AttemptFailed { .. }
            | Event::Secured(_)
            | Event::Reused { .. }
            | Event::RequestHead(_)
            | Event::RequestSent { .. }
            | Event::FirstByte
            | Event::ResponseHead(_)
            | Event::Trailers(_)
            | Event::Received { .. }
            | Event::Ended
            | Event::Retry(_)
            | Event::Note(_)
            | Event::Warning(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::event::Ends;
    use std::time::Duration;

    /// What is told of these peers, connected to in turn; `-` before one is that it is lost.
    fn told(peers: &[&str]) -> (u64, Option<u64>) {
        let seen = Seen::default();
        for (line, peer) in (1..).zip(peers) {
            let mut watcher = seen.watcher_at(Some(line));
            let ends = Ends(&|| None);
            match peer.strip_prefix('-') {
                Some(why) => watcher.on(&Event::Parted(why)),
                None => watcher.on(&Event::Connected {
                    peer,
                    took: Duration::ZERO,
                    ends,
                }),
            }
        }
        (seen.reopened(), seen.first())
    }

    #[test]
    fn a_connection_is_opened_again_where_there_was_one() {
        for (peers, wanted) in [
            (&["a"][..], (0, None)),
            (&["a", "b", "c"], (0, None)),
            (&["a", "b", "a"], (1, Some(3))),
            (&["a", "a", "a"], (2, Some(2))),
            (&["a", "-closed", "b"], (1, Some(3))),
            (&["a", "-closed"], (0, None)),
        ] {
            assert_eq!(told(peers), wanted, "{peers:?}");
        }
    }

    #[test]
    fn the_reason_is_told_once() {
        let seen = Seen::default();
        for _ in 0..2 {
            let (peer, took, ends) = ("a", Duration::ZERO, Ends(&|| None));
            seen.watcher().on(&Event::Connected { peer, took, ends });
            seen.watcher().on(&Event::Parted("it was idle"));
        }
        assert_eq!(
            seen.news().as_deref(),
            Some("the connection was opened again: it was idle\n")
        );
        assert_eq!(seen.news(), None);
    }
}
