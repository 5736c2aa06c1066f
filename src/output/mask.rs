//! Field lines with their secrets taken out, for everything that is shown rather than delivered.
//!
//! Which fields hold secrets is told by `http::redact`; here is what of them may stay: the scheme
//! of credentials, the names of cookies. curl prints most of this in full.

use crate::base::escape::Escaped;
use crate::base::secret::MASK;
use crate::http::redact::is_secret;
use crate::http::token::trim_ows;

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
    if secrets == Secrets::Shown || !is_secret(name) {
        return Escaped(line).to_string();
    }
    format!("{}: {}", Escaped(name), value_of(name, trim_ows(value)))
}

/// The value of a field as it may be shown, if it holds a secret.
pub fn value(name: &[u8], value: &[u8]) -> Option<String> {
    is_secret(name).then(|| value_of(name, value))
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
            ("", ""),
            ("X: \x1b[31m", "X: \\x1b[31m"),
            ("X-Token\x1b: y", "X-Token\\x1b: ••••"),
        ] {
            assert_eq!(line(given.as_bytes(), Secrets::Masked), shown);
        }
        let shown = line(b"Authorization: Basic \x1bx", Secrets::Shown);
        assert_eq!(shown, "Authorization: Basic \\x1bx");
    }
}
