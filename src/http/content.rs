//! What is to be sent, as plain data: making one opens nothing. `content::source` opens it.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// A regular file, read when it is sent.
    File(PathBuf),
    /// A FIFO, a descriptor or a device by its path: it can be read once.
    Pipe(PathBuf),
    /// Standard input, read when it is sent.
    Stdin,
    /// What came through a pipe and had to be looked at before it is sent.
    Spooled(Spooled),
    /// A pipe, standard input where there is no name, whose lines are each checked to be JSON
    /// while they are sent.
    Lines(Option<PathBuf>),
}

/// A file without a name that holds content from its beginning.
#[derive(Debug, Clone)]
pub struct Spooled(Arc<File>);

impl Spooled {
    /// Takes a file.
    pub fn new(file: File) -> Self {
        Self(Arc::new(file))
    }

    /// The file. Its offset is shared by all that read it.
    pub fn file(&self) -> &File {
        &self.0
    }
}

impl PartialEq for Spooled {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Spooled {}

impl Piece {
    /// Whether it comes from a pipe, which can be read once.
    pub fn is_spent_by_reading(&self) -> bool {
        match self {
            Self::Stdin | Self::Pipe(_) | Self::Lines(_) => true,
            Self::Bytes(_) | Self::File(_) | Self::Spooled(_) => false,
        }
    }

    /// Whether it is checked while it is sent.
    pub fn is_checked_later(&self) -> bool {
        matches!(self, Self::Lines(_))
    }
}

impl Content {
    /// Whether it can be sent once more: a pipe cannot be read twice.
    pub fn is_repeatable(&self) -> bool {
        match self {
            Self::None => true,
            Self::Pieces(pieces) => !pieces.iter().any(Piece::is_spent_by_reading),
        }
    }

    /// Content that is these bytes.
    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::Pieces(vec![Piece::Bytes(bytes.into())])
    }
}
