//! Habits brought from other programs, seen in the words before they are parsed: what HTTPie's
//! letters mean, a single dash before a long name, a `=` after a letter, a header without quotes.
//! Each would be understood as something else, and be sent.
//!
//! Looks at the shapes of words only, and only where there is a flag at all.

use std::ffi::{OsStr, OsString};

use super::command::{Command, Job, flags};
use super::flag::Flag;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// Refuses a line whose words show a habit of another program's.
pub fn check(command: &Command, words: &[OsString]) -> Result<(), Failure> {
    let sends = matches!(command.job, Job::Send(_) | Job::SendAny);
    if !sends || !words.iter().any(|word| is_flag(word)) {
        return Ok(());
    }
    let line = read(command, words)?;
    misread_letter(command, &line)?;
    unquoted_header(&line)?;
    swallowed_url(&line)
}

/// One flag or word.
struct Seen<'a> {
    flag: Option<&'static Flag>,
    /// By its letter.
    letter: Option<char>,
    /// The value of a flag, or the word.
    text: Option<&'a [u8]>,
}

/// Takes the words apart as the parser would, as far as the flags are known.
fn read<'a>(command: &Command, words: &'a [OsString]) -> Result<Vec<Seen<'a>>, Failure> {
    let mut line = Vec::new();
    let mut rest = words.iter().map(|word| word.as_encoded_bytes());
    while let Some(word) = rest.next() {
        let known = |name: &[u8]| named(command, name);
        match word {
            b"--" => {
                line.extend(rest.by_ref().map(bare));
            }
            [b'-', b'-', name @ ..] => {
                let (name, glued) = split_once(name, b'=');
                let flag = known(name);
                let takes = flag.is_some_and(|flag| flag.value.is_some());
                let mut text = if takes && glued.is_none() {
                    rest.next()
                } else {
                    glued
                };
                if flag.is_some_and(|flag| flag.second.is_some()) {
                    text = rest.next();
                }
                let letter = None;
                line.push(Seen { flag, letter, text });
            }
            [b'-', name @ ..] if !name.is_empty() => {
                single_dash(command, name)?;
                if letters(command, name, &mut line)? {
                    let value = rest.next();
                    if let Some(last) = line.last_mut() {
                        last.text = value;
                    }
                }
            }
            _ => line.push(bare(word)),
        }
    }
    Ok(line)
}

/// Reads letters; whether the last one's value is the next word.
fn letters<'a>(
    command: &Command,
    mut name: &'a [u8],
    line: &mut Vec<Seen<'a>>,
) -> Result<bool, Failure> {
    while let Some((first, after)) = name.split_first() {
        let letter = char::from(*first);
        let flag = flags(&command.job).find(|flag| flag.short == Some(letter));
        let letter = Some(letter);
        let takes = flag.is_some_and(|flag| flag.value.is_some());
        let text = Some(after).filter(|after| takes && !after.is_empty());
        line.push(Seen { flag, letter, text });
        if takes {
            glued_equals(flag, after)?;
            return Ok(after.is_empty());
        }
        name = after;
    }
    Ok(false)
}

/// `-json` is four letters, the last of which may write a file.
fn single_dash(command: &Command, name: &[u8]) -> Result<(), Failure> {
    let (name, value) = split_once(name, b'=');
    if name.len() < 3 || named(command, name).is_none() {
        return Ok(());
    }
    let shown = excerpt(name);
    let equals = if value.is_some() { "=…" } else { "" };
    Err(
        Failure::usage(format!("-{shown}{equals} is read letter by letter"))
            .hint(format!("did you mean --{shown}?")),
    )
}

/// The parser would take the `=` off, curl would make it a part of the value.
fn glued_equals(flag: Option<&Flag>, after: &[u8]) -> Result<(), Failure> {
    let Some((flag, letter)) = flag.and_then(|flag| Some((flag, flag.short?))) else {
        return Ok(());
    };
    if !after.starts_with(b"=") {
        return Ok(());
    }
    let (long, value) = (flag.long, flag.value.unwrap_or("VALUE"));
    Err(
        Failure::usage(format!("-{letter}=… : a letter takes its value without ="))
            .hint(format!("write -{letter} {value} or --{long}={value}")),
    )
}

