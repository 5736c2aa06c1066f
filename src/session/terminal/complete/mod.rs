//! What the word before the cursor may become: a function of the line, the cursor, what is known
//! and the files there are.

pub mod files;
pub mod names;
pub mod word;

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};

use crate::cli::args::{request, session};
use crate::cli::command::{self, COMMANDS, CURL, Command, Job};
use crate::cli::flag::{Completion, Flag, Shown};
use crate::cli::session::Grammar;
use crate::cli::topics;
use names::{HEADERS, SESSION, SET};
use word::Word;

/// What is known of a session.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Paths that were asked for, the latest last.
    paths: VecDeque<String>,
}

impl Known {
    /// Has a path be known.
    pub fn learn(&mut self, path: &str) {
        self.paths.retain(|known| known != path);
        if self.paths.len() >= PATHS {
            self.paths.pop_front();
        }
        self.paths.push_back(path.to_owned());
    }
}

/// How many paths are remembered.
const PATHS: usize = 200;

/// What a word may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where the word begins in the line, in bytes.
    pub start: usize,
    /// What can stand in its place.
    pub words: Vec<Candidate>,
}

/// One possibility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What is listed.
    pub shown: String,
    /// What takes the place of the word, quoted as a line needs it.
    pub text: String,
}

/// Gives the files whose names begin so, directories with a `/` at the end.
pub type Files<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// What the word before the cursor, a place in bytes, may become.
pub fn complete(line: &str, at: usize, known: &Known, files: Files<'_>) -> Found {
    let before = line.get(..at).unwrap_or(line);
    let (earlier, word) = word::split(before);
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    let texts = match earlier.split_first() {
        None => first(&word.text),
        Some((first, rest)) => later(first, rest, &word, known, files),
    };
    let candidate = |(shown, text): (String, String)| Candidate {
        text: word::quoted(&text),
        shown,
    };
    let mut words: Vec<Candidate> = texts.into_iter().map(candidate).collect();
    words.sort_by(|one, two| one.shown.cmp(&two.shown));
    words.dedup();
    Found {
        start: word.start,
        words,
    }
}

/// The target among a line's words, where they are a request.
pub fn target(words: &[OsString]) -> Option<&str> {
    let command = Grammar::command(words.first()?)?;
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    target_in(command, words.get(1..)?)
}

/// The first of the words behind a method that is neither a flag nor a flag's value.
fn target_in<'a>(command: &Command, words: &[&'a str]) -> Option<&'a str> {
    let mut before = None;
    words.iter().copied().find(|word| {
        let value = before
            .replace(*word)
            .and_then(|word| waiting(command, word));
        !word.starts_with('-') && value.is_none()
    })
}

/// What is listed, and the whole word.
type Texts = Vec<(String, String)>;

fn plain(words: impl IntoIterator<Item = String>) -> Texts {
    words.into_iter().map(|word| (word.clone(), word)).collect()
}

/// Those of some words that begin so.
fn among(typed: &str, words: &[&str]) -> Texts {
    let fitting = words.iter().filter(|word| word.starts_with(typed));
    plain(fitting.map(|word| (*word).to_owned()))
}

/// A method, written as the user has begun it, or a command of sessions.
fn first(typed: &str) -> Texts {
    let capitals = typed.is_empty() || typed.starts_with(|c: char| c.is_ascii_uppercase());
    let methods = COMMANDS.iter().filter_map(|command| match command.job {
        Job::Send(_) if capitals => command.capitals,
        Job::Send(_) | Job::SendAny => Some(command.name),
        Job::Session | Job::Replay | Job::Curl | Job::Completions | Job::Man | Job::Help => None,
    });
    let all: Vec<&str> = methods.chain(SESSION.iter().copied()).collect();
    among(typed, &all)
}

fn later(first: &str, rest: &[&str], word: &Word, known: &Known, files: Files<'_>) -> Texts {
    if let Some(command) = Grammar::command(OsStr::new(first)) {
        return of_request(command, rest, word, known, files);
    }
    let typed = word.text.as_str();
    match (first, rest) {
        ("help", []) => among(typed, topics::NAMES),
        ("set" | "unset", []) => settings(typed),
        ("set", ["header"]) => headers(typed, "", ": "),
        ("last", []) => among(typed, &["request", "response", "curl", "save"]),
        ("last", ["save"]) => file("", typed, files),
        (CURL, _) if typed.starts_with(['@', '.', '/']) => {
            value_of_item(typed, files).unwrap_or_default()
        }
        (_, _) => Texts::new(),
    }
}

