//! What a certificate says (RFC 5280 section 4.1), in words that can be shown.
//!
//! Trust is decided elsewhere: in `anchor` and by rustls. All text comes from a peer: it is escaped and bounded.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::der::{Der, tag};
use crate::base::escape::{Escaped, excerpt};

/// Names and addresses of one certificate that are shown.
const NAMES: usize = 6;
const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

const OID_SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];
const OID_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
const OID_BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
const OID_AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
const OID_CA_ISSUERS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x30, 2];
/// keyCertSign, the sixth bit of keyUsage (RFC 5280 section 4.2.1.3).
const KEY_CERT_SIGN: u8 = 0x04;
const OID_COMMON_NAME: &[u8] = &[0x55, 4, 3];
const OID_COUNTRY: &[u8] = &[0x55, 4, 6];
const OID_ORGANIZATION: &[u8] = &[0x55, 4, 10];
const OID_UNIT: &[u8] = &[0x55, 4, 11];

/// The parts of a certificate that messages speak of.
#[derive(Debug)]
pub struct Certificate<'a> {
    /// The subject's distinguished name.
    pub subject: Name<'a>,
    /// The issuer's distinguished name.
    pub issuer: Name<'a>,
    /// The SubjectPublicKeyInfo, as encoded.
    pub public_key: &'a [u8],
    /// The serial number, as encoded: big endian, two's complement.
    pub serial: &'a [u8],
    /// The first second of validity, counted from 1970.
    pub not_before: i64,
    /// The last second of validity, counted from 1970.
    pub not_after: i64,
    /// Whether it says that it is an authority's (cA in basicConstraints).
    pub authority: bool,
    /// Whether its key may sign certificates: keyUsage says so, or there is none.
    pub may_sign: bool,
    /// Whether it is of X.509 version 1, which had no extensions to say anything of this.
    pub first_version: bool,
    /// Where the issuer's certificate can be fetched, if it says so.
    pub issuer_url: Option<String>,
    names: Option<Der<'a>>,
}

/// A distinguished name, as encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'a>(&'a [u8]);

impl<'a> Certificate<'a> {
    /// Reads a certificate; `None` when it is not one.
    pub fn read(der: &'a [u8]) -> Option<Self> {
        let mut fields = Der(der).accept(tag::SEQUENCE)?.accept(tag::SEQUENCE)?;
        let first_version = fields.accept(tag::CONTEXT_0).is_none();
        let (_, serial) = fields.next()?;
        let _signature = fields.accept(tag::SEQUENCE)?;
        let issuer = Name(fields.accept(tag::SEQUENCE)?.0);
        let mut validity = fields.accept(tag::SEQUENCE)?;
        let not_before = time(validity.next()?)?;
        let not_after = time(validity.next()?)?;
        let subject = Name(fields.accept(tag::SEQUENCE)?.0);
        let ahead = fields.0;
        let _public_key = fields.accept(tag::SEQUENCE)?;
        let public_key = ahead.get(..ahead.len().checked_sub(fields.0.len())?)?;
        let mut certificate = Self {
            subject,
            issuer,
            public_key,
            serial,
            not_before,
            not_after,
            authority: false,
            may_sign: true,
            first_version,
            issuer_url: None,
            names: None,
        };
        let extensions = fields.find(|(found, _)| *found == tag::CONTEXT_3);
        let list = extensions.and_then(|(_, content)| Der(content).accept(tag::SEQUENCE));
        for (_, extension) in list.into_iter().flatten() {
            certificate.extension(Der(extension));
        }
        Some(certificate)
    }

