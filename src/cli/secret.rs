//! Where a secret comes from: the word itself, a variable, a file, a descriptor, a command.
//!
//! The forms stand for a secret wherever one is taken, so that a script never needs one on its
//! command line, where every user of the machine can read it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use super::env::Env;
use super::files::os_string;
use super::patient::{self, Patience};
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::base::secret::{MASK, Secret};
use crate::content::fifo;

/// Reads the secret that a word is or names: `env:NAME`, `@FILE` (`@-` is stdin, `@env:NAME` as
/// `env:NAME`), `fd:N`, `cmd:COMMAND`. Of files, descriptors and commands the first line counts. A
/// `\` before any of the forms makes it a secret like others.
///
/// # Errors
///
/// Of kind `Usage`: nothing there, nothing in it, a command that failed. The secret is never
/// named, but the place where it was looked for is.
pub fn read(word: &OsStr, env: &Env) -> Result<Secret, Failure> {
    let Some(within) = env.session() else {
        return read_now(word, env);
    };
    within.secret(word.as_encoded_bytes(), || read_now(word, env))
}

fn read_now(word: &OsStr, env: &Env) -> Result<Secret, Failure> {
    let source = Source::of(word.as_encoded_bytes());
    let secret = source.read(env).map_err(|failure| {
        if matches!(source, Source::File(_)) {
            failure.hint("a secret that begins with @ is written \\@…")
        } else {
            failure
        }
    })?;
    Ok(Secret::new(secret))
}

/// Whether reading this word's secret reads stdin.
pub fn reads_stdin(word: &[u8]) -> bool {
    matches!(Source::of(word), Source::Stdin)
}

/// Whether a word names a place instead of being the secret.
pub fn is_source(word: &[u8]) -> bool {
    !matches!(Source::of(word), Source::Literal(_))
}

