//! From the words of `--capture`, `--shell` and `--capture-file` to what is taken of a response.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::capture as flags;
use super::args::cookies::COOKIE_JAR;
use super::args::response::{DUMP_HEADER, OUTPUT, SHOW_HEADERS};
use super::args::{parts, trace};
use super::files::os_string;
use super::filters;
use super::flag::Flag;
use super::given::{Given, bad_value};
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::fields::FieldName;
use crate::output::assign::{Shell, abandoned as text, is_name};
use crate::output::file::is_stdout;
use crate::query::Variables;
use crate::run::capture::{Capture, Captures, What};

/// What a command line wants to be taken; `None` where that is nothing.
pub fn wanted(given: &Given) -> Result<Option<Arc<Captures>>, Failure> {
    let shell = shell(given)?;
    let file = given.last(&flags::FILE).map(PathBuf::from);
    if given.last(&flags::CAPTURE).is_none() {
        let alone = [
            (shell.is_some(), &flags::SHELL),
            (file.is_some(), &flags::FILE),
        ];
        return match alone.into_iter().find(|(is_there, _)| *is_there) {
            Some((_, flag)) => Err(Failure::usage(format!(
                "--{} does nothing without --capture",
                flag.long
            ))
            .hint("add --capture NAME=WHAT, such as id=.id or code=status")),
            None => Ok(None),
        };
    }
    if file.as_deref() == Some(Path::new("-")) {
        return Err(Failure::usage("--capture-file: - is no file")
            .hint("--shell prints the values on stdout"));
    }
    if shell.is_none() && file.is_none() {
        return Err(Failure::usage("--capture: it is not said what becomes of the values").hint(
            "add --shell and write eval \"$(verb ...)\", or add --capture-file \"$GITHUB_OUTPUT\"",
        ));
    }
    if shell.is_some() {
        stdout_is_free(given)?;
    }
    let variables = filters::variables(given)?;
    let mut all: Vec<Capture> = Vec::new();
    for value in given.all(&flags::CAPTURE) {
        let capture = capture(value, &variables)?;
        if all.iter().any(|other| other.name == capture.name) {
            let story = format!("--capture: {} is given twice", capture.name);
            return Err(Failure::usage(story));
        }
        all.push(capture);
    }
    let words = words(given);
    Ok(Some(Arc::new(Captures::new(all, shell, file, words))))
}

/// What is printed for a shell that evaluates stdout when these words cannot be understood;
/// `None` where nobody does.
pub fn abandoned(words: &[OsString], kind: Kind) -> Option<String> {
    let flag = |word: &OsString| word.as_encoded_bytes().starts_with(b"--shell");
    let shell = words.iter().rfind(|word| flag(word))?.to_str()?;
    let shell = match shell.strip_prefix("--shell") {
        Some("") => Shell::Posix,
        Some(named) => named_shell(named.strip_prefix('=')?).unwrap_or_default(),
        None => return None,
    };
    let mut words = words.iter().filter_map(|word| word.to_str());
    let mut names = Vec::new();
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--capture") {
            Some("") => words.next(),
            Some(glued) => glued.strip_prefix('='),
            None => None,
        };
        let name = value.and_then(|value| value.split('=').next());
        names.extend(name.filter(|name| is_name(name)));
    }
    Some(text(names.into_iter(), shell, kind.code()))
}

fn shell(given: &Given) -> Result<Option<Shell>, Failure> {
    let expected = "sh, fish or powershell";
    match given.parse(&flags::SHELL, expected, named_shell)? {
        None => Ok(given.switch(&flags::SHELL).then(Shell::default)),
        named => Ok(named),
    }
}

fn named_shell(name: &str) -> Option<Shell> {
    match name {
        "sh" | "posix" | "dash" | "bash" | "zsh" | "ksh" => Some(Shell::Posix),
        "fish" => Some(Shell::Fish),
        "powershell" | "pwsh" => Some(Shell::PowerShell),
        _ => None,
    }
}

/// A shell would evaluate whatever else is printed there, and much of it is what a server said.
fn stdout_is_free(given: &Given) -> Result<(), Failure> {
    let heads = given.switch(&SHOW_HEADERS).then(|| "-i".to_owned());
    let shown = given.last(&parts::PRINT).map(|_| "-p".to_owned());
    let told = given.last(&parts::WRITE_OUT).map(|_| "-w".to_owned());
    let to = given.all(&parts::TO).find(|value| goes_to_stdout(value));
    let to = to.map(|value| format!("--to {}", excerpt(value.as_encoded_bytes())));
    // `-o -` is fine: it names the place where the body would be, and it is not printed.
    let body = given.all(&OUTPUT).any(|name| is_stdout(Path::new(name)));
    let body = body.then(|| "-o /dev/stdout".to_owned());
    let file = FILES.iter().find_map(|flag| {
        let name = given.last(flag)?;
        let printed = name == "-" || is_stdout(Path::new(name));
        printed.then(|| format!("--{} {}", flag.long, name.to_string_lossy()))
    });
    match heads.or(shown).or(told).or(to).or(body).or(file) {
        None => Ok(()),
        Some(flag) => Err(
            Failure::usage(format!("--shell and {flag} both print on stdout"))
                .hint("give it a file; --capture NAME=header:X takes one of the fields"),
        ),
    }
}

