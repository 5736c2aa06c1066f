//! Bytes to and from a peer: names to addresses, connections, TLS, waiting under a deadline.
//!
//! The only user of sockets. Knows nothing of requests, redirects, flags or output.

use std::net::{IpAddr, Ipv6Addr};
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::base::clock;
use crate::base::deadline::Deadline;
use crate::base::event::{Ends, Event, Observer};
use crate::base::failure::Failure;
use crate::http::origin::{Host, Origin, Scheme};

pub mod dial;
mod ends;
pub mod flow;
pub mod local;
mod moved;
#[cfg_attr(not(target_os = "linux"), path = "pages_elsewhere.rs")]
pub mod pages;
pub mod proxy;
pub mod resolve;
pub mod socket;
pub mod stream;
pub mod tls;
pub mod unix;
pub mod words;

#[cfg(test)]
mod tests;

use proxy::route::Route;
use socket::Socket;
use stream::Stream;

/// Which address families may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Family {
    /// Both, raced (RFC 8305).
    #[default]
    Any,
    /// `-4`
    V4,
    /// `-6`
    V6,
}

/// `--resolve HOST:PORT:ADDRESS[,ADDRESS…]`: addresses for a host, in place of a look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The host it is for; `None` is `*`, every host.
    pub host: Option<Host>,
    /// The port it is for.
    pub port: u16,
    /// Where to connect to.
    pub addresses: Vec<IpAddr>,
}

/// `--connect-to HOST1:PORT1:HOST2:PORT2`: another place to connect to; name checks, SNI and
/// `Host` stay those of the URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detour {
    /// The host it is for; `None` is every host.
    pub host: Option<Host>,
    /// The port it is for; `None` is every port.
    pub port: Option<u16>,
    /// The host to connect to instead; `None` keeps it.
    pub to_host: Option<Host>,
    /// The port to connect to instead; `None` keeps it.
    pub to_port: Option<u16>,
}

/// How to reach peers: plain data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// `--resolve`, in order; a later one for the same host and port wins.
    pub overrides: Vec<Override>,
    /// `--connect-to`, in order; the first that fits is taken.
    pub detours: Vec<Detour>,
    /// `--unix-socket`: connect here, whatever the host is. A path that begins with NUL is the name
    /// of an abstract socket, as in the kernel.
    pub unix_socket: Option<PathBuf>,
    /// `--interface`
    pub local: Option<local::Local>,
    /// The interfaces behind which IPv6 addresses of URLs are, by number.
    pub zones: Vec<(Ipv6Addr, u32)>,
    /// `-4`, `-6`.
    pub family: Family,
    /// TLS settings.
    pub tls: tls::Config,
    /// Proxies, where a run has any.
    pub proxies: Option<Arc<proxy::Config>>,
}

impl Config {
    /// The proxy that requests to an origin are handed to, if one forwards them.
    pub fn forwarding(&self, origin: &Origin) -> Option<&proxy::Proxy> {
        let proxies = self.proxies.as_deref()?;
        let place = resolve::place(&self.detours, &origin.host, origin.port);
        proxies.forwarding(origin, &place).map(Arc::as_ref)
    }
}

/// Opens connections; keeps what several of them can share, such as TLS settings once made.
#[derive(Clone)]
pub struct Connector {
    config: Config,
    tls: tls::Client,
    /// TLS with https proxies, once there is one: its settings and sessions are its own.
    proxy_tls: Option<tls::Client>,
}

/// An open connection to an origin.
pub struct Connection {
    /// Its number within the process, which tells it from others to the same peer.
    pub number: u64,
    /// The bytes.
    pub stream: Stream,
    /// Whom it leads to, for messages: `127.0.0.1:8080` or a socket's path.
    pub peer: String,
    /// The proxy that forwards requests on it, which are sent in absolute-form; `None` where the
    /// way leads to the origin itself, through a tunnel or not.
    pub forward: Option<Arc<proxy::Proxy>>,
}

impl Connector {
    /// A connector; nothing is opened or loaded yet.
    pub fn new(config: Config) -> Self {
        let tls = tls::Client::new(config.tls.clone());
        Self {
            config,
            tls,
            proxy_tls: None,
        }
    }

    /// Loads the TLS settings, so that what the user gave for them is checked before anything is
    /// opened. Worth a call for a plan with an https origin; [`Connector::open`] does it otherwise.
    ///
    /// # Errors
    /// A `--cacert` file that cannot be read or used is a usage error.
    pub fn prepare(&mut self) -> Result<(), Failure> {
        self.tls.prepare()
    }

    /// Opens a connection to an origin under the deadline's connect limit, TLS included.
    ///
    /// # Errors
    /// [`Resolve`](crate::base::exit::Kind::Resolve) without an address,
    /// [`Connect`](crate::base::exit::Kind::Connect) when nobody answers,
    /// [`Handshake`](crate::base::exit::Kind::Handshake) and
    /// [`Certificate`](crate::base::exit::Kind::Certificate) from TLS,
    /// [`Proxy`](crate::base::exit::Kind::Proxy) when a proxy cannot be reached or refuses,
    /// [`TimedOut`](crate::base::exit::Kind::TimedOut) at a limit.
    pub fn open(
        &mut self,
        origin: &Origin,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<Connection, Failure> {
        if origin.scheme == Scheme::Https {
            self.tls.prepare()?;
        }
        if let Some(proxies) = self.config.proxies.clone() {
            match proxies.route(origin) {
                Route::By(proxy, by) => {
                    observer.on(&Event::Note(&format!("using the proxy {proxy} ({by})")));
                    return self.open_by((&proxies, proxy), origin, deadline, observer);
                }
                Route::Exempt(entry) => {
                    let note = format!("using no proxy: {} is exempt ({entry})", origin.host);
                    observer.on(&Event::Note(&note));
                }
                Route::Straight => {}
            }
        }
        let (fd, peer) = self.reach(origin, deadline, observer)?;
        let socket = Socket::new(fd, deadline);
        let stream = match origin.scheme {
            Scheme::Http => Stream::plain(socket),
            Scheme::Https => {
                let stream = Stream::plain(socket);
                self.tls.secure(stream, origin, &peer, observer)?
            }
        };
        Ok(Connection {
            number: number(),
            stream,
            peer,
            forward: None,
        })
    }

    /// A connected socket, and the name of its other end.
    fn reach(
        &self,
        origin: &Origin,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<(OwnedFd, String), Failure> {
        let config = &self.config;
        if let Some(path) = &config.unix_socket {
            let (peer, start) = (unix::shown(path), clock::now());
            observer.on(&Event::Connecting { peer: &peer });
            let fd = unix::dial(path, deadline)?;
            connected(&fd, &peer, start, observer);
            return Ok((fd, peer));
        }
        let place = resolve::place(&config.detours, &origin.host, origin.port);
        let addresses = resolve::addresses(config, &place, deadline, observer)?;
        let start = clock::now();
        let (fd, peer) = {
            let local = config.local.as_ref();
            dial::dial(local, &place.shown(), &addresses, deadline, observer)?
        };
        let peer = peer.to_string();
        connected(&fd, &peer, start, observer);
        Ok((fd, peer))
    }
}

/// The number of a new connection.
fn number() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// Tells that a connection is open that was begun at `start`.
fn connected(fd: &OwnedFd, peer: &str, start: Instant, observer: &mut dyn Observer) {
    let took = clock::now().saturating_duration_since(start);
    let ends = Ends(&|| ends::of(fd));
    observer.on(&Event::Connected { peer, took, ends });
}
