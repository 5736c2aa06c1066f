//! The grammar of items: words such as `name=value`, `name:=JSON`, `name==query`, `Name:header`
//! and `name@FILE`. Nothing is read here.
//!
//! HTTPie's rules: the first separator counts and of those that begin at the same place the
//! longest; a backslash takes the meaning from a separator or from an `@` that begins a value.
//! Unlike there, other backslashes in a value stay, so that a value is what a variable holds.

use std::ffi::{OsStr, OsString};

use crate::base::escape::excerpt;

/// One item: the word, and where in it the parts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    word: OsString,
    name_end: usize,
    value_start: usize,
    source: Source,
    /// What the separator makes of it.
    pub kind: Kind,
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `name=text`
    Text,
    /// `name:=JSON`
    Json,
    /// `name@FILE`
    File,
    /// `name==text`
    Query,
    /// `Name:value`, `Name:` and `Name;`
    Header,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Plain,
    Empty,
    From,
}

/// Where a value comes from, and the value or its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// It was typed.
    Plain(&'a [u8]),
    /// `Name;`: a header that is sent empty.
    Empty,
    /// From a file, stdin (`-`) or the environment (`env:NAME`).
    From(&'a [u8]),
}

impl Item {
    /// Takes a word; gives it back where it holds no separator.
    pub fn parse(word: OsString) -> Result<Self, OsString> {
        let text = word.as_encoded_bytes();
        let Some((name, kind, rest)) = split(text) else {
            return Err(word);
        };
        let (source, skipped) = match (kind, rest) {
            (Kind::Header, b";") => (Source::Empty, 0),
            (Kind::File, _) => (Source::From, 0),
            (_, [b'@', ..]) => (Source::From, 1),
            (_, [b'\\', b'@', ..]) => (Source::Plain, 1),
            (_, _) => (Source::Plain, 0),
        };
        let name_end = name.len();
        let value_start = text
            .len()
            .saturating_sub(rest.len())
            .saturating_add(skipped);
        Ok(Self {
            name_end,
            value_start,
            source,
            kind,
            word,
        })
    }

    /// The word as typed.
    pub fn word(&self) -> &OsStr {
        &self.word
    }

    /// What stands before the separator; backslashes are still in it.
    pub fn name(&self) -> &[u8] {
        let text = self.word.as_encoded_bytes();
        text.get(..self.name_end).unwrap_or_default()
    }

    /// What stands behind the separator.
    pub fn value(&self) -> Value<'_> {
        let text = self.word.as_encoded_bytes();
        let value = text.get(self.value_start..).unwrap_or_default();
        match self.source {
            Source::Plain => Value::Plain(value),
            Source::Empty => Value::Empty,
            Source::From => Value::From(value),
        }
    }

    /// Whether it goes into the body.
    pub fn is_field(&self) -> bool {
        match self.kind {
            Kind::Text | Kind::Json | Kind::File => true,
            Kind::Query | Kind::Header => false,
        }
    }

    /// The name without backslashes before separators.
    pub fn plain_name(&self) -> Vec<u8> {
        unescaped(self.name())
    }

    /// Whether its value is read from stdin.
    pub fn reads_stdin(&self) -> bool {
        match self.value() {
            Value::From(name) => match self.kind {
                Kind::File => file_part(name).file == b"-",
                Kind::Text | Kind::Json | Kind::Query | Kind::Header => name == b"-",
            },
            Value::Plain(_) | Value::Empty => false,
        }
    }

    /// The word for a message. The value of a header may be a secret.
    pub fn shown(&self) -> String {
        match self.kind {
            Kind::Header => format!("{}:…", excerpt(self.name())),
            Kind::Text | Kind::Json | Kind::File | Kind::Query => {
                excerpt(self.word.as_encoded_bytes())
            }
        }
    }
}

/// Name, kind, and what follows the separator; for `Name;` the semicolon.
fn split(word: &[u8]) -> Option<(&[u8], Kind, &[u8])> {
    let mut at = 0;
    loop {
        let (name, rest) = word.split_at_checked(at)?;
        let found = match rest {
            [] => return None,
            [b'\\', _, ..] => {
                at += 2;
                continue;
            }
            [b':', b'=', value @ ..] => (Kind::Json, value),
            [b'=', b'=', value @ ..] => (Kind::Query, value),
            [b'=', value @ ..] => (Kind::Text, value),
            [b'@', value @ ..] => (Kind::File, value),
            [b':', value @ ..] => (Kind::Header, value),
            [b';'] => (Kind::Header, rest),
            [_, ..] => {
                at += 1;
                continue;
            }
        };
        return Some((name, found.0, found.1));
    }
}

