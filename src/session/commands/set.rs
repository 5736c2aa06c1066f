//! `set` and `unset`: flags that hold for every line from then on, checked by the very code that
//! checks a command line; where paths are relative to; whether frames are shown.

use std::ffi::{OsStr, OsString};

use super::{flags, list, value};
use crate::base::failure::Failure;
use crate::cli::args::session::CREDENTIALS;
use crate::cli::args::{credentials, request, response};
use crate::cli::flag::{Completion, Flag};
use crate::cli::session::Setting;
use crate::session::desk::{Desk, Mode};

/// `set NAME [VALUE]`
pub(super) fn set(desk: &mut Desk, words: &[String]) -> Result<(), Failure> {
    let (name, given) = taken_apart(words);
    match name.to_ascii_lowercase().as_str() {
        "base" => return base(desk, &given),
        "raw" => {
            desk.raw = value::switch("raw", &given)?;
            return confirm(desk, &list::row("raw", list::on(desk.raw)));
        }
        _ => {}
    }
    let (flag, undone) = match name.eq_ignore_ascii_case("auth") {
        true => (&credentials::USER, false),
        false => flags::settable(&name)?,
    };
    let words = match undone {
        true => Vec::new(),
        false => words_of(desk, &name, flag, &given)?,
    };
    let settings = desk.grammar.settings();
    let settings = match words.as_slice() {
        [] => flags::without(settings, &[flag]),
        _ => flags::with(&flags::without(settings, replaced(flag)), flag, words),
    };
    desk.set(settings)?;
    let told = list::of_flag(desk, flag);
    confirm(desk, &told)
}

/// `unset NAME`
pub(super) fn unset(desk: &mut Desk, words: &[String]) -> Result<(), Failure> {
    let (name, given) = match words {
        [] => {
            return Err(Failure::usage("unset: nothing is named").hint(
                "write unset NAME, such as unset header X-Trace; set alone lists what holds",
            ));
        }
        [name, given @ ..] => (name.as_str(), given),
    };
    let settings = desk.grammar.settings();
    let (flag, settings) = match (name.to_ascii_lowercase().as_str(), given) {
        ("header", [header]) => (&request::HEADER, without_header(settings, header)?),
        (_, [more, ..]) => {
            let story = format!("unset: {} follows the name", value::quoted(more));
            return Err(Failure::usage(story).hint("one at a time"));
        }
        ("base", []) => {
            let home = desk.home.path_and_query.clone();
            return base(desk, &[home]);
        }
        ("raw", []) => {
            desk.raw = false;
            return confirm(desk, &list::row("raw", list::on(false)));
        }
        ("auth", []) => {
            desk.set(flags::without(settings, CREDENTIALS))?;
            return confirm(desk, &list::row("auth", "not set"));
        }
        (_, []) => {
            let (flag, _) = flags::settable(name)?;
            (flag, flags::without(settings, &[flag]))
        }
    };
    desk.set(settings)?;
    let told = list::of_flag(desk, flag);
    confirm(desk, &told)
}

/// The name and the words of its value: `NAME VALUE`, `NAME=VALUE`, and `FIELD: VALUE` for a
/// header.
fn taken_apart(words: &[String]) -> (String, Vec<String>) {
    let (first, rest) = match words {
        [] => return (String::new(), Vec::new()),
        [first, rest @ ..] => (first.as_str(), rest),
    };
    match first
        .find([':', '='])
        .and_then(|at| first.split_at_checked(at))
    {
        Some((_, after)) if after.starts_with(':') => ("header".to_owned(), words.to_vec()),
        Some((name, after)) => {
            let value = after.get(1..).unwrap_or_default().to_owned();
            (name.to_owned(), [&[value], rest].concat())
        }
        None => (first.to_owned(), rest.to_vec()),
    }
}

/// The words that give a flag; none where it is to be off.
fn words_of(
    desk: &Desk,
    name: &str,
    flag: &'static Flag,
    given: &[String],
) -> Result<Vec<OsString>, Failure> {
    let switch = || vec![OsString::from(format!("--{}", flag.long))];
    if flag.long == response::VERBOSE.long && given.iter().any(|word| word == "2" || word == "vv") {
        return Ok([switch(), switch()].concat());
    }
    match (flag.value, flag.second) {
        (None, _) => match value::switch(name, given)? {
            true => Ok(switch()),
            false => Ok(Vec::new()),
        },
        (Some(wanted), None) => {
            let value = given.join(" ");
            if value.is_empty() {
                let wanted = expected(flag).unwrap_or(wanted);
                return Err(Failure::usage(format!("set {name}: there is no value"))
                    .hint(format!("write set {name} {wanted}")));
            }
            if flag.long == request::HEADER.long {
                return header(desk, &value);
            }
            let value = in_words(flag, &value);
            Ok(vec![flags::glued(flag, OsStr::new(value))])
        }
        (Some(one), Some(two)) => match given {
            [first, second] => {
                let mut words = switch();
                words.extend([first, second].map(OsString::from));
                Ok(words)
            }
            _ => Err(Failure::usage(format!("set {name} takes two values"))
                .hint(format!("write set {name} {one} {two}"))),
        },
    }
}

