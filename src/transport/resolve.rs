//! Names to addresses, in bounded time: literals, `--resolve`, the loopback names, getaddrinfo.
//!
//! Which host is looked up (detours) is decided here as well; how the addresses are tried is the
//! business of `dial`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV6, ToSocketAddrs as _};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::{Config, Detour, Family, Override, words};
use crate::base::clock;
use crate::base::deadline::{Deadline, Phase, Spent};
use crate::base::escape::Escaped;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::interrupt;
use crate::base::limits;
use crate::http::origin::Host;

/// A host and port to connect to, after detours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The host.
    pub host: Host,
    /// The port.
    pub port: u16,
}

impl Place {
    /// `host:port`, safe to show.
    pub fn shown(&self) -> String {
        format!("{}:{}", shown(&self.host), self.port)
    }
}

/// Where to connect to for a host and port: the first detour that fits says.
pub fn place(detours: &[Detour], host: &Host, port: u16) -> Place {
    let fitting = detours.iter().find(|detour| {
        detour.host.as_ref().is_none_or(|wanted| same(wanted, host))
            && detour.port.is_none_or(|wanted| wanted == port)
    });
    Place {
        host: fitting
            .and_then(|d| d.to_host.as_ref())
            .unwrap_or(host)
            .clone(),
        port: fitting.and_then(|d| d.to_port).unwrap_or(port),
    }
}

/// The addresses of a place, at least one and at most [`limits::ADDRESSES`], in the order given.
pub fn addresses(
    config: &Config,
    place: &Place,
    deadline: Deadline,
    observer: &mut dyn Observer,
) -> Result<Vec<SocketAddr>, Failure> {
    let port = place.port;
    let found = match (given(&config.overrides, place), &place.host) {
        (Some(given), _) => with_port(given, port),
        (None, Host::Address(address)) => vec![literal(config, *address, port)],
        (None, Host::Name(name)) => {
            let start = clock::now();
            let found = match loopback(name) {
                true => with_port(&LOOPBACK, port),
                false => look_up(name, port, deadline.during(Phase::Resolve))?,
            };
            observer.on(&Event::Resolved {
                host: &shown(&place.host),
                addresses: &found,
                took: clock::now().saturating_duration_since(start),
            });
            found
        }
    };
    let mut fitting = found;
    fitting.retain(|address| fits(config.family, address.ip()));
    fitting.truncate(limits::ADDRESSES);
    match fitting.is_empty() {
        true => Err(wrong_family(config.family, place)),
        false => Ok(fitting),
    }
}

/// An address, with the zone that it has in the URL.
fn literal(config: &Config, address: IpAddr, port: u16) -> SocketAddr {
    let zone = config.zones.iter().find(|zone| zone.0 == address);
    match (address, zone) {
        (IpAddr::V6(address), Some((_, index))) => {
            SocketAddrV6::new(address, port, 0, *index).into()
        }
        (address, _) => SocketAddr::new(address, port),
    }
}

/// ::1 first, as getaddrinfo has it.
const LOOPBACK: [IpAddr; 2] = [
    IpAddr::V6(Ipv6Addr::LOCALHOST),
    IpAddr::V4(Ipv4Addr::LOCALHOST),
];

/// Whether a name is this host by definition (RFC 6761 section 6.3): never asked of anybody, so
/// that it works in an image without `/etc/hosts` and no server can claim it. curl does the same.
fn loopback(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let suffix = match name.len().checked_sub("localhost".len()) {
        None => return false,
        Some(at) => name.split_at_checked(at),
    };
    suffix.is_some_and(|(front, last)| {
        last.eq_ignore_ascii_case("localhost") && (front.is_empty() || front.ends_with('.'))
    })
}

/// The addresses that `--resolve` gives: the last entry for the host, else the last for `*`.
fn given<'a>(overrides: &'a [Override], place: &Place) -> Option<&'a [IpAddr]> {
    let of_port = || {
        overrides
            .iter()
            .rev()
            .filter(|entry| entry.port == place.port)
    };
    let exact = of_port().find(|entry| {
        entry
            .host
            .as_ref()
            .is_some_and(|host| same(host, &place.host))
    });
    exact
        .or_else(|| of_port().find(|entry| entry.host.is_none()))
        .map(|entry| entry.addresses.as_slice())
}

