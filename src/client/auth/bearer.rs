//! Bearer credentials (RFC 6750) as a field value.

use crate::base::secret::Secret;
use crate::http::fields::{FieldValue, ForbiddenByte};

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

#[cfg(test)]
mod tests {
    use super::*;

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
