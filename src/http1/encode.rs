//! A request head as bytes (RFC 9112 sections 2.1 and 3). The types it takes cannot hold a CR, LF
//! or NUL, so nothing here can add a line; the request-target is checked once more for that.

use crate::http::head::{RequestHead, Version};

/// The bytes of a request head, with the empty line that ends it.
pub fn request(head: &RequestHead) -> Vec<u8> {
    let (method, fields) = (head.method.as_str(), head.fields.text());
    let mut bytes = Vec::with_capacity(method.len() + head.target.len() + fields.len() + 16);
    bytes.extend_from_slice(method.as_bytes());
    bytes.push(b' ');
    // URIs arrive percent-encoded; a byte that could split the line is encoded here at the latest.
    for &byte in head.target.as_bytes() {
        match byte {
            0x21..=0x7e => bytes.push(byte),
            _ => bytes.extend_from_slice(format!("%{byte:02X}").as_bytes()),
        }
    }
    bytes.extend_from_slice(match head.version {
        Version::Http10 => b" HTTP/1.0\r\n",
        Version::Http11 => b" HTTP/1.1\r\n",
    });
    bytes.extend_from_slice(fields);
    bytes.extend_from_slice(b"\r\n");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::{FieldName, FieldValue, Fields};
    use crate::http::method::Method;

    #[test]
    fn a_head_is_one_line_for_each_thing_said() {
        let mut fields = Fields::default();
        let value = FieldValue::parse(b"a.test").unwrap();
        fields.push(&FieldName::parse("Host").unwrap(), &value);
        let target = "/a b\r\nX: y".to_owned();
        let head = RequestHead {
            method: Method::GET,
            target,
            version: Version::Http11,
            fields,
        };
        assert_eq!(
            request(&head),
            b"GET /a%20b%0D%0AX:%20y HTTP/1.1\r\nHost: a.test\r\n\r\n"
        );
    }
}
