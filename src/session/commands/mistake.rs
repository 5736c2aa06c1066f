//! What is wrong with a line that is no request and no command, and what was expected.

use std::ffi::OsString;

use super::{NAMES, value};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::cli::command::{COMMANDS, Command, Job};
use crate::cli::nearest::nearest;
use crate::http::token::is_token;
use crate::http::userinfo;

const WRITE: &str = "write METHOD PATH [ITEM]..., such as GET /users; help explains the rest";

/// Words for what a request or a command does.
const SYNONYMS: &[(&str, &str)] = &[
    ("fetch", "GET PATH"),
    ("download", "GET PATH -o FILE"),
    ("wget", "GET PATH -o FILE"),
    ("http", "GET PATH"),
    ("create", "POST PATH ITEM..."),
    ("send", "POST PATH ITEM..."),
    ("update", "PATCH PATH ITEM..."),
    ("remove", "DELETE PATH"),
    ("rm", "DELETE PATH"),
    ("cd", "set base PATH"),
    ("base", "set base PATH"),
    ("header", "set header NAME: VALUE"),
    ("auth", "set user NAME:PASSWORD"),
    ("login", "set user NAME:PASSWORD"),
    ("user", "set user NAME:PASSWORD"),
    ("pretty", "set pretty on"),
    ("raw", "set raw on"),
    ("verbose", "set verbose on"),
    ("timing", "set timing on"),
    ("save", "last save FILE"),
    ("repeat", "again"),
    ("!!", "again"),
    ("bye", "exit"),
    ("q", "exit"),
    (":q", "exit"),
    ("logout", "exit"),
];

/// A method, and nothing behind it.
pub(in crate::session) fn no_path(command: &Command) -> Failure {
    let shown = command.name.to_ascii_uppercase();
    match &command.job {
        Job::Send(_) => Failure::usage(format!("{shown}: no path"))
            .hint(format!("write {shown} PATH, such as {shown} /")),
        Job::SendAny
        | Job::Session
        | Job::Replay
        | Job::Curl
        | Job::Completions
        | Job::Man
        | Job::Help => Failure::usage("request: no method and no path")
            .hint("write request -X WORD PATH, such as request -X PURGE /page"),
    }
}

/// A first word that is neither a method nor a command.
pub(in crate::session) fn unknown(words: &[OsString]) -> Failure {
    let Some(word) = words.first() else {
        return Failure::usage("no command").hint(WRITE);
    };
    let Some(word) = word.to_str() else {
        let shown = excerpt(word.as_encoded_bytes());
        return Failure::usage(format!("unknown command '{shown}'")).hint(WRITE);
    };
    if let Some(failure) = by_form(word, words.len() > 1) {
        return failure;
    }
    let failure = Failure::usage(format!("unknown command {}", value::quoted(word)));
    let lower = word.to_ascii_lowercase();
    if let Some((_, meant)) = SYNONYMS.iter().find(|(name, _)| *name == lower) {
        return failure.hint(format!("write {meant}"));
    }
    if COMMANDS.iter().any(|command| command.name == lower) {
        return Failure::usage(format!("{lower} is no command of a session"))
            .hint(format!("run verb {lower} on its own"));
    }
    let near = nearest(&lower, known());
    let capitals = word.len() > 1
        && word
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'-');
    let other = (capitals && is_token(word.as_bytes())).then(|| {
        format!(
            "another method is sent by request -X {} PATH",
            excerpt(word.as_bytes())
        )
    });
    match (near.map(spelled), other) {
        (Some(near), Some(other)) => failure.hint(format!("did you mean {near}? {other}")),
        (Some(near), None) => failure.hint(format!("did you mean {near}? help lists all")),
        (None, Some(other)) => failure.hint(other),
        (None, None) => failure.hint(WRITE),
    }
}

/// What a word looks like that was meant for another place of the line. Of what may be a secret
/// nothing is shown.
fn by_form(word: &str, more: bool) -> Option<Failure> {
    let shown = excerpt(word.as_bytes());
    let told = |story: &str, hint: String| Some(Failure::usage(story).hint(hint));
    let method = methods().find(|name| {
        let rest = word
            .get(..name.len())
            .filter(|start| start.eq_ignore_ascii_case(name));
        let rest = rest.and_then(|_| word.get(name.len()..));
        rest.is_some_and(|rest| rest.starts_with(['/', ':', '?']))
    });
    if let Some(name) = method {
        let rest = word.get(name.len()..).unwrap_or_default();
        // `get:8080/x` names a port.
        let rest = match rest.strip_prefix(':') {
            Some(path) if !path.starts_with(|c: char| c.is_ascii_digit()) => path,
            Some(_) | None => rest,
        };
        let rest = excerpt(rest.as_bytes());
        let name = name.to_ascii_uppercase();
        let story = "there is no blank behind the method";
        return told(story, format!("write {name} {rest}"));
    }
    if word.starts_with('/')
        || word.contains("://")
        || word.starts_with("localhost")
        || is_port(word)
    {
        let story = "a line begins with the method";
        let shown = match userinfo::masked(word.as_bytes()) {
            Some(_) => "URL".to_owned(),
            None => shown,
        };
        return told(story, format!("write GET {shown}"));
    }
    if word.starts_with('-') {
        let end = match word.starts_with("--") {
            true => word.find('='),
            false => Some(2),
        };
        let flag = end.and_then(|end| word.get(..end)).unwrap_or(word);
        let shown = excerpt(flag.as_bytes());
        let story = format!("a flag stands before the method: {shown}");
        let hint = format!("write GET PATH {shown}, or set {shown} for all lines");
        return told(&story, hint);
    }
    if word.starts_with(['{', '[', '"', '@']) {
        let story = "a body stands before the method";
        return told(story, "write POST PATH BODY".to_owned());
    }
    item(word, more)
}

/// An item or a header in the place of the method.
fn item(word: &str, more: bool) -> Option<Failure> {
    let at = word.find([':', '=']).filter(|at| *at > 0)?;
    let (name, after) = word.split_at_checked(at)?;
    if !is_token(name.as_bytes()) {
        return None;
    }
    let name = excerpt(name.as_bytes());
    let signs = [":=", "==", "="];
    let sign = signs.into_iter().find(|sign| after.starts_with(sign));
    Some(match sign {
        Some(sign) => Failure::usage("an item stands before the method")
            .hint(format!("write POST PATH {name}{sign}...")),
        None if more || after.len() > 1 => Failure::usage("a header stands before the method")
            .hint(format!(
                "write set header {name}: VALUE, or GET PATH {name}:VALUE"
            )),
        None => return None,
    })
}

/// `:8080`, `:8080/x`
fn is_port(word: &str) -> bool {
    let digits = word.strip_prefix(':');
    digits.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '/'))
}

fn methods() -> impl Iterator<Item = &'static str> {
    let sends = COMMANDS.iter().filter(|command| command.capitals.is_some());
    sends.map(|command| command.name)
}

fn known() -> impl Iterator<Item = &'static str> {
    let own = NAMES.iter().map(|(name, _)| *name);
    methods().chain(own).chain(["request", "curl"])
}

/// Methods in capitals, commands as they are.
fn spelled(name: &'static str) -> String {
    match methods().any(|method| method == name) {
        true => name.to_ascii_uppercase(),
        false => name.to_owned(),
    }
}

#[cfg(test)]
#[path = "mistake_tests.rs"]
mod tests;
