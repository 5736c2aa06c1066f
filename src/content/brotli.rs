//! The `br` content coding (RFC 7932), with windows of the standard only: at most 16 MiB.

use brotli_decompressor::reader::StandardAlloc;
use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState};

use super::coding::{Coding, CodingError};
use super::undo::{Decoder, Step};

/// Undoes `br`.
pub struct Brotli {
    // Boxed: some kilobytes of tables.
    state: Box<BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>>,
    ended: bool,
}

impl Brotli {
    /// A decoder. Its window grows with the content up to what the stream declares.
    pub fn new() -> Self {
        Self {
            state: Box::new(BrotliState::new_strict(
                StandardAlloc::default(),
                StandardAlloc::default(),
                StandardAlloc::default(),
            )),
            ended: false,
        }
    }
}

impl Default for Brotli {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder for Brotli {
    const CODING: Coding = Coding::Brotli;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        if self.ended {
            return Step {
                fault: (!input.is_empty()).then_some(CodingError::Excess(Coding::Brotli)),
                ..Step::default()
            };
        }
        let (mut took, mut gave, mut total) = (0, 0, 0);
        let result = BrotliDecompressStream(
            &mut input.len(),
            &mut took,
            input,
            &mut output.len(),
            &mut gave,
            output,
            &mut total,
            &mut self.state,
        );
        let fault = match result {
            BrotliResult::ResultSuccess => {
                self.ended = true;
                None
            }
            BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => None,
            BrotliResult::ResultFailure => Some(CodingError::Corrupt(
                Coding::Brotli,
                "invalid data".to_owned(),
            )),
        };
        Step { took, gave, fault }
    }

    fn is_complete(&self) -> bool {
        self.ended
    }
}
