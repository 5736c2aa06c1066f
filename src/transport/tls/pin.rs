//! `--pinnedpubkey`: which public keys a server may have (RFC 7469 section 2.4 for the hash).
//!
//! A pin counts beside the other checks, and with `-k` instead of them. It is looked at before
//! anything is sent that an impostor should not see, a client certificate included.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::digest::{SHA256, digest};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, OtherError, SignatureScheme};

use super::certificate::Certificate;
use super::der::{Der, tag};
use super::key;
use super::report::Report;

/// What every hash begins with; curl's spelling.
const PREFIX: &str = "sha256//";

/// The SHA-256 of a SubjectPublicKeyInfo.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pin([u8; 32]);

/// The keys that are allowed, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pins(Vec<Pin>);

/// A key that is none of the allowed ones.
#[derive(Debug)]
pub struct Unpinned(Pin);

/// Why a file gave no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoKey {
    /// It holds something else.
    Absent,
    /// It holds a bare RSA key (PKCS#1), which has another hash than the same key elsewhere.
    Bare,
    /// It holds a private key.
    Private,
}

impl Pin {
    fn of(public_key: &[u8]) -> Option<Self> {
        let hash = digest(&SHA256, public_key);
        Some(Self(hash.as_ref().try_into().ok()?))
    }

    fn parse(word: &str) -> Option<Self> {
        let digits = word.strip_prefix(PREFIX)?;
        Some(Self(BASE64_STANDARD.decode(digits).ok()?.try_into().ok()?))
    }
}

impl Pins {
    /// Whether a value is a list of hashes, and not a file's name.
    pub fn is_list(value: &str) -> bool {
        value.starts_with(PREFIX)
    }

    /// `sha256//BASE64[;sha256//BASE64…]`; the first part that is none is the error.
    pub fn list(value: &str) -> Result<Self, &str> {
        let parts = value.split(';').filter(|part| !part.is_empty());
        let pins = parts.map(|part| Pin::parse(part).ok_or(part));
        pins.collect::<Result<Vec<_>, _>>().map(Self)
    }

    /// The public key of a file: itself, or of a certificate; PEM or DER.
    pub fn of_file(file: &[u8]) -> Result<Self, NoKey> {
        let pin = match file.first() == Some(&tag::SEQUENCE) {
            true => of_der(file),
            false => {
                let mut blocks = key::blocks(file);
                blocks.find_map(|block| match block.label {
                    b"PUBLIC KEY" => block.decode().and_then(|der| Pin::of(&der)),
                    b"CERTIFICATE" => block.decode().and_then(|der| of_der(&der)),
                    _ => None,
                })
            }
        };
        let holds = |text: &[u8]| memchr::memmem::find(file, text).is_some();
        match pin {
            Some(pin) => Ok(Self(vec![pin])),
            None if holds(b"BEGIN RSA PUBLIC KEY-----") => Err(NoKey::Bare),
            None if holds(b"PRIVATE KEY-----") => Err(NoKey::Private),
            None => Err(NoKey::Absent),
        }
    }

    /// Whether a certificate's key is allowed.
    pub fn check(&self, leaf: &CertificateDer<'_>) -> Result<(), CertificateError> {
        let read = Certificate::read(leaf).ok_or(CertificateError::BadEncoding)?;
        let seen = Pin::of(read.public_key).ok_or(CertificateError::BadEncoding)?;
        match self.0.contains(&seen) {
            true => Ok(()),
            false => Err(CertificateError::Other(OtherError(Arc::new(Unpinned(
                seen,
            ))))),
        }
    }
}

/// A public key by itself, or a certificate's.
fn of_der(der: &[u8]) -> Option<Pin> {
    if let Some(certificate) = Certificate::read(der) {
        return Pin::of(certificate.public_key);
    }
    let mut fields = Der(der).accept(tag::SEQUENCE)?;
    fields.accept(tag::SEQUENCE)?.accept(tag::OID)?;
    fields.accept(tag::BITS)?;
    Pin::of(der)
}

impl Unpinned {
    /// The one that an error of rustls is about.
    pub fn within(error: &CertificateError) -> Option<&Self> {
        let CertificateError::Other(other) = error else {
            return None;
        };
        other.0.downcast_ref()
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", BASE64_STANDARD.encode(self.0))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Pins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, pin) in self.0.iter().enumerate() {
            let between = if at == 0 { "" } else { ";" };
            write!(f, "{between}{pin}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Unpinned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Error for Unpinned {}

/// A verifier that asks another one first, and then for a pin.
#[derive(Debug)]
pub struct Pinned {
    /// The one that is asked first; it must check signatures, or a certificate that only shows the
    /// pinned key, without holding it, would pass.
    pub first: Arc<dyn ServerCertVerifier>,
    /// The keys that are allowed.
    pub pins: Pins,
    /// Where a refused chain goes.
    pub report: Arc<Report>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        host: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verified = self
            .first
            .verify_server_cert(leaf, others, host, ocsp, now)?;
        match self.pins.check(leaf) {
            Ok(()) => Ok(verified),
            Err(error) => {
                self.report.refused(leaf, others);
                Err(error.into())
            }
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.first.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.first.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.first.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::PublicKeyData as _;

    #[test]
    fn a_list_is_read_as_curl_reads_it_and_anything_else_in_it_is_an_error() {
        let one = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let other = "sha256//AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
        let both = format!("{one};{other}");
        assert_eq!(Pins::list(&both).unwrap().to_string(), both);
        assert_eq!(Pins::list(&format!("{one};")).unwrap().to_string(), one);
        for wrong in [
            "sha256//",
            "sha256//AAAA",
            "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "sha1//AAAA",
            "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        ] {
            assert_eq!(Pins::list(&format!("{one};{wrong}")), Err(wrong));
        }
    }

    #[test]
    fn a_key_has_one_pin_in_whatever_file_it_stands() {
        let pair = rcgen::KeyPair::generate().unwrap();
        let made = rcgen::CertificateParams::default().self_signed(&pair);
        let made = made.unwrap();
        let der = pair.subject_public_key_info();
        let pin = Pins::of_file(&der).unwrap();
        for file in [
            made.pem().into_bytes(),
            made.der().to_vec(),
            pair.public_key_pem().into_bytes(),
            (pair.serialize_pem() + &made.pem()).into_bytes(),
        ] {
            assert_eq!(Pins::of_file(&file), Ok(pin.clone()));
        }
        assert_eq!(pin.check(made.der()), Ok(()));
        let private = pair.serialize_pem();
        assert_eq!(Pins::of_file(private.as_bytes()), Err(NoKey::Private));
        let bare = b"-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n";
        assert_eq!(Pins::of_file(bare), Err(NoKey::Bare));
        assert_eq!(Pins::of_file(b"text"), Err(NoKey::Absent));
        assert_eq!(Pins::of_file(b""), Err(NoKey::Absent));
    }
}
