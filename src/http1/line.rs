//! Lines of a head (RFC 9112 section 2.2), collected from slices cut anywhere.
//!
//! A line ends with CRLF; a lone LF is taken too, as the section allows and small devices need. A
//! CR elsewhere is refused: peers that read it as a line end would see other lines than we do.

use memchr::memchr;

use super::violation::{Rule, Violation};

/// Text that grows to at most `limit` bytes, and where its unfinished line begins.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    pub(super) text: Vec<u8>,
    pub(super) start: usize,
    limit: usize,
    too_large: Rule,
}

impl Lines {
    pub(super) fn new(limit: usize, too_large: Rule) -> Self {
        Self {
            text: Vec::new(),
            start: 0,
            limit,
            too_large,
        }
    }

    /// Takes input up to and with the next line end; true when a whole line is there.
    pub(super) fn take(&mut self, input: &[u8]) -> Result<(usize, bool), Violation> {
        let end = memchr(b'\n', input);
        let used = end.map_or(input.len(), |at| at + 1);
        let room = self.limit.saturating_sub(self.text.len());
        let taken = input.get(..used.min(room)).unwrap_or_default();
        self.text.extend_from_slice(taken);
        if used > room {
            return Err(Violation::new(self.too_large, self.unfinished()));
        }
        Ok((used, end.is_some()))
    }

    /// The unfinished line so far.
    pub(super) fn unfinished(&self) -> &[u8] {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// The finished line without its line end; bare CRs in it are refused.
    pub(super) fn line(&self) -> Result<&[u8], Violation> {
        let line = self.unfinished();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match memchr(b'\r', line) {
            Some(_) => Err(Violation::new(Rule::BareCr, line)),
            None => Ok(line),
        }
    }

    /// Begins the next line.
    pub(super) fn next(&mut self) {
        self.start = self.text.len();
    }

    /// Forgets what was collected; the room that is left stays as it is.
    pub(super) fn hand_over(&mut self) -> Vec<u8> {
        self.limit = self.limit.saturating_sub(self.text.len());
        self.start = 0;
        std::mem::take(&mut self.text)
    }
}
