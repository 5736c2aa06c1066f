//! Which given certificates may vouch for others (RFC 5280 sections 4.2.1.3, 4.2.1.9 and 6.1).
//!
//! rustls takes any certificate as a trust anchor and looks at neither its constraints nor its
//! dates: a server's own certificate, given to trust that server, could then sign for any host.
//! OpenSSL, and curl with it, refuse the same ones.

use std::error::Error;
use std::fmt;
use std::time::{Duration, UNIX_EPOCH};

use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::{CertificateError, RootCertStore};

use super::certificate::{Certificate, apart, day};
use crate::base::clock;

/// A certificate that may not vouch for others, as the one anchor of a store: only to find out
/// whether it was the one that signed.
#[derive(Debug)]
pub struct Dropped {
    /// The store that has nothing else.
    pub store: RootCertStore,
    subject: String,
    why: Why,
}

/// Why a certificate may not vouch for others; times are seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    NoAuthority,
    Expired { not_after: i64 },
    NotYet { not_before: i64 },
}

/// An issuer that is known but may not vouch for others: why a chain is refused.
#[derive(Debug)]
pub struct Unfit {
    subject: String,
    set: String,
    why: Why,
    now: i64,
}

/// The certificates that may vouch for others, and those that may not. One that cannot be read is
/// in neither.
pub fn sort(
    certificates: &[CertificateDer<'static>],
    now: UnixTime,
) -> (RootCertStore, Vec<Dropped>) {
    let mut anchors = RootCertStore::empty();
    let mut dropped = Vec::new();
    for der in certificates {
        let Some(read) = Certificate::read(der) else {
            continue;
        };
        let Some(why) = fault(&read, seconds(now)) else {
            anchors.add_parsable_certificates([der.clone()]);
            continue;
        };
        let mut store = RootCertStore::empty();
        if store.add(der.clone()).is_ok() {
            let subject = read.subject.to_string();
            dropped.push(Dropped {
                store,
                subject,
                why,
            });
        }
    }
    (anchors, dropped)
}

/// The calendar's now, as rustls counts it.
pub fn today() -> UnixTime {
    let since = clock::today().duration_since(UNIX_EPOCH);
    // A clock before 1970 is wrong: nothing is valid by it.
    UnixTime::since_unix_epoch(since.unwrap_or(Duration::ZERO))
}

impl Dropped {
    /// The refusal of a chain that this one signed; `set` is what the roots it came with are called.
    pub fn unfit(&self, set: &str, now: UnixTime) -> Unfit {
        Unfit {
            subject: self.subject.clone(),
            set: set.to_owned(),
            why: self.why,
            now: seconds(now),
        }
    }
}

impl Unfit {
    /// The one that an error of rustls is about.
    pub fn within(error: &CertificateError) -> Option<&Self> {
        let CertificateError::Other(other) = error else {
            return None;
        };
        other.0.downcast_ref()
    }

    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self.why {
            Why::NoAuthority => {
                "a certificate that is not an authority's is trusted as that server's own only; \
                 --cacert FILE takes the authority's"
            }
            Why::Expired { .. } => {
                "get the authority's renewed certificate; is this machine's clock right?"
            }
            Why::NotYet { .. } => "is this machine's clock right?",
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the issuer {} ", self.subject)?;
        match self.why {
            Why::NoAuthority => f.write_str("is no authority by its basicConstraints or keyUsage"),
            Why::Expired { not_after } => {
                let ago = apart(self.now, not_after);
                write!(f, "expired on {}, {ago} ago", day(not_after))
            }
            Why::NotYet { not_before } => {
                let until = apart(self.now, not_before);
                write!(
                    f,
                    "is not valid before {}, {until} from now",
                    day(not_before)
                )
            }
        }?;
        write!(f, " (it is from {})", self.set)
    }
}

impl Error for Unfit {}

/// Version 1 could not say who is an authority; there, who vouches for itself is taken for one, as
/// OpenSSL does.
fn fault(read: &Certificate<'_>, now: i64) -> Option<Why> {
    let authority = match read.first_version {
        true => read.is_self_issued(),
        false => read.authority && read.may_sign,
    };
    let (not_before, not_after) = (read.not_before, read.not_after);
    match authority {
        false => Some(Why::NoAuthority),
        true if now > not_after => Some(Why::Expired { not_after }),
        true if now < not_before => Some(Why::NotYet { not_before }),
        true => None,
    }
}

fn seconds(time: UnixTime) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{
        BasicConstraints, CertificateParams, IsCa, KeyPair, KeyUsagePurpose, date_time_ymd,
    };
    use rustls::pki_types::pem::PemObject as _;

    /// Self-signed, of version 1, from 2026-11-22 to 2126-10-29.
    const FIRST_VERSION: &[u8] = b"-----BEGIN CERTIFICATE-----
MIIBIjCByQIUK7U1Nh+MtSbvAXxdZTMd+nX43YMwCgYIKoZIzj0EAwIwEzERMA8G
A1UEAwwIT2xkIFJvb3QwIBcNMjYxMTIyMjAwMDIzWhgPMjEyNjEwMjkyMDAwMjNa
MBMxETAPBgNVBAMMCE9sZCBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
6NCniTVELccqqh+ifGOByJHUF8N8RgouJ4r1wXDnG6wASqe3zZdjLevzo5THMNoq
zW7QhFyO9hG2adce+sEz5TAKBggqhkjOPQQDAgNIADBFAiEAnEqKSZZ6ZCbRxaei
tPJkakaVpWFDGLDBfrSIr7r5gnsCIFZT20mEZ/lbQyB5hhlFJowv3ECtTkOp3WPT
bQgwt2ui
-----END CERTIFICATE-----
";
    /// 2030-01-01.
    const NOW: i64 = 1_893_456_000;

    fn fault_of(der: &CertificateDer<'static>, now: i64) -> Option<Why> {
        fault(&Certificate::read(der).unwrap(), now)
    }

    #[test]
    fn only_authorities_that_may_sign_vouch_for_others() {
        let ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let bounded = IsCa::Ca(BasicConstraints::Constrained(0));
        let (sign, crl) = (KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign);
        let digital = KeyUsagePurpose::DigitalSignature;
        let cases = [
            (ca, vec![], true),
            (bounded, vec![], true),
            (ca, vec![sign, crl], true),
            (ca, vec![digital, crl], false),
            (IsCa::NoCa, vec![], false),
            (IsCa::NoCa, vec![sign], false),
            (IsCa::ExplicitNoCa, vec![sign], false),
        ];
        for (is_ca, usages, fit) in cases {
            let shown = format!("{is_ca:?} {usages:?}");
            let mut params = CertificateParams::default();
            (params.is_ca, params.key_usages) = (is_ca, usages);
            let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
            let why = fault_of(made.der(), NOW);
            assert_eq!(why, (!fit).then_some(Why::NoAuthority), "{shown}");
        }
    }

    #[test]
    fn dates_count_to_the_second() {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.not_before = date_time_ymd(2030, 1, 1);
        params.not_after = date_time_ymd(2030, 1, 2);
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let (not_before, not_after) = (NOW, NOW + 86_400);
        for (now, why) in [
            (not_before - 1, Some(Why::NotYet { not_before })),
            (not_before, None),
            (not_after, None),
            (not_after + 1, Some(Why::Expired { not_after })),
        ] {
            assert_eq!(fault_of(made.der(), now), why);
        }
    }

    #[test]
    fn the_first_version_is_an_authority_where_it_vouches_for_itself() {
        let der = CertificateDer::from_pem_slice(FIRST_VERSION).unwrap();
        assert_eq!(fault_of(&der, NOW), None);
        let now = UnixTime::since_unix_epoch(Duration::from_secs(NOW.unsigned_abs()));
        let (anchors, dropped) = sort(std::slice::from_ref(&der), now);
        assert_eq!((anchors.len(), dropped.len()), (1, 0));
        // Another subject of the same length, so another issuer.
        let mut other = der.to_vec();
        let at = other.windows(8).rposition(|name| name == b"Old Root");
        other[at.unwrap()] = b'B';
        let why = fault_of(&other.into(), NOW);
        assert_eq!(why, Some(Why::NoAuthority));
    }
}
