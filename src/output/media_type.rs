//! Media types (RFC 9110 section 8.3.1), as far as they change how a body is shown.

use crate::http::fields::Fields;
use crate::http::token::trim_ows;

/// What a body is shown as, where it is shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// JSON, one value or a line each: `application/json`, any `+json` (RFC 6839), and the names
    /// in use for JSON lines.
    Json,
    /// XML: `application/xml`, `text/xml`, any `+xml` (RFC 7303). XHTML is not laid out: white
    /// space between its elements shows.
    Xml,
    /// Anything else: lines, if it is text.
    Lines,
}

impl Shape {
    /// What `Content-Type` says.
    pub fn of(fields: &Fields) -> Self {
        const JSON: [&str; 6] = [
            "application/json",
            "text/json",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
        ];
        const XML: [&str; 2] = ["application/xml", "text/xml"];
        let value = fields.first("content-type").unwrap_or_default();
        let name = value.split(|&byte| byte == b';').next().unwrap_or_default();
        let name = trim_ows(name).to_ascii_lowercase();
        let is = |known: &[&str]| known.iter().any(|known| known.as_bytes() == name);
        let structured = name.contains(&b'/') && !name.starts_with(b"+");
        if is(&JSON) || (structured && name.ends_with(b"+json")) {
            Self::Json
        } else if name == b"application/xhtml+xml" {
            Self::Lines
        } else if is(&XML) || (structured && name.ends_with(b"+xml")) {
            Self::Xml
        } else {
            Self::Lines
        }
    }
}

/// A parameter of `Content-Type`, without the quotes around it; the first of that name.
pub(super) fn parameter<'a>(fields: &'a Fields, name: &str) -> Option<&'a [u8]> {
    let mut rest = fields.first("content-type")?;
    loop {
        let mut quoted = false;
        let end = rest.iter().position(|byte| {
            quoted ^= *byte == b'"';
            *byte == b';' && !quoted
        });
        let (part, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        if let Some(equals) = memchr::memchr(b'=', part) {
            let (found, value) = part.split_at_checked(equals)?;
            if trim_ows(found).eq_ignore_ascii_case(name.as_bytes()) {
                let value = trim_ows(value.get(1..)?);
                let inside = value.strip_prefix(b"\"").unwrap_or(value);
                return Some(inside.strip_suffix(b"\"").unwrap_or(inside));
            }
        }
        rest = after.get(1..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::{FieldName, FieldValue};

    fn fields(value: &str) -> Fields {
        let mut fields = Fields::default();
        let value = FieldValue::parse(value.as_bytes()).unwrap();
        fields.push(&FieldName::parse("Content-Type").unwrap(), &value);
        fields
    }

    #[test]
    fn shapes_are_known_by_their_names() {
        for (value, shape) in [
            ("application/json", Shape::Json),
            ("Application/JSON; charset=utf-8", Shape::Json),
            ("application/problem+json ; x=y", Shape::Json),
            ("application/x-ndjson", Shape::Json),
            ("text/xml", Shape::Xml),
            ("application/xml; charset=utf-8", Shape::Xml),
            ("application/atom+xml", Shape::Xml),
            ("application/xhtml+xml", Shape::Lines),
            ("text/html", Shape::Lines),
            ("application/jsonp", Shape::Lines),
            ("+json", Shape::Lines),
            ("", Shape::Lines),
        ] {
            assert_eq!(Shape::of(&fields(value)), shape, "{value}");
        }
        assert_eq!(Shape::of(&Fields::default()), Shape::Lines);
    }

    #[test]
    fn parameters_are_found_between_quoted_ones() {
        for (value, charset) in [
            ("text/plain", None),
            ("text/plain;charset=x", Some("x")),
            (
                "text/plain; a=b ; Charset = \"x y\" ;charset=z",
                Some("x y"),
            ),
            ("text/plain; a=\";charset=no\"; charset=yes", Some("yes")),
            ("text/plain; charset", None),
            ("text/plain; charset=", Some("")),
            ("text/plain; charset=\"", Some("")),
        ] {
            let fields = fields(value);
            let found = parameter(&fields, "charset");
            assert_eq!(found, charset.map(str::as_bytes), "{value}");
        }
    }
}
