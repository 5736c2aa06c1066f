//! Whether a text is one complete JSON document (RFC 8259). Nothing is decoded: numbers too big
//! for a machine and lone surrogates are valid, and are sent as they were written.

use serde_core::Deserialize;
use serde_core::de::IgnoredAny;

use crate::base::escape::Escaped;

/// Bytes shown before and after the place of an error.
const CONTEXT: usize = 24;

/// Where and why a text is not JSON.
#[derive(Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1; 0 at the very beginning of a line.
    pub column: usize,
    /// What was found or missing.
    pub why: String,
    /// The text around the place, escaped.
    pub excerpt: String,
}

/// Checks a text. Takes time linear in its length and no stack, however deep it nests.
pub fn check(text: &str) -> Result<(), NotJson> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let checked = IgnoredAny::deserialize(&mut parser).and_then(|_| parser.end());
    let Err(error) = checked else { return Ok(()) };
    let (line, column) = (error.line(), error.column());
    let told = error.to_string();
    let place = format!(" at line {line} column {column}");
    Err(NotJson {
        line,
        column,
        why: told.strip_suffix(&place).unwrap_or(&told).to_owned(),
        excerpt: around(text, line, column),
    })
}

/// The line that holds the place, cut to what is near it.
fn around(text: &str, line: usize, column: usize) -> String {
    let line = text.split('\n').nth(line.saturating_sub(1)).unwrap_or("");
    let start = boundary(line, column.saturating_sub(CONTEXT));
    let end = boundary(line, column.saturating_add(CONTEXT));
    let shown = Escaped(line.get(start..end).unwrap_or("").as_bytes()).to_string();
    let before = if start > 0 { "…" } else { "" };
    let after = if end < line.len() { "…" } else { "" };
    format!("{before}{shown}{after}")
}

/// The last place at or before `at` where the text can be cut.
fn boundary(text: &str, at: usize) -> usize {
    let mut places = (0..=at.min(text.len())).rev();
    places.find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_json_passes_as_it_is() {
        for text in [
            "{}",
            " [1, 2] \n",
            "\"x\"",
            r#"{"a":1e400,"a":12345678901234567890123,"b":"\ud800"}"#,
        ] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(check(&deep), Ok(()));
    }

    #[test]
    fn an_error_tells_line_column_and_the_line() {
        let error = check("{\"a\": 1,\n \"b\" 2}").unwrap_err();
        assert_eq!((error.line, error.column), (2, 6));
        assert_eq!(error.excerpt, " \"b\" 2}");
        for text in [
            "{",
            "{\"a\":1,}",
            "[1] 2",
            "[01]",
            "\"a\nb\"",
            "[\"\\x\"]",
            "{'a':1}",
        ] {
            assert!(check(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("[\"{}\", é x, \"{}\"]", "a".repeat(100), "b".repeat(100));
        let error = check(&text).unwrap_err();
        assert!(error.excerpt.starts_with("…aaa"), "{}", error.excerpt);
        assert!(error.excerpt.ends_with("bbb…"), "{}", error.excerpt);
        assert!(error.excerpt.len() < 60);
    }
}
