//! What a plan does: each job in turn or side by side, its outcome judged, the first failure
//! remembered; and many plans over one client (`session`).

mod attempts;
mod begun;
pub mod capture;
mod deliver;
mod dry;
mod events;
mod jar;
mod job;
mod judge;
mod look;
mod many;
mod part;
mod place;
pub mod plan;
mod report;
pub mod save;
pub mod session;
mod tap;
mod told;

use std::sync::{Arc, Mutex};

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Client;
use crate::output::printer::Printer;
use crate::output::progress;
use crate::output::signals;
use crate::output::sink::ClosedPipe;

use look::Looking;
use many::End;
use plan::{Job, Plan, Show};
use report::Outcome;

/// Carries a plan out. Everything that is to be said is said; what is left is the exit status:
/// that of the first job that failed. All jobs are run, unless the first failure is to end that.
pub fn execute(plan: Box<Plan>) -> Kind {
    let plan: Arc<Plan> = Arc::from(plan);
    let mut printer = Printer::new(plan.output.clone());
    let looking = match plan.dry_run {
        Some(_) => Ok(None),
        None => Looking::begin(&plan.output),
    };
    let looking = match looking {
        Ok(looking) => looking,
        Err(failure) => {
            printer.failure(&failure);
            return capture::report(&plan, failure.kind, &mut printer);
        }
    };
    let outcome = jobs(&plan, &mut printer, looking.as_ref());
    let finished = printer.finish();
    let looked = look::finish(looking, &mut printer);
    let outcome = match finished.and(looked) {
        Ok(()) => outcome,
        Err(failure) => {
            printer.failure(&failure);
            first(outcome, failure.kind)
        }
    };
    capture::report(&plan, outcome, &mut printer)
}

/// What came of the jobs of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    /// That of the first one that failed.
    pub kind: Kind,
    /// Whether nobody reads stdout any more.
    pub closed: bool,
    /// Whether some may still be running.
    early: bool,
}

impl Done {
    fn of(kind: Kind) -> Self {
        Self {
            kind,
            closed: false,
            early: false,
        }
    }
}

fn jobs(plan: &Arc<Plan>, printer: &mut Printer, looking: Option<&Looking>) -> Kind {
    for warning in &plan.warnings {
        printer.on(&Event::Warning(warning));
    }
    let mut client = Client::new(plan.client.clone());
    if let Err(failure) = check(plan, &mut client, printer) {
        printer.failure(&failure);
        return failure.kind;
    }
    let done = work(plan, &mut client, looking, printer);
    let outcome = save(plan, &client, done.kind, printer);
    if done.early {
        signals::sweep();
    }
    outcome
}

/// Does the jobs of a plan.
fn work(
    plan: &Arc<Plan>,
    client: &mut Client,
    looking: Option<&Looking>,
    printer: &mut Printer,
) -> Done {
    let many = plan.many.parallel.is_some();
    let way = plan.output.progress.filter(|_| plan.dry_run.is_none());
    let meter = way.and_then(|way| progress::start(way, plan.jobs.len(), many));
    client.count_into(meter.as_ref().map(|meter| Arc::clone(&meter.received)));
    match plan.many.parallel {
        Some(workers) if plan.dry_run.is_none() => {
            match many::run(plan, client, workers, looking, printer) {
                Ok(End { kind, early }) => Done {
                    early,
                    ..Done::of(kind)
                },
                Err(failure) => {
                    printer.failure(&failure);
                    Done::of(failure.kind)
                }
            }
        }
        Some(_) | None => {
            if let Some(looking) = looking {
                looking.attach(printer);
            }
            each(plan, client, printer)
        }
    }
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

fn each(plan: &Plan, client: &mut Client, printer: &mut Printer) -> Done {
    let mut done = Done::of(Kind::Success);
    for (number, job) in plan.jobs.iter().enumerate() {
        let came = match plan.dry_run {
            Some(show) => dry(job, plan, show, (client, printer)),
            None => report::run((number, job), plan, client, printer),
        };
        progress::done();
        match came {
            Outcome::Over(kind) => done.kind = first(done.kind, kind),
            Outcome::Closed => {
                return Done {
                    closed: true,
                    ..done
                };
            }
        }
        if plan.many.fail_early && done.kind != Kind::Success {
            return done;
        }
    }
    done
}

fn dry(job: &Job, plan: &Plan, show: Show, by: (&Client, &mut Printer)) -> Outcome {
    let (client, printer) = by;
    match dry::run(job, plan, show, client.jar().as_deref(), printer) {
        Ok(kind) => Outcome::Over(kind),
        Err(failure) if ClosedPipe::within(&failure) => Outcome::Closed,
        Err(failure) => {
            let failure = told::named(failure, &job.asked(&[]));
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
    capture::check(plan)?;
    place::check(&plan.jobs)?;
    printer.check([])?;
    client.prepare(plan.jobs.iter().map(|job| &job.request.uri.origin))
}

fn first(outcome: Kind, kind: Kind) -> Kind {
    if outcome == Kind::Success {
        kind
    } else {
        outcome
    }
}
