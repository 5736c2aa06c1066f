//! What comes of moving pages between descriptors inside the kernel.

use std::error::Error;
use std::fmt;
use std::io;

/// What became of an attempt to move pages between descriptors inside the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// This many bytes were moved, at least one.
    Bytes(usize),
    /// Nothing can be moved without waiting.
    WouldBlock,
    /// The source has ended.
    End,
    /// This pair of descriptors (or this platform, or TLS) cannot do it: use the ordinary loop.
    Unsupported,
}

/// The output refused bytes that had been received: a full disk, a reader that has gone. Travels
/// inside an `io::Error` of [`Stream::splice_to`](super::stream::Stream::splice_to), so that it is not taken for a fault of the
/// connection.
#[derive(Debug)]
pub struct Undeliverable(pub io::Error);

impl Undeliverable {
    /// Finds the output's error inside an error of [`Stream::splice_to`](super::stream::Stream::splice_to).
    pub fn within(error: &io::Error) -> Option<&io::Error> {
        Some(&error.get_ref()?.downcast_ref::<Self>()?.0)
    }
}

impl fmt::Display for Undeliverable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Undeliverable {}

impl From<Undeliverable> for io::Error {
    fn from(refused: Undeliverable) -> Self {
        Self::new(refused.0.kind(), refused)
    }
}
