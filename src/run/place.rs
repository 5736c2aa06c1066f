//! Where a body goes: the chain of sinks of a job, from its content inwards. What looks at or
//! changes content on its way is a sink around another, one line here.

use std::sync::Arc;

use crate::base::failure::Failure;
use crate::client::Hop;
use crate::http::head::ResponseHead;
use crate::output::config::Style;
use crate::output::filtered::Filtered;
use crate::output::printer::Printer;
use crate::output::sink::Sink;

use super::capture;
use super::plan::{Job, Plan};
use super::tap::Nowhere;

/// Opens the place for the body of the response with this head, which came after these redirects.
pub(super) fn open(
    job: &Job,
    plan: &Plan,
    followed: &[Hop],
    head: &ResponseHead,
    printer: &mut Printer,
) -> Result<Box<dyn Sink>, Failure> {
    let nobody = capture::displaces(job, plan);
    let place: Box<dyn Sink> = match &plan.filter {
        None if nobody => Box::new(Nowhere),
        None => printer.begin_body(head, &job.body)?,
        Some(wanted) => {
            let (to, style): (Box<dyn Sink>, Style) = match nobody {
                true => (Box::new(Nowhere), Style::default()),
                false => printer.begin_outputs(&job.body)?,
            };
            let untouched = !printer.heads_come_first();
            let how = (style, untouched);
            Box::new(Filtered::new(to, Arc::clone(wanted), head, how))
        }
    };
    Ok(capture::tapped(place, job, plan, followed, head))
}

/// Whether the body of a response whose status is not fine is kept from its place: a filter, a
/// reader of events and a shell that evaluates stdout would make nothing of a page that says what
/// went wrong.
pub(super) fn withholds(job: &Job, plan: &Plan) -> bool {
    let reads = plan.filter.is_some() || plan.events.is_some();
    plan.verdict.withhold || reads || capture::displaces(job, plan)
}
