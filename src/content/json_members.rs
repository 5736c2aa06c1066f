//! A valid JSON document taken apart one level at a time, every piece as it was written.
//!
//! Documents were checked before they come here (`json`); what is no JSON gives some answer, not
//! an error.

/// What a JSON text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    Text,
    /// `1`
    Number,
    /// `true`, `false`
    Boolean,
    /// `null`
    Null,
}

impl Shape {
    /// What a document without white space around it is.
    pub fn of(text: &str) -> Self {
        match text.as_bytes().first() {
            Some(b'{') => Self::Object,
            Some(b'[') => Self::Array,
            Some(b'"') => Self::Text,
            Some(b't' | b'f') => Self::Boolean,
            Some(b'n') => Self::Null,
            Some(_) | None => Self::Number,
        }
    }

    /// With its article, for messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Null => "null",
        }
    }
}

/// A document without the white space around it.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

/// The members of an object: name (in its quotes) and value.
pub fn members(object: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut cursor = Cursor::inside(object);
    std::iter::from_fn(move || Some((cursor.next()?, cursor.next()?)))
}

/// The elements of an array.
pub fn elements(array: &str) -> impl Iterator<Item = &str> {
    let mut cursor = Cursor::inside(array);
    std::iter::from_fn(move || cursor.next())
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// After the opening bracket.
    fn inside(text: &'a str) -> Self {
        Self { text, at: 1 }
    }

    /// The next value or name; `None` at the closing bracket.
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':');
        let start = self.at + rest.iter().position(|byte| !between(byte))?;
        let rest = self.text.as_bytes().get(start..)?;
        let length = match rest.first()? {
            b']' | b'}' => return None,
            b'"' => string(rest),
            b'[' | b'{' => container(rest),
            _ => scalar(rest),
        };
        self.at = start.saturating_add(length);
        self.text.get(start..self.at)
    }
}

/// The length of a string, with its quotes.
fn string(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(rest) = text.get(at..) {
        match memchr::memchr2(b'"', b'\\', rest) {
            None => break,
            Some(found) if rest.get(found) == Some(&b'"') => return at + found + 1,
            Some(found) => at += found + 2,
        }
    }
    text.len()
}

fn container(text: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let found = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'[' | b']' | b'{' | b'}'));
        let Some((found, byte)) = found.and_then(|at| Some((at, rest.get(at)?))) else {
            break;
        };
        at += found;
        match byte {
            b'"' => at += string(text.get(at..).unwrap_or_default()),
            b'[' | b'{' => (depth, at) = (depth + 1, at + 1),
            _ => (depth, at) = (depth.saturating_sub(1), at + 1),
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn scalar(text: &[u8]) -> usize {
    let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n');
    text.iter().position(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_elements_are_as_written() {
        let object = r#"{ "a\"}" : [1, {"x":"]"}] ,"b":1.0e5, "a":{} }"#;
        let found: Vec<_> = members(object).collect();
        assert_eq!(
            found,
            [
                (r#""a\"}""#, r#"[1, {"x":"]"}]"#),
                (r#""b""#, "1.0e5"),
                (r#""a""#, "{}")
            ]
        );
        let found: Vec<_> = elements("[null,[[]] , \"\\\\\",-1 ]").collect();
        assert_eq!(found, ["null", "[[]]", "\"\\\\\"", "-1"]);
        assert_eq!(members("{ }").count() + elements("[]").count(), 0);
    }
}