/// Drops the backslashes that stand before separators.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    loop {
        rest = match rest {
            [] => return plain,
            [
                b'\\',
                special @ (b':' | b'=' | b'@' | b';' | b'[' | b']'),
                rest @ ..,
            ] => {
                plain.push(*special);
                rest
            }
            [byte, rest @ ..] => {
                plain.push(*byte);
                rest
            }
        }
    }
}

/// A file part's FILE and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePart<'a> {
    /// The file's name.
    pub file: &'a [u8],
    /// `;type=`
    pub content_type: Option<&'a [u8]>,
    /// `;filename=`
    pub filename: Option<&'a [u8]>,
}

/// Takes apart what follows the `@` of a file part. Any other semicolon is of the file's name.
pub fn file_part(text: &[u8]) -> FilePart<'_> {
    let mut part = FilePart {
        file: text,
        content_type: None,
        filename: None,
    };
    while let Some(at) = part.file.iter().rposition(|byte| *byte == b';') {
        let (file, option) = part.file.split_at_checked(at).unwrap_or_default();
        if let Some(value) = option.strip_prefix(b";type=") {
            part.content_type = Some(value);
        } else if let Some(value) = option.strip_prefix(b";filename=") {
            part.filename = Some(value);
        } else {
            break;
        }
        part.file = file;
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(word: &str) -> String {
        let Ok(item) = Item::parse(word.into()) else {
            return "no item".to_owned();
        };
        let name = String::from_utf8(item.plain_name()).unwrap();
        let text = |text: &[u8]| String::from_utf8(text.to_vec()).unwrap();
        let value = match item.value() {
            Value::Plain(value) => text(value),
            Value::Empty => "(empty)".to_owned(),
            Value::From(name) => format!("from {}", text(name)),
        };
        format!("{:?} {name} {value}", item.kind)
    }

    #[test]
    fn the_first_and_longest_separator_counts() {
        for (word, wanted) in [
            ("a=1", "Text a 1"),
            ("a=", "Text a "),
            ("a=b=c:d", "Text a b=c:d"),
            ("a=@f", "Text a from f"),
            ("a=\\@f", "Text a @f"),
            ("a=b\\=c\\d", "Text a b\\=c\\d"),
            ("a:=1", "Json a 1"),
            ("a:=@f", "Json a from f"),
            ("a==1", "Query a 1"),
            ("a==@-", "Query a from -"),
            ("a===b", "Query a =b"),
            ("A:b", "Header A b"),
            ("A: b", "Header A  b"),
            ("A:b=c", "Header A b=c"),
            ("A:@f", "Header A from f"),
            ("A:", "Header A "),
            ("A;", "Header A (empty)"),
            ("a;b=1", "Text a;b 1"),
            ("a@f", "File a from f"),
            ("a@f=g", "File a from f=g"),
            ("a\\@b=c", "Text a@b c"),
            ("a\\:b=c", "Text a:b c"),
            ("a\\=b:=1", "Json a=b 1"),
            ("\\@a=1", "Text @a 1"),
            ("a\\\\=1", "Text a\\\\ 1"),
            ("a[b][0][]=x", "Text a[b][0][] x"),
            ("=1", "Text  1"),
            ("nonsense", "no item"),
            ("a\\=b", "no item"),
            ("a\\", "no item"),
        ] {
            assert_eq!(shown(word), wanted, "{word}");
        }
    }

    #[test]
    fn a_file_part_says_more_after_semicolons() {
        for (text, file, content_type, filename) in [
            ("f", "f", None, None),
            ("a;b", "a;b", None, None),
            ("f;type=text/x", "f", Some("text/x"), None),
            ("a;b;filename=n;type=t", "a;b", Some("t"), Some("n")),
            ("-;type=t;filename=n", "-", Some("t"), Some("n")),
        ] {
            let wanted = FilePart {
                file: file.as_bytes(),
                content_type: content_type.map(str::as_bytes),
                filename: filename.map(str::as_bytes),
            };
            assert_eq!(file_part(text.as_bytes()), wanted, "{text}");
        }
    }
}
