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
    /// It was longer than any is taken.
    TooLong,
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
            let text = match line {
                Line::Text(text) if is_empty(&text) => continue,
                Line::Text(text) => text,
                Line::TooLong => return Ok(Next::Wrong(number, too_long())),
                Line::Dropped => return Ok(Next::Dropped),
            };
            return match self.whole(text)? {
                Ok(text) => self.typed(number, text),
                Err(next) => Ok(next),
            };
        }
    }

    fn line(&mut self, wanted: Wanted) -> Result<Option<Line>, Failure> {
        let line = self.lines.line(wanted)?;
        self.number = self.number.saturating_add(u64::from(line.is_some()));
        Ok(line)
    }

    /// A line with those that continue it.
    fn whole(&mut self, mut text: Vec<u8>) -> Result<Result<Vec<u8>, Next>, Failure> {
        let number = self.number;
        while words::continues(&text) {
            text.pop();
            match self.line(Wanted::More)? {
                None => break,
                Some(Line::Text(more)) if text.len() + more.len() <= limits::SESSION_LINE_BYTES => {
                    text.extend_from_slice(&more);
                }
                Some(Line::Text(_) | Line::TooLong) => {
                    return Ok(Err(Next::Wrong(number, too_long())));
                }
                Some(Line::Dropped) => return Ok(Err(Next::Dropped)),
            }
        }
        Ok(Ok(text))
    }

    fn typed(&mut self, number: u64, text: Vec<u8>) -> Result<Next, Failure> {
        let words = match words::split(&text) {
            Ok(words) => words,
            Err(failure) => {
                // The lines of its body are none of ours, whatever is wrong with this one.
                let last = text.rsplit(u8::is_ascii_whitespace).next();
                if let Some(marker) = last.and_then(mark) {
                    let _ = self.body(&marker)?;
                }
                return Ok(Next::Wrong(number, failure));
            }
        };
        let body = match words.iter().find_map(marker) {
            None => None,
            Some(marker) => match self.body(&marker)? {
                Ok(body) => Some((marker, body)),
                Err(next) => {
                    return Ok(match next {
                        Next::Wrong(_, failure) => Next::Wrong(number, failure),
                        Next::Typed(_) | Next::Dropped | Next::End => next,
                    });
                }
            },
        };
        let words = words.into_iter().map(|word| word.text).collect();
        Ok(Next::Typed(Typed {
            number,
            text,
            words,
            body,
        }))
    }

    /// The lines before the one that is `marker` without its `<<`. All of them are read even where
    /// they are too many: none of them is a request.
    fn body(&mut self, marker: &str) -> Result<Result<Vec<u8>, Next>, Failure> {
        let end = marker.strip_prefix("<<").unwrap_or(marker);
        let (mut body, mut large) = (Vec::new(), false);
        loop {
            match self.line(Wanted::Body)? {
                Some(Line::Text(line)) if line.trim_ascii_end() == end.as_bytes() => break,
                Some(Line::Text(line)) => {
                    large |= body.len() + line.len() >= limits::SESSION_BODY_BYTES;
                    if !large {
                        body.extend_from_slice(&line);
                        body.push(b'\n');
                    }
                }
                Some(Line::TooLong) => large = true,
                Some(Line::Dropped) => return Ok(Err(Next::Dropped)),
                None => {
                    let shown = excerpt(end.as_bytes());
                    let failure = Failure::usage("the body below the line has no end");
                    let failure = failure.hint(format!("end it with a line that is {shown}"));
                    return Ok(Err(Next::Wrong(0, failure)));
                }
            }
        }
        if large {
            let failure = Failure::usage(format!(
                "the body below the line is larger than {} bytes",
                limits::SESSION_BODY_BYTES
            ));
            let failure = failure.hint("put it into a file and write @FILE");
            return Ok(Err(Next::Wrong(0, failure)));
        }
        Ok(Ok(body))
    }
}

/// Whether a line says nothing: a comment, or blanks.
fn is_empty(line: &[u8]) -> bool {
    matches!(line.trim_ascii_start(), [] | [b'#', ..])
}

/// `<<END`, where a word is that.
fn marker(word: &Word) -> Option<String> {
    mark(word.text.as_encoded_bytes()).filter(|_| !word.quoted)
}

fn mark(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let name = text.strip_prefix("<<")?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    (!name.is_empty() && name.bytes().all(fits)).then(|| text.to_owned())
}

fn too_long() -> Failure {
    Failure::usage(format!(
        "the line is longer than {} bytes",
        limits::SESSION_LINE_BYTES
    ))
    .hint("put the body into a file and write @FILE")
}
