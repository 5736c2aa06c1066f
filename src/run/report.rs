//! A job and what is told of it when it is over, whatever its outcome: its failure on stderr, then
//! its parts, metadata, `-w` and timing where they were asked for. One call for each job.

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::redirect::{self, Pointer};
use crate::client::{Client, Hop};
use crate::http::head::ResponseHead;
use crate::output::printer::Printer;
use crate::output::sink::ClosedPipe;

use super::plan::{Asked, Job, Plan};
use super::{first, job};

/// What came of a job.
#[derive(Debug, Clone, Copy)]
pub(super) enum Outcome {
    /// It is over; this is its exit status.
    Over(Kind),
    /// Nobody reads stdout any more.
    Closed,
}

/// Runs the job at place `number` of the plan, and tells of it.
pub(super) fn run(
    (number, job): (usize, &Job),
    plan: &Plan,
    client: &mut Client,
    printer: &mut Printer,
) -> Outcome {
    printer.begin_job(&job.request);
    let (kind, closed) = match job::run(job, plan, client, printer) {
        Ok(kind) => (kind, false),
        Err(failure) if ClosedPipe::within(&failure) => (Kind::Success, true),
        Err(failure) => {
            printer.failure(&failure);
            (failure.kind, false)
        }
    };
    let told = tell((number, job), plan, kind, printer);
    match told {
        _ if closed => Outcome::Closed,
        Ok(()) => Outcome::Over(kind),
        Err(failure) if ClosedPipe::within(&failure) => Outcome::Closed,
        Err(failure) => {
            printer.failure(&failure);
            Outcome::Over(first(kind, failure.kind))
        }
    }
}

fn tell(
    (number, job): (usize, &Job),
    plan: &Plan,
    kind: Kind,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let Some(facts) = &printer.facts else {
        return Ok(());
    };
    let verdict = &plan.verdict;
    let head = facts.head.as_ref();
    let withheld = verdict.withhold && head.is_some_and(|head| !verdict.ok.contains(head.status));
    let url = job.request.uri.to_string();
    printer.end_job(&url, number, kind.code(), withheld)
}

/// Has the responses told of in words: those that were followed, and the one that is delivered.
pub(super) fn answered(printer: &mut Printer, followed: &[Hop], head: Option<&ResponseHead>) {
    for hop in followed {
        printer.followed(&hop.head);
    }
    if let Some(head) = head {
        printer.answered(head);
    }
}

/// Notes how the last request came about, and where its response points on.
pub(super) fn way(printer: &mut Printer, asked: &Asked<'_>, followed: usize) {
    let Some(facts) = &mut printer.facts else {
        return;
    };
    facts.redirects = followed;
    let pointer = facts.head.as_ref().map(redirect::pointer);
    if let Some(Pointer::To(location)) = pointer {
        let target = redirect::resolve(asked.uri, location).ok();
        facts.redirect_url = target.map(|uri| uri.to_string());
    }
}
