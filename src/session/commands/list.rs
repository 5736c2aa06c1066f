//! `set` alone: what holds for every line.

use super::value;
use crate::base::escape::Escaped;
use crate::cli::args::{parts, response, session as flags};
use crate::cli::flag::Flag;
use crate::cli::session::Setting;
use crate::output::mask::Secrets;
use crate::session::desk::Desk;

/// Where the values begin.
const COLUMN: usize = 14;

/// All of it: first what is always there, then what was given.
pub(super) fn of(desk: &Desk) -> String {
    let base = desk.grammar.base().to_string();
    let mut text = row("base", &Escaped(base.as_bytes()).to_string());
    let always = [
        &response::PRETTY,
        &parts::TIMING,
        &response::VERBOSE,
        &response::SHOW_HEADERS,
    ];
    for flag in always {
        text.push_str(&of_flag(desk, flag));
    }
    text.push_str(&row("raw", on(desk.raw)));
    for setting in desk.grammar.settings() {
        if !flags::is_among(setting.flag, &always) {
            text.push_str(&rows(desk, setting));
        }
    }
    text
}

/// What a flag is set to.
pub(super) fn of_flag(desk: &Desk, flag: &Flag) -> String {
    let mut all = desk.grammar.settings().iter();
    match all.find(|setting| setting.flag.long == flag.long) {
        Some(setting) => rows(desk, setting),
        None if flag.long == response::PRETTY.long => row(name(flag), "auto"),
        None if flag.value.is_none() => row(name(flag), on(false)),
        None => row(name(flag), "not set"),
    }
}

fn rows(desk: &Desk, setting: &Setting) -> String {
    let secrets = Secrets::shown_if(desk.session.output().show_secrets);
    let name = name(setting.flag);
    let values = value::shown(setting, secrets);
    if values.is_empty() {
        return match setting.words.len() {
            count @ 2.. => row(name, &format!("on, {count} times")),
            _ => row(name, on(true)),
        };
    }
    values.iter().map(|value| row(name, value)).collect()
}

/// What a flag is called here.
fn name(flag: &Flag) -> &'static str {
    match flag.long == response::SHOW_HEADERS.long {
        true => "head",
        false => flag.long,
    }
}

pub(super) fn row(name: &str, value: &str) -> String {
    format!("{name:COLUMN$}  {value}\n")
}

pub(super) const fn on(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}
