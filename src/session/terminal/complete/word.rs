//! The words of a line as far as it is typed, and how a word is written in one. What cannot be
//! taken apart yet, an open quote say, is no error here.

/// The word before the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it begins, in bytes.
    pub start: usize,
    /// What it says, quotes undone.
    pub text: String,
}

/// The words before the last one, and that, which is empty behind a blank.
pub fn split(line: &str) -> (Vec<String>, Word) {
    let (mut words, mut text, mut start) = (Vec::new(), String::new(), None);
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in line.char_indices() {
        if !(c.is_ascii_whitespace() && quote.is_none() && !escaped) {
            start.get_or_insert(at);
        } else if start.take().is_some() {
            words.push(std::mem::take(&mut text));
            continue;
        } else {
            continue;
        }
        match (quote, c) {
            _ if escaped => {
                escaped = false;
                text.push(c);
            }
            (None | Some('"'), '\\') => escaped = true,
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None | Some(_), _) => text.push(c),
        }
    }
    let start = start.unwrap_or(line.len());
    (words, Word { start, text })
}

/// A word as a line says it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| !(c.is_ascii_whitespace() || matches!(c, '\'' | '"' | '\\'));
    // A blank at the end is where the user goes on: Name: value.
    if word.chars().all(plain) && !word.starts_with('#') {
        return word.to_owned();
    }
    if let Some(begun) = word.strip_suffix(": ") {
        return format!("'{begun}: ");
    }
    if !word.contains('\'') {
        return format!("'{word}'");
    }
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_the_cursor_is_found() {
        for (line, words, start, text) in [
            ("", &[] as &[&str], 0, ""),
            ("GE", &[], 0, "GE"),
            ("GET ", &["GET"], 4, ""),
            ("GET  /a 'b c' d\\ e", &["GET", "/a", "b c"], 14, "d e"),
            ("POST / @'my dir/f", &["POST", "/"], 7, "@my dir/f"),
            ("POST / @\"a\\\"b", &["POST", "/"], 7, "@a\"b"),
            ("GET /\u{e9} x", &["GET", "/\u{e9}"], 8, "x"),
        ] {
            let (earlier, word) = split(line);
            assert_eq!(
                (earlier, word.start, word.text.as_str()),
                (words.iter().map(|w| (*w).to_owned()).collect(), start, text),
                "{line}"
            );
        }
    }

    #[test]
    fn a_word_is_quoted_so_that_it_is_read_back() {
        for (word, line) in [
            ("/users", "/users"),
            ("@a b", "'@a b'"),
            ("@it's", "\"@it's\""),
            ("a\\b", "'a\\b'"),
            ("#1", "'#1'"),
            ("Accept: ", "'Accept: "),
        ] {
            assert_eq!(quoted(word), line);
            if !word.ends_with(' ') {
                let read = crate::session::words::split(line.as_bytes()).unwrap();
                assert_eq!(read[0].text.to_str(), Some(word));
            }
        }
    }
}
