//! The body of a request: which of the flags, words and items gives it, and its content type.
//!
//! The parts of `-d`, `--data-raw`, `--data-binary` and `--data-urlencode` make one body together,
//! as in curl; any other two sources are a contradiction, of which curl and HTTPie silently drop
//! one. Only a JSON document and items go together: the items are applied to it.

use std::ffi::OsStr;

use super::args::{items as modes, request};
use super::env::Env;
use super::files::{self, Source};
use super::given::Given;
use super::items::{Item, Kind, Value};
use super::{data, items_body, items_value, json, words};
use crate::base::failure::Failure;
use crate::content::source;
use crate::http::content::{Content, Piece};
use crate::http::fields::FieldValue;
use crate::http::method::Method;

/// A body.
#[derive(Debug, Default)]
pub struct Body {
    /// Its pieces, if there is one.
    pub pieces: Option<Vec<Piece>>,
    /// What it is said to be.
    pub form: Form,
    /// A content type that is made with the body.
    pub content_type: Option<FieldValue>,
    /// Whether items alone make it, without a flag that says what they make.
    pub by_items_alone: bool,
}

/// What a body is, as far as its source tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// Bytes without a type: a file or stdin. Guessing from a file's name would make the request
    /// depend on it; curl's `-T` sends no type either.
    #[default]
    Bare,
    /// `-d` and `--form`: called a form, as curl does.
    Urlencoded,
    /// A JSON word, items, or what `--json` says.
    Json,
    /// `--json-lines`
    JsonLines,
    /// A form with parts; its type holds a boundary.
    Multipart,
}

impl Form {
    /// The content type sent unless the user gives one.
    pub const fn content_type(self) -> Option<&'static str> {
        match self {
            Self::Bare | Self::Multipart => None,
            Self::Urlencoded => Some("application/x-www-form-urlencoded"),
            Self::Json => Some("application/json"),
            Self::JsonLines => Some("application/x-ndjson"),
        }
    }
}

