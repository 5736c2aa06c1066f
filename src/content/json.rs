//! Whether bytes are one complete JSON document (RFC 8259), found as they come: nothing is decoded
//! and nothing kept but a bit for each level of nesting, so that a document of any size and depth
//! is checked in bounded memory and without recursion.
//!
//! Numbers too big for a machine and lone surrogates are valid and are sent as they were written;
//! a parser that builds values would change or refuse them. UTF-8 is part of the grammar (8.1).

use std::fmt;

use super::json_number::Number;
use super::json_string::{Ended, Text};
use super::json_utf8::Utf8;

/// Looks at a document piece by piece.
#[derive(Debug)]
pub struct Checker {
    state: State,
    /// A container for each level; true for an object.
    nesting: Vec<bool>,
    utf8: Utf8,
    line: u64,
    column: u64,
    /// Levels of nesting that are taken.
    deepest: usize,
}

/// What may come next, for those who take a document apart while it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A value; or the end of an array just opened.
    Value,
    /// A member's name; or the end of an object just opened.
    Name,
    /// The colon behind a name.
    Colon,
    /// What follows a value.
    After,
    /// More of a string, a number or a word.
    Inside,
}

/// Where in the grammar the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a value; in an array just opened, its end may come instead.
    Value { or_end: bool },
    /// Before a member's name; in an object just opened, its end may come instead.
    Name { or_end: bool },
    /// Between a member's name and its value.
    Colon,
    /// After a value.
    After,
    /// Inside a string, which may be a name.
    Text { name: bool, at: Text },
    /// Inside a number.
    Number(Number),
    /// Inside `true`, `false` or `null`; what is still to come.
    Word(&'static [u8]),
}

/// Where and why bytes are not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1.
    pub line: u64,
    /// The column of the offending byte, in bytes, from 1; one past the last at the end.
    pub column: u64,
    /// What is wrong.
    pub why: Why,
    /// Where the byte stands in the piece given last.
    pub at: usize,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Something else had to come here.
    Expected(&'static str),
    /// There is more after the end of the document.
    Trailing,
    /// A control character inside a string.
    Control(u8),
    /// A backslash followed by what is no escape.
    Escape,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// The document ends before it is complete.
    End,
    /// More levels of nesting than are taken.
    Deep(usize),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expected(what) => write!(f, "{what} is missing"),
            Self::Trailing => f.write_str("something follows the end of the document"),
            Self::Control(byte) => {
                write!(
                    f,
                    "the control character \\u{byte:04x} stands in a string as it is"
                )
            }
            Self::Escape => f.write_str("a backslash is followed by what is no escape"),
            Self::NotUtf8 => f.write_str("this is not UTF-8"),
            Self::End => f.write_str("it ends too early"),
            Self::Deep(most) => write!(f, "it is nested deeper than {most} levels"),
        }
    }
}

const A_VALUE: &str = "a value";

impl Default for Checker {
    fn default() -> Self {
        Self {
            state: State::Value { or_end: false },
            nesting: Vec::new(),
            utf8: Utf8::default(),
            line: 1,
            column: 0,
            deepest: usize::MAX,
        }
    }
}

impl Checker {
    /// One that takes only so many levels of nesting.
    pub fn no_deeper_than(levels: usize) -> Self {
        Self {
            deepest: levels,
            ..Self::default()
        }
    }

    /// How many containers are open.
    pub fn depth(&self) -> usize {
        self.nesting.len()
    }

    /// What may come next.
    pub fn place(&self) -> Place {
        match self.state {
            State::Value { .. } => Place::Value,
            State::Name { .. } => Place::Name,
            State::Colon => Place::Colon,
            State::After => Place::After,
            State::Text { .. } | State::Number(_) | State::Word(_) => Place::Inside,
        }
    }

