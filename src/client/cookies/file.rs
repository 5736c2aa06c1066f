//! Cookie files: the format of Netscape's browser, which curl, wget and browser extensions write,
//! and `Set-Cookie` lines as a dumped head has them. Bytes to cookies and back; no I/O.
//!
//! A line is domain, TRUE if for subdomains too, path, TRUE if secure, seconds since 1970 or 0,
//! name, value, between tabs; `#HttpOnly_` before it says just that. Lines are checked as
//! cookies from a server are, since others write to such files; a bad one is skipped and counted.

use super::cookie::{Cookie, Refused, Scope, host_text};
use super::set_cookie;
use crate::base::limits::COOKIES;
use crate::base::secret::Secret;
use crate::http::origin::Host;
use crate::http::uri::parse_host;

const HTTP_ONLY: &[u8] = b"#HttpOnly_";
const SET_COOKIE: &[u8] = b"set-cookie:";

/// What wget and Python ask for as the first line, and a word to whoever opens the file.
const HEADING: &[u8] = b"# Netscape HTTP Cookie File\n\
    # Made by verb. These are credentials: whoever has them is logged in.\n\n";

/// What a file holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// Its cookies in order, expired ones too.
    pub cookies: Vec<Cookie>,
    /// What of it was not understood.
    pub skipped: Option<Skipped>,
}

/// Lines that were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub count: usize,
    /// The number of the first, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: Refused,
}

/// Takes a file apart. A `Set-Cookie` line without a domain is for `home` only: curl sends such a
/// cookie to every host.
pub fn parse(text: &[u8], home: &Host, now: i64) -> Contents {
    let mut found = Contents::default();
    for (at, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let why = match parse_line(line, home, now) {
            Ok(None) => continue,
            Ok(Some(_)) if found.cookies.len() >= COOKIES => Refused::TooMany,
            Ok(Some(cookie)) => {
                found.cookies.push(cookie);
                continue;
            }
            Err(why) => why,
        };
        let first = Skipped {
            count: 0,
            line: at + 1,
            why,
        };
        found.skipped.get_or_insert(first).count += 1;
    }
    found
}

/// Writes cookies as a file.
pub fn write<'a>(cookies: impl IntoIterator<Item = &'a Cookie>) -> Vec<u8> {
    let mut text = HEADING.to_vec();
    for cookie in cookies {
        write_line(cookie, &mut text);
    }
    text
}

fn write_line(cookie: &Cookie, text: &mut Vec<u8>) {
    let (dot, subdomains) = match cookie.scope {
        Scope::Host => ("", "FALSE"),
        Scope::Subdomains => (".", "TRUE"),
    };
    let secure = if cookie.secure { "TRUE" } else { "FALSE" };
    // 0 would read as a session cookie.
    let expires = cookie.expires.map_or(0, |expires| expires.max(1));
    if cookie.http_only {
        text.extend_from_slice(HTTP_ONLY);
    }
    text.extend_from_slice(format!("{dot}{}\t{subdomains}\t", cookie.domain).as_bytes());
    text.extend_from_slice(&cookie.path);
    text.extend_from_slice(format!("\t{secure}\t{expires}\t").as_bytes());
    text.extend_from_slice(&cookie.name);
    text.push(b'\t');
    text.extend_from_slice(cookie.value.expose());
    text.push(b'\n');
}

/// `None` for a line that says nothing of cookies: a comment, another line of a head.
fn parse_line(line: &[u8], home: &Host, now: i64) -> Result<Option<Cookie>, Refused> {
    if let Some(set) = strip_name(line) {
        return set_cookie::parse(set, home, b"/", now).map(Some);
    }
    let (line, http_only) = match line.strip_prefix(HTTP_ONLY) {
        Some(rest) => (rest, true),
        None => (line, false),
    };
    let blank = line.trim_ascii().is_empty() || (line.starts_with(b"#") && !http_only);
    if blank || is_of_a_head(line) {
        return Ok(None);
    }
    let cookie = netscape(line, http_only).ok_or(Refused::NoCookie)?;
    cookie.check()?;
    Ok(Some(cookie))
}

