//! Reads along with the wire: which bytes are head, framing and content, by the codec itself, whose
//! verdict is taken a second time over the same bytes.

use crate::base::event::Direction;
use crate::http::method::Method;
use crate::http1::body::{BodyDecoder, Place};
use crate::http1::exchange::{Exchange, Received};
use crate::http1::framing::Framing;
use crate::output::look::Role;
use crate::output::mask::Secrets;
use crate::output::mask_bytes;

/// One direction of one exchange.
#[derive(Debug)]
pub(super) struct Reader {
    direction: Direction,
    state: State,
    /// A line that has not ended.
    line: Vec<u8>,
    role: Role,
    masking: mask_bytes::Lines,
    secrets: Secrets,
}

#[derive(Debug)]
enum State {
    /// No message is expected.
    Stray,
    /// So many bytes of a request head, then a body.
    Asking { left: usize, body: BodyDecoder },
    /// Heads of responses.
    Answers(Box<Exchange>),
    /// A body.
    Body(BodyDecoder),
}

/// Takes what was read: role, bytes, whether some are masked.
pub(super) type Found<'a> = dyn FnMut(Role, &[u8], bool) + 'a;

impl Reader {
    pub(super) fn new(direction: Direction, secrets: Secrets) -> Self {
        Self {
            direction,
            state: State::Stray,
            line: Vec::new(),
            role: Role::Head,
            masking: mask_bytes::Lines::default(),
            secrets,
        }
    }

    /// A request with this head begins.
    pub(super) fn begin(&mut self, head: &[u8]) {
        self.state = match self.direction {
            Direction::Out => State::Asking {
                left: head.len(),
                body: BodyDecoder::new(framing(head)),
            },
            Direction::In => State::Answers(Box::new(Exchange::new(&method(head)))),
        };
        self.masking = mask_bytes::Lines::default();
    }

    /// Reads on.
    pub(super) fn read(&mut self, mut bytes: &[u8], found: &mut Found<'_>) {
        while !bytes.is_empty() {
            let (count, role) = self.step(bytes);
            let (some, rest) = bytes.split_at_checked(count.max(1)).unwrap_or((bytes, &[]));
            match role {
                Role::Content | Role::Stray | Role::Socks => {
                    self.flush(found);
                    found(role, some, false);
                }
                Role::Head
                | Role::ChunkSize
                | Role::LastChunk
                | Role::ChunkEnd
                | Role::Trailers => self.lines(role, some, found),
            }
            bytes = rest;
        }
    }

    /// Hands over a line that will not end.
    pub(super) fn flush(&mut self, found: &mut Found<'_>) {
        if self.line.is_empty() {
            return;
        }
        let fields = matches!(self.role, Role::Head | Role::Trailers);
        let masked = fields && self.secrets == Secrets::Masked && self.masking.mask(&mut self.line);
        found(self.role, &self.line, masked);
        self.line.clear();
    }

    fn lines(&mut self, role: Role, bytes: &[u8], found: &mut Found<'_>) {
        self.role = role;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(line);
            if line.ends_with(b"\n") {
                self.flush(found);
            }
        }
    }

    /// How many of the next bytes are one thing, and which.
    fn step(&mut self, bytes: &[u8]) -> (usize, Role) {
        match &mut self.state {
            State::Stray => (bytes.len(), Role::Stray),
            State::Asking { left: 0, body } => {
                let body = std::mem::replace(body, BodyDecoder::None);
                self.state = State::Body(body);
                self.step(bytes)
            }
            State::Asking { left, .. } => {
                let count = bytes.len().min(*left);
                *left = left.saturating_sub(count);
                (count, Role::Head)
            }
            State::Answers(exchange) => match exchange.receive(bytes) {
                Ok((used, Received::More | Received::Interim(_))) => {
                    (if used == 0 { bytes.len() } else { used }, Role::Head)
                }
                Ok((used, Received::Final(last))) => {
                    self.state = State::Body(last.body);
                    (used, Role::Head)
                }
                Err(_) => {
                    self.state = State::Stray;
                    (bytes.len(), Role::Head)
                }
            },
            State::Body(body) => match in_body(body, bytes) {
                Some(found) => found,
                None => {
                    self.state = State::Stray;
                    (bytes.len(), Role::Stray)
                }
            },
        }
    }
}

