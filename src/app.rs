//! The table of contents: words to a plan, the plan carried out, its end an exit status.

use std::ffi::OsString;
use std::io::IoSlice;
use std::panic::{self, PanicHookInfo};
use std::process::{self, ExitCode};

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::cli::{self, Action, Env};
use crate::output::sink::{ClosedPipe, Sink, Stdout};
use crate::output::{failure, stderr};
use crate::query::Mistake;
use crate::run;
use crate::session;

/// Runs the program with the words after its name.
pub fn main(words: impl Iterator<Item = OsString>) -> ExitCode {
    report_bugs();
    let env = Env::system();
    let words: Vec<OsString> = words.collect();
    // Whoever evaluates what is printed must not take nothing for success.
    let evaluated = cli::captures::abandoned(&words, Kind::Usage);
    let kind = match cli::parse(words.into_iter(), &env) {
        Ok(Action::Run(plan)) => run::execute(plan),
        Ok(Action::Session(opening)) => session::run(opening),
        Ok(Action::Print(text)) => print(&text),
        Err(failure) => {
            print(&evaluated.unwrap_or_default());
            complain(&failure)
        }
    };
    ExitCode::from(kind.code())
}

/// Has a panic told in one line, with an exit status of its own: scripts must not take a bug for
/// anything else.
fn report_bugs() {
    panic::set_hook(Box::new(|info| {
        stderr::say_now(bug(info).as_bytes());
        leave(Kind::Internal)
    }));
}

fn bug(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let owned = payload.downcast_ref::<String>().map(String::as_str);
    let words = payload
        .downcast_ref::<&str>()
        .copied()
        .or(owned)
        .unwrap_or("no reason given");
    let place = info
        .location()
        .map_or_else(String::new, |place| format!(" at {place}"));
    let failure = Failure::new(
        Kind::Internal,
        format_args!("internal error{place}: {words}"),
    )
    .hint("this is a bug in verb: please report it, with the command line");
    failure::line(&failure, false)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that ends the process early"
)]
fn leave(kind: Kind) -> ! {
    process::exit(i32::from(kind.code()))
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
    if let Some(mistake) = Mistake::within(failure) {
        stderr::say(&format!("{}\n", mistake.caret()));
    }
    failure.kind
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn a_panic_is_one_line_that_says_where_and_what_to_do() {
        static SEEN: Mutex<String> = Mutex::new(String::new());
        let before = panic::take_hook();
        panic::set_hook(Box::new(|info| SEEN.lock().unwrap().push_str(&bug(info))));
        let at = line!() + 1;
        let caught = panic::catch_unwind(|| panic!("a\x1bb"));
        panic::set_hook(before);
        assert!(caught.is_err());
        let line = SEEN.lock().unwrap();
        assert!(
            line.contains(&format!("verb: internal error at src/app.rs:{at}:")),
            "{line}"
        );
        assert!(line.contains(": a\\x1bb; this is a bug in verb"), "{line}");
    }
}
