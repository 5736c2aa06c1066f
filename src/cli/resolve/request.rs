//! What is sent: method, targets, header fields, content.

use std::ffi::OsString;
use std::sync::Arc;

use super::credentials::{self, Wallet};
use super::{parts, proxy, shape};
use crate::base::failure::Failure;
use crate::cli::args::events::EVENTS;
use crate::cli::args::request as flags;
use crate::cli::args::response::COMPRESSED;
use crate::cli::body::{self, Body, Form};
use crate::cli::env::{Env, Stdin};
use crate::cli::given::{Given, bad_value};
use crate::cli::headers::{self, Defaults, Line};
use crate::cli::items::Item;
use crate::cli::zone::Zone;
use crate::cli::{items_stdin, items_value, query, target, words};
use crate::client::auth::Credentials;
use crate::client::auth::lookup::Lookup;
use crate::http::fields::{FieldName, FieldValue};
use crate::http::method::Method;
use crate::http::request::Request;

/// A request and what `-v` says of it.
pub(super) struct Prepared {
    pub(super) request: Request,
    pub(super) notes: Vec<String>,
    pub(super) credentials: Option<Credentials>,
    pub(super) netrc: Option<Arc<Lookup>>,
}

/// All requests.
pub(super) struct Requests {
    pub(super) all: Vec<Prepared>,
    /// stdin holds data that nothing asks for.
    pub(super) stdin_unused: bool,
    /// What the user should know.
    pub(super) warnings: Vec<String>,
    /// The zones of addresses in URLs.
    pub(super) zones: Vec<Zone>,
}

/// Makes a request of each URL.
pub(super) fn all(
    method: Option<&Method>,
    given: &mut Given,
    env: &Env,
) -> Result<Requests, Failure> {
    shape::clash(given)?;
    let words = words::sort(given.words(), env.session())?;
    if words.urls.is_empty() {
        return Err(no_url(env));
    }
    let method = match method {
        Some(method) => method.clone(),
        None => any_method(given)?,
    };
    let secrets = credentials::stdin_uses(given).saturating_add(proxy::stdin_uses(given));
    let secrets = secrets.saturating_add(parts::stdin_uses(given));
    let reads_stdin = items_stdin::check(given, &words, secrets, env)?;
    let mut body = body::find(given, words.bodies, &words.items, env)?;
    shape::parts(given, env, &mut body)?;
    check_items(&method, &body)?;
    check_once(&body, words.urls.len())?;
    let lines = lines(given, &words.items, &body, env)?;
    let defaults = defaults(given, &body)?;
    let shape = shape::shape(given, &lines)?;
    let query = query::added(given, &words.items, env)?;
    let base = base(given)?;
    let mut wallet = Wallet::open(given, env, &lines)?;
    let (mut all, mut zones) = (Vec::with_capacity(words.urls.len()), Vec::new());
    for url in &words.urls {
        let target::Target {
            mut uri,
            note,
            userinfo,
            zone,
        } = target::resolve(url, base, env)?;
        zones.extend(zone);
        shape::path(given, &target::whole(url, env), &mut uri);
        query::add(&mut uri, &query)?;
        let netrc = wallet.elsewhere(userinfo.as_ref());
        let credentials = wallet.credentials(&uri.origin, userinfo)?;
        let fields = headers::section(&uri.origin.authority(), &defaults, &lines)?;
        let request = Request {
            fields,
            content: body.content(&method),
            method: method.clone(),
            uri,
            shape: shape.clone(),
        };
        let notes = note.into_iter().collect();
        all.push(Prepared {
            request,
            notes,
            credentials,
            netrc,
        });
    }
    // A loop over a list on stdin gets no advice to send the list with a GET.
    let unread = body.pieces.is_none() && !reads_stdin && method.expects_content();
    Ok(Requests {
        all,
        warnings: wallet.warnings,
        zones: one_each(zones)?,
        stdin_unused: unread && env.stdin() == Stdin::Data,
    })
}

fn no_url(env: &Env) -> Failure {
    match env.session() {
        None => Failure::usage("no URL").hint("give one, such as https://example.com/path"),
        Some(_) => {
            Failure::usage("no path").hint("write METHOD PATH [ITEM]..., such as GET /users")
        }
    }
}

/// An address is in one zone: its connections are kept by the address alone.
fn one_each(zones: Vec<Zone>) -> Result<Vec<Zone>, Failure> {
    for (address, index) in &zones {
        if zones
            .iter()
            .any(|zone| zone.0 == *address && zone.1 != *index)
        {
            let story = format!("[{address}] is given with two zones");
            return Err(Failure::usage(story).hint("make two runs of it"));
        }
    }
    Ok(zones)
}

fn any_method(given: &Given) -> Result<Method, Failure> {
    let token = "a method: letters, digits and !#$%&'*+-.^_`|~";
    let method = given.parse(&flags::METHOD, token, Method::parse)?;
    method.ok_or_else(|| {
        Failure::usage("-X is missing").hint("name the method: verb request -X WORD URL")
    })
}

/// Items after `get` are nearly always meant for the query: HTTPie would make the request a POST,
/// this program never changes a method.
fn check_items(method: &Method, body: &Body) -> Result<(), Failure> {
    if !body.by_items_alone || !(*method == Method::GET || *method == Method::HEAD) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "the items would be the body of a {method} request, which servers seldom read"
    ))
    .hint("write name==value for the query, or use post; --json or --form sends them so"))
}

/// The header lines of flags, then of items.
fn lines(given: &Given, items: &[Item], body: &Body, env: &Env) -> Result<Vec<Line>, Failure> {
    let typed = items_value::headers(items, env)?;
    let typed = typed.iter().map(OsString::as_os_str);
    let mut lines = headers::parse(given.all(&flags::HEADER).chain(typed), env)?;
    let made = body.content_type.clone();
    if let Some(content_type) = &made {
        headers::keep_boundary(&mut lines, content_type)?;
    }
    if let Some((name, value)) = FieldName::parse("Content-Type").zip(made) {
        let same = |line: &Line| match line {
            Line::Set(given, _) | Line::Remove(given) => *given == name,
        };
        if !lines.iter().any(same) {
            lines.insert(0, Line::Set(name, value));
        }
    }
    Ok(lines)
}

fn check_once(body: &Body, urls: usize) -> Result<(), Failure> {
    if body.is_read_once() && urls > 1 {
        return Err(Failure::usage(format!(
            "stdin is the body of {urls} requests; it can be sent once"
        ))
        .hint("put it into a file, or give one URL"));
    }
    Ok(())
}

fn defaults(given: &Given, body: &Body) -> Result<Defaults, Failure> {
    let mut defaults = Defaults {
        user_agent: user_agent(given)?,
        accept: match body.form {
            _ if given.switch(&EVENTS) => "text/event-stream",
            Form::Json => "application/json",
            Form::Bare | Form::Urlencoded | Form::JsonLines | Form::Multipart => "*/*",
        },
        accept_encoding: given
            .switch(&COMPRESSED)
            .then_some("gzip, deflate, br, zstd"),
        content_type: body
            .form
            .content_type()
            .filter(|_| body.pieces.is_some())
            .map(|text| text.as_bytes().into()),
        ..Defaults::default()
    };
    shape::fields(given, &mut defaults)?;
    Ok(defaults)
}

pub(super) fn user_agent(given: &Given) -> Result<Option<FieldValue>, Failure> {
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
