//! Field lines with their secrets taken out, for everything that is shown rather than delivered.
//!
//! Which fields hold secrets is told by `http::redact`; here is what of them may stay: the scheme
//! of credentials, the names of cookies. Of fields that hold a URL only its userinfo is taken out.
//! curl prints most of this in full.

use crate::base::escape::Escaped;
use crate::base::secret::MASK;
use crate::http::redact::is_secret;
use crate::http::token::trim_ows;
use crate::http::userinfo;

/// Whether secrets may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// They are masked.
    Masked,
    /// `--show-secrets`: the user asked to see them.
    Shown,
}

impl Secrets {
    /// Shown where this says so.
    pub const fn shown_if(shown: bool) -> Self {
        if shown { Self::Shown } else { Self::Masked }
    }
}

/// A field line as it may be shown: escaped, and masked where it holds a secret.
pub fn line(line: &[u8], secrets: Secrets) -> String {
    let Some((name, value)) = split_once(line, b':') else {
        return Escaped(line).to_string();
    };
    let masked = match secrets {
        Secrets::Shown => None,
        Secrets::Masked => self::value(name, trim_ows(value)),
    };
    match masked {
        Some(masked) => format!("{}: {masked}", Escaped(name)),
        None => Escaped(line).to_string(),
    }
}

/// The value of a field as it may be shown, if it holds a secret.
pub fn value(name: &[u8], value: &[u8]) -> Option<String> {
    if is_secret(name) {
        return Some(value_of(name, value));
    }
    let url = holds_url(name).then(|| userinfo::masked(value)).flatten();
    url.map(|url| Escaped(&url).to_string())
}

fn holds_url(name: &[u8]) -> bool {
    let urls = ["location", "content-location", "referer"];
    urls.iter()
        .any(|url| name.eq_ignore_ascii_case(url.as_bytes()))
}

fn value_of(name: &[u8], value: &[u8]) -> String {
    match name.to_ascii_lowercase().as_slice() {
        b"authorization" | b"proxy-authorization" => match split_once(value, b' ') {
            Some((scheme, _)) => format!("{} {MASK}", Escaped(scheme)),
            None => MASK.to_owned(),
        },
        b"cookie" => {
            let pairs = value.split(|&byte| byte == b';');
            pairs
                .map(|pair| cookie(trim_ows(pair)))
                .collect::<Vec<_>>()
                .join("; ")
        }
        b"set-cookie" | b"set-cookie2" => match split_once(value, b';') {
            Some((pair, attributes)) => format!("{};{}", cookie(pair), Escaped(attributes)),
            None => cookie(value),
        },
        _ => MASK.to_owned(),
    }
}

fn cookie(pair: &[u8]) -> String {
    match split_once(pair, b'=') {
        Some((name, _)) => format!("{}={MASK}", Escaped(name)),
        None => MASK.to_owned(),
    }
}

fn split_once(bytes: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let (before, rest) = bytes.split_at_checked(memchr::memchr(at, bytes)?)?;
    rest.split_first().map(|(_, after)| (before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_and_the_rest_is_not() {
        for (given, shown) in [
            (
                "Authorization: Basic dTpTRUNSRVRQVw==",
                "Authorization: Basic ••••",
            ),
            ("authorization:tok", "authorization: ••••"),
            ("Cookie: s=SEC2; t=x=y", "Cookie: s=••••; t=••••"),
            (
                "Set-Cookie: sid=SEC4; Path=/; HttpOnly",
                "Set-Cookie: sid=••••; Path=/; HttpOnly",
            ),
            ("Set-Cookie: SEC4", "Set-Cookie: ••••"),
            ("X-Api-Key: SEC3", "X-Api-Key: ••••"),
            ("Accept: */*", "Accept: */*"),
            ("Location: http://u:SEC5@h/x", "Location: http://••••@h/x"),
            ("content-location://u:SEC5@h", "content-location: //••••@h"),
            (
                "REFERER:\thttp://u:SEC5@h\x1b",
                "REFERER: http://••••@h\\x1b",
            ),
            ("Location:  /a:b@c", "Location:  /a:b@c"),
            ("X-At: http://u:p@h", "X-At: http://u:p@h"),
            ("", ""),
            ("X: \x1b[31m", "X: \\x1b[31m"),
            ("X-Token\x1b: y", "X-Token\\x1b: ••••"),
        ] {
            assert_eq!(line(given.as_bytes(), Secrets::Masked), shown);
        }
        for (given, shown) in [
            ("Authorization: Basic \x1bx", "Authorization: Basic \\x1bx"),
            ("Location: http://u:p@h", "Location: http://u:p@h"),
        ] {
            assert_eq!(line(given.as_bytes(), Secrets::Shown), shown);
        }
    }
}