/// What `set` and `unset` take: names of their own, and flags that hold for every line.
fn settings(typed: &str) -> Texts {
    let flags = command::flags(&Job::Session).filter(|flag| {
        flag.shown != Shown::Never && !session::is_among(flag, session::OF_THE_WHOLE)
    });
    let names: Vec<&str> = flags
        .map(|flag| flag.long)
        .chain(SET.iter().copied())
        .collect();
    among(typed, &names)
}

fn of_request(
    command: &'static Command,
    rest: &[&str],
    word: &Word,
    known: &Known,
    files: Files<'_>,
) -> Texts {
    let typed = word.text.as_str();
    if let Some(flag) = rest.last().and_then(|last| waiting(command, last)) {
        return of_flag(flag, "", typed, files);
    }
    if let Some(long) = typed.strip_prefix("--") {
        return match long.split_once('=') {
            Some((name, value)) => match flag(command, name) {
                Some(flag) => of_flag(flag, &format!("--{name}="), value, files),
                None => Texts::new(),
            },
            None => flags(command, typed),
        };
    }
    if typed == "-" {
        return flags(command, typed);
    }
    if let Some(texts) = value_of_item(typed, files) {
        return texts;
    }
    match target_in(command, rest) {
        None => {
            let paths = known.paths.iter().filter(|path| path.starts_with(typed));
            plain(paths.cloned())
        }
        Some(_) => headers(typed, "", ":"),
    }
}

/// The flag that has this word's successor for a value.
fn waiting(command: &Command, word: &str) -> Option<&'static Flag> {
    let takes = |flag: &&Flag| flag.value.is_some();
    if let Some(long) = word.strip_prefix("--") {
        return flag(command, long).filter(takes);
    }
    let mut letters = word.strip_prefix('-')?.chars();
    let letter = letters.next_back()?;
    let mut before = letters.map(|letter| short(command, letter));
    let glued = before.any(|flag| flag.is_none_or(|flag| flag.value.is_some()));
    short(command, letter).filter(|flag| takes(flag) && !glued)
}

fn short(command: &Command, letter: char) -> Option<&'static Flag> {
    command::flags(&command.job).find(|flag| flag.short == Some(letter))
}

fn flag(command: &Command, name: &str) -> Option<&'static Flag> {
    let is = |flag: &&Flag| flag.long == name || flag.aliases.contains(&name);
    command::flags(&command.job).find(is)
}

/// The long flags that are shown, and those that undo them.
fn flags(command: &Command, typed: &str) -> Texts {
    let shown = command::flags(&command.job).filter(|flag| flag.shown != Shown::Never);
    let names = shown.flat_map(|flag| [Some(flag.long), flag.inverse].into_iter().flatten());
    let names = names.map(|name| format!("--{name}"));
    plain(names.filter(|name| name.starts_with(typed)))
}

fn of_flag(flag: &Flag, before: &str, typed: &str, files: Files<'_>) -> Texts {
    if flag.long == request::HEADER.long {
        return headers(typed, before, ": ");
    }
    let places = |typed: &str| {
        typed
            .strip_prefix('@')
            .map(|name| (format!("{before}@"), name.to_owned()))
    };
    match (flag.completion, places(typed)) {
        (Completion::File, _) => file(before, typed, files),
        (Completion::Words(words), _) => {
            let fitting = among(typed, words).into_iter();
            fitting
                .map(|(shown, text)| (shown, format!("{before}{text}")))
                .collect()
        }
        (Completion::Nothing, Some((before, name))) => file(&before, &name, files),
        (Completion::Nothing, None) => Texts::new(),
    }
}

/// The file after `@`, `name=@`, `name@` or `name:=@`; what is a path in itself in a curl line.
fn value_of_item(typed: &str, files: Files<'_>) -> Option<Texts> {
    // A URL may hold an @, but then a scheme or a path before it.
    let (name, value) = typed.split_once('@')?;
    (!name.contains('/')).then(|| file(&format!("{name}@"), value, files))
}

fn file(before: &str, typed: &str, files: Files<'_>) -> Texts {
    let found = files(typed).into_iter();
    found
        .map(|name| (name.clone(), format!("{before}{name}")))
        .collect()
}

/// The names of common request fields, in either case.
fn headers(typed: &str, before: &str, after: &str) -> Texts {
    let fits = |name: &&&str| {
        let start = name.get(..typed.len());
        !typed.is_empty() && start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    let fitting = HEADERS.iter().filter(fits);
    fitting
        .map(|name| (format!("{name}:"), format!("{before}{name}{after}")))
        .collect()
}

#[cfg(test)]
mod tests;
