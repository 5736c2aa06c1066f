//! The sink between a body and its place that takes it apart into events and hands on a line for
//! each. Lines of events that came together go out in one write; none waits for what is to come.

use std::cell::RefCell;
use std::error::Error;
use std::fmt;
use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;
use std::rc::Rc;
use std::sync::Arc;

use super::Following;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::reconnect::Said;
use crate::content::events::{Event, Events, Format};
use crate::http::fields::Fields;
use crate::http::head::ResponseHead;
use crate::output::sink::Sink;
use crate::query::{Facts, Output, Run};

/// Lines are written when there is this much of them, and at the end of each piece.
const FLUSH_BYTES: usize = 64 * 1024;

/// The event has come that ends the stream: the end of the job, and success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Enough;

impl Enough {
    /// Whether this is why a delivery ended.
    pub(super) fn within(failure: &Failure) -> bool {
        failure.error.chain().any(|cause| cause.is::<Self>())
    }
}

impl fmt::Display for Enough {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event came that was waited for")
    }
}

impl Error for Enough {}

/// A stream of events on its way to its place; copies are the same one.
#[derive(Clone)]
pub(super) struct Tap(Rc<RefCell<Reading>>);

struct Reading {
    /// `None` once it is finished.
    to: Option<Box<dyn Sink>>,
    following: Arc<Following>,
    /// What the condition can know of the response; where there is one.
    status: u16,
    fields: Fields,
    /// `None` before the first connection.
    events: Option<Events>,
    /// Events of this connection.
    here: u64,
    /// Lines of all connections.
    delivered: u64,
    lines: Vec<u8>,
}

impl Tap {
    pub(super) fn new(to: Box<dyn Sink>, following: &Arc<Following>) -> Self {
        Self(Rc::new(RefCell::new(Reading {
            to: Some(to),
            following: Arc::clone(following),
            status: 0,
            fields: Fields::default(),
            events: None,
            here: 0,
            delivered: 0,
            lines: Vec::new(),
        })))
    }

    /// Begins with the content of a response; true when there was another before.
    pub(super) fn begin(&self, head: &ResponseHead) -> bool {
        let mut reading = self.0.borrow_mut();
        let last_id = reading.events.as_ref().and_then(Events::resumption);
        let last_id = last_id.map_or_else(String::new, |before| before.last_id.to_owned());
        let events = Events::new(Format::of(&head.fields), last_id);
        reading.here = 0;
        reading.status = head.status.code();
        if reading.following.condition.is_some() {
            reading.fields = head.fields.clone();
        }
        reading.events.replace(events).is_some()
    }

    /// Nothing has come yet of another connection.
    pub(super) fn restart(&self) {
        self.0.borrow_mut().here = 0;
    }

    /// Has somebody look at what the stream has said; `None` for what are no server-sent events.
    pub(super) fn said<T>(&self, look: impl FnOnce(Option<Said<'_>>) -> T) -> T {
        let reading = self.0.borrow();
        let resumption = reading.events.as_ref().and_then(Events::resumption);
        look(resumption.map(|stream| Said {
            last_id: stream.last_id,
            retry: stream.pause,
            events: reading.here,
        }))
    }

    /// Texts of a sequence that were left out.
    pub(super) fn skipped(&self) -> u64 {
        let reading = self.0.borrow();
        reading.events.as_ref().map_or(0, Events::skipped)
    }

    /// Lines so far.
    pub(super) fn delivered(&self) -> u64 {
        self.0.borrow().delivered
    }

    /// The content of a connection has come to its end.
    pub(super) fn end(&self) -> Result<(), Failure> {
        let mut reading = self.0.borrow_mut();
        let last = match &mut reading.events {
            Some(events) => events.finish()?,
            None => None,
        };
        let stepped = last.map_or(Ok(()), |event| reading.event(&event));
        reading.flush().and(stepped)
    }

    /// Makes what was written final.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        let to = self.0.borrow_mut().to.take();
        to.map_or(Ok(()), Sink::finish)
    }
}

impl Sink for Tap {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        let mut reading = self.0.borrow_mut();
        let taken = runs.iter().try_for_each(|run| reading.take(run));
        reading.flush().and(taken)
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        match &self.0.borrow().to {
            Some(to) => to.failed(cause),
            None => Failure::io(Kind::Write, "writing events", cause),
        }
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        Tap::finish(&self)
    }
}

impl Reading {
    fn take(&mut self, mut rest: &[u8]) -> Result<(), Failure> {
        while let Some(events) = &mut self.events {
            match events.next(&mut rest)? {
                Some(event) => self.event(&event)?,
                None => break,
            }
        }
        Ok(())
    }

    fn event(&mut self, event: &Event) -> Result<(), Failure> {
        self.here = self.here.saturating_add(1);
        let following = Arc::clone(&self.following);
        let holds = |_: &str, line: &str| self.holds(&following, line);
        let step = following.watch.step(event, self.delivered, holds)?;
        if let Some(line) = step.line {
            self.delivered = self.delivered.saturating_add(1);
            if step.named {
                self.flush()?;
                self.to.iter_mut().for_each(|to| to.closing());
            }
            self.lines.extend_from_slice(line.as_bytes());
            self.lines.push(b'\n');
        }
        if step.stop {
            return Err(Failure::caused(Kind::Success, Enough));
        }
        if self.lines.len() >= FLUSH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Whether the condition holds for an event's line. Events differ: one that it cannot be asked
    /// of is not the one that is waited for.
    fn holds(&self, following: &Following, line: &str) -> Result<bool, Failure> {
        let Some(filter) = &following.condition else {
            return Ok(false);
        };
        let facts = Facts {
            status: self.status,
            fields: &self.fields,
        };
        let mut run = Run::new(filter, facts);
        let ignored = &mut |_: Output<'_>| Ok(());
        let asked = run
            .push(line.as_bytes(), ignored)
            .and_then(|()| run.end(ignored));
        match asked {
            Ok(outputs) => Ok(outputs.hold()),
            Err(failure) if failure.kind == Kind::Expectation => Ok(false),
            Err(failure) => Err(failure.context("--until")),
        }
    }

    fn flush(&mut self) -> Result<(), Failure> {
        if let Some(to) = &mut self.to
            && !self.lines.is_empty()
        {
            to.write(&[IoSlice::new(&self.lines)])?;
            self.lines.clear();
            // One large event is no reason to hold as much for ever.
            self.lines.shrink_to(2 * FLUSH_BYTES);
        }
        Ok(())
    }
}