/// The flags whose file may be stdout.
const FILES: [&Flag; 7] = [
    &DUMP_HEADER,
    &COOKIE_JAR,
    &parts::META,
    &trace::TRACE,
    &trace::TRACE_ASCII,
    &trace::RECORD,
    &trace::HAR,
];

/// Of `PART=PLACE`; a place that is none is refused elsewhere.
fn goes_to_stdout(value: &OsStr) -> bool {
    let mut words = value.as_encoded_bytes().splitn(2, |byte| *byte == b'=');
    let Some(place) = words.nth(1) else {
        return false;
    };
    let number = place.strip_prefix(b"fd:");
    let number = number.and_then(|text| std::str::from_utf8(text).ok());
    let first = number.and_then(|text| text.parse::<u32>().ok()) == Some(1);
    first || matches!(place, b"stdout" | b"-") || is_stdout(Path::new(&os_string(place)))
}

fn capture(value: &OsStr, variables: &Variables) -> Result<Capture, Failure> {
    let wrong = |expected| bad_value(&flags::CAPTURE, value, expected);
    let text = value.to_str().ok_or_else(|| wrong("text in UTF-8"))?;
    let (name, what) = text.split_once('=').ok_or_else(|| wrong(FORM))?;
    if !is_name(name) {
        return Err(wrong(FORM).hint("NAME has letters, digits and _, and no digit first"));
    }
    let what = match what {
        "status" => What::Status,
        "time" => What::Time,
        "ttfb" => What::FirstByte,
        "url" => What::Url,
        "body" => What::Body,
        _ => longer(what, variables)?.ok_or_else(|| wrong(FORM).hint(FORMS))?,
    };
    let name = name.to_owned();
    Ok(Capture { name, what })
}

fn longer(what: &str, variables: &Variables) -> Result<Option<What>, Failure> {
    if let Some(name) = what.strip_prefix("header:") {
        let field = FieldName::parse(name);
        return Ok(field.map(|field| What::Header(field.as_str().to_owned())));
    }
    if let Some(name) = what.strip_prefix("cookie:") {
        return Ok((!name.is_empty()).then(|| What::Cookie(name.to_owned())));
    }
    let prefixed = what.strip_prefix("jq:");
    let Some(filter) = prefixed.or_else(|| what.starts_with('.').then_some(what)) else {
        return Ok(None);
    };
    let filter = filters::compiled(&flags::CAPTURE, filter, variables)?;
    Ok(Some(What::Query(Arc::new(filter))))
}

const FORM: &str = "NAME=WHAT";
const FORMS: &str =
    "WHAT is .FILTER, jq:FILTER, status, header:X, cookie:X, time, ttfb, url or body";

/// The flags and values, for a line that says the same.
fn words(given: &Given) -> Vec<String> {
    let mut words = Vec::new();
    for value in given.all(&flags::CAPTURE) {
        words.extend(["--capture".to_owned(), value.to_string_lossy().into_owned()]);
    }
    if given.switch(&flags::SHELL) {
        let named = given.last(&flags::SHELL).map(OsStr::to_string_lossy);
        words.push(named.map_or("--shell".to_owned(), |name| format!("--shell={name}")));
    }
    if let Some(file) = given.last(&flags::FILE) {
        let file = file.to_string_lossy().into_owned();
        words.extend(["--capture-file".to_owned(), file]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[&str]) -> Option<String> {
        let words: Vec<OsString> = words.iter().map(Into::into).collect();
        abandoned(&words, Kind::Usage)
    }

    #[test]
    fn a_shell_hears_of_words_that_were_not_understood() {
        let told = said(&[
            "post",
            "name=x",
            "--capture",
            "a=.a",
            "--bad",
            "--capture=b=status",
            "--shell",
        ]);
        assert_eq!(told.unwrap(), "unset -v a b\n(exit 2)\n");
        let told = said(&["get", "--shell=fish", "--capture", "a"]);
        assert_eq!(told.unwrap(), "set -e a\nsh -c 'exit 2'\n");
        assert_eq!(said(&["get", "--shell"]).unwrap(), "(exit 2)\n");
        assert_eq!(said(&["get", "--shell=odd"]).unwrap(), "(exit 2)\n");
        assert_eq!(
            said(&["get", "--capture", "a=.a", "--shelf", "/shell"]),
            None
        );
    }

    #[test]
    fn what_is_taken_is_named_or_a_filter() {
        let variables = Variables::default();
        for text in [
            "a=.x == 1",
            "a=jq:1",
            "a=status",
            "a=header:X-Id",
            "a=cookie:sid",
            "a=time",
            "a=ttfb",
            "a=url",
            "a=body",
        ] {
            let capture = capture(OsStr::new(text), &variables).unwrap();
            assert_eq!(capture.name, "a", "{text}");
        }
        for text in [
            "a",
            "=.x",
            "1a=.x",
            "a-b=.x",
            "a=",
            "a=x",
            "a=header:",
            "a=header:a b",
            "a=cookie:",
            "a=.[",
        ] {
            let failure = capture(OsStr::new(text), &variables).unwrap_err();
            assert_eq!(failure.kind, Kind::Usage, "{text}");
        }
    }
}
