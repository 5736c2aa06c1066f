//! Target URIs (RFC 9110 section 4.2, RFC 3986): the URL library's work, made strict where it is
//! lenient. What is parsed here once is what names, connections, `Host` and messages use.
//!
//! The library follows the rules of browsers: it repairs. A tool that sends secrets must not guess
//! at the host, so [`authority`] looks at the authority before the library sees it and at the host
//! afterwards. Which words are URLs, and the scheme of those without one, is decided by `cli`.

use std::fmt::{self, Write as _};

use url::{Position, Url};

use super::origin::{Host, Origin, Scheme};
use crate::base::limits;

pub mod authority;
mod invalid;
#[cfg(test)]
mod tests;

pub use invalid::Invalid;

/// An `http` or `https` URI. Credentials and fragment are taken off when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uri {
    /// Where it leads.
    pub origin: Origin,
    /// Path and query, percent-encoded, beginning with `/`.
    pub path_and_query: String,
}

impl Uri {
    /// Takes an absolute URI. Spaces, non-ASCII and backslashes after the host are
    /// percent-encoded, dot segments removed, the host made canonical, a fragment dropped.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        check_text(text)?;
        let (scheme, rest) = split_scheme(text).ok_or(Invalid::NoScheme)?;
        absolute(known_scheme(scheme)?, rest, Userinfo::Refused)
    }

    /// Resolves a reference, such as a `Location`, against this URI (RFC 3986, 5.2). Userinfo in a
    /// reference is dropped: whoever sends it is not the one whose credentials count.
    pub fn join(&self, reference: &str) -> Result<Self, Invalid> {
        check_text(reference)?;
        if let Some((scheme, rest)) = reference.split_once(':').filter(|s| is_scheme(s.0)) {
            return absolute(known_scheme(scheme)?, rest, Userinfo::Dropped);
        }
        if reference.starts_with("//") {
            return absolute(self.origin.scheme, reference, Userinfo::Dropped);
        }
        if is_plain(reference) {
            return Ok(Self {
                origin: self.origin.clone(),
                path_and_query: reference.to_owned(),
            });
        }
        let base = Url::parse(&self.to_string()).map_err(|_| Invalid::Host)?;
        let joined = base.join(&encode_backslashes(reference));
        Ok(Self {
            origin: self.origin.clone(),
            path_and_query: path_and_query(&joined.map_err(|_| Invalid::Host)?),
        })
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path_and_query)
    }
}

/// Takes the scheme off a URL as people type them: `host:8080` has none, although RFC 3986 would
/// read one, but `mailto:x` and anything before `://` is one.
pub fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    (is_scheme(scheme) && (rest.starts_with("//") || is_registered(scheme)))
        .then_some((scheme, rest))
}

/// Path and query of a URL as typed, dot segments kept: of a word that was taken as a URL, with or
/// without a scheme. What cannot be sent is percent-encoded as it always is.
pub fn path_as_is(word: &str) -> String {
    let rest = split_scheme(word).map_or(word, |(_, rest)| rest);
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let tail = rest.get(start..).unwrap_or_default();
    let tail = tail.split('#').next().unwrap_or_default();
    let (path, query) = match tail.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (tail, None),
    };
    let mut target = String::with_capacity(tail.len().saturating_add(1));
    if path.is_empty() {
        target.push('/');
    }
    encode(path, "\"<>`{}\\", &mut target);
    if let Some(query) = query {
        target.push('?');
        encode(query, "\"<>'\\", &mut target);
    }
    target
}

/// Percent-encodes spaces, what is not ASCII, and these.
fn encode(text: &str, these: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii_graphic() && !these.contains(c) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// A host by itself, as `--resolve` takes it: a name, an address, an IPv6 address in brackets.
pub fn parse_host(text: &str) -> Result<Host, Invalid> {
    check_text(text)?;
    authority::host_shape(text)?;
    let parsed = url::Host::parse(text).map_err(|_| Invalid::Host)?;
    authority::canonical(parsed)
}

/// What becomes of `user:password@`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Userinfo {
    Refused,
    Dropped,
}

/// `rest` is what follows the colon of the scheme.
fn absolute(scheme: Scheme, rest: &str, userinfo: Userinfo) -> Result<Uri, Invalid> {
    let rest = rest.strip_prefix("//").ok_or(Invalid::NoSlashes)?;
    let (authority, tail) = authority::split(rest)?;
    let authority = match authority.rsplit_once('@') {
        Some(_) if userinfo == Userinfo::Refused => return Err(Invalid::Userinfo),
        Some((_, authority)) => authority,
        None => authority,
    };
    authority::check(authority)?;
    let tail = encode_backslashes(tail);
    let text = format!("{}://{authority}{tail}", scheme.as_str());
    let url = Url::parse(&text).map_err(|error| invalid::from_library(error, authority))?;
    let host = url.host().ok_or(Invalid::EmptyHost)?;
    let origin = Origin {
        scheme,
        host: authority::canonical(host)?,
        port: url.port().unwrap_or(scheme.default_port()),
    };
    Ok(Uri {
        origin,
        path_and_query: path_and_query(&url),
    })
}

/// Whether a path and query is what the library would make of it, so that it need not be asked:
/// nothing in it is encoded, removed or could be a dot segment.
fn is_plain(reference: &str) -> bool {
    let plain = |byte: u8| {
        let sign = matches!(
            byte,
            b'/' | b'-' | b'_' | b'~' | b'?' | b'=' | b'&' | b',' | b'.'
        );
        byte.is_ascii_alphanumeric() || sign
    };
    let dotted = reference.contains("/.");
    reference.starts_with('/') && !dotted && reference.bytes().all(plain)
}

fn path_and_query(url: &Url) -> String {
    url[Position::BeforePath..Position::AfterQuery].to_owned()
}

/// The library drops tabs, line ends and outer spaces without a word; here they are refused,
/// because what was typed is then not what would be sent.
fn check_text(text: &str) -> Result<(), Invalid> {
    if text.len() > limits::URL_BYTES {
        return Err(Invalid::TooLong);
    }
    if let Some(byte) = text.bytes().find(u8::is_ascii_control) {
        return Err(Invalid::Control(byte));
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Err(Invalid::OuterSpace);
    }
    Ok(())
}

fn is_scheme(text: &str) -> bool {
    let mut letters = text.bytes();
    letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

fn known_scheme(scheme: &str) -> Result<Scheme, Invalid> {
    [Scheme::Http, Scheme::Https]
        .into_iter()
        .find(|known| scheme.eq_ignore_ascii_case(known.as_str()))
        .ok_or_else(|| Invalid::Scheme(scheme.to_ascii_lowercase()))
}

/// Browsers, and so the library, read `\` as `/`; as part of a path it is sent as what it is.
fn encode_backslashes(tail: &str) -> std::borrow::Cow<'_, str> {
    if tail.contains('\\') {
        tail.replace('\\', "%5C").into()
    } else {
        tail.into()
    }
}

/// Schemes known well enough that `ftp:x` cannot be meant as a host and a port.
fn is_registered(scheme: &str) -> bool {
    const SCHEMES: [&str; 12] = [
        "http",
        "https",
        "ftp",
        "ftps",
        "file",
        "data",
        "mailto",
        "ws",
        "wss",
        "sftp",
        "ldap",
        "javascript",
    ];
    SCHEMES
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}
