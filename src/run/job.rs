//! One job: a request sent, its response delivered and judged.

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::{Client, Response};
use crate::content::source::Source;
use crate::output::config::Destination;
use crate::output::file::Target;
use crate::output::printer::Printer;
use crate::output::sink::ClosedPipe;

use super::deliver;
use super::judge::judge;
use super::plan::{Job, Plan};

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
    let mut response = client.send(job.outbound(source, start), printer)?;
    let failure = judge(job, &plan.verdict, &response.head);
    let delivered = receive(job, plan, &mut response, failure.is_some(), printer);
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
