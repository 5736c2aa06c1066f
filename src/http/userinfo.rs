//! Userinfo in a URL (RFC 3986 section 3.2.1): taken off before the URL is parsed, so that no URI
//! in the program holds one and nothing can show it again (RFC 9110 section 4.2.4).
//!
//! Everything up to the last `@` of the authority is userinfo, as in browsers and curl; what is
//! left is parsed by `http::uri`, which refuses any that remains.

use std::ops::Range;

use super::uri::split_scheme;
use crate::base::secret::{MASK, Secret};

/// What stood before the host, percent-encoding undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Userinfo {
    /// The user; may be empty.
    pub user: Vec<u8>,
    /// The password, where there is a colon.
    pub password: Option<Secret>,
}

/// Takes the userinfo off a URL as typed, with or without a scheme.
pub fn take(url: &str) -> (String, Option<Userinfo>) {
    split(url).map_or_else(
        || (url.to_owned(), None),
        |(before, userinfo, after)| (format!("{before}{after}"), Some(decode(userinfo))),
    )
}

fn split(url: &str) -> Option<(&str, &str, &str)> {
    let rest = match split_scheme(url) {
        Some((_, rest)) => rest.strip_prefix("//")?,
        None => url,
    };
    let before = url.get(..url.len().checked_sub(rest.len())?)?;
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (userinfo, _) = rest.get(..end)?.rsplit_once('@')?;
    let after = rest.get(userinfo.len().checked_add(1)?..)?;
    Some((before, userinfo, after))
}

fn decode(userinfo: &str) -> Userinfo {
    let (user, password) = match userinfo.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (userinfo, None),
    };
    Userinfo {
        user: percent_decode(user),
        password: password.map(|password| Secret::new(percent_decode(password))),
    }
}

/// A URL reference, such as a received `Location`, as it may be shown: what stands before an `@` in
/// its authority is masked. `None` where nothing does.
pub fn masked(reference: &[u8]) -> Option<Vec<u8>> {
    let (before, after) = around(reference)?;
    Some([before, MASK.as_bytes(), b"@", after].concat())
}

/// Where in a URL reference that stands which [`masked`] takes out.
pub fn place(reference: &[u8]) -> Option<Range<usize>> {
    let (before, after) = around(reference)?;
    let end = reference.len().checked_sub(after.len())?.checked_sub(1)?;
    Some(before.len()..end)
}

/// A URL reference as it may be told to others (RFC 9110 section 10.1.3): without userinfo and
/// without fragment.
pub fn referable(reference: &[u8]) -> Vec<u8> {
    let end = memchr::memchr(b'#', reference).unwrap_or(reference.len());
    let whole = reference.get(..end).unwrap_or_default();
    around(whole).map_or_else(
        || whole.to_vec(),
        |(before, after)| [before, after].concat(),
    )
}

/// What stands before the userinfo of a reference, and after its `@`. Looser than any grammar:
/// whatever somebody would take for userinfo is some, with slashes that lean the other way, or
/// with none where a password shows that no path is meant.
fn around(reference: &[u8]) -> Option<(&[u8], &[u8])> {
    let scheme = memchr::memchr(b':', reference).filter(|at| {
        let name = reference.get(..*at).unwrap_or_default();
        let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        !name.is_empty() && name.iter().all(fits)
    });
    let scheme = scheme.map_or(0, |at| at.saturating_add(1));
    let slashes = reference
        .iter()
        .skip(scheme)
        .take_while(|byte| is_slash(byte));
    let slashes = slashes.count();
    let start = match (scheme, slashes) {
        (0, 1) => return None,
        (_, 0) => 0,
        (_, _) => scheme.saturating_add(slashes),
    };
    let (before, rest) = reference.split_at_checked(start)?;
    let end = rest
        .iter()
        .position(|byte| is_slash(byte) || b"?#".contains(byte));
    let authority = rest.get(..end.unwrap_or(rest.len()))?;
    let at = memchr::memrchr(b'@', authority)?;
    if slashes == 0 && !authority.get(..at)?.contains(&b':') {
        return None;
    }
    Some((before, rest.get(at.checked_add(1)?..)?))
}

