//! From lines to what is typed: continuations put together, comments left out, bodies below a line
//! collected.

use std::ffi::OsString;

use super::words::{self, Word};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::base::limits;

/// Where lines come from.
pub trait Lines {
    /// The next line without its end; `None` at the end.
    ///
    /// # Errors
    ///
    /// Where no line can be read any more; a line that is too long is an error of itself alone.
    fn line(&mut self, wanted: Wanted) -> Result<Option<Line>, Failure>;
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line end.
    Text(Vec<u8>),
    /// It was longer than any is taken; its last bytes.
    TooLong(Vec<u8>),
    /// The user dropped it, and what it belongs to.
    Dropped,
}

/// What a line is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A request or a command.
    Command,
    /// The rest of one.
    More,
    /// A line of a body.
    Body,
}

/// What was typed: the words of a line and the body below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The number of its first line, from 1.
    pub number: u64,
    /// The line as it was typed, continuations put together.
    pub text: Vec<u8>,
    /// Its words; at least one.
    pub words: Vec<OsString>,
    /// The word that stands for the body below it, and the body.
    pub body: Option<(String, Vec<u8>)>,
}

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// Something was typed.
    Typed(Typed),
    /// What was typed from this line on is wrong.
    Wrong(u64, Failure),
    /// The user dropped it.
    Dropped,
    /// Nothing more comes.
    End,
}

/// Lines put together.
pub struct Input<L> {
    lines: L,
    number: u64,
}

impl<L: Lines> Input<L> {
    /// Takes lines from the beginning.
    pub fn new(lines: L) -> Self {
        Self { lines, number: 0 }
    }

    /// Where lines come from.
    pub fn lines(&mut self) -> &mut L {
        &mut self.lines
    }

    /// What is typed next; empty lines and comments are left out.
    ///
    /// # Errors
    ///
    /// Where no line can be read any more.
    pub fn take(&mut self) -> Result<Next, Failure> {
        loop {
            let Some(line) = self.line(Wanted::Command)? else {
                return Ok(Next::End);
            };
            let number = self.number;
            let whole = match line {
                Line::Text(text) if is_empty(&text) => continue,
                Line::Text(text) => self.whole(text)?,
                Line::TooLong(tail) => self.too_long(tail)?,
                Line::Dropped => return Ok(Next::Dropped),
            };
            let read = match whole {
                Whole::Line(text) => self.read(number, text),
                Whole::TooLong(tail) => self.skip(&tail, too_long()).map(Err),
                Whole::Dropped => return Ok(Next::Dropped),
            };
            return Ok(match read? {
                Ok(typed) => Next::Typed(typed),
                Err(Left::Wrong(failure)) => Next::Wrong(number, failure),
                Err(Left::Dropped) => Next::Dropped,
            });
        }
    }

    fn line(&mut self, wanted: Wanted) -> Result<Option<Line>, Failure> {
        let line = self.lines.line(wanted)?;
        self.number = self.number.saturating_add(u64::from(line.is_some()));
        Ok(line.map(|line| match line {
            Line::Text(text) if self.number == 1 => Line::Text(without_mark(text)),
            Line::Text(_) | Line::TooLong(_) | Line::Dropped => line,
        }))
    }

    /// A line with those that continue it.
    fn whole(&mut self, mut text: Vec<u8>) -> Result<Whole, Failure> {
        while words::continues(&text) {
            text.pop();
            match self.line(Wanted::More)? {
                None => break,
                Some(Line::Text(more)) => {
                    text.extend_from_slice(&more);
                    if text.len() > limits::SESSION_LINE_BYTES {
                        return self.too_long(text);
                    }
                }
                Some(Line::TooLong(tail)) => return self.too_long(tail),
                Some(Line::Dropped) => return Ok(Whole::Dropped),
            }
        }
        Ok(Whole::Line(text))
    }

    /// Skips the lines that continue one that is too long; what is left is the end of the last.
    fn too_long(&mut self, mut tail: Vec<u8>) -> Result<Whole, Failure> {
        while words::continues(&tail) {
            match self.line(Wanted::More)? {
                None => break,
                Some(Line::Text(more) | Line::TooLong(more)) => tail = more,
                Some(Line::Dropped) => return Ok(Whole::Dropped),
            }
        }
        Ok(Whole::TooLong(tail))
    }

