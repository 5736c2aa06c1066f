//! Header lines as typed with `-H`, and the field section of a request made of defaults and them.
//!
//! curl's grammar: `Name: value`, `Name:` removes a default, `Name;` sends an empty value. Where
//! curl ignores a line that it cannot read, or sends it as it is, this is an error.

use std::borrow::Cow;
use std::ffi::OsStr;

use super::env::Env;
use super::files::{self, Source};
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::token::is_tchar;

/// One header line, understood.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// To be sent.
    Set(FieldName, FieldValue),
    /// No default of this name is to be sent.
    Remove(FieldName),
}

impl Line {
    /// The name.
    pub fn name(&self) -> &FieldName {
        match self {
            Self::Set(name, _) | Self::Remove(name) => name,
        }
    }
}

/// Fields that say where a message ends or whom it is for: two of them would be an ambiguity that
/// others exploit, none where one is due would be no message.
const ONCE: [&str; 3] = ["host", "content-length", "transfer-encoding"];

/// Takes the values of `-H` in order, with the lines of files in their places.
pub fn parse<'a>(values: impl Iterator<Item = &'a OsStr>, env: &Env) -> Result<Vec<Line>, Failure> {
    let mut lines = Vec::new();
    for value in values {
        match files::after_at(value) {
            None => lines.push(line(value.as_encoded_bytes())?),
            Some(name) => file_lines(Source::at(&name), env, &mut lines)?,
        }
    }
    check_once(&lines)?;
    Ok(lines)
}

fn file_lines(file: Source<'_>, env: &Env, lines: &mut Vec<Line>) -> Result<(), Failure> {
    for text in lines_of(file, env)? {
        lines.push(line(&text)?);
    }
    Ok(())
}

/// The lines of a file that are not empty, without their ends.
pub fn lines_of(file: Source<'_>, env: &Env) -> Result<Vec<Vec<u8>>, Failure> {
    let text = file.read(env, limits::HEAD_BYTES)?;
    let lines = text.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    Ok(lines
        .filter(|line| !line.is_empty())
        .map(<[u8]>::to_vec)
        .collect())
}

/// A line as the head of a part takes it: nothing is there that could be removed.
pub fn field(text: &[u8]) -> Result<(FieldName, FieldValue), Failure> {
    match line(text)? {
        Line::Set(name, value) => Ok((name, value)),
        Line::Remove(_) => {
            Err(bad(text, "there is no value").hint("write 'Name;' for an empty one"))
        }
    }
}

fn line(text: &[u8]) -> Result<Line, Failure> {
    let mut parts = text.splitn(2, |byte| *byte == b':');
    let before = parts.next().unwrap_or_default();
    match (parts.next(), before.strip_suffix(b";")) {
        (Some(value), _) => {
            let name = field_name(before, text)?;
            let value = FieldValue::parse(value)
                .map_err(|byte| bad(text, format!("the value holds {byte}")))?;
            match (value.as_bytes(), refused(&name, value.as_bytes())) {
                ([], _) if is_framing(&name) => Err(bad(text, "framing headers cannot be removed")),
                ([], _) => Ok(Line::Remove(name)),
                (_, Some((why, hint))) => Err(bad(text, why).hint(hint)),
                (_, None) => Ok(Line::Set(name, value)),
            }
        }
        (None, Some(before)) => {
            let name = field_name(before, text)?;
            let empty = FieldValue::parse(b"").map_err(|byte| bad(text, byte))?;
            Ok(Line::Set(name, empty))
        }
        (None, None) => Err(bad(text, "there is no colon")
            .hint("write 'Name: value', 'Name:' to remove a default or 'Name;' for an empty one")),
    }
}

/// Why a field would make a message that cannot be sent or answered, and what to do instead.
fn refused(name: &FieldName, value: &[u8]) -> Option<(&'static str, &'static str)> {
    let is = |wanted: &str| name.as_str().eq_ignore_ascii_case(wanted);
    let outside = |byte: &u8| b" \t/?#@\\,".contains(byte);
    if is("host") && value.iter().any(outside) {
        return Some((
            "the value is not HOST or HOST:PORT",
            "a path belongs into the URL",
        ));
    }
    // What a server says after a 101 (Switching Protocols) is no HTTP.
    is("upgrade").then_some((
        "it asks the server to leave HTTP, and verb could not follow",
        "leave it out; a server that answers anyway needs no Upgrade",
    ))
}

fn is_framing(name: &FieldName) -> bool {
    ["content-length", "transfer-encoding"]
        .iter()
        .any(|framing| name.as_str().eq_ignore_ascii_case(framing))
}

fn field_name(name: &[u8], line: &[u8]) -> Result<FieldName, Failure> {
    let text = std::str::from_utf8(name).unwrap_or_default();
    if let Some(name) = FieldName::parse(text) {
        return Ok(name);
    }
    Err(match name.iter().find(|byte| !is_tchar(**byte)) {
        None => bad(line, "the name is missing"),
        Some(b' ' | b'\t') if name.trim_ascii_end().iter().all(|byte| is_tchar(*byte)) => {
            bad(line, "there is a space before the colon").hint("write 'Name: value'")
        }
        Some(byte) => bad(
            line,
            format!(
                "a name cannot hold '{}'",
                excerpt(std::slice::from_ref(byte))
            ),
        ),
    })
}

