//! What is added to the query of each URL: `--url-query`, `--data` under `-G`, `name==value`.

use std::ffi::OsStr;

use super::args::items as flags;
use super::data;
use super::env::Env;
use super::files::{Source, os_string};
use super::given::Given;
use super::items::{Item, Kind};
use super::items_value;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::form::{self, Rule};
use crate::http::uri::Uri;

/// The text to be added, in this order; empty where there is none.
pub fn added(given: &Given, items: &[Item], env: &Env) -> Result<Vec<u8>, Failure> {
    let mut query = Vec::new();
    for value in given.all(&flags::URL_QUERY) {
        let text = match value.as_encoded_bytes() {
            [b'+', text @ ..] => text.to_vec(),
            _ => urlencoded(value, env)?,
        };
        append(&text, &mut query);
    }
    if given.switch(&flags::GET) {
        for (_, _, part) in data::parts(given) {
            append(&bytes(part, env)?, &mut query);
        }
    }
    for item in items.iter().filter(|item| item.kind == Kind::Query) {
        let value = items_value::line(item, env)?;
        form::pair(&item.plain_name(), &value, Rule::Query, &mut query);
    }
    Ok(query)
}

/// Adds to the query of a URI, after what it holds.
pub fn add(uri: &mut Uri, query: &[u8]) -> Result<(), Failure> {
    if query.is_empty() {
        return Ok(());
    }
    let target = &mut uri.path_and_query;
    match target.split_once('?') {
        None => target.push('?'),
        Some((_, "")) => {}
        Some((_, before)) if before.ends_with('&') => {}
        Some(_) => target.push('&'),
    }
    target.push_str(&String::from_utf8_lossy(query));
    if target.len() > limits::URL_BYTES {
        return Err(Failure::usage(format!(
            "the URL with its query is longer than {} bytes",
            limits::URL_BYTES
        ))
        .hint("send so much data as a body"));
    }
    Ok(())
}

fn append(text: &[u8], query: &mut Vec<u8>) {
    if !query.is_empty() {
        query.push(b'&');
    }
    form::encode(text, Rule::Raw, query);
}

/// The bytes of one part of `--data` and its relatives.
fn bytes(part: data::Part<'_>, env: &Env) -> Result<Vec<u8>, Failure> {
    match part {
        data::Part::Text(text) => Ok(text.to_vec()),
        data::Part::From(name) => Source::at(&name).read(env, limits::URL_BYTES),
        data::Part::Encoded(value) => urlencoded(value, env),
    }
}

/// curl's `--data-urlencode`: the first `=`, or else the first `@`, ends the name; what follows it
/// is encoded. Without either all is.
pub fn urlencoded(value: &OsStr, env: &Env) -> Result<Vec<u8>, Failure> {
    let value = value.as_encoded_bytes();
    let sign = |sign: u8| value.iter().position(|byte| *byte == sign);
    let (name, content) = match sign(b'=').or_else(|| sign(b'@')) {
        Some(at) => value.split_at_checked(at).unwrap_or_default(),
        None => (&b""[..], value),
    };
    let mut text = name.to_vec();
    if !name.is_empty() {
        text.push(b'=');
    }
    match content {
        [b'@', file @ ..] => {
            let read = Source::at(&os_string(file)).read(env, items_value::VALUE_BYTES)?;
            form::encode(&read, Rule::Curl, &mut text);
        }
        [b'=', content @ ..] | content => form::encode(content, Rule::Curl, &mut text),
    }
    Ok(text)
}

/// Whether a value of `--data-urlencode` or `--url-query` is read from stdin.
pub fn reads_stdin(value: &OsStr) -> bool {
    let value = value.as_encoded_bytes();
    !value.contains(&b'=') && value.ends_with(b"@-") && {
        let first = value.iter().position(|byte| *byte == b'@');
        first == value.len().checked_sub(2)
    }
}
