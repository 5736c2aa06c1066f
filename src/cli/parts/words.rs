//! The words of a `-F` value: what stands before a `;` or a `,`, quoted or not, and the
//! parameters after it. As curl reads them, white space around a word does not belong to it.

use std::borrow::Cow;

use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::http::fields::FieldValue;
use crate::http::token::is_token;

/// What is left to be read of a value.
pub(super) struct Words<'a> {
    rest: &'a [u8],
    /// Whether a comma ends a word: between files.
    commas: bool,
}

/// What stands after a word.
#[derive(Default)]
pub(super) struct Params<'a> {
    /// `;type=`, with parameters of its own.
    pub(super) content_type: Option<FieldValue>,
    /// `;filename=`
    pub(super) filename: Option<Cow<'a, [u8]>>,
    /// `;headers=`, in order.
    pub(super) headers: Vec<Header<'a>>,
}

/// A value of `;headers=`.
pub(super) enum Header<'a> {
    /// A line.
    Line(Cow<'a, [u8]>),
    /// The name of a file of lines.
    File(Cow<'a, [u8]>),
}

impl<'a> Words<'a> {
    pub(super) fn new(rest: &'a [u8], commas: bool) -> Self {
        Self { rest, commas }
    }

    /// The next word: up to a `;` (or `,`), or what stands in double quotes with backslashes
    /// undone. A quote that is not closed is a character like others.
    pub(super) fn word(&mut self) -> Result<Cow<'a, [u8]>, Failure> {
        self.rest = self.rest.trim_ascii_start();
        let Some((word, rest)) = quoted(self.rest) else {
            return Ok(Cow::Borrowed(self.raw()));
        };
        self.rest = rest;
        match self.raw() {
            [] => Ok(Cow::Owned(word)),
            more => {
                let shown = excerpt(more);
                Err(
                    Failure::usage(format!("'{shown}' follows the closing quote"))
                        .hint("write \\\" for a quote inside of quotes"),
                )
            }
        }
    }

    /// The parameters after a word.
    pub(super) fn params(&mut self) -> Result<Params<'a>, Failure> {
        let mut params = Params::default();
        // What follows `;type=` and is no parameter of ours belongs to the type.
        let mut media_type: Option<&'a [u8]> = None;
        while let [b';', rest @ ..] = self.rest {
            self.rest = rest.trim_ascii_start();
            if self.skip(b"type=") {
                if params.content_type.is_some() {
                    return Err(Failure::usage("type= is given twice"));
                }
                let begin = self.rest.trim_ascii_start();
                media_type = Some(begin);
                params.content_type = Some(self.media_type(begin)?);
            } else if self.skip(b"filename=") {
                media_type = None;
                params.filename = Some(self.word()?);
            } else if self.skip(b"headers=") {
                media_type = None;
                params.headers.push(self.header()?);
            } else if self.skip(b"encoder=") {
                return Err(Failure::usage("encoder= is not supported").hint(
                    "it is for mail: receivers of forms ignore it (RFC 7578, 4.7); send the \
                     bytes as they are, or encode them before",
                ));
            } else if let Some(begin) = media_type {
                params.content_type = Some(self.media_type(begin)?);
            } else {
                return Err(unknown(self.raw()));
            }
        }
        Ok(params)
    }

    /// Whether another file follows.
    pub(super) fn comma(&mut self) -> bool {
        match self.rest {
            [b',', rest @ ..] if self.commas => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn header(&mut self) -> Result<Header<'a>, Failure> {
        match self.rest {
            [b'@' | b'<', rest @ ..] => {
                self.rest = rest;
                self.word().map(Header::File)
            }
            _ => self.word().map(Header::Line),
        }
    }

    /// The media type that began there, as far as it goes by now.
    fn media_type(&mut self, begin: &'a [u8]) -> Result<FieldValue, Failure> {
        self.raw();
        let length = begin.len().saturating_sub(self.rest.len());
        let text = begin.get(..length).unwrap_or_default().trim_ascii_end();
        let name = text.split(|byte| *byte == b';').next().unwrap_or_default();
        let mut halves = name.trim_ascii_end().splitn(2, |byte| *byte == b'/');
        let fine = halves.next().is_some_and(is_token) && halves.next().is_some_and(is_token);
        match FieldValue::parse(text) {
            Ok(value) if fine => Ok(value),
            Ok(_) | Err(_) => {
                let shown = excerpt(text);
                Err(Failure::usage(format!("'{shown}' is not a media type"))
                    .hint("write ;type=text/csv"))
            }
        }
    }

    /// Whatever stands before the end of the word, without white space after it.
    fn raw(&mut self) -> &'a [u8] {
        let ends = |byte: &u8| *byte == b';' || (self.commas && *byte == b',');
        let end = self.rest.iter().position(ends).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        word.trim_ascii_end()
    }

    fn skip(&mut self, name: &[u8]) -> bool {
        let Some((begin, rest)) = self.rest.split_at_checked(name.len()) else {
            return false;
        };
        let same = begin.eq_ignore_ascii_case(name);
        if same {
            self.rest = rest;
        }
        same
    }
}

/// What stands in quotes at the beginning, and what comes after them.
fn quoted(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut rest = text.strip_prefix(b"\"")?;
    let mut word = Vec::new();
    loop {
        match rest {
            [] => return None,
            [b'"', after @ ..] => return Some((word, after)),
            [b'\\', byte @ (b'\\' | b'"'), after @ ..] | [byte, after @ ..] => {
                word.push(*byte);
                rest = after;
            }
        }
    }
}

fn unknown(text: &[u8]) -> Failure {
    let shown = excerpt(text);
    Failure::usage(format!("';{shown}' is not type=, filename= or headers="))
        .hint("a text with a ; in it is written NAME=\"TEXT\", or sent by --form-string")
}
