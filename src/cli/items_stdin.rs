//! Who reads stdin: one thing at most, since it can be read once.

use std::ffi::OsString;

use super::args::{items, request, shape};
use super::data::{self, Part};
use super::env::Env;
use super::given::Given;
use super::words::{Body, Words};
use super::{parts, query};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// Whether stdin is read at all; the error names two that would read it.
pub fn check(given: &Given, words: &Words, credentials: usize, env: &Env) -> Result<bool, Failure> {
    let secrets = std::iter::repeat_n("a credential".to_owned(), credentials);
    let mut readers = readers(given, words).into_iter().chain(secrets);
    match (readers.next(), readers.next()) {
        (Some(one), None) if env.session().is_some_and(|within| within.owns_stdin) => {
            Err(Failure::usage(format!(
                "stdin is the session's own, and would be read by {one}"
            ))
            .hint(INSTEAD))
        }
        (Some(one), Some(other)) => Err(Failure::usage(format!(
            "stdin is read by {one} and by {other}; it can be read once"
        ))
        .hint("put one of them into a file")),
        (one, _) => Ok(one.is_some()),
    }
}

/// Refuses words that name stdin as a file, where a session reads its lines from it: what is read
/// there instead would be nothing.
pub fn named(words: &[OsString]) -> Result<(), Failure> {
    let names = [&b"/dev/stdin"[..], b"/dev/fd/0", b"/proc/self/fd/0"];
    let found = words.iter().find(|word| {
        let bytes = word.as_encoded_bytes();
        let mut before = names.iter().filter_map(|name| bytes.strip_suffix(*name));
        before.any(|before| matches!(before.last(), None | Some(b'@' | b'=' | b'<' | b'T')))
    });
    match found {
        None => Ok(()),
        Some(word) => Err(Failure::usage(format!(
            "stdin is the session's own, and would be read by '{}'",
            excerpt(word.as_encoded_bytes())
        ))
        .hint(INSTEAD)),
    }
}

/// Refuses to read stdin where a session reads its lines from it.
pub fn free(env: &Env) -> Result<(), Failure> {
    match env.session() {
        Some(within) if within.owns_stdin => {
            Err(Failure::usage("stdin is the session's own").hint(INSTEAD))
        }
        Some(_) | None => Ok(()),
    }
}

const INSTEAD: &str = "put it into a file and write @FILE; a body may stand below the line: <<END";

fn readers(given: &Given, words: &Words) -> Vec<String> {
    let mut found = Vec::new();
    let named = |flag: &str, value: &std::ffi::OsStr| {
        format!("--{flag} {}", excerpt(value.as_encoded_bytes()))
    };
    for value in given.all(&request::HEADER).filter(|value| *value == "@-") {
        found.push(named("header", value));
    }
    for (_, flag, part) in data::parts(given) {
        match part {
            Part::From(name) if name == "-" => found.push(format!("--{flag} @-")),
            Part::Encoded(value) if query::reads_stdin(value) => {
                found.push(named(flag, value));
            }
            Part::From(_) | Part::Encoded(_) | Part::Text(_) => {}
        }
    }
    let added = given.all(&items::URL_QUERY);
    for value in added.filter(|value| query::reads_stdin(value)) {
        found.push(named("url-query", value));
    }
    let parts = given.all(&shape::PART);
    for value in parts.filter(|value| parts::reads_stdin(value)) {
        found.push(named("part", value));
    }
    let upload = given.last(&request::UPLOAD);
    for value in upload.into_iter().filter(|value| *value == "-") {
        found.push(named("upload-file", value));
    }
    let json = given.all(&items::JSON);
    for value in json.filter(|value| *value == "-" || *value == "@-") {
        found.push(named("json", value));
    }
    for body in &words.bodies {
        match body {
            Body::File(name) if name == "-" => found.push("the body -".to_owned()),
            Body::File(_) | Body::Json(_) | Body::Typed(_) => {}
        }
    }
    for item in words.items.iter().filter(|item| item.reads_stdin()) {
        found.push(format!("item '{}'", item.shown()));
    }
    found
}
