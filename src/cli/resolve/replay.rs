//! `verb replay FILE`: requests as they were recorded.

use std::fs::File;
use std::io::{BufRead, BufReader};

use super::request::{Prepared, Requests};
use crate::base::escape;
use crate::base::failure::Failure;
use crate::cli::args::trace as flags;
use crate::cli::env::Env;
use crate::cli::given::{Given, bad_value};
use crate::cli::reach;
use crate::http::content::{Content, Piece, Spooled};
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::head::Version;
use crate::http::method::Method;
use crate::http::request::Request;
use crate::http::shape::Shape;
use crate::http::token::trim_ows;
use crate::http::uri::Uri;
use crate::output::record_read::{self, Recorded};
use crate::run::plan::Job;
use crate::transport::{Config, Detour};

/// The requests of the record that is named.
pub(super) fn requests(given: &mut Given, env: &Env) -> Result<Requests, Failure> {
    let words = given.words();
    let [file] = words.as_slice() else {
        return Err(Failure::usage("verb replay takes one file")
            .hint("verb get --record FILE URL makes one"));
    };
    let shown = escape::path(file.as_ref());
    let unreadable = |error| Failure::usage(format_args!("{shown}: {error}"));
    let reader: Box<dyn BufRead> = match file.to_str() {
        Some("-") => Box::new(BufReader::new(env.stdin_reader().map_err(unreadable)?)),
        Some(_) | None => Box::new(BufReader::new(File::open(file).map_err(unreadable)?)),
    };
    let told = |failure: Failure| failure.context(&shown);
    let all = record_read::read(reader).map_err(told)?;
    if all.is_empty() {
        return Err(Failure::usage(format_args!("{shown} holds no request")));
    }
    let all = all.into_iter().map(prepared).collect::<Result<_, _>>();
    Ok(Requests {
        all: all.map_err(told)?,
        stdin_unused: false,
        warnings: Vec::new(),
        zones: Vec::new(),
    })
}

/// `--to`: all connections lead there. A request in origin-form is nothing for a proxy that
/// forwards.
pub(super) fn direct(given: &Given, jobs: &[Job], transport: &mut Config) -> Result<(), Failure> {
    if let Some(value) = given.last(&flags::REPLAY_TO) {
        let detour = value.to_str().map(|text| format!("::{text}"));
        let detour = detour.and_then(|text| reach::connect_to(&text));
        let whole = |detour: &Detour| detour.to_host.is_some() && detour.to_port.is_some();
        let detour = detour.filter(whole);
        let detour = detour.ok_or_else(|| bad_value(&flags::REPLAY_TO, value, "HOST:PORT"))?;
        transport.detours.insert(0, detour);
    }
    let forwarded = |one: &&Job| {
        let head = one.request.shape.raw.as_deref().unwrap_or_default();
        let target = head.split(|byte| *byte == b' ').nth(1);
        let origin_form = target.is_some_and(|target| target.starts_with(b"/"));
        origin_form && transport.forwarding(&one.request.uri.origin).is_some()
    };
    match jobs.iter().find(forwarded) {
        None => Ok(()),
        Some(one) => Err(Failure::usage(format_args!(
            "the request to {} was not recorded for a proxy, which needs its whole URL",
            one.request.uri.origin
        ))
        .hint("--noproxy '*' connects directly")),
    }
}

fn prepared(one: Recorded) -> Result<Prepared, Failure> {
    let number = one.number;
    let wrong = |why: String| Failure::usage(format_args!("exchange {number}: {why}"));
    if one.masked {
        return Err(wrong("secrets in its request are masked".to_owned())
            .hint("record it with --show-secrets to replay it"));
    }
    if one.head.is_empty() || !one.sent {
        return Err(wrong("its request was not sent whole".to_owned()));
    }
    let uri = Uri::parse(&one.url).map_err(|invalid| wrong(invalid.to_string()))?;
    let method = Method::parse(&one.method);
    let method = method.ok_or_else(|| wrong("its method is none".to_owned()))?;
    let content = match one.body_size {
        0 => Content::None,
        _ => Content::Pieces(vec![Piece::Spooled(Spooled::new(one.body))]),
    };
    let (version, fields) = looked_at(&one.head);
    let request = Request {
        method,
        uri,
        fields,
        content,
        shape: Shape {
            version,
            raw: Some(one.head),
            ..Shape::default()
        },
    };
    Ok(Prepared {
        request,
        notes: Vec::new(),
        credentials: None,
        netrc: None,
    })
}

/// What a head says, as far as we can say it: for whoever asks about the connection's future.
fn looked_at(head: &[u8]) -> (Version, Fields) {
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii_end();
    let version = match first.ends_with(b" HTTP/1.0") {
        true => Version::Http10,
        false => Version::Http11,
    };
    let mut fields = Fields::default();
    for line in lines {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let at = line.iter().position(|byte| *byte == b':').unwrap_or(0);
        let (name, value) = line.split_at_checked(at).unwrap_or((b"", line));
        let value = trim_ows(value.strip_prefix(b":").unwrap_or(value));
        let name = std::str::from_utf8(name).ok().and_then(FieldName::parse);
        if let (Some(name), Ok(value)) = (name, FieldValue::parse(value)) {
            fields.push(&name, &value);
        }
    }
    (version, fields)
}
