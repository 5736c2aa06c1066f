//! Heads of messages as data: what the start-line says, and the field section.

use super::fields::Fields;
use super::method::Method;
use super::status::StatusCode;

/// The minor version of HTTP/1, as far as it changes how a message is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// HTTP/1.0
    Http10,
    /// HTTP/1.1, and HTTP/1.2 to 1.9, which are read as it (RFC 9110, 6.2).
    Http11,
}

/// The head of a request, ready to be sent.
#[derive(Debug, Clone)]
pub struct RequestHead {
    /// The method.
    pub method: Method,
    /// The request-target, percent-encoded where it must be.
    pub target: String,
    /// The version in the request-line.
    pub version: Version,
    /// All field lines, `Host` and framing included.
    pub fields: Fields,
}

/// The head of a response, as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseHead {
    /// The version.
    pub version: Version,
    /// The status code.
    pub status: StatusCode,
    /// The status-line as received, with its line end.
    pub status_line: Vec<u8>,
    /// The reason phrase, without whitespace around it; may be empty.
    pub reason: Vec<u8>,
    /// The field lines; folds are undone, all else is as received.
    pub fields: Fields,
}

impl ResponseHead {
    /// The head as received (folds undone), with the empty line that ends it.
    pub fn text(&self) -> Vec<u8> {
        [self.status_line.as_slice(), self.fields.text(), b"\r\n"].concat()
    }
}
