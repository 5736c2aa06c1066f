//! The scalars of JSON as the formatter steps over them: strings, numbers, words (RFC 8259,
//! sections 3, 6 and 7). That text is UTF-8 has been checked for the piece as a whole.

use super::json::Formatter;
use super::json_fault::FaultKind;
use super::json_state::{Refused, Role, State, Taken};
use crate::content::json::Why;
use crate::content::json_number::Number;
use crate::content::json_string::{Ended, Text};
use crate::content::json_utf8::Utf8;

impl Formatter {
    /// Inside a string: up to its end, an escape, or the end of the piece.
    pub(super) fn text<'a>(
        &mut self,
        role: Role,
        place: Text,
        rest: &'a [u8],
        out: &mut Vec<u8>,
    ) -> Taken<'a> {
        if place != Text::Plain {
            return self.escape(role, place, rest, out);
        }
        let end = memchr::memchr2(b'"', b'\\', rest);
        let (plain, special) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or_default();
        if self.controls
            && let Some(at) = plain.iter().position(|byte| *byte < b' ')
        {
            let (before, from) = rest.split_at_checked(at).unwrap_or_default();
            self.pen.inside(before, out);
            let byte = from.first().copied().unwrap_or_default();
            return refused(Why::Control(byte), from);
        }
        self.pen.inside(plain, out);
        let Some((byte, after)) = special.split_first() else {
            return Ok(&[]);
        };
        self.pen.settle(out);
        out.push(*byte);
        match (byte, role) {
            (b'\\', _) => {
                let place = Text::Escape;
                self.state = State::Text { role, place };
            }
            (_, Role::Value) => {
                self.pen.off(out);
                self.value_ended(State::Top, out);
            }
            (_, Role::Key) => {
                self.pen.off(out);
                self.state = State::Colon;
                // Nearly always; the general way costs a key as much again.
                if let Some((b':', after)) = after.split_first() {
                    out.extend_from_slice(b": ");
                    self.state = State::Value;
                    let token = after.strip_prefix(b" ").unwrap_or(after);
                    return match token.first() {
                        Some(b' ' | b'\t' | b'\n' | b'\r') => Ok(token),
                        Some(_) | None => self.value_at(token, out),
                    };
                }
            }
        }
        Ok(after)
    }

    /// Inside an escape.
    fn escape<'a>(
        &mut self,
        role: Role,
        place: Text,
        rest: &'a [u8],
        out: &mut Vec<u8>,
    ) -> Taken<'a> {
        let (place, used, ended) = place.take(rest, &mut Utf8::default());
        if let Ended::Broken(why) = ended {
            return refused(why, rest);
        }
        let (taken, after) = rest.split_at_checked(used).unwrap_or_default();
        out.extend_from_slice(taken);
        self.state = State::Text { role, place };
        Ok(after)
    }

    pub(super) fn number<'a>(
        &mut self,
        begun: Number,
        rest: &'a [u8],
        out: &mut Vec<u8>,
    ) -> Taken<'a> {
        let (mut number, mut length) = (begun, 0_usize);
        for byte in rest {
            if byte.is_ascii_digit() && number.takes_digits() {
                length = length.saturating_add(1);
                continue;
            }
            let Some(next) = number.next(*byte) else {
                break;
            };
            number = next;
            length = length.saturating_add(1);
        }
        let (digits, after) = rest.split_at_checked(length).unwrap_or_default();
        out.extend_from_slice(digits);
        self.state = State::Number(number);
        if after.is_empty() {
            return Ok(&[]);
        }
        if !number.is_complete() {
            return refused(Why::Expected("a digit"), after);
        }
        self.scalar_ended(out);
        Ok(after)
    }

    pub(super) fn word<'a>(
        &mut self,
        missing: &'static [u8],
        rest: &'a [u8],
        out: &mut Vec<u8>,
    ) -> Taken<'a> {
        if let Some(after) = rest.strip_prefix(missing) {
            out.extend_from_slice(missing);
            self.scalar_ended(out);
            return Ok(after);
        }
        match (missing.split_first(), rest.split_first()) {
            (Some((expected, missing)), Some((byte, after))) if byte == expected => {
                out.push(*byte);
                self.state = State::Word(missing);
                Ok(after)
            }
            _ => refused(Why::Expected("true, false or null"), rest),
        }
    }
}

fn refused(why: Why, rest: &[u8]) -> Taken<'_> {
    let kind = FaultKind::Broken(why);
    Err(Refused { kind, rest })
}
