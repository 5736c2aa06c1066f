//! What is done with a line once it is read, on a terminal and in a batch alike.

use std::sync::Arc;

use super::input::Typed;
use super::watch::Seen;
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::cli::command::CURL;
use crate::cli::session::Grammar;
use crate::output::{failure, stderr};
use crate::run::plan::Plan;
use crate::run::session::Session;

/// A session at work.
pub struct Desk {
    /// What lines mean.
    pub grammar: Grammar,
    /// What is kept between them.
    pub session: Session,
    /// What was seen of the connections.
    pub seen: Seen,
    /// Whether failures are told with the number of the line.
    pub numbered: bool,
    /// The exit status: that of the first failure.
    pub outcome: Kind,
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
    /// Does what a line asks for.
    pub fn take(&mut self, typed: Typed) -> Step {
        match self.understood(&typed) {
            Ok(Meant::Plan(plan)) => self.carry_out(typed.number, *plan),
            Ok(Meant::Leave) => Step::Leave,
            Err(failure) => self.wrong(typed.number, &failure),
        }
    }

    /// Tells what is wrong with a line.
    pub fn wrong(&mut self, number: u64, failure: &Failure) -> Step {
        let number = self.numbered.then_some(number);
        if !self.grammar.is_silent() {
            stderr::say(&failure::line_at(failure, number, false));
        }
        self.note(failure.kind)
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
            let plan = self
                .grammar
                .plan(command, &typed.words, typed.body.clone())?;
            return Ok(Meant::Plan(Box::new(plan)));
        }
        match first.to_str() {
            Some("exit" | "quit") => Ok(Meant::Leave),
            Some(CURL) => match self.grammar.pasted(typed.words.clone())? {
                Some(plan) => Ok(Meant::Plan(Box::new(plan))),
                None => Err(Failure::usage("that curl line sends nothing")),
            },
            Some(_) | None => {
                let shown = excerpt(first.as_encoded_bytes());
                Err(Failure::usage(format!("unknown command '{shown}'"))
                    .hint("write METHOD PATH [ITEM]..., such as GET /users"))
            }
        }
    }

    fn carry_out(&mut self, number: u64, mut plan: Plan) -> Step {
        plan.output.line = self.numbered.then_some(number);
        // What a line opens for itself alone takes nobody's place.
        let shared = self.session.shares(&plan);
        let watcher = shared.then(|| self.seen.watcher_at(plan.output.line));
        let done = self.session.carry_out(&Arc::new(plan), watcher);
        match done.closed {
            true => Step::Leave,
            false => self.note(done.kind),
        }
    }
}

/// What a line means.
enum Meant {
    /// Requests.
    Plan(Box<Plan>),
    /// The user leaves.
    Leave,
}
