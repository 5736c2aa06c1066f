//! Media types (RFC 9110 section 8.3.1), as far as they change how a body is shown.

use crate::http::fields::Fields;
use crate::http::token::trim_ows;

/// Whether `Content-Type` says JSON, one value or a line each: `application/json`, any `+json`
/// (RFC 6839), and the names in use for JSON lines.
pub fn is_json(fields: &Fields) -> bool {
    const NAMES: [&str; 6] = [
        "application/json",
        "text/json",
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonlines",
    ];
    let value = fields.first("content-type").unwrap_or_default();
    let name = value.split(|&byte| byte == b';').next().unwrap_or_default();
    let name = trim_ows(name).to_ascii_lowercase();
    NAMES.iter().any(|known| known.as_bytes() == name)
        || (name.ends_with(b"+json") && name.contains(&b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::fields::{FieldName, FieldValue};

    #[test]
    fn json_is_known_by_its_names() {
        for (value, json) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/problem+json ; x=y", true),
            ("application/x-ndjson", true),
            ("text/html", false),
            ("application/jsonp", false),
            ("+json", false),
            ("", false),
        ] {
            let mut fields = Fields::default();
            let value_ = FieldValue::parse(value.as_bytes()).unwrap();
            fields.push(&FieldName::parse("Content-Type").unwrap(), &value_);
            assert_eq!(is_json(&fields), json, "{value}");
        }
        assert!(!is_json(&Fields::default()));
    }
}
