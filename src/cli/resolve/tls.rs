//! Whom to trust, who asks, and what is spoken.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::identity;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::args::tls as flags;
use crate::cli::env::{Env, Variable};
use crate::cli::files::{self, Source};
use crate::cli::flag::Flag;
use crate::cli::given::{Given, bad_value};
use crate::transport::tls::pin::{NoKey, Pins};
use crate::transport::tls::{Config, Leg, Trust, Version, Versions, suites};

/// The settings of TLS. The variables' files are named only; they are opened when they are needed,
/// which is seldom.
pub(super) fn config(given: &Given, env: &Env) -> Result<Config, Failure> {
    let trust = given.parse(&flags::TRUST, "any, bundled, system or given", trust)?;
    let path = |variable| env.variable(variable).map(PathBuf::from);
    let variable_files = [
        Variable::SslCertFile,
        Variable::CurlCaBundle,
        Variable::RequestsCaBundle,
    ];
    let config = Config {
        leg: Leg::Origin,
        insecure: given.switch(&flags::INSECURE),
        trust: trust.unwrap_or_default(),
        given: cacerts(given)?,
        variable_files: variable_files.into_iter().filter_map(path).collect(),
        variable_dir: path(Variable::SslCertDir),
        key_log: path(Variable::SslKeyLogFile),
        directories: directories(given)?,
        identity: identity::given(given, env)?,
        identity_for: Vec::new(),
        pins: pins(given, env)?,
        versions: versions(given)?,
        suites: chosen(given)?,
    };
    let nobody = config.given.is_empty() && config.directories.is_empty();
    if config.trust == Trust::Given && nobody && !config.insecure {
        return Err(
            Failure::usage("--trust given trusts nobody without --cacert")
                .hint("name a PEM file with --cacert"),
        );
    }
    Ok(config)
}

fn trust(text: &str) -> Option<Trust> {
    match text {
        "any" => Some(Trust::Any),
        "bundled" => Some(Trust::Bundled),
        "system" => Some(Trust::System),
        "given" => Some(Trust::Given),
        _ => None,
    }
}

fn cacerts(given: &Given) -> Result<Vec<PathBuf>, Failure> {
    let paths = given.all(&flags::CACERT).map(PathBuf::from);
    let checked = paths.map(|path| match files::check(&path) {
        Ok(()) => Ok(path),
        Err(failure) => Err(failure.context("--cacert")),
    });
    checked.collect()
}

fn directories(given: &Given) -> Result<Vec<PathBuf>, Failure> {
    let paths = given.all(&flags::CAPATH).map(PathBuf::from);
    let checked = paths.map(|path| match path.is_dir() {
        true => Ok(path),
        false => Err(bad_value(
            &flags::CAPATH,
            path.as_os_str(),
            "a directory; a file is taken by --cacert",
        )),
    });
    checked.collect()
}

/// `--pinnedpubkey`; the last one counts, as in curl.
fn pins(given: &Given, env: &Env) -> Result<Option<Pins>, Failure> {
    let Some(value) = given.last(&flags::PINNED) else {
        return Ok(None);
    };
    if let Some(list) = value.to_str().filter(|text| Pins::is_list(text)) {
        let wrong = |part: &str| {
            let expected = "a pin: sha256// and the 44 characters of a hash in base64";
            bad_value(&flags::PINNED, OsStr::new(part), expected)
        };
        return Pins::list(list).map(Some).map_err(wrong);
    }
    let path = PathBuf::from(value);
    let bytes = Source::File(&path).read(env, limits::KEY_FILE_BYTES);
    let bytes = bytes.map_err(|failure| {
        failure
            .context("--pinnedpubkey")
            .hint("a pin is sha256//BASE64, or a file with a public key")
    })?;
    let wrong = |why: NoKey| bad_value(&flags::PINNED, value, key_words(why));
    Pins::of_file(&bytes).map(Some).map_err(wrong)
}

fn key_words(why: NoKey) -> &'static str {
    match why {
        NoKey::Absent => "a file with a public key or a certificate, PEM or DER",
        NoKey::Bare => {
            "a file that can be pinned: it holds a bare RSA key; openssl rsa -RSAPublicKey_in -in \
             FILE -pubout converts it"
        }
        NoKey::Private => {
            "a file with a public key: it holds the private one; openssl pkey -in FILE -pubout \
             prints the public one"
        }
    }
}

/// `--tlsv1.2`, `--tlsv1.3`, `--tls-max`. Earlier versions are never spoken: as a minimum (curl's
/// `--tlsv1.0`) they are met by any, as a maximum by none.
fn versions(given: &Given) -> Result<Versions, Failure> {
    let most = match given.last(&flags::TLS_MAX) {
        None => Version::Tls13,
        Some(value) => match value.as_encoded_bytes() {
            b"1.3" | b"default" => Version::Tls13,
            b"1.2" => Version::Tls12,
            b"1.0" | b"1.1" => {
                return Err(bad_value(&flags::TLS_MAX, value, "spoken any more")
                    .hint("TLS 1.0 and 1.1 are broken (RFC 8996); verb speaks 1.2 and 1.3"));
            }
            _ => return Err(bad_value(&flags::TLS_MAX, value, "1.2, 1.3 or default")),
        },
    };
    let least = match given.switch(&flags::TLS13) {
        true => Version::Tls13,
        false => Version::Tls12,
    };
    if least > most {
        return Err(
            Failure::usage("--tlsv1.3 and --tls-max 1.2 leave no version to speak")
                .hint("leave one of them out"),
        );
    }
    Ok(Versions { least, most })
}

/// `--ciphers`, `--tls13-ciphers`: those of both, in the order of each.
fn chosen(given: &Given) -> Result<Vec<rustls::CipherSuite>, Failure> {
    let list = |flag: &Flag| match given.last(flag) {
        None => Ok(Vec::new()),
        Some(value) => {
            let text = value.to_str().unwrap_or("?");
            let found = suites::list(text).map_err(|name| unknown(flag, OsStr::new(name)))?;
            match found.is_empty() {
                true => Err(unknown(flag, value)),
                false => Ok(found),
            }
        }
    };
    let mut all = list(&flags::CIPHERS)?;
    let tls13 = list(&flags::TLS13_CIPHERS)?;
    if let Some(other) = tls13.iter().find(|suite| !suites::is_tls13(**suite)) {
        let name = suites::openssl(*other);
        let expected = "a suite of TLS 1.3; --ciphers takes it";
        return Err(bad_value(
            &flags::TLS13_CIPHERS,
            OsStr::new(&name),
            expected,
        ));
    }
    all.extend(tls13);
    Ok(all)
}

fn unknown(flag: &Flag, name: &OsStr) -> Failure {
    bad_value(flag, name, "a cipher suite that is known")
        .hint(format!("there are {}", suites::known()))
}
