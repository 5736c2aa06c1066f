//! Bytes to and from a peer: names to addresses, connections, TLS, waiting under a deadline.
//!
//! The only user of sockets. Knows nothing of requests, redirects, flags or output.

use std::net::IpAddr;
use std::path::PathBuf;

use crate::base::deadline::Deadline;
use crate::base::event::Observer;
use crate::base::failure::Failure;
use crate::http::origin::{Host, Origin};

pub mod stream;
pub mod tls;

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
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// `--resolve`, in order; a later one for the same host and port wins.
    pub overrides: Vec<Override>,
    /// `--connect-to`, in order; the first that fits is taken.
    pub detours: Vec<Detour>,
    /// `--unix-socket`: connect here, whatever the host is.
    pub unix_socket: Option<PathBuf>,
    /// `-4`, `-6`.
    pub family: Family,
    /// TLS settings.
    pub tls: tls::Config,
}

/// Opens connections; keeps what several of them can share, such as TLS settings once made.
pub struct Connector {
    config: Config,
}

/// An open connection to an origin.
pub struct Connection {
    /// The bytes.
    pub stream: Stream,
    /// Whom it leads to, for messages: `127.0.0.1:8080` or a socket's path.
    pub peer: String,
}

impl Connector {
    /// A connector; nothing is opened or loaded yet.
    pub fn new(config: Config) -> Self {
        Self { config }
    }

    /// Opens a connection to an origin under the deadline's connect limit, TLS included.
    pub fn open(
        &mut self,
        _origin: &Origin,
        _deadline: Deadline,
        _observer: &mut dyn Observer,
    ) -> Result<Connection, Failure> {
        let _ = &self.config;
        Err(Failure::usage("not built"))
    }
}
