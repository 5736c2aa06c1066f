//! Cookies: what `-b` and `-c` mean. Whether a file of cookies can be read is found when the run
//! begins, for it may be one that the run is about to make.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::request::Prepared;
use crate::base::failure::Failure;
use crate::base::secret::Secret;
use crate::cli::args::cookies as flags;
use crate::cli::env::Env;
use crate::cli::given::Given;
use crate::cli::secret;
use crate::client::cookies::{Config, Save};
use crate::http::fields::FieldValue;

/// What was asked for; `None` where no flag names cookies. Of several `-c` the last counts.
pub(super) fn config(
    given: &Given,
    requests: &[Prepared],
    env: &Env,
) -> Result<Option<Box<Config>>, Failure> {
    let save = given.last(&flags::COOKIE_JAR).map(save).transpose()?;
    let mut sources = given.all(&flags::COOKIE).peekable();
    let (Some(first), true) = (requests.first(), save.is_some() || sources.peek().is_some()) else {
        return Ok(None);
    };
    let mut config = Config {
        home: first.request.uri.clone(),
        typed: Vec::new(),
        files: Vec::new(),
        engine: save.is_some(),
        save,
        junk_session: given.switch(&flags::JUNK_SESSION_COOKIES),
    };
    for source in sources {
        match self::source(source, env)? {
            Source::Pairs(pairs) => config.typed.push(pairs),
            Source::File(path) => config.files.push(path),
            Source::Nothing => config.engine = true,
        }
    }
    config.engine |= !config.files.is_empty();
    Ok(Some(Box::new(config)))
}

/// What a value of `-b` is.
enum Source {
    /// `name=value; …`
    Pairs(Secret),
    /// A file of cookies.
    File(PathBuf),
    /// Empty: nothing to send, but what servers set is to be sent back.
    Nothing,
}

/// curl's rule: what holds a `=` is cookies, anything else a file. Cookies may also come from a
/// variable or a descriptor, so that they stand on no command line.
fn source(value: &OsStr, env: &Env) -> Result<Source, Failure> {
    let bytes = value.as_encoded_bytes();
    if bytes.contains(&b'=') {
        return pairs(bytes).map(Source::Pairs);
    }
    if bytes.starts_with(b"env:") || bytes.starts_with(b"fd:") {
        let read = secret::read(value, env).map_err(|failure| failure.context("--cookie"))?;
        return pairs(read.expose()).map(Source::Pairs);
    }
    if bytes == b"-" {
        return Err(Failure::usage("--cookie: - is no file of cookies")
            .hint("write /dev/stdin to read them from stdin"));
    }
    Ok(match bytes {
        b"" => Source::Nothing,
        _ => Source::File(value.into()),
    })
}

/// Cookies as they can be sent; no error shows their values.
fn pairs(text: &[u8]) -> Result<Secret, Failure> {
    if let Err(byte) = FieldValue::parse(text) {
        return Err(Failure::usage(format!("--cookie: the value holds {byte}")));
    }
    let nameless = |pair: &[u8]| pair.trim_ascii_start().starts_with(b"=");
    let none = !text.contains(&b'=');
    if none || text.split(|byte| *byte == b';').any(nameless) {
        return Err(Failure::usage("--cookie: a cookie has no name")
            .hint("write -b 'NAME=VALUE; NAME=VALUE'"));
    }
    Ok(Secret::new(text))
}

fn save(value: &OsStr) -> Result<Save, Failure> {
    match value.as_encoded_bytes() {
        b"" => Err(Failure::usage("--cookie-jar: a file name is missing")
            .hint("write -c FILE, or -c - for stdout")),
        b"-" => Ok(Save::Stdout),
        _ => Ok(Save::File(value.into())),
    }
}
