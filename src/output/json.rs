//! Lays out JSON (RFC 8259) as it streams: token by token, never as parsed values.
//!
//! Key order, duplicate keys, every digit and every escape stay as they came; only white space
//! between tokens is ours. What is no JSON is passed on as it came, from there to the end. Memory
//! is bounded by the nesting that is followed. HTTPie and jq parse, and change or refuse numbers.
//! This file is the grammar; how tokens look is `pen`.

use super::colour::Paint;
use super::config::Style;
use super::pen::Pen;
use crate::base::limits;

/// Signs a UTF-8 text, against the standard's advice.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Formats one body; several top-level values (JSON lines) each begin a line of their own.
pub struct Formatter {
    pen: Pen,
    nesting: Vec<Container>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Array,
    Object,
}

/// What a string is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Key,
    Value,
}

/// Where in the grammar the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// This many bytes of a byte-order mark have come, and nothing else.
    Mark(usize),
    /// Before a top-level value.
    Top,
    /// Before an element of an array.
    Element { first: bool },
    /// Before a member of an object.
    Member { first: bool },
    /// Between a key and its value.
    Colon,
    /// Before the value of a member.
    Value,
    /// After a value inside a container.
    After,
    /// Inside a string.
    Text { role: Role, escaped: bool },
    /// Inside a number; its spelling is not judged.
    Number,
    /// Inside `true`, `false` or `null`; what is still to come.
    Word(&'static [u8]),
    /// Past something that is no JSON.
    Raw,
}

impl Formatter {
    /// A formatter for the colours and the kind of output of a style.
    pub fn new(style: Style) -> Self {
        Self {
            pen: Pen::new(style),
            nesting: Vec::new(),
            state: State::Mark(0),
        }
    }

