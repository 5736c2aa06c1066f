//! When a server asks for a client certificate (RFC 8446 section 4.3.2): what is shown, to whom,
//! and what its refusal means. Under TLS 1.3 a refusal comes only after our side of the handshake.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;

use rustls::client::ResolvesClientCert;
use rustls::sign::CertifiedKey;
use rustls::{AlertDescription, SignatureScheme};

use super::report::Report;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// What became of a server's question for a certificate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// It did not ask.
    #[default]
    NotAsked,
    /// There was none to show.
    NoneGiven,
    /// There is one, but not for this origin.
    Withheld,
    /// It was shown one.
    Shown,
}

/// Answers the question for one origin.
#[derive(Debug)]
pub struct Presenter {
    /// What is shown.
    pub shown: Option<Arc<CertifiedKey>>,
    /// What it comes to when the server asks.
    pub standing: Standing,
    /// Where it is noted.
    pub report: Arc<Report>,
}

impl ResolvesClientCert for Presenter {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.report.asked(self.standing);
        self.shown.clone()
    }

    fn has_certs(&self) -> bool {
        self.shown.is_some()
    }
}

/// A refusal that has to do with our certificate: the story and what to try.
#[derive(Debug)]
pub struct Refusal {
    story: String,
    hint: &'static str,
}

const GIVE_ONE: &str =
    "-E FILE gives one, with its private key in the same file or in that of --key";

impl Refusal {
    /// What an alert means to one who was asked.
    pub fn of(standing: Standing, alert: AlertDescription) -> Option<Self> {
        use AlertDescription as Alert;
        let told = |story: &str, hint| {
            Some(Self {
                story: story.to_owned(),
                hint,
            })
        };
        let about_certificates = matches!(
            alert,
            Alert::CertificateRequired
                | Alert::NoCertificate
                | Alert::BadCertificate
                | Alert::UnsupportedCertificate
                | Alert::CertificateRevoked
                | Alert::CertificateExpired
                | Alert::CertificateUnknown
                | Alert::UnknownCA
                | Alert::AccessDenied
        );
        // What older servers say of a missing one, and what is said of one whose issuer has the
        // right name and the wrong key.
        let perhaps = match standing {
            Standing::Shown => matches!(alert, Alert::HandshakeFailure | Alert::DecryptError),
            Standing::NotAsked | Standing::NoneGiven | Standing::Withheld => {
                alert == Alert::HandshakeFailure
            }
        };
        if !about_certificates && !perhaps {
            return None;
        }
        match standing {
            Standing::NotAsked => None,
            Standing::NoneGiven => told(
                "the server asks for a client certificate, and none was given",
                GIVE_ONE,
            ),
            Standing::Withheld => told(
                "the server asks for a client certificate; the one of --cert is shown to the \
                 origins of the typed URLs only",
                "type this URL itself if it may see the certificate",
            ),
            Standing::Shown => told(
                &format!("the server refuses the client certificate: {}", why(alert)),
                "is it the certificate, with its whole chain, that this server was told to accept?",
            ),
        }
    }

    /// The failure that an error of reading or sending amounts to, if it holds a refusal.
    pub fn within(error: &io::Error) -> Option<Failure> {
        let inner = error.get_ref()?;
        let refusal = inner.downcast_ref::<Self>()?;
        Some(refusal.failure())
    }

    /// The failure that it amounts to.
    pub fn failure(&self) -> Failure {
        Failure::new(Kind::Handshake, &self.story).hint(self.hint)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.story)
    }
}

impl Error for Refusal {}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the enum is rustls' and grows; alerts without words of ours keep their name"
)]
fn why(alert: AlertDescription) -> String {
    use AlertDescription as Alert;
    let known = match alert {
        Alert::CertificateExpired => "it has expired",
        Alert::CertificateRevoked => "it has been revoked",
        Alert::UnknownCA => "the server does not know the authority that issued it",
        Alert::DecryptError => "a signature is not by the authority that the server knows",
        Alert::UnsupportedCertificate => "the server cannot use one of its kind",
        Alert::AccessDenied => "access is denied to its holder",
        Alert::CertificateRequired | Alert::NoCertificate => {
            "the server found none; it may want one of another authority"
        }
        other => return format!("it says {other:?}"),
    };
    known.to_owned()
}

/// What to add when a peer ends the handshake without a word.
pub fn hint(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::NoneGiven => Some("the server had asked for a client certificate: -E FILE"),
        Standing::NotAsked | Standing::Withheld | Standing::Shown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AlertDescription as Alert;

    #[test]
    fn a_refusal_is_about_our_certificate_only_where_it_was_asked_for() {
        for (standing, alert, said) in [
            (Standing::NotAsked, Alert::CertificateRequired, None),
            (Standing::NoneGiven, Alert::InternalError, None),
            (Standing::NoneGiven, Alert::DecryptError, None),
            (Standing::Shown, Alert::DecryptError, Some("a signature")),
            (
                Standing::NoneGiven,
                Alert::CertificateRequired,
                Some("none was given"),
            ),
            (
                Standing::NoneGiven,
                Alert::HandshakeFailure,
                Some("none was given"),
            ),
            (
                Standing::Withheld,
                Alert::BadCertificate,
                Some("typed URLs only"),
            ),
            (Standing::Shown, Alert::UnknownCA, Some("does not know")),
            (
                Standing::Shown,
                Alert::CertificateExpired,
                Some("has expired"),
            ),
            (Standing::Shown, Alert::BadCertificate, Some("BadCert")),
        ] {
            let refusal = Refusal::of(standing, alert).map(|refusal| refusal.to_string());
            match (refusal, said) {
                (None, None) => {}
                (Some(refusal), Some(said)) => assert!(refusal.contains(said), "{refusal}"),
                (seen, _) => panic!("{standing:?} {alert:?}: {seen:?}"),
            }
        }
    }
}
