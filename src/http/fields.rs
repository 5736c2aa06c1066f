//! Field lines and field sections (RFC 9110 section 5): order, spelling and repeats are kept.
//!
//! A section is one piece of text in wire form plus where each name and value stands in it, so
//! that writing it is one copy and reading it allocates twice, whatever the number of lines.

use std::fmt;
use std::ops::Range;

use super::list;
use super::token::{is_token, trim_ows};

/// A field name: a token, compared without regard to case.
#[derive(Debug, Clone)]
pub struct FieldName(String);

impl FieldName {
    /// Takes a token; `None` for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        is_token(name.as_bytes()).then(|| Self(name.to_owned()))
    }

    /// The name as it was spelled.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for FieldName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for FieldName {}

/// A field value that can be sent: no CR, LF, NUL or other control but HTAB, no outer whitespace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldValue(Vec<u8>);

/// A byte that no field value sent by us may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForbiddenByte(pub u8);

impl fmt::Display for ForbiddenByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.0 {
            b'\r' => "a carriage return",
            b'\n' => "a line feed",
            0 => "a NUL byte",
            byte => return write!(f, "the control character \\x{byte:02x}"),
        };
        f.write_str(name)
    }
}

impl FieldValue {
    /// Takes bytes, without the whitespace around them.
    pub fn parse(value: &[u8]) -> Result<Self, ForbiddenByte> {
        let value = trim_ows(value);
        match value
            .iter()
            .find(|&&byte| (byte < b' ' && byte != b'\t') || byte == 0x7f)
        {
            Some(&byte) => Err(ForbiddenByte(byte)),
            None => Ok(Self(value.to_vec())),
        }
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Where one line's name and value stand in the text of its section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The name.
    pub name: Range<usize>,
    /// The value, without the whitespace around it.
    pub value: Range<usize>,
}

/// A field section in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    text: Vec<u8>,
    lines: Vec<Span>,
}

impl Fields {
    /// A section from text already in wire form, as a parser found its lines.
    pub fn from_wire(text: Vec<u8>, lines: Vec<Span>) -> Self {
        Self { text, lines }
    }

    /// Appends a line.
    pub fn push(&mut self, name: &FieldName, value: &FieldValue) {
        self.append(name.0.as_bytes(), &value.0);
    }

    /// The same lines without those of some names.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let mut kept = Self::default();
        for (name, value) in self.iter() {
            let unwanted = |one: &&str| one.as_bytes().eq_ignore_ascii_case(name);
            if !names.iter().any(unwanted) {
                kept.append(name, value);
            }
        }
        kept
    }

    fn append(&mut self, name: &[u8], value: &[u8]) {
        let start = self.text.len();
        self.text.extend_from_slice(name);
        let name = start..self.text.len();
        self.text
            .extend_from_slice(if value.is_empty() { b":" } else { b": " });
        let start = self.text.len();
        self.text.extend_from_slice(value);
        let value = start..self.text.len();
        self.text.extend_from_slice(b"\r\n");
        self.lines.push(Span { name, value });
    }

    /// The lines in wire form, each with its line end, without the empty line after them.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The number of lines.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// All lines: name as spelled, value without outer whitespace.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.lines
            .iter()
            .map(|line| (self.at(&line.name), self.at(&line.value)))
    }

    /// The values of every line of this name, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let same = move |found: &[u8]| found.eq_ignore_ascii_case(name.as_bytes());
        self.iter()
            .filter(move |(found, _)| same(found))
            .map(|(_, value)| value)
    }

    /// The value of the first line of this name. Framing must not use it: repeats matter there.
    pub fn first<'a>(&'a self, name: &'a str) -> Option<&'a [u8]> {
        self.all(name).next()
    }

    /// Whether a line of this name is there.
    pub fn contains(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// The elements of the list field of this name, over all its lines (RFC 9110, 5.6.1); empty
    /// elements are left out.
    pub fn list<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.all(name)
            .flat_map(list::elements)
            .filter(|element| !element.is_empty())
    }

    fn at(&self, range: &Range<usize>) -> &[u8] {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(lines: &[(&str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in lines {
            let value = FieldValue::parse(value.as_bytes()).unwrap();
            fields.push(&FieldName::parse(name).unwrap(), &value);
        }
        fields
    }

    #[test]
    fn order_spelling_and_repeats_are_kept() {
        let fields = fields(&[("B", "2"), ("a", "1"), ("b", " 3 ")]);
        assert_eq!(fields.text(), b"B: 2\r\na: 1\r\nb: 3\r\n");
        assert_eq!(fields.all("b").collect::<Vec<_>>(), [b"2", b"3"]);
    }

    #[test]
    fn lists_run_over_all_lines() {
        let fields = fields(&[("te", "a, b;q=\"x,y\""), ("TE", ",c")]);
        let all: Vec<_> = fields.list("te").collect();
        assert_eq!(all, [&b"a"[..], b"b;q=\"x,y\"", b"c"]);
    }

    #[test]
    fn nothing_that_could_end_a_line_is_a_value() {
        for (value, byte) in [("a\r", b'\r'), ("a\nb", b'\n'), ("\0", 0), ("\x7f", 0x7f)] {
            assert_eq!(
                FieldValue::parse(value.as_bytes()),
                Err(ForbiddenByte(byte))
            );
        }
        assert!(FieldValue::parse(b"\t\xff ").is_ok());
        assert!(FieldName::parse("a b").is_none());
    }
}
