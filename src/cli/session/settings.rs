//! The flags of a session that hold for all of its lines, as words that can be put before those of
//! a line.

use std::ffi::{OsStr, OsString};

use super::parsed;
use crate::base::failure::Failure;
use crate::cli::args::{capture, parallel, query, request, session as flags};
use crate::cli::command::{self, Job};
use crate::cli::env::Env;
use crate::cli::files::{self, Source, os_string};
use crate::cli::flag::Flag;
use crate::cli::given::Given;
use crate::cli::headers;
use crate::cli::items::{Item, Kind};

/// A flag that holds for every line, and its values.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The flag.
    pub flag: &'static Flag,
    /// The words that give it.
    pub words: Vec<OsString>,
}

/// The flags that hold for every line, each with its words. Files of header lines are read here:
/// of each line it has to be known which header it is.
pub(super) fn settings(given: &Given, env: &Env) -> Result<Vec<Setting>, Failure> {
    let all = command::flags(&Job::Session);
    let each = all.filter(|flag| !flags::is_among(flag, flags::OF_THE_WHOLE));
    let mut settings = Vec::new();
    for flag in each {
        let words = match flag.long == request::HEADER.long {
            true => header_words(given, env)?,
            false => words_of(flag, given),
        };
        if !words.is_empty() {
            settings.push(Setting { flag, words });
        }
    }
    Ok(settings)
}

fn header_words(given: &Given, env: &Env) -> Result<Vec<OsString>, Failure> {
    let owned = env.session().is_some_and(|within| within.owns_stdin);
    let mut words = Vec::new();
    for value in given.all(&request::HEADER) {
        match files::after_at(value).filter(|name| !(owned && name == "-")) {
            Some(name) => {
                let lines = headers::lines_of(Source::at(&name), env)?;
                let lines = lines
                    .iter()
                    .map(|line| glued(&request::HEADER, &os_string(line)));
                words.extend(lines);
            }
            // stdin is refused with all else that would read it.
            None => words.push(glued(&request::HEADER, value)),
        }
    }
    Ok(words)
}

fn glued(flag: &Flag, value: &OsStr) -> OsString {
    let mut word = OsString::from(format!("--{}=", flag.long));
    word.push(value);
    word
}

/// The words of those that are about the session as a whole and mean something for its first plan.
pub(super) fn whole(given: &Given) -> Vec<OsString> {
    let own = [flags::FILE.long, parallel::FAIL_EARLY.long];
    let all = flags::OF_THE_WHOLE.iter();
    let meant = all.filter(|flag| !own.contains(&flag.long));
    meant.flat_map(|flag| words_of(flag, given)).collect()
}

/// The words that give a flag as it was given.
pub(super) fn words_of(flag: &Flag, given: &Given) -> Vec<OsString> {
    let name = format!("--{}", flag.long);
    match (flag.value, flag.second) {
        (None, _) => vec![OsString::from(name); given.count(flag)],
        (Some(_), None) => given.all(flag).map(|value| glued(flag, value)).collect(),
        (Some(_), Some(_)) => {
            let pairs = given.pairs(flag);
            let words = pairs.map(|(one, two)| [name.clone().into(), one.into(), two.into()]);
            words.flatten().collect()
        }
    }
}

/// The settings as a command line without words.
pub(super) fn plain(settings: &[Setting]) -> Result<Given, Failure> {
    let mut words = vec![OsString::from("get")];
    let kept = settings.iter().filter(|one| holds(one, settings, None));
    words.extend(kept.flat_map(|one| one.words.clone()));
    parsed(&words).map(|(_, given)| given)
}

/// Whether one of the settings means something beside the others and the flags of a line.
pub(super) fn holds(one: &Setting, all: &[Setting], line: Option<&Given>) -> bool {
    if !flags::is_among(one.flag, flags::OF_FILTERS) {
        return true;
    }
    let captures = one.flag.long != query::REQUIRE.long;
    let filters =
        |flag: &Flag| flag.long == query::JQ.long || captures && flag.long == capture::CAPTURE.long;
    let on_line =
        |line: &Given| line.count(&query::JQ) > 0 || captures && line.count(&capture::CAPTURE) > 0;
    all.iter().any(|one| filters(one.flag)) || line.is_some_and(on_line)
}

/// The names of the headers among items, in lower case.
pub(super) fn named_by_items(words: &[OsString]) -> Vec<String> {
    let items = words
        .iter()
        .filter_map(|word| Item::parse(word.clone()).ok());
    items
        .filter(|item| item.kind == Kind::Header)
        .map(|item| String::from_utf8_lossy(&item.plain_name()).to_ascii_lowercase())
        .collect()
}

pub(super) fn header_name(value: &OsStr) -> Option<String> {
    name_in(value.as_encoded_bytes())
}

/// The name in `NAME: VALUE` or `NAME;`, in lower case.
pub(super) fn name_in(line: &[u8]) -> Option<String> {
    let end = line.iter().position(|byte| matches!(byte, b':' | b';'))?;
    let name = line.get(..end)?;
    Some(String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase())
}
