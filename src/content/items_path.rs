//! Names of JSON items: where in a document a value goes. `a[b][0][]` is HTTPie's grammar, with
//! which names of an object, places of an array and "at the end" are written.

use std::borrow::Cow;
use std::fmt;

/// A step from a container to what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'a> {
    /// The member of an object with this name.
    Name(Cow<'a, str>),
    /// This element of an array.
    Index(usize),
    /// A new element at the end of an array.
    Append,
}

/// Why a name is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPath {
    /// Nothing at all.
    Empty,
    /// A bracket that is not closed.
    Open,
    /// An opening bracket inside brackets.
    Nested,
    /// Something between a closing bracket and the next opening one.
    After,
    /// More steps than are followed.
    TooDeep,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the name is empty",
            Self::Open => "a [ is not closed",
            Self::Nested => "a [ stands inside brackets",
            Self::After => "something other than [ follows a ]",
            Self::TooDeep => "it nests too deep",
        })
    }
}

/// Steps of one name: a value nests as deep as its path, and is written by recursion.
const STEPS: usize = 128;

/// Takes a name apart. Escapes of separators are still in it.
pub fn parse(name: &str) -> Result<Vec<Step<'_>>, BadPath> {
    let mut steps = Vec::new();
    let first = until(name, b'[');
    let mut rest = name.get(first..).unwrap_or_default();
    if first > 0 {
        let text = name.get(..first).unwrap_or_default();
        steps.push(Step::Name(unescaped(text)));
    }
    while !rest.is_empty() {
        let inside = rest.strip_prefix('[').ok_or(BadPath::After)?;
        let end = until(inside, b']');
        let (inside, after) = inside.split_at_checked(end).ok_or(BadPath::Open)?;
        rest = after.strip_prefix(']').ok_or(BadPath::Open)?;
        if until(inside, b'[') < inside.len() {
            return Err(BadPath::Nested);
        }
        steps.push(step(inside));
    }
    match steps.len() {
        0 => Err(BadPath::Empty),
        count if count > STEPS => Err(BadPath::TooDeep),
        _ => Ok(steps),
    }
}

fn step(inside: &str) -> Step<'_> {
    if inside.is_empty() {
        return Step::Append;
    }
    let digits = inside.bytes().all(|byte| byte.is_ascii_digit());
    match inside.parse() {
        Ok(index) if digits => Step::Index(index),
        Err(_) if digits => Step::Index(usize::MAX),
        Ok(_) | Err(_) => Step::Name(unescaped(inside)),
    }
}

/// Where the first such bracket stands that is not escaped; the length if there is none.
fn until(text: &str, bracket: u8) -> usize {
    let mut escaped = false;
    let found = text.bytes().position(|byte| {
        let here = byte == bracket && !escaped;
        escaped = byte == b'\\' && !escaped;
        here
    });
    found.unwrap_or(text.len())
}

/// Drops the backslashes before brackets, separators and digits; other backslashes stay.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let next = letters.as_str().chars().next();
        let escapes = |c: char| ":=@;[]".contains(c) || c.is_ascii_digit();
        match next {
            Some(next) if letter == '\\' && escapes(next) => {
                plain.push(next);
                letters.next();
            }
            Some('\\') if letter == '\\' => {
                plain.push_str("\\\\");
                letters.next();
            }
            Some(_) | None => plain.push(letter),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> String {
        let steps = match parse(name) {
            Ok(steps) => steps,
            Err(bad) => return bad.to_string(),
        };
        let step = |step: &Step<'_>| match step {
            Step::Name(name) => format!("'{name}'"),
            Step::Index(index) => index.to_string(),
            Step::Append => "+".to_owned(),
        };
        steps.iter().map(step).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_indices_and_ends_are_steps() {
        for (name, wanted) in [
            ("a", "'a'"),
            ("a[b][0][]", "'a' 'b' 0 +"),
            ("[]", "+"),
            ("[0][k]", "0 'k'"),
            ("a]b", "'a]b'"),
            ("a\\[b\\]", "'a[b]'"),
            ("a[\\1]", "'a' '1'"),
            ("a[-1]", "'a' '-1'"),
            ("\\@a\\:b", "'@a:b'"),
            ("a\\nb", "'a\\nb'"),
            ("5", "'5'"),
            ("é[ü x]", "'é' 'ü x'"),
            ("", "the name is empty"),
            ("a[b", "a [ is not closed"),
            ("a[b]c", "something other than [ follows a ]"),
            ("a[b[c]]", "a [ stands inside brackets"),
        ] {
            assert_eq!(shown(name), wanted, "{name}");
        }
    }

    #[test]
    fn paths_have_a_depth() {
        let path = |steps: usize| "[]".repeat(steps);
        assert!(parse(&path(STEPS)).is_ok());
        assert_eq!(parse(&path(STEPS + 1)), Err(BadPath::TooDeep));
    }
}
