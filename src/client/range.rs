//! The rest of a representation whose transfer broke off: what is asked of the peer (RFC 9110
//! sections 13.1.5 and 14.2), and whether its answer is that rest (sections 14.4 and 15.3.7).
//!
//! Bytes of two representations are never mixed: only a strong validator asks, and only an answer
//! that says in full which bytes of what it brings is taken. Pure; `run` holds the bytes.

use std::time::Duration;

use super::cookies::date;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::head::ResponseHead;
use crate::http::method::Method;
use crate::http::request::Request;

/// Fields of a request that make its answer something else than the whole representation.
const CONDITIONS: [&str; 6] = [
    "range",
    "if-range",
    "if-match",
    "if-none-match",
    "if-modified-since",
    "if-unmodified-since",
];

/// How much older than its response a modification must be, so that there was no second one that
/// its date would not show (RFC 9110, 8.8.2.2; the figure is that of RFC 7232).
const SETTLED: Duration = Duration::from_secs(60);

/// What is known of a representation of which some bytes are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its length, where the response told it.
    total: Option<u64>,
    etag: Option<Vec<u8>>,
    modified: Option<Vec<u8>>,
    /// The validator that is asked with; without one, somebody else vouches that it is the same.
    validator: Option<FieldValue>,
}

/// What the answer to a request for the rest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The rest, up to the whole length given here.
    Rest(u64),
    /// There is no rest: all was there.
    Complete,
    /// Another answer, to be taken as if nothing had been asked for: a 200, or an error.
    Instead,
    /// Not what was asked for, and of no use.
    Wrong(&'static str),
}

impl Held {
    /// What a response tells of its representation; `None` where its transfer cannot be continued:
    /// for another method or status, for a request for a part or under a condition, for a content
    /// coding, without a strong validator. `total` is the length of its content, where known.
    pub fn of(request: &Request, head: &ResponseHead, total: Option<u64>) -> Option<Self> {
        let fields = &head.fields;
        let whole = request.method == Method::GET && head.status.code() == 200;
        let conditional = CONDITIONS.iter().any(|name| request.fields.contains(name));
        let refuses = fields
            .list("accept-ranges")
            .any(|unit| unit.eq_ignore_ascii_case(b"none"));
        if !whole || conditional || refuses || is_coded(fields) {
            return None;
        }
        let (etag, modified) = (only(fields, "etag"), only(fields, "last-modified"));
        let validator = match etag {
            Some(tag) => Some(tag).filter(|tag| is_strong(tag)),
            None if fields.contains("etag") => None,
            None => modified.filter(|modified| is_settled(modified, fields)),
        };
        Some(Self {
            total,
            validator: Some(FieldValue::parse(validator?).ok()?),
            etag: etag.map(<[u8]>::to_vec),
            modified: modified.map(<[u8]>::to_vec),
        })
    }

    /// Nothing is known of it: whoever asks for its rest vouches that it is the same.
    pub fn unchecked() -> Self {
        Self {
            total: None,
            etag: None,
            modified: None,
            validator: None,
        }
    }

    /// As lines, for [`Held::recall`].
    pub fn note(&self) -> Vec<u8> {
        let mut text = Vec::new();
        if let Some(total) = self.total {
            text.extend_from_slice(format!("total {total}\n").as_bytes());
        }
        for (name, value) in [("etag", &self.etag), ("modified", &self.modified)] {
            if let Some(value) = value {
                text.extend_from_slice(&[name.as_bytes(), b" ", value, b"\n"].concat());
            }
        }
        text
    }

    /// What lines of [`Held::note`] tell; `None` where no validator is among them.
    pub fn recall(text: &[u8]) -> Option<Self> {
        let (mut total, mut etag, mut modified) = (None, None, None);
        for line in text.split(|byte| *byte == b'\n') {
            let mut words = line.splitn(2, |byte| *byte == b' ');
            let (name, value) = (words.next()?, words.next().unwrap_or_default());
            match name {
                b"total" => total = Some(str::from_utf8(value).ok().and_then(number)?),
                b"etag" => etag = Some(value.to_vec()),
                b"modified" => modified = Some(value.to_vec()),
                b"" => {}
                _ => return None,
            }
        }
        let validator = match &etag {
            Some(tag) => Some(tag).filter(|tag| is_strong(tag)),
            None => modified.as_ref(),
        };
        Some(Self {
            total,
            validator: Some(FieldValue::parse(validator?).ok()?),
            etag,
            modified,
        })
    }

    /// Its length, where it is known.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// The date of its last modification, as it came.
    pub fn modified(&self) -> Option<&[u8]> {
        self.modified.as_deref()
    }

