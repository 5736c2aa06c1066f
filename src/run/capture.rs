//! `--capture`: values of the last job's response, taken on the way and handed over when the whole
//! command has passed. A shell that evaluates what is printed keeps no older value of a variable,
//! and sees a failure: `eval "$(…)"` hides the exit status of what it evaluates.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, IoSlice, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::plan::{Job, Plan};
use super::tap::Tap;
use crate::base::clock;
use crate::base::escape;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Hop;
use crate::http::head::ResponseHead;
use crate::output::assign::{self, Captured, Shell};
use crate::output::config::Destination;
use crate::output::printer::Printer;
use crate::output::signals;
use crate::output::sink::{Sink, Stdout};
use crate::query::Filter;

/// What is to be taken, where it goes, and what came of it.
pub struct Captures {
    /// The values, in order.
    pub all: Vec<Capture>,
    /// `--shell`: printed as assignments of this shell, in place of the body.
    pub shell: Option<Shell>,
    /// `--capture-file`: appended to this file.
    pub file: Option<PathBuf>,
    /// The flags and values that said so.
    pub words: Vec<String>,
    pub(super) seen: Mutex<Seen>,
}

/// One value.
#[derive(Debug)]
pub struct Capture {
    /// The variable.
    pub name: String,
    /// What it is to hold.
    pub what: What,
}

/// What is taken of a response.
#[derive(Debug, Clone)]
pub enum What {
    /// What a filter makes of the body.
    Query(Arc<Filter>),
    /// The status code.
    Status,
    /// The values of a field.
    Header(String),
    /// The value of a cookie that was set, on the way too.
    Cookie(String),
    /// How long all took, in milliseconds.
    Time,
    /// When the first byte of the response came, in milliseconds.
    FirstByte,
    /// The URL that was asked last.
    Url,
    /// The body.
    Body,
}

/// What is known of the job so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    begun: Option<Instant>,
    first_byte: Option<Instant>,
    /// The values, once the response is complete.
    values: Option<Vec<Captured>>,
}

impl Captures {
    /// Nothing is taken yet.
    pub fn new(
        all: Vec<Capture>,
        shell: Option<Shell>,
        file: Option<PathBuf>,
        words: Vec<String>,
    ) -> Self {
        Self {
            all,
            shell,
            file,
            words,
            seen: Mutex::default(),
        }
    }

    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|capture| capture.name.as_str())
    }
}

impl Seen {
    /// The response is complete.
    pub(super) fn complete(&mut self, values: Vec<Captured>) {
        self.values = Some(values);
    }

    /// Milliseconds from the job's beginning to an instant, rounded down.
    pub(super) fn millis(&self, until: Instant) -> u128 {
        let begun = self.begun.unwrap_or(until);
        until.saturating_duration_since(begun).as_millis()
    }

    /// The same to the first byte of the response.
    pub(super) fn first_byte(&self) -> u128 {
        self.first_byte.map_or(0, |at| self.millis(at))
    }
}

impl fmt::Debug for Captures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.all).finish()
    }
}

/// Notes the beginning of a job of which something will be taken.
pub(super) fn begin(job: &Job, plan: &Plan, printer: &mut Printer) {
    let Some(captures) = of(job, plan) else {
        return;
    };
    captures.seen().begun = Some(clock::now());
    let timed = |capture: &Capture| matches!(capture.what, What::FirstByte);
    if captures.all.iter().any(timed) {
        printer.watched_by(Box::new(FirstByte(Arc::clone(captures))));
    }
}

/// Sees when the first byte comes; the last attempt's counts.
struct FirstByte(Arc<Captures>);

impl Observer for FirstByte {
    fn on(&mut self, event: &Event<'_>) {
        if matches!(event, Event::FirstByte) {
            self.0.seen().first_byte = Some(clock::now());
        }
    }
}

