//! The `deflate` content coding (RFC 9110 section 8.4.1.2): the zlib format (RFC 1950), or bare
//! deflate data (RFC 1951), which some servers send under that name.

use flate2::{Decompress, FlushDecompress, Status};

use super::coding::{Coding, CodingError};
use super::undo::{Decoder, Step};

/// Undoes `deflate`. The first two bytes tell the formats apart, also when they come one by one,
/// which curl does not manage.
pub struct Deflate {
    state: State,
}

enum State {
    /// Nothing, or the one byte given here, has come.
    Sniffing(Option<u8>),
    /// The format is known.
    Inflating(Decompress),
    /// The data ended.
    End,
}

impl Deflate {
    /// A decoder of either format.
    pub fn new() -> Self {
        Self {
            state: State::Sniffing(None),
        }
    }

    fn inflating(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        let State::Inflating(decompress) = &mut self.state else {
            return Step::default();
        };
        let (step, ended) = inflate(decompress, Coding::Deflate, input, output);
        if ended {
            self.state = State::End;
        }
        step
    }
}

impl Default for Deflate {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder for Deflate {
    const CODING: Coding = Coding::Deflate;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        match (&mut self.state, input) {
            (_, []) | (State::Inflating(_), _) => self.inflating(input, output),
            (State::Sniffing(seen @ None), [first]) => {
                *seen = Some(*first);
                Step {
                    took: 1,
                    ..Step::default()
                }
            }
            (State::Sniffing(Some(first)), [second, ..]) => {
                let first = *first;
                self.state = State::Inflating(Decompress::new(is_zlib([first, *second])));
                let step = self.inflating(&[first], output);
                if step.fault.is_some() || step.gave > 0 {
                    return Step { took: 0, ..step };
                }
                self.inflating(input, output)
            }
            (State::Sniffing(None), [first, second, ..]) => {
                self.state = State::Inflating(Decompress::new(is_zlib([*first, *second])));
                self.inflating(input, output)
            }
            (State::End, _) => Step {
                fault: Some(CodingError::Excess(Coding::Deflate)),
                ..Step::default()
            },
        }
    }

    fn is_complete(&self) -> bool {
        matches!(self.state, State::End)
    }
}

/// Whether two bytes are a zlib header (RFC 1950, 2.2). No deflate encoder begins a block so: it
/// would be a stored block with padding that is not zero.
fn is_zlib(bytes: [u8; 2]) -> bool {
    let [method, _] = bytes;
    method & 0x0f == 8 && method >> 4 <= 7 && u16::from_be_bytes(bytes).is_multiple_of(31)
}

/// One call of the library: what it did, and whether the data ended there.
pub(super) fn inflate(
    decompress: &mut Decompress,
    coding: Coding,
    input: &[u8],
    output: &mut [u8],
) -> (Step, bool) {
    let (before_in, before_out) = (decompress.total_in(), decompress.total_out());
    let result = decompress.decompress(input, output, FlushDecompress::None);
    let took = decompress.total_in().saturating_sub(before_in);
    let gave = decompress.total_out().saturating_sub(before_out);
    let (fault, ended) = match result {
        Ok(Status::StreamEnd) => (None, true),
        Ok(Status::Ok | Status::BufError) => (None, false),
        Err(error) => {
            let why = match (error.needs_dictionary(), error.message()) {
                (Some(_), _) => "it needs a dictionary",
                (None, why) => why.unwrap_or("invalid data"),
            };
            (Some(CodingError::Corrupt(coding, why.to_owned())), false)
        }
    };
    let step = Step {
        // Both are at most the lengths of the slices.
        took: usize::try_from(took).unwrap_or(input.len()),
        gave: usize::try_from(gave).unwrap_or(output.len()),
        fault,
    };
    (step, ended)
}