fn with_port(addresses: &[IpAddr], port: u16) -> Vec<SocketAddr> {
    let with_port = |address: &IpAddr| SocketAddr::new(*address, port);
    addresses.iter().map(with_port).collect()
}

/// Asks getaddrinfo in a helper thread, because nothing else bounds it; the thread is left behind
/// when the limit passes, and the process is short-lived.
pub(super) fn look_up(
    name: &str,
    port: u16,
    deadline: Deadline,
) -> Result<Vec<SocketAddr>, Failure> {
    let doing = || format!("looking up {}", Escaped(name.as_bytes()));
    let failed = |cause: &io::Error| {
        Failure::new(Kind::Resolve, Escaped(reason(cause).as_bytes()))
            .context(doing())
            .hint(
                "check the name and this machine's DNS; --resolve HOST:PORT:ADDRESS gives an \
                 address without a look-up",
            )
    };
    let spent = |spent: Spent| Failure::caused(Kind::TimedOut, spent).context(doing());
    let left = deadline.left(clock::now()).map_err(spent)?;
    let asked = (name.to_owned(), port);
    let Some(left) = left else {
        let found = asked.to_socket_addrs().map_err(|error| failed(&error))?;
        return Ok(found.take(limits::ADDRESSES).collect());
    };
    let (answer, answered) = mpsc::channel();
    let ask = move || {
        let found = asked.to_socket_addrs();
        // Nobody listens any more when the limit has passed.
        let _ = answer.send(found.map(|found| found.take(limits::ADDRESSES).collect()));
    };
    let helper = thread::Builder::new().name("resolve".to_owned());
    helper.spawn(ask).map_err(|error| failed(&error))?;
    wait(&answered, left, deadline).map_err(|why| match why {
        Unfound::Spent(limit) => spent(limit),
        Unfound::Failed(error) => failed(&error),
    })
}

/// Why a look-up gave nothing.
enum Unfound {
    Spent(Spent),
    Failed(io::Error),
}

/// Waits for the answer of a helper, for `left` at first.
fn wait(
    answered: &Receiver<io::Result<Vec<SocketAddr>>>,
    mut left: Duration,
    deadline: Deadline,
) -> Result<Vec<SocketAddr>, Unfound> {
    loop {
        match answered.recv_timeout(left) {
            Ok(found) => return found.map_err(Unfound::Failed),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Unfound::Failed(io::ErrorKind::Other.into()));
            }
            Err(RecvTimeoutError::Timeout) => {
                let more = deadline.left(clock::now()).map_err(Unfound::Spent)?;
                left = more.unwrap_or(interrupt::LOOK);
            }
        }
    }
}

