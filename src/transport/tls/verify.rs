//! `--insecure`: a verifier that asks for nothing.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, SignatureScheme};

use super::report::Report;

/// Accepts any certificate for any host. That the peer holds the certificate's key is still
/// checked where the certificate can be read, which catches broken peers, not attackers.
#[derive(Debug)]
pub struct AcceptAll {
    algorithms: WebPkiSupportedAlgorithms,
    report: Arc<Report>,
    /// Whether a certificate that cannot be read passes, though nothing is known of its key.
    lenient: bool,
}

impl AcceptAll {
    /// Accepts everything and says so in the report.
    pub fn new(algorithms: WebPkiSupportedAlgorithms, report: Arc<Report>) -> Self {
        Self {
            algorithms,
            report,
            lenient: true,
        }
    }

    /// The same, but the peer must prove to hold the certificate's key: what a pin rests on.
    pub fn holding_its_key(algorithms: WebPkiSupportedAlgorithms, report: Arc<Report>) -> Self {
        Self {
            lenient: false,
            ..Self::new(algorithms, report)
        }
    }

    /// A certificate that cannot be read (X.509 version 1, as some scripts make them) is accepted
    /// like any other; a signature that is wrong is not.
    fn judge(
        &self,
        checked: Result<HandshakeSignatureValid, Error>,
    ) -> Result<HandshakeSignatureValid, Error> {
        match checked {
            Err(Error::InvalidCertificate(error))
                if self.lenient && error != CertificateError::BadSignature =>
            {
                Ok(HandshakeSignatureValid::assertion())
            }
            other => other,
        }
    }
}

impl ServerCertVerifier for AcceptAll {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.report.trusted("not checked (--insecure)".to_owned());
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.judge(verify_tls12_signature(message, cert, dss, &self.algorithms))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.judge(verify_tls13_signature(message, cert, dss, &self.algorithms))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
