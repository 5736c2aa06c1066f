//! From the text of a line to its words, as a shell takes them apart, but for JSON.
//!
//! Blanks part words; `'…'` keeps everything, `"…"` everything but `\"`, `\\`, `` \` `` and `\$`; a
//! `\` elsewhere keeps what follows. Nothing is expanded. Where a word or a value after `:=` begins
//! as JSON does, it is taken as JSON to its closing bracket, quotes and blanks included: nobody has
//! to quote a document twice.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// One word of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its text, quotes undone.
    pub text: OsString,
    /// Whether any of it was quoted: it is not a sign then, but a text.
    pub quoted: bool,
}

/// The words of a line without its end.
///
/// # Errors
///
/// A usage error where a quote is not closed.
pub fn split(line: &[u8]) -> Result<Vec<Word>, Failure> {
    let mut words = Vec::new();
    let mut rest = line.trim_ascii_start();
    while !rest.is_empty() {
        let (word, after) = word(rest)?;
        words.push(word);
        rest = after.trim_ascii_start();
    }
    Ok(words)
}

/// Whether a line ends with a `\` that has the next one follow it. One that quotes another `\`
/// does not.
pub fn continues(line: &[u8]) -> bool {
    let ending = line.iter().rev().take_while(|byte| **byte == b'\\');
    ending.count() % 2 == 1
}

/// The first word of what does not begin with a blank, and what follows it.
fn word(line: &[u8]) -> Result<(Word, &[u8]), Failure> {
    let (mut text, mut quoted, mut rest) = (Vec::new(), false, line);
    loop {
        // A document has a meaning of its own at the beginning of a word and behind :=.
        let beginning = text.is_empty() && !quoted && matches!(rest, [b'{' | b'[', ..]);
        let value = text.ends_with(b":=") && !quoted && matches!(rest, [b'{' | b'[' | b'"', ..]);
        if beginning || value {
            let (document, after) = rest.split_at(json(rest));
            text.extend_from_slice(document);
            rest = after;
            continue;
        }
        match rest {
            [] => break,
            [byte, ..] if byte.is_ascii_whitespace() => break,
            [b'\'', after @ ..] => {
                let inside = after.iter().position(|byte| *byte == b'\'');
                let inside = inside.ok_or_else(|| unclosed('\'', rest))?;
                let (part, end) = after.split_at(inside);
                text.extend_from_slice(part);
                (quoted, rest) = (true, end.get(1..).unwrap_or_default());
            }
            [b'"', after @ ..] => {
                rest = double(after, &mut text).ok_or_else(|| unclosed('"', rest))?;
                quoted = true;
            }
            [b'\\', byte, after @ ..] => {
                // What is a sign of items stays one: a\=b is an escaped separator there.
                if !(byte.is_ascii_whitespace() || matches!(byte, b'\'' | b'"' | b'#' | b'<')) {
                    text.push(b'\\');
                }
                text.push(*byte);
                (quoted, rest) = (true, after);
            }
            [byte, after @ ..] => {
                text.push(*byte);
                rest = after;
            }
        }
    }
    let text = OsString::from_vec(text);
    Ok((Word { text, quoted }, rest))
}

/// Takes what stands before the closing `"`; `None` where there is none.
fn double<'a>(mut rest: &'a [u8], text: &mut Vec<u8>) -> Option<&'a [u8]> {
    loop {
        match rest {
            [] => return None,
            [b'"', after @ ..] => return Some(after),
            [b'\\', byte @ (b'"' | b'\\' | b'`' | b'$'), after @ ..] => {
                text.push(*byte);
                rest = after;
            }
            [byte, after @ ..] => {
                text.push(*byte);
                rest = after;
            }
        }
    }
}

/// How long a JSON value is that begins here; all of the rest where it does not end, so that the
/// error is that of the value.
fn json(text: &[u8]) -> usize {
    let (mut depth, mut inside, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.iter().enumerate() {
        match (inside, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (true, b'"') => inside = false,
            (true, _) => continue,
            (false, b'"') => inside = true,
            (false, b'{' | b'[') => depth = depth.saturating_add(1),
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            (false, _) => {}
        }
        if depth == 0 && !inside {
            return at.saturating_add(1);
        }
    }
    text.trim_ascii_end().len()
}

fn unclosed(quote: char, rest: &[u8]) -> Failure {
    let shown = excerpt(rest);
    Failure::usage(format!("a quote is not closed: {shown}")).hint(format!(
        "close it with {quote}, or write \\{quote} for the character"
    ))
}
