//! Whether it is shown how far a run has come.

use crate::base::failure::Failure;
use crate::cli::args::progress as flags;
use crate::cli::env::{Env, Output, Variable};
use crate::cli::given::Given;
use crate::output::config::{Config, Destination, Verbosity};
use crate::output::progress::Way;
use crate::run::plan::Job;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Auto,
    Plain,
    Off,
}

/// `--progress`; `output` and `jobs` are those of the plan. A line that is drawn over itself is for
/// people alone, and where no body goes.
pub(super) fn way(
    given: &Given,
    env: &Env,
    output: &Config,
    jobs: &[Job],
) -> Result<Option<Way>, Failure> {
    let wanted = given.parse(&flags::PROGRESS, "auto, plain or off", |text| match text {
        "auto" => Some(Wanted::Auto),
        "plain" => Some(Wanted::Plain),
        "off" => Some(Wanted::Off),
        _ => None,
    })?;
    let otherwise = match given.switch(&flags::NO_PROGRESS_METER) {
        true => Wanted::Off,
        false => Wanted::Auto,
    };
    if output.verbosity < Verbosity::Normal {
        return Ok(None);
    }
    Ok(match wanted.unwrap_or(otherwise) {
        Wanted::Off => None,
        Wanted::Plain => Some(Way::Plain),
        Wanted::Auto => is_seen(env, output, jobs).then_some(Way::Drawn),
    })
}

fn is_seen(env: &Env, output: &Config, jobs: &[Job]) -> bool {
    let to_stdout = jobs.iter().any(|job| job.body == Destination::Stdout);
    let dumb = || {
        let term = env.variable(Variable::Term);
        term.is_some_and(|term| term == "dumb")
    };
    // Where the body is on the screen, stderr is not asked: that costs a system call.
    !(to_stdout && output.style.terminal)
        && env.is_terminal(Output::Stderr)
        && env.variable(Variable::Ci).is_none()
        && !dumb()
}
