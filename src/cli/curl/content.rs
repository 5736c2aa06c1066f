//! What a pasted line sends: the method that its content implies, and the words for the content.
//!
//! Where curl changes bytes (`-d @FILE` drops line ends and NUL, `--json` joins without `&`), the
//! changed bytes become words: the request is curl's.

use std::ffi::{OsStr, OsString};

use super::option::{Opt, Own, Part, To};
use super::scan::Scanned;
use super::{at_file, flag, os_string, with_value};
use crate::base::failure::Failure;
use crate::cli::env::Env;
use crate::cli::files::{self, Source};

/// The most that is read of a file whose bytes have to be changed. curl reads such files to
/// memory, too.
const CHANGED_BYTES: usize = 1 << 30;

/// What is sent.
pub(super) struct Content {
    /// The method, unless `-X` names one.
    pub(super) method: &'static str,
    pub(super) words: Vec<OsString>,
    /// The file of `-T`, if it has a name.
    pub(super) upload: Option<OsString>,
}

/// Kinds of requests that curl does not mix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Data,
    Json,
    Form,
    Upload,
    Head,
}

/// Finds the content.
pub(super) fn of(scanned: &Scanned, env: &Env) -> Result<Content, Failure> {
    let kind = kind(scanned)?;
    let get = scanned.has(To::Content(Part::Get));
    let method = match kind {
        Some(Kind::Head) => "HEAD",
        Some(Kind::Data | Kind::Json | Kind::Form) if !get => "POST",
        Some(Kind::Upload) => "PUT",
        Some(Kind::Data | Kind::Json | Kind::Form) | None => "GET",
    };
    let mut content = Content {
        method,
        words: Vec::new(),
        upload: None,
    };
    let mut json = None;
    for used in &scanned.used {
        let To::Content(part) = used.opt.to else {
            continue;
        };
        let opt = used.opt;
        let value = used.value.as_deref().unwrap_or_default();
        let word = match part {
            Part::Json => {
                append(json.get_or_insert_default(), value, env)?;
                continue;
            }
            Part::Upload => upload(&mut content, opt, value)?,
            Part::Data => data(value, env)?,
            Part::DataRaw => raw(value),
            Part::DataBinary if files::after_at(value).is_none() => raw(value),
            Part::DataBinary => with_value("data-binary", opt, &at_file(value))?,
            Part::DataUrlencode => with_value("data-urlencode", opt, value)?,
            Part::Form => with_value("part", opt, value)?,
            Part::FormString => with_value("form-string", opt, value)?,
            Part::Get => flag("get", opt)?,
        };
        content.words.push(word);
    }
    if let Some(bytes) = json {
        content.words.extend(json_words(scanned, bytes));
    }
    Ok(content)
}

fn kind(scanned: &Scanned) -> Result<Option<Kind>, Failure> {
    let get = scanned.has(To::Content(Part::Get));
    let mut found: Option<(Kind, &Opt)> = None;
    for used in &scanned.used {
        let Some(kind) = kind_of(used.opt.to) else {
            continue;
        };
        match found {
            // -G makes a query of the data; the request stays what else it is.
            Some((Kind::Head, _)) if get && kind == Kind::Data => continue,
            Some((Kind::Data, _)) if get && kind == Kind::Head => {}
            Some((other, opt)) if other != kind => {
                let (one, two) = (opt.shown(), used.opt.shown());
                return Err(
                    Failure::usage(format!("curl's {one} and {two} are two requests"))
                        .hint("leave one of them out"),
                );
            }
            _ => {}
        }
        found = Some((kind, used.opt));
    }
    Ok(found.map(|(kind, _)| kind))
}

fn kind_of(to: To) -> Option<Kind> {
    if to == To::Own(Own::Head) {
        return Some(Kind::Head);
    }
    let To::Content(part) = to else {
        return None;
    };
    match part {
        Part::Data | Part::DataRaw | Part::DataBinary | Part::DataUrlencode => Some(Kind::Data),
        Part::Json => Some(Kind::Json),
        Part::Form | Part::FormString => Some(Kind::Form),
        Part::Upload => Some(Kind::Upload),
        Part::Get => None,
    }
}

fn raw(value: &OsStr) -> OsString {
    let mut word = OsString::from("--data-raw=");
    word.push(value);
    word
}

/// `-d`: a file is streamed if curl would leave it as it is.
fn data(value: &OsStr, env: &Env) -> Result<OsString, Failure> {
    let value = at_file(value);
    let Some(name) = files::after_at(&value) else {
        return Ok(raw(&value));
    };
    let source = Source::named(&name);
    let mut bytes = source.read(env, CHANGED_BYTES)?;
    let before = bytes.len();
    bytes.retain(|byte| !matches!(byte, b'\r' | b'\n' | 0));
    if bytes.len() == before && source != Source::Stdin {
        let mut word = OsString::from("--data-binary=");
        word.push(value);
        return Ok(word);
    }
    Ok(raw(&os_string(bytes)))
}

fn append(json: &mut Vec<u8>, value: &OsStr, env: &Env) -> Result<(), Failure> {
    match files::after_at(&at_file(value)) {
        Some(name) => json.extend(Source::named(&name).read(env, CHANGED_BYTES)?),
        None => json.extend_from_slice(value.as_encoded_bytes()),
    }
    Ok(())
}

/// As curl: its two headers, unless the line has its own.
fn json_words(scanned: &Scanned, bytes: Vec<u8>) -> Vec<OsString> {
    let has = |name: &str| {
        scanned.all(Own::Header).any(|line| {
            let line = line.as_encoded_bytes();
            let start = line.get(..name.len()).unwrap_or_default();
            let ends = matches!(line.get(name.len()), Some(b':' | b';'));
            ends && start.eq_ignore_ascii_case(name.as_bytes())
        })
    };
    let mut words = Vec::new();
    for name in ["Accept", "Content-Type"] {
        if !has(name) {
            words.push(format!("--header={name}: application/json").into());
        }
    }
    words.push(raw(&os_string(bytes)));
    words
}

fn upload(content: &mut Content, opt: &Opt, value: &OsStr) -> Result<OsString, Failure> {
    if content.upload.is_some() {
        return Err(
            Failure::usage("curl's -T is given twice: verb uploads one file")
                .hint("run it once for each"),
        );
    }
    // `.` is curl's name for a stdin that is not waited for.
    let stdin = value == "-" || value == ".";
    let name = if stdin { OsStr::new("-") } else { value };
    content.upload = Some(if stdin {
        OsString::new()
    } else {
        value.to_owned()
    });
    with_value("upload-file", opt, name)
}