/// The resolver's own sentence, without the words that std puts before it.
fn reason(error: &io::Error) -> String {
    let text = words::of(error);
    match text.strip_prefix("failed to lookup address information: ") {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn fits(family: Family, address: IpAddr) -> bool {
    match family {
        Family::Any => true,
        Family::V4 => address.is_ipv4(),
        Family::V6 => address.is_ipv6(),
    }
}

fn wrong_family(family: Family, place: &Place) -> Failure {
    let (wanted, flag) = match family {
        Family::Any => ("usable", "--resolve"),
        Family::V4 => ("IPv4", "-4"),
        Family::V6 => ("IPv6", "-6"),
    };
    let story = format!("{} has no {wanted} address", shown(&place.host));
    Failure::new(Kind::Resolve, story).hint(format!("leave out {flag}, or name another host"))
}

/// Whether two hosts are the same: names without case, and with or without the last dot.
fn same(one: &Host, other: &Host) -> bool {
    match (one, other) {
        (Host::Name(one), Host::Name(other)) => bare(one).eq_ignore_ascii_case(bare(other)),
        (Host::Address(one), Host::Address(other)) => one == other,
        (Host::Name(_), Host::Address(_)) | (Host::Address(_), Host::Name(_)) => false,
    }
}

fn bare(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

fn shown(host: &Host) -> String {
    Escaped(host.to_string().as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::event::Silent;
    use std::time::Duration;

    fn name(text: &str) -> Host {
        Host::Name(text.to_owned())
    }

    fn at(host: Host, port: u16) -> Place {
        Place { host, port }
    }

    fn never() -> Deadline {
        Deadline::never(Phase::Resolve)
    }

    #[test]
    fn literals_and_overrides_need_no_resolver() {
        let entry = |host, address: &str| Override {
            host,
            port: 80,
            addresses: vec![address.parse().unwrap()],
        };
        let config = Config {
            overrides: vec![
                entry(Some(name("a.test")), "10.0.0.1"),
                entry(None, "10.0.0.9"),
                entry(Some(name("A.test.")), "10.0.0.2"),
            ],
            ..Config::default()
        };
        let cases = [
            (name("a.TEST"), 80, "10.0.0.2:80"),
            (name("other.test"), 80, "10.0.0.9:80"),
            (
                Host::Address("10.1.1.1".parse().unwrap()),
                81,
                "10.1.1.1:81",
            ),
            (Host::Address("::2".parse().unwrap()), 81, "[::2]:81"),
        ];
        for (host, port, wanted) in cases {
            let found = addresses(&config, &at(host, port), never(), &mut Silent).unwrap();
            assert_eq!(found, [wanted.parse().unwrap()]);
        }
    }

    #[test]
    fn the_first_detour_that_fits_is_taken() {
        let detours = [
            Detour {
                host: Some(name("b.test")),
                port: Some(81),
                to_host: Some(name("c.test")),
                to_port: None,
            },
            Detour {
                host: Some(name("a.test")),
                port: None,
                to_host: None,
                to_port: Some(8080),
            },
        ];
        let cases = [
            ("A.test", 80, "a.test", 8080),
            ("b.test", 80, "b.test", 80),
            ("b.test", 81, "c.test", 81),
        ];
        for (host, port, to_host, to_port) in cases {
            let place = place(&detours, &name(host), port);
            assert!(same(&place.host, &name(to_host)));
            assert_eq!(place.port, to_port);
        }
    }

    #[test]
    fn loopback_names_are_this_host_and_lookalikes_are_not() {
        for (text, wanted) in [
            ("localhost", true),
            ("LOCALHOST.", true),
            ("a.localhost", true),
            ("notlocalhost", false),
            ("localhost.test", false),
            ("host", false),
        ] {
            assert_eq!(loopback(text), wanted, "{text}");
        }
        let place = at(name("localhost"), 8080);
        let found = addresses(&Config::default(), &place, never(), &mut Silent).unwrap();
        assert_eq!(found, with_port(&LOOPBACK, 8080));
    }

    #[test]
    fn a_family_without_an_address_is_a_resolve_failure() {
        let config = Config {
            family: Family::V6,
            ..Config::default()
        };
        let place = at(Host::Address("127.0.0.1".parse().unwrap()), 80);
        let failure = addresses(&config, &place, never(), &mut Silent).unwrap_err();
        assert_eq!(failure.kind, Kind::Resolve);
        assert_eq!(failure.story(), "127.0.0.1 has no IPv6 address");
    }

    #[test]
    fn a_name_that_no_resolver_can_ask_for_fails_as_such_and_is_escaped() {
        // A label of more than 63 bytes is refused by getaddrinfo before it asks anybody.
        let long = format!("\u{1b}{}", "a".repeat(300));
        let limited = Deadline::starting(clock::now(), Some(Duration::from_secs(20)));
        for deadline in [never(), limited] {
            let place = at(name(&long), 80);
            let failure = addresses(&Config::default(), &place, deadline, &mut Silent).unwrap_err();
            assert_eq!(failure.kind, Kind::Resolve);
            assert!(failure.story().starts_with("looking up \\x1baaa"));
        }
    }

    #[test]
    fn addresses_beyond_the_limit_are_not_tried() {
        for (count, wanted) in [
            (limits::ADDRESSES, limits::ADDRESSES),
            (limits::ADDRESSES + 1, limits::ADDRESSES),
        ] {
            let entry = Override {
                host: None,
                port: 80,
                addresses: vec![IpAddr::V4(Ipv4Addr::LOCALHOST); count],
            };
            let config = Config {
                overrides: vec![entry],
                ..Config::default()
            };
            let place = at(name("a.test"), 80);
            let found = addresses(&config, &place, never(), &mut Silent).unwrap();
            assert_eq!(found.len(), wanted);
        }
    }
}