    fn read(&mut self, number: u64, text: Vec<u8>) -> Result<Result<Typed, Left>, Failure> {
        let words = match words::split(&text) {
            Ok(words) => words,
            Err(failure) => return self.skip(&text, failure).map(Err),
        };
        let mut body: Option<(String, Vec<u8>)> = None;
        let mut wrong = None;
        for marker in words.iter().filter_map(marker) {
            let below = match self.body(marker)? {
                Below::Bytes(below) => below,
                Below::Wrong(failure) => {
                    wrong = wrong.or(Some(failure));
                    Vec::new()
                }
                Below::Dropped => return Ok(Err(Left::Dropped)),
            };
            match &body {
                None => body = Some((String::from_utf8_lossy(marker).into_owned(), below)),
                Some((first, _)) => {
                    let (first, second) = (excerpt(first.as_bytes()), excerpt(marker));
                    let two = format!("there are two bodies: {first} and {second}");
                    wrong = wrong.or(Some(Failure::usage(two).hint("give one of them")));
                }
            }
        }
        if let Some(failure) = wrong {
            return Ok(Err(Left::Wrong(failure)));
        }
        let words = words.into_iter().map(|word| word.text).collect();
        Ok(Ok(Typed {
            number,
            text,
            words,
            body,
        }))
    }

    /// Skips the bodies of a line that is not understood: none of their lines is a request.
    fn skip(&mut self, line: &[u8], mut failure: Failure) -> Result<Left, Failure> {
        for end in words::guessed(line) {
            match self.body(&[b"<<", end.as_slice()].concat())? {
                Below::Bytes(_) => {}
                Below::Wrong(also) => failure = failure.also(also.story()),
                Below::Dropped => return Ok(Left::Dropped),
            }
        }
        Ok(Left::Wrong(failure))
    }

    /// The lines before the one that is `marker` without its `<<`. All of them are read even where
    /// they are too many: none of them is a request.
    fn body(&mut self, marker: &[u8]) -> Result<Below, Failure> {
        let end = marker.strip_prefix(b"<<").unwrap_or(marker);
        let (mut body, mut large) = (Vec::new(), false);
        loop {
            match self.line(Wanted::Body)? {
                Some(Line::Text(line)) if line.trim_ascii_end() == end => break,
                Some(Line::Text(line)) => {
                    large |= body.len() + line.len() >= limits::SESSION_BODY_BYTES;
                    if large {
                        body = Vec::new();
                    } else {
                        body.extend_from_slice(&line);
                        body.push(b'\n');
                    }
                }
                Some(Line::TooLong(_)) => large = true,
                Some(Line::Dropped) => return Ok(Below::Dropped),
                None => {
                    let shown = excerpt(end);
                    let failure =
                        Failure::usage(format!("no line {shown} ends the body below the line"));
                    let failure = failure.hint(format!("write a line that is {shown} below it"));
                    return Ok(Below::Wrong(failure));
                }
            }
        }
        if large {
            let failure = Failure::usage(format!(
                "the body below the line is larger than {} bytes",
                limits::SESSION_BODY_BYTES
            ));
            let failure = failure.hint("put it into a file and write @FILE");
            return Ok(Below::Wrong(failure));
        }
        Ok(Below::Bytes(body))
    }
}

/// A line and those that continue it.
enum Whole {
    Line(Vec<u8>),
    /// The end of the last.
    TooLong(Vec<u8>),
    Dropped,
}

/// What is below a line.
enum Below {
    Bytes(Vec<u8>),
    Wrong(Failure),
    Dropped,
}

/// Why nothing was typed.
enum Left {
    Wrong(Failure),
    Dropped,
}

/// Whether a line says nothing: a comment, or blanks.
fn is_empty(line: &[u8]) -> bool {
    matches!(line.trim_ascii_start(), [] | [b'#', ..])
}

/// Editors of some systems begin a file with a byte order mark.
fn without_mark(mut text: Vec<u8>) -> Vec<u8> {
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len());
    }
    text
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// `<<END`, where a word is that.
fn marker(word: &Word) -> Option<&[u8]> {
    let text = word.text.as_encoded_bytes();
    (!word.quoted && text.starts_with(b"<<")).then_some(text)
}

fn too_long() -> Failure {
    Failure::usage(format!(
        "the line is longer than {} bytes",
        limits::SESSION_LINE_BYTES
    ))
    .hint("put the body into a file and write @FILE")
}

#[cfg(test)]
#[path = "input_tests.rs"]
mod tests;