impl Body {
    /// Whether a pipe is read for it when it is sent.
    pub fn is_read_once(&self) -> bool {
        let mut pieces = self.pieces.iter().flatten();
        pieces.any(Piece::is_spent_by_reading)
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

/// A body that flags or words give, and a name for it in messages.
struct Found {
    name: String,
    pieces: Vec<Piece>,
    form: Form,
}

/// What a flag makes of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Json,
    JsonLines,
    Form,
    Multipart,
}

/// Finds the body among flags, words and items. stdin is read where the body has to be known
/// before it is sent.
pub fn find(
    given: &Given,
    bodies: Vec<words::Body>,
    items: &[Item],
    env: &Env,
) -> Result<Body, Failure> {
    let mode = mode(given)?;
    let found = found(given, bodies, items, env)?;
    let fields: Vec<&Item> = items.iter().filter(|item| item.is_field()).collect();
    if fields.is_empty() {
        return without_items(found, mode, env);
    }
    with_items(&fields, found, mode, env)
}

fn mode(given: &Given) -> Result<Option<Mode>, Failure> {
    let modes = [
        (&modes::JSON, Mode::Json),
        (&modes::JSON_LINES, Mode::JsonLines),
        (&modes::FORM, Mode::Form),
        (&modes::MULTIPART, Mode::Multipart),
    ];
    let mut asked = modes.into_iter().filter(|(flag, _)| given.switch(flag));
    match (asked.next(), asked.next()) {
        (None, _) => Ok(None),
        (Some((_, Mode::Form)), Some((_, Mode::Multipart))) => Ok(Some(Mode::Multipart)),
        (Some((_, mode)), None) => Ok(Some(mode)),
        (Some((one, _)), Some((other, _))) => Err(Failure::usage(format!(
            "--{} and --{} say different things of the body",
            one.long, other.long
        ))
        .hint("give one of them")),
    }
}

fn without_items(found: Option<Found>, mode: Option<Mode>, env: &Env) -> Result<Body, Failure> {
    let Some(Found { name, pieces, form }) = found else {
        return match mode {
            Some(Mode::JsonLines) => {
                Err(Failure::usage("--json-lines has no body").hint("add - to read it from stdin"))
            }
            Some(Mode::Json) => Ok(Body {
                form: Form::Json,
                ..Body::default()
            }),
            Some(Mode::Form | Mode::Multipart) | None => Ok(Body::default()),
        };
    };
    let (pieces, form) = match (mode, form) {
        (Some(Mode::Json), Form::Json) | (None, _) => (pieces, form),
        (Some(Mode::Json), _) => {
            let checked = json::checked(pieces, json::Rule::Document, &name, env)?;
            (checked, Form::Json)
        }
        (Some(Mode::JsonLines), _) => {
            let checked = json::checked(pieces, json::Rule::Lines, &name, env)?;
            (checked, Form::JsonLines)
        }
        (Some(Mode::Form), _) => (pieces, Form::Urlencoded),
        (Some(Mode::Multipart), _) => return Err(two(&name, "--multipart, which takes items")),
    };
    Ok(Body {
        pieces: Some(pieces),
        form,
        ..Body::default()
    })
}

fn with_items(
    fields: &[&Item],
    found: Option<Found>,
    mode: Option<Mode>,
    env: &Env,
) -> Result<Body, Failure> {
    let file = fields.iter().find(|item| item.kind == Kind::File);
    let kept = |bytes: Vec<u8>, form| Body {
        pieces: Some(vec![Piece::Bytes(bytes)]),
        form,
        ..Body::default()
    };
    match (mode, file, found) {
        (Some(Mode::Json), Some(file), _) => Err(Failure::usage(format!(
            "--json cannot send the file part '{}'",
            file.shown()
        ))
        .hint("name=@FILE puts a file's text into JSON")),
        (Some(Mode::JsonLines), ..) => {
            Err(two("--json-lines", "items").hint("items make one document"))
        }
        (Some(Mode::Form | Mode::Multipart), _, Some(found)) => Err(two(&found.name, "items")),
        (None, Some(_), Some(found)) => Err(two(&found.name, "file parts")),
        (Some(Mode::Multipart), _, None) | (None | Some(Mode::Form), Some(_), None) => {
            let (content, content_type) = items_body::multipart(fields, env)?;
            let pieces = match content {
                Content::None => None,
                Content::Pieces(pieces) => Some(pieces),
            };
            Ok(Body {
                pieces,
                form: Form::Multipart,
                content_type: Some(content_type),
                by_items_alone: mode.is_none(),
            })
        }
        (Some(Mode::Form), None, None) => {
            Ok(kept(items_body::urlencoded(fields, env)?, Form::Urlencoded))
        }
        (None | Some(Mode::Json), None, None) => {
            let text = items_body::json(fields, None, env)?;
            Ok(Body {
                by_items_alone: mode.is_none(),
                ..kept(text.into_bytes(), Form::Json)
            })
        }
        (None, None, Some(found)) if found.form == Form::Urlencoded => {
            Err(two(&found.name, "items").hint(
                "leave -d out to send the items; with --json they are applied to its document",
            ))
        }
        (None | Some(Mode::Json), None, Some(found)) => {
            let document = document(found, env)?;
            let text = items_body::json(fields, Some(&document), env)?;
            Ok(kept(text.into_bytes(), Form::Json))
        }
    }
}

fn two(one: &str, other: &str) -> Failure {
    Failure::usage(format!("there are two bodies: {one} and {other}")).hint("give one of them")
}

/// A document to which items are applied, as a text.
fn document(found: Found, env: &Env) -> Result<String, Failure> {
    let Found { name, pieces, .. } = found;
    let checked = json::checked(pieces, json::Rule::Document, &name, env)?;
    let opened = source::Source::open(&Content::Pieces(checked))?;
    let mut text = Vec::new();
    let mut block = vec![0; 64 << 10];
    if let Some(mut source) = opened {
        loop {
            let read = source.read(&mut block)?;
            text.extend_from_slice(block.get(..read).unwrap_or_default());
            if read == 0 {
                break;
            }
            if text.len() > items_value::VALUE_BYTES {
                return Err(Failure::usage(format!(
                    "{name} is larger than the {} bytes to which items can be applied",
                    items_value::VALUE_BYTES
                )));
            }
        }
    }
    String::from_utf8(text).map_err(|_| Failure::usage(format!("{name} is not UTF-8")))
}

/// What flags and words give, without items.
fn found(
    given: &Given,
    words: Vec<words::Body>,
    items: &[Item],
    env: &Env,
) -> Result<Option<Found>, Failure> {
    let mut all = Vec::new();
    if !given.switch(&modes::GET) {
        let data = data::pieces(given, env)?;
        all.extend(data.map(|(name, pieces)| Found {
            name: format!("--{name}"),
            pieces,
            form: Form::Urlencoded,
        }));
    }
    if let Some(name) = given.last(&request::UPLOAD) {
        all.push(bare("--upload-file", Source::named(name), env)?);
    }
    for value in given.all(&modes::JSON) {
        all.push(json_value(value, env)?);
    }
    for word in words {
        all.push(match word {
            words::Body::Typed(bytes) => below(bytes, given, items)?,
            words::Body::Json(text) => document_word("the JSON word", text.into_bytes()),
            words::Body::File(name) if name == "-" => bare("stdin (-)", Source::Stdin, env)?,
            words::Body::File(name) => bare("the @FILE word", Source::at(&name), env)?,
        });
    }
    let mut all = all.into_iter();
    match (all.next(), all.next()) {
        (Some(one), Some(other)) => Err(two(&one.name, &other.name)),
        (one, _) => Ok(one),
    }
}

/// A body typed below a line of a session: what begins as a JSON word does is JSON, as that is,
/// unless a flag or a header says what it is.
fn below(mut bytes: Vec<u8>, given: &Given, items: &[Item]) -> Result<Found, Failure> {
    let name = "the body below the line";
    let begins = matches!(bytes.trim_ascii_start(), [b'{' | b'[' | b'"', ..]);
    let modes = [&modes::FORM, &modes::JSON_LINES, &modes::JSON];
    let flagged = modes.iter().any(|flag| given.switch(flag));
    let named = |name: &[u8]| name.eq_ignore_ascii_case(CONTENT_TYPE.as_bytes());
    let typed = given.all(&request::HEADER).any(|line| {
        let text = line.as_encoded_bytes().split_at_checked(CONTENT_TYPE.len());
        text.is_some_and(|(name, value)| named(name) && !says_json(value))
    });
    let item = |item: &Item| {
        let other = match item.value() {
            Value::Plain(value) => !says_json(value),
            Value::Empty | Value::From(_) => true,
        };
        item.kind == Kind::Header && named(&item.plain_name()) && other
    };
    if !begins || flagged || typed || items.iter().any(item) {
        return Ok(Found {
            form: Form::Bare,
            ..document_word(name, bytes)
        });
    }
    bytes.truncate(bytes.trim_ascii_end().len());
    match json::check(&bytes) {
        Ok(()) => Ok(document_word(name, bytes)),
        Err(broken) => Err(json::refused(name, &broken).hint(
            "what begins as JSON is checked, unless --form or -H Content-Type:TYPE is given",
        )),
    }
}

/// Whether a content type is that of JSON.
fn says_json(value: &[u8]) -> bool {
    let value = value.split(|byte| *byte == b';').next().unwrap_or_default();
    let value = value.strip_prefix(b":").unwrap_or(value).trim_ascii();
    let value = value.to_ascii_lowercase();
    value == b"application/json" || value.ends_with(b"+json")
}

const CONTENT_TYPE: &str = "content-type";

/// `--json=DATA`
fn json_value(value: &OsStr, env: &Env) -> Result<Found, Failure> {
    if value == "-" {
        return bare("--json=-", Source::Stdin, env);
    }
    if let Some(name) = files::after_at(value) {
        return bare("the file of --json", Source::at(&name), env);
    }
    let text = value.as_encoded_bytes();
    json::check(text).map_err(|error| json::refused("the value of --json", &error))?;
    Ok(document_word("--json", text.to_vec()))
}

fn document_word(name: &str, text: Vec<u8>) -> Found {
    Found {
        name: name.to_owned(),
        pieces: vec![Piece::Bytes(text)],
        form: Form::Json,
    }
}

fn bare(name: &str, source: Source<'_>, env: &Env) -> Result<Found, Failure> {
    Ok(Found {
        name: name.to_owned(),
        pieces: vec![source.piece(env)?],
        form: Form::Bare,
    })
}
