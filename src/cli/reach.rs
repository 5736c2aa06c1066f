//! The grammars of `--resolve` and `--connect-to`: curl's, with strict numbers.

use std::net::IpAddr;

use crate::http::origin::Host;
use crate::http::uri::{authority::parse_port, parse_host};
use crate::transport::{Detour, Override};

/// One `--resolve`.
#[derive(Debug, PartialEq, Eq)]
pub enum Entry {
    /// Addresses.
    Given(Override),
    /// `-HOST:PORT`: what was given before for them no longer holds.
    Removed(Option<Host>, u16),
}

/// `[+]HOST:PORT:ADDRESS[,ADDRESS…]` or `-HOST:PORT`; `*` is every host. The `+` (curl: may
/// expire) changes nothing within one run.
pub fn resolve(text: &str) -> Option<Entry> {
    if let Some(removed) = text.strip_prefix('-') {
        let (host, port) = split_host(removed)?;
        return Some(Entry::Removed(any_or(host)?, parse_port(port).ok()?));
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    resolve_parts(text).map(Entry::Given)
}

fn resolve_parts(text: &str) -> Option<Override> {
    let (host, rest) = split_host(text)?;
    let (port, addresses) = rest.split_once(':')?;
    let addresses = addresses.split(',').map(address);
    Some(Override {
        host: any_or(host)?,
        port: parse_port(port).ok()?,
        addresses: addresses.collect::<Option<_>>()?,
    })
}

/// `*` is `None`, every host; what is no host makes the whole unreadable.
fn any_or(host: &str) -> Option<Option<Host>> {
    match host {
        "*" => Some(None),
        name => parse_host(name).ok().map(Some),
    }
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

    fn name(text: &str) -> Host {
        Host::Name(text.into())
    }

    #[test]
    fn an_override_names_host_port_and_addresses() {
        let resolve = |text| match resolve(text) {
            Some(Entry::Given(given)) => given,
            other => panic!("{text}: {other:?}"),
        };
        let found = resolve("A.test:443:127.0.0.1,[::1],::2");
        assert_eq!(found.host, Some(name("a.test")));
        assert_eq!(found.port, 443);
        let shown: Vec<_> = found.addresses.iter().map(IpAddr::to_string).collect();
        assert_eq!(shown, ["127.0.0.1", "::1", "::2"]);
        assert_eq!(resolve("*:80:::1").host, None);
        assert_eq!(resolve("+a:80:1.2.3.4").host, Some(name("a")));
        assert_eq!(resolve("[::1]:80:127.0.0.1").port, 80);
    }

    #[test]
    fn a_broken_override_is_refused() {
        let removed = |host| Some(Entry::Removed(host, 80));
        assert_eq!(resolve("-a:80"), removed(Some(name("a"))));
        assert_eq!(resolve("-*:80"), removed(None));
        for text in [
            "-a",
            "-a:80:1.2.3.4",
            "-:80",
            "+-a:80",
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
            assert_eq!(resolve(text), None, "{text}");
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
