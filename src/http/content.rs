//! What is to be sent, as plain data: making one opens nothing. `content::source` opens it.

use std::path::PathBuf;

/// The content of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Content {
    /// None: no framing fields are sent.
    #[default]
    None,
    /// Content made of pieces, one after the other; no piece at all is content of length 0.
    Pieces(Vec<Piece>),
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Bytes at hand.
    Bytes(Vec<u8>),
    /// A file, read when it is sent.
    File(PathBuf),
    /// Standard input, read when it is sent.
    Stdin,
}

impl Content {
    /// Whether it can be sent once more: standard input cannot be read twice.
    pub fn is_repeatable(&self) -> bool {
        match self {
            Self::None => true,
            Self::Pieces(pieces) => !pieces.contains(&Piece::Stdin),
        }
    }

    /// Content that is these bytes.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Pieces(vec![Piece::Bytes(bytes.into())])
    }
}
