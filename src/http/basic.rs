//! Basic credentials (RFC 7617) as a field value, for origin servers and for proxies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fields::{FieldValue, ForbiddenByte};
use crate::base::secret::Secret;

/// `Basic` and the user and password in Base64. Bytes are sent as they were given, which is UTF-8
/// on today's systems, what RFC 7617 section 2.1 recommends.
pub fn basic(user: &[u8], password: &Secret) -> Result<FieldValue, ForbiddenByte> {
    let pair = [user, b":", password.expose()].concat();
    FieldValue::parse(format!("Basic {}", STANDARD.encode(&pair)).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_come_out() {
        let value = basic(b"Aladdin", &Secret::new("open sesame")).unwrap();
        assert_eq!(value.as_bytes(), b"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        let value = basic(b"test", &Secret::new("123\u{a3}")).unwrap();
        assert_eq!(value.as_bytes(), b"Basic dGVzdDoxMjPCow==");
    }
}
