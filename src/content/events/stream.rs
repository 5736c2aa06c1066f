//! Server-sent events: how a stream is interpreted (WHATWG HTML section 9.2.6).
//!
//! An event is given out at the byte that ends its empty line, a CR included: whether an LF follows
//! is not waited for.

use std::mem;
use std::time::Duration;

use super::{Event, Fault};
use crate::base::limits;

/// Signs the beginning of a UTF-8 text; one is ignored.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A stream under way. The names are those of the standard.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// The line under way.
    line: Vec<u8>,
    /// The last line ended with a CR: an LF that comes next belongs to it.
    after_return: bool,
    /// A line has been completed.
    begun: bool,
    /// The data buffer: each value with a line feed after it.
    data: Vec<u8>,
    /// The event type buffer.
    name: String,
    /// The last event ID buffer; in force with the next empty line.
    id: String,
    last_id: String,
    retry: Option<Duration>,
}

impl Stream {
    /// A stream that goes on where another connection ended.
    pub(super) fn after(last_id: String) -> Self {
        Self {
            id: last_id.clone(),
            last_id,
            ..Self::default()
        }
    }

    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    pub(super) fn next(&mut self, rest: &mut &[u8]) -> Result<Option<Event>, Fault> {
        while let Some(first) = rest.first() {
            if mem::take(&mut self.after_return) && *first == b'\n' {
                *rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            let end = memchr::memchr2(b'\r', b'\n', rest);
            let (part, after) = rest
                .split_at_checked(end.unwrap_or(rest.len()))
                .unwrap_or_default();
            let held = self.data.len().saturating_add(self.line.len());
            if held.saturating_add(part.len()) > limits::EVENT_BYTES {
                return Err(Fault::TooLong);
            }
            let Some((end, after)) = after.split_first() else {
                self.line.extend_from_slice(part);
                *rest = &[];
                break;
            };
            *rest = after;
            self.after_return = *end == b'\r';
            let event = if self.line.is_empty() {
                self.take(part)
            } else {
                self.line.extend_from_slice(part);
                let line = mem::take(&mut self.line);
                self.take(&line)
            };
            if event.is_some() {
                return Ok(event);
            }
        }
        Ok(None)
    }

    /// A whole line.
    fn take(&mut self, line: &[u8]) -> Option<Event> {
        let first = !mem::replace(&mut self.begun, true);
        let marked = first.then(|| line.strip_prefix(BYTE_ORDER_MARK)).flatten();
        let line = marked.unwrap_or(line);
        if line.is_empty() {
            return self.dispatch();
        }
        let (name, value) = match memchr::memchr(b':', line) {
            Some(colon) => {
                let (name, value) = line.split_at_checked(colon).unwrap_or_default();
                let value = value.get(1..).unwrap_or_default();
                (name, value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &[][..]),
        };
        self.field(name, value);
        None
    }

    /// A comment is a field without a name.
    fn field(&mut self, name: &[u8], value: &[u8]) {
        match name {
            b"event" => self.name = String::from_utf8_lossy(value).into_owned(),
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"id" if memchr::memchr(0, value).is_none() => {
                self.id = String::from_utf8_lossy(value).into_owned();
            }
            b"retry" => {
                if let Some(span) = milliseconds(value) {
                    self.retry = Some(span);
                }
            }
            _ => {}
        }
    }

    /// An empty line.
    fn dispatch(&mut self) -> Option<Event> {
        self.last_id.clone_from(&self.id);
        let name = mem::take(&mut self.name);
        let mut data = mem::take(&mut self.data);
        if data.pop().is_none() {
            return (!name.is_empty()).then_some(Event::Bare { name });
        }
        Some(Event::Message {
            name: if name.is_empty() {
                "message".to_owned()
            } else {
                name
            },
            id: self.last_id.clone(),
            // The standard decodes the stream as UTF-8 with replacement; line ends are no part of
            // a character, so that it can be done here.
            data: String::from_utf8_lossy(&data).into_owned(),
        })
    }
}

/// Digits and nothing else; more than can be counted is the most that can.
fn milliseconds(value: &[u8]) -> Option<Duration> {
    if value.is_empty() {
        return None;
    }
    let count = value.iter().try_fold(0_u64, |count, byte| {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        Some(count.saturating_mul(10).saturating_add(u64::from(digit)))
    });
    count.map(Duration::from_millis)
}
