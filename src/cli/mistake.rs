//! What is wrong with a command line, as one line. clap's errors are blocks of text for a person
//! at a terminal; scripts log one line, and its kinds say all that is needed to write it.

use std::ffi::OsStr;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command::{COMMANDS, Command, Job, flags};
use super::curl::{self, option, option::Opt};
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
    if kind == ErrorKind::InvalidValue || kind == ErrorKind::WrongNumberOfValues {
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
    if let Some((_, meant)) = SYNONYMS.iter().find(|(name, _)| *name == lower) {
        return failure.hint(format!("the command is the method: verb {meant} URL"));
    }
    if let Some(name) = nearest(&lower, COMMANDS.iter().map(|command| command.name)) {
        return failure.hint(format!("did you mean {name}? verb help lists all"));
    }
    if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return failure.hint(format!("other methods are sent by verb request -X {shown}"));
    }
    failure.hint(METHODS)
}

const METHODS: &str = "the methods are get, head, options, post, put, patch, delete and request \
                       -X WORD; verb help lists all";

/// Words for what a method does.
const SYNONYMS: &[(&str, &str)] = &[
    ("fetch", "get"),
    ("download", "get"),
    ("http", "get"),
    ("https", "get"),
    ("wget", "get"),
    ("create", "post"),
    ("upload", "put"),
    ("update", "patch"),
    ("remove", "delete"),
    ("rm", "delete"),
];

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
    if command.job == Job::Session {
        return not_of_a_session(arg);
    }
    if matches!(arg, "-X" | "--request") {
        return Failure::usage(format!("{shown} belongs to verb request")).hint(format!(
            "the method of verb {0} is in its name; use verb request -X WORD URL",
            command.name
        ));
    }
    let failure = Failure::usage(format!("unknown flag {shown}"));
    if let Some(hint) = foreign(arg) {
        return failure.hint(hint);
    }
    if let Some(opt) = of_curl(arg).filter(|_| sends(command)) {
        return curl::missing(opt);
    }
    match suggestion(arg, command) {
        Some(name) => failure.hint(format!(
            "did you mean {name}? verb {} --help lists all",
            command.name
        )),
        None => failure.hint(see(Some(command))),
    }
}

/// A flag that `verb session` does not take; its lines may.
fn not_of_a_session(arg: &str) -> Failure {
    let shown = excerpt(arg.as_bytes());
    let lines = || flags(&Job::SendAny);
    let letter = arg.strip_prefix('-').and_then(|name| name.chars().next());
    let found = match arg.strip_prefix("--") {
        Some(name) => lines().find(|flag| names(flag).any(|known| known == name)),
        None => lines().find(|flag| flag.short == letter),
    };
    if let Some(flag) = found {
        let failure = Failure::usage(format!("{shown} is for a line, not for the whole session"));
        return match flag.long {
            "request" => failure.hint("a line is METHOD PATH, or request -X WORD PATH"),
            "parallel" => failure.hint("a session has one connection; verb get -Z URL... has more"),
            _ => failure.hint(format!("write it on a line: METHOD PATH {shown}")),
        };
    }
    let failure = Failure::usage(format!("unknown flag {shown}"));
    if let Some(hint) = foreign(arg) {
        return failure.hint(hint);
    }
    let known = || flags(&Job::Session);
    let nearest = arg
        .strip_prefix("--")
        .and_then(|long| nearest(long, known().flat_map(names)));
    failure.hint(match nearest {
        Some(name) => format!("did you mean --{name}? verb session --help lists all"),
        None => "verb session --help lists what it takes".to_owned(),
    })
}

/// What to write instead of a flag of HTTPie's or wget's, where the nearest name would mislead.
fn foreign(arg: &str) -> Option<&'static str> {
    let (_, hint) = FOREIGN.iter().find(|(name, _)| *name == arg)?;
    Some(hint)
}

const FOREIGN: &[(&str, &str)] = &[
    (
        "-I",
        "write verb head URL; stdin is read only where - asks for it",
    ),
    ("--head", "write verb head URL"),
    (
        "--headers",
        "write verb head URL, or -i to have heads and body",
    ),
    ("--body", "leave it out: the body is all that is printed"),
    ("--download", "write -o FILE"),
    (
        "--verify",
        "-k accepts any certificate, --cacert FILE trusts one more",
    ),
    ("--no-check-certificate", "-k accepts any certificate"),
    ("--ca-certificate", "write --cacert FILE"),
    (
        "--compress",
        "in HTTPie it compresses the body; --compressed asks for a compressed response",
    ),
    ("--style", "--color and --pretty say how a body is shown"),
    (
        "--auth-type",
        "the type has a flag of its own, such as --bearer or --digest",
    ),
    (
        "--method",
        "the command is the method: verb put URL, verb request -X WORD URL",
    ),
    ("--post-data", "write verb post -d DATA URL"),
    ("--post-file", "write verb post URL @FILE"),
    ("--body-data", "write -d DATA"),
    ("--body-file", "write @FILE"),
    ("--curl", "write --as curl"),
    ("--all", "write -L with -v or -i: both show every response"),
    ("--tries", "write --retry N: so many more attempts"),
    ("--retries", "write --retry N"),
    (
        "--no-proxy",
        "write -x '' for no proxy at all, or --noproxy LIST",
    ),
    ("--read-timeout", "write --idle-timeout TIME"),
    ("--follow-redirects", "write -L"),
];

/// The option of curl that the flag is.
fn of_curl(arg: &str) -> Option<&'static Opt> {
    if let Some(name) = arg.strip_prefix("--") {
        return option::all().find(|opt| opt.long == name);
    }
    let letter = arg.strip_prefix('-')?.chars().next()?;
    option::by_letter(letter)
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
    matches!(command.job, Job::Send(_) | Job::SendAny | Job::Replay)
}

fn missing_value(arg: &str, command: Option<&'static Command>) -> Failure {
    let flag = command.and_then(|command| {
        let named = |flag: &&Flag| arg.strip_prefix("--") == Some(flag.long);
        flags(&command.job).find(named)
    });
    let named = flag.map(|flag| (flag.value, flag.second));
    let failure = match named {
        Some((Some(first), Some(second))) => {
            Failure::usage(format!("{arg} needs two values: {first} {second}"))
        }
        Some((Some(value), None)) => Failure::usage(format!("{arg} needs a value: {value}")),
        Some((None, _)) | None => Failure::usage(format!("{arg} needs a value")),
    };
    failure.hint(see(command))
}

fn see(command: Option<&Command>) -> String {
    match command {
        Some(command) => format!("verb {} --help lists what it takes", command.name),
        None => "verb help lists the commands".to_owned(),
    }
}
