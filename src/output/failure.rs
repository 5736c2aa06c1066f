//! The line that says why a run failed.

use super::colour::Paint;
use crate::base::escape::Escaped;
use crate::base::failure::Failure;

/// `verb: STORY; HINT`, escaped, with its line end.
pub fn line(failure: &Failure, colour: bool) -> String {
    line_at(failure, None, colour)
}

/// The same, `line N: ` before the story where a line of a session is to blame.
pub fn line_at(failure: &Failure, number: Option<u64>, colour: bool) -> String {
    let told = told(failure);
    let name = Paint::Bad.over("verb:", colour);
    let place = number.map_or_else(String::new, |number| format!("line {number}: "));
    format!("{name} {place}{}\n", Escaped(told.as_bytes()))
}

/// Story and hint as they are.
pub fn told(failure: &Failure) -> String {
    without_numbers(&failure.to_string())
}

/// Leaves out what std adds to the system's words: ` (os error 28)` helps nobody who reads it.
pub(super) fn without_numbers(text: &str) -> String {
    const MARK: &str = " (os error ";
    let mut parts = text.split(MARK);
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.trim_start_matches(|c: char| c.is_ascii_digit());
        match digits.strip_prefix(')') {
            Some(after) if digits.len() < part.len() => told.push_str(after),
            Some(_) | None => told.extend([MARK, part]),
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::exit::Kind;
    use std::io;

    #[test]
    fn cause_and_hint_stand_on_one_line() {
        let full = io::Error::from(rustix::io::Errno::NOSPC);
        let failure = Failure::io(Kind::Write, "writing a\nb\x1b", full).hint("make room");
        let expected = "verb: writing a\\nb\\x1b: No space left on device; make room\n";
        assert_eq!(line(&failure, false), expected);
        assert!(line(&failure, true).starts_with("\x1b[1;31mverb:\x1b[0m "));
    }

    #[test]
    fn only_the_numbers_of_the_system_are_left_out() {
        for (text, told) in [
            ("a (os error 2): b (os error 13); c", "a: b; c"),
            ("a (os error x)", "a (os error x)"),
            ("a (os error )", "a (os error )"),
            ("plain", "plain"),
        ] {
            assert_eq!(without_numbers(text), told);
        }
    }
}
