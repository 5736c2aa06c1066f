//! `--trust`: which sets of roots count, and when the system's store is worth loading.
//!
//! The bundled roots cost nothing at start-up; the system's store is read and parsed only when they
//! and the given files do not know the issuer. curl parses the system's bundle every time, which is
//! nine tenths of what an HTTPS request costs it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, SignatureScheme};

use super::certificate::Certificate;
use super::report::Report;
use super::roots::{Asked, Roots, directories, system};
use super::{Config, Trust};

/// A verifier over several sets of roots, each made when it is first needed.
#[derive(Debug)]
pub struct Layered {
    provider: Arc<CryptoProvider>,
    given: Option<Roots>,
    bundled: Lazy,
    directories: Lazy,
    paths: Vec<PathBuf>,
    system: Lazy,
    variable_files: Vec<PathBuf>,
    variable_dir: Option<PathBuf>,
    report: Arc<Report>,
}

/// One of the sets.
#[derive(Debug, Clone, Copy)]
enum Set {
    Given,
    Bundled,
    Directories,
    System,
}

/// The sets, in the order in which they are asked.
const SETS: [Set; 4] = [Set::Given, Set::Bundled, Set::Directories, Set::System];

/// A set that counts or does not; one that counts is made once.
#[derive(Debug)]
enum Lazy {
    Never,
    Once(OnceLock<Option<Roots>>),
}

impl Layered {
    /// The sets that a configuration asks for; `given` are the certificates of `--cacert`.
    pub fn new(
        config: &Config,
        given: Vec<CertificateDer<'static>>,
        provider: Arc<CryptoProvider>,
        report: Arc<Report>,
    ) -> Self {
        let (bundled, system) = match config.trust {
            Trust::Any => (Lazy::once(), Lazy::once()),
            Trust::Bundled => (Lazy::once(), Lazy::Never),
            Trust::System => (Lazy::Never, Lazy::once()),
            Trust::Given => (Lazy::Never, Lazy::Never),
        };
        Self {
            given: Roots::of(
                "--cacert",
                given,
                provider.signature_verification_algorithms,
            ),
            bundled,
            directories: match config.directories.is_empty() {
                true => Lazy::Never,
                false => Lazy::once(),
            },
            paths: config.directories.clone(),
            system,
            variable_files: config.variable_files.clone(),
            variable_dir: config.variable_dir.clone(),
            provider,
            report,
        }
    }

    /// The first set that trusts the chain; otherwise the most telling refusal.
    fn check(&self, asked: Asked<'_>) -> Result<&str, Error> {
        let mut refused = Error::InvalidCertificate(CertificateError::UnknownIssuer);
        for set in SETS {
            if !more_roots_may_help(&refused, asked) {
                break;
            }
            let Some(roots) = self.roots(set) else {
                continue;
            };
            match roots.check(asked) {
                Ok(()) => return Ok(&roots.name),
                Err(error) if is_unknown_issuer(&refused) => refused = error,
                Err(_) => {}
            }
        }
        match more_roots_may_help(&refused, asked) {
            true => Err(self.unfit_issuer(asked).unwrap_or(refused)),
            false => Err(refused),
        }
    }

    /// Tells of an issuer that was given but may not sign: "unknown" would not help. All sets
    /// have been asked by then.
    fn unfit_issuer(&self, asked: Asked<'_>) -> Option<Error> {
        let unfit = SETS
            .iter()
            .find_map(|set| self.roots(*set)?.unfit_issuer(asked))?;
        Some(CertificateError::Other(OtherError(Arc::new(unfit))).into())
    }

    /// The roots of a set, made now if this is the first time; `None` when it does not count.
    fn roots(&self, set: Set) -> Option<&Roots> {
        match set {
            Set::Given => self.given.as_ref(),
            Set::Bundled => self.bundled.get(|| Some(Roots::bundled(self.algorithms()))),
            Set::Directories => self.directories.get(|| self.load_directories()),
            Set::System => self.system.get(|| self.load_system()),
        }
    }

    fn load_directories(&self) -> Option<Roots> {
        let found = directories(&self.paths, |warning| self.report.warn(warning));
        Roots::of("--capath", found, self.algorithms())
    }

    fn load_system(&self) -> Option<Roots> {
        let directory = self.variable_dir.as_deref();
        let warn = |warning| self.report.warn(warning);
        let found = system(&self.variable_files, directory, warn);
        Roots::of("the system's store", found, self.algorithms())
    }

    fn algorithms(&self) -> WebPkiSupportedAlgorithms {
        self.provider.signature_verification_algorithms
    }
}

impl ServerCertVerifier for Layered {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        _ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let asked = Asked {
            leaf,
            others,
            host,
            now,
        };
        match self.check(asked) {
            Ok(name) => {
                self.report.trusted(name.to_owned());
                Ok(ServerCertVerified::assertion())
            }
            Err(error) => {
                self.report.refused(leaf, others);
                Err(error)
            }
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, cert, dss, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

impl Lazy {
    fn once() -> Self {
        Self::Once(OnceLock::new())
    }

    fn get(&self, make: impl FnOnce() -> Option<Roots>) -> Option<&Roots> {
        match self {
            Self::Never => None,
            Self::Once(made) => made.get_or_init(make).as_ref(),
        }
    }
}

fn is_unknown_issuer(error: &Error) -> bool {
    matches!(
        error,
        Error::InvalidCertificate(CertificateError::UnknownIssuer)
    )
}

/// Whether another set could mend it: the issuer is unknown or only seemed to be known by its name,
/// or the certificate is an authority's own, which counts where it is itself among the roots. The
/// host and the dates of the server's own certificate are not mended by roots; those of one that it
/// sent along are, where the same authority is also a root: many servers sent the expired "DST Root
/// CA X3" for years.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enum is rustls' and grows; what we know nothing of is final"
)]
fn more_roots_may_help(error: &Error, asked: Asked<'_>) -> bool {
    let of_another = |wrong: fn(&Certificate<'_>, i64) -> bool| {
        let now = i64::try_from(asked.now.as_secs()).unwrap_or(i64::MAX);
        Certificate::read(asked.leaf).is_some_and(|leaf| !wrong(&leaf, now))
    };
    let Error::InvalidCertificate(error) = error else {
        return false;
    };
    match error {
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::Other(_) => true,
        CertificateError::ExpiredContext { .. } => of_another(|leaf, now| now > leaf.not_after),
        CertificateError::NotValidYetContext { .. } => {
            of_another(|leaf, now| now < leaf.not_before)
        }
        _ => false,
    }
}
