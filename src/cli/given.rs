//! What was typed, by flag: a thin view of clap's matches that is asked with the flags themselves.

use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use clap::ArgMatches;

use super::command::{POSITIONAL, SHORT_HELP};
use super::flag::Flag;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// The flags and words of one command line.
#[derive(Debug, Clone)]
pub struct Given {
    matches: Arc<ArgMatches>,
    /// The words that are no flags, where they are others than were typed with these flags.
    words: Option<Vec<OsString>>,
    /// Whether there is any flag at all: a plain `verb get URL` does not look for each.
    flags: bool,
}

impl Given {
    /// Takes what the parser found for a command.
    pub fn new(matches: ArgMatches) -> Self {
        let flags = matches.ids().any(|id| id != POSITIONAL);
        Self {
            matches: Arc::new(matches),
            words: None,
            flags,
        }
    }

    /// The same flags with other words.
    #[must_use]
    pub fn with_words(&self, words: Vec<OsString>) -> Self {
        Self {
            matches: Arc::clone(&self.matches),
            words: Some(words),
            flags: self.flags,
        }
    }

    /// Whether `-h` was given.
    pub fn short_help(&self) -> bool {
        self.has(SHORT_HELP)
    }

    /// Whether a switch was given and not undone.
    pub fn switch(&self, flag: &Flag) -> bool {
        self.has(flag.long)
    }

    /// How often a switch was given.
    pub fn count(&self, flag: &Flag) -> usize {
        let all = self
            .matches
            .try_get_raw_occurrences(flag.long)
            .ok()
            .flatten();
        all.map_or(0, Iterator::count)
    }

    /// Flags that cannot have been given are not known to the parser.
    fn has(&self, id: &str) -> bool {
        self.flags && self.matches.try_contains_id(id).unwrap_or(false)
    }

    /// The words that are no flags.
    pub fn words(&mut self) -> Vec<OsString> {
        if let Some(words) = self.words.take() {
            return words;
        }
        let words = self.matches.get_many::<OsString>(POSITIONAL);
        words
            .map(|words| words.cloned().collect())
            .unwrap_or_default()
    }

    /// The values of a flag, in order.
    pub fn all(&self, flag: &Flag) -> impl Iterator<Item = &OsStr> {
        let found = || self.matches.try_get_many::<OsString>(flag.long).ok();
        let values = self.flags.then(found).flatten().flatten();
        values.into_iter().flatten().map(OsString::as_os_str)
    }

    /// The values of a flag with their places on the command line.
    pub fn placed(&self, flag: &Flag) -> impl Iterator<Item = (usize, &OsStr)> {
        let known = self.has(flag.long);
        let places = known.then(|| self.matches.indices_of(flag.long)).flatten();
        places.into_iter().flatten().zip(self.all(flag))
    }

    /// The values of a flag that takes two words, in order.
    pub fn pairs(&self, flag: &Flag) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        let mut values = self.all(flag);
        std::iter::from_fn(move || values.next().zip(values.next()))
    }

    /// The last value of a flag: later ones override earlier ones.
    pub fn last(&self, flag: &Flag) -> Option<&OsStr> {
        if !self.flags {
            return None;
        }
        self.all(flag).last()
    }

    /// The last value of a flag, as text, taken apart by `parse`. `expected` says what it should
    /// have been, in words that complete "is not …".
    pub fn parse<T>(
        &self,
        flag: &Flag,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Failure> {
        let Some(value) = self.last(flag) else {
            return Ok(None);
        };
        match value.to_str().and_then(parse) {
            Some(parsed) => Ok(Some(parsed)),
            None => Err(bad_value(flag, value, expected)),
        }
    }
}

/// The error for a value that a flag cannot use.
pub fn bad_value(flag: &Flag, value: &OsStr, expected: &str) -> Failure {
    let value = excerpt(value.as_encoded_bytes());
    Failure::usage(format!("--{}: '{value}' is not {expected}", flag.long))
}
