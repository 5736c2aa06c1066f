//! The flags that can be set for all lines, by the names that they have here.

use std::ffi::{OsStr, OsString};

use super::value;
use crate::base::failure::Failure;
use crate::cli::args::{response, session as flags};
use crate::cli::command::{self, Job};
use crate::cli::flag::{Flag, Shown};
use crate::cli::nearest::nearest;
use crate::cli::session::Setting;

/// Names beside those of the flags.
pub const OTHERS: &[&str] = &["base", "raw", "head", "auth"];

/// The flag that a name means: its long name, with dashes or without, an alias, `-x`; and whether
/// it is the name that undoes it.
pub(super) fn find(name: &str) -> Option<(&'static Flag, bool)> {
    let mut all = command::flags(&Job::Session);
    let letter = name.strip_prefix('-').filter(|rest| rest.len() == 1);
    if let Some(letter) = letter.and_then(|rest| rest.chars().next()) {
        return all
            .find(|flag| flag.short == Some(letter))
            .map(|flag| (flag, false));
    }
    let name = name.trim_start_matches('-').to_ascii_lowercase();
    if matches!(name.as_str(), "head" | "heads") {
        return Some((&response::SHOW_HEADERS, false));
    }
    all.find_map(|flag| {
        let named = flag.long == name || flag.aliases.contains(&name.as_str());
        let undone = flag.inverse == Some(name.as_str());
        (named || undone).then_some((flag, undone))
    })
}

/// The flag that can be set by this name.
pub(super) fn settable(name: &str) -> Result<(&'static Flag, bool), Failure> {
    let Some((flag, undone)) = find(name) else {
        return Err(unknown(name));
    };
    if flags::is_among(flag, flags::OF_THE_WHOLE) {
        let story = format!("--{} is for the session as a whole", flag.long);
        return Err(Failure::usage(story).hint("give it where the session is begun"));
    }
    Ok((flag, undone))
}

/// Words for what can be set.
const SYNONYMS: &[(&str, &str)] = &[
    ("token", "bearer TOKEN"),
    ("password", "user NAME:PASSWORD"),
    ("credentials", "user NAME:PASSWORD"),
    ("path", "base PATH"),
    ("frames", "raw on"),
    ("time", "timing on"),
];

fn unknown(name: &str) -> Failure {
    let failure = Failure::usage(format!("nothing is called {}", value::quoted(name)));
    let lower = name.trim_start_matches('-').to_ascii_lowercase();
    let shown = command::flags(&Job::Session).filter(|flag| flag.shown != Shown::Never);
    if let Some((_, meant)) = SYNONYMS.iter().find(|(word, _)| *word == lower) {
        return failure.hint(format!("write set {meant}"));
    }
    let known = shown.map(|flag| flag.long).chain(OTHERS.iter().copied());
    match nearest(&lower, known) {
        Some(near) => failure.hint(format!(
            "did you mean {near}? help set lists what can be set"
        )),
        None => failure.hint("help set lists what can be set"),
    }
}

/// The settings without what these flags said.
pub(super) fn without(settings: &[Setting], gone: &[&Flag]) -> Vec<Setting> {
    let stays = |setting: &&Setting| !flags::is_among(setting.flag, gone);
    settings.iter().filter(stays).cloned().collect()
}

/// The settings with a flag given anew, and without those that it cancels.
pub(super) fn with(
    settings: &[Setting],
    flag: &'static Flag,
    words: Vec<OsString>,
) -> Vec<Setting> {
    let cancelled =
        |other: &Flag| flag.cancels.contains(&other.long) || other.cancels.contains(&flag.long);
    let mut all = without(settings, &[flag]);
    all.retain(|setting| !cancelled(setting.flag));
    all.push(Setting { flag, words });
    all
}

/// The word that gives a flag a value.
pub(super) fn glued(flag: &Flag, value: &OsStr) -> OsString {
    let mut word = OsString::from(format!("--{}=", flag.long));
    word.push(value);
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_found_by_each_of_its_names() {
        for (name, long) in [
            ("max-time", Some(("max-time", false))),
            ("--max-time", Some(("max-time", false))),
            ("-m", Some(("max-time", false))),
            ("-k", Some(("insecure", false))),
            ("HEADER", Some(("header", false))),
            ("colour", Some(("color", false))),
            ("head", Some(("show-headers", false))),
            ("no-timing", Some(("timing", true))),
            ("-", None),
            ("-kk", None),
            ("wibble", None),
            ("output", None),
        ] {
            let found = find(name).map(|(flag, undone)| (flag.long, undone));
            assert_eq!(found, long, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_set_says_why() {
        for (name, told) in [
            (
                "timng",
                "nothing is called 'timng'; did you mean timing? help set lists what can be set",
            ),
            ("token", "nothing is called 'token'; write set bearer TOKEN"),
            (
                "bse",
                "nothing is called 'bse'; did you mean base? help set lists what can be set",
            ),
            (
                "wibbly\x1b",
                "nothing is called 'wibbly\\x1b'; help set lists what can be set",
            ),
            (
                "cookie-jar",
                "--cookie-jar is for the session as a whole; give it where the session is begun",
            ),
        ] {
            assert_eq!(settable(name).unwrap_err().to_string(), told);
        }
    }
}
