//! Lays out JSON (RFC 8259) as it streams: token by token, never as parsed values.
//!
//! Key order, duplicate keys, every digit and every escape stay as they came; only white space
//! between tokens is ours. All of the grammar is checked: what is no JSON is passed on as it came,
//! from there to the end, and [`Formatter::fault`] says why. Memory is bounded by the nesting that
//! is followed. HTTPie and jq parse, and change or refuse numbers. This file is what stands between
//! the scalars; the scalars are `json_scalar`, how tokens look is `pen`.

use super::colour::Paint;
use super::config::Style;
use super::json_fault::{Fault, FaultKind};
use super::json_state::{Container, Refused, Role, State, Taken};
use super::pen::Pen;
use super::whole::Whole;
use crate::base::limits;
use crate::content::json::Why;
use crate::content::json_number::Number;
use crate::content::json_string::Text;

/// Signs a UTF-8 text, against the standard's advice.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Formats one body; several top-level values (JSON lines) each begin a line of their own.
pub struct Formatter {
    pub(super) pen: Pen,
    pub(super) state: State,
    /// Whether the piece under way holds control characters, which no string may.
    pub(super) controls: bool,
    nesting: Vec<Container>,
    whole: Whole,
    /// Bytes of earlier pieces.
    taken: u64,
    fault: Option<Fault>,
}

impl Formatter {
    /// A formatter for the colours and the kind of output of a style.
    pub fn new(style: Style) -> Self {
        Self {
            pen: Pen::new(style),
            state: State::Mark(0),
            controls: false,
            nesting: Vec::new(),
            whole: Whole::default(),
            taken: 0,
            fault: None,
        }
    }

    /// Why the rest was passed on as it came, if it was; final after [`Formatter::finish`].
    pub fn fault(&self) -> Option<Fault> {
        self.fault
    }

