//! JSON values one after the other, with or without record separators before them (RFC 7464).
//!
//! Where a value ends is found by its brackets and quotes alone, so that it can be given out with
//! its last byte; whether it is JSON is then judged as a whole.

use std::mem;

use super::{Event, Fault, value};
use crate::base::limits;

/// Stands before each text of a sequence; in JSON it can stand nowhere.
const SEPARATOR: u8 = 0x1e;

/// Values under way.
#[derive(Debug)]
pub(super) struct Values {
    /// Whether separators tell where a value begins: a broken one is then left out, as RFC 7464
    /// section 2.3 has it, because what follows is not touched by it.
    marked: bool,
    text: Vec<u8>,
    place: Place,
    number: u64,
    skipped: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Between,
    /// Inside a number or word, or what should be one.
    Scalar,
    /// Inside so many brackets, or none in the case of a string.
    Inside {
        depth: usize,
        text: bool,
        escaped: bool,
    },
}

impl Values {
    pub(super) fn bare() -> Self {
        Self {
            marked: false,
            text: Vec::new(),
            place: Place::Between,
            number: 0,
            skipped: 0,
        }
    }

    pub(super) fn marked() -> Self {
        Self {
            marked: true,
            ..Self::bare()
        }
    }

    pub(super) fn skipped(&self) -> u64 {
        self.skipped
    }

    pub(super) fn next(&mut self, rest: &mut &[u8]) -> Result<Option<Event>, Fault> {
        while let Some((&byte, after)) = rest.split_first() {
            if self.marked && byte == SEPARATOR {
                *rest = after;
                self.skip();
                continue;
            }
            let (used, ended) = self.step(byte, rest);
            let (taken, after) = rest.split_at_checked(used).unwrap_or((rest, &[]));
            *rest = after;
            if self.place != Place::Between || ended {
                if self.text.len().saturating_add(taken.len()) > limits::EVENT_BYTES {
                    return Err(Fault::TooLong);
                }
                self.text.extend_from_slice(taken);
            }
            if ended && let Some(event) = self.end()? {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// The end of all. A number that nothing follows may have been cut (RFC 7464, 2.4); without
    /// separators it is the usual end of a document.
    pub(super) fn finish(&mut self) -> Result<Option<Event>, Fault> {
        if self.marked || self.text.is_empty() {
            self.skip();
            return Ok(None);
        }
        self.end()
    }

    /// How many bytes are taken, and whether a value ended with them.
    fn step(&mut self, byte: u8, rest: &[u8]) -> (usize, bool) {
        let (depth, text, escaped) = match self.place {
            Place::Inside {
                depth,
                text,
                escaped,
            } => (depth, text, escaped),
            Place::Between | Place::Scalar => return self.outside(byte),
        };
        if text && !escaped && !matches!(byte, b'"' | b'\\') {
            let stop = memchr::memchr3(b'"', b'\\', SEPARATOR, rest);
            let run = stop.unwrap_or(rest.len());
            return (run.max(1), false);
        }
        let (depth, text, escaped) = match (text, escaped, byte) {
            (true, true, _) => (depth, true, false),
            (true, false, b'\\') => (depth, true, true),
            (true, false, _) => (depth, false, false),
            (false, _, b'"') => (depth, true, false),
            (false, _, b'[' | b'{') => (depth.saturating_add(1), false, false),
            (false, _, b']' | b'}') => (depth.saturating_sub(1), false, false),
            (false, ..) => (depth, false, false),
        };
        let ended = depth == 0 && !text;
        self.place = match ended {
            true => Place::Between,
            false => Place::Inside {
                depth,
                text,
                escaped,
            },
        };
        (1, ended)
    }

    /// A byte between values or in a scalar. A byte-order mark is not told from white space.
    fn outside(&mut self, byte: u8) -> (usize, bool) {
        let inside = |depth, text| Place::Inside {
            depth,
            text,
            escaped: false,
        };
        let scalar = self.place == Place::Scalar;
        let (place, used) = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => (Place::Between, 1),
            0xef | 0xbb | 0xbf if self.number == 0 && !scalar => (Place::Between, 1),
            // Ends a scalar and is looked at again.
            b'"' | b'[' | b'{' if scalar => (Place::Between, 0),
            b'"' => (inside(0, true), 1),
            b'[' | b'{' => (inside(1, false), 1),
            _ => (Place::Scalar, 1),
        };
        self.place = place;
        (used, scalar && place == Place::Between)
    }

    /// A value is complete.
    fn end(&mut self) -> Result<Option<Event>, Fault> {
        let text = mem::take(&mut self.text);
        self.number = self.number.saturating_add(1);
        match value(self.number, text.trim_ascii()) {
            Ok(event) => Ok(Some(event)),
            Err(_) if self.marked => {
                self.skipped = self.skipped.saturating_add(1);
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    /// Leaves out what was begun.
    fn skip(&mut self) {
        self.place = Place::Between;
        if !mem::take(&mut self.text).is_empty() {
            self.skipped = self.skipped.saturating_add(1);
        }
    }
}
