//! What a peer can do wrong: one variant for each rule, with the section that states it.

use std::error::Error;
use std::fmt;

use crate::base::escape;
use crate::base::limits;

/// A rule of RFC 9112 (or 9110) that received bytes break, or a limit that they pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The first line is not a status-line.
    NotHttp,
    /// `HTTP/` with a version other than 1.0 to 1.9.
    Version,
    /// The status code is not three digits from 100 to 999, between single spaces.
    StatusCode,
    /// A control character in the reason phrase.
    ReasonPhrase,
    /// A CR that no LF follows.
    BareCr,
    /// A NUL in a field line.
    Nul,
    /// A field line without a colon.
    NoColon,
    /// A field name that is empty or no token.
    FieldName,
    /// Whitespace between field name and colon.
    SpaceBeforeColon,
    /// Whitespace before the first field line.
    LeadingFold,
    /// A head larger than the limit.
    HeadSize,
    /// More field lines than the limit.
    FieldCount,
    /// More interim responses than the limit.
    InterimCount,
    /// Interim responses larger than the limit, all together.
    InterimSize,
    /// A 101 (Switching Protocols) that nobody asked for.
    UnaskedUpgrade,
    /// A Content-Length that is no number.
    ContentLength,
    /// Several Content-Length values that differ.
    ContentLengthsDiffer,
    /// A Content-Length beyond 2^63 - 1.
    ContentLengthRange,
    /// A transfer coding other than `chunked`, which was never offered.
    TransferCoding,
    /// `chunked` is not the last transfer coding.
    ChunkedNotLast,
    /// A Transfer-Encoding that names no coding.
    NoTransferCoding,
    /// A Transfer-Encoding in an HTTP/1.0 message.
    TransferCodingInHttp10,
    /// A chunk-size that is no hexadecimal number, or has too many digits.
    ChunkSize,
    /// A chunk-size beyond 2^63 - 1.
    ChunkSizeRange,
    /// Something other than an extension or CRLF after a chunk-size.
    ChunkLine,
    /// CR, LF or NUL inside a chunk extension.
    ChunkExtension,
    /// More chunk extensions than the limit.
    ChunkExtensionSize,
    /// Something other than CRLF after a chunk's data.
    ChunkEnd,
    /// A trailer section larger than the limit.
    TrailerSize,
    /// More trailer fields than the limit.
    TrailerCount,
}

impl Rule {
    /// Where the rule stands; empty for limits of our own.
    pub const fn section(self) -> &'static str {
        match self {
            Self::NotHttp | Self::StatusCode | Self::ReasonPhrase => "RFC 9112 section 4",
            Self::Version => "RFC 9112 section 2.3",
            Self::BareCr | Self::LeadingFold => "RFC 9112 section 2.2",
            Self::Nul => "RFC 9110 section 5.5",
            Self::NoColon | Self::FieldName => "RFC 9112 section 5",
            Self::SpaceBeforeColon => "RFC 9112 section 5.1",
            Self::UnaskedUpgrade => "RFC 9110 section 7.8",
            Self::ContentLength | Self::ContentLengthsDiffer => "RFC 9112 section 6.3",
            Self::ContentLengthRange => "RFC 9110 section 8.6",
            Self::TransferCoding
            | Self::ChunkedNotLast
            | Self::NoTransferCoding
            | Self::TransferCodingInHttp10 => "RFC 9112 section 6.1",
            Self::ChunkSize | Self::ChunkSizeRange | Self::ChunkLine | Self::ChunkEnd => {
                "RFC 9112 section 7.1"
            }
            Self::ChunkExtension => "RFC 9112 section 7.1.1",
            Self::HeadSize
            | Self::FieldCount
            | Self::InterimCount
            | Self::InterimSize
            | Self::ChunkExtensionSize
            | Self::TrailerSize
            | Self::TrailerCount => "",
        }
    }

    /// The rule's breach in words.
    fn words(self) -> String {
        let text = match self {
            Self::NotHttp => "the peer does not speak HTTP/1: no status-line",
            Self::Version => "the HTTP version is not 1.0 or 1.1",
            Self::StatusCode => "the status code is not three digits from 100 to 999",
            Self::ReasonPhrase => "a control character in the reason phrase",
            Self::BareCr => "a carriage return without a line feed",
            Self::Nul => "a NUL byte in a field line",
            Self::NoColon => "a field line without a colon",
            Self::FieldName => "a field name that is empty or holds a forbidden character",
            Self::SpaceBeforeColon => "whitespace between a field name and its colon",
            Self::LeadingFold => "whitespace before the first field line",
            Self::HeadSize => {
                return format!("the head is larger than {} bytes", limits::HEAD_BYTES);
            }
            Self::FieldCount => return format!("more than {} field lines", limits::FIELD_LINES),
            Self::InterimCount => {
                return format!("more than {} interim responses", limits::INTERIM_RESPONSES);
            }
            Self::InterimSize => {
                let most = limits::INTERIM_BYTES;
                return format!("interim responses of more than {most} bytes in all");
            }
            Self::UnaskedUpgrade => "a 101 (Switching Protocols) that was not asked for",
            Self::ContentLength => "Content-Length is not a number",
            Self::ContentLengthsDiffer => "several Content-Length values that differ",
            Self::ContentLengthRange => "Content-Length is beyond 2^63 - 1",
            Self::TransferCoding => "a transfer coding other than chunked, which was not offered",
            Self::ChunkedNotLast => "chunked is not the last transfer coding",
            Self::NoTransferCoding => "Transfer-Encoding names no coding",
            Self::TransferCodingInHttp10 => "Transfer-Encoding in an HTTP/1.0 response",
            Self::ChunkSize => "a chunk size is not a hexadecimal number of 1 to 16 digits",
            Self::ChunkSizeRange => "a chunk size is beyond 2^63 - 1",
            Self::ChunkLine => "a chunk size is not followed by CRLF or an extension",
            Self::ChunkExtension => "a control character in a chunk extension",
            Self::ChunkExtensionSize => "chunk extensions larger than the limit",
            Self::ChunkEnd => "a chunk's data is not followed by CRLF",
            Self::TrailerSize => {
                return format!(
                    "the trailer section is larger than {} bytes",
                    limits::TRAILER_BYTES
                );
            }
            Self::TrailerCount => {
                return format!("more than {} trailer fields", limits::TRAILER_LINES);
            }
        };
        text.to_owned()
    }
}

/// A broken rule, and the line or value that breaks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The offending line or value, escaped and cut; may be empty.
    pub excerpt: String,
}

impl Violation {
    /// A violation by these bytes.
    pub fn new(rule: Rule, bytes: &[u8]) -> Self {
        Self {
            rule,
            excerpt: escape::excerpt(bytes),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rule.words())?;
        if !self.excerpt.is_empty() {
            write!(f, ": \"{}\"", self.excerpt)?;
        }
        match self.rule.section() {
            "" => Ok(()),
            section => write!(f, " ({section})"),
        }
    }
}

impl Error for Violation {}
