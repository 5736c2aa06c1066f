//! Why a handshake failed, in plain words: which certificate, what is wrong with it, what to do.
//!
//! A certificate that is refused is [`Kind::Certificate`], everything else [`Kind::Handshake`].

use std::fmt;
use std::io;

use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::{AlertDescription, CertificateError, Error, PeerIncompatible};

use super::anchor::Unfit;
use super::certificate::{Certificate, apart, day};
use super::demand::{self, Refusal, Standing};
use super::pin::Unpinned;
use super::{Config, Versions};
use crate::base::deadline::Spent;
use crate::base::escape::{Escaped, excerpt};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::transport::words;

/// A failed handshake, as far as it came.
pub struct Scene<'a> {
    /// The host of the URL, as the certificate should name it; safe to show.
    pub host: &'a str,
    /// Whom the connection leads to.
    pub peer: &'a str,
    /// What was received and could not be taken.
    pub leftover: &'a [u8],
    /// The certificates that were refused, the server's own first.
    pub chain: &'a [CertificateDer<'static>],
    /// Whether a client certificate was asked for.
    pub standing: Standing,
    /// What was offered.
    pub config: &'a Config,
}

/// The connection ended within the handshake, for which TLS is not to blame.
#[derive(Debug)]
pub struct Severed(String);

impl Severed {
    /// Whether this is why a handshake failed.
    pub fn within(failure: &Failure) -> bool {
        failure.error.chain().any(|cause| cause.is::<Self>())
    }
}

impl fmt::Display for Severed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Severed {}

