//! What is done with a line once it is read, on a terminal and in a batch alike.

use std::io::IoSlice;
use std::sync::Arc;

use super::commands::{self, Command, mistake};
use super::input::Typed;
use super::last::{Exchange, Last};
use super::reply::Reply;
use super::reply::frames::Frames;
use super::watch::Seen;
use crate::base::event::Event;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::cli::command::CURL;
use crate::cli::session::{Grammar, Setting};
use crate::http::uri::Uri;
use crate::output::config::Destination;
use crate::output::look::Look;
use crate::output::sink::{ClosedPipe, Sink, Stdout};
use crate::output::{failure, stderr};
use crate::run::plan::{Plan, StatusSet};
use crate::run::session::{Session, Watching};

/// A session at work.
pub struct Desk {
    /// What lines mean.
    pub grammar: Grammar,
    /// What is kept between them.
    pub session: Session,
    /// What was seen of the connections.
    pub seen: Seen,
    /// The exit status: that of the first failure.
    pub outcome: Kind,
    /// Whose lines they are.
    pub mode: Mode,
    /// `set raw on`
    pub raw: bool,
    /// The last exchange; of a batch nothing is kept.
    pub last: Last,
    /// Where paths were relative to when the session began.
    pub home: Uri,
    /// The last line that asked for requests.
    before: Option<Typed>,
    /// What it meant.
    plan: Option<Arc<Plan>>,
}

/// Whose lines they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A person's at a terminal: replies are explained, a failing status is no failure of the
    /// session, the last exchange is kept.
    Terminal,
    /// A program's: failures are told with the number of their line.
    Batch,
}

/// What follows a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The next one; what came of this one.
    Next(Kind),
    /// Nothing: the user leaves, or nobody reads what is written.
    Leave,
}

impl Desk {
    /// A session whose lines mean this.
    pub fn new(grammar: Grammar, session: Session, mode: Mode) -> Self {
        Self {
            home: grammar.base().clone(),
            seen: Seen::default(),
            grammar,
            session,
            outcome: Kind::Success,
            mode,
            raw: false,
            last: Last::default(),
            before: None,
            plan: None,
        }
    }

    /// Does what a line asks for.
    pub fn take(&mut self, mut typed: Typed) -> Step {
        // Pasted from a shell, where the program has to be named.
        if typed.words.first().is_some_and(|word| word == "verb") && typed.words.len() > 1 {
            typed.words.remove(0);
        }
        let number = typed.number;
        let done = match self.understood(&typed) {
            Ok(Meant::Plan(plan)) => {
                self.before = Some(typed);
                return self.carry_out(number, *plan);
            }
            Ok(Meant::Leave) => return Step::Leave,
            Ok(Meant::Again) => return self.again(number),
            Ok(Meant::Command(command, words)) => commands::run(self, command, &words),
            Err(failure) => Err(failure),
        };
        match done {
            Ok(()) => Step::Next(Kind::Success),
            Err(failure) if ClosedPipe::within(&failure) => Step::Leave,
            Err(failure) => self.wrong(number, &failure),
        }
    }

    /// Tells what is wrong with a line.
    pub fn wrong(&mut self, number: u64, failure: &Failure) -> Step {
        self.tell(self.line(number), failure)
    }

    /// Tells what is wrong where no line is to blame.
    pub fn broken(&mut self, failure: &Failure) {
        self.tell(None, failure);
    }

    fn tell(&mut self, line: Option<u64>, failure: &Failure) -> Step {
        if !self.grammar.is_silent() {
            let colour = self.mode == Mode::Terminal && self.session.output().colour_stderr;
            stderr::say(&failure::line_at(failure, line, colour));
        }
        self.note(failure.kind)
    }

    /// Says what a command was asked for: on stdout to a person; a batch has only bodies there.
    pub(super) fn say(&self, text: &str) -> Result<(), Failure> {
        match self.mode {
            Mode::Terminal => Stdout.write(&[IoSlice::new(text.as_bytes())]),
            Mode::Batch => {
                stderr::say(text);
                Ok(())
            }
        }
    }

    /// Has other flags hold for every line, from the next on.
    pub(super) fn set(&mut self, settings: Vec<Setting>) -> Result<(), Failure> {
        let before = self.grammar.settings().to_vec();
        let plan = self.grammar.set(settings)?;
        match self.session.reach(&plan) {
            Ok(true) => {
                let why = "the settings say so";
                self.seen.watcher().on(&Event::Parted(why));
                Ok(())
            }
            Ok(false) => Ok(()),
            Err(failure) => {
                // They held before, so they do again.
                self.grammar.set(before)?;
                Err(failure)
            }
        }
    }

    /// What the last line with requests meant.
    pub(super) fn plan(&self) -> Option<&Arc<Plan>> {
        self.plan.as_ref()
    }

    /// Prints what a plan would send; see `--as`.
    pub(super) fn print(&mut self, plan: Plan) -> Result<(), Failure> {
        let _said = self.session.carry_out(&Arc::new(plan), Watching::default());
        Ok(())
    }

    fn line(&self, number: u64) -> Option<u64> {
        (self.mode == Mode::Batch).then_some(number)
    }

    fn note(&mut self, kind: Kind) -> Step {
        if self.outcome == Kind::Success {
            self.outcome = kind;
        }
        Step::Next(kind)
    }