fn strip_name(line: &[u8]) -> Option<&[u8]> {
    let (name, value) = line.split_at_checked(SET_COOKIE.len())?;
    name.eq_ignore_ascii_case(SET_COOKIE).then_some(value)
}

/// A status-line or another field line, as `-D` writes them.
fn is_of_a_head(line: &[u8]) -> bool {
    let colon = line.iter().position(|byte| *byte == b':');
    let name = colon.and_then(|colon| line.get(..colon));
    let field = |name: &[u8]| crate::http::token::is_token(name) && !line.contains(&b'\t');
    line.starts_with(b"HTTP/") || name.is_some_and(field)
}

fn netscape(line: &[u8], http_only: bool) -> Option<Cookie> {
    let mut parts = line.splitn(7, |byte| *byte == b'\t');
    let mut next = || parts.next();
    let (domain, subdomains, path) = (next()?, flag(next()?)?, next()?);
    let (secure, expires, name) = (flag(next()?)?, seconds(next()?)?, next()?);
    // A line without a last tab has an empty value, for curl too.
    let value = next().unwrap_or_default();
    let domain = std::str::from_utf8(domain).ok()?;
    let host = canonical(domain.strip_prefix('.').unwrap_or(domain))?;
    let scope = match host {
        Host::Name(_) if subdomains => Scope::Subdomains,
        Host::Name(_) | Host::Address(_) => Scope::Host,
    };
    path.starts_with(b"/").then(|| Cookie {
        name: name.to_vec(),
        value: Secret::new(value),
        domain: host_text(&host),
        scope,
        path: path.to_vec(),
        secure,
        http_only,
        expires: (expires != 0).then_some(expires),
    })
}

/// The host that a file names, in canonical form; IPv6 addresses have no brackets there.
fn canonical(text: &str) -> Option<Host> {
    match text.parse() {
        Ok(address) => Some(Host::Address(address)),
        Err(_) => parse_host(text).ok(),
    }
}

fn flag(text: &[u8]) -> Option<bool> {
    [(b"TRUE".as_slice(), true), (b"FALSE", false)]
        .iter()
        .find(|(word, _)| text.eq_ignore_ascii_case(word))
        .map(|(_, flag)| *flag)
}

