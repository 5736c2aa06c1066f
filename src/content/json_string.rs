//! The inside of a JSON string (RFC 8259 section 7), found as it comes: runs of plain characters
//! are stepped over at once.

use super::json::Why;
use super::json_utf8::Utf8;

/// The place inside a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Among plain characters.
    Plain,
    /// After a backslash.
    Escape,
    /// In `\u`, with so many digits to come.
    Hex(u8),
}

/// How a run inside a string ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The string goes on.
    Not,
    /// With the closing quote.
    Closed,
    /// With what cannot be there.
    Broken(Why),
}

impl Text {
    /// Takes what it can: the place after it, the number of bytes, and whether the string ended.
    pub fn take(self, rest: &[u8], utf8: &mut Utf8) -> (Self, usize, Ended) {
        let Some(&byte) = rest.first() else {
            return (self, 0, Ended::Not);
        };
        match (self, byte) {
            (Self::Plain, _) => plain(rest, utf8),
            (Self::Escape, b'u') => (Self::Hex(4), 1, Ended::Not),
            (Self::Escape, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                (Self::Plain, 1, Ended::Not)
            }
            (Self::Hex(1), b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') => (Self::Plain, 1, Ended::Not),
            (Self::Hex(left), b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F') => {
                (Self::Hex(left.saturating_sub(1)), 1, Ended::Not)
            }
            (Self::Escape | Self::Hex(_), _) => (self, 0, Ended::Broken(Why::Escape)),
        }
    }
}

fn plain(rest: &[u8], utf8: &mut Utf8) -> (Text, usize, Ended) {
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    let end = rest.iter().position(special);
    let run = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let complete = end.is_some();
    if let Err(at) = utf8.take(run, complete) {
        return (Text::Plain, at, Ended::Broken(Why::NotUtf8));
    }
    let Some(byte) = end.and_then(|at| rest.get(at)) else {
        return (Text::Plain, run.len(), Ended::Not);
    };
    match byte {
        b'"' => (Text::Plain, run.len().saturating_add(1), Ended::Closed),
        b'\\' => (Text::Escape, run.len().saturating_add(1), Ended::Not),
        byte => (Text::Plain, run.len(), Ended::Broken(Why::Control(*byte))),
    }
}
