//! The commands of a session beside its requests.

pub mod flags;
pub mod help;
pub mod last;
pub mod list;
pub mod mistake;
pub mod set;
pub mod value;

use std::ffi::{OsStr, OsString};

use super::desk::Desk;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// `help [TOPIC]`
    Help,
    /// `set [NAME [VALUE]]`
    Set,
    /// `unset NAME`
    Unset,
    /// `last [WHAT]`
    Last,
    /// `again`
    Again,
    /// `exit`, `quit`
    Exit,
}

/// The words that name commands, in the order of the help.
pub const NAMES: &[(&str, Command)] = &[
    ("help", Command::Help),
    ("set", Command::Set),
    ("unset", Command::Unset),
    ("last", Command::Last),
    ("again", Command::Again),
    ("exit", Command::Exit),
    ("quit", Command::Exit),
];

impl Command {
    /// The command that a word names, in either case; `?` asks for help everywhere.
    pub fn of(word: &OsStr) -> Option<Self> {
        let word = word.to_str()?;
        let named = |(name, _): &&(&str, Self)| name.eq_ignore_ascii_case(word);
        let found = NAMES.iter().find(named).map(|(_, command)| *command);
        found.or_else(|| (word == "?").then_some(Self::Help))
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Set => "set",
            Self::Unset => "unset",
            Self::Last => "last",
            Self::Again => "again",
            Self::Exit => "exit",
        }
    }
}

/// Does what a line with a command asks for.
pub(super) fn run(desk: &mut Desk, command: Command, words: &[String]) -> Result<(), Failure> {
    let words = words.get(1..).unwrap_or_default();
    match command {
        Command::Help => desk.say(&help::page(words)?),
        Command::Set if words.is_empty() => desk.say(&list::of(desk)),
        Command::Set => set::set(desk, words),
        Command::Unset => set::unset(desk, words),
        Command::Last => last::run(desk, words),
        // The desk does these itself.
        Command::Again | Command::Exit => Ok(()),
    }
}

/// The words of a line as text.
pub(super) fn texts(words: &[OsString]) -> Result<Vec<String>, Failure> {
    let text = |word: &OsString| {
        word.to_str().map(str::to_owned).ok_or_else(|| {
            let shown = excerpt(word.as_encoded_bytes());
            Failure::usage(format!("'{shown}' is no text (UTF-8)"))
        })
    };
    words.iter().map(text).collect()
}
