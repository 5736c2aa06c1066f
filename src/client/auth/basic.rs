//! Basic (RFC 7617) and Bearer (RFC 6750) credentials as field values.

use super::Login;
use crate::base::secret::Secret;
use crate::http::fields::{FieldValue, ForbiddenByte};

/// `Basic` and the user and password in Base64. Bytes are sent as they were given, which is UTF-8
/// on today's systems, what RFC 7617 section 2.1 recommends.
pub(super) fn basic(login: &Login) -> Result<FieldValue, ForbiddenByte> {
    let pair = [&login.user, &b":"[..], login.password.expose()].concat();
    FieldValue::parse(format!("Basic {}", base64(&pair)).as_bytes())
}

/// `Bearer` and the token.
pub(super) fn bearer(token: &Secret) -> Result<FieldValue, ForbiddenByte> {
    FieldValue::parse(&[b"Bearer ", token.expose()].concat())
}

/// Whether a token can be sent: `b64token` (RFC 6750, 2.1).
pub fn is_b64token(token: &[u8]) -> bool {
    let padding = token.iter().rev().take_while(|&&byte| byte == b'=').count();
    let letters = token.get(..token.len().saturating_sub(padding));
    letters.is_some_and(|letters| {
        let fits = |byte: &u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
        };
        !letters.is_empty() && letters.iter().all(fits)
    })
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for (place, shift) in [18u32, 12, 6, 0].into_iter().enumerate() {
            let letter = usize::try_from((bits >> shift) & 63).ok();
            let letter = letter.and_then(|at| LETTERS.get(at)).copied();
            let shown = letter.filter(|_| place <= group.len());
            text.push(char::from(shown.unwrap_or(b'=')));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standards_come_out() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg=="),
            (b"\xff\xfe\xfd", "//79"),
        ] {
            assert_eq!(base64(bytes), text);
        }
        let login = |user: &str, password: &str| Login {
            user: user.into(),
            password: Secret::new(password),
        };
        let value = basic(&login("Aladdin", "open sesame")).unwrap();
        assert_eq!(value.as_bytes(), b"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        let value = basic(&login("test", "123\u{a3}")).unwrap();
        assert_eq!(value.as_bytes(), b"Basic dGVzdDoxMjPCow==");
    }

    #[test]
    fn tokens_have_a_grammar() {
        for fine in ["mF_9.B5f-4.1JqM", "a", "a+/~=="] {
            assert!(is_b64token(fine.as_bytes()), "{fine}");
        }
        for not in ["", "=", "a b", "a=b", "T\r\nInj: 1", "é", "a:b"] {
            assert!(!is_b64token(not.as_bytes()), "{not}");
        }
    }
}
