//! A message body as content: which of the next bytes are framing and which content.

use super::chunk_decode::ChunkDecoder;
use super::framing::Framing;
use super::incomplete::Incomplete;
pub use super::step::{Place, Step};
use super::violation::Violation;
use crate::http::fields::Fields;

/// Takes one body apart.
#[derive(Debug, Clone)]
pub enum BodyDecoder {
    /// No body.
    None,
    /// Content of a known length.
    Length {
        /// Bytes to come.
        left: u64,
        /// Bytes announced.
        announced: u64,
    },
    /// Chunked content.
    Chunked(ChunkDecoder),
    /// Content up to the end of the connection.
    UntilClose,
}

impl BodyDecoder {
    /// A decoder for this framing.
    pub fn new(framing: Framing) -> Self {
        match framing {
            Framing::None => Self::None,
            Framing::Length(announced) => Self::Length {
                left: announced,
                announced,
            },
            Framing::Chunked => Self::Chunked(ChunkDecoder::new()),
            Framing::UntilClose => Self::UntilClose,
        }
    }

    /// Decodes as far as the end of the first run of content in `input`.
    #[inline]
    pub fn step(&mut self, input: &[u8]) -> Result<Step, Violation> {
        Ok(match self {
            Self::None => Step {
                done: true,
                ..Step::default()
            },
            Self::Length { left, .. } => {
                let content = usize::try_from(*left).map_or(input.len(), |n| n.min(input.len()));
                *left -= content as u64;
                Step {
                    framing: 0,
                    content,
                    done: *left == 0,
                }
            }
            Self::Chunked(decoder) => return decoder.step(input),
            Self::UntilClose => Step {
                content: input.len(),
                ..Step::default()
            },
        })
    }

    /// How many of the next bytes are sure to be content, if that can be said without looking:
    /// these may be moved without coming through here, and [`BodyDecoder::skip`] told of it.
    pub fn certain(&self) -> u64 {
        match self {
            Self::None | Self::Chunked(_) => 0,
            Self::Length { left, .. } => *left,
            Self::UntilClose => u64::MAX,
        }
    }

    /// Counts content that was moved past this decoder; at most [`BodyDecoder::certain`] bytes.
    pub fn skip(&mut self, moved: u64) {
        if let Self::Length { left, .. } = self {
            *left = left.saturating_sub(moved);
        }
    }

    /// What the next byte belongs to.
    pub fn place(&self) -> Place {
        match self {
            Self::None | Self::Length { left: 0, .. } => Place::Behind,
            Self::Length { .. } | Self::UntilClose => Place::Content,
            Self::Chunked(decoder) => decoder.place(),
        }
    }

    /// Whether the body has ended, when no close is needed to know.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::None | Self::Length { left: 0, .. })
    }

    /// The peer closed, or the body is done: the trailers, or what is missing.
    pub fn finish(self) -> Result<Fields, Incomplete> {
        match self {
            Self::None | Self::UntilClose | Self::Length { left: 0, .. } => Ok(Fields::default()),
            Self::Length { left, announced } => Err(Incomplete::Length {
                received: announced - left,
                announced,
            }),
            Self::Chunked(decoder) => decoder.finish(),
        }
    }
}
