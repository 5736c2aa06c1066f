//! The commands, and clap's view of them: [`parser`] for parsing, [`complete`] for what is
//! generated.
//!
//! The parser holds names only and builds the flags of the command that is called: help texts,
//! defaults and the flags of twelve other commands would cost ten times as much as the parsing.

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, ValueHint};
use clap::{Arg, ArgAction, value_parser};

use super::args::{self, files, request, tool};
use super::flag::{Completion, Flag, Shown};
use super::help;
use crate::http::method::Method;

/// What a command does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Sends requests with this method.
    Send(Method),
    /// Sends requests with the method that `-X` gives.
    SendAny,
    /// Reads requests line by line.
    Session,
    /// Sends recorded requests again.
    Replay,
    /// Sends what a pasted curl line would.
    Curl,
    /// Prints a completion script.
    Completions,
    /// Prints the man page.
    Man,
    /// Prints a help page.
    Help,
}

/// A command.
#[derive(Debug)]
pub struct Command {
    /// Its name, the first word.
    pub name: &'static str,
    /// The name in capitals, taken as well, where that is how the method is written.
    pub capitals: Option<&'static str>,
    /// What it does.
    pub job: Job,
    /// What it does, for the help: a line without a full stop.
    pub about: &'static str,
    /// How it is called, after the name.
    pub usage: &'static str,
}

const WORDS: &str = "[FLAGS] URL [WORD]...";

const fn method(
    name: &'static str,
    capitals: &'static str,
    method: Method,
    about: &'static str,
) -> Command {
    Command {
        name,
        capitals: Some(capitals),
        job: Job::Send(method),
        about,
        usage: WORDS,
    }
}

const fn other(name: &'static str, job: Job, about: &'static str, usage: &'static str) -> Command {
    Command {
        name,
        capitals: None,
        job,
        about,
        usage,
    }
}

/// The command that takes curl's words; its line does not come to this parser.
pub const CURL: &str = "curl";

/// All commands, in the order of the help.
pub const COMMANDS: &[Command] = &[
    method("get", "GET", Method::GET, "Fetch a resource"),
    method(
        "head",
        "HEAD",
        Method::HEAD,
        "Fetch only the head of a response",
    ),
    method(
        "options",
        "OPTIONS",
        Method::OPTIONS,
        "Ask what a resource allows",
    ),
    method("post", "POST", Method::POST, "Send a body to be processed"),
    method("put", "PUT", Method::PUT, "Replace a resource by a body"),
    method(
        "patch",
        "PATCH",
        Method::PATCH,
        "Change a resource as a body says",
    ),
    method("delete", "DELETE", Method::DELETE, "Delete a resource"),
    other(
        "request",
        Job::SendAny,
        "Send a request with any method",
        "-X WORD [FLAGS] URL [WORD]...",
    ),
    other(
        "session",
        Job::Session,
        "Send many requests over one connection, typed or piped",
        "[FLAGS] URL",
    ),
    other(
        CURL,
        Job::Curl,
        "Run a pasted curl line; see verb help curl",
        "[--as FORM] CURL-WORD...",
    ),
    other(
        "replay",
        Job::Replay,
        "Send recorded requests again; see verb help record",
        "[FLAGS] FILE [--to HOST:PORT]",
    ),
    other("help", Job::Help, "Print a help page", "[TOPIC | COMMAND]"),
    other("man", Job::Man, "Print the man page, for man -l -", ""),
    other(
        "completions",
        Job::Completions,
        "Print a completion script",
        "SHELL",
    ),
];

/// The flags of a command that sends requests, in the order of the help.
pub fn flags(job: &Job) -> impl Iterator<Item = &'static Flag> + use<> {
    let method = matches!(job, Job::SendAny).then_some(&request::METHOD);
    let (sent, session, replayed) = match job {
        Job::Session => (None, Some(args::session::all()), None),
        Job::Replay => (None, None, Some(args::of_replay())),
        Job::Send(_) | Job::SendAny | Job::Curl | Job::Completions | Job::Man | Job::Help => {
            (Some(args::all()), None, None)
        }
    };
    let flags = sent.into_iter().flatten();
    let flags = flags.chain(session.into_iter().flatten());
    let flags = flags.chain(replayed.into_iter().flatten());
    method.into_iter().chain(flags)
}

/// The id of the words that are no flags.
pub const POSITIONAL: &str = "words";
/// The id of `-h`, which prints less than `--help`.
pub const SHORT_HELP: &str = "short-help";

/// The parser of all lines: every flag appends its raw value, so that order and repeats can be
/// seen, and has no default, so that a flag that is not there costs nothing.
pub fn parser() -> clap::Command {
    let root = bare(clap::Command::new("verb")).no_binary_name(true).args([
        short_help(),
        light(&tool::HELP),
        light(&tool::VERSION),
    ]);
    root.subcommands(COMMANDS.iter().map(|command| {
        let built = bare(clap::Command::new(command.name)).defer(match command.job {
            Job::Send(_) => |built| sending(built, flags(&Job::Send(Method::GET)).collect()),
            Job::SendAny => |built| sending(built, flags(&Job::SendAny).collect()),
            Job::Session => |built| sending(built, flags(&Job::Session).collect()),
            Job::Replay => |built| sending(built, flags(&Job::Replay).collect()),
            Job::Curl | Job::Completions | Job::Man | Job::Help => printing,
        });
        match command.capitals {
            Some(capitals) => built.alias(capitals),
            None => built,
        }
    }))
}

