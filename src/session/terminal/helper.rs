//! What rustyline asks of us while a line is typed: completions; and what we learn on the way:
//! whether anything is typed.

use std::cell::Cell;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::Validator;
use rustyline::{Context, Result};

use super::complete::{self, Known};
use crate::base::escape::Escaped;
use crate::base::interrupt;

/// The helper of the editor.
#[derive(Default)]
pub struct Helper {
    /// What completions are made of besides the program's own words.
    pub known: Known,
    /// Whether a line is typed that has completions: no line of a body has.
    command: Cell<bool>,
    empty: Cell<bool>,
}

impl Helper {
    /// Another line is typed from now on.
    pub fn begin(&self, command: bool) {
        self.command.set(command);
        self.empty.set(true);
    }

    /// Whether nothing was typed when this was last seen.
    pub fn is_empty(&self) -> bool {
        self.empty.get()
    }
}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        if !self.command.get() {
            return Ok((at, Vec::new()));
        }
        let found = complete::complete(line, at, &self.known, &complete::files::in_directory);
        let alone = found.words.len() == 1;
        let pairs = found.words.into_iter().map(|word| {
            let open = word.text.ends_with(['/', '=', ':', '@', '\'', '"', ' ']);
            let blank = if alone && !open { " " } else { "" };
            Pair {
                // A file's name may hold what would move the cursor.
                display: Escaped(word.shown.as_bytes()).to_string(),
                replacement: format!("{}{blank}", word.text),
            }
        });
        Ok((found.start, pairs.collect()))
    }
}

impl Hinter for Helper {
    type Hint = String;

    fn hint(&self, line: &str, _: usize, _: &Context<'_>) -> Option<String> {
        self.empty.set(line.is_empty());
        // From now on Ctrl-C is a key: one that came late was for what is over.
        interrupt::take();
        None
    }
}

impl Highlighter for Helper {}
impl Validator for Helper {}
impl rustyline::Helper for Helper {}
