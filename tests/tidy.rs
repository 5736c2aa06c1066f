//! The house rules that a compiler does not hold: layers, lengths, opening comments, banned words.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and those it may use besides itself. Nothing looks back up the list.
const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("http", &["base"]),
    ("http1", &["base", "http"]),
    ("content", &["base", "http"]),
    ("query", &["base", "http", "content"]),
    ("transport", &["base", "http", "http1"]),
    ("client", &["base", "http", "http1", "content", "transport"]),
    ("output", &["base", "http", "content", "query"]),
    (
        "run",
        &[
            "base",
            "http",
            "http1",
            "content",
            "query",
            "transport",
            "client",
            "output",
        ],
    ),
    (
        "cli",
        &[
            "base",
            "http",
            "http1",
            "content",
            "query",
            "transport",
            "client",
            "output",
            "run",
        ],
    ),
    (
        "session",
        &["base", "http", "client", "output", "run", "cli"],
    ),
    (
        "app",
        &[
            "base",
            "http",
            "http1",
            "content",
            "query",
            "transport",
            "client",
            "output",
            "run",
            "cli",
            "session",
        ],
    ),
];

/// What the codec must not know.
const NOT_IN_HTTP1: &[&str] = &["std::net", "std::fs", "std::time", "std::env", "std::io::"];

/// Words that are never committed.
const BANNED: &[&str] = &["TODO", "FIXME", "XXX", "dbg!(", "todo!(", "unimplemented!("];

const LONGEST_FILE: usize = 400;

struct Source {
    /// Relative to the repository.
    path: PathBuf,
    text: String,
}

impl Source {
    /// The text without the unit tests, at the bottom or in a file of their own.
    fn shipped(&self) -> &str {
        let path = self.path.to_string_lossy();
        if path.ends_with("tests.rs") || path.contains("/tests/") {
            return "";
        }
        let end = self.text.find("#[cfg(test)]\n");
        &self.text[..end.unwrap_or(self.text.len())]
    }

    /// The first part of the path below `src`, without an extension.
    fn room(&self) -> Option<String> {
        let mut parts = self
            .path
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        (parts.next()? == "src")
            .then(|| parts.next())?
            .map(|p| p.trim_end_matches(".rs").into())
    }
}

#[test]
fn a_layer_uses_only_those_below_it() {
    let mut wrong = Vec::new();
    for source in sources(&["src"]) {
        let room = source.room().unwrap();
        if room == "lib" || room == "main" {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|layer| layer.0 == room) else {
            wrong.push(format!("{}: no such layer", source.path.display()));
            continue;
        };
        for (number, used) in rooms_named(source.shipped()) {
            if used != room && !allowed.contains(&used.as_str()) {
                let path = source.path.display();
                wrong.push(format!(
                    "{path}:{number}: {room} uses {used}, may use {allowed:?}"
                ));
            }
        }
    }
    none(wrong);
}

#[test]
fn the_codec_knows_no_sockets_clocks_or_files() {
    let mut wrong = Vec::new();
    for source in sources(&["src/http1"]) {
        for (number, line) in numbered(source.shipped()) {
            for word in NOT_IN_HTTP1.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("{}:{number}: {word}", source.path.display()));
            }
        }
    }
    none(wrong);
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut wrong = Vec::new();
    for source in sources(&["src", "tests", "benches", "examples"]) {
        let (path, lines) = (source.path.display(), source.text.lines().count());
        if lines > LONGEST_FILE {
            wrong.push(format!("{path}: {lines} lines"));
        }
        if !source.text.starts_with("//!") {
            wrong.push(format!("{path}: begins without a //! comment"));
        }
    }
    none(wrong);
}

#[test]
fn banned_words_do_not_occur() {
    let mut wrong = Vec::new();
    for source in sources(&["src", "tests", "benches", "examples", "fuzz"]) {
        if source.path.ends_with("tests/tidy.rs") {
            continue;
        }
        let shipped = source.path.starts_with("src");
        for (number, line) in numbered(if shipped {
            source.shipped()
        } else {
            &source.text
        }) {
            let unwraps = shipped && (line.contains(".unwrap()") || line.contains(".expect(\""));
            let unsafe_code = line.contains("unsafe {") || line.contains("unsafe fn");
            let banned = BANNED.iter().any(|word| line.contains(word));
            if unwraps || unsafe_code || banned {
                let path = source.path.display();
                wrong.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    none(wrong);
}

#[test]
fn the_other_crypto_provider_does_not_slip_in() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    assert!(
        !lock.contains("name = \"aws-lc"),
        "aws-lc costs every run its start-up time"
    );
}

#[test]
fn the_changelog_names_this_version() {
    let log = fs::read_to_string(root().join("CHANGELOG.md")).expect("CHANGELOG.md");
    let version = env!("CARGO_PKG_VERSION");
    let heading = |line: &&str| line.starts_with("## ") && line.contains(version);
    assert!(
        log.lines().any(|line| heading(&line)),
        "no heading for {version}"
    );
}

#[test]
fn text_files_end_with_one_newline_and_have_no_stray_blanks() {
    let mut wrong = Vec::new();
    for source in sources(&["src", "tests", "benches", "examples", "fuzz"]) {
        let path = source.path.display();
        if !source.text.ends_with('\n') || source.text.ends_with("\n\n") {
            wrong.push(format!("{path}: does not end with one newline"));
        }
        for (number, line) in numbered(&source.text) {
            if line.ends_with([' ', '\t']) || line.contains('\t') {
                wrong.push(format!("{path}:{number}: a blank at the end, or a tab"));
            }
        }
    }
    none(wrong);
}

#[test]
fn the_rooms_that_a_text_names_are_found() {
    let found = |text: &str| -> Vec<String> {
        let rooms = rooms_named(text);
        rooms
            .iter()
            .map(|(at, room)| format!("{at} {room}"))
            .collect()
    };
    assert_eq!(found("\nuse crate::base::exit::Kind;"), ["2 base"]);
    assert_eq!(
        found("use crate::{\n    http::uri,\n    run,\n};"),
        ["1 http", "1 run"]
    );
    assert_eq!(
        found("(a: crate::cli::Args, b: crate::app)"),
        ["1 cli", "1 app"]
    );
    assert!(found("use std::io; // crate::run").is_empty());
}

/// The layers that a text names by `crate::`, with their lines.
fn rooms_named(text: &str) -> Vec<(usize, String)> {
    let code: Vec<&str> = text
        .lines()
        .map(|line| line.split("//").next().unwrap())
        .collect();
    let code = code.join("\n");
    let mut rooms = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let after = &code[at + path.len()..];
        match after
            .strip_prefix('{')
            .and_then(|list| list.split_once('}'))
        {
            Some((list, _)) => rooms.extend(list.split(',').map(|item| (line, word(item.trim())))),
            None => rooms.push((line, word(after))),
        }
    }
    rooms.retain(|room| LAYERS.iter().any(|layer| layer.0 == room.1));
    rooms
}

fn word(text: &str) -> String {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    text[..end.unwrap_or(text.len())].to_owned()
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line))
}

/// All Rust files below these folders.
fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(path) = open.pop() {
        if path.is_dir() && !path.ends_with("target") {
            open.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let path = path.strip_prefix(root()).unwrap().to_owned();
            found.push(Source { path, text });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
