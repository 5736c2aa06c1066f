//! What `-v` tells of a finished handshake, and how its certificates are read by who asks for more.

use std::time::Duration;

use ring::digest;
use rustls::pki_types::CertificateDer;
use rustls::{CommonState, HandshakeKind};

use super::certificate::{Certificate, day};
use super::suites;
use crate::base::escape::Escaped;
use crate::base::event::{CertificateFacts, Chain, Secured};
use crate::base::limits;

/// The facts of a session, in words.
pub fn secured(session: &CommonState, trust: String, took: Duration) -> Secured {
    let version = session
        .protocol_version()
        .and_then(|version| version.as_str());
    let suite = session.negotiated_cipher_suite().map(|suite| suite.suite());
    let leaf = session.peer_certificates().and_then(<[_]>::first);
    Secured {
        version: version.unwrap_or_default().replace('_', "."),
        suite: suite.map(suites::iana).unwrap_or_default(),
        alpn: session
            .alpn_protocol()
            .map(|name| Escaped(name).to_string()),
        certificate: leaf.and_then(words),
        trust,
        resumed: session.handshake_kind() == Some(HandshakeKind::Resumed),
        took,
        verified: true,
        chain: Chain {
            certificates: session
                .peer_certificates()
                .unwrap_or_default()
                .iter()
                .map(|one| one.to_vec())
                .collect(),
            read: Some(read),
        },
    }
}

/// What a certificate says, for those who ask.
fn read(der: &[u8]) -> Option<CertificateFacts> {
    let read = Certificate::read(der)?;
    // A leading zero is there for the sign alone.
    let serial = match read.serial {
        [0, rest @ ..] if !rest.is_empty() => rest,
        serial => serial,
    };
    Some(CertificateFacts {
        subject: read.subject.to_string(),
        issuer: read.issuer.to_string(),
        serial: hex(serial),
        not_before: read.not_before,
        not_after: read.not_after,
        names: read.names().take(limits::CERTIFICATE_NAMES).collect(),
        sha256: hex(digest::digest(&digest::SHA256, der).as_ref()),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn words(leaf: &CertificateDer<'_>) -> Option<String> {
    let read = Certificate::read(leaf)?;
    let (subject, issuer) = (read.subject, read.issuer);
    let expires = day(read.not_after);
    Some(format!(
        "{subject}; issued by {issuer}; expires on {expires}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair, SerialNumber};

    fn read_of(names: usize, serial: &[u8]) -> CertificateFacts {
        let names: Vec<String> = (0..names).map(|n| format!("n{n}.test")).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.serial_number = Some(SerialNumber::from_slice(serial));
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        read(made.der()).unwrap()
    }

    #[test]
    fn a_certificate_is_told_in_full_but_for_too_many_names() {
        let few = read_of(2, &[0x01, 0xab]);
        assert_eq!(few.names, ["n0.test", "n1.test"]);
        assert_eq!((few.serial.as_str(), few.sha256.len()), ("01ab", 64));
        assert!(few.not_before < few.not_after);
        for names in [limits::CERTIFICATE_NAMES, limits::CERTIFICATE_NAMES + 1] {
            let many = read_of(names, &[0xab]);
            assert_eq!(many.serial, "ab");
            assert_eq!(many.names.len(), limits::CERTIFICATE_NAMES);
        }
        assert_eq!(read(b"no certificate"), None);
    }
}
