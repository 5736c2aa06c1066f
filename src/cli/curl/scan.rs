//! curl's grammar of a command line: letters that stand together, values glued to a letter or in
//! the next word, long names cut short, `--no-…`; options anywhere among the URLs.
//!
//! The flags by which this program prints a request instead of sending it may stand among them:
//! curl has none of that name.

use std::ffi::{OsStr, OsString};

use super::option::{NotFound, Opt, Own, To, by_letter, by_name};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// An option as it was used.
#[derive(Debug, Clone)]
pub struct Used {
    /// Which.
    pub opt: &'static Opt,
    /// Its value, if it takes one.
    pub value: Option<OsString>,
}

/// A line, taken apart.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Options in order; what was turned off again is left out.
    pub used: Vec<Used>,
    /// URLs in order, those of `--url` among them.
    pub urls: Vec<OsString>,
    /// Flags of this program's own.
    pub own: Vec<OsString>,
}

impl Scanned {
    /// Whether an option was given.
    pub fn has(&self, to: To) -> bool {
        self.used.iter().any(|used| used.opt.to == to)
    }

    /// The values of an option.
    pub fn all(&self, own: Own) -> impl Iterator<Item = &OsStr> {
        let found = self
            .used
            .iter()
            .filter(move |used| used.opt.to == To::Own(own));
        found.filter_map(|used| used.value.as_deref())
    }

    /// The last value of an option.
    pub fn last(&self, own: Own) -> Option<&OsStr> {
        self.all(own).last()
    }
}

/// Takes a line apart.
pub fn scan(words: &[OsString]) -> Result<Scanned, Failure> {
    let mut scanned = Scanned::default();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let bytes = word.as_encoded_bytes();
        match bytes {
            b"--" => {
                scanned.urls.extend(rest.by_ref().cloned());
            }
            [b'-', b'-', ..] => long(word, &mut rest, &mut scanned)?,
            [b'-', _, ..] => letters(word, &mut rest, &mut scanned)?,
            _ => scanned.urls.push(word.clone()),
        }
    }
    Ok(scanned)
}

type Rest<'a> = std::slice::Iter<'a, OsString>;

fn long(word: &OsStr, rest: &mut Rest<'_>, scanned: &mut Scanned) -> Result<(), Failure> {
    let text = word.to_str().unwrap_or_default();
    if is_ours(text) {
        scanned.own.push(word.to_owned());
        if text == "--as" {
            scanned.own.extend(rest.next().cloned());
        }
        return Ok(());
    }
    let name = text.strip_prefix("--").unwrap_or_default();
    let (opt, on) = by_name(name).map_err(|why| not_found(word, name, why))?;
    if !on {
        scanned.used.retain(|used| used.opt.long != opt.long);
        return Ok(());
    }
    let value = if opt.value {
        Some(next(opt, rest)?)
    } else {
        None
    };
    take(opt, value, scanned);
    Ok(())
}

/// Letters are ASCII: a byte of another one is unknown as well.
fn letters(word: &OsStr, rest: &mut Rest<'_>, scanned: &mut Scanned) -> Result<(), Failure> {
    let mut bytes = word
        .as_encoded_bytes()
        .strip_prefix(b"-")
        .unwrap_or_default();
    while let Some((letter, after)) = bytes.split_first() {
        let Some(opt) = by_letter(char::from(*letter)) else {
            let told = excerpt(std::slice::from_ref(letter));
            return Err(Failure::usage(format!("curl has no option -{told}"))
                .hint(format!("it was read in the word {}", shown(word))));
        };
        if opt.value {
            let glued = os_string(after);
            let value = if after.is_empty() {
                next(opt, rest)?
            } else {
                glued
            };
            take(opt, Some(value), scanned);
            return Ok(());
        }
        take(opt, None, scanned);
        bytes = after;
    }
    Ok(())
}

fn take(opt: &'static Opt, value: Option<OsString>, scanned: &mut Scanned) {
    if opt.to == To::Own(Own::Url) {
        scanned.urls.extend(value.clone());
    }
    scanned.used.push(Used { opt, value });
}

fn next(opt: &Opt, rest: &mut Rest<'_>) -> Result<OsString, Failure> {
    rest.next().cloned().ok_or_else(|| {
        Failure::usage(format!("curl's {} needs a value", opt.shown()))
            .hint("it is the next word of the line")
    })
}

fn is_ours(text: &str) -> bool {
    let names = ["--as", "--dry-run", "--offline", "--show-secrets"];
    names.contains(&text) || text.starts_with("--as=")
}

fn not_found(word: &OsStr, name: &str, why: NotFound) -> Failure {
    let shown = shown(word);
    let known = name.split_once('=').map(|(name, _)| by_name(name));
    match (why, known) {
        (_, Some(Ok((opt, _)))) if opt.value => Failure::usage(format!("curl takes no {shown}"))
            .hint(format!("the value is the next word: --{} VALUE", opt.long)),
        (NotFound::Ambiguous(names), _) => {
            Failure::usage(format!("curl's {shown} is cut too short"))
                .hint(format!("it may be --{}", names.join(", --")))
        }
        (NotFound::Unknown, _) if name.starts_with("expand-") => {
            Failure::usage(format!("curl's {shown}: verb has nothing like it"))
                .hint("use the shell's variables")
        }
        (NotFound::Unknown, _) => Failure::usage(format!("curl has no option {shown}"))
            .hint("check the line; verb's own flags go after verb METHOD"),
    }
}

fn shown(word: &OsStr) -> String {
    excerpt(word.as_encoded_bytes())
}

#[cfg(unix)]
fn os_string(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_owned()
}

#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}
