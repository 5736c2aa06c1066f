//! A client certificate is for the origins it was given for; pins need proof of the key.

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey;
use rustls::{RootCertStore, ServerConfig};

use super::authority::Authority;
use super::*;
use crate::base::exit::Kind;
use crate::base::secret::Secret;
use crate::transport::tls::identity::{File, Given};
use crate::transport::tls::pin::Pins;

/// A key and a certificate, as files would hold them.
fn given(cert: String, key: String) -> Given {
    let bytes = Secret::new(cert + &key);
    Given {
        cert: File {
            path: "client.pem".into(),
            bytes,
        },
        key: None,
        password: None,
    }
}

/// A server for one connection that asks for a certificate, and tells whether it was shown one.
fn curious(ca: &Authority) -> (u16, JoinHandle<bool>) {
    let mut roots = RootCertStore::empty();
    let root = CertificateDer::from_pem_slice(ca.pem().as_bytes());
    roots.add(root.unwrap()).unwrap();
    let provider = Arc::new(ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider))
            .allow_unauthenticated()
            .build()
            .unwrap();
    let identity = ca.host("a.test");
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(BOTH)
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(identity.chain, identity.key)
        .unwrap();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    peer(move |socket| {
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut session = StreamOwned::new(connection, socket);
        session.read_exact(&mut [0]).unwrap();
        session.conn.peer_certificates().is_some()
    })
}

#[test]
fn the_certificate_is_shown_to_the_origins_it_is_for_and_to_no_other() {
    let ca = Authority::new();
    let key = rcgen::KeyPair::generate().unwrap();
    let identity = given(ca.client_pem(&key), key.serialize_pem());
    let a = |port| Origin {
        scheme: Scheme::Https,
        host: Host::Name("a.test".to_owned()),
        port,
    };
    let b = Origin {
        host: Host::Name("b.test".to_owned()),
        ..a(443)
    };
    for (shift, others, shown) in [(0, vec![], true), (1, vec![], false), (1, vec![b], false)] {
        let (port, asked) = curious(&ca);
        let (mut config, _dir) = trusting(&ca.pem());
        config.identity = Some(identity.clone());
        config.identity_for = others;
        config.identity_for.push(a(port.wrapping_add(shift)));
        let mut stream = open(config, "a.test", port, &mut Log::default()).unwrap();
        stream.try_send(&[std::io::IoSlice::new(b"?")]).unwrap();
        assert_eq!(asked.join().unwrap(), shown, "{shift}");
    }
}

/// Shows a certificate without having its key.
#[derive(Debug)]
struct Impostor(Arc<CertifiedKey>);

impl ResolvesServerCert for Impostor {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// A certificate of X.509 version 1, which rustls cannot read.
const FIRST_VERSION: &[u8] = include_bytes!("keys/version1.pem");

#[test]
fn with_a_pin_the_key_must_be_held_even_where_the_certificate_cannot_be_read() {
    let ca = Authority::new();
    let unreadable = CertificateDer::from_pem_slice(FIRST_VERSION).unwrap();
    let readable = ca.host("a.test").chain.remove(0);
    for (cert, without_a_pin) in [(unreadable, true), (readable, false)] {
        for pinned in [false, true] {
            let key = PrivateKeyDer::from(rcgen::KeyPair::generate().unwrap());
            let signing = ring::sign::any_supported_type(&key).unwrap();
            let certified = CertifiedKey::new(vec![cert.clone()], signing);
            let provider = Arc::new(ring::default_provider());
            let config = ServerConfig::builder_with_provider(provider)
                .with_protocol_versions(BOTH)
                .unwrap()
                .with_no_client_auth()
                .with_cert_resolver(Arc::new(Impostor(Arc::new(certified))));
            let (port, played) = peer(move |socket| {
                let connection = ServerConnection::new(Arc::new(config)).unwrap();
                let mut session = StreamOwned::new(connection, socket);
                let _ended = session.read(&mut [0]);
            });
            let config = Config {
                insecure: true,
                pins: pinned.then(|| Pins::of_file(&cert).unwrap()),
                ..Config::default()
            };
            match open(config, "a.test", port, &mut Log::default()).map(drop) {
                Ok(()) => assert!(!pinned && without_a_pin),
                Err(failure) => {
                    assert_eq!(failure.kind, Kind::Certificate, "{failure}");
                    assert!(pinned || !without_a_pin, "{failure}");
                }
            }
            played.join().unwrap();
        }
    }
}
