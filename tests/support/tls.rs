//! A test authority and the servers it vouches for, or does not.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData as _,
};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{CipherSuite, RootCertStore, ServerConfig, SupportedProtocolVersion};
use tempfile::TempDir;

/// Both versions that are spoken.
pub(crate) const ANY_VERSION: &[&SupportedProtocolVersion] =
    &[&rustls::version::TLS13, &rustls::version::TLS12];

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A root that signs, directly or through an intermediate, with its certificate in a file.
pub(crate) struct Authority {
    root: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    middle: Issuer<'static, KeyPair>,
    middle_certificate: CertificateDer<'static>,
    dir: TempDir,
}

/// A certificate chain and its key.
pub(crate) struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

impl Authority {
    /// An authority of this name.
    pub(crate) fn new(name: &str) -> Self {
        let (root_params, root_key) = (authority(name), KeyPair::generate().unwrap());
        let certificate = root_params.self_signed(&root_key).unwrap();
        let root = Issuer::new(root_params, root_key);
        let middle_params = authority(&format!("{name} intermediate"));
        let middle_key = KeyPair::generate().unwrap();
        let middle_certificate = middle_params.signed_by(&middle_key, &root).unwrap();
        let dir = super::temporary();
        std::fs::write(dir.path().join("ca.pem"), certificate.pem()).unwrap();
        Self {
            middle: Issuer::new(middle_params, middle_key),
            middle_certificate: middle_certificate.into(),
            root,
            certificate: certificate.into(),
            dir,
        }
    }

    /// The file with the root's certificate.
    pub(crate) fn ca(&self) -> String {
        let path: PathBuf = self.dir.path().join("ca.pem");
        path.to_str().unwrap().to_owned()
    }

    /// A sound certificate for these names and addresses.
    pub(crate) fn good(&self, names: &[&str]) -> Identity {
        self.sign(leaf(names), Vec::new())
    }

    /// One that ended this many days ago.
    pub(crate) fn expired(&self, names: &[&str], days: u32) -> Identity {
        let mut params = leaf(names);
        params.not_before = (SystemTime::now() - DAY * (days + 90)).into();
        params.not_after = (SystemTime::now() - DAY * days).into();
        self.sign(params, Vec::new())
    }

    /// One whose time has not yet come.
    pub(crate) fn not_yet_valid(&self, names: &[&str]) -> Identity {
        let mut params = leaf(names);
        params.not_before = (SystemTime::now() + DAY * 7).into();
        self.sign(params, Vec::new())
    }

    /// One that may only be used by clients.
    pub(crate) fn for_clients(&self, names: &[&str]) -> Identity {
        let mut params = leaf(names);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        self.sign(params, Vec::new())
    }

    /// A client's certificate that ends in so many days; below zero, it has ended.
    pub(crate) fn client(&self, name: &str, days: i32) -> Identity {
        let mut params = leaf(&[name]);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let span = DAY * days.unsigned_abs();
        let end = match days < 0 {
            true => SystemTime::now() - span,
            false => SystemTime::now() + span,
        };
        params.not_before = (SystemTime::now() - DAY * 400).into();
        params.not_after = end.into();
        self.sign(params, Vec::new())
    }

    /// A server of this authority that lets in only those with a certificate of this authority.
    pub(crate) fn asking(
        &self,
        identity: &Identity,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Arc<ServerConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        let provider = Arc::new(ring::default_provider());
        let builder = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        let verifier = builder.build().unwrap();
        identity.configured(ring::default_provider(), versions, Some(verifier))
    }

    /// One signed by the intermediate, which is sent along, or forgotten.
    pub(crate) fn by_intermediate(&self, names: &[&str], complete: bool) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = leaf(names).signed_by(&key, &self.middle).unwrap();
        let mut chain = vec![certificate.into()];
        if complete {
            chain.push(self.middle_certificate.clone());
        }
        Identity { chain, key }
    }

    fn sign(&self, params: CertificateParams, mut more: Vec<CertificateDer<'static>>) -> Identity {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.root).unwrap();
        more.insert(0, certificate.into());
        Identity { chain: more, key }
    }
}

impl Identity {
    /// One that vouches for itself.
    pub(crate) fn self_signed(names: &[&str]) -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = leaf(names).self_signed(&key).unwrap();
        let chain = vec![certificate.into()];
        Self { chain, key }
    }

    /// A server with it, for both versions.
    pub(crate) fn server(&self) -> Arc<ServerConfig> {
        self.server_of(ANY_VERSION)
    }

    /// A server with it that speaks only these versions.
    pub(crate) fn server_of(
        &self,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Arc<ServerConfig> {
        self.configured(ring::default_provider(), versions, None)
    }

    /// A server with it that accepts only these cipher suites.
    pub(crate) fn server_with(&self, suites: &[CipherSuite]) -> Arc<ServerConfig> {
        let mut provider = ring::default_provider();
        provider
            .cipher_suites
            .retain(|known| suites.contains(&known.suite()));
        let known = |tls13: bool| {
            let mut suites = provider.cipher_suites.iter();
            suites.any(|known| known.tls13().is_some() == tls13)
        };
        let versions: &[&'static SupportedProtocolVersion] = match (known(true), known(false)) {
            (true, true) => ANY_VERSION,
            (true, false) => &ANY_VERSION[..1],
            (false, _) => &ANY_VERSION[1..],
        };
        self.configured(provider, versions, None)
    }

    fn configured(
        &self,
        provider: CryptoProvider,
        versions: &[&'static SupportedProtocolVersion],
        verifier: Option<Arc<dyn ClientCertVerifier>>,
    ) -> Arc<ServerConfig> {
        let provider = Arc::new(provider);
        let key = PrivateKeyDer::try_from(self.key.serialize_der()).unwrap();
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_protocol_versions(versions)
            .unwrap();
        let builder = match verifier {
            None => builder.with_no_client_auth(),
            Some(verifier) => builder.with_client_cert_verifier(verifier),
        };
        let mut config = builder.with_single_cert(self.chain.clone(), key).unwrap();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.ticketer = ring::Ticketer::new().unwrap();
        Arc::new(config)
    }

    /// The certificate, and those that are sent along, as PEM.
    pub(crate) fn chain_pem(&self) -> String {
        let line = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
        let block = |one: &CertificateDer<'_>| {
            let text = line(one);
            format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
        };
        self.chain.iter().map(block).collect()
    }

    /// Its own certificate as DER.
    pub(crate) fn der(&self) -> &[u8] {
        &self.chain[0]
    }

    /// The key, as PEM of PKCS#8.
    pub(crate) fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// The public key, as DER.
    pub(crate) fn public_key(&self) -> Vec<u8> {
        self.key.subject_public_key_info()
    }

    /// The pin of its public key.
    pub(crate) fn pin(&self) -> String {
        let hash = ::ring::digest::digest(&::ring::digest::SHA256, &self.public_key());
        format!("sha256//{}", BASE64_STANDARD.encode(hash))
    }
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn leaf(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let subject = names.first().cloned().unwrap_or_default();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, subject);
    params.use_authority_key_identifier_extension = true;
    params.not_before = (SystemTime::now() - DAY).into();
    params.not_after = (SystemTime::now() + DAY * 90).into();
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params
}
