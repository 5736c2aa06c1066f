//! Names of files, as far as they are typed.

use std::fs;
use std::path::Path;

/// The files whose names begin so; directories end with a `/`. Hidden ones only where their dot is
/// typed, and none whose name is no UTF-8, which a line could not say.
pub fn in_directory(typed: &str) -> Vec<String> {
    let (directory, name) = match typed.rfind('/') {
        Some(at) => typed.split_at(at.saturating_add(1)),
        None => ("", typed),
    };
    let path = Path::new(if directory.is_empty() { "." } else { directory });
    let Ok(entries) = fs::read_dir(path) else {
        return Vec::new();
    };
    let fitting = entries.flatten().filter_map(|entry| {
        let found = entry.file_name().into_string().ok()?;
        let hidden = found.starts_with('.') && !name.starts_with('.');
        if hidden || !found.starts_with(name) || found.contains(char::is_control) {
            return None;
        }
        // As a link leads there.
        let slash = if entry.path().is_dir() { "/" } else { "" };
        Some(format!("{directory}{found}{slash}"))
    });
    fitting.take(MOST).collect()
}

/// More names help nobody.
const MOST: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_far_as_they_are_typed() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["body.json", "body two.json", ".hidden", "other", "e\x1b[2J"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        fs::create_dir(dir.path().join("bodies")).unwrap();
        let base = dir.path().to_str().unwrap();
        let found = |typed: &str| {
            let found = in_directory(&format!("{base}/{typed}"));
            let names = found.iter().map(|name| name[base.len() + 1..].to_owned());
            let mut names: Vec<String> = names.collect();
            names.sort();
            names
        };
        assert_eq!(found("bod"), ["bodies/", "body two.json", "body.json"]);
        assert_eq!(found("."), [".hidden"]);
        assert_eq!(found("e"), Vec::<String>::new());
        assert_eq!(found("none/x"), Vec::<String>::new());
        assert_eq!(found("").len(), 4);
    }
}
