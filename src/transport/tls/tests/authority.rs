//! A test authority: a root, an intermediate, and what they sign.

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, SanType, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// What a server shows: its chain and its key.
pub(super) struct Identity {
    pub chain: Vec<CertificateDer<'static>>,
    pub key: PrivateKeyDer<'static>,
}

/// A root and an intermediate under it.
pub(super) struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    middle: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub(super) fn new() -> Self {
        Self::called("Test Root")
    }

    pub(super) fn called(name: &str) -> Self {
        let key = || KeyPair::generate().unwrap();
        let root = CertifiedIssuer::self_signed(authority(name), key()).unwrap();
        let middle = CertifiedIssuer::signed_by(authority("Test Middle"), key(), &root).unwrap();
        Self { root, middle }
    }

    /// The root, as `--cacert` takes it.
    pub(super) fn pem(&self) -> String {
        self.root.pem()
    }

    /// A leaf with its whole chain, the root left out.
    pub(super) fn sign(&self, params: &CertificateParams) -> Identity {
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &self.middle).unwrap();
        Identity {
            chain: vec![leaf.der().clone(), self.middle.der().clone()],
            key: key.into(),
        }
    }

    /// A client's certificate for this key, with its chain, as PEM.
    pub(super) fn client_pem(&self, key: &KeyPair) -> String {
        let leaf = client_only("client").signed_by(key, &self.middle).unwrap();
        leaf.pem() + &self.middle.pem()
    }

    /// A leaf for one host name.
    pub(super) fn host(&self, name: &str) -> Identity {
        self.sign(&host(name))
    }
}

/// A leaf for one host name, signed whatever the issuer's certificate says, and sent alone.
pub(super) fn issued_by(issuer: &CertifiedIssuer<'static, KeyPair>, name: &str) -> Identity {
    let key = KeyPair::generate().unwrap();
    let mut params = host(name);
    params
        .distinguished_name
        .push(DnType::CommonName, "Test Signed");
    let leaf = params.signed_by(&key, issuer).unwrap();
    Identity {
        chain: vec![leaf.der().clone()],
        key: key.into(),
    }
}

/// A leaf that vouches for itself; its PEM comes along.
pub(super) fn self_signed(params: &CertificateParams) -> (Identity, String) {
    let key = KeyPair::generate().unwrap();
    let leaf = params.self_signed(&key).unwrap();
    let identity = Identity {
        chain: vec![leaf.der().clone()],
        key: key.into(),
    };
    (identity, leaf.pem())
}

/// A certificate for one host name, valid for long.
pub(super) fn host(name: &str) -> CertificateParams {
    let mut params = named("Test Leaf");
    params.subject_alt_names = vec![match name.parse() {
        Ok(address) => SanType::IpAddress(address),
        Err(_) => SanType::DnsName(name.try_into().unwrap()),
    }];
    params
}

/// A certificate for clients only.
pub(super) fn client_only(name: &str) -> CertificateParams {
    let mut params = host(name);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params
}

/// An authority's own certificate that also names a host, as `openssl req -x509` makes them.
pub(super) fn authority_for(name: &str) -> CertificateParams {
    let mut params = host(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

fn authority(name: &str) -> CertificateParams {
    let mut params = named(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2090, 1, 1);
    params
}
