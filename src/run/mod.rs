//! What a plan does: each job in turn, its outcome judged, the first failure remembered.

mod deliver;
mod dry;
mod job;
pub mod plan;

use crate::base::exit::Kind;
use crate::client::Client;
use crate::output::printer::Printer;

use plan::Plan;

/// Carries a plan out. Everything that is to be said is said; what is left is the exit status:
/// that of the first job that failed. All jobs are run.
pub fn execute(plan: &Plan) -> Kind {
    let mut printer = Printer::new(plan.output.clone());
    let mut client = Client::new(plan.client.clone());
    let mut outcome = Kind::Success;
    for job in &plan.jobs {
        let kind = if plan.dry_run {
            dry::run(job, &mut printer)
        } else {
            job::run(job, plan, &mut client, &mut printer)
        };
        match kind {
            Ok(Kind::Success) => {}
            Ok(kind) => outcome = first(outcome, kind),
            Err(job::Stop::Failed(failure)) => {
                printer.failure(&failure);
                outcome = first(outcome, failure.kind);
            }
            // Whoever read the output has had enough of it.
            Err(job::Stop::Closed) => return outcome,
        }
    }
    outcome
}

fn first(outcome: Kind, kind: Kind) -> Kind {
    if outcome == Kind::Success { kind } else { outcome }
}
