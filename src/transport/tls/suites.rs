//! `--ciphers`: cipher suites by their IANA names (RFC 8446 appendix B.4) and by OpenSSL's, which
//! curl takes, and the order in which they are offered.

use rustls::crypto::{CryptoProvider, ring};
use rustls::{CipherSuite, SupportedCipherSuite};

/// OpenSSL's names where they differ from IANA's; those of TLS 1.3 are the same.
const OPENSSL: [(&str, CipherSuite); 6] = [
    (
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    ),
    (
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    ),
    (
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    ),
    (
        "ECDHE-RSA-AES256-GCM-SHA384",
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    ),
    (
        "ECDHE-RSA-AES128-GCM-SHA256",
        CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ),
    (
        "ECDHE-RSA-CHACHA20-POLY1305",
        CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ),
];

/// The suites of a list, in its order; the first name that is none is the error. Names are parted
/// as OpenSSL parts them: by colons, commas or spaces.
pub fn list(text: &str) -> Result<Vec<CipherSuite>, &str> {
    let names = text.split([':', ',', ' ']).filter(|name| !name.is_empty());
    names.map(|name| suite(name).ok_or(name)).collect()
}

fn suite(name: &str) -> Option<CipherSuite> {
    let of_openssl = OPENSSL
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    let of_iana = || {
        let mut known = ring::ALL_CIPHER_SUITES.iter().map(|known| known.suite());
        known.find(|known| iana(*known).eq_ignore_ascii_case(name))
    };
    of_openssl.map(|(_, suite)| *suite).or_else(of_iana)
}

/// A suite's name in IANA's register; rustls puts the version before those of TLS 1.3.
pub fn iana(suite: CipherSuite) -> String {
    let name = suite.as_str().unwrap_or_default();
    name.replacen("TLS13_", "TLS_", 1)
}

/// A suite's name as curl's `--ciphers` or `--tls13-ciphers` takes it.
pub fn openssl(suite: CipherSuite) -> String {
    let known = OPENSSL.iter().find(|(_, known)| *known == suite);
    known.map_or_else(|| iana(suite), |(name, _)| (*name).to_owned())
}

/// Whether a suite is of TLS 1.3.
pub fn is_tls13(suite: CipherSuite) -> bool {
    OPENSSL.iter().all(|(_, known)| *known != suite)
}

/// All that can be chosen, as they are named in an error.
pub fn known() -> String {
    let names = ring::ALL_CIPHER_SUITES
        .iter()
        .map(|known| openssl(known.suite()));
    names.collect::<Vec<_>>().join(", ")
}

/// ring's algorithms with the chosen suites, or with AES of 128 bits first, as browsers have it: a
/// tenth less CPU in bulk. A version that nothing was chosen for keeps its usual ones.
pub fn provider(chosen: &[CipherSuite]) -> CryptoProvider {
    let mut provider = ring::default_provider();
    let later = |suite: &SupportedCipherSuite| {
        !matches!(
            suite.suite(),
            CipherSuite::TLS13_AES_128_GCM_SHA256
                | CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                | CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        )
    };
    provider.cipher_suites.sort_by_key(later);
    if !chosen.is_empty() {
        choose(&mut provider.cipher_suites, chosen);
    }
    provider
}

fn choose(suites: &mut Vec<SupportedCipherSuite>, chosen: &[CipherSuite]) {
    let of_version = |tls13: bool| chosen.iter().any(|suite| is_tls13(*suite) == tls13);
    let (tls13, tls12) = (of_version(true), of_version(false));
    suites.retain(|known| match is_tls13(known.suite()) {
        true => !tls13 || chosen.contains(&known.suite()),
        false => !tls12 || chosen.contains(&known.suite()),
    });
    let place = |known: &SupportedCipherSuite| {
        let place = chosen.iter().position(|suite| *suite == known.suite());
        place.unwrap_or(usize::MAX)
    };
    suites.sort_by_key(place);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(text: &str) -> Vec<String> {
        let suites = provider(&list(text).unwrap()).cipher_suites;
        suites.iter().map(|suite| openssl(suite.suite())).collect()
    }

    #[test]
    fn every_suite_has_both_names() {
        for known in ring::ALL_CIPHER_SUITES {
            let suite = known.suite();
            for name in [iana(suite), openssl(suite), iana(suite).to_lowercase()] {
                assert_eq!(list(&name), Ok(vec![suite]), "{name}");
            }
            assert_eq!(is_tls13(suite), known.tls13().is_some());
        }
        assert_eq!(ring::ALL_CIPHER_SUITES.len(), 9);
    }

    #[test]
    fn the_users_order_counts_and_the_other_version_keeps_its_own() {
        let one = offered("ECDHE-RSA-CHACHA20-POLY1305:ECDHE-RSA-AES128-GCM-SHA256");
        assert_eq!(
            one.get(..2).unwrap(),
            ["ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-GCM-SHA256"]
        );
        assert_eq!(one.len(), 5, "{one:?}");
        let both = offered("TLS_CHACHA20_POLY1305_SHA256, ECDHE-ECDSA-AES256-GCM-SHA384");
        assert_eq!(
            both,
            [
                "TLS_CHACHA20_POLY1305_SHA256",
                "ECDHE-ECDSA-AES256-GCM-SHA384"
            ]
        );
    }

    #[test]
    fn a_name_that_is_none_is_said() {
        for (text, wrong) in [
            ("HIGH:!aNULL", "HIGH"),
            ("AES128-SHA", "AES128-SHA"),
            ("TLS_AES_128_GCM_SHA256:x", "x"),
        ] {
            assert_eq!(list(text), Err(wrong));
        }
        assert_eq!(list(""), Ok(Vec::new()));
    }
}
