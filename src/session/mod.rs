//! `verb session`: lines in, exchanges over one connection out.
//!
//! `words` and `input` make lines of bytes, `cli::session` gives them a meaning, `desk` has them
//! carried out by `run::session`; a batch reads them from a pipe or a file (`batch`), a terminal
//! from a person (`terminal`). Knows nothing of sockets and messages.

pub mod batch;
pub mod commands;
pub mod desk;
pub mod input;
pub mod last;
pub mod reply;
pub mod terminal;
pub mod watch;
pub mod words;

use std::fs::File;
use std::io::IsTerminal;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::cli::session::Opening;
use crate::output::config::Verbosity;
use crate::output::{failure, stderr};
use crate::run::session::Session;

use batch::Piped;
use desk::{Desk, Mode, Step};
use input::{Input, Lines, Next};

/// Runs a session to its end; the exit status is that of the first line that failed.
pub fn run(opening: Box<Opening>) -> Kind {
    if opening.file.is_none() && std::io::stdin().is_terminal() {
        return terminal::run(*opening);
    }
    let Opening {
        grammar,
        plan,
        cookies,
        file,
        fail_early,
    } = *opening;
    let begun = match &file {
        Some(path) => Piped::named(path),
        None => own_stdin(),
    };
    let silent = plan.output.verbosity < Verbosity::Normal;
    let begun = begun.and_then(|lines| Ok((lines, Session::begin(&plan, cookies)?)));
    let (lines, session) = match begun {
        Ok(begun) => begun,
        Err(failure) => {
            stderr::say(&failure::line(&failure, false));
            return failure.kind;
        }
    };
    let mut desk = Desk::new(grammar, session, Mode::Batch);
    all(&mut Input::new(lines), &mut desk, fail_early);
    let Desk {
        session,
        seen,
        outcome,
        ..
    } = desk;
    let outcome = session.end(outcome);
    if let (count @ 1.., false) = (seen.reopened(), silent) {
        let line = seen.first().unwrap_or_default();
        let times = match count {
            1 => format!("once, at line {line}"),
            count => format!("{count} times, first at line {line}"),
        };
        stderr::say(&format!("verb: the connection was opened again {times}\n"));
    }
    outcome
}

/// Takes lines until there are no more, or one ends the session.
fn all(input: &mut Input<impl Lines>, desk: &mut Desk, fail_early: bool) {
    loop {
        let step = match input.take() {
            Ok(Next::Typed(typed)) => desk.take(typed),
            Ok(Next::Wrong(number, failure)) => desk.wrong(number, &failure),
            Ok(Next::Dropped) => Step::Next(Kind::Success),
            Ok(Next::End) => return,
            Err(failure) => {
                desk.broken(&failure);
                return;
            }
        };
        match step {
            Step::Leave => return,
            Step::Next(kind) if fail_early && kind != Kind::Success => return,
            Step::Next(_) => {}
        }
    }
}

/// Takes stdin for lines alone: nothing that a line names or starts can read it any more.
fn own_stdin() -> Result<Piped, Failure> {
    let taken = || {
        let lines = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
        let nothing = File::open("/dev/null")?;
        rustix::stdio::dup2_stdin(&nothing)?;
        Ok(File::from(lines))
    };
    let lines = taken().map_err(|error| Failure::io(Kind::ReadSource, "reading stdin", error))?;
    Ok(Piped::new(lines, "stdin".to_owned()))
}