/// Seconds since 1970, saturating.
fn seconds(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.iter().any(|byte| !byte.is_ascii_digit()) {
        return None;
    }
    Some(text.iter().fold(0_i64, |seconds, digit| {
        seconds
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_000_000_000;

    fn parsed(text: &str) -> Contents {
        parse(text.as_bytes(), &Host::Name("home.test".to_owned()), NOW)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let lines = ".a.test\tTRUE\t/\tFALSE\t0\ta\t1\n\
            #HttpOnly_b.test\tFALSE\t/x\tTRUE\t2000000000\tb\tx y\tz=\n\
            127.0.0.1\tFALSE\t/\tFALSE\t1\tc\t\n\
            ::1\tFALSE\t/\tFALSE\t0\td\t4\n";
        let found = parsed(lines);
        assert_eq!(found.skipped, None);
        let written = write(&found.cookies);
        let text = String::from_utf8(written.clone()).unwrap();
        assert!(text.starts_with("# Netscape HTTP Cookie File\n"), "{text}");
        assert!(text.ends_with(lines), "{text}");
        let again = parse(&written, &Host::Name("x.test".to_owned()), NOW);
        assert_eq!(again.cookies, found.cookies);
    }

    #[test]
    fn lines_of_others_are_understood() {
        let found = parsed(
            "# Netscape HTTP Cookie File\r\n\r\n# a comment\r\n\
             A.Test\ttrue\t/\tfalse\t99999999999999999999\ta\t1\r\n\
             .127.0.0.1\tTRUE\t/\tFALSE\t0\tb\t2\r\n\
             a.test\tFALSE\t/\tFALSE\t0\tc",
        );
        assert_eq!(found.skipped, None);
        let [a, b, c] = found.cookies.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((a.domain.as_str(), a.scope), ("a.test", Scope::Subdomains));
        assert_eq!(a.expires, Some(i64::MAX));
        assert_eq!((b.domain.as_str(), b.scope), ("127.0.0.1", Scope::Host));
        assert_eq!((c.scope, c.value.expose()), (Scope::Host, b"".as_slice()));
    }

    #[test]
    fn a_dumped_head_is_a_cookie_file_of_the_first_host() {
        let found = parsed(
            "HTTP/1.1 200 OK\r\nDate: x\r\nSet-Cookie: a=1; Secure\r\n\
             SET-COOKIE:b=2; Domain=home.test; path=/x\r\nset-cookie: c=3; Domain=other.test\r\n\r\n",
        );
        let [a, b] = found.cookies.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((a.domain.as_str(), a.scope), ("home.test", Scope::Host));
        assert_eq!((a.path.as_slice(), a.secure), (b"/".as_slice(), true));
        assert_eq!(
            (b.scope, b.path.as_slice()),
            (Scope::Subdomains, b"/x".as_slice())
        );
        let why = found.skipped.map(|skipped| (skipped.line, skipped.why));
        assert_eq!(why, Some((5, Refused::ForeignDomain)));
    }

    #[test]
    fn a_bad_line_is_skipped_and_counted() {
        let good = "a.test\tFALSE\t/\tFALSE\t0\tgood\t1\n";
        let long = format!("a.test\tFALSE\t/\tFALSE\t0\ta\t{}", "x".repeat(2 << 20));
        for (bad, why) in [
            (
                "a.test\tFALSE\t/\tFALSE\t0\ta\tx\r\\nInj: 1\rx",
                Refused::Control,
            ),
            (&long, Refused::TooLarge),
            ("a.test\tFALSE\t/\tFAL", Refused::NoCookie),
            ("a.test\tFALSE\t/\tFALSE\t0", Refused::NoCookie),
            ("a.test\tFALSE\t/\tFALSE\t-1\ta\tb", Refused::NoCookie),
            ("a.test\tperhaps\t/\tFALSE\t0\ta\tb", Refused::NoCookie),
            ("a test\tFALSE\t/\tFALSE\t0\ta\tb", Refused::NoCookie),
            ("\tFALSE\t/\tFALSE\t0\ta\tb", Refused::NoCookie),
            ("a.test\tFALSE\tx\tFALSE\t0\ta\tb", Refused::NoCookie),
            ("a.test\tFALSE\t/\tFALSE\t0\t\tb", Refused::NoName),
            (".co.uk\tTRUE\t/\tFALSE\t0\ta\tb", Refused::PublicSuffix),
            ("a.test\tFALSE\t/\tFALSE\t0\t__Secure-a\tb", Refused::Prefix),
            (".a.test\tTRUE\t/\tTRUE\t0\t__host-a\tb", Refused::Prefix),
            ("no cookies at all", Refused::NoCookie),
        ] {
            let found = parsed(&format!("{good}{bad}\n{good}"));
            assert_eq!(found.cookies.len(), 2);
            let wanted = Skipped {
                count: 1,
                line: 2,
                why,
            };
            assert_eq!(found.skipped, Some(wanted), "{:.80}", bad);
        }
    }

    #[test]
    fn a_file_gives_as_many_as_a_jar_keeps() {
        let line = |n: usize| format!("a.test\tFALSE\t/\tFALSE\t0\tn{n}\t1\n");
        let text = |count: usize| (0..count).map(line).collect::<String>();
        assert_eq!(parsed(&text(COOKIES)).skipped, None);
        let found = parsed(&text(COOKIES + 1));
        assert_eq!(found.cookies.len(), COOKIES);
        assert_eq!(
            found.skipped.map(|skipped| skipped.why),
            Some(Refused::TooMany)
        );
    }
}