impl Scene<'_> {
    /// The failure that an error of the handshake amounts to.
    pub fn explain(&self, error: io::Error) -> Failure {
        let doing = format!("TLS handshake with {} ({})", self.host, self.peer);
        if let Some(spent) = Spent::within(&error) {
            return Failure::caused(Kind::TimedOut, spent)
                .context(doing)
                .hint("the peer accepts connections but says nothing; is it a TLS port?");
        }
        if self.is_plain_text() {
            let said = excerpt(self.leftover);
            return Failure::new(
                Kind::Handshake,
                format!("the peer does not speak TLS: it sent \"{said}\""),
            )
            .context(doing)
            .hint("is it http:// on this port?");
        }
        let cause = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Error>());
        match cause {
            Some(Error::InvalidCertificate(refused)) => self.refused(refused),
            Some(error) => self.broken(error).context(doing),
            None => {
                let story = match error.kind() == io::ErrorKind::UnexpectedEof {
                    true => "the peer closed the connection".to_owned(),
                    false => words::of(&error),
                };
                let usual = "is it a TLS port, and does the server know this host name?";
                Failure::caused(Kind::Handshake, Severed(story))
                    .context(doing)
                    .hint(demand::hint(self.standing).unwrap_or(usual))
            }
        }
    }

    /// Whether what came cannot be a TLS record (RFC 8446 section 5.1): neither the types nor the
    /// version fit. Peers that close before five bytes count by their first.
    fn is_plain_text(&self) -> bool {
        match self.leftover {
            [kind, major, ..] => !(20..=24).contains(kind) || *major != 3,
            [kind] => !(20..=24).contains(kind),
            [] => false,
        }
    }

    /// A handshake that broke off for another reason than the server's certificate.
    fn broken(&self, error: &Error) -> Failure {
        if let Error::AlertReceived(alert) = error
            && let Some(refusal) = Refusal::of(self.standing, *alert)
        {
            return refusal.failure();
        }
        let (story, hint) = handshake(error, self.config);
        Failure::new(Kind::Handshake, story).hint(hint)
    }

    /// The failure that a refused certificate amounts to.
    pub fn refused(&self, error: &CertificateError) -> Failure {
        let (host, leaf) = (self.host, self.leaf());
        if let Some(seen) = Unpinned::within(error) {
            let story = format!("the public key of {host} is not a pinned one: it is {seen}");
            return Failure::new(Kind::Certificate, story).hint(
                "if the server was given this key on purpose, it is what --pinnedpubkey takes; \
                 otherwise somebody else answers",
            );
        }
        if let Some(unfit) = Unfit::within(error) {
            let story = format!("the certificate of {host} is not trusted: {unfit}");
            return Failure::new(Kind::Certificate, story).hint(unfit.hint());
        }
        let (story, hint) = match (error, &leaf) {
            (CertificateError::ExpiredContext { time, not_after }, _) => {
                self.expired(*time, *not_after)
            }
            (CertificateError::NotValidYetContext { time, not_before }, _) => {
                self.not_yet(*time, *not_before)
            }
            (CertificateError::NotValidForNameContext { .. }, Some(leaf)) => other_host(host, leaf),
            (_, Some(leaf)) if leaf.is_self_issued() && self.chain.len() == 1 => {
                self_signed(host, leaf)
            }
            (CertificateError::UnknownIssuer, Some(leaf)) => self.unknown_issuer(leaf),
            (
                CertificateError::InvalidPurposeContext { .. } | CertificateError::InvalidPurpose,
                _,
            ) => (
                format!("the certificate of {host} is not meant for servers"),
                "its extended key usage leaves out server authentication: the server needs another one",
            ),
            (CertificateError::BadSignature, _) => (
                format!("a signature in the certificates of {host} is wrong"),
                "the alleged issuer's key did not make it: the certificate is forged or damaged, or a \
                 root of the same name but with another key is trusted here",
            ),
            (CertificateError::Other(_), Some(leaf)) if leaf.authority => (
                format!(
                    "{host} uses the certificate of an authority ({}) as its own",
                    leaf.subject
                ),
                "--cacert FILE with this very certificate trusts it",
            ),
            (other, _) => (
                format!(
                    "the certificate of {host} is refused: {}",
                    Escaped(other.to_string().as_bytes())
                ),
                "ask the server's operator for another certificate",
            ),
        };
        Failure::new(Kind::Certificate, story).hint(hint)
    }

    /// The server's own certificate, as far as it can be read.
    fn leaf(&self) -> Option<Certificate<'_>> {
        self.chain.first().and_then(|der| Certificate::read(der))
    }

    fn expired(&self, now: UnixTime, not_after: UnixTime) -> (String, &'static str) {
        let (now, end) = (seconds(now), seconds(not_after));
        let (whose, ago) = (self.whose(|one| one.not_after == end), apart(now, end));
        (
            format!("{whose} expired on {}, {ago} ago", day(end)),
            "the server's operator must renew it; is this machine's clock right?",
        )
    }

    fn not_yet(&self, now: UnixTime, not_before: UnixTime) -> (String, &'static str) {
        let (now, start) = (seconds(now), seconds(not_before));
        let (whose, until) = (self.whose(|one| one.not_before == start), apart(now, start));
        (
            format!(
                "{whose} is not valid before {}, {until} from now",
                day(start)
            ),
            "is this machine's clock right?",
        )
    }

    /// Names the certificate of the chain that is at fault.
    fn whose(&self, at_fault: impl Fn(&Certificate<'_>) -> bool) -> String {
        let read = self.chain.iter().map(|der| Certificate::read(der));
        match read
            .enumerate()
            .find_map(|(n, one)| Some((n, one.filter(&at_fault)?)))
        {
            Some((0, leaf)) => {
                let (subject, issuer) = (leaf.subject, leaf.issuer);
                format!(
                    "the certificate of {} ({subject}, issued by {issuer})",
                    self.host
                )
            }
            Some((_, other)) => format!("the intermediate certificate {}", other.subject),
            None => format!("a certificate of {}", self.host),
        }
    }

    /// Follows the chain to the first issuer that nobody knows.
    fn unknown_issuer(&self, leaf: &Certificate<'_>) -> (String, &'static str) {
        let host = self.host;
        let others = self
            .chain
            .iter()
            .skip(1)
            .filter_map(|der| Certificate::read(der));
        let others: Vec<Certificate<'_>> = others.collect();
        let mut top = leaf;
        // At most one step for each certificate that was sent: a ring of issuers ends, too.
        for _ in &others {
            match others.iter().find(|other| other.subject == top.issuer) {
                Some(issuer) if !top.is_self_issued() => top = issuer,
                Some(_) | None => break,
            }
        }
        let issuer = top.issuer;
        if others.is_empty() {
            let url = match &leaf.issuer_url {
                Some(url) => format!(" (to be had at {url})"),
                None => String::new(),
            };
            return (
                format!(
                    "{host} sent its own certificate only, and its issuer {issuer} is not known{url}: \
                     an intermediate certificate is missing, or the issuer is a private authority"
                ),
                "the server's operator should send the whole chain; --cacert FILE trusts the \
                 issuer's certificate in FILE",
            );
        }
        (
            format!("the certificate of {host} was issued by an unknown authority: {issuer}"),
            "if that is your own authority, give its certificate with --cacert FILE",
        )
    }
}

