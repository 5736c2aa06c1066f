//! A client certificate and its private key, from what `--cert`, `--key` and `--pass` name. All that
//! can be wrong with them is found here, before anybody is contacted.

use std::path::PathBuf;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::sign::CertifiedKey;
use rustls::{Error, InconsistentKeys};

use super::certificate::{Certificate, apart, day};
use super::key::{self, Trouble};
use super::{anchor, pem};
use crate::base::escape::Escaped;
use crate::base::failure::Failure;
use crate::base::secret::Secret;

/// What the user gave: the files as they were read, so that a pipe is read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// `--cert`: the certificate, those of its issuers, and perhaps the key.
    pub cert: File,
    /// `--key`, where it is another file.
    pub key: Option<File>,
    /// The password of the key.
    pub password: Option<Secret>,
}

/// A file and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub path: PathBuf,
    /// Its bytes; there may be a key among them.
    pub bytes: Secret,
}

/// A certificate that can be shown.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The chain and the key, which belong together.
    pub certified: Arc<CertifiedKey>,
    /// What the user should know of it.
    pub warning: Option<String>,
}

impl Given {
    /// The file that the key is in.
    pub fn key_file(&self) -> &File {
        self.key.as_ref().unwrap_or(&self.cert)
    }

    /// Reads chain and key, and sees whether they belong together.
    ///
    /// # Errors
    /// Usage errors, each with what to do.
    pub fn load(&self, provider: &CryptoProvider) -> Result<Identity, Failure> {
        let chain = self.chain()?;
        let file = self.key_file();
        let password = self.password.as_ref().map(Secret::expose);
        let key = key::read(file.bytes.expose(), password).map_err(|why| self.no_key(why))?;
        let signing = provider.key_provider.load_private_key(key);
        let signing = signing.map_err(|_| {
            Failure::usage(format_args!(
                "{}: its private key cannot be used",
                self.key_words()
            ))
            .hint("keys are RSA of 2048 to 8192 bits, ECDSA on P-256 or P-384, or Ed25519")
        })?;
        let certified = CertifiedKey::new(chain, signing);
        match certified.keys_match() {
            Ok(()) | Err(Error::InconsistentKeys(InconsistentKeys::Unknown)) => {}
            Err(Error::InconsistentKeys(_)) => return Err(self.strangers()),
            Err(error) => {
                let why = Escaped(error.to_string().as_bytes()).to_string();
                let name = pem::shown(&self.cert.path);
                return Err(Failure::usage(format_args!(
                    "--cert {name}: the certificate cannot be used: {why}"
                ))
                .hint("client certificates are X.509 version 3"));
            }
        }
        let warning = certified.cert.first().and_then(|leaf| self.outdated(leaf));
        Ok(Identity {
            certified: Arc::new(certified),
            warning,
        })
    }

    fn chain(&self) -> Result<Vec<CertificateDer<'static>>, Failure> {
        let name = pem::shown(&self.cert.path);
        let bytes = self.cert.bytes.expose();
        if key::is_pkcs12(bytes) {
            return Err(
                Failure::usage(format_args!("--cert {name}: {}", Trouble::Pkcs12))
                    .hint(Trouble::Pkcs12.hint(&name)),
            );
        }
        if Certificate::read(bytes).is_some() {
            return Ok(vec![CertificateDer::from(bytes.to_vec())]);
        }
        pem::certificates(bytes).map_err(|trouble| {
            Failure::usage(format_args!("--cert {name}: {trouble}"))
                .hint("give a file of PEM certificates (-----BEGIN CERTIFICATE-----), yours first")
        })
    }

    /// How the file of the key was named.
    fn key_words(&self) -> String {
        let flag = if self.key.is_some() { "key" } else { "cert" };
        format!("--{flag} {}", pem::shown(&self.key_file().path))
    }

    fn no_key(&self, why: Trouble) -> Failure {
        let hint = why.hint(&pem::shown(&self.key_file().path));
        Failure::usage(format_args!("{}: {why}", self.key_words())).hint(hint)
    }

    fn strangers(&self) -> Failure {
        let cert = pem::shown(&self.cert.path);
        let story = match &self.key {
            Some(key) => format!(
                "the private key in {} does not belong to the certificate in {cert}",
                pem::shown(&key.path)
            ),
            None => format!("the private key and the first certificate in {cert} are no pair"),
        };
        Failure::usage(story)
            .hint("the certificate that the key was made for must be the first in its file")
    }

    fn outdated(&self, leaf: &CertificateDer<'_>) -> Option<String> {
        let read = Certificate::read(leaf)?;
        let now = i64::try_from(anchor::today().as_secs()).unwrap_or(i64::MAX);
        let name = pem::shown(&self.cert.path);
        let (start, end) = (read.not_before, read.not_after);
        if now > end {
            let (on, ago) = (day(end), apart(now, end));
            return Some(format!(
                "the client certificate in {name} expired on {on}, {ago} ago"
            ));
        }
        (now < start).then(|| {
            let on = day(start);
            format!("the client certificate in {name} is not valid before {on}")
        })
    }
}
