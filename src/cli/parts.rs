//! The grammar of `-F`: curl's. `NAME=TEXT`, `NAME=@FILE,…`, `NAME=<FILE`, `NAME=(` … `=)`, each
//! with `;type=`, `;filename=` and `;headers=`; words in double quotes may hold anything.
//!
//! curl leaves out what it does not understand: the text after a `;`, and what follows closing
//! quotes. The request is then another one than was meant, so here they are errors. A text of a
//! file (`<`) has no type unless one is given; curl guesses some by the file's name.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::env::Env;
use super::files::Source;
use super::headers;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::multipart::{Data, Part, guess_type};
use crate::http::fields::{FieldName, FieldValue};

mod words;

use words::{Header, Params, Words};

/// One use of a flag.
#[derive(Debug, Clone, Copy)]
pub enum Typed<'a> {
    /// `-F`
    Grammar(&'a OsStr),
    /// `--form-string`: everything after the `=` is text.
    Literal(&'a OsStr),
}

/// Takes all of them, in order.
///
/// # Errors
///
/// Of kind `Usage`, with the word named. Files of `@` and `<` are not looked at here.
pub fn parse<'a>(typed: impl Iterator<Item = Typed<'a>>, env: &Env) -> Result<Vec<Part>, Failure> {
    let mut tree = Tree::default();
    for typed in typed {
        let (word, literal) = match typed {
            Typed::Grammar(word) => (word.as_bytes(), false),
            Typed::Literal(word) => (word.as_bytes(), true),
        };
        tree.take(word, literal, env)
            .map_err(|failure| failure.context(format!("part '{}'", excerpt(word))))?;
    }
    tree.finish()
}

/// Whether a part's value is stdin.
pub fn reads_stdin(word: &OsStr) -> bool {
    let mut halves = word.as_bytes().splitn(2, |byte| *byte == b'=');
    let value = halves.nth(1).unwrap_or_default();
    matches!(
        value,
        [b'@' | b'<', b'-'] | [b'@' | b'<', b'-', b';' | b',', ..]
    )
}

/// Parts, and groups of parts that are still open.
#[derive(Default)]
struct Tree {
    parts: Vec<Part>,
    open: Vec<Part>,
}

impl Tree {
    fn take(&mut self, word: &[u8], literal: bool, env: &Env) -> Result<(), Failure> {
        let Some(at) = word.iter().position(|byte| *byte == b'=') else {
            return Err(Failure::usage("there is no =")
                .hint("write NAME=TEXT, NAME=@FILE to attach a file or NAME=<FILE for its text"));
        };
        let (name, value) = word.split_at_checked(at).unwrap_or_default();
        let value = value.strip_prefix(b"=").unwrap_or_default();
        if !literal && name.is_empty() && value == b")" {
            let group = self.open.pop();
            let group =
                group.ok_or_else(|| Failure::usage("no group is open that it could end"))?;
            self.add(group);
            return Ok(());
        }
        if name.is_empty() && self.open.is_empty() {
            return Err(Failure::usage("the name is missing").hint("write NAME=TEXT or NAME=@FILE"));
        }
        match value {
            _ if literal => self.add(Part::text(name, value)),
            [b'(', rest @ ..] => self.open.push(group(name, rest, env)?),
            [b'@', rest @ ..] => self.add(files(name, rest, env)?),
            [b'<', rest @ ..] => self.add(text_of_file(name, rest, env)?),
            text => self.add(text_part(name, text, env)?),
        }
        Ok(())
    }

    fn add(&mut self, part: Part) {
        match self.open.last_mut().map(|group| &mut group.data) {
            Some(Data::Parts(parts)) => parts.push(part),
            Some(Data::Bytes(_) | Data::File(_) | Data::Stdin) | None => self.parts.push(part),
        }
    }

    fn finish(self) -> Result<Vec<Part>, Failure> {
        match self.open.last() {
            Some(group) => {
                let name = excerpt(&group.name);
                Err(Failure::usage(format!("the group '{name}=(' is not ended"))
                    .hint("add -F '=)' after its parts"))
            }
            None => Ok(self.parts),
        }
    }
}

