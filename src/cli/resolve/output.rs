//! Where bodies, heads and messages go, and what counts as success.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::trace;
use crate::base::failure::Failure;
use crate::cli::args::{credentials, outcome, response as flags};
use crate::cli::env::{Env, Output, Variable};
use crate::cli::flag::Flag;
use crate::cli::given::Given;
use crate::cli::values;
use crate::output::config::{Bodies, Config, Destination, Style, Verbosity};
use crate::run::plan::{StatusSet, Verdict};

/// `auto`, `always` or `never`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum When {
    #[default]
    Auto,
    Always,
    Never,
}

/// Settings of the output.
pub(super) fn config(given: &Given, env: &Env) -> Result<Config, Failure> {
    let verbosity = verbosity(given);
    let style = style(given, env)?;
    // stderr is asked only where something other than a failure may be printed: the question costs
    // a system call, and a script does not see colours.
    let colour_stderr = match when(given, &flags::COLOR)? {
        When::Always => true,
        When::Never => false,
        When::Auto if style.terminal || verbosity == Verbosity::Verbose => {
            env.is_terminal(Output::Stderr) && colours_welcome(env)
        }
        When::Auto => false,
    };
    Ok(Config {
        style,
        bodies: match given.switch(&flags::RAW) {
            true => Bodies::Raw,
            false => Bodies::Rendered,
        },
        heads: given.switch(&flags::SHOW_HEADERS),
        dump_head: given.last(&flags::DUMP_HEADER).map(destination),
        prompted: false,
        line: None,
        verbosity,
        show_secrets: given.switch(&credentials::SHOW_SECRETS),
        colour_stderr,
        look: trace::config(given)?,
        progress: None,
        wanted: None,
    })
}

fn style(given: &Given, env: &Env) -> Result<Style, Failure> {
    let terminal = env.is_terminal(Output::Stdout);
    let pretty = match when(given, &flags::PRETTY)? {
        When::Auto => terminal,
        When::Always => true,
        When::Never => false,
    };
    let colour = match when(given, &flags::COLOR)? {
        When::Always => true,
        When::Never => false,
        // A variable set for a whole CI run must not put colours into bytes that someone parses,
        // so it counts only where the body is laid out for people.
        When::Auto => (terminal && colours_welcome(env)) || (pretty && colours_forced(env)),
    };
    Ok(Style {
        pretty,
        colour,
        terminal,
    })
}

pub(super) fn colours_welcome(env: &Env) -> bool {
    let dumb = env
        .variable(Variable::Term)
        .is_some_and(|term| term == "dumb");
    let ci = env.variable(Variable::Ci).is_some();
    env.variable(Variable::NoColor).is_none() && !dumb && !ci
}

fn colours_forced(env: &Env) -> bool {
    let force = env.variable(Variable::ColorForce);
    env.variable(Variable::NoColor).is_none() && force.is_some_and(|value| value != "0")
}

fn when(given: &Given, flag: &Flag) -> Result<When, Failure> {
    let parsed = given.parse(flag, "auto, always or never", |text| match text {
        "auto" => Some(When::Auto),
        "always" => Some(When::Always),
        "never" => Some(When::Never),
        _ => None,
    })?;
    Ok(parsed.unwrap_or_default())
}

/// `-v` asks for more than `-s` takes away: `curl -sv` prints the transcript, too.
fn verbosity(given: &Given) -> Verbosity {
    let silent = given.switch(&flags::SILENT);
    match (given.switch(&flags::VERBOSE), silent) {
        (true, _) => Verbosity::Verbose,
        (false, true) if given.switch(&flags::SHOW_ERROR) => Verbosity::Failures,
        (false, true) => Verbosity::Silent,
        (false, false) => Verbosity::Normal,
    }
}

/// `--max-filesize`
pub(super) fn max_size(given: &Given) -> Result<Option<u64>, Failure> {
    let expected = "a size above zero, such as 4096, 64k, 10M or 1G";
    given.parse(&flags::MAX_SIZE, expected, values::size)
}

/// What counts as success.
pub(super) fn verdict(given: &Given, stdin_unused: bool) -> Result<Verdict, Failure> {
    let expected = "a list of statuses such as 2xx,404,500-503";
    let listed = given.parse(&outcome::OK, expected, values::statuses)?;
    let ok = match listed {
        Some(listed) => listed,
        None if given.switch(&outcome::NO_FAIL) => StatusSet::all(),
        None => StatusSet::default(),
    };
    Ok(Verdict {
        ok,
        withhold: given.switch(&outcome::FAIL),
        stdin_unused,
        told: false,
    })
}

pub(super) fn destination(name: &OsStr) -> Destination {
    if name == "-" {
        Destination::Stdout
    } else {
        Destination::File(PathBuf::from(Path::new(name)))
    }
}
