//! Content codings (RFC 9110 section 8.4): which are known, in which order they are undone, what
//! can be wrong with coded content.
//!
//! The words alone: `decoded` undoes them. What is said about a failure, and with which exit
//! status, is the caller's.

use std::error::Error;
use std::fmt;
use std::io;

use crate::base::escape::excerpt;
use crate::base::limits;
use crate::http::fields::Fields;

/// A coding that can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// `gzip`, `x-gzip`
    Gzip,
    /// `deflate`: zlib, or raw as some servers send it.
    Deflate,
    /// `br`
    Brotli,
    /// `zstd`
    Zstd,
}

/// What `Content-Encoding` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codings {
    /// These, in the order they were applied; none for plain content.
    Known(Vec<Coding>),
    /// One of them is unknown: content is passed on as it came. Holds the name, escaped.
    Unknown(String),
    /// More than the limit.
    TooMany(usize),
}

/// What is wrong with coded content. Travels inside an `io::Error`, beside those of the transport.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodingError {
    /// The content ended, by its framing complete, before the coding did.
    Incomplete(Coding),
    /// The content does not decode, or its check sum is wrong: the decoder's words.
    Corrupt(Coding, String),
    /// More bytes follow where the coding has ended.
    Excess(Coding),
    /// The coding asks for a larger window than [`limits`] grants.
    Window(Coding),
}

impl Coding {
    /// The registered name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    /// Takes a name, in any case.
    pub fn parse(name: &[u8]) -> Option<Self> {
        const NAMES: [(&str, Coding); 5] = [
            ("gzip", Coding::Gzip),
            ("x-gzip", Coding::Gzip),
            ("deflate", Coding::Deflate),
            ("br", Coding::Brotli),
            ("zstd", Coding::Zstd),
        ];
        let same = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        NAMES
            .iter()
            .find(|(known, _)| same(known))
            .map(|&(_, coding)| coding)
    }
}

impl fmt::Display for Coding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Codings {
    /// Reads `Content-Encoding`, over all its lines; `identity` and empty elements mean nothing.
    ///
    /// An unknown name makes the whole unknown, since what lies below it cannot be reached: curl
    /// refuses the response then, Go and browsers pass the content on, and so does this.
    pub fn of(fields: &Fields) -> Self {
        let mut known = Vec::new();
        let mut unknown = None;
        let mut count = 0_usize;
        for name in fields.list("content-encoding") {
            if name.eq_ignore_ascii_case(b"identity") {
                continue;
            }
            count = count.saturating_add(1);
            match Coding::parse(name) {
                Some(coding) if known.len() < limits::CONTENT_CODINGS => known.push(coding),
                Some(_) => {}
                None => unknown = unknown.or_else(|| Some(excerpt(name))),
            }
        }
        match unknown {
            Some(name) => Self::Unknown(name),
            None if count > limits::CONTENT_CODINGS => Self::TooMany(count),
            None => Self::Known(known),
        }
    }
}

impl CodingError {
    /// Finds a coding's error inside an I/O error.
    pub fn within(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref::<Self>()
    }
}

impl fmt::Display for CodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incomplete(coding) => {
                write!(f, "the content ended before its {coding} coding did")
            }
            Self::Corrupt(coding, why) => write!(f, "the {coding} coding is broken: {why}"),
            Self::Excess(coding) => write!(f, "bytes follow the end of the {coding} coding"),
            Self::Window(coding) => write!(
                f,
                "the {coding} coding asks for a window larger than {} MiB",
                limits::ZSTD_WINDOW_BYTES / (1024 * 1024)
            ),
        }
    }
}

impl Error for CodingError {}

impl From<CodingError> for io::Error {
    fn from(error: CodingError) -> Self {
        Self::new(io::ErrorKind::InvalidData, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::{FieldName, FieldValue};

    fn codings(lines: &[&str]) -> Codings {
        let mut fields = Fields::default();
        for line in lines {
            let value = FieldValue::parse(line.as_bytes()).unwrap();
            fields.push(&FieldName::parse("Content-Encoding").unwrap(), &value);
        }
        Codings::of(&fields)
    }

    #[test]
    fn names_are_known_in_any_case_and_identity_means_nothing() {
        let gzip = Codings::Known(vec![Coding::Gzip]);
        for lines in [
            &["GZip, identity"][..],
            &["x-gzip"],
            &["gzip,"],
            &["", "gzip"],
        ] {
            assert_eq!(codings(lines), gzip, "{lines:?}");
        }
        let both = Codings::Known(vec![Coding::Deflate, Coding::Brotli]);
        assert_eq!(codings(&["deflate", "BR"]), both);
        assert_eq!(codings(&["identity"]), Codings::Known(vec![]));
        assert_eq!(codings(&[]), Codings::Known(vec![]));
    }

    #[test]
    fn an_unknown_name_makes_all_unknown() {
        for (line, name) in [("utf-8", "utf-8"), ("gzip, a\u{202e}", "a\\u{202e}")] {
            assert_eq!(codings(&[line]), Codings::Unknown(name.to_owned()));
        }
    }

    #[test]
    fn codings_are_counted_over_all_lines() {
        let line = ["gzip"; limits::CONTENT_CODINGS].join(",");
        let most = Codings::Known(vec![Coding::Gzip; limits::CONTENT_CODINGS]);
        assert_eq!(codings(&[&line]), most);
        let over = Codings::TooMany(limits::CONTENT_CODINGS + 1);
        assert_eq!(codings(&[&line, "identity", "br"]), over);
    }
}
