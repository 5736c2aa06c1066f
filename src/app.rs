//! The table of contents: words to a plan, the plan carried out, its end an exit status.

use std::ffi::OsString;
use std::io::IoSlice;
use std::process::ExitCode;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::cli::{self, Action, Env};
use crate::output::sink::{ClosedPipe, Sink, Stdout};
use crate::output::{failure, stderr};
use crate::run;

/// Runs the program with the words after its name.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    let env = Env::system();
    let kind = match cli::parse(words, &env) {
        Ok(Action::Run(plan)) => run::execute(&plan),
        Ok(Action::Print(text)) => print(&text),
        Err(failure) => complain(&failure),
    };
    ExitCode::from(kind.code())
}

/// Prints help; a closed pipe ends that quietly.
fn print(text: &str) -> Kind {
    match Stdout.write(&[IoSlice::new(text.as_bytes())]) {
        Ok(()) => Kind::Success,
        Err(failure) if ClosedPipe::within(&failure) => Kind::Success,
        Err(failure) => complain(&failure),
    }
}

fn complain(failure: &Failure) -> Kind {
    stderr::say(&failure::line(failure, false));
    failure.kind
}
