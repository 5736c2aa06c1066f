//! A body as `std::io` readers see it, for the libraries that undo content codings.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use crate::base::event::Observer;
use crate::base::failure::Failure;

use super::body::Body;

/// Where a reader leaves the failure that its `io::Error` cannot carry through a library.
pub type FailureSlot = Rc<RefCell<Option<Failure>>>;

/// Reads the content of a body.
pub struct Reader<'a> {
    body: &'a mut Body,
    observer: &'a mut dyn Observer,
    slot: FailureSlot,
    ended: bool,
}

impl<'a> Reader<'a> {
    /// Reads a body; a failure of the connection is left in the slot, and the reader's own error only
    /// points to it.
    pub fn new(body: &'a mut Body, observer: &'a mut dyn Observer, slot: FailureSlot) -> Self {
        Self {
            body,
            observer,
            slot,
            ended: false,
        }
    }
}

impl BufRead for Reader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.body.first_run().is_empty() && !self.ended {
            match self.body.advance(self.observer) {
                Ok(more) => self.ended = !more,
                Err(failure) => {
                    *self.slot.borrow_mut() = Some(failure);
                    return Err(io::Error::other("the connection failed"));
                }
            }
        }
        Ok(self.body.first_run())
    }

    fn consume(&mut self, count: usize) {
        self.body.take(count);
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut run = self.fill_buf()?;
        let count = run.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
