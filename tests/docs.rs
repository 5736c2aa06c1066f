//! The documents against the program: examples are run, and tables compared with their source.
//!
//! An example is a fenced block marked `sh` that is followed, after at most an empty line, by a
//! block marked `text`: the commands and what they print, stdout and stderr together. They are
//! run by `sh` in one directory, from the top of the document to its end, against the demo's
//! server as `cargo demo --serve` shows it. Blocks marked otherwise are not run.

#[path = "../demo/server/mod.rs"]
pub(crate) mod server;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use verb::base::exit::TABLE;

use server::Server;

const README: &str = include_str!("../README.md");

#[test]
fn the_examples_of_the_readme_print_what_it_says() {
    let server = Server::start(0, 0).unwrap();
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("authority.pem"), &server.authority_pem).unwrap();
    let examples = examples(README);
    assert!(
        examples.len() >= 10,
        "only {} examples found",
        examples.len()
    );
    let mut wrong = String::new();
    for example in &examples {
        let seen = run(&example.commands, &server, dir.path());
        if seen != example.output {
            wrong.push_str(&format!(
                "README.md, line {}:\n{}--- it says:\n{}--- it prints:\n{seen}\n",
                example.line, example.commands, example.output
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_exit_table_of_the_readme_is_the_programs() {
    let shown: Vec<(String, String)> = README
        .lines()
        .skip_while(|line| !line.starts_with("| exit status "))
        .skip(2)
        .map_while(|line| {
            line.strip_prefix("| ")?
                .strip_suffix(" |")?
                .split_once(" | ")
        })
        .map(|(code, meaning)| (code.to_owned(), meaning.to_owned()))
        .collect();
    let meant: Vec<(String, String)> = TABLE
        .iter()
        .map(|row| (row.code.to_string(), row.meaning.to_owned()))
        .collect();
    assert_eq!(shown, meant);
}

#[test]
fn the_changelog_knows_this_version() {
    let changelog = include_str!("../CHANGELOG.md");
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(changelog.contains(&heading), "no heading {heading}");
}

/// Commands and what they print.
struct Example {
    line: usize,
    commands: String,
    output: String,
}

fn examples(document: &str) -> Vec<Example> {
    let blocks = blocks(document);
    let pairs = blocks.iter().zip(blocks.iter().skip(1));
    pairs
        .filter(|(first, second)| {
            first.mark == "sh" && second.mark == "text" && second.start <= first.end + 2
        })
        .map(|(first, second)| Example {
            line: first.start,
            commands: first.text.clone(),
            output: second.text.clone(),
        })
        .collect()
}

/// A fenced block and the lines of its two fences.
struct Block {
    mark: String,
    start: usize,
    end: usize,
    text: String,
}

fn blocks(document: &str) -> Vec<Block> {
    let (mut found, mut open): (Vec<Block>, Option<Block>) = (Vec::new(), None);
    for (line, number) in document.lines().zip(1..) {
        match (line.strip_prefix("```"), open.take()) {
            (Some(mark), None) => {
                open = Some(Block {
                    mark: mark.to_owned(),
                    start: number,
                    end: number,
                    text: String::new(),
                });
            }
            (Some(_), Some(block)) => found.push(Block {
                end: number,
                ..block
            }),
            (None, Some(mut block)) => {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block without an end");
    found
}

/// Runs an example; ports in its output are those that the documents show, and a last line without
/// an end gets one.
fn run(commands: &str, server: &Server, dir: &Path) -> String {
    let output = Command::new("sh")
        .arg("-c")
        .arg(format!("exec 2>&1\n{commands}"))
        .current_dir(dir)
        .env_clear()
        .env("PATH", search_path())
        .env("URL", format!("http://{}", server.plain))
        .env("TLS", format!("https://{}", server.tls))
        .env("CA", dir.join("authority.pem"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let mut seen = String::from_utf8(output.stdout).unwrap();
    if !seen.is_empty() && !seen.ends_with('\n') {
        seen.push('\n');
    }
    seen.replace(&server.plain, "127.0.0.1:8080")
        .replace(&server.tls, "127.0.0.1:8443")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the shell that runs the examples must find its own tools"
)]
fn search_path() -> OsString {
    let binary = Path::new(env!("CARGO_BIN_EXE_verb"));
    let mut path = OsString::from(binary.parent().unwrap());
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    path
}
