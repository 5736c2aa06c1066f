//! From the text of a line to its words, as a POSIX shell takes them apart, but for JSON and for
//! the signs of items.
//!
//! Blanks part words; `'…'` keeps everything, `"…"` everything but `\"`, `\\`, `` \` `` and `\$`; a
//! `\` elsewhere vanishes and keeps what follows. Nothing is expanded. What a shell quotes comes
//! back as it was. Two things differ, both so that what needs quotes in a shell needs none here:
//!
//! - A JSON document is taken as it stands, quotes and blanks included: where it begins a word, and
//!   behind the `:=` of an item, where a string is one, too. Behind another sign (`name={"k": 1}`)
//!   it is, where it is a valid object or array and ends the word; else a shell's rules hold there.
//!   A bracket that begins the name of an item (`[0][k]=v`) begins no document.
//! - A `\` before `=`, `:` or `@` stays: it is an item's (`a\=b=c`), and no shell needs one there.
//!   Before a bracket, where a shell may need one, it does not: write `'a\[b\]=c'`.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::cli::json;

/// One word of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its text, quotes undone. One that stands for a body below the line is `<<` and its name.
    pub text: OsString,
    /// Whether any of it was quoted: it is not a sign then, but a text.
    pub quoted: bool,
}

/// The words of a line without its end.
///
/// # Errors
///
/// A usage error where a quote or a document is not closed, or a `<<` cannot be understood.
pub fn split(line: &[u8]) -> Result<Vec<Word>, Failure> {
    let mut words = Vec::new();
    let mut rest = after_blanks(line);
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix(b"<<") {
            Some(name) => below(name, line.len())?,
            None => word(rest, line.len())?,
        };
        words.push(word);
        rest = after_blanks(after);
    }
    Ok(words)
}

/// Whether a line ends with a `\` that has the next one follow it. One that quotes another `\`
/// does not.
pub fn continues(line: &[u8]) -> bool {
    let ending = line.iter().rev().take_while(|byte| **byte == b'\\');
    ending.count() % 2 == 1
}

/// What may be the names of bodies below a line that cannot be taken apart. One too many costs
/// lines, one too few would have those of a body be taken for requests.
pub fn guessed(line: &[u8]) -> Vec<Vec<u8>> {
    let tokens = line.split(|byte| is_blank(*byte));
    let named = tokens.filter_map(|token| {
        let at = memchr::memmem::find(token, b"<<")?;
        let name = token.get(at..)?.get(2..)?;
        let kept = |byte: &&u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
        let name = name.strip_prefix(b"-").unwrap_or(name);
        let name = name.trim_ascii();
        let start = usize::from(matches!(name, [b'\'' | b'"' | b'\\', ..]));
        let name: Vec<u8> = name.iter().skip(start).take_while(kept).copied().collect();
        (!name.is_empty()).then_some(name)
    });
    named.collect()
}

fn is_blank(byte: u8) -> bool {
    // Others that are white are no part of any line that a person means.
    matches!(byte, b' ' | b'\t')
}

fn after_blanks(line: &[u8]) -> &[u8] {
    let start = line.iter().position(|byte| !is_blank(*byte));
    start.and_then(|at| line.get(at..)).unwrap_or_default()
}

/// `END`, `'END'`, ` END`: what follows a `<<`, as a shell takes it. The line has `whole` bytes.
fn below(line: &[u8], whole: usize) -> Result<(Word, &[u8]), Failure> {
    let example = "write <<END, and below the body a line that is END";
    if matches!(line, [b'<' | b'-', ..]) {
        let shown = excerpt(line.get(..1).unwrap_or_default());
        return Err(Failure::usage(format!("<<{shown} is not taken here")).hint(example));
    }
    let line = after_blanks(line);
    let (name, after) = word(line, whole)?;
    if name.text.is_empty() {
        return Err(Failure::usage("<< has no name behind it").hint(example));
    }
    let mut text = OsString::from("<<");
    text.push(name.text);
    let quoted = false;
    Ok((Word { text, quoted }, after))
}