/// Puts what takes values before the place of a body.
pub(super) fn tapped(
    to: Box<dyn Sink>,
    job: &Job,
    plan: &Plan,
    followed: &[Hop],
    head: &ResponseHead,
) -> Box<dyn Sink> {
    match of(job, plan) {
        Some(captures) if plan.verdict.ok.contains(head.status) => {
            let asked = job.asked(followed);
            Box::new(Tap::new(to, captures, followed, (asked.uri, head)))
        }
        Some(_) | None => to,
    }
}

/// What is taken of this job's response: of the last one's alone.
fn of<'a>(job: &Job, plan: &'a Plan) -> Option<&'a Arc<Captures>> {
    let captures = plan.captures.as_ref()?;
    let last = plan.jobs.last()?;
    std::ptr::eq(job, last).then_some(captures)
}

/// Whether stdout belongs to assignments, and this body is meant for it.
pub(super) fn displaces(job: &Job, plan: &Plan) -> bool {
    let evaluated = |captures: &Arc<Captures>| captures.shell.is_some();
    job.body == Destination::Stdout && plan.captures.as_ref().is_some_and(evaluated)
}

/// Finds a file that cannot be appended to, before anybody is contacted, and sees to it that a
/// shell hears of a signal that ends the run.
pub(super) fn check(plan: &Plan) -> Result<(), Failure> {
    let captures = plan.captures.as_ref();
    if let Some((captures, shell)) = captures.and_then(|all| Some((all, all.shell?))) {
        signals::say_at_end(|code| assign::abandoned(captures.names(), shell, code))
            .map_err(|error| Failure::io(Kind::Internal, "watching for signals", error))?;
    }
    let Some(path) = plan.captures.as_ref().and_then(|all| all.file.as_deref()) else {
        return Ok(());
    };
    match OpenOptions::new().append(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let parent = path
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty());
            match parent.is_none_or(Path::is_dir) {
                true => Ok(()),
                false => Err(unwritable(path, error)),
            }
        }
        Err(error) => Err(unwritable(path, error)),
    }
}

/// Hands the values over after a run with this outcome, or says to a shell that there are none.
pub(super) fn report(plan: &Plan, outcome: Kind, printer: &mut Printer) -> Kind {
    let (Some(captures), None) = (&plan.captures, plan.dry_run) else {
        return outcome;
    };
    let values = captures.seen().values.take();
    let handed = match (outcome, values) {
        (Kind::Success, Some(values)) => hand_over(captures, &values),
        // The reader of stdout left before the last response.
        (Kind::Success, None) => return outcome,
        (_, _) => Ok(()),
    };
    let outcome = match handed {
        Ok(()) => outcome,
        Err(failure) => {
            printer.failure(&failure);
            failure.kind
        }
    };
    if let (Some(shell), true) = (captures.shell, outcome != Kind::Success) {
        let text = assign::abandoned(captures.names(), shell, outcome.code());
        // Whoever does not read it needs it no more.
        let _ = Stdout.write(&[IoSlice::new(text.as_bytes())]);
    }
    outcome
}

fn hand_over(captures: &Captures, values: &[Captured]) -> Result<(), Failure> {
    let mut lines = Vec::new();
    if let Some(shell) = captures.shell {
        for value in values {
            lines.extend(assign::line(value, shell)?);
        }
    }
    if let Some(path) = &captures.file {
        let mut entries = Vec::new();
        for value in values {
            entries.extend(assign::entry(value)?);
        }
        append(path, &entries).map_err(|error| unwritable(path, error))?;
    }
    if lines.is_empty() {
        return Ok(());
    }
    Stdout.write(&[IoSlice::new(&lines)])
}

/// In one write, so that what others append stays apart.
fn append(path: &Path, entries: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(entries)
}

fn unwritable(path: &Path, error: io::Error) -> Failure {
    let what = format!("--capture-file: appending to {}", escape::path(path));
    Failure::io(Kind::Write, what, error)
}