fn other_host(host: &str, leaf: &Certificate<'_>) -> (String, &'static str) {
    let story = match leaf.hosts() {
        Some(hosts) => format!("the certificate is for {hosts}, not for {host}"),
        None => format!(
            "the certificate names no host in subjectAltName, so it is not for {host} (subject {})",
            leaf.subject
        ),
    };
    (
        story,
        "use a name from the certificate; --connect-to or --resolve leads it to this server",
    )
}

fn self_signed(host: &str, leaf: &Certificate<'_>) -> (String, &'static str) {
    (
        format!(
            "the certificate of {host} is self-signed ({})",
            leaf.subject
        ),
        "--cacert FILE with this very certificate trusts it; -k goes without any check, at your \
         own risk",
    )
}

/// What else can go wrong, and what to try.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "rustls adds errors in minor releases; those without words of ours keep its own"
)]
fn handshake(error: &Error, config: &Config) -> (String, &'static str) {
    let any_version = config.versions == Versions::default();
    let version = match any_version {
        true => "verb speaks TLS 1.2 and 1.3; the server is too old or set too strictly",
        false => "it may speak a version that --tlsv1.3 or --tls-max leaves out",
    };
    let suites = match any_version && config.suites.is_empty() {
        true => "the server accepts none of the cipher suites or groups offered",
        false => "it may accept what --ciphers, --tlsv1.3 or --tls-max leaves out",
    };
    match error {
        Error::AlertReceived(AlertDescription::ProtocolVersion) => (
            "the peer refused the TLS versions offered".to_owned(),
            version,
        ),
        Error::PeerIncompatible(PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig)
            if !any_version =>
        {
            (
                "the peer chose a TLS version that was not offered".to_owned(),
                version,
            )
        }
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => (
            "the peer speaks no TLS version later than 1.1".to_owned(),
            version,
        ),
        Error::AlertReceived(AlertDescription::HandshakeFailure) => (
            "the peer found nothing in common with what was offered".to_owned(),
            suites,
        ),
        Error::AlertReceived(AlertDescription::UnrecognisedName) => (
            "the peer does not know this host name".to_owned(),
            "check the host; the server has no certificate for it",
        ),
        Error::AlertReceived(
            AlertDescription::CertificateRequired | AlertDescription::AccessDenied,
        ) => (
            "the peer wants a client certificate".to_owned(),
            "-E FILE gives a client certificate",
        ),
        Error::AlertReceived(AlertDescription::NoApplicationProtocol) => (
            "the peer does not speak HTTP/1.1 here (ALPN)".to_owned(),
            "the server may speak HTTP/2 only",
        ),
        Error::AlertReceived(alert) => (
            format!("the peer gave up with the alert {alert:?}"),
            "the server's log may say why",
        ),
        other => (
            Escaped(other.to_string().as_bytes()).to_string(),
            "the peer's TLS is faulty, or something in between interferes",
        ),
    }
}

fn seconds(time: UnixTime) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}