/// The first word of what does not begin with a blank, and what follows it. The line has `whole`
/// bytes.
fn word(line: &[u8], whole: usize) -> Result<(Word, &[u8]), Failure> {
    let (mut text, mut quoted, mut rest) = (Vec::new(), false, line);
    loop {
        if let Some(length) = document(&text, quoted, rest)? {
            let (document, after) = rest.split_at_checked(length).unwrap_or((rest, b""));
            text.extend_from_slice(document);
            rest = after;
            continue;
        }
        match rest {
            [] => break,
            [byte, ..] if is_blank(*byte) => break,
            [b'<', b'<', ..] => return Err(inside(line)),
            [b'\'', after @ ..] => {
                let end = memchr::memchr(b'\'', after);
                let end = end.ok_or_else(|| unclosed('\'', whole.saturating_sub(rest.len())))?;
                let (part, end) = after.split_at(end);
                text.extend_from_slice(part);
                (quoted, rest) = (true, end.get(1..).unwrap_or_default());
            }
            [b'"', after @ ..] => {
                rest = double(after, &mut text)
                    .ok_or_else(|| unclosed('"', whole.saturating_sub(rest.len())))?;
                quoted = true;
            }
            [b'\\', byte, after @ ..] => {
                if matches!(byte, b'=' | b':' | b'@') {
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

/// How long the document is that begins here, behind `text` in a word, if one does.
fn document(text: &[u8], quoted: bool, rest: &[u8]) -> Result<Option<usize>, Failure> {
    let bracket = matches!(rest, [b'{' | b'[', ..]);
    if quoted || !(bracket || rest.starts_with(b"\"")) {
        return Ok(None);
    }
    let follows = |length: usize| rest.get(length).copied();
    match sign(text) {
        // A string at the beginning of a word is a quoted word.
        None if text.is_empty() && bracket => match json_length(rest) {
            None => Err(unclosed_document(rest)),
            Some(length)
                if rest.starts_with(b"[")
                    && matches!(follows(length), Some(b'[' | b'=' | b':' | b'@')) =>
            {
                Ok(None)
            }
            length => Ok(length),
        },
        Some(b":=") => match json_length(rest) {
            None => Err(unclosed_document(rest)),
            length => Ok(length),
        },
        Some(_) if bracket => Ok(json_length(rest).filter(|length| {
            let ends = follows(*length).is_none_or(is_blank);
            let document = rest.get(..*length).unwrap_or_default();
            ends && json::check(document).is_ok()
        })),
        None | Some(_) => Ok(None),
    }
}

/// The sign of an item or flag with which a text ends, where it is the first in it.
fn sign(text: &[u8]) -> Option<&[u8]> {
    if !matches!(text, [.., b'=' | b':']) {
        return None;
    }
    let mut at = 0;
    loop {
        match text.get(at..)? {
            [b'\\', _, ..] => at += 2,
            sign @ ([b':' | b'='] | [b':' | b'=', b'=']) => return Some(sign),
            [] | [b':' | b'=' | b'@', ..] => return None,
            [_, ..] => at += 1,
        }
    }
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

/// How long a JSON value is that begins here, by its brackets and quotes; `None` where they are
/// not closed.
fn json_length(text: &[u8]) -> Option<usize> {
    let (mut depth, mut inside, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.iter().enumerate() {
        match (inside, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (true, b'"') => inside = false,
            (true, _) => {}
            (false, b'"') => inside = true,
            (false, b'{' | b'[') => depth = depth.saturating_add(1),
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            (false, _) => {}
        }
        if depth == 0 && !inside {
            return Some(at.saturating_add(1));
        }
    }
    None
}

fn unclosed_document(rest: &[u8]) -> Failure {
    let failure = match json::check(rest.trim_ascii_end()) {
        Err(broken) => json::refused("the JSON", &broken),
        Ok(()) => Failure::usage("the JSON has no end"),
    };
    failure.hint(
        "a document of several lines is written below: <<END, the document, a line that is END",
    )
}

fn inside(word: &[u8]) -> Failure {
    let end = word.iter().position(|byte| is_blank(*byte));
    let shown = excerpt(word.get(..end.unwrap_or(word.len())).unwrap_or_default());
    Failure::usage(format!("the word '{shown}' holds <<"))
        .hint("<<END is a word of its own; as text it is written '<<'")
}

/// What is in the quotes may be a secret: it is not shown.
fn unclosed(quote: char, at: usize) -> Failure {
    let column = at.saturating_add(1);
    Failure::usage(format!("the {quote} at column {column} is not closed")).hint(format!(
        "write another {quote} behind it, or \\{quote} for the character"
    ))
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
