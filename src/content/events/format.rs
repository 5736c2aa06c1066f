//! Which format a body of events has: by `Content-Type`, else by its first byte.

use super::Fault;
use crate::http::fields::Fields;
use crate::http::token::trim_ows;

/// How events follow each other in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Server-sent events.
    Stream,
    /// A JSON value on each line.
    Lines,
    /// JSON texts behind record separators (RFC 7464).
    Sequence,
    /// JSON values one after the other, with any white space between and inside them.
    Values,
    /// Not said: the first byte tells.
    Undeclared,
}

impl Format {
    /// The format that `Content-Type` names. `application/json` is taken as values one after the
    /// other, since servers that watch something send those under this name; one document is the
    /// case of one. A type that is none of ours leaves it to the first byte, because streams come
    /// as `text/plain` and `application/octet-stream` too; browsers refuse those.
    pub fn of(fields: &Fields) -> Self {
        let value = fields.first("content-type").unwrap_or_default();
        let name = value.split(|&byte| byte == b';').next().unwrap_or_default();
        match trim_ows(name).to_ascii_lowercase().as_slice() {
            b"text/event-stream" => Self::Stream,
            b"application/x-ndjson"
            | b"application/ndjson"
            | b"application/jsonl"
            | b"application/x-jsonl"
            | b"application/jsonlines"
            | b"application/x-jsonlines"
            | b"application/stream+json" => Self::Lines,
            b"application/json-seq" => Self::Sequence,
            name if name.ends_with(b"+json-seq") => Self::Sequence,
            b"application/json" | b"text/json" => Self::Values,
            name if name.ends_with(b"+json") => Self::Values,
            _ => Self::Undeclared,
        }
    }
}

/// Decides by the first byte that is no line end and no byte-order mark; those are taken. `None`
/// while no such byte has come. A field name and a colon begin with what begins no JSON but
/// `true`, `false` and `null`, which nobody streams.
pub(super) fn sniff(rest: &mut &[u8]) -> Result<Option<Format>, Fault> {
    let skipped = |byte: &u8| matches!(byte, b'\r' | b'\n' | 0xef | 0xbb | 0xbf);
    let Some(at) = rest.iter().position(|byte| !skipped(byte)) else {
        *rest = &[];
        return Ok(None);
    };
    *rest = rest.get(at..).unwrap_or_default();
    match rest.first() {
        None => Ok(None),
        Some(0x1e) => Ok(Some(Format::Sequence)),
        Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b' ' | b'\t') => Ok(Some(Format::Values)),
        Some(b':' | b'a'..=b'z' | b'A'..=b'Z') => Ok(Some(Format::Stream)),
        Some(byte) => Err(Fault::Unknown { byte: *byte }),
    }
}