/// The same within a body; `None` for what is malformed there.
fn in_body(body: &mut BodyDecoder, bytes: &[u8]) -> Option<(usize, Role)> {
    let place = body.place();
    let line = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |at| at.saturating_add(1));
    let some = match place {
        Place::Content => bytes,
        Place::ChunkSize | Place::ChunkEnd | Place::Trailers => bytes.get(..line)?,
        Place::Behind => return None,
    };
    let step = body.step(some).ok()?;
    let role = match place {
        Place::Content => Role::Content,
        Place::ChunkSize if body.place() == Place::Trailers => Role::LastChunk,
        Place::ChunkSize => Role::ChunkSize,
        Place::ChunkEnd => Role::ChunkEnd,
        Place::Trailers => Role::Trailers,
        Place::Behind => return None,
    };
    let count = step.framing.saturating_add(step.content);
    (count > 0).then_some((count, role))
}

/// How a request of ours is framed: its own fields say it.
fn framing(head: &[u8]) -> Framing {
    let chunked = head.split(|byte| *byte == b'\n').any(|line| {
        let name = line.get(..18).unwrap_or_default();
        name.eq_ignore_ascii_case(b"transfer-encoding:")
    });
    match chunked {
        true => Framing::Chunked,
        false => Framing::UntilClose,
    }
}

pub(super) fn method(head: &[u8]) -> Method {
    let word = head.split(|byte| *byte == b' ').next().unwrap_or_default();
    let word = std::str::from_utf8(word).ok();
    word.and_then(Method::parse).unwrap_or(Method::GET)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(direction: Direction, head: &str, wire: &str, size: usize) -> String {
        let mut reader = Reader::new(direction, Secrets::Masked);
        reader.begin(head.as_bytes());
        let mut told: Vec<(Role, String)> = Vec::new();
        let mut found = |role: Role, bytes: &[u8], _: bool| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            match told.last_mut() {
                Some((Role::Content, last)) if role == Role::Content => last.push_str(&text),
                _ => told.push((role, text)),
            }
        };
        for piece in wire.as_bytes().chunks(size) {
            reader.read(piece, &mut found);
        }
        reader.flush(&mut found);
        let told = told
            .iter()
            .map(|(role, text)| format!("{}|{text:?}", role.as_str()));
        told.collect::<Vec<_>>().join("\n")
    }

    const CHUNKED: &str = "HTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\nSet-Cookie: a=SEC\r\n\
        Transfer-Encoding: chunked\r\n\r\n3;x\r\na\nb\r\n0\r\nT: 1\r\n\r\n";

    #[test]
    fn every_byte_of_an_answer_is_told_however_it_is_cut() {
        let expected = [
            r#"head|"HTTP/1.1 103 E\r\n""#,
            r#"head|"\r\n""#,
            r#"head|"HTTP/1.1 200 OK\r\n""#,
            r#"head|"Set-Cookie: a=***\r\n""#,
            r#"head|"Transfer-Encoding: chunked\r\n""#,
            r#"head|"\r\n""#,
            r#"chunk-size|"3;x\r\n""#,
            r#"content|"a\nb""#,
            r#"end of chunk|"\r\n""#,
            r#"last-chunk|"0\r\n""#,
            r#"trailers|"T: 1\r\n""#,
            r#"trailers|"\r\n""#,
        ]
        .join("\n");
        for size in [1, 2, 3, 7, 1000] {
            let told = read(Direction::In, "GET / HTTP/1.1\r\n\r\n", CHUNKED, size);
            assert_eq!(told, expected, "{size}");
        }
    }

    #[test]
    fn requests_stray_bytes_and_malformed_framing_are_told() {
        let head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        let wire = format!("{head}2\r\nhi\r\n0\r\n\r\n");
        let told = read(Direction::Out, head, &wire, 5);
        assert!(told.ends_with(
            "chunk-size|\"2\\r\\n\"\ncontent|\"hi\"\nend of chunk|\"\\r\\n\"\nlast-chunk|\"0\\r\\n\"\ntrailers|\"\\r\\n\""
        ), "{told}");
        let told = read(
            Direction::In,
            "GET / HTTP/1.1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nabc",
            1000,
        );
        assert!(
            told.ends_with("content|\"a\"\nnot part of any message|\"bc\""),
            "{told}"
        );
        let broken = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
        let told = read(Direction::In, "GET / HTTP/1.1\r\n\r\n", broken, 1000);
        assert!(
            told.ends_with("not part of any message|\"zz\\r\\n\""),
            "{told}"
        );
        let none = read(
            Direction::In,
            "HEAD / HTTP/1.1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
            4,
        );
        assert!(none.ends_with("head|\"\\r\\n\""), "{none}");
    }
}
