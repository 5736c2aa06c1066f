//! The flags of a session that hold for all of its lines, as words that can be put before those of
//! a line.

use std::ffi::{OsStr, OsString};

use super::parsed;
use crate::base::failure::Failure;
use crate::cli::args::{parallel, session as flags};
use crate::cli::command::{self, Job};
use crate::cli::flag::Flag;
use crate::cli::given::Given;
use crate::cli::items::{Item, Kind};

/// A flag that holds for every line, and its values.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The flag.
    pub flag: &'static Flag,
    /// The words that give it.
    pub words: Vec<OsString>,
}

/// The flags that hold for every line, each with its words.
pub(super) fn settings(given: &Given) -> Vec<Setting> {
    let all = command::flags(&Job::Session);
    let each = all.filter(|flag| !flags::is_among(flag, flags::OF_THE_WHOLE));
    let given = each.map(|flag| Setting {
        flag,
        words: words_of(flag, given),
    });
    given.filter(|setting| !setting.words.is_empty()).collect()
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
        (Some(_), None) => {
            let glued = |value: &OsStr| {
                let mut word = OsString::from(format!("{name}="));
                word.push(value);
                word
            };
            given.all(flag).map(glued).collect()
        }
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
    words.extend(settings.iter().flat_map(|one| one.words.clone()));
    parsed(&words).map(|(_, given)| given)
}

/// The names of the headers among items, in lower case.
pub(super) fn headers(words: &[OsString]) -> Vec<String> {
    let items = words
        .iter()
        .filter_map(|word| Item::parse(word.clone()).ok());
    let headers = items.filter(|item| item.kind == Kind::Header);
    headers
        .map(|item| String::from_utf8_lossy(item.name()).to_ascii_lowercase())
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
