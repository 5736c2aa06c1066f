//! One cookie, whom it goes to, and what no cookie may be, wherever it comes from: a server, a
//! file. Attributes as text are taken apart in `set_cookie`.

use std::fmt;

use super::suffix;
use crate::base::limits::COOKIE_BYTES;
use crate::base::secret::Secret;
use crate::http::origin::{Host, Scheme};
use crate::http::uri::Uri;

/// A cookie as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cookie {
    /// The name, not empty.
    pub name: Vec<u8>,
    /// The value: never decoded, never encoded.
    pub value: Secret,
    /// A host in canonical form without brackets, or a domain, without a leading dot.
    pub domain: String,
    /// Which hosts the domain stands for.
    pub scope: Scope,
    /// The path under which it is sent; begins with `/`.
    pub path: Vec<u8>,
    /// Sent over https only.
    pub secure: bool,
    /// Not for scripts of a page; only kept, so that files tell it.
    pub http_only: bool,
    /// When it ends, in seconds since 1970; `None` with the session.
    pub expires: Option<i64>,
}

/// Which hosts a domain stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This host only.
    Host,
    /// The name and those under it.
    Subdomains,
}

/// Why a cookie is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A control character anywhere, or a tab where a file could not hold it.
    Control,
    /// No `=`, or nothing before it.
    NoName,
    /// Name and value are larger than [`COOKIE_BYTES`].
    TooLarge,
    /// `Domain` is not the host's, nor one above it.
    ForeignDomain,
    /// `Domain` is a public suffix.
    PublicSuffix,
    /// `Secure`, but set over http.
    NotSecure,
    /// It would replace or overlay a `Secure` cookie, but is set over http.
    Overlay,
    /// `__Secure-` or `__Host-` without what that stands for.
    Prefix,
    /// A line of a file that is no cookie.
    NoCookie,
    /// A file holds more than a jar does.
    TooMany,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Control => "it holds a control character",
            Self::NoName => "it has no name",
            Self::TooLarge => "its name and value are larger than 4096 bytes",
            Self::ForeignDomain => "its Domain is not that of the host",
            Self::PublicSuffix => "its Domain is a public suffix",
            Self::NotSecure => "it is Secure, but was set over http",
            Self::Overlay => "over http it would stand in the way of a Secure one",
            Self::Prefix => "it lacks what the prefix of its name promises",
            Self::NoCookie => "it is no line of a cookie file",
            Self::TooMany => "there are 3000 before it, as many as are kept",
        })
    }
}

impl Cookie {
    /// Checks what holds for cookies from servers and from files alike.
    pub fn check(&self) -> Result<(), Refused> {
        let texts = [&self.name, self.value.expose(), &self.path];
        if texts.into_iter().flatten().any(|byte| is_control(*byte))
            || self.name.contains(&b'\t')
            || self.path.contains(&b'\t')
        {
            return Err(Refused::Control);
        }
        if self.name.is_empty() {
            return Err(Refused::NoName);
        }
        if self.name.len() + self.value.expose().len() > COOKIE_BYTES {
            return Err(Refused::TooLarge);
        }
        let host_only = self.scope == Scope::Host;
        if (has_prefix(&self.name, b"__Secure-") && !self.secure)
            || (has_prefix(&self.name, b"__Host-")
                && !(self.secure && host_only && self.path == b"/"))
        {
            return Err(Refused::Prefix);
        }
        if !host_only && suffix::is_public(&self.domain) {
            return Err(Refused::PublicSuffix);
        }
        Ok(())
    }

    /// Whether its time is over.
    pub fn is_expired(&self, now: i64) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// Whether it belongs into a request for this URI. An address has no subdomains; localhost
    /// without TLS is no secure place, as others on the machine can listen there.
    pub fn is_for(&self, uri: &Uri) -> bool {
        let host = match (self.scope, &uri.origin.host) {
            (Scope::Host, host) => host_text(host) == self.domain,
            (Scope::Subdomains, Host::Name(name)) => domain_match(name, &self.domain),
            (Scope::Subdomains, Host::Address(_)) => false,
        };
        host && (!self.secure || uri.origin.scheme == Scheme::Https)
            && path_match(path_of(uri), &self.path)
    }
}

/// A host as cookies name it: an IPv6 address has no brackets, as in curl's files.
pub fn host_text(host: &Host) -> String {
    match host {
        Host::Name(name) => name.clone(),
        Host::Address(address) => address.to_string(),
    }
}

/// The path of a request, without the query.
pub fn path_of(uri: &Uri) -> &[u8] {
    let path = uri.path_and_query.as_bytes();
    path.split(|byte| *byte == b'?').next().unwrap_or(path)
}

/// Whether a name is this domain or under it (RFC 6265bis, 5.1.3). A trailing dot makes another
/// name.
pub fn domain_match(name: &str, domain: &str) -> bool {
    match name.strip_suffix(domain) {
        Some("") => true,
        Some(before) => before.ends_with('.') && !domain.is_empty(),
        None => false,
    }
}

/// Whether a path is this one or under it, at the border of a segment (RFC 6265bis, 5.1.4).
pub fn path_match(path: &[u8], above: &[u8]) -> bool {
    match path.strip_prefix(above) {
        Some([]) | Some([b'/', ..]) => true,
        Some(_) => above.ends_with(b"/"),
        None => false,
    }
}

/// A control character other than tab, which is harmless in a value.
pub(super) fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && byte != b'\t'
}

/// Prefixes are compared without regard to case: servers are (RFC 6265bis, 5.7).
fn has_prefix(name: &[u8], prefix: &[u8]) -> bool {
    let start = name.get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_matches_at_a_label_border() {
        for (name, domain, wanted) in [
            ("example.com", "example.com", true),
            ("www.example.com", "example.com", true),
            ("www.ample.com", "ample.com", true),
            ("example.com", "ample.com", false),
            ("example.com", "www.example.com", false),
            ("www.example.com.", "example.com", false),
            ("www.example.com", "example.com.", false),
            ("www.example.com.", "example.com.", true),
            ("a.", "", false),
        ] {
            assert_eq!(domain_match(name, domain), wanted, "{name} {domain}");
        }
    }

    #[test]
    fn a_path_matches_at_a_segment_border() {
        for (path, above, wanted) in [
            ("/foo", "/foo", true),
            ("/foo/", "/foo", true),
            ("/foo/y", "/foo", true),
            ("/foo/y", "/foo/", true),
            ("/foobar", "/foo", false),
            ("/foo", "/foo/", false),
            ("/", "/foo", false),
            ("/anything", "/", true),
        ] {
            let matches = path_match(path.as_bytes(), above.as_bytes());
            assert_eq!(matches, wanted, "{path} {above}");
        }
    }

    #[test]
    fn a_name_and_value_may_be_as_large_as_the_limit() {
        let cookie = |value: usize| Cookie {
            name: b"n".to_vec(),
            value: Secret::new(vec![b'v'; value]),
            domain: "a.test".to_owned(),
            scope: Scope::Host,
            path: b"/".to_vec(),
            secure: false,
            http_only: false,
            expires: None,
        };
        assert_eq!(cookie(COOKIE_BYTES - 1).check(), Ok(()));
        assert_eq!(cookie(COOKIE_BYTES).check(), Err(Refused::TooLarge));
    }
}
