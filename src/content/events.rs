//! Content that is a sequence of events, taken apart as it comes: server-sent events (WHATWG HTML
//! section 9.2), JSON lines, JSON text sequences (RFC 7464) and JSON values one after the other.
//!
//! What an event becomes is one JSON value on one line. Of JSON formats it is the value as it is,
//! so that `-q .id` asks it what a file of it would be asked. Of server-sent events it is
//! `{"event":"message","id":"7","data":…}`: the name has to be there for a filter to choose by it
//! (`select(.event=="done")`), and a value that is sometimes bare data and sometimes not could not
//! be asked at all. `data` that is JSON is that JSON, every digit kept; any other is a JSON
//! string. `id` is there once the stream has given one. HTTPie and xh print lines as they come.
//!
//! What the bytes mean is `stream`, `lines` and `values`; when to stop is `watch`. Whether to
//! connect again is decided by `client::reconnect`.

mod format;
mod lines;
mod stream;
#[cfg(test)]
mod tests;
mod values;
mod watch;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

pub use format::Format;
pub use watch::{Step, Until, Watch};

use super::json::{Broken, check};
use super::json_compact::compact;
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use lines::Lines;
use stream::Stream;
use values::Values;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A server-sent event.
    Message {
        /// Its name; `message` where the stream gave none.
        name: String,
        /// The last id that the stream gave, up to and with this event; may be empty.
        id: String,
        /// What its `data` lines hold, joined by line feeds.
        data: String,
    },
    /// The end of a named server-sent event without data. By the standard nobody is told of it,
    /// and it is not delivered; but servers end streams with it, and `--until` can wait for it.
    Bare {
        /// Its name.
        name: String,
    },
    /// A JSON value, on one line.
    Value(String),
}

impl Event {
    /// The event as a JSON value on one line, without a line end; `None` where it is not to be
    /// delivered.
    pub fn json(&self) -> Option<Cow<'_, str>> {
        let (name, id, data) = match self {
            Self::Message { name, id, data } => (name, id, data),
            Self::Bare { .. } => return None,
            Self::Value(value) => return Some(Cow::Borrowed(value)),
        };
        let mut json = format!("{{\"event\":{}", quoted(name));
        if !id.is_empty() {
            json.push_str(",\"id\":");
            json.push_str(&quoted(id));
        }
        json.push_str(",\"data\":");
        match check(data.as_bytes()) {
            Ok(()) => json.push_str(&compact(data)),
            Err(_) => json.push_str(&quoted(data)),
        }
        json.push('}');
        Some(Cow::Owned(json))
    }

    /// Whether a server gave the event this name.
    pub fn is_named(&self, wanted: &str) -> bool {
        match self {
            Self::Message { name, .. } | Self::Bare { name } => name == wanted,
            Self::Value(_) => false,
        }
    }

    /// Whether all it says is this text, as in `data: [DONE]`.
    pub fn says(&self, text: &str) -> bool {
        match self {
            Self::Message { data, .. } => data == text,
            Self::Bare { .. } => false,
            Self::Value(value) => *value == text || *value == quoted(text),
        }
    }
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Why content is no sequence of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An event is larger than [`limits::EVENT_BYTES`].
    TooLong,
    /// A value is no JSON.
    NotJson {
        /// Which value, from 1.
        number: u64,
        /// What is wrong with it.
        broken: Broken,
        /// Its beginning, safe to show.
        beginning: String,
    },
    /// The content begins with what begins no format that is known.
    Unknown {
        /// That byte.
        byte: u8,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "an event is longer than {} bytes", limits::EVENT_BYTES),
            Self::NotJson {
                number,
                broken,
                beginning,
            } => write!(f, "value {number} is no JSON: {} ({beginning})", broken.why),
            Self::Unknown { byte } => write!(
                f,
                "the response is no stream of events: it begins with '{}'",
                excerpt(&[*byte])
            ),
        }
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let hint = match &fault {
            Fault::TooLong => "leave out --events to get it as it comes",
            Fault::NotJson { .. } => "leave out --events to see all of it",
            Fault::Unknown { .. } => "leave out --events to see what it is",
        };
        Self::caused(Kind::Malformed, fault)
            .context("reading the events")
            .hint(hint)
    }
}

/// Takes a body apart into events, in any pieces.
#[derive(Debug)]
pub struct Events {
    parser: Parser,
}

#[derive(Debug)]
enum Parser {
    /// The first byte that tells is still to come.
    Undecided {
        last_id: String,
    },
    Stream(Stream),
    Lines(Lines),
    Values(Values),
}

impl Events {
    /// For a body of this format. `last_id` is what an earlier connection of the same stream ended
    /// with: it stays in force.
    pub fn new(format: Format, last_id: String) -> Self {
        let parser = match format {
            Format::Stream => Parser::Stream(Stream::after(last_id)),
            Format::Lines => Parser::Lines(Lines::default()),
            Format::Sequence => Parser::Values(Values::marked()),
            Format::Values => Parser::Values(Values::bare()),
            Format::Undeclared => Parser::Undecided { last_id },
        };
        Self { parser }
    }

    /// Takes bytes off the front of `rest` until an event is complete; `None` when all are taken.
    pub fn next(&mut self, rest: &mut &[u8]) -> Result<Option<Event>, Fault> {
        if let Parser::Undecided { last_id } = &mut self.parser {
            let Some(format) = format::sniff(rest)? else {
                return Ok(None);
            };
            *self = Self::new(format, std::mem::take(last_id));
        }
        match &mut self.parser {
            Parser::Undecided { .. } => Ok(None),
            Parser::Stream(stream) => stream.next(rest),
            Parser::Lines(lines) => lines.next(rest),
            Parser::Values(values) => values.next(rest),
        }
    }

    /// The end of a body that came to its end; may complete a last value. Not to be called for a
    /// body that broke off. An unfinished server-sent event is dropped.
    pub fn finish(&mut self) -> Result<Option<Event>, Fault> {
        match &mut self.parser {
            Parser::Undecided { .. } | Parser::Stream(_) => Ok(None),
            Parser::Lines(lines) => lines.finish(),
            Parser::Values(values) => values.finish(),
        }
    }

    /// What a reconnection has to say, where the format knows of any.
    pub fn resumption(&self) -> Option<Resumption<'_>> {
        match &self.parser {
            Parser::Stream(stream) => Some(Resumption {
                last_id: stream.last_id(),
                pause: stream.retry(),
            }),
            Parser::Undecided { .. } | Parser::Lines(_) | Parser::Values(_) => None,
        }
    }

    /// Texts of a sequence that were cut short by their writer and left out (RFC 7464, 2.3).
    pub fn skipped(&self) -> u64 {
        match &self.parser {
            Parser::Values(values) => values.skipped(),
            Parser::Undecided { .. } | Parser::Stream(_) | Parser::Lines(_) => 0,
        }
    }
}

/// How a stream of server-sent events can be taken up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumption<'a> {
    /// For `Last-Event-ID`; may be empty.
    pub last_id: &'a str,
    /// How long to wait before, by the stream's last `retry`.
    pub pause: Option<Duration>,
}

/// A value that is complete, or why it is none.
fn value(number: u64, text: &[u8]) -> Result<Event, Fault> {
    let not_json = |broken| Fault::NotJson {
        number,
        broken,
        beginning: excerpt(text),
    };
    check(text).map_err(not_json)?;
    // What passed the check is UTF-8.
    Ok(Event::Value(compact(&String::from_utf8_lossy(text))))
}
