//! Files and bytes named on the command line. A file that cannot be read is found here, before
//! any connection; what is streamed is opened again when it is sent.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::env::Env;
use super::items_stdin;
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::fifo;
use crate::content::source::piece_of;
use crate::http::content::Piece;

/// Where `@NAME` or a file name points: `-` is stdin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source<'a> {
    /// Standard input.
    Stdin,
    /// An environment variable.
    Variable(&'a OsStr),
    /// A file.
    File(&'a Path),
}

impl<'a> Source<'a> {
    /// Takes a name.
    pub fn named(name: &'a OsStr) -> Self {
        if name == "-" {
            Self::Stdin
        } else {
            Self::File(Path::new(name))
        }
    }

    /// Takes what follows an `@`, where `env:NAME` is a variable.
    pub fn at(name: &'a OsStr) -> Self {
        match name.as_encoded_bytes().strip_prefix(b"env:") {
            Some(_) => Self::Variable(name),
            None => Self::named(name),
        }
    }

    /// As a piece of content, after a look at the file.
    pub fn piece(self, env: &Env) -> Result<Piece, Failure> {
        match self {
            Self::Stdin => Ok(Piece::Stdin),
            Self::Variable(name) => variable(name, env).map(Piece::Bytes),
            Self::File(path) => check(path).map(|()| piece_of(path.to_owned())),
        }
    }

    /// Reads all of it, at most `most` bytes.
    pub fn read(self, env: &Env, most: usize) -> Result<Vec<u8>, Failure> {
        let (name, read) = match self {
            Self::Stdin => {
                items_stdin::free(env)?;
                ("stdin".to_owned(), env.read_stdin(most))
            }
            Self::Variable(name) => return variable(name, env),
            Self::File(path) => {
                check(path)?;
                (shown(path), read_file(path, most, env))
            }
        };
        match read {
            Ok(bytes) if bytes.len() > most => Err(Failure::usage(format!(
                "{name} is larger than the {most} bytes that can be used here"
            ))),
            Ok(bytes) => Ok(bytes),
            Err(error) => Err(unreadable(&name, error)),
        }
    }
}

/// What follows a leading `@`, if there is one.
pub fn after_at(word: &OsStr) -> Option<OsString> {
    let name = word.as_encoded_bytes().strip_prefix(b"@")?;
    Some(os_string(name))
}

/// The value of the variable that `env:NAME` names.
fn variable(source: &OsStr, env: &Env) -> Result<Vec<u8>, Failure> {
    let bytes = source.as_encoded_bytes();
    let name = os_string(bytes.strip_prefix(b"env:").unwrap_or(bytes));
    let value = env.named(&name).ok_or_else(|| {
        let name = excerpt(name.as_encoded_bytes());
        Failure::usage(format!("the environment variable '{name}' is not set"))
            .hint("a file of such a name is written @./env:NAME")
    })?;
    Ok(value.into_encoded_bytes())
}

/// Whether a file can be read. Pipes and devices are not opened: that could block, or take what
/// they hold.
pub fn check(path: &Path) -> Result<(), Failure> {
    let name = shown(path);
    if path.as_os_str().is_empty() {
        return Err(Failure::usage(
            "a file name is missing after @ (@- is stdin)",
        ));
    }
    let facts = fs::metadata(path).map_err(|error| unreadable(&name, error))?;
    if facts.is_dir() {
        return Err(Failure::usage(format!("{name} is a directory, not a file")));
    }
    if facts.is_file() {
        File::open(path).map_err(|error| unreadable(&name, error))?;
    }
    Ok(())
}

fn read_file(path: &Path, most: usize, env: &Env) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let file = env.patience().file(fifo::open(path)?);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(name: &str, error: io::Error) -> Failure {
    Failure::io(Kind::Usage, format!("cannot read {name}"), error)
}

fn shown(path: &Path) -> String {
    excerpt(path.as_os_str().as_encoded_bytes())
}

/// A word from its bytes.
#[cfg(unix)]
pub fn os_string(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_owned()
}

/// A word from its bytes, where words are text.
#[cfg(not(unix))]
pub fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::env::Given;

    #[test]
    fn a_file_is_looked_at_before_it_is_used() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("x");
        fs::write(&file, "12345").unwrap();
        let source = Source::named(file.as_os_str());
        assert_eq!(
            source.piece(&Env::system()).unwrap(),
            Piece::File(file.clone())
        );
        let env = Env::given(Given::default());
        assert_eq!(source.read(&env, 5).unwrap(), b"12345");
        assert_eq!(source.read(&env, 4).unwrap_err().kind, Kind::Usage);
        for bad in [dir.path(), Path::new("/no/such/file"), Path::new("")] {
            assert_eq!(check(bad).unwrap_err().kind, Kind::Usage);
        }
    }

    #[test]
    fn a_dash_is_stdin() {
        let env = Env::given(Given {
            stdin_bytes: b"abc".to_vec(),
            ..Given::default()
        });
        let source = Source::named(OsStr::new("-"));
        assert_eq!(source.piece(&Env::system()).unwrap(), Piece::Stdin);
        assert_eq!(source.read(&env, 3).unwrap(), b"abc");
        assert!(source.read(&env, 2).is_err());
        assert_eq!(after_at(OsStr::new("@x")), Some("x".into()));
        assert_eq!(after_at(OsStr::new("x@")), None);
    }
}
