//! Content that comes once and is needed later: kept in memory while it is small, then in a
//! temporary file that has no name, which no crash leaves behind.

use std::fs::File;
use std::io::Write;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::content::{Piece, Spooled};

/// So much is kept in memory.
const IN_MEMORY: usize = 1 << 20;

/// Takes content as it comes.
#[derive(Debug, Default)]
pub struct Spool {
    bytes: Vec<u8>,
    file: Option<File>,
}

impl Spool {
    /// Appends.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(file) = &mut self.file {
            return file.write_all(bytes).map_err(failed);
        }
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > IN_MEMORY {
            let mut file = tempfile::tempfile().map_err(failed)?;
            file.write_all(&self.bytes).map_err(failed)?;
            self.bytes = Vec::new();
            self.file = Some(file);
        }
        Ok(())
    }

    /// What came, as a piece.
    pub fn finish(self) -> Result<Piece, Failure> {
        Ok(match self.file {
            Some(file) => Piece::Spooled(Spooled::new(file)),
            None => Piece::Bytes(self.bytes),
        })
    }
}

fn failed(error: std::io::Error) -> Failure {
    Failure::io(
        Kind::ReadSource,
        "keeping the body in a temporary file",
        error,
    )
    .hint("TMPDIR names where such files are made")
}