    /// Whether it vouches for itself.
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// The hosts it is for, each as text.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let names = self.names.into_iter().flatten();
        names.filter_map(|(kind, name)| match kind {
            tag::DNS_NAME => Some(excerpt(name)),
            tag::IP_ADDRESS => address(name).map(|address| address.to_string()),
            _ => None,
        })
    }

    /// The hosts it is for, as a list in words; `None` when it names none.
    pub fn hosts(&self) -> Option<String> {
        let mut shown = Vec::new();
        let mut more = 0_usize;
        for text in self.names() {
            match shown.len() < NAMES {
                true => shown.push(text),
                false => more = more.saturating_add(1),
            }
        }
        match (shown.is_empty(), more) {
            (true, _) => None,
            (false, 0) => Some(shown.join(", ")),
            (false, more) => Some(format!("{} and {more} more", shown.join(", "))),
        }
    }

    fn extension(&mut self, mut fields: Der<'a>) -> Option<()> {
        let oid = fields.accept(tag::OID)?;
        let _critical = fields.accept(tag::BOOLEAN);
        let content = fields.accept(tag::OCTETS)?.0;
        match oid.0 {
            OID_SUBJECT_ALT_NAME => self.names = Der(content).accept(tag::SEQUENCE),
            OID_BASIC_CONSTRAINTS => {
                let ca = Der(content).accept(tag::SEQUENCE)?.accept(tag::BOOLEAN);
                self.authority = ca.is_some_and(|ca| ca.0 == [0xff]);
            }
            OID_KEY_USAGE => {
                // One that cannot be read allows nothing.
                self.may_sign = false;
                let bits = Der(content).accept(tag::BITS)?.0;
                self.may_sign = bits.get(1).is_some_and(|bits| bits & KEY_CERT_SIGN != 0);
            }
            OID_AUTHORITY_INFO_ACCESS => {
                self.issuer_url = Der(content).accept(tag::SEQUENCE)?.find_map(issuer_url);
            }
            _ => {}
        }
        Some(())
    }
}

impl fmt::Display for Name<'_> {
    /// The parts that people know an authority by: `CN=…, O=…`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = 0;
        for (_, attribute) in Der(self.0).flat_map(|(_, set)| Der(set)) {
            let Some((label, value)) = part(attribute) else {
                continue;
            };
            if shown == NAMES {
                return f.write_str(", …");
            }
            let comma = if shown == 0 { "" } else { ", " };
            write!(f, "{comma}{label}={value}")?;
            shown += 1;
        }
        match shown {
            0 => f.write_str("(no name)"),
            _ => Ok(()),
        }
    }
}

/// A date as `2026-01-31`, from seconds since 1970 (Gregorian, after Hinnant's `civil_from_days`).
pub fn day(seconds: i64) -> String {
    let days = seconds.div_euclid(SECONDS_PER_DAY).saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era.saturating_mul(400) + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// How far apart two times are, in words: "3 days", "5 hours".
pub fn apart(one: i64, other: i64) -> String {
    let seconds = one.abs_diff(other);
    let (count, unit) = match seconds {
        0..7_200 => (seconds / 60, "minute"),
        7_200..172_800 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// One attribute of a distinguished name, when it is one that is shown.
fn part(attribute: &[u8]) -> Option<(&'static str, String)> {
    let mut fields = Der(attribute);
    let label = match fields.accept(tag::OID)?.0 {
        OID_COMMON_NAME => "CN",
        OID_ORGANIZATION => "O",
        OID_UNIT => "OU",
        OID_COUNTRY => "C",
        _ => return None,
    };
    let (kind, value) = fields.next()?;
    if kind != tag::BMP_STRING {
        return Some((label, excerpt(value)));
    }
    let units = value
        .chunks_exact(2)
        .filter_map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)));
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect();
    Some((label, excerpt(text.as_bytes())))
}

fn issuer_url((_, description): (u8, &[u8])) -> Option<String> {
    let mut fields = Der(description);
    let method = fields.accept(tag::OID)?;
    let url = fields.accept(tag::URI)?;
    (method.0 == OID_CA_ISSUERS && url.0.len() <= 256).then(|| Escaped(url.0).to_string())
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    match bytes.len() {
        4 => Some(IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?))),
        16 => Some(IpAddr::V6(Ipv6Addr::from(
            <[u8; 16]>::try_from(bytes).ok()?,
        ))),
        _ => None,
    }
}

/// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`, the only forms RFC 5280 section 4.1.2.5 allows.
fn time((kind, text): (u8, &[u8])) -> Option<i64> {
    let (year, rest) = match kind {
        tag::UTC_TIME => {
            let (year, rest) = text.split_at_checked(2)?;
            let year = number(year)?;
            (year + if year < 50 { 2000 } else { 1900 }, rest)
        }
        tag::GENERALIZED_TIME => {
            let (year, rest) = text.split_at_checked(4)?;
            (number(year)?, rest)
        }
        _ => return None,
    };
    let rest = rest.strip_suffix(b"Z").filter(|rest| rest.len() == 10)?;
    let mut pairs = rest.chunks_exact(2).map(number);
    let mut next = |least, most| pairs.next()?.filter(|n| (least..=most).contains(n));
    let (month, day) = (next(1, 12)?, next(1, 31)?);
    let (hour, minute, second) = (next(0, 23)?, next(0, 59)?, next(0, 60)?);
    let seconds = hour * 3_600 + minute * 60 + second;
    Some(
        days(year, month, day)
            .saturating_mul(SECONDS_PER_DAY)
            .saturating_add(seconds),
    )
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0_i64, |value, digit| {
        let digit = char::from(*digit).to_digit(10)?;
        Some(value * 10 + i64::from(digit))
    })
}

/// Days since 1970 (after Hinnant's `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, DnType, DnValue, KeyPair, SanType, date_time_ymd};

    #[test]
    fn dates_go_both_ways() {
        for (text, seconds, shown) in [
            (&b"700101000000Z"[..], 0, "1970-01-01"),
            (b"491231235959Z", 2_524_607_999, "2049-12-31"),
            (b"000229120000Z", 951_825_600, "2000-02-29"),
        ] {
            assert_eq!(time((tag::UTC_TIME, text)), Some(seconds));
            assert_eq!(day(seconds), shown);
        }
        let far = time((tag::GENERALIZED_TIME, b"99991231235959Z")).unwrap();
        assert_eq!(day(far), "9999-12-31");
        for text in [&b"7001010000Z"[..], b"701301000000Z", b"7001010000-1Z", b""] {
            assert_eq!(time((tag::UTC_TIME, text)), None);
        }
        assert_eq!(apart(0, 86_400 * 3 + 5), "3 days");
        assert_eq!(apart(7_200, 0), "2 hours");
    }

    #[test]
    fn names_are_read_escaped_and_bounded() {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, "a\u{1b}b");
        let organization = DnValue::BmpString("Ünïon".try_into().unwrap());
        params
            .distinguished_name
            .push(DnType::OrganizationName, organization);
        params.not_before = date_time_ymd(2020, 1, 2);
        params.not_after = date_time_ymd(2090, 3, 4);
        params.subject_alt_names = (0..8)
            .map(|n| SanType::DnsName(format!("h{n}.test").try_into().unwrap()))
            .chain([SanType::IpAddress("127.0.0.1".parse().unwrap())])
            .collect();
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let read = Certificate::read(made.der()).unwrap();
        assert_eq!(read.subject.to_string(), "CN=a\\x1bb, O=Ünïon");
        assert!(read.is_self_issued() && !read.authority);
        assert_eq!(day(read.not_before), "2020-01-02");
        assert_eq!(day(read.not_after), "2090-03-04");
        let hosts = "h0.test, h1.test, h2.test, h3.test, h4.test, h5.test and 3 more";
        assert_eq!(read.hosts().as_deref(), Some(hosts));
    }

    #[test]
    fn a_damaged_certificate_is_none_or_readable_but_never_a_panic() {
        let params = CertificateParams::new(vec!["a.test".to_owned()]).unwrap();
        let made = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let der = made.der().to_vec();
        for cut in 0..der.len() {
            assert!(Certificate::read(&der[..cut]).is_none());
            let mut flipped = der.clone();
            flipped[cut] ^= 0xff;
            let _ = Certificate::read(&flipped).map(|read| (read.hosts(), read.issuer.to_string()));
        }
    }
}
