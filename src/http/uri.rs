//! Target URIs (RFC 9110 section 4): the URL library's work, made strict where it is lenient.

use std::fmt;

use super::origin::Origin;

/// An `http` or `https` URI. Credentials and fragment are taken off when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uri {
    /// Where it leads.
    pub origin: Origin,
    /// Path and query, percent-encoded, beginning with `/`.
    pub path_and_query: String,
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path_and_query)
    }
}
