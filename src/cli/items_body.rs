//! The body that items make: a JSON document, a urlencoded form, a multipart form.

use std::path::PathBuf;

use super::env::Env;
use super::files::os_string;
use super::items::{FilePart, Item, Kind, Value, file_part};
use super::items_value;
use super::json;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::content::form;
use crate::content::items::{Conflict, Document, Value as JsonValue};
use crate::content::items_path::{self, Step};
use crate::content::json_members::trimmed;
use crate::content::multipart::{self, Data, Part};
use crate::http::content::Content;
use crate::http::fields::FieldValue;

/// A JSON document: `document`, if there is one, with the items applied.
pub fn json(items: &[&Item], document: Option<&str>, env: &Env) -> Result<String, Failure> {
    let values = items
        .iter()
        .map(|item| items_value::text(item, env))
        .collect::<Result<Vec<_>, _>>()?;
    let mut made = match document {
        Some(document) => Document::on(document, items.len()),
        None => Document::new(items.len()),
    };
    for (item, value) in items.iter().zip(&values) {
        let value = json_value(item, value)?;
        let name = name(item)?;
        // Most names are no paths.
        let set = if name.contains(['[', '\\']) {
            made.set(&path(item, name)?, value)
        } else {
            made.set(&[Step::Name(name.into())], value)
        };
        set.map_err(|conflict| contradiction(item, &conflict))?;
    }
    made.text()
        .map_err(|conflict| Failure::usage(format!("the items make no document: {conflict}")))
}

fn name(item: &Item) -> Result<&str, Failure> {
    std::str::from_utf8(item.name()).map_err(|_| {
        Failure::usage(format!(
            "item '{}': its name is not UTF-8, which JSON is",
            item.shown()
        ))
    })
}

fn path<'a>(item: &Item, name: &'a str) -> Result<Vec<Step<'a>>, Failure> {
    items_path::parse(name).map_err(|bad| {
        Failure::usage(format!("item '{}': {bad}", item.shown()))
            .hint("write a[b][0][]=x; a bracket that is part of a name is written \\[")
    })
}

fn json_value<'a>(item: &Item, value: &'a str) -> Result<JsonValue<'a>, Failure> {
    match item.kind {
        Kind::Json => {
            let what = || format!("the JSON of item '{}'", item.shown());
            json::check(value.as_bytes()).map_err(|error| {
                json::refused(&what(), &error).hint(format!(
                    "text is written with = alone: {}=…",
                    excerpt(item.name())
                ))
            })?;
            Ok(JsonValue::Json(trimmed(value)))
        }
        Kind::Text | Kind::File | Kind::Query | Kind::Header => Ok(JsonValue::Text(value)),
    }
}

fn contradiction(item: &Item, conflict: &Conflict) -> Failure {
    let failure = Failure::usage(format!("item '{}': {conflict}", item.shown()));
    match conflict {
        Conflict::Both { .. } => failure,
        Conflict::Gap { .. } => failure.hint("[] adds at the end"),
    }
}

/// A urlencoded form.
pub fn urlencoded(items: &[&Item], env: &Env) -> Result<Vec<u8>, Failure> {
    let mut form = Vec::new();
    for item in items {
        let value = form_value(item, env)?;
        form::pair(&item.plain_name(), &value, form::Rule::Form, &mut form);
    }
    Ok(form)
}

/// The bytes of a field of a form: JSON is checked there, too.
fn form_value(item: &Item, env: &Env) -> Result<Vec<u8>, Failure> {
    if item.kind == Kind::Json {
        let value = items_value::text(item, env)?;
        json_value(item, &value)?;
        return Ok(trimmed(&value).as_bytes().to_vec());
    }
    Ok(items_value::bytes(item, env)?.into_owned())
}

/// A multipart form and its content type.
pub fn multipart(items: &[&Item], env: &Env) -> Result<(Content, FieldValue), Failure> {
    let parts = items.iter().map(|item| part(item, env));
    multipart::form(parts.collect::<Result<Vec<_>, _>>()?)
}

fn part(item: &Item, env: &Env) -> Result<Part, Failure> {
    if let (Kind::File, Value::From(text)) = (item.kind, item.value()) {
        return file(item, file_part(text), env);
    }
    Ok(Part {
        name: item.plain_name(),
        data: Data::Bytes(form_value(item, env)?),
        content_type: None,
        filename: None,
        fields: Vec::new(),
    })
}

fn file(item: &Item, part: FilePart<'_>, env: &Env) -> Result<Part, Failure> {
    let name = os_string(part.file);
    let path = PathBuf::from(&name);
    let typed = part.content_type.map(FieldValue::parse).transpose();
    let typed = typed.map_err(|byte| {
        Failure::usage(format!("item '{}': its type holds {byte}", item.shown()))
    })?;
    let known = path
        .file_name()
        .map(|name| name.as_encoded_bytes().to_vec());
    let (data, known) = match part.file {
        b"-" => (Data::Stdin, None),
        [b'e', b'n', b'v', b':', ..] => {
            let read = super::files::Source::at(&name).read(env, items_value::VALUE_BYTES)?;
            (Data::Bytes(read), None)
        }
        _ => {
            super::files::check(&path)
                .map_err(|failure| failure.context(format_args!("item '{}'", item.shown())))?;
            (Data::File(path.clone()), known)
        }
    };
    let guessed = || {
        let guess = multipart::guess_type(&path)?;
        FieldValue::parse(guess.as_bytes()).ok()
    };
    Ok(Part {
        name: item.plain_name(),
        data,
        content_type: typed.or_else(guessed),
        filename: part.filename.map(<[u8]>::to_vec).or(known),
        fields: Vec::new(),
    })
}