/// What is written where a flag that is one of some words has no value.
fn expected(flag: &Flag) -> Option<&'static str> {
    switches(flag).then_some("on, off or auto")
}

fn switches(flag: &Flag) -> bool {
    flag.completion == Completion::Words(response::WHEN)
}

/// `on` and `off` where a flag has other words for them.
fn in_words<'a>(flag: &Flag, value: &'a str) -> &'a str {
    match value.to_ascii_lowercase().as_str() {
        "on" if switches(flag) => "always",
        "off" if switches(flag) => "never",
        _ => value,
    }
}

/// The headers that hold, with one more in the place of those of its name.
fn header(desk: &Desk, line: &str) -> Result<Vec<OsString>, Failure> {
    let named = line.find([':', ';']).and_then(|at| line.get(..at));
    let Some(name) = named.or(line.starts_with('@').then_some("")) else {
        // What follows the name may be a secret.
        let first = line.split_whitespace().next().unwrap_or_default();
        let story = format!("set header: no colon follows {}", value::quoted(first));
        return Err(Failure::usage(story).hint("write set header NAME: VALUE"));
    };
    let held = desk.grammar.settings().iter();
    let held = held.filter(|setting| setting.flag.long == request::HEADER.long);
    let held = held.flat_map(|setting| setting.words.iter());
    let others = held.filter(|word| !is_of(word, name.trim()));
    let mut words: Vec<OsString> = others.cloned().collect();
    words.push(flags::glued(&request::HEADER, OsStr::new(line)));
    Ok(words)
}

/// The settings without the headers of a name, of which there has to be one.
fn without_header(settings: &[Setting], name: &str) -> Result<Vec<Setting>, Failure> {
    let name = name.trim_end_matches(':');
    let mut left = settings.to_vec();
    let mut found = false;
    for setting in &mut left {
        if setting.flag.long == request::HEADER.long {
            let before = setting.words.len();
            setting.words.retain(|word| !is_of(word, name));
            found |= setting.words.len() < before;
        }
    }
    left.retain(|setting| !setting.words.is_empty());
    match found {
        true => Ok(left),
        false => Err(
            Failure::usage(format!("no header {} is set", value::quoted(name))).hint(format!(
                "set alone lists what holds; set header {}: takes a default away",
                crate::base::escape::excerpt(name.as_bytes())
            )),
        ),
    }
}

/// Whether a word gives a header of this name.
fn is_of(word: &OsStr, name: &str) -> bool {
    let bytes = word.as_encoded_bytes();
    let line = bytes.strip_prefix(b"--header=").unwrap_or(bytes);
    let end = line.iter().position(|byte| matches!(byte, b':' | b';'));
    let named = end.and_then(|end| line.get(..end));
    named.is_some_and(|named| {
        !name.is_empty() && named.trim_ascii().eq_ignore_ascii_case(name.as_bytes())
    })
}

/// Credentials that other ones take the place of.
fn replaced(flag: &Flag) -> &'static [&'static Flag] {
    let is = |one: &Flag| flag.long == one.long;
    if is(&credentials::USER) || is(&credentials::AUTH) {
        return &[&credentials::USER, &credentials::AUTH, &credentials::BEARER];
    }
    if is(&credentials::BEARER) {
        return CREDENTIALS;
    }
    &[]
}

fn base(desk: &mut Desk, given: &[String]) -> Result<(), Failure> {
    let [path] = given else {
        return Err(Failure::usage("set base takes a path").hint("write set base /api"));
    };
    desk.grammar.set_base(path)?;
    let base = desk.grammar.base().to_string();
    let told = list::row("base", &base);
    confirm(desk, &told)
}

/// Says to a person what holds now.
fn confirm(desk: &Desk, told: &str) -> Result<(), Failure> {
    match desk.mode {
        Mode::Terminal => desk.say(told),
        Mode::Batch => Ok(()),
    }
}
