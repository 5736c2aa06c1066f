//! The table of contents: words to a plan, the plan carried out, its end an exit status.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::cli::{self, Action, Env};
use crate::output::failure as report;
use crate::run;

/// Runs the program with the words after its name.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    let env = Env::system();
    let kind = match cli::parse(words, &env) {
        Ok(Action::Run(plan)) => run::execute(&plan),
        Ok(Action::Print(text)) => print(&text),
        Err(failure) => {
            report::print(&failure);
            failure.kind
        }
    };
    ExitCode::from(kind.code())
}

/// Prints help; a closed pipe ends that quietly.
fn print(text: &str) -> Kind {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => Kind::Success,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Kind::Success,
        Err(error) => {
            let failure = Failure::io(Kind::Write, "writing to standard output", error);
            report::print(&failure);
            failure.kind
        }
    }
}
