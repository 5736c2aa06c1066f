//! The grammars of `--resolve` and `--connect-to`: curl's, with strict numbers.

use std::net::IpAddr;

use crate::http::uri::{authority::parse_port, parse_host};
use crate::transport::{Detour, Override};

/// Why a `--resolve` cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub enum NotOverride {
    /// `-HOST:PORT` removes an entry of curl's cache; here nothing is cached.
    Removal,
    /// Anything else.
    Shape,
}

/// `[+]HOST:PORT:ADDRESS[,ADDRESS…]`; `*` is every host. The `+` (curl: may expire) changes
/// nothing within one run.
pub fn resolve(text: &str) -> Result<Override, NotOverride> {
    if text.starts_with('-') {
        return Err(NotOverride::Removal);
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    resolve_parts(text).ok_or(NotOverride::Shape)
}

fn resolve_parts(text: &str) -> Option<Override> {
    let (host, rest) = split_host(text)?;
    let (port, addresses) = rest.split_once(':')?;
    let host = match host {
        "*" => None,
        name => Some(parse_host(name).ok()?),
    };
    let addresses = addresses.split(',').map(address);
    Some(Override {
        host,
        port: parse_port(port).ok()?,
        addresses: addresses.collect::<Option<_>>()?,
    })
}

/// `HOST1:PORT1:HOST2:PORT2`, each of which may be empty.
pub fn connect_to(text: &str) -> Option<Detour> {
    let (host, rest) = split_host(text)?;
    let (port, rest) = rest.split_once(':')?;
    let (to_host, to_port) = split_host(rest)?;
    Some(Detour {
        host: optional(host, |text| parse_host(text).ok())?,
        port: optional(port, |text| parse_port(text).ok())?,
        to_host: optional(to_host, |text| parse_host(text).ok())?,
        to_port: optional(to_port, |text| parse_port(text).ok())?,
    })
}

/// Splits at the colon after a host, which may be an address in brackets.
fn split_host(text: &str) -> Option<(&str, &str)> {
    let from = if text.starts_with('[') {
        text.find(']')?
    } else {
        0
    };
    let (head, tail) = text.split_at_checked(from)?;
    let colon = head.len().checked_add(tail.find(':')?)?;
    let (host, rest) = text.split_at_checked(colon)?;
    Some((host, rest.strip_prefix(':')?))
}

fn address(text: &str) -> Option<IpAddr> {
    match text.strip_prefix('[') {
        Some(inside) => inside.strip_suffix(']')?.parse().ok().map(IpAddr::V6),
        None => text.parse().ok(),
    }
}

/// An empty part is `None`; one that cannot be read makes the whole unreadable.
fn optional<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() {
        return Some(None);
    }
    parse(text).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::origin::Host;

    fn name(text: &str) -> Host {
        Host::Name(text.into())
    }

    #[test]
    fn an_override_names_host_port_and_addresses() {
        let found = resolve("A.test:443:127.0.0.1,[::1],::2").unwrap();
        assert_eq!(found.host, Some(name("a.test")));
        assert_eq!(found.port, 443);
        let shown: Vec<_> = found.addresses.iter().map(IpAddr::to_string).collect();
        assert_eq!(shown, ["127.0.0.1", "::1", "::2"]);
        assert_eq!(resolve("*:80:::1").unwrap().host, None);
        assert_eq!(resolve("+a:80:1.2.3.4").unwrap().host, Some(name("a")));
        assert_eq!(resolve("[::1]:80:127.0.0.1").unwrap().port, 80);
    }

    #[test]
    fn a_broken_override_is_refused() {
        assert_eq!(resolve("-a:80"), Err(NotOverride::Removal));
        for text in [
            "",
            "a",
            "a:80",
            "a:80:",
            "a::1.2.3.4",
            "a:0:1.2.3.4",
            "a:+80:1.2.3.4",
            ":80:1.2.3.4",
            "a:80:b.test",
            "a:80:1.2.3.4,",
            "a:80:[1.2.3.4]",
            "a b:80:1.2.3.4",
            "[::1:80:1.2.3.4",
        ] {
            assert_eq!(resolve(text), Err(NotOverride::Shape), "{text}");
        }
    }

    #[test]
    fn a_detour_may_leave_parts_out() {
        let whole = connect_to("a.test:443:[::1]:8443").unwrap();
        assert_eq!(whole.host, Some(name("a.test")));
        assert_eq!(whole.to_host.unwrap().to_string(), "[::1]");
        assert_eq!((whole.port, whole.to_port), (Some(443), Some(8443)));
        let any = connect_to("::b:").unwrap();
        assert_eq!((any.host, any.port, any.to_port), (None, None, None));
        assert_eq!(any.to_host, Some(name("b")));
        for text in [
            "",
            "a",
            "a:1:b",
            "a:x:b:1",
            "a:1:b:0",
            "a:1:b c:1",
            "a:1:b:1:1",
        ] {
            assert_eq!(connect_to(text), None, "{text}");
        }
    }
}
