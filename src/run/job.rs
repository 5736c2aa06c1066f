//! One job: a request sent, its response delivered and judged.

use std::mem;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::{Client, Hop, Response, Unfinished};
use crate::content::source::Source;
use crate::output::config::Destination;
use crate::output::file::Target;
use crate::output::printer::Printer;
use crate::output::sink::ClosedPipe;

use super::deliver;
use super::judge::judge;
use super::plan::{Asked, Job, Plan};

/// Runs a job; the kind of its outcome by its status. A reader that closes stdout is a failure
/// only of a response that was not fine.
pub(super) fn run(
    job: &Job,
    plan: &Plan,
    client: &mut Client,
    printer: &mut Printer,
) -> Result<Kind, Failure> {
    job.tell(printer);
    let start = client.begin();
    let source = Source::of(&job.request)?;
    let sent = client.send(job.outbound(source, start), printer);
    let mut response = sent.map_err(|unfinished| broken_off(job, unfinished, printer))?;
    let followed = mem::take(&mut response.followed);
    let failure = judge(job, plan, &followed, &response.head);
    let delivered = heads(&followed, printer)
        .and_then(|()| receive(job, plan, &mut response, failure.is_some(), printer))
        .map_err(|failure| named(failure, &job.asked(&followed)));
    match delivered {
        Err(closed) if ClosedPipe::within(&closed) && failure.is_some() => {}
        delivered => delivered?,
    }
    client.recycle(response.body, printer);
    let Some(failure) = failure else {
        return Ok(Kind::Success);
    };
    printer.failure(&failure);
    Ok(failure.kind)
}

/// A chain of redirects that came to no final response: its heads are true all the same.
fn broken_off(job: &Job, unfinished: Unfinished, printer: &mut Printer) -> Failure {
    let Unfinished { failure, followed } = unfinished;
    let shown = heads(&followed, printer);
    printer.withhold();
    match shown {
        Ok(()) => named(failure, &job.asked(&followed)),
        Err(failure) => failure,
    }
}

/// The heads of all responses before the last.
fn heads(followed: &[Hop], printer: &mut Printer) -> Result<(), Failure> {
    for hop in followed {
        for head in hop.interim.iter().chain([&hop.head]) {
            printer.head(head)?;
        }
    }
    Ok(())
}

/// A failure of a request says which one it was, where several may stand in one log. What was
/// wrong before anybody was contacted is told by its own words.
pub(super) fn named(failure: Failure, asked: &Asked<'_>) -> Failure {
    if matches!(failure.kind, Kind::Usage | Kind::Write) {
        return failure;
    }
    failure.of(asked)
}

fn receive(
    job: &Job,
    plan: &Plan,
    response: &mut Response,
    failed: bool,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let Response {
        interim,
        head,
        body,
        ..
    } = response;
    for head in interim.iter().chain([&*head]) {
        printer.head(head)?;
    }
    // A page that says what went wrong must not take the place of a file that was good.
    if failed && (plan.verdict.withhold || replaces(&job.body)?) {
        printer.withhold();
        return deliver::to_stderr(body, head, &plan.client, printer);
    }
    let mut sink = printer.begin_body(head, &job.body)?;
    deliver::deliver(body, head, sink.as_mut(), &plan.client, printer)?;
    sink.finish()
}

/// Whether a body would take the place of an older file.
fn replaces(to: &Destination) -> Result<bool, Failure> {
    match to {
        Destination::Stdout => Ok(false),
        Destination::File(path) => Target::check(path).map(|target| target.replaces()),
    }
}
