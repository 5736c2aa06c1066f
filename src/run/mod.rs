//! What a plan does: each job in turn or side by side, its outcome judged, the first failure
//! remembered.

mod attempts;
mod deliver;
mod dry;
mod jar;
mod job;
mod judge;
mod many;
mod part;
mod place;
pub mod plan;
mod report;

use std::sync::{Arc, Mutex};

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Client;
use crate::output::printer::Printer;
use crate::output::signals;
use crate::output::sink::ClosedPipe;

use many::End;
use plan::{Job, Plan, Show};
use report::Outcome;

/// Carries a plan out. Everything that is to be said is said; what is left is the exit status:
/// that of the first job that failed. All jobs are run, unless the first failure is to end that.
pub fn execute(plan: Box<Plan>) -> Kind {
    let plan: Arc<Plan> = Arc::from(plan);
    let mut printer = Printer::new(plan.output.clone());
    let outcome = jobs(&plan, &mut printer);
    match printer.finish() {
        Ok(()) => outcome,
        Err(failure) => {
            printer.failure(&failure);
            first(outcome, failure.kind)
        }
    }
}

fn jobs(plan: &Arc<Plan>, printer: &mut Printer) -> Kind {
    for warning in &plan.warnings {
        printer.on(&Event::Warning(warning));
    }
    let mut client = Client::new(plan.client.clone());
    if let Err(failure) = check(plan, &mut client, printer) {
        printer.failure(&failure);
        return failure.kind;
    }
    let end = match plan.many.parallel {
        Some(workers) if plan.dry_run.is_none() => many::run(plan, &mut client, workers, printer),
        Some(_) | None => Ok(End::of(each(plan, &mut client, printer))),
    };
    let end = end.unwrap_or_else(|failure| {
        printer.failure(&failure);
        End::of(failure.kind)
    });
    let outcome = save(plan, &client, end.kind, printer);
    if end.early {
        signals::sweep();
    }
    outcome
}

/// Saves the cookies of the run, once.
fn save(plan: &Plan, client: &Client, outcome: Kind, printer: &mut Printer) -> Kind {
    let (Some(cookies), Some(jar), None) = (&plan.client.cookies, client.jar(), plan.dry_run)
    else {
        return outcome;
    };
    match jar::save(cookies, &jar, printer) {
        Err(failure) if !ClosedPipe::within(&failure) => {
            printer.failure(&failure);
            first(outcome, failure.kind)
        }
        Ok(()) | Err(_) => outcome,
    }
}

fn each(plan: &Plan, client: &mut Client, printer: &mut Printer) -> Kind {
    let mut outcome = Kind::Success;
    for (number, job) in plan.jobs.iter().enumerate() {
        let came = match plan.dry_run {
            Some(show) => dry(job, plan, show, (client, printer)),
            None => report::run((number, job), plan, client, printer),
        };
        match came {
            Outcome::Over(kind) => outcome = first(outcome, kind),
            Outcome::Closed => return outcome,
        }
        if plan.many.fail_early && outcome != Kind::Success {
            return outcome;
        }
    }
    outcome
}

fn dry(job: &Job, plan: &Plan, show: Show, by: (&Client, &mut Printer)) -> Outcome {
    let (client, printer) = by;
    match dry::run(job, plan, show, client.jar().as_deref(), printer) {
        Ok(kind) => Outcome::Over(kind),
        Err(failure) if ClosedPipe::within(&failure) => Outcome::Closed,
        Err(failure) => {
            let failure = job::named(failure, &job.asked(&[]));
            printer.failure(&failure);
            Outcome::Over(failure.kind)
        }
    }
}

/// Finds what cannot work before anybody is contacted.
fn check(plan: &Plan, client: &mut Client, printer: &mut Printer) -> Result<(), Failure> {
    if let Some(config) = &plan.client.cookies {
        client.cookies = Some(Arc::new(Mutex::new(jar::load(config, printer)?)));
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
