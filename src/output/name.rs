//! Names of files that a server or a URL gives, made harmless: nothing leaves the directory, hides,
//! looks like a flag or a device, or moves a cursor when it is listed.

use crate::base::escape::is_plain;
use crate::base::limits::FILE_NAME_BYTES;
use crate::http::disposition::percent_decoded;

/// The name of what has none.
pub const FALLBACK: &str = "download";
/// What the note beside a part of a download ends with; no name from elsewhere does.
pub const NOTE: &str = ".verb-part";
/// The longest end of a name that is kept as its extension when it is cut.
const EXTENSION_BYTES: usize = 24;

/// The name in the last segment of the path of a request target, decoded once.
pub fn of_path(path_and_query: &str) -> String {
    let path = path_and_query.split('?').next().unwrap_or_default();
    let segment = path.rsplit('/').next().unwrap_or_default();
    let decoded = percent_decoded(segment.as_bytes());
    harmless(&String::from_utf8_lossy(&decoded))
}

/// Makes a name one that can be given to a file of the user's.
pub fn harmless(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last
        .chars()
        .map(|c| if fits(c) { c } else { '_' })
        .collect();
    let bare = shown
        .trim_start_matches(|c: char| c.is_whitespace() || c == '.' || c == '-')
        .trim_end_matches(is_loose);
    let mut name = bare.to_owned();
    if let Some(before) = name.strip_suffix(NOTE) {
        name = format!("{before}_verb-part");
    }
    if is_device(&name) {
        name.insert(0, '_');
    }
    let name = cut(&name);
    match name.is_empty() {
        true => FALLBACK.to_owned(),
        false => name,
    }
}

/// The name for the nth try, where the earlier ones are taken: `name-1.ext`; the name itself for
/// the try 0.
pub fn numbered(name: &str, attempt: u32) -> String {
    let (stem, extension) = split(name);
    match attempt {
        0 => name.to_owned(),
        attempt => format!("{stem}-{attempt}{extension}"),
    }
}

/// Whether a character may stand in a file's name on every system, and is seen when it does.
fn fits(c: char) -> bool {
    let invisible = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffd}' | '\u{e0000}'..='\u{e0fff}');
    let reserved = matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|' | '/' | '\\');
    is_plain(c) && !invisible && !reserved
}

fn is_loose(c: char) -> bool {
    c.is_whitespace() || c == '.'
}

/// Names that mean a device to Windows, whatever their extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_uppercase();
    let numbered = |prefix: &str| {
        let number = stem.strip_prefix(prefix);
        number.is_some_and(|number| {
            matches!(number, "\u{b9}" | "\u{b2}" | "\u{b3}")
                || (number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered("COM")
        || numbered("LPT")
}

/// Cuts the middle out of a name that is too long.
fn cut(name: &str) -> String {
    if name.len() <= FILE_NAME_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = match split(name) {
        (stem, extension) if extension.len() <= EXTENSION_BYTES => (stem, extension),
        _ => (name, ""),
    };
    let stem = stem.get(..border(stem, FILE_NAME_BYTES.saturating_sub(extension.len())));
    let stem = stem.unwrap_or_default().trim_end_matches(is_loose);
    format!("{stem}{extension}")
}

/// The last border of a character at or before a place.
fn border(text: &str, at: usize) -> usize {
    let fits = |place: &usize| text.is_char_boundary(*place);
    (0..=at.min(text.len())).rev().find(fits).unwrap_or(0)
}

/// A name and its extension with the dot.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 => name.split_at_checked(dot).unwrap_or((name, "")),
        Some(_) | None => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_servers_are_made_harmless() {
        for (given, name) in [
            ("plain.txt", "plain.txt"),
            ("../../evil", "evil"),
            ("/etc/passwd", "passwd"),
            ("..\\..\\evil", "evil"),
            ("C:\\dir\\a.txt", "a.txt"),
            (".bashrc", "bashrc"),
            (" .bashrc", "bashrc"),
            ("..", FALLBACK),
            (".", FALLBACK),
            ("", FALLBACK),
            ("a/", FALLBACK),
            ("a\0b.txt", "a_b.txt"),
            ("a\nb.txt", "a_b.txt"),
            ("a\u{1b}[31mb.txt", "a_[31mb.txt"),
            ("a\u{202e}txt.exe", "a_txt.exe"),
            ("a\u{200b}\u{feff}\u{ad}b", "a___b"),
            ("a:*?\"<>|b", "a_______b"),
            ("-rf", "rf"),
            ("- .-a", "a"),
            ("a. . ", "a"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("Com1 .tar.gz", "_Com1 .tar.gz"),
            ("lpt\u{b2}", "_lpt\u{b2}"),
            ("com", "com"),
            ("com10", "com10"),
            ("f.verb-part", "f_verb-part"),
            ("sm\u{f8}rrebr\u{f8}d.tar.gz", "sm\u{f8}rrebr\u{f8}d.tar.gz"),
        ] {
            assert_eq!(harmless(given), name, "{given:?}");
        }
    }

    #[test]
    fn names_are_cut_at_a_border_and_keep_their_extension() {
        let long = harmless(&"a".repeat(300));
        assert_eq!(long.len(), FILE_NAME_BYTES);
        let fits = "a".repeat(FILE_NAME_BYTES);
        assert_eq!(harmless(&fits), fits);
        assert_eq!(harmless(&format!("{fits}a")), fits);
        let long = harmless(&format!("{}.txt", "\u{20ac}".repeat(300)));
        assert!(long.ends_with("\u{20ac}.txt") && long.len() <= FILE_NAME_BYTES);
        let long = harmless(&format!("a.{}", "b".repeat(300)));
        assert_eq!(long.len(), FILE_NAME_BYTES);
        let long = harmless(&format!("{}. {}", "a".repeat(199), "b".repeat(99)));
        assert_eq!(long, "a".repeat(199));
    }

    #[test]
    fn names_of_urls_are_those_of_the_last_segment_decoded_once() {
        for (target, name) in [
            ("/a/b.txt?x=/y.txt", "b.txt"),
            ("/a/..%2f..%2fevil", "evil"),
            ("/.bashrc", "bashrc"),
            ("/dir/", FALLBACK),
            ("/", FALLBACK),
            ("/?q", FALLBACK),
            ("/%2e%2e", FALLBACK),
            ("/a%5cb", "b"),
            ("/~root", "~root"),
            ("/;x", ";x"),
            ("/a%00b", "a_b"),
            ("/a%252fb", "a%2fb"),
            ("/%e4", "_"),
            ("/gr%c3%bc%c3%9fe.txt", "gr\u{fc}\u{df}e.txt"),
        ] {
            assert_eq!(of_path(target), name, "{target}");
        }
    }

    #[test]
    fn a_number_goes_before_the_extension() {
        for (name, attempt, numbered_so) in [
            ("a.txt", 0, "a.txt"),
            ("a.txt", 1, "a-1.txt"),
            ("a", 12, "a-12"),
            ("a.tar.gz", 3, "a.tar-3.gz"),
        ] {
            assert_eq!(numbered(name, attempt), numbered_so);
        }
    }

    proptest! {
        #[test]
        fn no_name_does_harm(given in any::<String>()) {
            let name = harmless(&given);
            prop_assert!(!name.is_empty() && name.len() <= FILE_NAME_BYTES);
            prop_assert!(!name.starts_with(['.', '-', ' ']) && !name.ends_with(['.', ' ']));
            prop_assert!(name.chars().all(fits));
            prop_assert_eq!(harmless(&name), name.clone(), "it is as it should be");
            prop_assert!(numbered(&name, 100).len() <= 255);
        }
    }
}
