//! What is wrong with a command line, as one line. clap's errors are blocks of text for a person
//! at a terminal; scripts log one line, and its kinds say all that is needed to write it.

use std::ffi::OsStr;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command::{COMMANDS, Command, Job, flags};
use super::flag::Flag;
use super::nearest::nearest;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// Explains an error of the parser; `first` is the first word of the command line.
pub fn explain(error: &clap::Error, first: Option<&OsStr>) -> Failure {
    let command = first.and_then(find);
    let typed = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let arg = typed(ContextKind::InvalidArg);
    // The parser adds the value's name after a space.
    let arg = arg.split_once(' ').map_or(arg, |(name, _)| name);
    let kind = error.kind();
    if kind == ErrorKind::InvalidSubcommand {
        return unknown_command(typed(ContextKind::InvalidSubcommand));
    }
    if kind == ErrorKind::UnknownArgument {
        return match command {
            None => flag_before_command(arg),
            Some(command) => unknown_flag(arg, command),
        };
    }
    if kind == ErrorKind::InvalidValue {
        return missing_value(arg, command);
    }
    if kind == ErrorKind::TooManyValues {
        return Failure::usage(format!("{arg} takes no value")).hint(see(command));
    }
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    Failure::usage(excerpt(line.as_bytes())).hint(see(command))
}

/// No word at all.
pub fn no_command() -> Failure {
    Failure::usage("no command").hint("try verb get URL, or verb help")
}

/// A first word that names no command.
pub fn unknown_command(word: &str) -> Failure {
    let shown = excerpt(word.as_bytes());
    if word.contains(['/', '.', ':']) || word == "localhost" {
        return Failure::usage(format!("'{shown}' is not a command"))
            .hint(format!("name the method first: verb get {shown}"));
    }
    let failure = Failure::usage(format!("unknown command '{shown}'"));
    let lower = word.to_ascii_lowercase();
    if let Some(name) = nearest(&lower, COMMANDS.iter().map(|command| command.name)) {
        return failure.hint(format!("did you mean {name}? verb help lists all"));
    }
    if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return failure.hint(format!("other methods are sent by verb request -X {shown}"));
    }
    failure.hint("verb help lists the commands")
}

/// Finds a command by its word.
pub fn find(word: &OsStr) -> Option<&'static Command> {
    let word = word.to_str()?;
    COMMANDS
        .iter()
        .find(|command| command.name == word || command.capitals == Some(word))
}

fn flag_before_command(arg: &str) -> Failure {
    Failure::usage(format!(
        "flag {} stands before the command",
        excerpt(arg.as_bytes())
    ))
    .hint("flags follow the method: verb get [FLAGS] URL")
}

fn unknown_flag(arg: &str, command: &Command) -> Failure {
    let shown = excerpt(arg.as_bytes());
    if matches!(arg, "-X" | "--request") {
        return Failure::usage(format!("{shown} belongs to verb request")).hint(format!(
            "the method of verb {0} is in its name; use verb request -X WORD URL",
            command.name
        ));
    }
    let failure = Failure::usage(format!("unknown flag {shown}"));
    match suggestion(arg, command) {
        Some(name) => failure.hint(format!(
            "did you mean {name}? verb {} -h lists all",
            command.name
        )),
        None => failure.hint(see(Some(command))),
    }
}

fn suggestion(arg: &str, command: &Command) -> Option<String> {
    let known = || flags(&command.job).filter(|_| sends(command));
    if let Some(long) = arg.strip_prefix("--") {
        let names = known().flat_map(names);
        return nearest(long, names).map(|name| format!("--{name}"));
    }
    // The nearest to a letter is the same in the other case.
    let letter = arg.strip_prefix('-')?.chars().next()?;
    let same = |flag: &&Flag| flag.short.is_some_and(|s| s.eq_ignore_ascii_case(&letter));
    let flag = known().find(same)?;
    Some(format!("-{} (--{})", flag.short?, flag.long))
}

fn names(flag: &'static Flag) -> impl Iterator<Item = &'static str> {
    [flag.long]
        .into_iter()
        .chain(flag.inverse)
        .chain(flag.aliases.iter().copied())
}

fn sends(command: &Command) -> bool {
    matches!(command.job, Job::Send(_) | Job::SendAny)
}

fn missing_value(arg: &str, command: Option<&'static Command>) -> Failure {
    let flag = command.and_then(|command| {
        let named = |flag: &&Flag| arg.strip_prefix("--") == Some(flag.long);
        flags(&command.job).find(named)
    });
    let failure = match flag.and_then(|flag| flag.value) {
        Some(value) => Failure::usage(format!("{arg} needs a value: {value}")),
        None => Failure::usage(format!("{arg} needs a value")),
    };
    failure.hint(see(command))
}

fn see(command: Option<&Command>) -> String {
    match command {
        Some(command) => format!("verb {} -h lists what it takes", command.name),
        None => "verb help lists the commands".to_owned(),
    }
}
