//! The `zstd` content coding (RFC 8878): frames, skippable ones too, check sums verified.
//!
//! The C library, since the Rust ones were weighed and found wanting: ruzstd holds back a whole
//! window (up to 8 MiB) until a frame ends, which would silence an event stream, and takes four
//! times as long; the translation of the C library is not yet released.

use zstd_safe::zstd_sys::ZSTD_ErrorCode;
use zstd_safe::{DCtx, DParameter, InBuffer, OutBuffer};

use super::coding::{Coding, CodingError};
use super::undo::{Decoder, Step};
use crate::base::limits;

/// Undoes `zstd`.
pub struct Zstd {
    context: DCtx<'static>,
    /// The last frame ended and all of it was handed out.
    between_frames: bool,
}

impl Zstd {
    /// A decoder whose window is bounded by [`limits::ZSTD_WINDOW_BYTES`].
    pub fn new() -> Result<Self, CodingError> {
        let fault = |why: &str| CodingError::Corrupt(Coding::Zstd, why.to_owned());
        let mut context = DCtx::try_create().ok_or_else(|| fault("out of memory"))?;
        context
            .set_parameter(DParameter::WindowLogMax(limits::ZSTD_WINDOW_BYTES.ilog2()))
            .map_err(|code| fault(zstd_safe::get_error_name(code)))?;
        Ok(Self {
            context,
            between_frames: false,
        })
    }
}

impl Decoder for Zstd {
    const CODING: Coding = Coding::Zstd;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        if input.is_empty() && self.between_frames {
            return Step::default();
        }
        let mut from = InBuffer::around(input);
        let mut into = OutBuffer::around(output);
        let result = self.context.decompress_stream(&mut into, &mut from);
        let fault = match result {
            Ok(hint) => {
                self.between_frames = hint == 0;
                None
            }
            Err(code) => Some(fault(code)),
        };
        Step {
            took: from.pos(),
            gave: into.pos(),
            fault,
        }
    }

    fn is_complete(&self) -> bool {
        self.between_frames
    }
}

fn fault(code: usize) -> CodingError {
    let window = ZSTD_ErrorCode::ZSTD_error_frameParameter_windowTooLarge;
    if zstd_safe::is_error_kind(code, window) {
        CodingError::Window(Coding::Zstd)
    } else {
        let why = zstd_safe::get_error_name(code).to_ascii_lowercase();
        CodingError::Corrupt(Coding::Zstd, why)
    }
}
