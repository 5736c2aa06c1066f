//! JSON lines (NDJSON): a value on each line; empty lines are passed over. A last line without a
//! line end counts.

use super::{Event, Fault, value};
use crate::base::limits;

/// Lines under way.
#[derive(Debug, Default)]
pub(super) struct Lines {
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    pub(super) fn next(&mut self, rest: &mut &[u8]) -> Result<Option<Event>, Fault> {
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest);
            let (part, after) = rest
                .split_at_checked(end.unwrap_or(rest.len()))
                .unwrap_or_default();
            if self.line.len().saturating_add(part.len()) > limits::EVENT_BYTES {
                return Err(Fault::TooLong);
            }
            self.line.extend_from_slice(part);
            *rest = after.get(1..).unwrap_or_default();
            if end.is_some()
                && let Some(event) = self.finish()?
            {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// The end of a line, or of all.
    pub(super) fn finish(&mut self) -> Result<Option<Event>, Fault> {
        let line = std::mem::take(&mut self.line);
        let text = line.trim_ascii();
        let text = match self.number {
            0 => text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text),
            _ => text,
        };
        if text.is_empty() {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        value(self.number, text).map(Some)
    }
}
