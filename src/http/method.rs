//! Request methods (RFC 9110 section 9): any token; the registered ones have known properties.

use std::borrow::Cow;
use std::fmt;

use super::token::is_token;

/// A method token, in the case it was given: methods are case-sensitive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method(Cow<'static, str>);

impl Method {
    /// `GET`
    pub const GET: Self = Self(Cow::Borrowed("GET"));
    /// `HEAD`
    pub const HEAD: Self = Self(Cow::Borrowed("HEAD"));
    /// `OPTIONS`
    pub const OPTIONS: Self = Self(Cow::Borrowed("OPTIONS"));
    /// `POST`
    pub const POST: Self = Self(Cow::Borrowed("POST"));
    /// `PUT`
    pub const PUT: Self = Self(Cow::Borrowed("PUT"));
    /// `PATCH`
    pub const PATCH: Self = Self(Cow::Borrowed("PATCH"));
    /// `DELETE`
    pub const DELETE: Self = Self(Cow::Borrowed("DELETE"));
    /// `CONNECT`
    pub const CONNECT: Self = Self(Cow::Borrowed("CONNECT"));

    /// Takes any token; `None` for anything else.
    pub fn parse(word: &str) -> Option<Self> {
        is_token(word.as_bytes()).then(|| Self(Cow::Owned(word.to_owned())))
    }

    /// The token.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it asks for nothing but an answer (RFC 9110, 9.2.1).
    pub fn is_safe(&self) -> bool {
        matches!(self.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE")
    }

    /// Whether sending it twice means no more than sending it once (RFC 9110, 9.2.2).
    pub fn is_idempotent(&self) -> bool {
        matches!(
            self.as_str(),
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE"
        )
    }

    /// Whether a request with this method usually carries content, so that a missing one is worth
    /// a `Content-Length: 0` (RFC 9110, 8.6).
    pub fn expects_content(&self) -> bool {
        matches!(self.as_str(), "POST" | "PUT" | "PATCH")
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
