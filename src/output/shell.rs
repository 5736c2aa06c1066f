//! Words for a POSIX shell (XCU 2.2), so that what is printed can be pasted: plain `sh`, no
//! `$'…'`, and nothing invisible on the screen.
//!
//! Text stands in single quotes. What is no visible text is made by `printf` in octal, inside a
//! command substitution or before a pipe: a terminal never sees the bytes themselves.

use std::fmt::Write as _;

use crate::base::escape::is_plain;

/// One word, quoted where it has to be. It must not hold NUL, as no argument can.
pub fn quote(word: &[u8]) -> String {
    if !word.is_empty() && word.iter().all(is_bare) {
        return String::from_utf8_lossy(word).into_owned();
    }
    match text(word) {
        Some(text) => format!("'{}'", text.replace('\'', "'\\''")),
        None => substituted(word),
    }
}

/// Words with spaces between them.
pub fn join<W: AsRef<[u8]>>(words: impl IntoIterator<Item = W>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| quote(word.as_ref())).collect();
    quoted.join(" ")
}

/// A command that prints these bytes, whatever they are.
pub fn printf(bytes: &[u8]) -> String {
    let mut format = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            // A leading dash would be an option.
            let dash = c == '-' && format.is_empty();
            match c {
                '%' => format.push_str("%%"),
                '\\' => format.push_str("\\\\"),
                '\n' => format.push_str("\\n"),
                c if is_plain(c) && c != '\'' && !dash => format.push(c),
                c => octal(&mut format, c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        octal(&mut format, chunk.invalid());
    }
    format!("printf '{format}'")
}

/// The bytes as text that can stand on a screen and be pasted, if they are that. A tab is not:
/// an interactive shell completes on it.
pub fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.chars()
        .all(|c| c == '\n' || is_plain(c))
        .then_some(text)
}

/// A substitution loses the line feeds at its end; they follow in quotes.
fn substituted(word: &[u8]) -> String {
    let kept = word.trim_ascii_end().len();
    let from = word.get(kept..).unwrap_or_default();
    let feeds = from.iter().rev().take_while(|byte| **byte == b'\n').count();
    let (inside, after) = word
        .split_at_checked(word.len().saturating_sub(feeds))
        .unwrap_or((word, b""));
    let mut quoted = format!("\"$({})\"", printf(inside));
    if !after.is_empty() {
        quoted.push_str(&format!("'{}'", "\n".repeat(after.len())));
    }
    quoted
}

/// Bytes that mean nothing to a shell wherever they stand in an argument.
fn is_bare(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_./:@%+,=-".contains(byte)
}

fn octal(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "\\{byte:03o}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_they_must_be() {
        for (word, wanted) in [
            (&b"plain-1.2_/:@%+,="[..], "plain-1.2_/:@%+,="),
            (b"", "''"),
            (b"two words", "'two words'"),
            (b"it's", "'it'\\''s'"),
            (b"$HOME `id` \\ \"!\"", "'$HOME `id` \\ \"!\"'"),
            (b"a\nb\n", "'a\nb\n'"),
            (b"~root", "'~root'"),
            ("é".as_bytes(), "'é'"),
            (b"\t", "\"$(printf '\\011')\""),
            (b"-\x01%\\'", "\"$(printf '\\055\\001%%\\\\\\047')\""),
            (b"\xff\n\n", "\"$(printf '\\377')\"'\n\n'"),
            ("\u{202e}".as_bytes(), "\"$(printf '\\342\\200\\256')\""),
        ] {
            assert_eq!(quote(word), wanted, "{word:?}");
        }
    }

    /// The judge is the shell itself.
    #[test]
    fn a_shell_gives_every_byte_back() {
        let all: Vec<u8> = (1..=255).chain([b'\n', b' ', b'\n', b'\n']).collect();
        let mut words: Vec<Vec<u8>> = (1..=255).map(|byte| vec![byte]).collect();
        words.extend([
            all.clone(),
            b"'".to_vec(),
            b"-n".to_vec(),
            b"%s\\0".to_vec(),
        ]);
        for word in words {
            let script = format!("printf %s {}", quote(&word));
            assert_eq!(run(&script), word, "{script}");
        }
        let with_nul: Vec<u8> = (0..=255).chain([0, b'1', b'%', b'd', b'\\']).collect();
        assert_eq!(run(&printf(&with_nul)), with_nul);
    }

    fn run(script: &str) -> Vec<u8> {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", script]).output().unwrap().stdout
    }
}
