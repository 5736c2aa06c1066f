//! Lines from a pipe or a file, as they come: what has been read is handed out line by line before
//! more is waited for.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::ops::Range;

use super::input::{Line, Lines, Wanted};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;

/// Lines of a file.
pub struct Piped {
    file: File,
    /// What errors call it.
    name: String,
    buffer: Vec<u8>,
    filled: Range<usize>,
}

impl Piped {
    /// Reads lines of a file from where it stands.
    pub fn new(file: File, name: String) -> Self {
        Self {
            file,
            name,
            buffer: vec![0; BLOCK],
            filled: 0..0,
        }
    }

    /// Whether something was read that was not handed out yet.
    pub fn has_line(&self) -> bool {
        !self.filled.is_empty()
    }

    /// Waits for more; false at the end.
    fn fill(&mut self) -> Result<bool, Failure> {
        loop {
            match self.file.read(&mut self.buffer) {
                Ok(count) => {
                    self.filled = 0..count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(Failure::io(
                        Kind::ReadSource,
                        format_args!("reading lines from {}", self.name),
                        error,
                    ));
                }
            }
        }
    }
}

impl Lines for Piped {
    fn line(&mut self, _: Wanted) -> Result<Option<Line>, Failure> {
        let (mut line, mut long) = (Vec::new(), false);
        loop {
            if self.filled.is_empty() && !self.fill()? {
                // What a producer was cut off in is taken for a line, as every shell does.
                let none = line.is_empty() && !long;
                return Ok((!none).then(|| ended(line, long)));
            }
            let held = self.buffer.get(self.filled.clone()).unwrap_or_default();
            let end = memchr::memchr(b'\n', held);
            let part = held.get(..end.unwrap_or(held.len())).unwrap_or_default();
            long |= line.len() + part.len() > limits::SESSION_LINE_BYTES;
            if !long {
                line.extend_from_slice(part);
            }
            self.filled.start += end.map_or(held.len(), |end| end.saturating_add(1));
            if end.is_some() {
                return Ok(Some(ended(line, long)));
            }
        }
    }
}

fn ended(mut line: Vec<u8>, long: bool) -> Line {
    if long {
        return Line::TooLong;
    }
    if line.ends_with(b"\r") {
        line.pop();
    }
    Line::Text(line)
}

/// Bytes read at once.
const BLOCK: usize = 16 * 1024;
