//! The status-line (RFC 9112 section 4).
//!
//! ```text
//! status-line  = HTTP-version SP status-code SP [ reason-phrase ]
//! HTTP-version = "HTTP/" DIGIT "." DIGIT           ; upper case
//! status-code  = 3DIGIT
//! ```
//!
//! One leniency: a line that ends after the code is taken, as every peer does; it is common and
//! there is nothing to confuse it with. Several spaces, tabs and other majors are refused.

use super::violation::{Rule, Violation};
use crate::http::head::Version;
use crate::http::status::StatusCode;
use crate::http::token::trim_ows;

const NAME: &[u8] = b"HTTP/";

/// Reads a whole status-line, without its line end.
pub(super) fn parse(line: &[u8]) -> Result<(Version, StatusCode, Vec<u8>), Violation> {
    let wrong = |rule| Violation::new(rule, line);
    let rest = line
        .strip_prefix(NAME)
        .ok_or_else(|| wrong(Rule::NotHttp))?;
    let (version, rest) = version(rest).ok_or_else(|| wrong(Rule::Version))?;
    let (status, rest) = status(rest).ok_or_else(|| wrong(Rule::StatusCode))?;
    let reason = match rest {
        [] => rest,
        [b' ', reason @ ..] => trim_ows(reason),
        _ => return Err(wrong(Rule::StatusCode)),
    };
    if reason
        .iter()
        .any(|&byte| (byte < b' ' && byte != b'\t') || byte == 0x7f)
    {
        return Err(wrong(Rule::ReasonPhrase));
    }
    Ok((version, status, reason.to_vec()))
}

/// Whether a line can be, or still become, a status-line or the empty line before one, so that a
/// banner of another protocol is refused at once and not waited for.
pub(super) fn may_become(line: &[u8]) -> bool {
    let empty = matches!(line, b"\r" | b"\r\n" | b"\n");
    empty || line.iter().zip(NAME).all(|(got, wanted)| got == wanted)
}

fn version(rest: &[u8]) -> Option<(Version, &[u8])> {
    match rest {
        [b'1', b'.', minor @ b'0'..=b'9', b' ', rest @ ..] => Some((
            if *minor == b'0' {
                Version::Http10
            } else {
                Version::Http11
            },
            rest,
        )),
        _ => None,
    }
}

fn status(rest: &[u8]) -> Option<(StatusCode, &[u8])> {
    let (digits, rest) = rest.split_at_checked(3)?;
    let code = digits.iter().try_fold(0u16, |code, digit| {
        digit
            .is_ascii_digit()
            .then(|| code * 10 + u16::from(digit - b'0'))
    })?;
    Some((StatusCode::new(code)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(line: &str) -> Option<Rule> {
        parse(line.as_bytes()).err().map(|violation| violation.rule)
    }

    #[test]
    fn the_grammar_is_followed_to_the_byte() {
        let (version, status, reason) = parse(b"HTTP/1.1 200  Fine \xe9").unwrap();
        assert_eq!((version, status.code()), (Version::Http11, 200));
        assert_eq!(reason, b"Fine \xe9");
        for line in [
            "HTTP/1.1 200",
            "HTTP/1.1 200 ",
            "HTTP/1.9 999 x",
            "HTTP/1.0 100 y",
        ] {
            assert_eq!(rule(line), None, "{line}");
        }
    }

    #[test]
    fn each_breach_names_its_rule() {
        let cases = [
            ("http/1.1 200 OK", Rule::NotHttp),
            (" HTTP/1.1 200 OK", Rule::NotHttp),
            ("ICY 200 OK", Rule::NotHttp),
            ("HTTP/2 200 OK", Rule::Version),
            ("HTTP/2.0 200 OK", Rule::Version),
            ("HTTP/1.10 200 OK", Rule::Version),
            ("HTTP/01.1 200 OK", Rule::Version),
            ("HTTP/1.1\t200 OK", Rule::Version),
            ("HTTP/1.1  200 OK", Rule::StatusCode),
            ("HTTP/1.1 20 OK", Rule::StatusCode),
            ("HTTP/1.1 2000 OK", Rule::StatusCode),
            ("HTTP/1.1 +20 OK", Rule::StatusCode),
            ("HTTP/1.1 099 OK", Rule::StatusCode),
            ("HTTP/1.1 200OK", Rule::StatusCode),
            ("HTTP/1.1 200\tOK", Rule::StatusCode),
            ("HTTP/1.1 ", Rule::StatusCode),
            ("HTTP/1.1 200 a\x1bb", Rule::ReasonPhrase),
            ("HTTP/1.1 200 a\0b", Rule::ReasonPhrase),
        ];
        for (line, wanted) in cases {
            assert_eq!(rule(line), Some(wanted), "{line}");
        }
    }

    #[test]
    fn a_banner_is_known_before_its_line_ends() {
        assert!(may_become(b"HTT") && may_become(b"HTTP/1.1 20") && may_become(b"\r"));
        assert!(!may_become(b"SSH-") && !may_become(b"<") && !may_become(b"\rH"));
    }
}
