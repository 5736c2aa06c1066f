//! What `-v` tells of a finished handshake.

use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::{CommonState, HandshakeKind};

use super::certificate::{Certificate, day};
use super::suites;
use crate::base::escape::Escaped;
use crate::base::event::Secured;

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
    }
}

fn words(leaf: &CertificateDer<'_>) -> Option<String> {
    let read = Certificate::read(leaf)?;
    let (subject, issuer) = (read.subject, read.issuer);
    let expires = day(read.not_after);
    Some(format!(
        "{subject}; issued by {issuer}; expires on {expires}"
    ))
}
