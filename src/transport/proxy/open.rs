//! From an origin and its proxy to an open connection: the proxy found and connected to, TLS with
//! it where it asks for that, the tunnel, TLS with the origin inside.
//!
//! Whatever fails on the way to the proxy is the proxy's failure; only a limit that passed and a
//! TLS session that nobody can trust keep their own exit status. curl has its statuses for names
//! and connections (5 and 7) here as well.

use std::sync::Arc;

use super::connect::Tunnel;
use super::socks::{self, Target};
use super::{Config, Protocol, Proxy, Unreachable};
use crate::base::clock;
use crate::base::deadline::{Deadline, Phase};
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::origin::{Host, Origin, Scheme};
use crate::transport::resolve::{self, Place};
use crate::transport::socket::Socket;
use crate::transport::stream::Stream;
use crate::transport::{Connection, Connector, connected, dial, number, tls};

impl Connector {
    /// Opens a connection to an origin by a proxy.
    pub(in crate::transport) fn open_by(
        &mut self,
        (config, proxy): (&Config, &Arc<Proxy>),
        origin: &Origin,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<Connection, Failure> {
        let place = resolve::place(&self.config.detours, &origin.host, origin.port);
        let (stream, peer) = if proxy.protocol.is_http() {
            let (mut stream, peer) = self.reach_http(config, proxy, deadline, observer)?;
            if config.forwards(proxy, origin, &place) {
                return Ok(Connection {
                    number: number(),
                    stream,
                    peer,
                    forward: Some(Arc::clone(proxy)),
                });
            }
            let tunnel = Tunnel {
                proxy,
                place: &place,
                agent: config.agent.as_ref(),
            };
            tunnel.open(&mut stream, observer)?;
            (stream, peer)
        } else {
            let (socket, peer) = self.by_socks(proxy, &place, deadline, observer)?;
            (Stream::plain(socket), peer)
        };
        let peer = format!("{} through the proxy {peer}", place.shown());
        let stream = match origin.scheme {
            Scheme::Http => stream,
            Scheme::Https => self.tls.secure(stream, origin, &peer, observer)?,
        };
        Ok(Connection {
            number: number(),
            stream,
            peer,
            forward: None,
        })
    }

    /// A stream to a proxy that speaks HTTP, under TLS where it asks for that.
    fn reach_http(
        &mut self,
        config: &Config,
        proxy: &Proxy,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<(Stream, String), Failure> {
        if proxy.protocol == Protocol::Http {
            let (socket, peer) = self.reach_proxy(proxy, deadline, observer)?;
            return Ok((Stream::plain(socket), peer));
        }
        let mut client = self.proxy_tls.take();
        let tls = client.get_or_insert_with(|| tls::Client::new(config.tls.clone()));
        tls.prepare()?;
        let (socket, peer) = self.reach_proxy(proxy, deadline, observer)?;
        let end = Origin {
            scheme: Scheme::Https,
            host: proxy.host.clone(),
            port: proxy.port,
        };
        let secured = tls.secure(Stream::plain(socket), &end, &peer, observer);
        self.proxy_tls = client;
        let stream = secured.map_err(|failure| {
            let untrusted = failure.kind == Kind::Certificate;
            let failure = failure.context(format_args!("the proxy {proxy}"));
            match untrusted {
                true => failure.hint(
                    "--proxy-cacert FILE trusts its CA; -k and --cacert concern origins only",
                ),
                false => failure,
            }
        })?;
        Ok((stream, peer))
    }

    /// A socket that leads to a place by a SOCKS proxy.
    fn by_socks(
        &self,
        proxy: &Proxy,
        place: &Place,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<(Socket, String), Failure> {
        socks::check(proxy, &place.host)?;
        let mut targets = self.targets(proxy, place, deadline, observer)?.into_iter();
        let mut next = targets.next();
        let none = || Failure::new(Kind::Resolve, "there is no address to ask the proxy for");
        while let Some(target) = next.take() {
            let (mut socket, peer) = self.reach_proxy(proxy, deadline, observer)?;
            socket.set_deadline(deadline.during(Phase::Proxy));
            let Err(failure) = socks::open(&mut socket, proxy, &target, observer) else {
                return Ok((socket, peer));
            };
            next = targets.next();
            if failure.kind != Kind::Proxy || next.is_none() {
                return Err(failure);
            }
            observer.on(&Event::AttemptFailed {
                peer: &peer,
                why: &failure.story(),
            });
        }
        Err(none())
    }

    /// What a SOCKS proxy is asked for: the name, or the first address of each family, where the
    /// name is looked up here. (curl asks for the first address alone.)
    fn targets(
        &self,
        proxy: &Proxy,
        place: &Place,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<Vec<Target>, Failure> {
        let here = match proxy.protocol {
            Protocol::Socks4 | Protocol::Socks5 => true,
            Protocol::Http | Protocol::Https | Protocol::Socks4a | Protocol::Socks5h => false,
        };
        if let (Host::Name(name), false) = (&place.host, here) {
            return Ok(vec![Target::Name(name.clone(), place.port)]);
        }
        let found = resolve::addresses(&self.config, place, deadline, observer)?;
        let first = |v6: bool| found.iter().find(|address| address.is_ipv6() == v6);
        let six_first = found.first().is_some_and(|address| address.is_ipv6());
        let (one, other) = (first(six_first), first(!six_first));
        let both = one.into_iter().chain(other);
        // Version 4 of SOCKS has no addresses of version 6 of IP.
        let four_only = proxy.protocol == Protocol::Socks4 && first(false).is_some();
        let fitting = both.filter(|address| !four_only || address.is_ipv4());
        Ok(fitting.map(|address| Target::Address(*address)).collect())
    }

    /// A socket connected to a proxy. Detours are for origins and do not apply.
    fn reach_proxy(
        &self,
        proxy: &Proxy,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<(Socket, String), Failure> {
        let place = Place {
            host: proxy.host.clone(),
            port: proxy.port,
        };
        let of_proxy = |failure: Failure| {
            let theirs = matches!(failure.kind, Kind::Resolve | Kind::Connect);
            let failure = if theirs {
                Unreachable::made_of(failure)
            } else {
                failure
            };
            failure.context(format_args!("the proxy {proxy}"))
        };
        let addresses = resolve::addresses(&self.config, &place, deadline, observer);
        let addresses = addresses.map_err(of_proxy)?;
        let start = clock::now();
        let local = self.config.local.as_ref();
        let dialled = dial::dial(local, &place.shown(), &addresses, deadline, observer);
        let (fd, peer) = dialled.map_err(of_proxy)?;
        let peer = peer.to_string();
        connected(&fd, &peer, start, observer);
        Ok((Socket::new(fd, deadline), peer))
    }
}
