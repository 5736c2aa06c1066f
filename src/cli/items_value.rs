//! The values of items: what was typed, or what a file, stdin or the environment holds.

use std::borrow::Cow;
use std::ffi::OsString;

use super::env::Env;
use super::files::{Source, os_string};
use super::items::{Item, Kind, Value};
use crate::base::failure::Failure;

/// The most bytes of a value that is not typed: it is held in memory, encoded once more beside.
pub const VALUE_BYTES: usize = 64 << 20;

/// An item's value.
pub fn bytes<'a>(item: &'a Item, env: &Env) -> Result<Cow<'a, [u8]>, Failure> {
    match item.value() {
        Value::Plain(text) => Ok(Cow::Borrowed(text)),
        Value::Empty => Ok(Cow::Borrowed(b"")),
        Value::From(name) => Source::at(&os_string(name))
            .read(env, VALUE_BYTES)
            .map(Cow::Owned)
            .map_err(|failure| failure.context(format_args!("item '{}'", item.shown()))),
    }
}

/// The value as text, for JSON.
pub fn text<'a>(item: &'a Item, env: &Env) -> Result<Cow<'a, str>, Failure> {
    let not_text = || {
        Failure::usage(format!(
            "item '{}': JSON is UTF-8, which this is not",
            item.shown()
        ))
        .hint("--form and headers take any bytes")
    };
    match bytes(item, env)? {
        Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) => Err(not_text()),
        },
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Owned(text)),
            Err(_) => Err(not_text()),
        },
    }
}

/// A value that goes into a line: the line end with which a file ends is not part of it.
pub fn line<'a>(item: &'a Item, env: &Env) -> Result<Cow<'a, [u8]>, Failure> {
    Ok(match bytes(item, env)? {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes),
        Cow::Owned(mut bytes) => {
            if bytes.last() == Some(&b'\n') {
                bytes.pop();
                bytes.pop_if(|byte| *byte == b'\r');
            }
            Cow::Owned(bytes)
        }
    })
}

/// The header items, as `-H` takes them.
pub fn headers(items: &[Item], env: &Env) -> Result<Vec<OsString>, Failure> {
    let mut lines = Vec::new();
    for item in items.iter().filter(|item| item.kind == Kind::Header) {
        let mut text = item.plain_name();
        let value = line(item, env)?;
        // A file that is empty gives an empty value; `Name:` as typed removes a default.
        match (item.value(), value.is_empty()) {
            (Value::Empty | Value::From(_), true) => text.push(b';'),
            (Value::Plain(_), true) | (_, false) => {
                text.push(b':');
                text.extend_from_slice(&value);
            }
        }
        lines.push(os_string(&text));
    }
    Ok(lines)
}
