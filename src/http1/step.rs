//! What a decoder says of a slice of input, in counts: the caller owns the bytes.

/// Drop `framing` bytes; the next `content` bytes are content. All three empty: more is needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Step {
    /// Bytes that are not content.
    pub framing: usize,
    /// Bytes of content behind them.
    pub content: usize,
    /// The body ends here; what follows belongs to no one.
    pub done: bool,
}

/// What the next byte of a body belongs to, for those who show the framing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A chunk-size line.
    ChunkSize,
    /// Content.
    Content,
    /// The line end behind chunk data.
    ChunkEnd,
    /// The trailer section, with the empty line that ends it.
    Trailers,
    /// Nobody: the body has ended.
    Behind,
}

impl Step {
    pub(super) const fn framing(framing: usize) -> Self {
        Self {
            framing,
            content: 0,
            done: false,
        }
    }
}