    /// Appends what the next piece of the body makes of the output.
    pub fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        if self.state == State::Raw {
            self.pen.raw(self.whole.held(), out);
            self.whole = Whole::default();
            return self.pen.raw(piece, out);
        }
        // UTF-8 is part of the grammar (section 8.1) wherever it is broken. It and the control
        // characters are looked at for the piece as a whole: that is faster by far than in each
        // string.
        let cut = self.whole.cut(piece);
        self.controls = piece.iter().fold(false, |any, byte| any | (*byte < b' '));
        let (joined, count) = cut.joined;
        self.tokens(joined.get(..count).unwrap_or_default(), out);
        self.tokens(cut.good, out);
        if let Some((held, count, rest)) = cut.bad {
            self.refuse(FaultKind::Broken(Why::NotUtf8), 0, out);
            self.pen.raw(held.get(..count).unwrap_or_default(), out);
            self.pen.raw(rest, out);
        }
    }

    /// Appends what only the end of the body decides.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        match self.state {
            State::Top | State::Seam | State::Mark(0) | State::Raw => {}
            State::Mark(3) if self.pen.keeps_bytes() => out.extend_from_slice(BYTE_ORDER_MARK),
            State::Mark(3) => {}
            State::Number(number) if number.is_complete() && self.nesting.is_empty() => {
                self.scalar_ended(out);
            }
            State::Mark(_)
            | State::Element { .. }
            | State::Member { .. }
            | State::Colon
            | State::Value
            | State::After
            | State::Text { .. }
            | State::Number(_)
            | State::Word(_) => self.refuse(FaultKind::Broken(Why::End), 0, out),
        }
        self.pen.raw(self.whole.held(), out);
        self.pen.finish(out);
    }

    fn tokens(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        let mut rest = piece;
        while !rest.is_empty() {
            let taken = match self.state {
                State::Text { role, place } => self.text(role, place, rest, out),
                State::Number(number) => self.number(number, rest, out),
                State::Word(missing) => self.word(missing, rest, out),
                State::Mark(seen) => Ok(self.mark(seen, rest, out)),
                State::Raw => {
                    self.pen.raw(rest, out);
                    break;
                }
                State::Top
                | State::Seam
                | State::Element { .. }
                | State::Member { .. }
                | State::Colon
                | State::Value
                | State::After => self.token(rest, out),
            };
            rest = match taken {
                Ok(after) => after,
                Err(Refused { kind, rest }) => {
                    self.refuse(kind, piece.len().saturating_sub(rest.len()), out);
                    rest
                }
            };
        }
        self.taken = self.taken.saturating_add(piece.len() as u64);
    }

    /// From here to the end all is passed on as it comes. `at` counts from the piece's beginning.
    fn refuse(&mut self, kind: FaultKind, at: usize, out: &mut Vec<u8>) {
        match self.state {
            State::Mark(seen) => {
                let mark = BYTE_ORDER_MARK.get(..seen).unwrap_or_default();
                self.pen.raw(mark, out);
            }
            State::Text { .. } | State::Number(_) | State::Word(_) => {
                self.pen.settle(out);
                self.pen.off(out);
            }
            State::Top
            | State::Seam
            | State::Element { .. }
            | State::Member { .. }
            | State::Colon
            | State::Value
            | State::After
            | State::Raw => {}
        }
        self.state = State::Raw;
        let at = self.taken.saturating_add(at as u64);
        self.fault.get_or_insert(Fault { at, kind });
    }

    /// A cut or misspelled mark is no UTF-8, or no value, and found as that.
    fn mark<'a>(&mut self, seen: usize, rest: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
        match (BYTE_ORDER_MARK.get(seen), rest.split_first()) {
            (Some(expected), Some((byte, after))) if byte == expected => {
                self.state = State::Mark(seen.saturating_add(1));
                after
            }
            (mark, _) => {
                self.state = State::Top;
                if mark.is_none() && self.pen.keeps_bytes() {
                    out.extend_from_slice(BYTE_ORDER_MARK);
                } else if mark.is_some() && seen > 0 {
                    self.state = State::Mark(seen);
                    self.refuse(FaultKind::Broken(Why::Expected("a value")), 0, out);
                }
                rest
            }
        }
    }

    /// White space and one token, or the beginning of one.
    fn token<'a>(&mut self, rest: &'a [u8], out: &mut Vec<u8>) -> Taken<'a> {
        let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let at = rest.iter().position(|byte| !space(byte));
        if self.state == State::Seam && at != Some(0) {
            self.state = State::Top;
        }
        let token = at.and_then(|at| rest.get(at..)).unwrap_or_default();
        let Some((&byte, after)) = token.split_first() else {
            return Ok(&[]);
        };
        let done = match (self.state, byte) {
            (State::Colon, b':') => {
                out.extend_from_slice(b": ");
                self.state = State::Value;
                Ok(())
            }
            (State::Member { .. }, b'"') => return self.key(after, out),
            (State::After, b',') => {
                self.comma(out);
                // Nearly always; each turn of the loop that is saved is a jump that no processor
                // foresees.
                if let (State::Member { .. }, Some((b'"', after))) =
                    (self.state, after.split_first())
                {
                    return self.key(after, out);
                }
                Ok(())
            }
            (State::After | State::Member { first: true }, b'}') => {
                self.close(Container::Object, byte, out)
            }
            (State::After | State::Element { first: true }, b']') => {
                self.close(Container::Array, byte, out)
            }
            (State::Seam, b'"' | b'[' | b'{')
            | (State::Top | State::Element { .. } | State::Value, _) => {
                return self.value_at(token, out);
            }
            (State::Seam, _) => missing("white space"),
            (State::Member { .. }, _) => missing("a name in double quotes"),
            (State::Colon, _) => missing("a colon"),
            (State::After, _) => missing("a comma or the end of the array or object"),
            (State::Mark(_) | State::Text { .. } | State::Number(_), _)
            | (State::Word(_) | State::Raw, _) => missing("a value"),
        };
        match done {
            Ok(()) => Ok(after),
            Err(kind) => Err(Refused { kind, rest: token }),
        }
    }

    /// The rest of a name, behind its first quote.
    fn key<'a>(&mut self, rest: &'a [u8], out: &mut Vec<u8>) -> Taken<'a> {
        self.pen.line(self.nesting.len(), out);
        self.pen.begin(Paint::Key, b'"', out);
        let (role, place) = (Role::Key, Text::Plain);
        self.state = State::Text { role, place };
        self.text(role, place, rest, out)
    }

    /// A value from its first byte on: all of a scalar, or the bracket that begins another.
    pub(super) fn value_at<'a>(&mut self, token: &'a [u8], out: &mut Vec<u8>) -> Taken<'a> {
        let Some((&byte, after)) = token.split_first() else {
            return Ok(&[]);
        };
        if let Err(kind) = self.value(byte, out) {
            return Err(Refused { kind, rest: token });
        }
        if let State::Text { role, place } = self.state {
            self.text(role, place, after, out)
        } else if let State::Number(number) = self.state {
            self.number(number, after, out)
        } else {
            Ok(after)
        }
    }

    fn comma(&mut self, out: &mut Vec<u8>) {
        out.push(b',');
        self.state = match self.nesting.last() {
            Some(Container::Object) => State::Member { first: false },
            Some(Container::Array) | None => State::Element { first: false },
        };
    }

    fn close(&mut self, kind: Container, byte: u8, out: &mut Vec<u8>) -> Result<(), FaultKind> {
        if self.nesting.last() != Some(&kind) {
            return missing("the other closing bracket");
        }
        self.nesting.pop();
        if self.state == State::After {
            self.pen.line(self.nesting.len(), out);
        }
        out.push(byte);
        self.value_ended(State::Top, out);
        Ok(())
    }

    /// The first byte of a value.
    fn value(&mut self, byte: u8, out: &mut Vec<u8>) -> Result<(), FaultKind> {
        let (role, place) = (Role::Value, Text::Plain);
        let (state, paint, container) = match byte {
            b'"' => (State::Text { role, place }, Paint::Text, None),
            b'-' | b'0'..=b'9' => {
                let number = Number::begin(byte).unwrap_or(Number::Minus);
                (State::Number(number), Paint::Number, None)
            }
            b't' => (State::Word(b"rue"), Paint::Literal, None),
            b'f' => (State::Word(b"alse"), Paint::Literal, None),
            b'n' => (State::Word(b"ull"), Paint::Literal, None),
            b'[' | b'{' if self.nesting.len() >= limits::JSON_DEPTH => {
                return Err(FaultKind::TooDeep);
            }
            b'[' => {
                let inside = State::Element { first: true };
                (inside, Paint::Text, Some(Container::Array))
            }
            b'{' => {
                let inside = State::Member { first: true };
                (inside, Paint::Text, Some(Container::Object))
            }
            _ => return missing("a value"),
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
        Ok(())
    }

    pub(super) fn scalar_ended(&mut self, out: &mut Vec<u8>) {
        self.pen.off(out);
        self.value_ended(State::Seam, out);
    }

    pub(super) fn value_ended(&mut self, top: State, out: &mut Vec<u8>) {
        self.state = State::After;
        if self.nesting.is_empty() {
            out.push(b'\n');
            self.state = top;
        }
    }
}

fn missing(what: &'static str) -> Result<(), FaultKind> {
    Err(FaultKind::Broken(Why::Expected(what)))
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