/// `NAME=(`: what follows up to `=)` is parts of this part.
fn group(name: &[u8], rest: &[u8], env: &Env) -> Result<Part, Failure> {
    let mut words = Words::new(rest, false);
    if !words.word()?.is_empty() {
        return Err(Failure::usage("something follows the parenthesis")
            .hint("a text that begins with ( is sent by --form-string"));
    }
    let mut part = Part::text(name, "");
    part.data = Data::Parts(Vec::new());
    let kind = finish(&mut part, words.params()?, env)?;
    no_filename(&part)?;
    let typed =
        |(name, _): &(FieldName, FieldValue)| name.as_str().eq_ignore_ascii_case("content-type");
    if part.fields.iter().any(typed) {
        return Err(Failure::usage(
            "the Content-Type of a group needs the boundary that is made for it",
        )
        .hint("write NAME=(;type=multipart/…"));
    }
    let multipart = |kind: &FieldValue| {
        let begin = kind.as_bytes().get(..b"multipart/".len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(b"multipart/"))
    };
    if kind.as_ref().is_some_and(|kind| !multipart(kind)) {
        return Err(Failure::usage("the type of a group is not multipart/…"));
    }
    part.content_type = kind;
    Ok(part)
}

/// `NAME=@FILE,FILE…`: one file is the part, several are parts of it.
fn files(name: &[u8], rest: &[u8], env: &Env) -> Result<Part, Failure> {
    let mut words = Words::new(rest, true);
    let mut all = Vec::new();
    loop {
        all.push(file(&mut words, env)?);
        if !words.comma() {
            break;
        }
    }
    if all.len() > 1 {
        let mut part = Part::text(name, "");
        part.data = Data::Parts(all);
        return Ok(part);
    }
    let mut part = all.pop().unwrap_or_else(|| Part::text("", ""));
    part.name = name.to_vec();
    Ok(part)
}

fn file(words: &mut Words<'_>, env: &Env) -> Result<Part, Failure> {
    let path = words.word()?;
    let mut part = match &*path {
        b"-" => Part {
            data: Data::Stdin,
            filename: Some(b"-".to_vec()),
            ..Part::text("", "")
        },
        _ => Part::file("", &file_name(&path)?),
    };
    let named = part.filename.take();
    let kind = finish(&mut part, words.params()?, env)?;
    // A name that is given says more than that of the file; one that says nothing leaves it.
    part.content_type = kind.or(part.content_type);
    part.filename = part.filename.or(named);
    Ok(part)
}

/// `NAME=<FILE`
fn text_of_file(name: &[u8], rest: &[u8], env: &Env) -> Result<Part, Failure> {
    let mut words = Words::new(rest, false);
    let path = words.word()?;
    let mut part = Part::text(name, "");
    part.data = match &*path {
        b"-" => Data::Stdin,
        _ => Data::File(file_name(&path)?),
    };
    part.content_type = finish(&mut part, words.params()?, env)?;
    no_filename(&part)?;
    Ok(part)
}

fn text_part(name: &[u8], text: &[u8], env: &Env) -> Result<Part, Failure> {
    let mut words = Words::new(text, false);
    let mut part = Part::text(name, words.word()?);
    part.content_type = finish(&mut part, words.params()?, env)?;
    Ok(part)
}

/// Gives a part its parameters; the type is that given, else what a given file name suggests.
fn finish(part: &mut Part, params: Params<'_>, env: &Env) -> Result<Option<FieldValue>, Failure> {
    for header in params.headers {
        match header {
            Header::Line(line) => part.fields.push(headers::field(&line)?),
            Header::File(name) => header_file(OsStr::from_bytes(&name), env, &mut part.fields)?,
        }
    }
    part.filename = params.filename.map(Into::into);
    let guessed = || {
        let name = Path::new(OsStr::from_bytes(part.filename.as_deref()?));
        FieldValue::parse(guess_type(name)?.as_bytes()).ok()
    };
    Ok(params.content_type.or_else(guessed))
}

/// Lines of a file; empty ones and those that begin with `#` are none.
fn header_file(
    name: &OsStr,
    env: &Env,
    fields: &mut Vec<(FieldName, FieldValue)>,
) -> Result<(), Failure> {
    let text = Source::named(name).read(env, limits::HEAD_BYTES)?;
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !line.is_empty() && !line.starts_with(b"#") {
            fields.push(headers::field(line)?);
        }
    }
    Ok(())
}

fn file_name(name: &[u8]) -> Result<PathBuf, Failure> {
    if name.is_empty() {
        return Err(Failure::usage("a file name is missing (- is stdin)"));
    }
    Ok(PathBuf::from(OsStr::from_bytes(name)))
}

fn no_filename(part: &Part) -> Result<(), Failure> {
    match part.filename {
        Some(_) => Err(Failure::usage("a file name is given to what is no file")
            .hint("attach a file with NAME=@FILE;filename=NAME")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
