//! Pulls coded content through a decoder, one read at a time.
//!
//! Knows when to ask for more input, when to hand out what there is and what an end means; the
//! decoders know their formats (RFC 9110 section 8.4.1).

use std::io::{self, BufRead, Read};

use super::coding::{Coding, CodingError};

/// A decoder of one coding: bytes in, bytes out, counts back. It never reads or waits.
pub trait Decoder {
    /// The coding, for messages.
    const CODING: Coding;

    /// Takes from `input`, writes to `output`. Without input it hands out what it holds back; with
    /// input and room for output it takes or gives something.
    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Step;

    /// Whether content may end here, once some of it has been taken.
    fn is_complete(&self) -> bool;
}

/// What one step did.
#[derive(Debug, Default)]
pub struct Step {
    /// Bytes taken from the input.
    pub took: usize,
    /// Bytes written to the output.
    pub gave: usize,
    /// What went wrong after that, for good.
    pub fault: Option<CodingError>,
}

/// A reader of what a decoder makes of another reader's bytes.
pub struct Undo<D, R> {
    /// An error once there was one: it is told again to whoever reads on.
    decoder: Result<D, CodingError>,
    inner: R,
    /// The last step filled its output: there may be more without any input.
    full: bool,
    /// Some content has come. No content at all is empty whatever the coding, as curl and
    /// browsers have it: redirects and errors come like that.
    begun: bool,
}

impl<D: Decoder, R: BufRead> Undo<D, R> {
    /// Decodes `inner`; a decoder that could not be made fails with the first read.
    pub fn new(decoder: Result<D, CodingError>, inner: R) -> Self {
        Self {
            decoder,
            inner,
            full: false,
            begun: false,
        }
    }

    /// One step over what is at hand: how much it gave, `None` at the end of the content.
    fn advance(&mut self, into: &mut [u8]) -> io::Result<Option<usize>> {
        let decoder = match &mut self.decoder {
            Ok(decoder) => decoder,
            Err(fault) => return Err(fault.clone().into()),
        };
        let mut step = if self.full {
            decoder.step(&[], into)
        } else {
            let input = self.inner.fill_buf()?;
            if input.is_empty() {
                return match !self.begun || decoder.is_complete() {
                    true => Ok(None),
                    false => Err(CodingError::Incomplete(D::CODING).into()),
                };
            }
            self.begun = true;
            let mut step = decoder.step(input, into);
            if step.took == 0 && step.gave == 0 && step.fault.is_none() {
                step.fault = Some(CodingError::Corrupt(D::CODING, "no progress".to_owned()));
            }
            self.inner.consume(step.took);
            step
        };
        self.full = step.gave == into.len();
        if let Some(fault) = step.fault.take() {
            self.decoder = Err(fault);
        }
        Ok(Some(step.gave))
    }
}

impl<D: Decoder, R: BufRead> Read for Undo<D, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            match self.advance(into)? {
                Some(0) => {}
                Some(gave) => return Ok(gave),
                None => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
#[path = "undo_tests.rs"]
mod tests;
