//! The last exchange of a session on a terminal: its bytes as they went over the wire, framing
//! included, secrets masked where they are to be, so far as they fit.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::base::escape::Escaped;
use crate::base::event::{Direction, Event};
use crate::base::limits;
use crate::http::head::ResponseHead;
use crate::output::look::{Look, Part, Role};
use crate::output::mask::{self, Secrets};

/// The last exchange, shared with who records it.
#[derive(Debug, Clone, Default)]
pub struct Last(Arc<Mutex<Exchange>>);

/// An exchange.
#[derive(Debug, Default)]
pub struct Exchange {
    /// What was sent.
    pub sent: Bytes,
    /// What was received.
    pub received: Bytes,
    /// The final head that was received.
    pub head: Option<ResponseHead>,
    /// From the request to that head.
    pub took: Option<Duration>,
}

/// The bytes of one direction.
#[derive(Debug, Default)]
pub struct Bytes {
    kept: Vec<u8>,
    runs: Vec<Run>,
    /// Bytes that went over the wire.
    pub total: u64,
    /// Of those, bytes of content.
    pub content: u64,
    /// Whether all bytes of content are kept.
    cut: bool,
}

/// A run of kept bytes.
#[derive(Debug, Clone, Copy)]
struct Run {
    length: u32,
    role: Role,
    masked: bool,
}

impl Last {
    /// Who records an exchange.
    pub fn recorder(&self) -> Box<dyn Look> {
        Box::new(Recorder(self.clone()))
    }

    /// What is known of it.
    pub fn exchange(&self) -> MutexGuard<'_, Exchange> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Recorder(Last);

impl Look for Recorder {
    fn part(&mut self, part: &Part<'_>) {
        if part.proxy {
            return;
        }
        let mut exchange = self.0.exchange();
        match part.direction {
            Direction::Out => exchange.sent.push(part),
            Direction::In => exchange.received.push(part),
        }
    }

    fn event(&mut self, _: Duration, _: Option<u64>, event: &Event<'_>) {
        if matches!(event, Event::RequestHead(head) if !head.starts_with(b"CONNECT ")) {
            *self.0.exchange() = Exchange::default();
        }
    }
}

impl Bytes {
    fn push(&mut self, part: &Part<'_>) {
        let all = part.bytes;
        self.total = self.total.saturating_add(all.len() as u64);
        if part.role == Role::Content {
            self.content = self.content.saturating_add(all.len() as u64);
        }
        let room = limits::LAST_BYTES.saturating_sub(self.kept.len());
        let bytes = all.get(..room).unwrap_or(all);
        self.cut |= bytes.len() < all.len();
        let Ok(length) = u32::try_from(bytes.len()) else {
            return;
        };
        if length > 0 {
            self.kept.extend_from_slice(bytes);
            self.runs.push(Run {
                length,
                role: part.role,
                masked: part.masked,
            });
        }
    }

    /// Whether nothing went that way.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The content, chunks put together; `None` where not all of it is kept.
    pub fn whole_content(&self) -> Option<Vec<u8>> {
        let content = self.runs().filter(|(run, _)| run.role == Role::Content);
        (!self.cut).then(|| content.flat_map(|(_, bytes)| bytes).copied().collect())
    }

    /// The lines of heads.
    pub fn heads(&self, mark: char) -> String {
        let mut text = String::new();
        for (run, bytes) in self.runs().filter(|(run, _)| run.role == Role::Head) {
            let line = bytes.trim_ascii_end();
            if !line.is_empty() {
                // Writing to a String does not fail.
                let _ = writeln!(text, "{mark} {}", shown(line, run.role, run.masked));
            }
        }
        text
    }

    /// Everything, a line of the text for each of the bytes.
    pub fn shown(&self) -> String {
        let mut text = String::new();
        for (run, bytes) in self.runs() {
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                text.push_str(&shown(line, run.role, run.masked));
                if line.ends_with(b"\n") {
                    text.push('\n');
                }
            }
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let left = self.total.saturating_sub(self.kept.len() as u64);
        if left > 0 {
            let _ = writeln!(text, "({left} more bytes were not kept)");
        }
        text
    }

    fn runs(&self) -> impl Iterator<Item = (&Run, &[u8])> {
        let mut rest = self.kept.as_slice();
        self.runs.iter().map(move |run| {
            let length = usize::try_from(run.length).unwrap_or(usize::MAX);
            let (bytes, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = after;
            (run, bytes)
        })
    }
}

/// A line, its end visible. Stars become the mask that -v has, which does not tell the length.
pub fn shown(line: &[u8], role: Role, masked: bool) -> String {
    if !masked || !matches!(role, Role::Head | Role::Trailers) {
        return Escaped(line).to_string();
    }
    let text = line.trim_ascii_end();
    let end = line.get(text.len()..).unwrap_or_default();
    mask::line(text, Secrets::Masked) + &Escaped(end).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(role: Role, bytes: &[u8]) -> Part<'_> {
        Part {
            at: Duration::ZERO,
            connection: 1,
            direction: Direction::In,
            offset: 0,
            role,
            proxy: false,
            masked: false,
            bytes,
        }
    }

    #[test]
    fn so_many_bytes_are_kept_and_one_more_is_told() {
        for (more, whole) in [(0, true), (1, false)] {
            let mut bytes = Bytes::default();
            let content = vec![b'x'; limits::LAST_BYTES - 2 + more];
            bytes.push(&part(Role::Head, b"\r\n"));
            bytes.push(&part(Role::Content, &content));
            assert_eq!(bytes.whole_content().is_some(), whole);
            assert_eq!(
                bytes.shown().contains("(1 more bytes were not kept)"),
                !whole
            );
            assert_eq!(bytes.total, content.len() as u64 + 2);
        }
    }

    #[test]
    fn framing_is_shown_and_is_no_content() {
        let mut bytes = Bytes::default();
        bytes.push(&part(Role::Head, b"HTTP/1.1 200 \x1b\r\n"));
        bytes.push(&part(Role::Head, b"\r\n"));
        bytes.push(&part(Role::ChunkSize, b"2\r\n"));
        bytes.push(&part(Role::Content, b"a\n"));
        bytes.push(&part(Role::ChunkEnd, b"\r\n"));
        bytes.push(&part(Role::LastChunk, b"0\r\n"));
        let shown = "HTTP/1.1 200 \\x1b\\r\\n\n\\r\\n\n2\\r\\n\na\\n\n\\r\\n\n0\\r\\n\n";
        assert_eq!(bytes.shown(), shown);
        assert_eq!(bytes.whole_content().as_deref(), Some(&b"a\n"[..]));
        assert_eq!(bytes.heads('<'), "< HTTP/1.1 200 \\x1b\n");
    }

    #[test]
    fn a_secret_shows_neither_itself_nor_its_length() {
        let line = b"Cookie: a=***; b=*****\r\n";
        let told = "Cookie: a=••••; b=••••\\r\\n";
        assert_eq!(shown(line, Role::Head, true), told);
    }
}