    /// The request for the bytes from `at` on, if the representation is still the same.
    pub fn rest(&self, first: &Request, at: u64) -> Request {
        let mut fields = Fields::default();
        let mut push = |name: &[u8], value: &[u8]| {
            let name = str::from_utf8(name).ok().and_then(FieldName::parse);
            if let (Some(name), Ok(value)) = (name, FieldValue::parse(value)) {
                fields.push(&name, &value);
            }
        };
        // A range of coded content would be of no use.
        for (name, value) in first.fields.iter() {
            if !name.eq_ignore_ascii_case(b"accept-encoding") {
                push(name, value);
            }
        }
        push(b"Accept-Encoding", b"identity");
        push(b"Range", format!("bytes={at}-").as_bytes());
        if let Some(validator) = &self.validator {
            push(b"If-Range", validator.as_bytes());
        }
        Request {
            fields,
            ..first.clone()
        }
    }

    /// What an answer to [`Held::rest`] from `at` on is. `announced` is the length of its content,
    /// where known.
    pub fn check(&self, head: &ResponseHead, at: u64, announced: Option<u64>) -> Answer {
        let fields = &head.fields;
        match head.status.code() {
            206 => {}
            416 => {
                let range = only(fields, "content-range").and_then(ContentRange::parse);
                let ends_here = range == Some(ContentRange::Unsatisfied(at));
                return match ends_here && self.total.is_none_or(|total| total == at) {
                    true => Answer::Complete,
                    false => Answer::Wrong("it says that there is no such range"),
                };
            }
            _ => return Answer::Instead,
        }
        if is_coded(fields) {
            return Answer::Wrong("its part is coded");
        }
        // The parts of a multipart/byteranges say their ranges themselves; there is no such line.
        let range = only(fields, "content-range").and_then(ContentRange::parse);
        let Some(ContentRange::Part { first, last, total }) = range else {
            return Answer::Wrong("it does not say which part it is");
        };
        if !self.is_same(fields) {
            return Answer::Wrong("it is a part of something else");
        }
        let end = last.saturating_add(1);
        let whole = self.total.or(total);
        let agrees = total.is_none_or(|total| Some(total) == whole);
        if first != at || whole != Some(end) || !agrees {
            return Answer::Wrong("it is another part");
        }
        match announced {
            Some(length) if length != end.saturating_sub(first) => {
                Answer::Wrong("its length is not that of its range")
            }
            Some(_) | None => Answer::Rest(end),
        }
    }

    /// Whether the validators of a part are those of the whole. An entity tag must be repeated in
    /// a 206, a date need not be (RFC 9110, 15.3.7).
    fn is_same(&self, fields: &Fields) -> bool {
        if self.validator.is_none() {
            return true;
        }
        let tag = only(fields, "etag") == self.etag.as_deref();
        let date = match fields.contains("last-modified") {
            true => only(fields, "last-modified") == self.modified.as_deref(),
            false => true,
        };
        tag && date
    }
}

/// `Content-Range` (RFC 9110, 14.4), in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ContentRange {
    /// `bytes 5-9/10`, or `*` for the whole length.
    Part {
        first: u64,
        last: u64,
        total: Option<u64>,
    },
    /// `bytes */10`
    Unsatisfied(u64),
}

impl ContentRange {
    fn parse(value: &[u8]) -> Option<Self> {
        let (unit, rest) = str::from_utf8(value).ok()?.split_once(' ')?;
        let (range, total) = rest.split_once('/')?;
        if !unit.eq_ignore_ascii_case("bytes") {
            return None;
        }
        if range == "*" {
            return number(total).map(Self::Unsatisfied);
        }
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let total = match total {
            "*" => None,
            total => Some(number(total)?),
        };
        let exists = first <= last && total.is_none_or(|total| last < total);
        exists.then_some(Self::Part { first, last, total })
    }
}

fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// The value of a field that is there in one line.
fn only<'a>(fields: &'a Fields, name: &'a str) -> Option<&'a [u8]> {
    let mut lines = fields.all(name);
    lines.next().filter(|_| lines.next().is_none())
}

fn is_coded(fields: &Fields) -> bool {
    let mut codings = fields.list("content-encoding");
    codings.any(|coding| !coding.eq_ignore_ascii_case(b"identity"))
}

/// A strong entity tag (RFC 9110, 8.8.3).
fn is_strong(tag: &[u8]) -> bool {
    let inner = tag
        .strip_prefix(b"\"")
        .and_then(|tag| tag.strip_suffix(b"\""));
    inner.is_some_and(|inner| {
        let fits = |byte: &u8| !matches!(byte, 0..=b' ' | b'"' | 0x7f);
        inner.iter().all(fits)
    })
}

/// Whether a date of modification is as good as a strong entity tag (RFC 9110, 8.8.2.2).
fn is_settled(modified: &[u8], fields: &Fields) -> bool {
    let told = only(fields, "date").and_then(date::parse);
    let age = told.zip(date::parse(modified));
    let age = age.and_then(|(told, modified)| told.checked_sub(modified));
    age.and_then(|age| u64::try_from(age).ok())
        .is_some_and(|age| age >= SETTLED.as_secs())
}

#[cfg(test)]
#[path = "range_tests.rs"]
mod tests;
