//! Sets of roots: the bundled ones, given files, the system's store. Which of them count, and in
//! which order, is decided by `trust`.

use std::path::{Path, PathBuf};

use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, Error, RootCertStore};

use super::anchor::{self, Dropped, Unfit};
use super::certificate::Certificate;
use super::pem;

/// Where systems keep their roots in one file; the first that is there is taken.
const SYSTEM_FILES: [&str; 8] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/usr/local/share/certs/ca-root-nss.crt",
    "/usr/local/etc/ssl/cert.pem",
    "/opt/homebrew/etc/ca-certificates/cert.pem",
];
/// Where they keep them one by one, when there is no such file.
const SYSTEM_DIRECTORIES: [&str; 2] = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

/// One set of roots that a chain can be checked against.
#[derive(Debug)]
pub struct Roots {
    /// What the set is called when it was the one that a certificate was trusted by.
    pub name: String,
    anchors: RootCertStore,
    /// Authorities and others that may not sign, to tell why a chain that they signed is refused.
    dropped: Vec<Dropped>,
    /// All that were given: each is trusted as a server's own.
    certificates: Vec<CertificateDer<'static>>,
    algorithms: WebPkiSupportedAlgorithms,
}

/// A chain as a peer sent it, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The server's own certificate.
    pub leaf: &'a CertificateDer<'a>,
    /// The others it sent.
    pub others: &'a [CertificateDer<'a>],
    /// The host that is wanted.
    pub host: &'a ServerName<'a>,
    /// The calendar's now.
    pub now: UnixTime,
}

impl Roots {
    /// Mozilla's roots, compiled in.
    pub fn bundled(algorithms: WebPkiSupportedAlgorithms) -> Self {
        Self {
            name: "the bundled roots".to_owned(),
            anchors: RootCertStore {
                roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
            },
            dropped: Vec::new(),
            certificates: Vec::new(),
            algorithms,
        }
    }

    /// Roots from certificates. Only those of authorities, within their dates, vouch for others;
    /// any counts as a server's own. `None` when there is none at all.
    pub fn of(
        name: &str,
        certificates: Vec<CertificateDer<'static>>,
        algorithms: WebPkiSupportedAlgorithms,
    ) -> Option<Self> {
        if certificates.is_empty() {
            return None;
        }
        let (anchors, dropped) = anchor::sort(&certificates, anchor::today());
        Some(Self {
            name: name.to_owned(),
            anchors,
            dropped,
            certificates,
            algorithms,
        })
    }

    /// Checks a chain, its dates and its host against this set.
    pub fn check(&self, asked: Asked<'_>) -> Result<(), Error> {
        if self.certificates.iter().any(|one| one == asked.leaf) {
            return check_pinned(asked);
        }
        self.check_chain(asked, &self.anchors)?;
        verify_server_name(&ParsedCertificate::try_from(asked.leaf)?, asked.host)
    }

    /// The certificate of this set that did sign the chain, but may not; names alone do not count.
    pub fn unfit_issuer(&self, asked: Asked<'_>) -> Option<Unfit> {
        let signed = |dropped: &&Dropped| self.check_chain(asked, &dropped.store).is_ok();
        let dropped = self.dropped.iter().find(signed)?;
        Some(dropped.unfit(&self.name, asked.now))
    }

    /// As rustls' own verifier does it, which cannot be had without any anchor.
    fn check_chain(&self, asked: Asked<'_>, anchors: &RootCertStore) -> Result<(), Error> {
        verify_server_cert_signed_by_trust_anchor(
            &ParsedCertificate::try_from(asked.leaf)?,
            anchors,
            asked.others,
            asked.now,
            self.algorithms.all,
        )
    }
}

/// A server's certificate that is itself among the roots needs no issuer: this is how a self-signed
/// one is trusted, also where it is marked as an authority's, which rustls would refuse (and
/// `openssl req -x509` does by default). Dates and host count all the same; curl does so too.
fn check_pinned(asked: Asked<'_>) -> Result<(), Error> {
    let read = Certificate::read(asked.leaf).ok_or(CertificateError::BadEncoding)?;
    let now = i64::try_from(asked.now.as_secs()).unwrap_or(i64::MAX);
    let at = |seconds: i64| {
        let seconds = u64::try_from(seconds).unwrap_or(0);
        UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds))
    };
    let time = asked.now;
    if now > read.not_after {
        let not_after = at(read.not_after);
        return Err(CertificateError::ExpiredContext { time, not_after }.into());
    }
    if now < read.not_before {
        let not_before = at(read.not_before);
        return Err(CertificateError::NotValidYetContext { time, not_before }.into());
    }
    verify_server_name(&ParsedCertificate::try_from(asked.leaf)?, asked.host)
}

/// Everything that the system's store and the CA variables name. Files that the user named and
/// that cannot be read are told to `warn`.
pub fn system(
    files: &[PathBuf],
    listed: Option<&Path>,
    mut warn: impl FnMut(String),
) -> Vec<CertificateDer<'static>> {
    let mut found = Vec::new();
    for path in files {
        match pem::load(path) {
            Ok(more) => found.extend(more),
            Err(trouble) => warn(format!(
                "roots from {} are left out: {trouble}",
                pem::shown(path)
            )),
        }
    }
    // OpenSSL takes a list here, as PATH is one.
    let listed: Vec<PathBuf> = listed.into_iter().flat_map(std::env::split_paths).collect();
    found.extend(directories(&listed, &mut warn));
    let file = SYSTEM_FILES
        .iter()
        .find_map(|path| pem::load(Path::new(path)).ok());
    found.extend(file.unwrap_or_else(|| {
        let directory = |path: &&str| pem::load_directory(Path::new(path)).ok();
        let mut found = SYSTEM_DIRECTORIES.iter().filter_map(directory);
        found.find(|found| !found.is_empty()).unwrap_or_default()
    }));
    found
}

/// The certificates of all files in these directories. One that cannot be read is told to `warn`.
pub fn directories(
    paths: &[PathBuf],
    mut warn: impl FnMut(String),
) -> Vec<CertificateDer<'static>> {
    let mut found = Vec::new();
    for path in paths {
        match pem::load_directory(path) {
            Ok(more) => found.extend(more),
            Err(error) => warn(format!(
                "roots from {} are left out: {error}",
                pem::shown(path)
            )),
        }
    }
    found
}
