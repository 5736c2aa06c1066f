//! Zones of IPv6 addresses in URLs (RFC 6874), `[fe80::1%25eth0]`, and as everybody types them,
//! `[fe80::1%eth0]`. A zone says something of this machine, not of the peer: it is taken off before
//! the URL is parsed, so that neither `Host` nor an origin ever holds it. curl does the same.

use std::borrow::Cow;
use std::net::Ipv6Addr;

use crate::http::uri::{Invalid, split_scheme};
use crate::transport::local;

/// An address, and the number of the interface behind which it is.
pub type Zone = (Ipv6Addr, u32);

/// Takes the zone off a URL as typed, from which userinfo has been taken.
pub fn take(word: &str) -> Result<(Cow<'_, str>, Option<Zone>), Invalid> {
    let as_it_is = Ok((Cow::Borrowed(word), None));
    if !word.contains('%') {
        return as_it_is;
    }
    let rest = split_scheme(word).map_or(word, |(_, rest)| rest.trim_start_matches("//"));
    let Some((inside, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return as_it_is;
    };
    let Some((address, zone)) = inside.split_once('%') else {
        return as_it_is;
    };
    let parsed = address.parse::<Ipv6Addr>().map_err(|_| Invalid::Brackets)?;
    let named = zone.strip_prefix("25").filter(|name| !name.is_empty());
    let index = local::index(named.unwrap_or(zone)).or_else(|| local::index(zone));
    let before = word.len().saturating_sub(rest.len());
    let before = word.get(..before).unwrap_or_default();
    let index = index.ok_or(Invalid::Zone)?;
    let bare = format!("{before}[{address}]{after}");
    Ok((Cow::Owned(bare), Some((parsed, index))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_taken_off_the_host_and_nowhere_else() {
        let zone = Some(("fe80::1".parse().unwrap(), 7));
        for (word, bare, wanted) in [
            (
                "http://[fe80::1%257]:81/x%20y",
                "http://[fe80::1]:81/x%20y",
                zone,
            ),
            ("http://[fe80::1%7]/", "http://[fe80::1]/", zone),
            ("[fe80::1%7]", "[fe80::1]", zone),
            ("[fe80::1]:80/[a%7]", "[fe80::1]:80/[a%7]", None),
            (
                "http://a.test/[fe80::1%7]",
                "http://a.test/[fe80::1%7]",
                None,
            ),
            ("a.test/%5B", "a.test/%5B", None),
        ] {
            assert_eq!(take(word), Ok((Cow::Borrowed(bare), wanted)), "{word}");
        }
        for (word, why) in [
            ("http://[fe80::1%nosuch0]/", Invalid::Zone),
            ("http://[fe80::1%]/", Invalid::Zone),
            ("http://[1.2.3.4%7]/", Invalid::Brackets),
        ] {
            assert_eq!(take(word), Err(why), "{word}");
        }
    }
}
