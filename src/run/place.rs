//! Where a body goes: the chain of sinks of a job, from its content inwards. What looks at or
//! changes content on its way is a sink around another, one line here.

use crate::base::failure::Failure;
use crate::http::head::ResponseHead;
use crate::output::printer::Printer;
use crate::output::sink::Sink;

use super::plan::Job;

/// Opens the place for the body of the response with this head.
pub(super) fn open(
    job: &Job,
    head: &ResponseHead,
    printer: &mut Printer,
) -> Result<Box<dyn Sink>, Failure> {
    printer.begin_body(head, &job.body)
}
