//! The authority of a URI (RFC 3986 section 3.2): its shape before the URL library sees it, the
//! host's canonical form afterwards. Where peers were fooled about the host (CVE-2016-8624,
//! CVE-2022-27780, CVE-2024-38428), they let one parser check what another one used.

use std::net::{IpAddr, Ipv6Addr};

use crate::http::origin::Host;

use super::Invalid;

/// Splits what follows `//` into the authority and the rest (path, query, fragment).
pub(super) fn split(text: &str) -> Result<(&str, &str), Invalid> {
    let end = text.find(['/', '?', '#', '\\']).unwrap_or(text.len());
    let (authority, tail) = text.split_at_checked(end).ok_or(Invalid::EmptyHost)?;
    if tail.starts_with('\\') {
        return Err(Invalid::Backslash);
    }
    Ok((authority, tail))
}

/// Splits an authority without userinfo into host and port; no port is `None`, an empty one `""`.
pub fn host_and_port(authority: &str) -> Result<(&str, Option<&str>), Invalid> {
    let (host, port) = match authority.strip_prefix('[') {
        None => match authority.split_once(':') {
            None => return Ok((authority, None)),
            Some((host, port)) => (host, Some(port)),
        },
        Some(inside) => {
            let after = inside.find(']').ok_or(Invalid::Brackets)?;
            let (host, rest) = authority
                .split_at_checked(after.saturating_add(2))
                .ok_or(Invalid::Brackets)?;
            match (rest, rest.strip_prefix(':')) {
                ("", _) => (host, None),
                (_, Some(port)) => (host, Some(port)),
                (_, None) => return Err(Invalid::Brackets),
            }
        }
    };
    Ok((host, port))
}

/// Checks host and port of an authority without userinfo.
pub(super) fn check(authority: &str) -> Result<(), Invalid> {
    if authority.parse::<Ipv6Addr>().is_ok() {
        return Err(Invalid::BareIpv6);
    }
    let (host, port) = host_and_port(authority)?;
    host_shape(host)?;
    match port {
        None | Some("") => Ok(()),
        Some(port) => parse_port(port).map(drop),
    }
}

/// A decimal number from 1 to 65535; std's parser would take a sign.
pub fn parse_port(text: &str) -> Result<u16, Invalid> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let port = text.parse::<u16>().ok().filter(|&port| digits && port > 0);
    port.ok_or(Invalid::Port)
}

/// What can be said of a host before it is decoded.
pub(super) fn host_shape(host: &str) -> Result<(), Invalid> {
    if let Some(inside) = host.strip_prefix('[') {
        let address = inside.strip_suffix(']').ok_or(Invalid::Brackets)?;
        if address.contains('%') {
            return Err(Invalid::Zone);
        }
        return match address.parse::<Ipv6Addr>() {
            Ok(_) => Ok(()),
            Err(_) => Err(Invalid::Brackets),
        };
    }
    match host.bytes().find(|byte| matches!(byte, b' ' | b'\\')) {
        Some(b' ') => Err(Invalid::Space),
        Some(_) => Err(Invalid::Backslash),
        None if host.is_empty() => Err(Invalid::EmptyHost),
        None => Ok(()),
    }
}

/// Takes over the host as the library made it, refusing names that it lets pass: after
/// percent-decoding and IDNA only letters, digits, hyphens, underscores and dots may be left.
pub(super) fn canonical<S: AsRef<str>>(host: url::Host<S>) -> Result<Host, Invalid> {
    let name = match host {
        url::Host::Ipv4(address) => return Ok(Host::Address(IpAddr::V4(address))),
        url::Host::Ipv6(address) => return Ok(Host::Address(IpAddr::V6(address))),
        url::Host::Domain(name) => name,
    };
    let name = name.as_ref();
    let labels = name.strip_suffix('.').unwrap_or(name);
    if labels.len() > 253 || labels.split('.').any(|label| label.len() > 63) {
        return Err(Invalid::HostLength);
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let named = |label: &str| !label.is_empty() && label.bytes().all(plain);
    if !labels.split('.').all(named) {
        return Err(Invalid::Host);
    }
    Ok(Host::Name(name.to_owned()))
}
