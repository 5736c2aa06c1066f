//! Received or typed text made safe to show: nothing printed from here can move a cursor, hide or
//! reorder text. What goes to a pipe as data is never escaped; that is decided by `output`.

use std::fmt::{self, Write as _};
use std::path::Path;

use super::limits::EXCERPT_BYTES;

/// Shows bytes as text: valid UTF-8 stays, everything that is not plainly visible is written as
/// `\r`, `\n`, `\t`, `\x1b` or `\u{202e}`.
pub struct Escaped<'a>(pub &'a [u8]);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            for c in chunk.valid().chars() {
                write_char(f, c)?;
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

/// The first bytes of something received, escaped, for an error message.
pub fn excerpt(bytes: &[u8]) -> String {
    cut(bytes, EXCERPT_BYTES)
}

/// The first bytes of something received, so many of them, escaped.
pub fn cut(bytes: &[u8], most: usize) -> String {
    let cut = bytes.get(..most);
    let mut text = Escaped(cut.unwrap_or(bytes)).to_string();
    if cut.is_some() && bytes.len() > most {
        text.push('…');
    }
    text
}

/// A path, escaped.
pub fn path(path: &Path) -> String {
    Escaped(path.as_os_str().as_encoded_bytes()).to_string()
}

/// Whether a character can be printed on a terminal as it is: no control, no text direction
/// change, nothing invisible.
pub fn is_plain(c: char) -> bool {
    !(c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}'))
}

fn write_char(f: &mut fmt::Formatter<'_>, c: char) -> fmt::Result {
    match c {
        '\r' => f.write_str("\\r"),
        '\n' => f.write_str("\\n"),
        '\t' => f.write_str("\\t"),
        c if is_plain(c) => f.write_char(c),
        c if c.is_ascii() => write!(f, "\\x{:02x}", u32::from(c)),
        c => write!(f, "\\u{{{:x}}}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_are_visible() {
        let shown = Escaped("a\x1b[2J\r\n\u{202e}é".as_bytes()).to_string();
        assert_eq!(shown, "a\\x1b[2J\\r\\n\\u{202e}é");
        assert_eq!(Escaped(b"\xff\x9b\x00").to_string(), "\\xff\\x9b\\x00");
    }

    #[test]
    fn an_excerpt_is_cut_at_the_limit_and_says_so() {
        assert_eq!(excerpt(&[b'a'; EXCERPT_BYTES]).len(), EXCERPT_BYTES);
        assert!(excerpt(&[b'a'; EXCERPT_BYTES + 1]).ends_with('…'));
    }
}