/// Everything that is shown, with its texts: for completions, and for clap's own checks.
pub fn complete() -> clap::Command {
    let root = bare(clap::Command::new("verb"))
        .version(env!("CARGO_PKG_VERSION"))
        .about(env!("CARGO_PKG_DESCRIPTION"))
        .args([full(&tool::HELP), full(&tool::VERSION)]);
    root.subcommands(COMMANDS.iter().map(|command| {
        let built = bare(clap::Command::new(command.name)).about(command.about);
        match command.job {
            Job::Session => built
                .args(shown(&command.job))
                .arg(positional().value_name("URL").value_hint(ValueHint::Url)),
            Job::Send(_) | Job::SendAny => built
                .args(shown(&command.job))
                .arg(positional().value_name("WORD").value_hint(ValueHint::Url)),
            Job::Replay => built.args(shown(&command.job)).arg(
                positional()
                    .value_name("FILE")
                    .value_hint(ValueHint::FilePath),
            ),
            Job::Completions => built.arg(one_of(super::generate::SHELLS).value_name("SHELL")),
            Job::Help => built.arg(one_of(super::topics::NAMES).value_name("TOPIC")),
            Job::Curl => built.arg(
                positional()
                    .value_name("CURL-WORD")
                    .value_hint(ValueHint::Url),
            ),
            Job::Man => built,
        }
    }))
}

/// The flags of a command that are shown, and the switches that undo them.
fn shown(job: &Job) -> impl Iterator<Item = Arg> {
    let shown = flags(job).filter(|flag| flag.shown != Shown::Never);
    shown.flat_map(|flag| [Some(full(flag)), inverse(flag)].into_iter().flatten())
}

/// A flag with its texts.
pub fn full(flag: &Flag) -> Arg {
    let arg = named(flag)
        .help(flag.help)
        .long_help(help::explained(flag))
        .help_heading(flag.heading.as_str());
    let Some(name) = flag.value else {
        return arg.action(ArgAction::SetTrue);
    };
    let names = [name].into_iter().chain(flag.second);
    let arg = arg.action(ArgAction::Append).value_names(names);
    match flag.completion {
        Completion::Nothing => arg.value_hint(ValueHint::Other),
        Completion::File => arg.value_hint(ValueHint::FilePath),
        Completion::Words(words) => arg
            .value_parser(PossibleValuesParser::new(words))
            .hide_possible_values(true),
    }
}

fn inverse(flag: &Flag) -> Option<Arg> {
    let name = flag.inverse?;
    let arg = Arg::new(name).long(name).action(ArgAction::SetTrue);
    Some(arg.help(format!("Undo --{}", flag.long)))
}

pub(super) fn bare(command: clap::Command) -> clap::Command {
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .args_override_self(true)
}

/// A command with these flags. A flag cancels those alone that are there.
pub(super) fn sending(built: clap::Command, flags: Vec<&'static Flag>) -> clap::Command {
    // Not collected first: an `Arg` is large, and moving them costs more than making them.
    let built = built.args([positional(), short_help()]);
    flags.iter().fold(built, |built, flag| {
        let there = |name: &&&str| flags.iter().any(|flag| flag.long == **name);
        let cancelled = flag.cancels.iter().filter(there).copied();
        let built = built.arg(light(flag).overrides_with_all(cancelled));
        let Some(inverse) = flag.inverse else {
            return built;
        };
        let arg = Arg::new(inverse).long(inverse).num_args(0);
        built.arg(arg.action(ArgAction::Append).overrides_with(flag.long))
    })
}

fn printing(built: clap::Command) -> clap::Command {
    built.args([
        positional(),
        short_help(),
        light(&tool::HELP),
        light(&tool::VERSION),
    ])
}

fn light(flag: &Flag) -> Arg {
    let mut arg = named(flag).action(ArgAction::Append);
    // `--help` and `-h` print different texts.
    if flag.long == tool::HELP.long {
        arg = arg.short(None);
    }
    if let Some(inverse) = flag.inverse {
        arg = arg.overrides_with(inverse);
    }
    // The place of each among -o is asked for.
    if flag.long == files::REMOTE_NAME.long {
        let arg = arg.num_args(0).default_missing_value("");
        return arg.value_parser(value_parser!(OsString));
    }
    match (flag.value, flag.completion) {
        (None, _) if flag.takes_equals => arg
            .num_args(0..=1)
            .require_equals(true)
            .value_parser(value_parser!(OsString)),
        (None, _) => arg.num_args(0),
        // A file called -v is more likely a forgotten name than a file; ./-v can be written.
        (Some(_), Completion::File) => arg.value_parser(value_parser!(OsString)),
        (Some(_), Completion::Nothing | Completion::Words(_)) => {
            let arg = arg.value_parser(value_parser!(OsString));
            let arg = arg.allow_hyphen_values(true);
            match flag.second {
                Some(_) => arg.num_args(2),
                None => arg,
            }
        }
    }
}

fn named(flag: &Flag) -> Arg {
    let arg = Arg::new(flag.long).long(flag.long).short(flag.short);
    match flag.aliases {
        [] => arg,
        aliases => arg.aliases(aliases.iter().copied()),
    }
}

fn short_help() -> Arg {
    Arg::new(SHORT_HELP)
        .short('h')
        .num_args(0)
        .action(ArgAction::Append)
}

fn positional() -> Arg {
    Arg::new(POSITIONAL)
        .num_args(0..)
        .action(ArgAction::Append)
        .value_parser(value_parser!(OsString))
}

fn one_of(words: &'static [&'static str]) -> Arg {
    Arg::new(POSITIONAL).value_parser(PossibleValuesParser::new(words))
}