    fn understood(&self, typed: &Typed) -> Result<Meant, Failure> {
        let Some(first) = typed.words.first() else {
            return Err(Failure::usage("no command"));
        };
        if let Some(command) = Grammar::command(first) {
            if typed.words.len() == 1 {
                return Err(mistake::no_path(command));
            }
            let plan = self
                .grammar
                .plan(command, &typed.words, typed.body.clone())?;
            return Ok(Meant::Plan(Box::new(plan)));
        }
        if first == CURL {
            if typed.body.is_some() {
                return Err(Failure::usage("curl takes no body below its line")
                    .hint("give it with -d 'DATA', or write METHOD PATH <<END"));
            }
            return match self.grammar.pasted(typed.words.clone())? {
                Some(plan) => Ok(Meant::Plan(Box::new(plan))),
                None => Err(Failure::usage("that curl line sends nothing")),
            };
        }
        let Some(command) = Command::of(first) else {
            return Err(mistake::unknown(&typed.words));
        };
        if typed.body.is_some() {
            return Err(Failure::usage(format!("{} takes no body", command.name())));
        }
        let words = commands::texts(&typed.words)?;
        match command {
            Command::Exit | Command::Again if words.len() > 1 => Err(Failure::usage(format!(
                "{} stands alone in its line",
                command.name()
            ))),
            Command::Exit => Ok(Meant::Leave),
            Command::Again => Ok(Meant::Again),
            Command::Help | Command::Set | Command::Unset | Command::Last => {
                Ok(Meant::Command(command, words))
            }
        }
    }

    /// Sends the last line once more, under the settings of now.
    fn again(&mut self, number: u64) -> Step {
        let Some(typed) = self.before.take() else {
            let failure = Failure::usage("again: nothing was sent yet")
                .hint("write METHOD PATH, such as GET /");
            return self.wrong(number, &failure);
        };
        let meant = self.understood(&typed);
        self.before = Some(typed);
        match meant {
            Ok(Meant::Plan(plan)) => {
                if let (Some(job), Mode::Terminal) = (plan.jobs.first(), self.mode) {
                    let request = &job.request;
                    let more = plan.jobs.len().saturating_sub(1);
                    let more = match more {
                        0 => String::new(),
                        more => format!(" and {more} more"),
                    };
                    stderr::say(&format!(
                        "again: {} {}{more}\n",
                        request.method, request.uri
                    ));
                }
                self.carry_out(number, *plan)
            }
            // Only lines that mean requests are kept.
            Ok(Meant::Leave | Meant::Again | Meant::Command(..)) => Step::Next(Kind::Success),
            Err(failure) => self.wrong(number, &failure),
        }
    }

    fn carry_out(&mut self, number: u64, mut plan: Plan) -> Step {
        plan.output.line = self.line(number);
        let sends = plan.dry_run.is_none();
        // What a line opens for itself alone takes nobody's place.
        let shared = self.session.shares(&plan);
        let done = match self.mode {
            Mode::Batch => {
                let plan = Arc::new(plan);
                if sends {
                    self.plan = Some(Arc::clone(&plan));
                }
                let watcher = || self.seen.watcher_at(plan.output.line);
                let watching = Watching {
                    events: shared.then(watcher),
                    ..Watching::default()
                };
                self.session.carry_out(&plan, watching)
            }
            Mode::Terminal => {
                if sends {
                    self.plan = Some(Arc::new(plan.clone()));
                    *self.last.exchange() = Exchange::default();
                }
                return self.explained(plan, shared);
            }
        };
        match done.closed {
            true => Step::Leave,
            false => self.note(done.kind),
        }
    }

    /// Carries a plan out and explains what comes back.
    fn explained(&mut self, mut plan: Plan, shared: bool) -> Step {
        let verdict = &mut plan.verdict;
        verdict.told = !verdict.withhold && verdict.ok == StatusSet::default();
        let told = verdict.told;
        plan.output.prompted = true;
        let mut wire: Vec<Box<dyn Look>> = vec![self.last.recorder()];
        if self.raw {
            wire.push(Box::new(Frames));
            without_bodies(&mut plan);
        }
        let seen = if shared {
            self.seen.clone()
        } else {
            Seen::default()
        };
        let reply = Reply::new(&plan.output, self.raw, seen, self.last.clone());
        let watching = Watching {
            events: Some(reply.watcher()),
            responses: Some(Box::new(reply.clone())),
            wire,
        };
        let done = self.session.carry_out(&Arc::new(plan), watching);
        reply.end();
        let status = matches!(
            done.kind,
            Kind::Redirection | Kind::ClientError | Kind::ServerError
        );
        match done.closed {
            true => Step::Leave,
            false if told && status => Step::Next(Kind::Success),
            false => self.note(done.kind),
        }
    }
}

/// Has bodies that would be shown go nowhere: they are shown as frames.
fn without_bodies(plan: &mut Plan) {
    if plan.dry_run.is_some() || plan.filter.is_some() || plan.events.is_some() {
        return;
    }
    for job in &mut plan.jobs {
        if job.body == Destination::Stdout {
            job.body = Destination::File("/dev/null".into());
        }
    }
}

/// What a line means.
enum Meant {
    /// Requests.
    Plan(Box<Plan>),
    /// The user leaves.
    Leave,
    /// The last requests once more.
    Again,
    /// A command, and the words of its line.
    Command(Command, Vec<String>),
}
