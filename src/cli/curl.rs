//! `verb curl ARGS…`: a pasted curl line, as words for this program's own parser, so that every
//! check of the command line applies to it.
//!
//! curl's grammar of options is followed ([`option`], [`scan`]); what each option becomes is a
//! table (`table`, `others`). Nothing is dropped without a word: an option that changes nothing
//! here says why in the table, one that cannot be had is an error that names it.

use std::ffi::{OsStr, OsString};

use super::args;
use super::env::Env;
use crate::base::failure::Failure;

mod content;
pub mod option;
mod others;
pub mod scan;
mod secret;
mod table;
mod url;

#[cfg(test)]
mod tests;

use content::Content;
use option::{Opt, Own, To};
use scan::{Scanned, Used};

/// What a pasted line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// A request: the words of this program for it, from the command on.
    Words(Vec<OsString>),
    /// Help.
    Help,
    /// The version.
    Version,
}

/// Takes the words after `curl`.
///
/// # Errors
///
/// Of kind `Usage`: an option that does not exist, contradicts another or has no counterpart, a
/// file that cannot be read.
pub fn translate(words: &[OsString], env: &Env) -> Result<Asked, Failure> {
    let scanned = scan::scan(words)?;
    if scanned.has(To::Own(Own::Help)) {
        return Ok(Asked::Help);
    }
    if scanned.has(To::Own(Own::Version)) {
        return Ok(Asked::Version);
    }
    let mut flags = scanned.own.clone();
    for used in &scanned.used {
        flags.extend(plain(used)?);
    }
    let content = content::of(&scanned, env)?;
    let mut line = command(&scanned, &content);
    line.extend(flags);
    line.extend(content.words.iter().cloned());
    line.extend(url::all(&scanned, content.upload.as_deref())?);
    Ok(Asked::Words(line))
}

/// The error for an option that this program does not have, or not under that name.
pub fn missing(opt: &Opt) -> Failure {
    let shown = opt.shown();
    match opt.to {
        To::Lacks(instead) => {
            Failure::usage(format!("curl's {shown}: verb has nothing like it")).hint(instead)
        }
        To::NotHttp => {
            Failure::usage(format!("curl's {shown} is not about HTTP")).hint("leave it out")
        }
        To::Nothing(why) => Failure::usage(format!("curl's {shown}: verb has no such flag"))
            .hint(format!("leave it out: {why}")),
        To::Flag(name) => not_yet(name, opt),
        To::Own(Own::Socks(scheme)) => {
            Failure::usage(format!("curl's {shown}: verb has no such flag"))
                .hint(format!("write -x {scheme}://HOST[:PORT]"))
        }
        To::Same | To::Own(_) | To::Content(_) => not_yet(opt.long, opt),
    }
}

fn not_yet(name: &str, opt: &Opt) -> Failure {
    Failure::usage(format!("curl's {}: verb has no --{name} yet", opt.shown()))
        .hint("leave it out, or run curl itself")
}

/// `--NAME`, if there is such a flag.
pub(super) fn flag(name: &str, used: &Opt) -> Result<OsString, Failure> {
    let exists = args::all().any(|flag| flag.long == name || flag.aliases.contains(&name));
    if exists {
        return Ok(format!("--{name}").into());
    }
    Err(not_yet(name, used))
}

/// `--NAME=VALUE`, so that no value can be taken for a flag.
pub(super) fn with_value(name: &str, used: &Opt, value: &OsStr) -> Result<OsString, Failure> {
    Ok(join(flag(name, used)?, value))
}

fn join(mut name: OsString, value: &OsStr) -> OsString {
    name.push("=");
    name.push(value);
    name
}

/// The words of an option that has to do with neither method, content nor URL.
fn plain(used: &Used) -> Result<Vec<OsString>, Failure> {
    let Used { opt, value } = used;
    let name = match opt.to {
        To::Same => opt.long,
        To::Flag(name) => name,
        To::Own(own) => return special(own, used),
        To::Content(_) | To::Nothing(_) => return Ok(Vec::new()),
        To::Lacks(_) | To::NotHttp => return Err(missing(opt)),
    };
    let word = match value {
        Some(value) => with_value(name, opt, value)?,
        None => flag(name, opt)?,
    };
    Ok(vec![word])
}

fn special(own: Own, used: &Used) -> Result<Vec<OsString>, Failure> {
    let Used { opt, value } = used;
    let value = value.as_deref().unwrap_or_default();
    let word = match own {
        Own::Cacert => {
            let file = with_value("cacert", opt, value)?;
            return Ok(vec![file, "--trust=given".into()]);
        }
        Own::Head => flag("show-headers", opt)?,
        Own::Header => with_value("header", opt, &at_file(value))?,
        Own::Limit if is_zero(value) => return Ok(Vec::new()),
        Own::Limit => with_value(opt.long, opt, value)?,
        Own::Referer => referer(opt, value)?,
        Own::Login(name) => with_value(name, opt, &secret::login(value))?,
        Own::Secret(name) => with_value(name, opt, &secret::word(value))?,
        Own::Socks(scheme) => {
            let mut proxy = OsString::from(format!("{scheme}://"));
            proxy.push(value);
            with_value("proxy", opt, &proxy)?
        }
        Own::Globoff | Own::Method | Own::ProtoDefault | Own::Url | Own::Help | Own::Version => {
            return Ok(Vec::new());
        }
    };
    Ok(vec![word])
}

/// `@env:X` is a file to curl, a variable to this program.
fn at_file(value: &OsStr) -> OsString {
    match value.as_encoded_bytes().strip_prefix(b"@env:") {
        Some(rest) => os_string([b"@./env:", rest].concat()),
        None => value.to_owned(),
    }
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

fn referer(opt: &Opt, value: &OsStr) -> Result<OsString, Failure> {
    if value.as_encoded_bytes().ends_with(b";auto") {
        let story = format!(
            "curl's {} with ;auto: verb sets no Referer by itself",
            opt.shown()
        );
        return Err(Failure::usage(story).hint("leave ;auto out"));
    }
    with_value("referer", opt, value)
}

fn is_zero(value: &OsStr) -> bool {
    value.to_str().and_then(|text| text.parse::<f64>().ok()) == Some(0.0)
}

/// The command for the method: `-X`, else what the content implies.
fn command(scanned: &Scanned, content: &Content) -> Vec<OsString> {
    const NAMED: [&str; 7] = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
    let given = scanned.last(Own::Method);
    let method = given.unwrap_or_else(|| OsStr::new(content.method));
    match method.to_str().filter(|word| NAMED.contains(word)) {
        Some(named) => vec![named.to_ascii_lowercase().into()],
        None => vec!["request".into(), join("--request".into(), method)],
    }
}
