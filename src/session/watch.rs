//! What a session sees of its connections: whether one was opened where another was already, and
//! why that one served no longer.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::event::{Event, Observer};
use crate::http::origin::Origin;

/// What was seen, by all watchers together.
#[derive(Debug, Clone, Default)]
pub struct Seen(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// How the URLs of the session's own origin begin.
    home: Option<String>,
    /// The URL that was asked for last.
    asked: String,
    /// Whether there was a connection before.
    opened: bool,
    /// How often another took its place.
    reopened: u64,
    /// Why the last one serves no longer, where that was told.
    parted: Option<String>,
    /// The last reopening, until it is told.
    news: Option<String>,
}

impl State {
    /// Whether what happens is about the session's own server: connections to others are theirs.
    fn is_home(&self) -> bool {
        let home = self.home.as_ref();
        self.asked.is_empty() || home.is_none_or(|home| self.asked.starts_with(home))
    }
}

impl Seen {
    /// Nothing yet of a session that leads to this origin.
    pub fn of(origin: &Origin) -> Self {
        Self(Arc::new(Mutex::new(State {
            home: Some(format!("{origin}/")),
            ..State::default()
        })))
    }

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

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Watcher(Seen);

impl Observer for Watcher {
    fn on(&mut self, event: &Event<'_>) {
        match event {
            Event::Asking { uri, .. } => {
                let mut state = self.0.state();
                state.asked.clear();
                // Writing to a String does not fail.
                let _ = state.asked.write_fmt(*uri);
            }
            Event::Connected { .. } => {
                let mut state = self.0.state();
                if !state.is_home() {
                    return;
                }
                let parted = state.parted.take();
                if std::mem::replace(&mut state.opened, true) {
                    state.reopened = state.reopened.saturating_add(1);
                    let why = "the connection ended with the last answer";
                    state.news = Some(parted.unwrap_or_else(|| why.to_owned()));
                }
            }
            Event::Parted(why) => {
                let mut state = self.0.state();
                if state.is_home() {
                    state.parted = Some((*why).to_owned());
                }
            }
            Event::Resolved { .. }
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
