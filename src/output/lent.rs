//! Places for bodies that others have to do with: descriptors that were lent to us, and places
//! where something else comes after the body.

use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;

use super::parts::Descriptor;
use super::sink::{Sink, write_all};
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// A descriptor that was lent to us, as a place for a body.
pub struct Lent(pub Descriptor);

impl Sink for Lent {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        write_all(&self.0, runs).map_err(|cause| self.failed(cause))
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        let story = format!("writing to descriptor {}", self.0.number());
        Failure::io(Kind::Write, story, cause)
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        Ok(())
    }
}

/// Has what is written end a line: something of another kind comes after it.
pub struct Line {
    to: Box<dyn Sink>,
    last: u8,
}

impl Line {
    /// In front of another sink.
    pub fn before(to: Box<dyn Sink>) -> Self {
        Self { to, last: b'\n' }
    }
}

impl Sink for Line {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        let last = runs.iter().rev().find_map(|run| run.last());
        self.last = last.copied().unwrap_or(self.last);
        self.to.write(runs)
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        self.to.failed(cause)
    }

    fn mark(&self) -> Option<u64> {
        self.to.mark()
    }

    fn rewind(&mut self, mark: u64) -> Result<(), Failure> {
        self.to.rewind(mark)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        if self.last != b'\n' {
            self.to.write(&[IoSlice::new(b"\n")])?;
        }
        self.to.finish()
    }
}
