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

impl Step {
    pub(super) const fn framing(framing: usize) -> Self {
        Self {
            framing,
            content: 0,
            done: false,
        }
    }
}
