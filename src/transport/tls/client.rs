//! The client side of TLS: settings made once, on first use, and the handshake over a socket.

use std::sync::Arc;

use rustls::client::Resumption;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, DnsName, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{CipherSuite, ClientConfig, RootCertStore, SupportedCipherSuite};

use super::explain::Scene;
use super::keylog::KeyLogFile;
use super::pump::Pump;
use super::report::Report;
use super::trust::Layered;
use super::verify::AcceptAll;
use super::{Config, Trust, facts, pem};
use crate::base::clock;
use crate::base::deadline::Phase;
use crate::base::escape::Escaped;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::origin::Host;
use crate::transport::stream::Stream;

/// What is spoken inside; offered by ALPN.
const PROTOCOL: &[u8] = b"http/1.1";

/// Opens TLS sessions that share their settings.
#[derive(Clone)]
pub struct Client {
    config: Config,
    ready: Option<Ready>,
}

#[derive(Clone)]
struct Ready {
    tls: Arc<ClientConfig>,
    report: Arc<Report>,
}

impl Client {
    /// A client; nothing is loaded yet.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            ready: None,
        }
    }

    /// Loads what the user gave, so that a wrong `--cacert` is a usage error before any connection.
    pub fn prepare(&mut self) -> Result<(), Failure> {
        self.ready().map(|_| ())
    }

    /// Carries out the handshake for a host over an open stream, under its socket's deadline. A
    /// stream under TLS carries the new session inside its own.
    pub fn secure(
        &mut self,
        stream: Stream,
        host: &Host,
        peer: &str,
        observer: &mut dyn Observer,
    ) -> Result<Stream, Failure> {
        let ready = self.ready()?;
        let shown = Escaped(host.to_string().as_bytes()).to_string();
        let start = clock::now();
        let (mut socket, beneath) = stream.into_parts();
        let deadline = socket.deadline().during(Phase::Handshake);
        socket.set_deadline(deadline);
        let mut pump = Pump::new(ready.tls, server_name(host, &shown)?, beneath)
            .map_err(|error| Failure::caused(Kind::Handshake, error).context("starting TLS"))?;
        let shaken = pump.handshake(&mut socket);
        let notes = ready.report.take();
        for warning in &notes.warnings {
            observer.on(&Event::Warning(warning));
        }
        if let Err(error) = shaken {
            let scene = Scene {
                host: &shown,
                peer,
                leftover: pump.leftover(),
                chain: &notes.chain,
            };
            return Err(scene.explain(error));
        }
        let took = clock::now().saturating_duration_since(start);
        let secured = facts::secured(pump.session(), notes.trust, took);
        observer.on(&Event::Secured(&secured));
        Ok(Stream::tls(socket, Box::new(pump)))
    }

    fn ready(&mut self) -> Result<Ready, Failure> {
        if let Some(ready) = &self.ready {
            return Ok(ready.clone());
        }
        let ready = settings(&self.config)?;
        self.ready = Some(ready.clone());
        Ok(ready)
    }
}

/// All settings of TLS: named provider, versions, trust.
fn settings(config: &Config) -> Result<Ready, Failure> {
    let provider = Arc::new(provider());
    let report = Arc::new(Report::default());
    let given = given(config)?;
    let verifier: Arc<dyn ServerCertVerifier> = match config.insecure {
        true => {
            let (whom, flag) = (config.leg.whom(), config.leg.insecure_flag());
            report.warn(format!("the {whom}'s certificate is not checked ({flag})"));
            let algorithms = provider.signature_verification_algorithms;
            Arc::new(AcceptAll::new(algorithms, Arc::clone(&report)))
        }
        false => {
            let (provider, report) = (Arc::clone(&provider), Arc::clone(&report));
            Arc::new(Layered::new(config, given, provider, report))
        }
    };
    let mut tls = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|error| Failure::caused(Kind::Internal, error))?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    tls.alpn_protocols = vec![PROTOCOL.to_vec()];
    // Every connection proves itself anew: no ticket outlives a setting or is offered to another
    // origin, and a one-shot process has little to resume.
    tls.resumption = Resumption::disabled();
    if let Some(path) = &config.key_log {
        match KeyLogFile::open(path) {
            Ok(log) => tls.key_log = Arc::new(log),
            Err(error) => {
                let path = pem::shown(path);
                report.warn(format!("SSLKEYLOGFILE {path} cannot be opened: {error}"));
            }
        }
    }
    Ok(Ready {
        tls: Arc::new(tls),
        report,
    })
}

/// ring's algorithms, AES with 128 bits first, as browsers have it: a tenth less CPU in bulk.
fn provider() -> CryptoProvider {
    let mut provider = ring::default_provider();
    let later = |suite: &SupportedCipherSuite| {
        !matches!(
            suite.suite(),
            CipherSuite::TLS13_AES_128_GCM_SHA256
                | CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                | CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        )
    };
    provider.cipher_suites.sort_by_key(later);
    provider
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
    if all.is_empty() && config.trust == Trust::Given && !config.insecure {
        return Err(
            Failure::usage("--trust given trusts nobody without --cacert")
                .hint("add --cacert FILE, or leave out --trust given"),
        );
    }
    Ok(all)
}

/// The name a certificate must have; also sent as SNI, unless it is an address. The last dot of a
/// name is no part of either (RFC 6066 section 3).
fn server_name(host: &Host, shown: &str) -> Result<ServerName<'static>, Failure> {
    match host {
        Host::Address(address) => Ok(ServerName::IpAddress((*address).into())),
        Host::Name(name) => {
            let bare = name.strip_suffix('.').unwrap_or(name).to_owned();
            let name = DnsName::try_from(bare).map_err(|_| {
                Failure::usage(format!("no certificate can be for the host {shown}"))
                    .hint("a host name has letters, digits, dots and hyphens")
            })?;
            Ok(ServerName::DnsName(name))
        }
    }
}
