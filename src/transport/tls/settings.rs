//! What a handshake is made with: provider, versions, trust, pins, client certificate. Made once
//! for all connections of one configuration, and checked before the first.

use std::sync::Arc;

use rustls::client::Resumption;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};

use super::demand::{Presenter, Standing};
use super::identity::Identity;
use super::keylog::KeyLogFile;
use super::pin::Pinned;
use super::report::Report;
use super::sessions::Sessions;
use super::trust::Layered;
use super::verify::AcceptAll;
use super::{Config, Trust, Version, Versions, pem, suites};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::origin::Origin;

/// What is spoken inside; offered by ALPN.
const PROTOCOL: &[u8] = b"http/1.1";

/// Settings that have been checked.
#[derive(Clone)]
pub struct Settings {
    /// For any origin: without a client certificate or sessions.
    template: ClientConfig,
    identity: Option<Identity>,
    /// The notes of the handshake under way.
    pub report: Arc<Report>,
}

impl Settings {
    /// Makes them, reading what the user gave.
    ///
    /// # Errors
    /// Usage errors for files that cannot be used.
    pub fn new(config: &Config) -> Result<Self, Failure> {
        let provider = Arc::new(suites::provider(&config.suites));
        let report = Arc::new(Report::default());
        let given = given(config)?;
        let identity = match &config.identity {
            Some(identity) => Some(identity.load(&provider)?),
            None => None,
        };
        let verifier = verifier(config, given, &provider, &report);
        let mut template = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions(config.versions))
            .map_err(|error| Failure::caused(Kind::Internal, error))?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        template.alpn_protocols = vec![PROTOCOL.to_vec()];
        if let Some(path) = &config.key_log {
            match KeyLogFile::open(path) {
                Ok(log) => template.key_log = Arc::new(log),
                Err(error) => {
                    let path = pem::shown(path);
                    report.warn(format!("SSLKEYLOGFILE {path} cannot be opened: {error}"));
                }
            }
        }
        Ok(Self {
            template,
            identity,
            report,
        })
    }

    /// The settings for one origin: with sessions of its own, and with the client certificate
    /// where it is meant for this origin. curl shows it to whomever a redirect leads to.
    pub fn for_origin(&self, config: &Config, origin: &Origin) -> ClientConfig {
        let meant = config.identity_for.contains(origin);
        let (shown, standing) = match &self.identity {
            None => (None, Standing::NoneGiven),
            Some(_) if !meant => (None, Standing::Withheld),
            Some(identity) => {
                if let Some(warning) = &identity.warning {
                    self.report.warn(warning.clone());
                }
                (Some(Arc::clone(&identity.certified)), Standing::Shown)
            }
        };
        let mut tls = self.template.clone();
        tls.client_auth_cert_resolver = Arc::new(Presenter {
            shown,
            standing,
            report: Arc::clone(&self.report),
        });
        tls.resumption = Resumption::store(Arc::new(Sessions::default()));
        tls
    }
}

fn verifier(
    config: &Config,
    given: Vec<CertificateDer<'static>>,
    provider: &Arc<CryptoProvider>,
    report: &Arc<Report>,
) -> Arc<dyn ServerCertVerifier> {
    let trusting: Arc<dyn ServerCertVerifier> = match config.insecure {
        true => {
            let (whom, flag) = (config.leg.whom(), config.leg.insecure_flag());
            report.warn(match config.pins {
                None => format!("the {whom}'s certificate is not checked ({flag})"),
                Some(_) => {
                    format!("of the {whom}'s certificate only the pinned key is checked ({flag})")
                }
            });
            let algorithms = provider.signature_verification_algorithms;
            let report = Arc::clone(report);
            Arc::new(match config.pins {
                None => AcceptAll::new(algorithms, report),
                Some(_) => AcceptAll::holding_its_key(algorithms, report),
            })
        }
        false => {
            let (provider, report) = (Arc::clone(provider), Arc::clone(report));
            Arc::new(Layered::new(config, given, provider, report))
        }
    };
    match &config.pins {
        None => trusting,
        Some(pins) => Arc::new(Pinned {
            first: trusting,
            pins: pins.clone(),
            report: Arc::clone(report),
        }),
    }
}

static BOTH: [&SupportedProtocolVersion; 2] = [&TLS13, &TLS12];
static LATER: [&SupportedProtocolVersion; 1] = [&TLS13];
static EARLIER: [&SupportedProtocolVersion; 1] = [&TLS12];

fn versions(wanted: Versions) -> &'static [&'static SupportedProtocolVersion] {
    match (wanted.least, wanted.most) {
        (Version::Tls12, Version::Tls13) => &BOTH,
        (Version::Tls13, _) => &LATER,
        (Version::Tls12, Version::Tls12) => &EARLIER,
    }
}

/// The certificates of all `--cacert` files.
fn given(config: &Config) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let mut all = Vec::new();
    for path in &config.given {
        let refused = |why: String| {
            let flag = config.leg.cacert_flag();
            Failure::usage(format!("{flag} {}: {why}", pem::shown(path)))
                .hint("give a file of PEM certificates (-----BEGIN CERTIFICATE-----)")
        };
        let found = pem::load(path).map_err(|trouble| refused(trouble.to_string()))?;
        for one in &found {
            let added = RootCertStore::empty().add(one.clone());
            added.map_err(|error| refused(format!("a certificate cannot be used: {error}")))?;
        }
        all.extend(found);
    }
    let nobody = all.is_empty() && config.directories.is_empty();
    if nobody && config.trust == Trust::Given && !config.insecure {
        return Err(
            Failure::usage("--trust given trusts nobody without --cacert")
                .hint("add --cacert FILE, or leave out --trust given"),
        );
    }
    Ok(all)
}
