//! JSON lines (NDJSON): a document on each line, checked as they come.

use super::json::{Broken, Checker};

/// Looks at lines piece by piece.
#[derive(Debug, Default)]
pub struct Lines {
    /// The line under way, if any byte of it has come.
    line: Option<Checker>,
    /// Whether that line is white space so far: empty lines are passed on, as receivers ignore
    /// them.
    blank: bool,
    complete: u64,
}

/// A line that is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLine {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong with it, as a document of its own.
    pub broken: Broken,
}

impl Lines {
    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), BrokenLine> {
        let mut rest = piece;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let (line, after) = rest.split_at_checked(end).unwrap_or_default();
            self.part(line)?;
            self.end()?;
            rest = after.get(1..).unwrap_or_default();
        }
        self.part(rest)
    }

    /// Says that there is no more.
    pub fn finish(mut self) -> Result<(), BrokenLine> {
        self.end()
    }

    fn part(&mut self, part: &[u8]) -> Result<(), BrokenLine> {
        if part.is_empty() {
            return Ok(());
        }
        if self.line.is_none() {
            self.blank = true;
        }
        self.blank &= part.iter().all(u8::is_ascii_whitespace);
        let done = self.line.get_or_insert_default().push(part);
        done.map_err(|broken| self.broken(broken))
    }

    fn end(&mut self) -> Result<(), BrokenLine> {
        if let Some(line) = self.line.take().filter(|_| !self.blank) {
            line.finish().map_err(|broken| self.broken(broken))?;
        }
        self.complete = self.complete.saturating_add(1);
        Ok(())
    }

    fn broken(&self, broken: Broken) -> BrokenLine {
        BrokenLine {
            line: self.complete.saturating_add(1),
            broken,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str, size: usize) -> Result<(), (u64, u64)> {
        let mut lines = Lines::default();
        let told = |error: BrokenLine| (error.line, error.broken.column);
        for piece in text.as_bytes().chunks(size) {
            lines.push(piece).map_err(told)?;
        }
        lines.finish().map_err(told)
    }

    #[test]
    fn each_line_is_a_document() {
        for (text, wanted) in [
            ("", Ok(())),
            ("{}\n[1]\n\"x\"", Ok(())),
            ("1\r\n2\r\n", Ok(())),
            ("1\n\n \n2\n", Ok(())),
            ("{}\n{\n}\n", Err((2, 2))),
            ("1 2\n", Err((1, 3))),
            ("1\n2\n{\"a\":x}", Err((3, 6))),
            ("[", Err((1, 2))),
        ] {
            for size in 1..6 {
                assert_eq!(verdict(text, size), wanted, "{text:?} by {size}");
            }
        }
    }
}
