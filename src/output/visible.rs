//! Received text for a terminal: everything that could move a cursor, hide or reorder text is
//! written as an escape; characters that arrive in pieces stay whole.
//!
//! The streaming sister of `base::escape`, which knows only whole texts on one line.

use std::io::Write as _;
use std::str::{self, Utf8Error};

use crate::base::escape::is_plain;

/// What the text is part of, which decides what an escape looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Lines of text: line ends and tabs stay; `\x1b`, `\u{202e}`.
    Lines,
    /// The inside of a JSON string: nothing but plain characters stays; `\u001b`, `\u202e`.
    JsonString,
}

/// A filter that remembers what is not decided yet between two pieces.
#[derive(Debug)]
pub struct Visible {
    layout: Layout,
    /// The beginning of a UTF-8 sequence; its first `held_len` bytes.
    held: [u8; 4],
    held_len: usize,
    /// A carriage return that may belong to a line end.
    held_return: bool,
}

impl Visible {
    /// A filter at the beginning of a text.
    pub fn new(layout: Layout) -> Self {
        Self {
            layout,
            held: [0; 4],
            held_len: 0,
            held_return: false,
        }
    }

    /// Appends the visible form of the next piece.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        let rest = self.complete(bytes, out);
        let mut chunks = rest.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            self.text(chunk.valid(), out);
            let invalid = chunk.invalid();
            let unfinished = |error: Utf8Error| error.error_len().is_none();
            if chunks.peek().is_none() && str::from_utf8(invalid).is_err_and(unfinished) {
                self.hold(invalid);
            } else {
                self.undecodable(invalid, out);
            }
        }
    }

    /// Appends what was held back: nothing more belongs to it.
    pub fn end(&mut self, out: &mut Vec<u8>) {
        let (held, len) = (self.held, std::mem::take(&mut self.held_len));
        self.undecodable(held.get(..len).unwrap_or_default(), out);
        self.settle_return(out);
    }

    /// Adds to a held sequence until it is decided; gives back what is left.
    fn complete<'a>(&mut self, mut bytes: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
        while self.held_len > 0
            && let Some((&byte, rest)) = bytes.split_first()
        {
            let (mut sequence, len) = (self.held, self.held_len);
            if let Some(next) = sequence.get_mut(len) {
                *next = byte;
            }
            let sequence = sequence.get(..=len).unwrap_or_default();
            match str::from_utf8(sequence) {
                Ok(text) => {
                    self.held_len = 0;
                    self.text(text, out);
                }
                Err(error) if error.error_len().is_none() => self.hold(sequence),
                Err(_) => {
                    self.end(out);
                    return bytes;
                }
            }
            bytes = rest;
        }
        bytes
    }

    fn hold(&mut self, sequence: &[u8]) {
        for (place, byte) in self.held.iter_mut().zip(sequence) {
            *place = *byte;
        }
        self.held_len = sequence.len().min(self.held.len());
    }

    fn text(&mut self, text: &str, out: &mut Vec<u8>) {
        let mut plain = 0;
        for (at, c) in text.char_indices() {
            if is_plain(c) && !self.held_return {
                continue;
            }
            out.extend_from_slice(text.get(plain..at).unwrap_or_default().as_bytes());
            plain = at.saturating_add(c.len_utf8());
            self.char(c, out);
        }
        out.extend_from_slice(text.get(plain..).unwrap_or_default().as_bytes());
    }

    /// One character that is special, or follows a carriage return.
    fn char(&mut self, c: char, out: &mut Vec<u8>) {
        if self.held_return {
            match c {
                '\n' => self.held_return = false,
                _ => self.settle_return(out),
            }
        }
        match (self.layout, c) {
            (Layout::Lines, '\n') => out.push(b'\n'),
            (Layout::Lines, '\t') => out.push(b'\t'),
            (Layout::Lines, '\r') => self.held_return = true,
            (_, c) if is_plain(c) => {
                out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
            (Layout::Lines, c) if c.is_ascii() => escape(out, format_args!("\\x{:02x}", c as u32)),
            (Layout::Lines, c) => escape(out, format_args!("\\u{{{:x}}}", c as u32)),
            (Layout::JsonString, c) => escape(out, format_args!("\\u{:04x}", c as u32)),
        }
    }

    fn undecodable(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        if !bytes.is_empty() {
            self.settle_return(out);
        }
        for byte in bytes {
            escape(out, format_args!("\\x{byte:02x}"));
        }
    }

    fn settle_return(&mut self, out: &mut Vec<u8>) {
        if std::mem::take(&mut self.held_return) {
            out.extend_from_slice(b"\\r");
        }
    }
}

fn escape(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing to a Vec does not fail.
    let _ = out.write_fmt(text);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show<'a>(layout: Layout, pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
        let (mut visible, mut out) = (Visible::new(layout), Vec::new());
        for piece in pieces {
            visible.push(piece, &mut out);
        }
        visible.end(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        for (text, shown) in [
            (&b"a\x1b[2Jb\x07"[..], "a\\x1b[2Jb\\x07"),
            (b"a\tb\nc\r\nd", "a\tb\nc\nd"),
            (b"over\rwrite\r", "over\\rwrite\\r"),
            (b"\r\r\n\r\xff", "\\r\n\\r\\xff"),
            (b"\x9b31m\xc2\x9b", "\\x9b31m\\u{9b}"),
            (b"\x7f\x00", "\\x7f\\x00"),
            (
                "x\u{202e}\u{200b}é漢😀".as_bytes(),
                "x\\u{202e}\\u{200b}é漢😀",
            ),
            (b"\xf0\x9f\x98", "\\xf0\\x9f\\x98"),
            (b"\xe6\xbcx", "\\xe6\\xbcx"),
        ] {
            assert_eq!(show(Layout::Lines, [text]), shown);
        }
        let inside = show(
            Layout::JsonString,
            ["\u{1b}\n\r\t\u{202e}é\u{9b}".as_bytes()],
        );
        assert_eq!(inside, "\\u001b\\u000a\\u000d\\u0009\\u202eé\\u009b");
    }

    fn sample() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            any::<u8>().prop_map(|byte| vec![byte]),
            any::<char>().prop_map(|c| c.to_string().into_bytes()),
            Just(b"\r\n".to_vec()),
            Just(b"\r".to_vec()),
            Just("é\u{202e}漢😀".as_bytes().to_vec()),
        ];
        proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_split_shows_the_same(text in sample(), size in 1_usize..6) {
            for layout in [Layout::Lines, Layout::JsonString] {
                let whole = show(layout, [text.as_slice()]);
                prop_assert_eq!(&whole, &show(layout, text.chunks(size)));
                let safe = |c| is_plain(c) || (layout == Layout::Lines && matches!(c, '\n' | '\t'));
                prop_assert!(whole.chars().all(safe));
            }
        }
    }
}
