//! From words to a plan: the command line, its help, the environment. Does nothing by itself.
//!
//! Two stages: `command` has clap take the words apart by flag (`given`), and once all are known
//! `resolve` gives them a meaning together with the surroundings (`env`). The flags themselves are
//! data (`args`), from which `help` and `generate` are made as well.

use std::ffi::OsString;

use crate::base::failure::Failure;
use crate::run::plan::Plan;

pub mod args;
pub mod body;
pub mod captures;
pub mod command;
pub mod curl;
pub mod data;
pub mod env;
pub mod files;
pub mod filters;
pub mod flag;
pub mod generate;
pub mod given;
pub mod habits;
pub mod headers;
pub mod help;
pub mod items;
pub mod items_body;
pub mod items_stdin;
pub mod items_value;
pub mod json;
pub mod line;
pub mod mistake;
pub mod nearest;
pub mod parts;
pub mod patient;
pub mod prompt;
pub mod query;
pub mod reach;
pub mod resolve;
pub mod secret;
pub mod session;
pub mod target;
pub mod topics;
pub mod values;
pub mod within;
pub mod words;
pub mod zone;

pub use env::Env;

#[cfg(test)]
mod tests;

use command::{Command, Job};
use given::Given;

/// What a command line asks for.
#[derive(Debug)]
pub enum Action {
    /// Carry out a plan.
    Run(Box<Plan>),
    /// Read lines and carry out what they ask for.
    Session(Box<session::Opening>),
    /// Print a text to stdout; the exit status is 0.
    Print(String),
}

/// Understands a command line: the words after the program's own name.
///
/// # Errors
///
/// Of kind `Usage` (exit status 2), found without contacting anybody.
pub fn parse(words: impl Iterator<Item = OsString>, env: &Env) -> Result<Action, Failure> {
    let words: Vec<OsString> = words.collect();
    let first = words.first().cloned();
    if first.as_deref().is_some_and(|word| word == command::CURL) {
        return pasted(words.get(1..).unwrap_or_default(), env);
    }
    let command = first.as_deref().and_then(mistake::find);
    if let Some(command) = command {
        habits::check(command, words.get(1..).unwrap_or_default())?;
    }
    let mut matches = line::parser_for(&words)
        .try_get_matches_from(words)
        .map_err(|error| mistake::explain(&error, first.as_deref()))?;
    let (Some(command), Some((_, found))) = (command, matches.remove_subcommand()) else {
        let given = Given::new(matches);
        return root(&given);
    };
    let mut given = Given::new(found);
    if given.short_help() {
        return Ok(Action::Print(help::short(command)));
    }
    if given.switch(&args::tool::HELP) {
        return Ok(Action::Print(help::long(command)));
    }
    if given.switch(&args::tool::VERSION) {
        return Ok(Action::Print(help::version()));
    }
    run(command, &mut given, env)
}

/// A pasted curl line.
fn pasted(words: &[OsString], env: &Env) -> Result<Action, Failure> {
    match curl::translate(words, env)? {
        curl::Asked::Words(words) => parse(words.into_iter(), env),
        curl::Asked::Help => topics::page("curl")
            .map(Action::Print)
            .ok_or_else(mistake::no_command),
        curl::Asked::Version => Ok(Action::Print(help::version())),
    }
}

/// Flags without a command.
fn root(given: &Given) -> Result<Action, Failure> {
    if given.switch(&args::tool::VERSION) {
        return Ok(Action::Print(help::version()));
    }
    if given.short_help() || given.switch(&args::tool::HELP) {
        return Ok(Action::Print(help::overview()));
    }
    Err(mistake::no_command())
}

fn run(command: &Command, given: &mut Given, env: &Env) -> Result<Action, Failure> {
    let method = match &command.job {
        Job::Send(method) => Some(method),
        Job::SendAny => None,
        Job::Replay => {
            let plan = resolve::replay(given, env)?;
            return Ok(Action::Run(Box::new(plan)));
        }
        Job::Session => {
            let opening = session::open(given, env)?;
            return Ok(Action::Session(Box::new(opening)));
        }
        Job::Curl => return pasted(&given.words(), env),
        Job::Completions => return generate::completions_for(&given.words()).map(Action::Print),
        Job::Man => return Ok(Action::Print(generate::MAN_PAGE.to_owned())),
        Job::Help => return topics::page_for(&given.words()).map(Action::Print),
    };
    let plan = resolve::plan(method, given, env)?;
    Ok(Action::Run(Box::new(plan)))
}
