//! What `-d`, `--data-raw`, `--data-binary` and `--data-urlencode` give: parts of one body, or of
//! the query under `-G`, in the order in which they were typed.

use std::ffi::{OsStr, OsString};

use super::args::{items as modes, request};
use super::env::Env;
use super::files::{self, Source};
use super::given::Given;
use super::query;
use crate::base::failure::Failure;
use crate::http::content::Piece;

/// One part of what `--data` and its relatives give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// Bytes as typed.
    Text(&'a [u8]),
    /// What an `@` names.
    From(OsString),
    /// The value of `--data-urlencode`.
    Encoded(&'a OsStr),
}

/// The parts given by `-d` and its relatives in order, each with its place and its flag's name.
pub fn parts(given: &Given) -> Vec<(usize, &'static str, Part<'_>)> {
    let mut parts = Vec::new();
    for flag in [
        &request::DATA,
        &request::DATA_RAW,
        &request::DATA_BINARY,
        &modes::DATA_URLENCODE,
    ] {
        for (place, value) in given.placed(flag) {
            let part = match files::after_at(value) {
                _ if flag.long == modes::DATA_URLENCODE.long => Part::Encoded(value),
                Some(name) if flag.long != request::DATA_RAW.long => Part::From(name),
                Some(_) | None => Part::Text(value.as_encoded_bytes()),
            };
            parts.push((place, flag.long, part));
        }
    }
    parts.sort_by_key(|(place, ..)| *place);
    parts
}

/// The pieces that they make together, and the name of the first flag; `None` without any.
pub fn pieces(given: &Given, env: &Env) -> Result<Option<(&'static str, Vec<Piece>)>, Failure> {
    let parts = parts(given);
    let Some((_, name, _)) = parts.first() else {
        return Ok(None);
    };
    let name = *name;
    let mut pieces = Vec::new();
    for (at, (.., part)) in parts.into_iter().enumerate() {
        if at > 0 {
            append(&mut pieces, b"&");
        }
        match part {
            Part::From(file) => pieces.push(Source::at(&file).piece(env)?),
            Part::Text(text) => append(&mut pieces, text),
            Part::Encoded(value) => append(&mut pieces, &query::urlencoded(value, env)?),
        }
    }
    Ok(Some((name, pieces)))
}

fn append(pieces: &mut Vec<Piece>, bytes: &[u8]) {
    match pieces.last_mut() {
        Some(Piece::Bytes(last)) => last.extend_from_slice(bytes),
        _ if bytes.is_empty() => {}
        _ => pieces.push(Piece::Bytes(bytes.to_vec())),
    }
}