fn is_slash(byte: &u8) -> bool {
    matches!(byte, b'/' | b'\\')
}

/// Undoes percent-encoding; a `%` that is none stays.
pub fn percent_decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let pair = after.split_at_checked(2).filter(|_| byte == b'%');
        let value = pair.and_then(|(digits, rest)| {
            let digits = std::str::from_utf8(digits).ok()?;
            let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            let value = u8::from_str_radix(digits, 16).ok().filter(|_| hex)?;
            Some((value, rest))
        });
        let (value, after) = value.unwrap_or((byte, after));
        decoded.push(value);
        rest = after;
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn userinfo_is_taken_off_and_decoded() {
        for (url, left, user, password) in [
            ("http://u:p@h/x", "http://h/x", "u", Some("p")),
            ("http://u@h", "http://h", "u", None),
            ("http://u:@h", "http://h", "u", Some("")),
            ("http://@h", "http://h", "", None),
            ("u:p@h:80/a@b", "h:80/a@b", "u", Some("p")),
            ("http://a:b@c:d@h?q", "http://h?q", "a", Some("b@c:d")),
            (
                "http://%41%3a:%zz%e9@h",
                "http://h",
                "A:",
                Some("%zz\u{fffd}"),
            ),
        ] {
            let (rest, userinfo) = take(url);
            let userinfo = userinfo.expect(url);
            assert_eq!(rest, left);
            assert_eq!(userinfo.user, user.as_bytes(), "{url}");
            let found = userinfo.password;
            let found = found.map(|found| String::from_utf8_lossy(found.expose()).into_owned());
            assert_eq!(found.as_deref(), password, "{url}");
        }
    }

    #[test]
    fn a_reference_is_shown_and_told_without_userinfo() {
        for (reference, shown, told) in [
            ("http://evil:SECPW@h/", "http://••••@h/", "http://h/"),
            (
                "HTTPS://u@h:8/a@b?c@d",
                "HTTPS://••••@h:8/a@b?c@d",
                "HTTPS://h:8/a@b?c@d",
            ),
            ("//u:p@q@h/x", "//••••@h/x", "//h/x"),
            ("http:\\\\u:p@h\\x", "http:\\\\••••@h\\x", "http:\\\\h\\x"),
            ("http:/u:p@h", "http:/••••@h", "http:/h"),
            ("http:u:p@h", "••••@h", "h"),
            ("u:p@h/x", "••••@h/x", "h/x"),
            ("ftp://u:@h", "ftp://••••@h", "ftp://h"),
            ("http://é:p@h/#f@g", "http://••••@h/#f@g", "http://h/"),
        ] {
            let found = masked(reference.as_bytes());
            assert_eq!(found.as_deref(), Some(shown.as_bytes()), "{reference}");
            assert_eq!(referable(reference.as_bytes()), told.as_bytes());
        }
        for reference in [
            "",
            "/a:b@c",
            "a@b",
            "?a:b@c",
            "http://h/a:b@c",
            "./x:y@z",
            "http://h",
            ":",
        ] {
            assert_eq!(masked(reference.as_bytes()), None, "{reference}");
            assert_eq!(referable(reference.as_bytes()), reference.as_bytes());
        }
        assert_eq!(referable(b"http://h/x?y#frag#ment"), b"http://h/x?y");
        assert_eq!(
            masked(b"http://\xff:\xfe@h").as_deref(),
            Some("http://••••@h".as_bytes())
        );
    }

    #[test]
    fn an_at_sign_elsewhere_is_none() {
        for url in [
            "http://h/a@b",
            "http://h?a@b",
            "h/a@b",
            "http://h#@",
            "mailto:a@b",
            "/a@b",
            ":8080/@",
            "http:u@h",
            "http://h\\@b",
        ] {
            assert_eq!(take(url), (url.to_owned(), None));
        }
    }
}
