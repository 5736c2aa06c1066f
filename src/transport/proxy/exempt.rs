//! Hosts that are reached without a proxy: `--noproxy`, `no_proxy`.
//!
//! curl's grammar: entries between commas or spaces; `*` is every host; a name is that host and all
//! names under it, a leading dot changes nothing; addresses and blocks of them (`10.0.0.0/8`) are
//! for hosts that are addresses. An entry may end in a port, which curl has not. An entry that
//! cannot be read fits nothing, as everywhere: these lists are written for many programs.

use std::net::IpAddr;

use crate::http::origin::Host;
use crate::http::uri::authority::{host_and_port, parse_port};

/// A list of exemptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exempt {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// As it was written.
    text: String,
    who: Who,
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Who {
    Everybody,
    /// In lower case, without dots at its ends.
    Domain(String),
    /// Addresses whose first bits are these.
    Block(IpAddr, u32),
}

impl Exempt {
    /// Takes a list; entries that cannot be read are left out. `None` where the text is no list at
    /// all: it holds control characters.
    pub fn parse(text: &str) -> Option<Self> {
        if text
            .bytes()
            .any(|byte| byte.is_ascii_control() && byte != b'\t')
        {
            return None;
        }
        let words = text.split([',', ' ', '\t']).filter(|word| !word.is_empty());
        Some(Self {
            entries: words.filter_map(entry).collect(),
        })
    }

    /// The first entry that a host and port fit, as it was written.
    pub fn find(&self, host: &Host, port: u16) -> Option<&str> {
        let fits =
            |entry: &&Entry| entry.port.is_none_or(|wanted| wanted == port) && entry.who.fits(host);
        let found = self.entries.iter().find(fits);
        found.map(|entry| entry.text.as_str())
    }

    /// Whether nothing is exempt.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The list, as it can be given again.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.entries.iter().map(|e| e.text.as_str()).collect();
        texts.join(",")
    }
}

impl Who {
    fn fits(&self, host: &Host) -> bool {
        match (self, host) {
            (Self::Everybody, _) => true,
            (Self::Domain(domain), Host::Name(name)) => {
                let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
                let before = name.strip_suffix(domain.as_str());
                before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
            }
            (Self::Block(block, bits), Host::Address(address)) => shares(*block, *address, *bits),
            (Self::Domain(_), Host::Address(_)) | (Self::Block(..), Host::Name(_)) => false,
        }
    }
}

fn entry(text: &str) -> Option<Entry> {
    let made = |who, port| {
        Some(Entry {
            text: text.to_owned(),
            who,
            port,
        })
    };
    if let Some(who) = address(text) {
        return made(who, None);
    }
    let (host, port) = match text.parse::<IpAddr>() {
        Ok(_) => (text, None),
        Err(_) => host_and_port(text).ok()?,
    };
    let port = match port {
        None | Some("") => None,
        Some(port) => Some(parse_port(port).ok()?),
    };
    if let Some(who) = address(host) {
        return made(who, port);
    }
    if host == "*" {
        return made(Who::Everybody, port);
    }
    let name = host.strip_prefix("*.").unwrap_or(host);
    let name = name.trim_start_matches('.').trim_end_matches('.');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) || byte > 0x7f;
    if name.is_empty() || !name.bytes().all(plain) {
        return None;
    }
    // Hosts are compared as they are asked for: in ASCII.
    let canonical = crate::http::uri::parse_host(name).ok()?;
    match canonical {
        Host::Name(name) => made(Who::Domain(name.to_ascii_lowercase()), port),
        Host::Address(_) => None,
    }
}

/// An address or a block, IPv6 with or without brackets.
fn address(text: &str) -> Option<Who> {
    let (whole, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    };
    let bare = whole
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let address: IpAddr = match bare {
        Some(inside) => IpAddr::V6(inside.parse().ok()?),
        None => whole.parse().ok()?,
    };
    let width = if address.is_ipv4() { 32 } else { 128 };
    let bits = match bits {
        None => width,
        Some(bits) if bits.bytes().all(|byte| byte.is_ascii_digit()) => bits.parse().ok()?,
        Some(_) => return None,
    };
    (bits <= width).then_some(Who::Block(address, bits))
}

