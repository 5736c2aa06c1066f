//! What a session sees of its connections: whether one was opened where another was already, and
//! why that one served no longer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::event::{Event, Observer};

/// What was seen, by all watchers together.
#[derive(Debug, Clone, Default)]
pub struct Seen(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// Whether there was a connection before.
    opened: bool,
    /// How often another took its place.
    reopened: u64,
    /// Why the last one serves no longer, where that was told.
    parted: Option<String>,
    /// The last reopening, until it is told.
    news: Option<String>,
}

impl Seen {
    /// A watcher of an exchange.
    pub fn watcher(&self) -> Box<dyn Observer> {
        Box::new(Watcher(self.clone()))
    }

    /// Why another connection was opened since this was last asked, where one was.
    pub fn news(&self) -> Option<String> {
        self.state().news.take()
    }

    /// How often one connection took the place of another.
    pub fn reopened(&self) -> u64 {
        self.state().reopened
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

struct Watcher(Seen);

impl Observer for Watcher {
    fn on(&mut self, event: &Event<'_>) {
        match event {
            Event::Connected { .. } => {
                let mut state = self.0.state();
                let parted = state.parted.take();
                if std::mem::replace(&mut state.opened, true) {
                    state.reopened = state.reopened.saturating_add(1);
                    let why = "the connection ended with the last answer";
                    state.news = Some(parted.unwrap_or_else(|| why.to_owned()));
                }
            }
            Event::Parted(why) => self.0.state().parted = Some((*why).to_owned()),
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
