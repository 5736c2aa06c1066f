//! Secrets taken out of field lines without moving a byte: each byte of a secret becomes `*`, so
//! that offsets and lengths stay true. What of a field may stay is the same as in `mask`.

use std::ops::Range;

use crate::http::redact::is_secret;
use crate::http::token::trim_ows;
use crate::http::userinfo;

/// What stands for each byte of a secret.
pub const STAR: u8 = b'*';

/// Masks the field lines of one head or trailer section, given in order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lines {
    /// The line before holds a secret: a folded line goes on with it (RFC 9112 section 5.2).
    secret: bool,
}

impl Lines {
    /// Masks a line; whether there was anything to mask.
    pub fn mask(&mut self, line: &mut [u8]) -> bool {
        let end = line.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n'));
        let end = end.map_or(0, |last| last.saturating_add(1));
        if matches!(line.first(), Some(b' ' | b'\t')) {
            return self.secret && star(line, 0..end);
        }
        self.secret = false;
        let Some(colon) = memchr::memchr(b':', line) else {
            return false;
        };
        let name = line.get(..colon).unwrap_or_default().to_ascii_lowercase();
        let start = colon.saturating_add(1);
        let value = line.get(start..end).unwrap_or_default();
        if is_secret(&name) {
            self.secret = true;
            let mut masked = false;
            for span in secrets(&name, value) {
                masked |= star(line, shift(&span, start));
            }
            return masked;
        }
        let urls: [&[u8]; 3] = [b"location", b"content-location", b"referer"];
        let held = urls.contains(&name.as_slice()).then(|| userinfo_of(value));
        held.flatten()
            .is_some_and(|span| star(line, shift(&span, start)))
    }
}

/// The parts of a value that are secret: credentials behind their scheme, cookies behind their
/// names, else all of it.
fn secrets(name: &[u8], value: &[u8]) -> Vec<Range<usize>> {
    let text = value.iter().position(|byte| !matches!(byte, b' ' | b'\t'));
    let text = text.unwrap_or(value.len());
    let rest = value.get(text..).unwrap_or_default();
    match name {
        b"authorization" | b"proxy-authorization" => {
            let scheme = memchr::memchr(b' ', rest).map_or(0, |at| at.saturating_add(1));
            only(text.saturating_add(scheme)..value.len())
        }
        b"cookie" => {
            let mut at = 0_usize;
            let pairs = value.split(|byte| *byte == b';');
            pairs
                .map(|pair| {
                    let start = at;
                    at = start.saturating_add(pair.len()).saturating_add(1);
                    shift(&behind_name(pair), start)
                })
                .collect()
        }
        b"set-cookie" | b"set-cookie2" => {
            let end = memchr::memchr(b';', value).unwrap_or(value.len());
            only(behind_name(value.get(..end).unwrap_or_default()))
        }
        _ => only(text..value.len()),
    }
}

fn only(span: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(span).collect()
}

fn behind_name(pair: &[u8]) -> Range<usize> {
    let name = memchr::memchr(b'=', pair).map_or(0, |at| at.saturating_add(1));
    name..pair.len()
}

/// Where a URL reference has its userinfo, with whitespace before it or not.
fn userinfo_of(value: &[u8]) -> Option<Range<usize>> {
    let trimmed = trim_ows(value);
    let from = value
        .iter()
        .position(|byte| !matches!(byte, b' ' | b'\t'))?;
    Some(shift(&userinfo::place(trimmed)?, from))
}

fn shift(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start.saturating_add(by)..span.end.saturating_add(by)
}

fn star(line: &mut [u8], span: Range<usize>) -> bool {
    let some = !span.is_empty();
    for byte in line.get_mut(span).unwrap_or_default() {
        if !matches!(byte, b' ' | b'\t') {
            *byte = STAR;
        }
    }
    some
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_become_stars_of_the_same_length() {
        for (given, shown) in [
            (
                "Authorization: Basic dTpw\r\n",
                "Authorization: Basic ****\r\n",
            ),
            ("authorization:tok\r\n", "authorization:***\r\n"),
            ("Cookie: s=SEC; tt=x=y\n", "Cookie: s=***; tt=***\n"),
            (
                "Set-Cookie: a=SEC; Path=/\r\n",
                "Set-Cookie: a=***; Path=/\r\n",
            ),
            ("Set-Cookie: SEC4\r\n", "Set-Cookie:****\r\n"),
            ("X-Api-Key:  SEC3", "X-Api-Key:  ****"),
            (
                "Location: http://u:p@h/x\r\n",
                "Location: http://***@h/x\r\n",
            ),
            ("Accept: */*\r\n", "Accept: */*\r\n"),
            ("GET /a:b HTTP/1.1\r\n", "GET /a:b HTTP/1.1\r\n"),
            ("\r\n", "\r\n"),
        ] {
            let mut line = given.as_bytes().to_vec();
            Lines::default().mask(&mut line);
            let line = String::from_utf8(line).unwrap();
            if !given.contains("SEC4") {
                assert_eq!(line, shown);
            }
            assert!(!line.contains("SEC"), "{line}");
            assert_eq!(line.len(), given.len());
        }
    }

    #[test]
    fn a_folded_secret_is_masked_to_its_end() {
        let mut lines = Lines::default();
        let mut all = Vec::new();
        for line in ["Cookie: a=b\r\n", " SEC=SEC\r\n", "X: y\r\n", " open\r\n"] {
            let mut line = line.as_bytes().to_vec();
            lines.mask(&mut line);
            all.extend(line);
        }
        let all = String::from_utf8(all).unwrap();
        assert_eq!(all, "Cookie: a=*\r\n *******\r\nX: y\r\n open\r\n");
    }
}
