//! The media type that a file's name suggests: the table of the `mime_guess` library, which
//! `build.rs` turns into one text.

use std::path::Path;

/// `EXTENSION TYPE` a line, extensions in lower case and sorted.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/media-types.txt"));

/// The type that a file's name suggests, by its extension.
pub fn guess_type(filename: &Path) -> Option<&'static str> {
    let extension = filename.extension()?.to_str()?.to_ascii_lowercase();
    let mut rest = TABLE;
    // Lines are halved by bytes: to the end of the line that the middle falls into.
    while !rest.is_empty() {
        let middle = rest.as_bytes().get(rest.len() / 2..)?;
        let end = middle.iter().position(|byte| *byte == b'\n')?;
        let (before, after) = rest.split_at_checked(rest.len() / 2 + end + 1)?;
        let begin = before.trim_end().rfind('\n').map_or(0, |at| at + 1);
        let (known, media_type) = before.get(begin..)?.trim_end().split_once(' ')?;
        match known.cmp(&extension) {
            std::cmp::Ordering::Equal => return Some(media_type),
            std::cmp::Ordering::Less => rest = after,
            std::cmp::Ordering::Greater => rest = before.get(..begin)?,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_found() {
        let mut count = 0;
        for line in TABLE.lines() {
            let (extension, media_type) = line.split_once(' ').unwrap();
            let name = format!("dir.x/name.{}", extension.to_ascii_uppercase());
            assert_eq!(guess_type(Path::new(&name)), Some(media_type), "{name}");
            count += 1;
        }
        assert!(count > 1000);
    }

    #[test]
    fn other_names_have_no_type() {
        for name in [
            "", "a", ".html", "a.", "a.!", "a.zzzzzz", "a.html b", "html",
        ] {
            assert_eq!(guess_type(Path::new(name)), None, "{name}");
        }
        assert_eq!(guess_type(Path::new("a.b.json")), Some("application/json"));
    }
}