/// Whether two addresses of one family have the same first bits.
fn shares(one: IpAddr, other: IpAddr, bits: u32) -> bool {
    let differ = match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros(),
        (IpAddr::V6(one), IpAddr::V6(other)) => (one.to_bits() ^ other.to_bits()).leading_zeros(),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
    };
    differ >= bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::uri::parse_host;

    fn fits(list: &str, host: &str, port: u16) -> bool {
        let list = Exempt::parse(list).unwrap();
        list.find(&parse_host(host).unwrap(), port).is_some()
    }

    #[test]
    fn names_match_at_a_label_border() {
        for (list, host, wanted) in [
            ("example.test", "example.test", true),
            ("example.test", "sub.example.test", true),
            ("example.test", "notexample.test", false),
            ("example.test", "example.test.evil.test", false),
            (".example.test", "example.test", true),
            (".example.test", "a.b.example.test", true),
            ("*.example.test", "a.example.test", true),
            ("EXAMPLE.Test.", "example.test", true),
            ("example.test", "Example.Test.", true),
            ("a.test b.test", "b.test", true),
            ("a.test,\tb.test ,", "b.test", true),
            ("*", "any.test", true),
            ("a.test,*", "10.0.0.1", true),
            ("", "a.test", false),
            (",, ,", "a.test", false),
            ("exa*ple.test", "example.test", false),
            ("b\u{fc}cher.test", "xn--bcher-kva.test", true),
            ("test", "a.test", true),
            ("http://a.test", "a.test", false),
        ] {
            assert_eq!(fits(list, host, 80), wanted, "{list} {host}");
        }
    }

    #[test]
    fn addresses_and_blocks_match_hosts_that_are_addresses() {
        for (list, host, wanted) in [
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.10", false),
            ("127.0.0.0/8", "127.9.9.9", true),
            ("127.0.0.0/8", "128.0.0.1", false),
            ("10.0.0.128/25", "10.0.0.127", false),
            ("10.0.0.128/25", "10.0.0.200", true),
            ("0.0.0.0/0", "1.2.3.4", true),
            ("0.0.0.0/0", "[::1]", false),
            ("10.0.0.1/32", "10.0.0.1", true),
            ("10.0.0.1/33", "10.0.0.1", false),
            ("10.0.0.1/+8", "10.0.0.1", false),
            ("10.0.0.1/", "10.0.0.1", false),
            ("::1", "[::1]", true),
            ("[::1]", "[::1]", true),
            ("fd00::/8", "[fd12::1]", true),
            ("[fd00::]/8", "[fd12::1]", true),
            ("fd00::/8", "[fe80::1]", false),
            ("127.0.0.1", "localhost", false),
            ("0.1", "127.0.0.1", false),
            ("1", "127.0.0.1", false),
            ("::1%lo", "[::1]", false),
        ] {
            assert_eq!(fits(list, host, 80), wanted, "{list} {host}");
        }
    }

    #[test]
    fn a_port_narrows_an_entry() {
        for (list, host, port, wanted) in [
            ("h.test:80", "h.test", 80, true),
            ("h.test:80", "h.test", 81, false),
            ("h.test:", "h.test", 81, true),
            ("h.test:x", "h.test", 80, false),
            ("127.0.0.1:81", "127.0.0.1", 81, true),
            ("127.0.0.1:81", "127.0.0.1", 80, false),
            ("[::1]:81", "[::1]", 81, true),
            ("[::1]:81", "[::1]", 80, false),
            ("*:81", "a.test", 81, true),
            ("*:81", "a.test", 80, false),
        ] {
            assert_eq!(fits(list, host, port), wanted, "{list} {host}:{port}");
        }
    }

    #[test]
    fn what_is_no_list_is_none_and_what_was_found_is_named() {
        assert!(Exempt::parse("a\nb").is_none());
        let list = Exempt::parse("a.test, *.b.test:80 ,c").unwrap();
        let host = parse_host("x.b.test").unwrap();
        assert_eq!(list.find(&host, 80), Some("*.b.test:80"));
        assert_eq!(list.text(), "a.test,*.b.test:80,c");
    }
}
