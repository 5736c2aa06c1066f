//! The body of a request: which of the flags and words gives it, and its content type.
//!
//! The parts of `-d`, `--data-raw` and `--data-binary` make one body together, as in curl; any
//! other two sources are a contradiction, of which curl and HTTPie silently drop one.

use std::ffi::OsStr;

use super::args::request;
use super::files::{self, Source};
use super::given::Given;
use super::words;
use crate::base::failure::Failure;
use crate::http::content::{Content, Piece};
use crate::http::method::Method;

/// A body.
#[derive(Debug, Default)]
pub struct Body {
    /// Its pieces, if there is one.
    pub pieces: Option<Vec<Piece>>,
    /// What it is said to be.
    pub form: Form,
}

/// What a body is, as far as its source tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Bytes without a type: a file or stdin. Guessing from a file's name would make the request
    /// depend on it; curl's `-T` sends no type either.
    #[default]
    Bare,
    /// `-d`: called a form, as curl does.
    Urlencoded,
    /// A JSON word.
    Json,
}

impl Form {
    /// The content type sent unless the user gives one.
    pub const fn content_type(self) -> Option<&'static str> {
        match self {
            Self::Bare => None,
            Self::Urlencoded => Some("application/x-www-form-urlencoded"),
            Self::Json => Some("application/json"),
        }
    }
}

impl Body {
    /// Whether stdin is read for it.
    pub fn reads_stdin(&self) -> bool {
        let mut pieces = self.pieces.iter().flatten();
        pieces.any(|piece| *piece == Piece::Stdin)
    }

    /// The content of a request with this method.
    pub fn content(&self, method: &Method) -> Content {
        match &self.pieces {
            Some(pieces) => Content::Pieces(pieces.clone()),
            None if method.expects_content() => Content::Pieces(Vec::new()),
            None => Content::None,
        }
    }
}

/// Finds the body among flags and words.
pub fn find(given: &Given, words: Vec<words::Body>) -> Result<Body, Failure> {
    let mut found: Option<(String, Body)> = None;
    let mut take = |name: String, body: Body| match &found {
        Some((other, _)) => Err(Failure::usage(format!(
            "there are two bodies: {other} and {name}"
        ))
        .hint("give one of them")),
        None => {
            found = Some((name, body));
            Ok(())
        }
    };
    if let Some((name, pieces)) = data(given)? {
        let pieces = Some(pieces);
        let form = Form::Urlencoded;
        take(format!("--{name}"), Body { pieces, form })?;
    }
    if let Some(name) = given.last(&request::UPLOAD) {
        take("--upload-file".to_owned(), bare(Source::named(name))?)?;
    }
    for word in words {
        match word {
            words::Body::Json(text) => {
                let pieces = Some(vec![Piece::Bytes(text.into_bytes())]);
                let form = Form::Json;
                take("the JSON word".to_owned(), Body { pieces, form })?;
            }
            words::Body::File(name) => {
                let shown = if name == "-" {
                    "stdin (-)"
                } else {
                    "the @FILE word"
                };
                take(shown.to_owned(), bare(Source::named(&name))?)?;
            }
        }
    }
    let body = found.map(|(_, body)| body).unwrap_or_default();
    let pieces = body.pieces.iter().flatten();
    if pieces.filter(|piece| **piece == Piece::Stdin).count() > 1 {
        return Err(Failure::usage("stdin is named twice; it can be read once"));
    }
    Ok(body)
}

fn bare(source: Source<'_>) -> Result<Body, Failure> {
    let pieces = Some(vec![source.piece()?]);
    Ok(Body {
        pieces,
        form: Form::Bare,
    })
}

/// The pieces given by `-d` and its relatives, and the name of one that was used.
fn data(given: &Given) -> Result<Option<(&'static str, Vec<Piece>)>, Failure> {
    let mut parts = Vec::new();
    for flag in [&request::DATA, &request::DATA_RAW, &request::DATA_BINARY] {
        let placed = given.placed(flag);
        parts.extend(placed.map(|(place, value)| (place, flag.long, value)));
    }
    parts.sort_by_key(|(place, ..)| *place);
    let Some((_, name, _)) = parts.first() else {
        return Ok(None);
    };
    let mut pieces = Vec::new();
    for (at, (_, flag, value)) in parts.iter().enumerate() {
        if at > 0 {
            append(&mut pieces, b"&");
        }
        match files::after_at(value).filter(|_| *flag != request::DATA_RAW.long) {
            Some(file) => pieces.push(Source::named(&file).piece()?),
            None => append(&mut pieces, bytes(value)),
        }
    }
    Ok(Some((*name, pieces)))
}

fn append(pieces: &mut Vec<Piece>, bytes: &[u8]) {
    match pieces.last_mut() {
        Some(Piece::Bytes(last)) => last.extend_from_slice(bytes),
        _ if bytes.is_empty() => {}
        _ => pieces.push(Piece::Bytes(bytes.to_vec())),
    }
}

fn bytes(value: &OsStr) -> &[u8] {
    value.as_encoded_bytes()
}
