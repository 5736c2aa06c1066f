//! Percent-encoding of form data and of queries.
//!
//! Three sets of characters stay as they are, each where its peers expect it: those of the URL
//! Standard's `application/x-www-form-urlencoded` serialiser, curl's, and the unreserved ones of
//! RFC 3986 section 2.3.

/// What stays as it is, and what a space becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The URL Standard's form serialiser: letters, digits and `*-._`; a space is `+`.
    Form,
    /// curl's `--data-urlencode`: letters, digits and `-._~`; a space is `+`.
    Curl,
    /// A part of a query: letters, digits and `-._~`; a space is `%20`, which every server reads.
    Query,
    /// A query that was encoded by whoever gave it: all that a URL can hold.
    Raw,
}

impl Rule {
    fn keeps(self, byte: u8) -> bool {
        match (self, byte) {
            (_, b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_')
            | (Self::Form, b'*')
            | (Self::Curl | Self::Query, b'~') => true,
            (Self::Raw, byte) => {
                byte.is_ascii_graphic() && !matches!(byte, b'"' | b'#' | b'<' | b'>')
            }
            (Self::Form | Self::Curl | Self::Query, _) => false,
        }
    }

    const fn space(self) -> &'static [u8] {
        match self {
            Self::Form | Self::Curl => b"+",
            Self::Query | Self::Raw => b"%20",
        }
    }
}

/// Appends bytes, encoded.
pub fn encode(bytes: &[u8], rule: Rule, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
    for &byte in bytes {
        if rule.keeps(byte) {
            out.push(byte);
        } else if byte == b' ' {
            out.extend_from_slice(rule.space());
        } else {
            out.extend([b'%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// Appends `name=value`, both encoded, after a `&` where something stands already.
pub fn pair(name: &[u8], value: &[u8], rule: Rule, out: &mut Vec<u8>) {
    if !out.is_empty() {
        out.push(b'&');
    }
    encode(name, rule, out);
    out.push(b'=');
    encode(value, rule, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &[u8], rule: Rule) -> String {
        let mut out = Vec::new();
        encode(text, rule, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn forms_are_those_of_the_url_standard() {
        let all: Vec<u8> = (0..=255).collect();
        let standard: String = url::form_urlencoded::byte_serialize(&all).collect();
        assert_eq!(encoded(&all, Rule::Form), standard);
        let mut form = Vec::new();
        pair(b"a b", b"\xc3\xa9&=", Rule::Form, &mut form);
        pair(b"a b", b"", Rule::Form, &mut form);
        assert_eq!(form, b"a+b=%C3%A9%26%3D&a+b=");
    }

    #[test]
    fn queries_hold_nothing_that_could_end_them() {
        let text = b"k\r\nY: 1 #\xff~*+&=";
        assert_eq!(
            encoded(text, Rule::Query),
            "k%0D%0AY%3A%201%20%23%FF~%2A%2B%26%3D"
        );
        assert_eq!(encoded(text, Rule::Raw), "k%0D%0AY:%201%20%23%FF~*+&=");
        assert_eq!(encoded(b"a b*~", Rule::Curl), "a+b%2A~");
    }
}
