//! What is sent: method, targets, header fields, content.

use super::shape;
use crate::base::failure::Failure;
use crate::cli::args::request as flags;
use crate::cli::args::response::COMPRESSED;
use crate::cli::body::{self, Body, Form};
use crate::cli::env::{Env, Stdin};
use crate::cli::given::{Given, bad_value};
use crate::cli::headers::{self, Defaults};
use crate::cli::{target, words};
use crate::http::fields::FieldValue;
use crate::http::method::Method;
use crate::http::request::Request;

/// A request and what `-v` says of it.
pub(super) struct Prepared {
    pub(super) request: Request,
    pub(super) notes: Vec<String>,
}

/// All requests.
pub(super) struct Requests {
    pub(super) all: Vec<Prepared>,
    /// stdin holds data that nothing asks for.
    pub(super) stdin_unused: bool,
}

/// Makes a request of each URL.
pub(super) fn all(
    method: Option<&Method>,
    given: &mut Given,
    env: &Env,
) -> Result<Requests, Failure> {
    shape::clash(given)?;
    let words = words::sort(given.words())?;
    let method = match method {
        Some(method) => method.clone(),
        None => any_method(given)?,
    };
    let mut body = body::find(given, words.bodies)?;
    let multipart = shape::parts(given, env, &mut body)?;
    let header_stdin = given
        .all(&flags::HEADER)
        .filter(|value| *value == "@-")
        .count();
    check_stdin(header_stdin, &body, words.urls.len())?;
    let mut lines = headers::parse(given.all(&flags::HEADER), env)?;
    if let Some(content_type) = &multipart {
        headers::keep_boundary(&mut lines, content_type)?;
    }
    let defaults = defaults(given, &body, multipart)?;
    let shape = shape::shape(given, &lines)?;
    let base = base(given)?;
    let mut all = Vec::with_capacity(words.urls.len());
    for url in &words.urls {
        let target::Target { mut uri, note } = target::resolve(url, base, env)?;
        shape::path(given, url, &mut uri);
        let fields = headers::section(&uri.origin.authority(), &defaults, &lines)?;
        let request = Request {
            fields,
            content: body.content(&method),
            shape: shape.clone(),
            method: method.clone(),
            uri,
        };
        let notes = note.into_iter().collect();
        all.push(Prepared { request, notes });
    }
    let unread = body.pieces.is_none() && header_stdin == 0;
    Ok(Requests {
        all,
        stdin_unused: unread && env.stdin() == Stdin::Data,
    })
}

fn any_method(given: &Given) -> Result<Method, Failure> {
    let token = "a method: letters, digits and !#$%&'*+-.^_`|~";
    let method = given.parse(&flags::METHOD, token, Method::parse)?;
    method.ok_or_else(|| {
        Failure::usage("-X is missing").hint("name the method: verb request -X WORD URL")
    })
}

fn check_stdin(headers: usize, body: &Body, urls: usize) -> Result<(), Failure> {
    let uses = headers.saturating_add(usize::from(body.reads_stdin()));
    if uses > 1 {
        return Err(Failure::usage("stdin is named twice; it can be read once"));
    }
    if body.reads_stdin() && urls > 1 {
        return Err(Failure::usage(format!(
            "stdin is the body of {urls} requests; it can be sent once"
        ))
        .hint("put it into a file, or give one URL"));
    }
    Ok(())
}

fn defaults(
    given: &Given,
    body: &Body,
    multipart: Option<FieldValue>,
) -> Result<Defaults, Failure> {
    let content_type = match multipart {
        Some(value) => Some(value.as_bytes().to_vec().into()),
        None => body.form.content_type().map(|text| text.as_bytes().into()),
    };
    let mut defaults = Defaults {
        user_agent: user_agent(given)?,
        accept: match body.form {
            Form::Json => "application/json",
            Form::Bare | Form::Urlencoded => "*/*",
        },
        accept_encoding: given
            .switch(&COMPRESSED)
            .then_some("gzip, deflate, br, zstd"),
        content_type,
        ..Defaults::default()
    };
    shape::fields(given, &mut defaults)?;
    Ok(defaults)
}

fn user_agent(given: &Given) -> Result<Option<FieldValue>, Failure> {
    let default = concat!("verb/", env!("CARGO_PKG_VERSION"));
    let Some(value) = given.last(&flags::USER_AGENT) else {
        return Ok(FieldValue::parse(default.as_bytes()).ok());
    };
    match FieldValue::parse(value.as_encoded_bytes()) {
        Ok(agent) => Ok(Some(agent).filter(|agent| !agent.as_bytes().is_empty())),
        Err(byte) => Err(bad_value(
            &flags::USER_AGENT,
            value,
            &format!("a header value: it holds {byte}"),
        )),
    }
}

fn base(given: &Given) -> Result<Option<&str>, Failure> {
    let Some(value) = given.last(&flags::BASE) else {
        return Ok(None);
    };
    match value.to_str() {
        Some(base) => Ok(Some(base)),
        None => Err(bad_value(&flags::BASE, value, "a URL: it is not UTF-8")),
    }
}
