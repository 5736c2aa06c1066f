//! Who asks, under TLS: the client certificate, its key, and the password of that.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::tool;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::base::secret::Secret;
use crate::cli::args::tls as flags;
use crate::cli::env::Env;
use crate::cli::files::{Source, os_string};
use crate::cli::flag::Flag;
use crate::cli::given::{Given, bad_value};
use crate::cli::{prompt, secret};
use crate::http::origin::Scheme;
use crate::run::plan::Job;
use crate::transport::tls::identity::{File, Given as Identity};
use crate::transport::tls::{Config, key};

/// The files that `--cert` and `--key` name, read, and the password. What they hold is looked at
/// when it is known that TLS is spoken.
pub(super) fn given(given: &Given, env: &Env) -> Result<Option<Identity>, Failure> {
    let Some((at, word)) = given.placed(&flags::CERT).last() else {
        let lone = [&flags::KEY, &flags::PASS]
            .into_iter()
            .find(|flag| given.last(flag).is_some());
        return match lone {
            None => Ok(None),
            Some(flag) => Err(Failure::usage(format_args!(
                "--{} was given without --cert",
                flag.long
            ))
            .hint("-E FILE names the client certificate that it belongs to")),
        };
    };
    file_type(given, &flags::CERT_TYPE)?;
    file_type(given, &flags::KEY_TYPE)?;
    if word.as_encoded_bytes().starts_with(b"pkcs11:") {
        return Err(
            Failure::usage("--cert: keys in hardware (pkcs11:) are not supported")
                .hint("give PEM files"),
        );
    }
    let (name, typed) = split(word.as_encoded_bytes());
    let key = given.last(&flags::KEY);
    let mut identity = Identity {
        cert: file(&flags::CERT, &os_string(&name), env)?,
        key: key.map(|name| file(&flags::KEY, name, env)).transpose()?,
        password: password(given, at, typed, env)?,
    };
    let key = identity.key_file();
    let shows = tool::show(given)?.is_some();
    if identity.password.is_none() && !shows && key::is_locked(key.bytes.expose()) {
        identity.password = Some(prompt::of_key(
            key.path.as_os_str().as_encoded_bytes(),
            env,
        )?);
    }
    Ok(Some(identity))
}

/// Says whom the client certificate may be shown: those whom the user named, and nobody else.
pub(super) fn bind(tls: &mut Config, jobs: &[Job]) {
    if tls.identity.is_none() {
        return;
    }
    let origins = jobs.iter().map(|job| &job.request.uri.origin);
    let secure = origins.filter(|origin| origin.scheme == Scheme::Https);
    tls.identity_for = secure.cloned().collect();
}

/// How many of the flags read stdin.
pub(super) fn stdin_uses(given: &Given) -> usize {
    let pass = given.last(&flags::PASS);
    usize::from(pass.is_some_and(|word| secret::reads_stdin(word.as_encoded_bytes())))
}

fn file(flag: &Flag, name: &OsStr, env: &Env) -> Result<File, Failure> {
    let path = PathBuf::from(name);
    let bytes = Source::File(&path).read(env, limits::KEY_FILE_BYTES);
    let bytes = bytes.map_err(|failure| failure.context(format_args!("--{}", flag.long)))?;
    Ok(File {
        path,
        bytes: Secret::new(bytes),
    })
}

/// The later of `--pass` and a password within `--cert`, as in curl.
fn password(
    given: &Given,
    at: usize,
    typed: Option<Vec<u8>>,
    env: &Env,
) -> Result<Option<Secret>, Failure> {
    let pass = given.placed(&flags::PASS).last();
    match (pass, typed) {
        (Some((place, _)), Some(typed)) if place < at => Ok(Some(Secret::new(typed))),
        (Some((_, word)), _) => {
            let read = secret::read(word, env).map_err(|failure| failure.context("--pass"))?;
            Ok(Some(read))
        }
        (None, typed) => Ok(typed.map(Secret::new)),
    }
}

/// `--cert-type` and `--key-type` change nothing: the file itself is looked at.
fn file_type(given: &Given, flag: &Flag) -> Result<(), Failure> {
    let Some(value) = given.last(flag) else {
        return Ok(());
    };
    let known = |name: &str| value.eq_ignore_ascii_case(name);
    if known("PEM") || known("DER") {
        return Ok(());
    }
    let wrong = bad_value(flag, value, "PEM or DER");
    match known("P12") {
        true => Err(wrong.hint("convert it: openssl pkcs12 -in FILE -out client.pem")),
        false => Err(wrong),
    }
}

/// curl's grammar of `FILE[:PASSWORD]`: `\:` and `\\` are a colon and a backslash of the name; any
/// other backslash is itself; an empty password is none.
fn split(word: &[u8]) -> (Vec<u8>, Option<Vec<u8>>) {
    let mut name = Vec::new();
    let mut rest = word;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after.split_first()) {
            (b'\\', Some((&next @ (b':' | b'\\'), after))) => {
                name.push(next);
                rest = after;
            }
            (b':', _) => return (name, Some(rest.to_vec()).filter(|typed| !typed.is_empty())),
            (byte, _) => name.push(byte),
        }
    }
    (name, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_and_its_password_are_parted_as_curl_parts_them() {
        for (word, name, password) in [
            ("c.pem", "c.pem", None),
            ("c.pem:pw", "c.pem", Some("pw")),
            ("c.pem:", "c.pem", None),
            ("c.pem:a:b\\c", "c.pem", Some("a:b\\c")),
            ("a\\:b.pem:pw", "a:b.pem", Some("pw")),
            ("a\\\\b.pem", "a\\b.pem", None),
            ("a\\b.pem:pw", "a\\b.pem", Some("pw")),
            ("a\\", "a\\", None),
            ("a\\\\:pw", "a\\", Some("pw")),
            (":pw", "", Some("pw")),
        ] {
            let (seen, typed) = split(word.as_bytes());
            assert_eq!(String::from_utf8(seen).unwrap(), name, "{word}");
            let typed = typed.map(|typed| String::from_utf8(typed).unwrap());
            assert_eq!(typed.as_deref(), password, "{word}");
        }
    }
}
