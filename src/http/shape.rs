//! How a request is written, apart from what it says: version, request-target, framing, coding.

use super::head::Version;

/// What differs from the usual: `HTTP/1.1`, origin-form, framing as the content's length asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// The version in the request-line.
    pub version: Version,
    /// A request-target sent instead of the URI's path and query: visible ASCII, as it is.
    pub target: Option<String>,
    /// Content goes in chunks although its length is known.
    pub chunked: bool,
    /// Content waits for a 100 (Continue).
    pub expect_continue: bool,
    /// Content is compressed.
    pub gzip: bool,
    /// The head as bytes that are sent as they are, and the content framed already: a request that
    /// was recorded. All else said of the request is for those who look at it.
    pub raw: Option<Vec<u8>>,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            version: Version::Http11,
            target: None,
            chunked: false,
            expect_continue: false,
            gzip: false,
            raw: None,
        }
    }
}
