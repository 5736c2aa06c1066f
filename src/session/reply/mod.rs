//! What a session on a terminal says of each response before its body comes: the status with its
//! meaning, the time, and that the connection was opened again where it was.

pub mod frames;
pub mod meaning;
mod status;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::base::clock;
use crate::base::event::{Event, Observer};
use crate::http::head::ResponseHead;
use crate::output::config::{Config, Verbosity};
use crate::output::herald::Herald;
use crate::output::{head, stderr};

use super::last::Last;
use super::watch::Seen;

/// Tells of the responses of one line.
#[derive(Clone)]
pub struct Reply {
    state: Arc<Mutex<State>>,
    seen: Seen,
    last: Last,
    manner: Manner,
}

#[derive(Debug, Default)]
struct State {
    /// When the request that is under way was begun.
    begun: Option<Instant>,
    /// What is said when all has come.
    held: String,
    /// The request is a HEAD: its answer has nothing to show but a head.
    bare: bool,
}

/// How it is told.
#[derive(Debug, Clone, Copy)]
struct Manner {
    silent: bool,
    colour: bool,
    /// After the frames, not before the body.
    late: bool,
}

impl Reply {
    /// Tells as the output of the line is to be; after everything else where that is `late`.
    pub fn new(output: &Config, late: bool, seen: Seen, last: Last) -> Self {
        let manner = Manner {
            silent: output.verbosity < Verbosity::Normal,
            colour: output.colour_stderr,
            late,
        };
        Self {
            state: Arc::default(),
            seen,
            last,
            manner,
        }
    }

    /// Who sees the events of the line.
    pub fn watcher(&self) -> Box<dyn Observer> {
        Box::new(Watcher {
            reply: self.clone(),
            seen: self.seen.watcher(),
        })
    }

    /// Says what was held back, and what is left to say of the connection.
    pub fn end(&self) {
        let held = self.with(|state| std::mem::take(&mut state.held));
        if !held.is_empty() {
            stderr::say(&held);
        }
        self.news();
    }

    /// Says that the connection was opened again.
    fn news(&self) {
        let news = self.seen.news();
        if let Some(line) = news.filter(|_| !self.manner.silent) {
            stderr::say(&line);
        }
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Herald for Reply {
    fn answered(&mut self, answer: &ResponseHead, followed: bool) {
        let took = match followed {
            true => None,
            false => {
                let begun = self.with(|state| state.begun.take());
                begun.map(|begun| clock::now().saturating_duration_since(begun))
            }
        };
        if !followed {
            let mut exchange = self.last.exchange();
            exchange.head = Some(answer.clone());
            exchange.took = took;
        }
        if self.manner.silent {
            return;
        }
        self.news();
        let meaning = match self.with(|state| state.bare) && answer.status.code() == 200 {
            true => HEAD_ALONE.to_owned(),
            false => meaning::of(answer.status, &answer.fields, followed),
        };
        let line = line(answer, &meaning, took, self.manner.colour);
        match self.manner.late {
            true => self.with(|state| state.held.push_str(&line)),
            false => stderr::say(&line),
        }
    }
}

/// What is told of the answer to a HEAD.
const HEAD_ALONE: &str = "done, its head came alone (-i shows it)";

/// `200 OK: done, here it is (3.2 ms)`
fn line(answer: &ResponseHead, meaning: &str, took: Option<Duration>, colour: bool) -> String {
    let status = status::told(answer);
    let took = took.map_or_else(String::new, |took| format!(" ({})", time(took)));
    let status = head::paint(answer.status).over(&status, colour);
    format!("{status}: {meaning}{took}\n")
}

/// `3.2 ms`, `1.24 s`
pub fn time(took: Duration) -> String {
    let seconds = took.as_secs_f64();
    match seconds {
        ..0.1 => format!("{:.1} ms", seconds * 1e3),
        ..1.0 => format!("{:.0} ms", seconds * 1e3),
        _ => format!("{seconds:.2} s"),
    }
}

struct Watcher {
    reply: Reply,
    seen: Box<dyn Observer>,
}

impl Observer for Watcher {
    fn on(&mut self, event: &Event<'_>) {
        if let Event::Asking { method, .. } = event {
            let now = clock::now();
            self.reply.with(|state| {
                // What is told is the time of all that a request took: challenges, redirects.
                state.begun.get_or_insert(now);
                state.bare = *method == "HEAD";
            });
        }
        self.seen.on(event);
        if matches!(event, Event::Connected { .. }) {
            // Now, since no answer may come: what failed then is told behind it.
            self.reply.news();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::Fields;
    use crate::http::head::Version;
    use crate::http::status::StatusCode;

    fn answer(code: u16, reason: &str) -> ResponseHead {
        ResponseHead {
            version: Version::Http11,
            status: StatusCode::new(code).unwrap(),
            status_line: Vec::new(),
            reason: reason.as_bytes().to_vec(),
            fields: Fields::default(),
        }
    }

    #[test]
    fn a_reply_is_a_line_of_status_meaning_and_time() {
        let took = Some(Duration::from_micros(3_240));
        for (code, reason, colour, told) in [
            (200, "OK", false, "200 OK: fine (3.2 ms)\n"),
            (404, "", false, "404 Not Found: fine (3.2 ms)\n"),
            (299, "", false, "299: fine (3.2 ms)\n"),
            (204, "\u{202e}", false, "204 \\u{202e}: fine (3.2 ms)\n"),
            (200, "OK", true, "\x1b[32m200 OK\x1b[0m: fine (3.2 ms)\n"),
            (404, "No", true, "\x1b[1;31m404 No\x1b[0m: fine (3.2 ms)\n"),
        ] {
            assert_eq!(line(&answer(code, reason), "fine", took, colour), told);
        }
        let hop = line(&answer(302, "Found"), "went on", None, false);
        assert_eq!(hop, "302 Found: went on\n");
    }

    #[test]
    fn times_are_told_with_the_digits_that_matter() {
        for (micros, told) in [
            (40, "0.0 ms"),
            (3_240, "3.2 ms"),
            (240_600, "241 ms"),
            (1_240_000, "1.24 s"),
        ] {
            assert_eq!(time(Duration::from_micros(micros)), told);
        }
    }
}