fn misread_letter(command: &Command, line: &[Seen<'_>]) -> Result<(), Failure> {
    let by_letter = |letter: char| line.iter().find(|seen| seen.letter == Some(letter));
    let words = || {
        line.iter()
            .filter(|seen| seen.flag.is_none() && seen.letter.is_none())
    };
    let any = |test: fn(&[u8]) -> bool| words().any(|seen| seen.text.is_some_and(test));
    let form = line.iter().any(|seen| is(seen, "form"));
    if by_letter('f').is_some_and(|seen| is(seen, "fail")) && !form && any(is_field) {
        return Err(
            Failure::usage("-f with fields: -f is --fail here, a form is --form")
                .hint("write --form, or --fail if that is meant"),
        );
    }
    if by_letter('h').is_some() && any(is_url) {
        return Err(
            Failure::usage("-h with a URL: -h is help here").hint(format!(
                "for the response's head: verb head URL or verb {} -i URL; help: verb {0} -h",
                command.name
            )),
        );
    }
    let scheme = by_letter('A')
        .and_then(|seen| seen.text)
        .unwrap_or_default();
    if [&b"basic"[..], b"bearer", b"digest"].contains(&scheme) {
        let shown = excerpt(scheme);
        let flag = if scheme == b"basic" { "user" } else { &shown };
        return Err(
            Failure::usage(format!("-A {shown}: -A is --user-agent here")).hint(format!(
                "for credentials see --{flag}; else write --user-agent {shown}"
            )),
        );
    }
    Ok(())
}

/// `-H X-Key: abc`: the shell made two words of it, of which the second would be a URL.
fn unquoted_header(line: &[Seen<'_>]) -> Result<(), Failure> {
    let words = || {
        line.iter()
            .filter(|seen| seen.flag.is_none() && seen.letter.is_none())
    };
    for (at, seen) in line.iter().enumerate() {
        let Some(name) = seen.text.filter(|_| is(seen, "header")) else {
            continue;
        };
        let next = line.get(at.saturating_add(1));
        let after = next.filter(|next| next.flag.is_none() && next.letter.is_none());
        let Some(value) = after.and_then(|next| next.text) else {
            continue;
        };
        // What could be a host, an item or a body is not looked at twice.
        let bare = !value.iter().any(|byte| b"=:./@[{\"".contains(byte));
        let is_value = bare && value != b"-" && !is_url(value);
        let others = words().filter(|word| word.text.is_some_and(is_url)).count();
        if name.ends_with(b":") && is_value && others > 0 {
            let name = excerpt(name);
            return Err(Failure::usage(format!(
                "header '{name}' and the word after it are two words"
            ))
            .hint(format!("put quotes around both: -H '{name} …'")));
        }
    }
    Ok(())
}

/// No URL is left, because a flag has taken it.
fn swallowed_url(line: &[Seen<'_>]) -> Result<(), Failure> {
    let is_word = |seen: &&Seen<'_>| seen.flag.is_none() && seen.letter.is_none();
    if line.iter().any(|seen| is_word(&seen)) {
        return Ok(());
    }
    let taken = line
        .iter()
        .find(|seen| seen.text.is_some_and(is_url) && !takes_url(seen));
    let Some((seen, flag)) = taken.and_then(|seen| Some((seen, seen.flag?))) else {
        return Ok(());
    };
    let (name, value) = match seen.letter {
        Some(letter) => (format!("-{letter}"), flag.value.unwrap_or_default()),
        None => (format!("--{}", flag.long), flag.value.unwrap_or_default()),
    };
    let url = excerpt(seen.text.unwrap_or_default());
    let shown = if url.contains('@') {
        "the URL".to_owned()
    } else {
        format!("'{url}'")
    };
    let hint = match seen.letter {
        Some('d') => "-d is data here; a download is -o FILE URL".to_owned(),
        Some('b') => "-b is cookies here; the body is printed without it".to_owned(),
        Some('m') => "-m is a time limit here; -v shows what HTTPie calls metadata".to_owned(),
        Some('F') => "-F is a part of a multipart body here; --location follows".to_owned(),
        Some('c') => "-c is a cookie jar here".to_owned(),
        _ => format!("write {name} {value} URL"),
    };
    Err(Failure::usage(format!("no URL: {name} took {shown} as its value")).hint(hint))
}

fn bare(text: &[u8]) -> Seen<'_> {
    Seen {
        flag: None,
        letter: None,
        text: Some(text),
    }
}

fn is(seen: &Seen<'_>, long: &str) -> bool {
    seen.flag.is_some_and(|flag| flag.long == long)
}

fn takes_url(seen: &Seen<'_>) -> bool {
    ["base", "proxy", "referer"]
        .iter()
        .any(|long| is(seen, long))
}

fn is_flag(word: &OsStr) -> bool {
    word.as_encoded_bytes().starts_with(b"-") && word != "-"
}

/// Plainly a URL: nothing else begins so.
fn is_url(word: &[u8]) -> bool {
    let begins = [&b"http://"[..], b"https://", b"localhost", b":"];
    begins.iter().any(|start| word.starts_with(start)) && word.len() > 1
}

/// `name=value`, where the name is one.
fn is_field(word: &[u8]) -> bool {
    let (name, value) = split_once(word, b'=');
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.[]".contains(byte);
    // `==` is a query parameter, which no form takes.
    let text = value.is_some_and(|value| !value.starts_with(b"="));
    text && !name.is_empty() && name.iter().all(named)
}

fn named(command: &Command, name: &[u8]) -> Option<&'static Flag> {
    let name = std::str::from_utf8(name).ok()?;
    flags(&command.job).find(|flag| flag.long == name || flag.aliases.contains(&name))
}

fn split_once(bytes: &[u8], at: u8) -> (&[u8], Option<&[u8]>) {
    let mut parts = bytes.splitn(2, |byte| *byte == at);
    (parts.next().unwrap_or_default(), parts.next())
}
