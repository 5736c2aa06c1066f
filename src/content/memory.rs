//! What passed through a pipe, as long as it is little: so that content which can be read once can
//! be sent twice all the same, when a redirect asks for it again.

use std::io::{Seek as _, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::limits;
use crate::http::content::{Content, Piece};

/// What is known of a piece that can be read once.
#[derive(Debug, Clone)]
pub enum Memory {
    /// What was read of it so far.
    Read(Arc<Mutex<Passed>>),
    /// All of it.
    Whole(Vec<u8>),
    /// It is a regular file on standard input, and began here.
    From(u64),
}

/// What was read of a pipe.
#[derive(Debug, Default)]
pub struct Passed {
    /// `None` when it was more than is kept.
    bytes: Option<Vec<u8>>,
    /// Whether that was all.
    ended: bool,
}

impl Memory {
    /// Of a pipe that nothing was read of yet.
    pub(super) fn new() -> Self {
        Self::Read(Arc::new(Mutex::new(Passed {
            bytes: Some(Vec::new()),
            ended: false,
        })))
    }

    /// Whether more of it is to be remembered.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::Read(passed) => {
                let passed = passed.lock().unwrap_or_else(PoisonError::into_inner);
                passed.bytes.is_some()
            }
            Self::Whole(_) | Self::From(_) => false,
        }
    }

    /// Takes what was read next; nothing is the end.
    pub(super) fn take(&self, piece: &[u8]) {
        let Self::Read(passed) = self else {
            return;
        };
        let mut passed = passed.lock().unwrap_or_else(PoisonError::into_inner);
        passed.ended |= piece.is_empty();
        let room = limits::REMEMBERED_BYTES.saturating_sub(piece.len());
        match &mut passed.bytes {
            Some(bytes) if bytes.len() <= room => bytes.extend_from_slice(piece),
            Some(_) | None => passed.bytes = None,
        }
    }

    /// The piece once more: what was read of it and what was not. `None` where that was too much.
    fn again(&self, piece: &Piece) -> Option<Vec<Piece>> {
        match self {
            Self::Whole(bytes) => Some(vec![Piece::Bytes(bytes.clone())]),
            Self::From(start) => {
                let stdin = rustix::stdio::stdin().try_clone_to_owned().ok()?;
                let mut file = std::fs::File::from(stdin);
                file.seek(SeekFrom::Start(*start)).ok()?;
                Some(vec![piece.clone()])
            }
            Self::Read(passed) => {
                let passed = passed.lock().unwrap_or_else(PoisonError::into_inner);
                let read = Piece::Bytes(passed.bytes.clone()?);
                match piece {
                    _ if passed.ended => Some(vec![read]),
                    Piece::Stdin => Some(vec![read, piece.clone()]),
                    // What is opened again may never come, or not be taken up in the middle.
                    Piece::Pipe(_) | Piece::Lines(_) => None,
                    Piece::Bytes(_) | Piece::File(_) | Piece::Spooled(_) => None,
                }
            }
        }
    }
}

/// Content once more, with what is remembered of those of its pieces that can be read once, in
/// order. `None` where not all of it is.
pub fn again(content: &Content, memories: &[Memory]) -> Option<Content> {
    let Content::Pieces(pieces) = content else {
        return Some(Content::None);
    };
    let mut memories = memories.iter();
    let mut all = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece.is_spent_by_reading() {
            true => all.extend(memories.next()?.again(piece)?),
            false => all.push(piece.clone()),
        }
    }
    Some(Content::Pieces(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_is_remembered_as_may_be() {
        for (count, kept) in [
            (limits::REMEMBERED_BYTES, true),
            (limits::REMEMBERED_BYTES + 1, false),
        ] {
            let memory = Memory::new();
            memory.take(&vec![b'x'; count - 1]);
            memory.take(b"x");
            assert_eq!(memory.is_open(), kept, "{count}");
            memory.take(b"");
            let content = Content::Pieces(vec![Piece::Bytes(b"a".to_vec()), Piece::Stdin]);
            let again = again(&content, &[memory]);
            let whole = Piece::Bytes(vec![b'x'; count]);
            let wanted = vec![Piece::Bytes(b"a".to_vec()), whole];
            assert_eq!(again, kept.then_some(Content::Pieces(wanted)));
        }
    }

    #[test]
    fn what_was_not_read_yet_is_still_there() {
        let memory = Memory::new();
        memory.take(b"ab");
        let content = Content::Pieces(vec![Piece::Stdin]);
        let wanted = vec![Piece::Bytes(b"ab".to_vec()), Piece::Stdin];
        let known = std::slice::from_ref(&memory);
        assert_eq!(again(&content, known), Some(Content::Pieces(wanted)));
        assert_eq!(again(&content, &[]), None);
        for piece in [Piece::Pipe("fifo".into()), Piece::Lines(None)] {
            let (content, ended) = (Content::Pieces(vec![piece]), Memory::new());
            assert_eq!(again(&content, known), None);
            ended.take(b"");
            assert_eq!(again(&content, &[ended]), Some(Content::bytes("")));
        }
    }
}
