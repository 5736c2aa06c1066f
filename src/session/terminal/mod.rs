//! A session with a person: a prompt, lines that are edited (`editor`), recalled (`history`, which
//! `secrets` keeps clean) and completed (`complete`). What is done with a line is `desk`'s alone.
//!
//! Ctrl-C gives up what a line has under way, never the session; the terminal's modes are put back
//! however it ends. The exit status is 0 unless the session itself could not work: whoever sat
//! there has seen what failed, and a shell's prompt should not show the typo before last.

pub mod complete;
pub mod editor;
pub mod helper;
pub mod history;
pub mod plain;
pub mod prompt;
pub mod secrets;

use super::desk::{Desk, Mode, Step};
use super::input::{Input, Next};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::interrupt;
use crate::cli::session::Opening;
use crate::output::config::Verbosity;
use crate::output::{failure, signals, stderr};
use crate::run::session::Session;
use editor::Typist;

/// Runs a session at the terminal that stdin is.
pub fn run(opening: Opening) -> Kind {
    let Opening {
        grammar,
        plan,
        cookies,
        ..
    } = opening;
    let (silent, colour) = (
        plan.output.verbosity < Verbosity::Normal,
        plan.output.colour_stderr,
    );
    let begun = Session::begin(&plan, cookies).and_then(|session| {
        let typist = Typist::new(grammar.env(), grammar.base().clone(), colour)?;
        Ok((session, typist))
    });
    let (session, typist) = match begun {
        Ok(begun) => begun,
        Err(failure) => {
            stderr::say(&failure::line(&failure, colour));
            return failure.kind;
        }
    };
    // Without them a signal leaves the terminal as it was while a line was edited: no reason not
    // to begin.
    let _ = signals::restore_at_end(PASTE_OFF);
    interrupt::arm();
    let desk = Desk::new(grammar, session, Mode::Terminal);
    let mut room = Room {
        input: Input::new(typist),
        desk,
        silent,
        colour,
    };
    room.open();
    let outcome = room.all();
    interrupt::disarm();
    room.desk.session.end(outcome)
}

/// Has the terminal give pasted lines as if they were typed again.
const PASTE_OFF: &str = "\x1b[?2004l";

/// A person and what is done for them.
struct Room {
    input: Input<Typist>,
    desk: Desk,
    silent: bool,
    colour: bool,
}

impl Room {
    /// Opens the connection, and says whereto or why not.
    fn open(&mut self) {
        let origin = self.desk.grammar.base().origin.clone();
        let watcher = self.desk.seen.watcher();
        match self.desk.session.connect(&origin, watcher) {
            Ok(()) => {
                let place = format!("{}:{}", origin.host, origin.port);
                self.aside(&format!(
                    "connected to {place}; type help, or METHOD PATH, such as GET /"
                ));
            }
            Err(failure) => {
                self.tell(&failure);
                self.aside("every request tries again; type help, or exit to leave");
            }
        }
        interrupt::take();
    }

    /// Takes lines until the person leaves.
    fn all(&mut self) -> Kind {
        loop {
            self.input.lines().at(self.desk.grammar.base());
            let step = match self.input.take() {
                Ok(Next::Typed(typed)) => {
                    if let Some(path) = complete::target(&typed.words) {
                        self.input.lines().learn(path);
                    }
                    self.desk.take(typed)
                }
                Ok(Next::Wrong(number, failure)) => self.desk.wrong(number, &failure),
                Ok(Next::Dropped) => continue,
                Ok(Next::End) => return Kind::Success,
                Err(failure) => {
                    self.tell(&failure);
                    return failure.kind;
                }
            };
            if step == Step::Leave {
                return Kind::Success;
            }
            self.news();
            if interrupt::take() {
                self.input.lines().drop_pasted();
                self.desk.seen.stopped();
            }
        }
    }

    /// Says it where another connection had to be opened.
    fn news(&self) {
        if let Some(line) = self.desk.seen.news().filter(|_| !self.silent) {
            stderr::say(&line);
        }
    }

    fn tell(&self, failure: &Failure) {
        stderr::say(&failure::line(failure, self.colour));
    }

    fn aside(&self, text: &str) {
        if !self.silent {
            stderr::say(&format!("{text}\n"));
        }
    }
}
