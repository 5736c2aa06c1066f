//! What an attempt that broke off has delivered: whether it can be gone on with, or taken back.

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::range::{Answer, Held};
use crate::client::retry::Trouble;
use crate::http::head::ResponseHead;
use crate::http::request::Request;
use crate::output::printer::Printer;

use super::deliver::Delivery;

/// Why a response that broke off on its way to a pipe stands.
pub(super) const STAYS: &str =
    "not tried again: what is on stdout cannot be taken back; with -o FILE it can";

/// A delivery that broke off.
pub(super) struct Part {
    pub(super) delivery: Delivery,
    /// Why it broke off.
    pub(super) failure: Option<Failure>,
    /// What its rest is asked for with.
    held: Option<Held>,
    /// Whether heads were written before the content.
    heads: bool,
    /// How much was there before this run.
    start: Option<u64>,
}

impl Part {
    pub(super) fn new(delivery: Delivery, held: Option<Held>, printer: &Printer) -> Self {
        Self {
            delivery,
            held,
            failure: None,
            heads: printer.heads_come_first(),
            start: None,
        }
    }

    /// What was there before this run: `-C`.
    pub(super) fn begun(delivery: Delivery, held: Held) -> Self {
        let (start, at) = (Some(delivery.delivered), delivery.delivered);
        let story = format!("the server does not go on after byte {at}");
        Self {
            delivery,
            held: Some(held),
            failure: Some(Failure::new(Kind::Write, story)),
            heads: false,
            start,
        }
    }

    /// Whether it is what was there before this run, and not more.
    pub(super) fn is_as_before(&self) -> bool {
        self.start == Some(self.delivery.delivered)
    }

    /// Whether it was there, in part, before this run.
    pub(super) fn is_older(&self) -> bool {
        self.start.is_some()
    }

    /// Whether the rest is worth asking for after a failure: the bytes before it were good.
    pub(super) fn goes_on(&self, failure: &Failure) -> bool {
        let good = match Trouble::of(failure) {
            Some(Trouble::Reset | Trouble::Cut | Trouble::Timeout) => true,
            Some(Trouble::Dns | Trouble::Refused | Trouble::Closed | Trouble::Other) | None => {
                false
            }
        };
        good && self.held.is_some() && self.delivery.delivered > 0
    }

    /// Whether another response can take the place of this one.
    pub(super) fn can_be_dropped(&self, printer: &Printer) -> bool {
        let untouched = self.delivery.delivered == 0 && !self.heads;
        (untouched || self.delivery.sink.mark().is_some()) && printer.can_take_back()
    }

    /// The request for the rest.
    pub(super) fn rest(&self, first: &Request) -> Option<Request> {
        let held = self.held.as_ref()?;
        Some(held.rest(first, self.delivery.delivered))
    }

    /// What the answer to that request is.
    pub(super) fn answer(&self, head: &ResponseHead, announced: Option<u64>) -> Answer {
        match &self.held {
            Some(held) => held.check(head, self.delivery.delivered, announced),
            None => Answer::Instead,
        }
    }

    /// Whether all bytes up to the end have come: a rest in chunks may be of any length.
    pub(super) fn is_whole(&self, end: u64) -> Result<(), Failure> {
        let came = self.delivery.delivered;
        if came == end {
            return Ok(());
        }
        let kind = match came < end {
            true => Kind::Incomplete,
            false => Kind::Malformed,
        };
        let story = format_args!("the rest of the response ends at byte {came}, not at {end}");
        Err(Failure::new(kind, story))
    }

    /// The failure that broke it off.
    pub(super) fn into_failure(self) -> Failure {
        let unknown = || Failure::new(Kind::Incomplete, "the response was cut short");
        self.failure.unwrap_or_else(unknown)
    }
}

/// Why an answer to a request for the rest is of no use.
pub(super) fn unusable(status: &str, answer: Answer) -> String {
    let why = match answer {
        Answer::Wrong(why) => why,
        Answer::Instead | Answer::Rest(_) | Answer::Complete => {
            "what is on stdout cannot be taken back; with -o FILE it can"
        }
    };
    format!("asked for the rest, the server answered {status}: {why}")
}