fn check_once(lines: &[Line]) -> Result<(), Failure> {
    for once in ONCE {
        let same = |line: &&Line| {
            matches!(line, Line::Set(..)) && line.name().as_str().eq_ignore_ascii_case(once)
        };
        if lines.iter().filter(same).count() > 1 {
            return Err(Failure::usage(format!(
                "header {once} is given twice; it may be sent once"
            )));
        }
    }
    Ok(())
}

fn bad(line: &[u8], why: impl std::fmt::Display) -> Failure {
    Failure::usage(format!("header '{}': {why}", beginning(line)))
}

/// What an error may show of a line or word that is, or was meant to be, a name and a value: the
/// name, which ends where a token does. A value may be a secret, and one whose colon was forgotten
/// is one no less.
pub fn beginning(line: &[u8]) -> String {
    let end = line.iter().position(|byte| !is_tchar(*byte));
    let end = end.unwrap_or(line.len());
    let (name, rest) = line.split_at_checked(end).unwrap_or_default();
    let name = excerpt(name);
    match (name.as_str(), rest) {
        (_, []) => name,
        (_, b":" | b";") => format!("{name}{}", excerpt(rest)),
        (_, [b':', ..]) => format!("{name}: …"),
        (_, [b' ', b':', ..]) => format!("{name} : …"),
        ("", _) => "…".to_owned(),
        (_, _) => format!("{name} …"),
    }
}

/// Gives a multipart type of the user's the boundary of the body, as curl does: `content_type` is
/// the body's own. Any other type stays what it is.
///
/// # Errors
///
/// Of kind `Usage`: the user's type names a boundary, which would not be that of the body.
pub fn keep_boundary(lines: &mut [Line], content_type: &FieldValue) -> Result<(), Failure> {
    let ours = content_type.as_bytes();
    let parameters = ours.iter().position(|byte| *byte == b';');
    let boundary = parameters.and_then(|at| ours.get(at..)).unwrap_or_default();
    for line in lines {
        let Line::Set(name, value) = line else {
            continue;
        };
        let lower = value.as_bytes().to_ascii_lowercase();
        if !name.as_str().eq_ignore_ascii_case("content-type") || !lower.starts_with(b"multipart/")
        {
            continue;
        }
        if memchr::memmem::find(&lower, b"boundary=").is_some() {
            return Err(
                Failure::usage("header Content-Type names a boundary of its own")
                    .hint("leave it out; that of the body is added"),
            );
        }
        if let Ok(bounded) = FieldValue::parse(&[value.as_bytes(), boundary].concat()) {
            *value = bounded;
        }
    }
    Ok(())
}

/// Fields that are sent unless the user says otherwise, in order.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// `User-Agent`; `None` when `-A ''` removed it.
    pub user_agent: Option<FieldValue>,
    /// `Accept`
    pub accept: &'static str,
    /// `Accept-Encoding`
    pub accept_encoding: Option<&'static str>,
    /// `Referer`
    pub referer: Option<FieldValue>,
    /// `Range`
    pub range: Option<FieldValue>,
    /// `Content-Type`
    pub content_type: Option<Cow<'static, [u8]>>,
}

/// The field section of a request to `authority`: defaults first, then the user's in order. A
/// default of the same name gives way, except that the user's `Host` stands where the default
/// would: servers may refuse a request that does not begin with it.
pub fn section(authority: &str, defaults: &Defaults, lines: &[Line]) -> Result<Fields, Failure> {
    let mut fields = Fields::default();
    let agent = defaults.user_agent.as_ref().map(FieldValue::as_bytes);
    let ordered = [
        ("Host", Some(authority.as_bytes())),
        ("User-Agent", agent),
        ("Accept", Some(defaults.accept.as_bytes())),
        (
            "Accept-Encoding",
            defaults.accept_encoding.map(str::as_bytes),
        ),
        (
            "Referer",
            defaults.referer.as_ref().map(FieldValue::as_bytes),
        ),
        ("Range", defaults.range.as_ref().map(FieldValue::as_bytes)),
        ("Content-Type", defaults.content_type.as_deref()),
    ];
    for (name, value) in ordered {
        let mut own = lines.iter().filter(|line| is(line, name));
        match (own.next(), value) {
            (None, Some(value)) => {
                let (name, value) = known(name, value)?;
                fields.push(&name, &value);
            }
            (Some(_), _) if name == "Host" => {
                push(&mut fields, lines.iter().filter(|l| is(l, name)))
            }
            (Some(_), _) | (None, None) => {}
        }
    }
    push(&mut fields, lines.iter().filter(|line| !is(line, "Host")));
    Ok(fields)
}

fn is(line: &Line, name: &str) -> bool {
    line.name().as_str().eq_ignore_ascii_case(name)
}

fn push<'a>(fields: &mut Fields, lines: impl Iterator<Item = &'a Line>) {
    for line in lines {
        match line {
            Line::Set(name, value) => fields.push(name, value),
            Line::Remove(_) => {}
        }
    }
}

fn known(name: &str, value: &[u8]) -> Result<(FieldName, FieldValue), Failure> {
    let pair = FieldName::parse(name).zip(FieldValue::parse(value).ok());
    pair.ok_or_else(|| Failure::new(Kind::Internal, format!("the default {name} is broken")))
}

#[cfg(test)]
mod tests;
