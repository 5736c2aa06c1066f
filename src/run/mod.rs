//! What a plan does: each job in turn, its outcome judged, the first failure remembered.

mod attempts;
mod deliver;
mod dry;
mod jar;
mod job;
mod judge;
mod part;
pub mod plan;

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Client;
use crate::output::printer::Printer;
use crate::output::sink::ClosedPipe;

use plan::{Job, Plan};

/// Carries a plan out. Everything that is to be said is said; what is left is the exit status:
/// that of the first job that failed. All jobs are run.
pub fn execute(plan: &Plan) -> Kind {
    let mut printer = Printer::new(plan.output.clone());
    let outcome = jobs(plan, &mut printer);
    match printer.finish() {
        Ok(()) => outcome,
        Err(failure) => {
            printer.failure(&failure);
            first(outcome, failure.kind)
        }
    }
}

fn jobs(plan: &Plan, printer: &mut Printer) -> Kind {
    for warning in &plan.warnings {
        printer.on(&Event::Warning(warning));
    }
    let mut client = Client::new(plan.client.clone());
    if let Err(failure) = check(plan, &mut client, printer) {
        printer.failure(&failure);
        return failure.kind;
    }
    let outcome = each(plan, &mut client, printer);
    let (Some(cookies), Some(jar), false) = (
        &plan.client.cookies,
        &client.cookies,
        plan.dry_run.is_some(),
    ) else {
        return outcome;
    };
    match jar::save(cookies, jar, printer) {
        Err(failure) if !ClosedPipe::within(&failure) => {
            printer.failure(&failure);
            first(outcome, failure.kind)
        }
        Ok(()) | Err(_) => outcome,
    }
}

fn each(plan: &Plan, client: &mut Client, printer: &mut Printer) -> Kind {
    let mut outcome = Kind::Success;
    for job in &plan.jobs {
        let kind = match plan.dry_run {
            Some(show) => dry::run(job, plan, show, client.cookies.as_ref(), printer),
            None => job::run(job, plan, client, printer),
        };
        match kind {
            Ok(kind) => outcome = first(outcome, kind),
            Err(failure) if ClosedPipe::within(&failure) => return outcome,
            Err(failure) => {
                outcome = first(outcome, failure.kind);
                printer.failure(&named(failure, job));
            }
        }
    }
    outcome
}

/// A failure of a request says which one it was, where several may stand in one log. What was
/// wrong before anybody was contacted is told by its own words.
fn named(failure: Failure, job: &Job) -> Failure {
    if matches!(failure.kind, Kind::Usage | Kind::Write) {
        return failure;
    }
    failure.of(format_args!("{} {}", job.request.method, job.request.uri))
}

/// Finds what cannot work before anybody is contacted.
fn check(plan: &Plan, client: &mut Client, printer: &mut Printer) -> Result<(), Failure> {
    if let Some(config) = &plan.client.cookies {
        client.cookies = Some(jar::load(config, printer)?);
    }
    if plan.dry_run.is_some() {
        return Ok(());
    }
    printer.check(plan.jobs.iter().map(|job| &job.body))?;
    client.prepare(plan.jobs.iter().map(|job| &job.request.uri.origin))
}

fn first(outcome: Kind, kind: Kind) -> Kind {
    if outcome == Kind::Success {
        kind
    } else {
        outcome
    }
}