    /// Takes the next piece as far as the value, or the name, that stands or begins at this depth:
    /// how many bytes that are, and whether it ended there.
    pub fn through(&mut self, piece: &[u8], depth: usize) -> Result<(usize, bool), Broken> {
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            match self.step(rest) {
                Ok(used) => at += used,
                Err((why, used)) => return Err(self.broken(why, at + used)),
            }
            let ended = matches!(self.state, State::After | State::Colon);
            if ended && self.nesting.len() == depth {
                return Ok((at, true));
            }
        }
        Ok((at, false))
    }

    /// Takes another document behind one that has ended.
    pub fn another(&mut self) {
        self.state = State::Value { or_end: false };
        self.nesting.clear();
    }

    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), Broken> {
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            match self.step(rest) {
                Ok(used) => at += used,
                Err((why, used)) => return Err(self.broken(why, at + used)),
            }
        }
        Ok(())
    }

    /// Says that there is no more.
    pub fn finish(self) -> Result<(), Broken> {
        let complete = match self.state {
            State::After => true,
            State::Number(number) => number.is_complete(),
            State::Value { .. }
            | State::Name { .. }
            | State::Colon
            | State::Text { .. }
            | State::Word(_) => false,
        };
        if complete && self.nesting.is_empty() {
            return Ok(());
        }
        Err(self.broken(Why::End, usize::MAX))
    }

    fn broken(&self, why: Why, at: usize) -> Broken {
        Broken {
            line: self.line,
            column: self.column.saturating_add(1),
            why,
            at,
        }
    }

    /// Takes some bytes off the front; how many, or what is wrong after how many.
    fn step(&mut self, rest: &[u8]) -> Result<usize, (Why, usize)> {
        let Some((&byte, _)) = rest.split_first() else {
            return Ok(0);
        };
        match self.state {
            State::Text { name, at } => return self.text(name, at, rest),
            State::Number(number) => match number.next(byte) {
                Some(next) => self.state = State::Number(next),
                None if number.is_complete() => {
                    self.state = State::After;
                    return Ok(0);
                }
                None => return Err((Why::Expected("a digit"), 0)),
            },
            State::Word(missing) => match missing.split_first() {
                Some((expected, missing)) if *expected == byte => {
                    self.state = if missing.is_empty() {
                        State::After
                    } else {
                        State::Word(missing)
                    };
                }
                _ => return Err((Why::Expected(A_VALUE), 0)),
            },
            State::Value { .. } | State::Name { .. } | State::Colon | State::After => {
                self.between(byte).map_err(|why| (why, 0))?;
            }
        }
        if byte == b'\n' {
            self.line = self.line.saturating_add(1);
            self.column = 0;
        } else {
            self.column = self.column.saturating_add(1);
        }
        Ok(1)
    }

    /// A byte between the scalars.
    fn between(&mut self, byte: u8) -> Result<(), Why> {
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            return Ok(());
        }
        self.state = match (self.state, byte) {
            (State::Value { or_end: true }, b']') | (State::Name { or_end: true }, b'}') => {
                self.nesting.pop();
                State::After
            }
            (State::Value { .. }, _) => return self.value(byte),
            (State::Name { .. }, b'"') => State::Text {
                name: true,
                at: Text::Plain,
            },
            (State::Name { or_end: true }, _) => {
                return Err(Why::Expected("a name in double quotes or }"));
            }
            (State::Name { or_end: false }, _) => {
                return Err(Why::Expected("a name in double quotes"));
            }
            (State::Colon, b':') => State::Value { or_end: false },
            (State::Colon, _) => return Err(Why::Expected("a colon")),
            (_, _) => return self.after(byte),
        };
        Ok(())
    }

    /// A byte after a value.
    fn after(&mut self, byte: u8) -> Result<(), Why> {
        self.state = match (self.nesting.last(), byte) {
            (None, _) => return Err(Why::Trailing),
            (Some(true), b',') => State::Name { or_end: false },
            (Some(false), b',') => State::Value { or_end: false },
            (Some(true), b'}') | (Some(false), b']') => {
                self.nesting.pop();
                State::After
            }
            (Some(true), _) => return Err(Why::Expected("a comma or }")),
            (Some(false), _) => return Err(Why::Expected("a comma or ]")),
        };
        Ok(())
    }

    /// The first byte of a value.
    fn value(&mut self, byte: u8) -> Result<(), Why> {
        self.state = match byte {
            b'"' => State::Text {
                name: false,
                at: Text::Plain,
            },
            b'{' | b'[' if self.nesting.len() >= self.deepest => {
                return Err(Why::Deep(self.deepest));
            }
            b'{' => {
                self.nesting.push(true);
                State::Name { or_end: true }
            }
            b'[' => {
                self.nesting.push(false);
                State::Value { or_end: true }
            }
            b't' => State::Word(b"rue"),
            b'f' => State::Word(b"alse"),
            b'n' => State::Word(b"ull"),
            _ => match Number::begin(byte) {
                Some(number) => State::Number(number),
                None => return Err(Why::Expected(A_VALUE)),
            },
        };
        Ok(())
    }

    /// Bytes of a string, as far as they are alike.
    fn text(&mut self, name: bool, at: Text, rest: &[u8]) -> Result<usize, (Why, usize)> {
        let (at, used, ended) = at.take(rest, &mut self.utf8);
        self.column = self.column.saturating_add(used as u64);
        self.state = match ended {
            Ended::Not => State::Text { name, at },
            Ended::Closed if name => State::Colon,
            Ended::Closed => State::After,
            Ended::Broken(why) => return Err((why, used)),
        };
        Ok(used)
    }
}

/// Checks a text that is at hand as a whole.
pub fn check(text: &[u8]) -> Result<(), Broken> {
    let mut checker = Checker::default();
    checker.push(text)?;
    checker.finish().map_err(|broken| Broken {
        at: text.len(),
        ..broken
    })
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
