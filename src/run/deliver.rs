//! A body on its way to where it is wanted: straight through where nothing has to be undone, else
//! through the decoders of its content codings.

use std::io::{IoSlice, Read};
use std::os::fd::BorrowedFd;
use std::rc::Rc;

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::client::SpliceError;
use crate::client::body::Body;
use crate::client::config::Config;
use crate::client::reader::{FailureSlot, Reader};
use crate::content::coding::{Coding, CodingError, Codings};
use crate::content::decoded;
use crate::http::head::ResponseHead;
use crate::output::printer::Printer;
use crate::output::sink::Sink;

/// A body on its way to its place.
pub(super) struct Delivery {
    /// The place.
    pub(super) sink: Box<dyn Sink>,
    /// How many bytes of content, its codings undone, have gone there.
    pub(super) delivered: u64,
}

/// Delivers a body to its end. What came before a failure is counted.
pub(super) fn deliver(
    body: &mut Body,
    head: &ResponseHead,
    to: &mut Delivery,
    config: &Config,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let most = config.max_size;
    let codings = codings(head, config.raw, observer)?;
    if codings.is_empty() {
        to.check(body.announced().unwrap_or(0), most)?;
        return straight(body, to, most, observer);
    }
    decoded(body, &codings, observer, &mut |bytes| {
        to.write(&[IoSlice::new(bytes)], most).map(|()| true)
    })
}

/// Shows the beginning of a body on stderr and leaves the rest.
pub(super) fn to_stderr(
    body: &mut Body,
    head: &ResponseHead,
    config: &Config,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let codings = codings(head, config.raw, printer)?;
    let mut shown = Vec::new();
    decoded(body, &codings, printer, &mut |bytes| {
        let room = limits::ERROR_BODY_BYTES - shown.len();
        shown.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        Ok(shown.len() < limits::ERROR_BODY_BYTES)
    })?;
    printer.error_body(&shown);
    Ok(())
}

impl Delivery {
    /// Whether so many bytes more are within `--max-filesize`.
    fn check(&self, more: u64, most: Option<u64>) -> Result<(), Failure> {
        let Some(most) = most.filter(|most| self.delivered.saturating_add(more) > *most) else {
            return Ok(());
        };
        Err(Failure::new(
            Kind::TooLarge,
            format_args!("the body is larger than --max-filesize of {most} bytes"),
        ))
    }

    fn write(&mut self, runs: &[IoSlice<'_>], most: Option<u64>) -> Result<(), Failure> {
        let more = runs.iter().map(|run| run.len() as u64).sum();
        self.check(more, most)?;
        self.sink.write(runs)?;
        self.delivered = self.delivered.saturating_add(more);
        Ok(())
    }
}

/// Content as it came, by pages where both sides can.
fn straight(
    body: &mut Body,
    to: &mut Delivery,
    most: Option<u64>,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    loop {
        if let Some(out) = to.sink.pages()
            && let Some(moved) = splice(body, to, out, most)?
        {
            to.check(moved as u64, most)?;
            to.delivered = to.delivered.saturating_add(moved as u64);
            body.tell(observer);
            continue;
        }
        if !body.advance(observer)? {
            return Ok(());
        }
        to.write(&body.runs(), most)?;
    }
}

fn splice(
    body: &mut Body,
    to: &Delivery,
    out: BorrowedFd<'_>,
    most: Option<u64>,
) -> Result<Option<usize>, Failure> {
    // One byte past the limit, so that a body that is too large is seen to be.
    let most = most.map_or(u64::MAX, |most| {
        most.saturating_sub(to.delivered).saturating_add(1)
    });
    body.splice(out, most).map_err(|error| match error {
        SpliceError::Output(error) => to.sink.failed(error),
        SpliceError::Receive(failure) => failure,
    })
}

/// The codings to undo; those that cannot be are left, with a warning.
fn codings(
    head: &ResponseHead,
    raw: bool,
    observer: &mut dyn Observer,
) -> Result<Vec<Coding>, Failure> {
    if raw {
        return Ok(Vec::new());
    }
    match Codings::of(&head.fields) {
        Codings::Known(codings) => Ok(codings),
        Codings::Unknown(name) => {
            let text =
                format!("unknown content coding \"{name}\": the body is passed on as it came");
            observer.on(&Event::Warning(&text));
            Ok(Vec::new())
        }
        Codings::TooMany(count) => {
            let most = limits::CONTENT_CODINGS;
            let story = format!("{count} content codings, more than the {most} that are undone");
            Err(Failure::new(Kind::Coding, story).hint("--raw leaves them as they are"))
        }
    }
}

/// Hands decoded content on until the end, or until `take` answers false.
fn decoded(
    body: &mut Body,
    codings: &[Coding],
    observer: &mut dyn Observer,
    take: &mut dyn FnMut(&[u8]) -> Result<bool, Failure>,
) -> Result<(), Failure> {
    let slot = FailureSlot::default();
    let padded = {
        let reader = Reader::new(body, observer, Rc::clone(&slot));
        let mut decoder = decoded::undo(codings, Box::new(reader));
        let mut buffer = vec![0; DECODED];
        loop {
            let read = decoder
                .read(&mut buffer)
                .map_err(|error| explain(error, &slot))?;
            if read == 0 {
                break decoder.ignored_padding();
            }
            if !take(buffer.get(..read).unwrap_or_default())? {
                return Ok(());
            }
        }
    };
    if padded {
        observer.on(&Event::Note(
            "bytes after the end of the content coding were ignored",
        ));
    }
    // Whatever framing follows the coding's own end is still to be seen.
    while body.advance(observer)? {}
    Ok(())
}

/// A decoder's error: the connection's failure where there is one, else the coding's.
fn explain(error: std::io::Error, slot: &FailureSlot) -> Failure {
    if let Some(failure) = slot.borrow_mut().take() {
        return failure;
    }
    let failure = match CodingError::within(&error) {
        Some(fault) => Failure::new(Kind::Coding, fault),
        None => Failure::io(Kind::Coding, "undoing the content coding", error),
    };
    failure.hint("--raw delivers the body as it came")
}

/// Bytes decoded in one turn.
const DECODED: usize = 64 * 1024;