#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Literal(&'a [u8]),
    Variable(&'a [u8]),
    Stdin,
    File(&'a [u8]),
    Descriptor(&'a [u8]),
    Command(&'a [u8]),
}

impl<'a> Source<'a> {
    fn of(word: &'a [u8]) -> Self {
        let after = |prefix: &str| word.strip_prefix(prefix.as_bytes());
        if let Some(rest) = after("\\") {
            let bare = rest.iter().position(|&byte| byte != b'\\');
            let bare = bare.and_then(|at| rest.get(at..)).unwrap_or_default();
            return Self::Literal(if is_source(bare) { rest } else { word });
        }
        if let Some(name) = after("env:").or_else(|| after("@env:")) {
            return Self::Variable(name);
        }
        if let Some(number) = after("fd:") {
            return Self::Descriptor(number);
        }
        if let Some(command) = after("cmd:") {
            return Self::Command(command);
        }
        match after("@") {
            Some(b"-") => Self::Stdin,
            Some(name) => Self::File(name),
            None => Self::Literal(word),
        }
    }

    fn read(self, env: &Env) -> Result<Vec<u8>, Failure> {
        let (place, text) = match self {
            Self::Literal(secret) => return Ok(secret.to_vec()),
            Self::Variable(name) => (named("the variable", name), variable(name, env)?),
            Self::Stdin => {
                let read = env.read_stdin(limits::SECRET_BYTES);
                (
                    "stdin".to_owned(),
                    read.map_err(|e| unreadable("stdin", e))?,
                )
            }
            Self::File(name) => (named_file(name), file(name, env.patience())?),
            Self::Descriptor(number) => (
                named("the descriptor", number),
                descriptor(number, env.patience())?,
            ),
            Self::Command(text) => (
                "the command of cmd:".to_owned(),
                command(text, env.patience())?,
            ),
        };
        let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Err(Failure::usage(format_args!("{place} holds no secret")));
        }
        if line.len() > limits::SECRET_BYTES {
            return Err(Failure::usage(format_args!(
                "{place} holds more than the {} bytes that a secret may have",
                limits::SECRET_BYTES
            )));
        }
        Ok(line.to_vec())
    }
}

fn named(what: &str, name: &[u8]) -> String {
    format!("{what} {}", excerpt(name))
}

/// A user whose name begins with `@` may be meant, with a password behind a colon.
fn named_file(name: &[u8]) -> String {
    match memchr::memchr(b':', name).and_then(|at| name.get(..at)) {
        Some(before) => format!("{}:{MASK}", named("the file", before)),
        None => named("the file", name),
    }
}

fn variable(name: &[u8], env: &Env) -> Result<Vec<u8>, Failure> {
    let value = env.named(&os_string(name));
    value
        .map(|value| value.into_encoded_bytes())
        .ok_or_else(|| {
            let place = named("the variable", name);
            Failure::usage(format_args!("{place} is not set"))
        })
}

fn file(name: &[u8], patience: Patience) -> Result<Vec<u8>, Failure> {
    let place = named_file(name);
    let name = os_string(name);
    let read = fifo::open(Path::new(&name)).and_then(|file| first_line(patience.file(file)));
    read.map_err(|error| unreadable(&place, error))
}

/// Opens the descriptor by its name in the file system: a number alone cannot be trusted to be an
/// open one.
fn descriptor(number: &[u8], patience: Patience) -> Result<Vec<u8>, Failure> {
    let place = named("the descriptor", number);
    let digits = std::str::from_utf8(number).ok();
    let digits = digits.filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let Some(digits) = digits else {
        return Err(Failure::usage(format_args!("{place} is not a number")));
    };
    let file = File::open(format!("/dev/fd/{digits}"));
    let read = file.and_then(|file| first_line(patience.file(file)));
    read.map_err(|error| unreadable(&place, error))
}

fn command(text: &[u8], patience: Patience) -> Result<Vec<u8>, Failure> {
    let failed = |why: String| Failure::usage(format_args!("the command of cmd: {why}"));
    // stdin may be the body; what it says on stderr is for the user.
    let mut child = Command::new("sh")
        .arg("-c")
        .arg(os_string(text))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    let mut printed = Vec::new();
    let read = match child.stdout.take() {
        // To its end: a command whose output is cut off may fail of that.
        Some(stdout) => patience.output(stdout).read_to_end(&mut printed),
        None => Ok(0),
    };
    if let Err(error) = read {
        patient::kill(&mut child);
        return Err(Failure::io(
            Kind::Usage,
            "reading the command of cmd:",
            error,
        ));
    }
    match patience.end(&mut child) {
        Ok(status) if status.success() => Ok(printed),
        Ok(status) => Err(failed(format!("ended with {status}"))),
        Err(error) => Err(Failure::io(
            Kind::Usage,
            "waiting for the command of cmd:",
            error,
        )),
    }
}

/// Reads up to the first line end: a descriptor may be a pipe that stays open.
fn first_line(mut from: impl Read) -> io::Result<Vec<u8>> {
    let (mut line, mut part) = (Vec::new(), [0; 512]);
    while line.len() <= limits::SECRET_BYTES && !line.contains(&b'\n') {
        match from.read(&mut part) {
            Ok(0) => break,
            Ok(count) => line.extend(part.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(line)
}

fn unreadable(place: &str, error: io::Error) -> Failure {
    Failure::io(Kind::Usage, format_args!("cannot read {place}"), error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::env::Given;

    fn got(word: &str) -> Result<String, String> {
        let env = Env::given(Given {
            named: vec![("PW".into(), "p w".into()), ("NONE".into(), "".into())],
            stdin_bytes: b"from stdin\r\nmore".to_vec(),
            ..Given::default()
        });
        let secret = read(OsStr::new(word), &env).map_err(|failure| failure.to_string())?;
        Ok(String::from_utf8_lossy(secret.expose()).into_owned())
    }

    #[test]
    fn every_form_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pw");
        std::fs::write(&path, "line one\r\nline two\n").unwrap();
        let path = path.to_str().unwrap();
        for (word, secret) in [
            ("plain", "plain"),
            ("", ""),
            ("env:PW", "p w"),
            ("@env:PW", "p w"),
            ("@-", "from stdin"),
            (&format!("@{path}"), "line one"),
            ("cmd:printf 'a b\\nc'", "a b"),
            ("\\@home", "@home"),
            ("\\env:PW", "env:PW"),
            ("\\\\@home", "\\@home"),
            ("\\x", "\\x"),
            ("environment", "environment"),
        ] {
            assert_eq!(got(word).as_deref(), Ok(secret), "{word}");
        }
    }

    #[test]
    fn a_secret_that_is_not_there_is_an_error() {
        for (word, why) in [
            ("env:MISSING", "the variable MISSING is not set"),
            ("env:NONE", "the variable NONE holds no secret"),
            ("@/no/such/file", "cannot read the file /no/such/file"),
            ("@", "cannot read the file"),
            ("@ada:secret; exit", "cannot read the file ada:••••"),
            ("@/", "cannot read the file /"),
            ("@/dev/null", "the file /dev/null holds no secret"),
            ("fd:x", "the descriptor x is not a number"),
            ("fd:987", "cannot read the descriptor 987"),
            ("cmd:exit 3", "ended with exit status: 3"),
            ("cmd:echo secret; exit 1", "ended with exit status: 1"),
            ("cmd:true", "holds no secret"),
        ] {
            let error = got(word).unwrap_err();
            assert!(error.contains(why), "{word}: {error}");
            assert!(!error.contains("secret; exit"), "{error}");
        }
    }

    #[test]
    fn a_secret_has_a_greatest_length() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pw");
        let word = format!("@{}", path.display());
        std::fs::write(&path, vec![b'x'; limits::SECRET_BYTES]).unwrap();
        assert!(got(&word).is_ok());
        std::fs::write(&path, vec![b'x'; limits::SECRET_BYTES + 1]).unwrap();
        assert!(got(&word).unwrap_err().contains("more than"));
    }
}
