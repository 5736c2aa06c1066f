//! Messages that ended early (RFC 9112 section 8): where, and how much was there.

use std::error::Error;
use std::fmt;

/// What was missing when the peer closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomplete {
    /// No byte of a response had come.
    Nothing,
    /// Part of a head had come.
    Head,
    /// Interim responses had come, no final one.
    Final,
    /// Content of a known length was cut: bytes received, bytes announced.
    Length {
        /// Bytes of content that came.
        received: u64,
        /// The length announced.
        announced: u64,
    },
    /// Chunked content was cut, after so many bytes of content.
    Chunks {
        /// Bytes of content that came.
        received: u64,
    },
    /// All content came; the end of the trailer section did not.
    Trailers {
        /// Bytes of content that came.
        received: u64,
    },
}

impl fmt::Display for Incomplete {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("the connection was closed before any byte of a response"),
            Self::Head => f.write_str("the connection was closed inside the response head"),
            Self::Final => f.write_str(
                "the connection was closed after an interim response, before a final one",
            ),
            Self::Length {
                received,
                announced,
            } => {
                write!(
                    f,
                    "the response was cut short: {received} of {announced} bytes came"
                )
            }
            Self::Chunks { received } => write!(
                f,
                "the response was cut short: the last chunk is missing after {received} bytes"
            ),
            Self::Trailers { received } => write!(
                f,
                "the response was cut short: the end of the chunked body is missing after \
                 {received} bytes"
            ),
        }
    }
}

impl Error for Incomplete {}
