//! One job: a request sent, its response delivered and judged.

use crate::base::escape;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::body::Body;
use crate::client::{Client, Response, framing};
use crate::content::source::Source;
use crate::http::head::ResponseHead;
use crate::http::status::Class;
use crate::output::printer::Printer;
use crate::output::sink;

use super::deliver;
use super::plan::{Job, Plan, Verdict};

/// Why a job did not come to a verdict.
pub(super) enum Stop {
    /// Something failed.
    Failed(Failure),
    /// Whoever reads stdout closed it: a quiet end.
    Closed,
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        if sink::is_closed_pipe(&failure) { Self::Closed } else { Self::Failed(failure) }
    }
}

/// Runs a job; the kind of its outcome by its status.
pub(super) fn run(
    job: &Job,
    plan: &Plan,
    client: &mut Client,
    printer: &mut Printer,
) -> Result<Kind, Stop> {
    for note in &job.notes {
        printer.on(&Event::Note(note));
    }
    let source = Source::open(&job.request.content)?;
    let head = framing::head(&job.request, source.as_ref())?;
    let Response { interim, head, mut body } = client.send(&head, &job.request, source, printer)?;
    let failure = judge(job, &plan.verdict, &head);
    if failure.is_some() && plan.verdict.withhold {
        deliver::to_stderr(&mut body, &head, plan, printer)?;
    } else {
        heads(&interim, &head, printer)?;
        receive(job, &head, &mut body, plan, printer)?;
    }
    client.recycle(body, printer);
    let Some(failure) = failure else { return Ok(Kind::Success) };
    printer.failure(&failure);
    Ok(failure.kind)
}

fn heads(
    interim: &[ResponseHead],
    head: &ResponseHead,
    printer: &mut Printer,
) -> Result<(), Failure> {
    for head in interim {
        printer.head(head, true)?;
    }
    printer.head(head, false)
}

fn receive(
    job: &Job,
    head: &ResponseHead,
    body: &mut Body,
    plan: &Plan,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let mut sink = printer.begin_body(head, &job.body)?;
    deliver::deliver(body, head, sink.as_mut(), &plan.client, printer)?;
    sink.finish()
}

/// What is wrong with a response's status, in one line.
fn judge(job: &Job, verdict: &Verdict, head: &ResponseHead) -> Option<Failure> {
    let status = head.status;
    if verdict.ok.contains(status) {
        return None;
    }
    let kind = match status.class() {
        Class::Informational | Class::Successful => Kind::Expectation,
        Class::Redirection => Kind::Redirection,
        Class::ClientError => Kind::ClientError,
        Class::ServerError => Kind::ServerError,
    };
    let reason = match head.reason.as_slice() {
        [] => status.reason().to_owned(),
        reason => escape::excerpt(reason),
    };
    let (method, uri) = (&job.request.method, &job.request.uri);
    let failure = Failure::new(kind, format_args!("{status} {reason} ({method} {uri})"));
    Some(match hint(verdict, head) {
        Some(hint) => failure.hint(hint),
        None => failure,
    })
}

fn hint(verdict: &Verdict, head: &ResponseHead) -> Option<String> {
    match head.status.class() {
        Class::Redirection => {
            let target = head.fields.first("location")?;
            Some(format!("not followed: it leads to {}", escape::excerpt(target)))
        }
        Class::ClientError if verdict.stdin_unused => {
            Some("stdin was not sent; add - to send it".to_owned())
        }
        Class::Informational | Class::Successful => {
            Some("--ok does not list this status".to_owned())
        }
        Class::ClientError | Class::ServerError => None,
    }
}