    /// Appends what the next piece of the body makes of the output.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        let mut rest = piece;
        while !rest.is_empty() {
            rest = match self.state {
                State::Text { role, escaped } => self.text(role, escaped, rest, out),
                State::Number => self.number(rest, out),
                State::Word(missing) => self.word(missing, rest, out),
                State::Mark(seen) => self.mark(seen, rest, out),
                State::Raw => {
                    self.pen.raw(rest, out);
                    &[]
                }
                State::Top
                | State::Element { .. }
                | State::Member { .. }
                | State::Colon
                | State::Value
                | State::After => self.token(rest, out),
            };
        }
    }

    /// Appends what only the end of the body decides.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        match self.state {
            State::Mark(seen) => self
                .pen
                .raw(BYTE_ORDER_MARK.get(..seen).unwrap_or_default(), out),
            State::Number => self.scalar_ended(out),
            State::Text { .. } | State::Word(_) => {
                self.pen.settle(out);
                self.pen.off(out);
            }
            State::Top
            | State::Element { .. }
            | State::Member { .. }
            | State::Colon
            | State::Value
            | State::After
            | State::Raw => {}
        }
        self.pen.finish(out);
    }

    fn mark<'a>(&mut self, seen: usize, rest: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
        match (BYTE_ORDER_MARK.get(seen), rest.split_first()) {
            (Some(expected), Some((byte, after))) if byte == expected => {
                self.state = State::Mark(seen.saturating_add(1));
                after
            }
            (Some(_), _) if seen > 0 => {
                self.state = State::Raw;
                self.pen
                    .raw(BYTE_ORDER_MARK.get(..seen).unwrap_or_default(), out);
                rest
            }
            (mark, _) => {
                self.state = State::Top;
                if mark.is_none() && self.pen.keeps_bytes() {
                    out.extend_from_slice(BYTE_ORDER_MARK);
                }
                rest
            }
        }
    }

    /// White space and one token, or the beginning of one.
    fn token<'a>(&mut self, rest: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
        let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let Some(at) = rest.iter().position(|byte| !space(byte)) else {
            return &[];
        };
        let token = rest.get(at..).unwrap_or_default();
        let Some((&byte, after)) = token.split_first() else {
            return &[];
        };
        let accepted = match (self.state, byte) {
            (State::Colon, b':') => {
                out.extend_from_slice(b": ");
                self.state = State::Value;
                true
            }
            (State::Member { .. }, b'"') => {
                self.pen.line(self.nesting.len(), out);
                self.pen.begin(Paint::Key, byte, out);
                self.state = State::Text {
                    role: Role::Key,
                    escaped: false,
                };
                true
            }
            (State::After, b',') => self.comma(out),
            (State::After | State::Member { first: true }, b'}') => {
                self.close(Container::Object, byte, out)
            }
            (State::After | State::Element { first: true }, b']') => {
                self.close(Container::Array, byte, out)
            }
            (State::Top | State::Element { .. } | State::Value, _) => self.value(byte, out),
            (State::Member { .. } | State::Colon | State::After, _) => false,
            (State::Mark(_) | State::Text { .. } | State::Number, _) => false,
            (State::Word(_) | State::Raw, _) => false,
        };
        if accepted {
            after
        } else {
            self.state = State::Raw;
            token
        }
    }

    fn comma(&mut self, out: &mut Vec<u8>) -> bool {
        out.push(b',');
        self.state = match self.nesting.last() {
            Some(Container::Object) => State::Member { first: false },
            Some(Container::Array) | None => State::Element { first: false },
        };
        true
    }

    fn close(&mut self, kind: Container, byte: u8, out: &mut Vec<u8>) -> bool {
        if self.nesting.last() != Some(&kind) {
            return false;
        }
        self.nesting.pop();
        if self.state == State::After {
            self.pen.line(self.nesting.len(), out);
        }
        out.push(byte);
        self.value_ended(out);
        true
    }

    /// The first byte of a value; false when it is none, or deeper than is followed.
    fn value(&mut self, byte: u8, out: &mut Vec<u8>) -> bool {
        let opens = |container| match container {
            Container::Array => State::Element { first: true },
            Container::Object => State::Member { first: true },
        };
        let (state, paint, container) = match byte {
            b'"' => {
                let (role, escaped) = (Role::Value, false);
                (State::Text { role, escaped }, Paint::Text, None)
            }
            b'-' | b'0'..=b'9' => (State::Number, Paint::Number, None),
            b't' => (State::Word(b"rue"), Paint::Literal, None),
            b'f' => (State::Word(b"alse"), Paint::Literal, None),
            b'n' => (State::Word(b"ull"), Paint::Literal, None),
            b'[' | b'{' if self.nesting.len() >= limits::JSON_DEPTH => return false,
            b'[' => (opens(Container::Array), Paint::Text, Some(Container::Array)),
            b'{' => (
                opens(Container::Object),
                Paint::Text,
                Some(Container::Object),
            ),
            _ => return false,
        };
        if matches!(self.state, State::Element { .. }) {
            self.pen.line(self.nesting.len(), out);
        }
        if let Some(container) = container {
            self.nesting.push(container);
            out.push(byte);
        } else {
            self.pen.begin(paint, byte, out);
        }
        self.state = state;
        true
    }

    fn text<'a>(
        &mut self,
        role: Role,
        escaped: bool,
        rest: &'a [u8],
        out: &mut Vec<u8>,
    ) -> &'a [u8] {
        let end = if escaped {
            Some(0)
        } else {
            memchr::memchr2(b'"', b'\\', rest)
        };
        let Some((plain, [special, after @ ..])) = end.and_then(|at| rest.split_at_checked(at))
        else {
            self.pen.inside(rest, out);
            return &[];
        };
        if escaped {
            self.pen.inside(&[*special], out);
            self.state = State::Text {
                role,
                escaped: false,
            };
            return after;
        }
        self.pen.inside(plain, out);
        self.pen.settle(out);
        out.push(*special);
        match (special, role) {
            (b'\\', _) => {
                self.state = State::Text {
                    role,
                    escaped: true,
                }
            }
            (_, Role::Value) => self.scalar_ended(out),
            (_, Role::Key) => {
                self.pen.off(out);
                self.state = State::Colon;
            }
        }
        after
    }

    fn number<'a>(&mut self, rest: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
        let part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let end = rest.iter().position(|byte| !part(byte));
        let (digits, after) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or_default();
        out.extend_from_slice(digits);
        if end.is_some() {
            self.scalar_ended(out);
        }
        after
    }

    fn word<'a>(&mut self, missing: &'static [u8], rest: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
        match (missing.split_first(), rest.split_first()) {
            (Some((expected, [])), Some((byte, after))) if byte == expected => {
                out.push(*byte);
                self.scalar_ended(out);
                after
            }
            (Some((expected, missing)), Some((byte, after))) if byte == expected => {
                out.push(*byte);
                self.state = State::Word(missing);
                after
            }
            _ => {
                self.pen.off(out);
                self.state = State::Raw;
                rest
            }
        }
    }

    fn scalar_ended(&mut self, out: &mut Vec<u8>) {
        self.pen.off(out);
        self.value_ended(out);
    }

    fn value_ended(&mut self, out: &mut Vec<u8>) {
        self.state = State::After;
        if self.nesting.is_empty() {
            out.push(b'\n');
            self.state = State::Top;
        }
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
