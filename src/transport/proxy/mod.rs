//! Proxies as plain data. Which one leads to an origin is said by `route`; `open` goes that way, and
//! `connect` and `socks` have a proxy open it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::tls;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::secret::Secret;
use crate::http::basic::basic;
use crate::http::fields::{FieldName, FieldValue};
use crate::http::origin::Host;

mod connect;
pub mod exempt;
mod open;
mod page;
pub mod refusal;
pub mod route;
pub mod socks;
pub mod url;

use exempt::Exempt;

/// Why a proxy could not be reached, or gave no answer, kept findable behind [`Kind::Proxy`].
#[derive(Debug)]
pub struct Unreachable {
    kind: Kind,
    story: String,
}

impl Unreachable {
    /// What it would have been on the way to an origin: [`Kind::Resolve`], [`Kind::Connect`],
    /// [`Kind::Empty`] or [`Kind::Receive`].
    pub fn within(failure: &Failure) -> Option<Kind> {
        let mut causes = failure.error.chain();
        let found = causes.find_map(|cause| cause.downcast_ref::<Self>());
        found.map(|unreachable| unreachable.kind)
    }

    /// A failure on the way to a proxy as that of the proxy.
    fn made_of(failure: Failure) -> Failure {
        let (kind, story, hint) = (failure.kind, failure.story(), failure.hint);
        Failure {
            hint,
            ..Failure::caused(Kind::Proxy, Self { kind, story })
        }
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.story)
    }
}

impl Error for Unreachable {}

/// What is spoken with a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// HTTP over plain TCP.
    Http,
    /// HTTP over TLS.
    Https,
    /// SOCKS version 4, with addresses looked up here.
    Socks4,
    /// SOCKS version 4a: the proxy looks names up.
    Socks4a,
    /// SOCKS version 5, with addresses looked up here.
    Socks5,
    /// SOCKS version 5: the proxy looks names up.
    Socks5h,
}

impl Protocol {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Http,
        Self::Https,
        Self::Socks4,
        Self::Socks4a,
        Self::Socks5,
        Self::Socks5h,
    ];

    /// The scheme that stands for it in a proxy's URL.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Socks4 => "socks4",
            Self::Socks4a => "socks4a",
            Self::Socks5 => "socks5",
            Self::Socks5h => "socks5h",
        }
    }

    /// The port of a URL that names none: curl's.
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Https => 443,
            Self::Http | Self::Socks4 | Self::Socks4a | Self::Socks5 | Self::Socks5h => 1080,
        }
    }

    /// Whether HTTP is spoken with it.
    pub const fn is_http(self) -> bool {
        match self {
            Self::Http | Self::Https => true,
            Self::Socks4 | Self::Socks4a | Self::Socks5 | Self::Socks5h => false,
        }
    }
}

/// One proxy, and what it may be shown of its user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// What it speaks.
    pub protocol: Protocol,
    /// Where it is.
    pub host: Host,
    /// Its port, filled in.
    pub port: u16,
    /// Its own credentials, from its URL or `--proxy-user`.
    pub login: Option<Login>,
    /// `--proxy-header`: for CONNECT, and for requests that it forwards.
    pub fields: Vec<(FieldName, FieldValue)>,
}

impl Proxy {
    /// What `Proxy-Authorization` says, where there are credentials. They are sent at once: a
    /// proxy that wants some wants them for everything.
    ///
    /// # Errors
    /// Of kind `Usage`, for what no field can hold.
    pub fn authorization(&self) -> Result<Option<FieldValue>, Failure> {
        let value = |login: &Login| basic(&login.user, &login.password);
        let value = self.login.as_ref().map(value).transpose();
        value.map_err(|byte| Failure::usage(format_args!("the proxy's credentials hold {byte}")))
    }
}

impl fmt::Display for Proxy {
    /// Its URL, without credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.protocol.scheme();
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

/// A user of a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The user.
    pub user: Vec<u8>,
    /// The password.
    pub password: Secret,
}

/// The proxies of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// For `http` origins.
    pub http: Option<Arc<Proxy>>,
    /// For `https` origins.
    pub https: Option<Arc<Proxy>>,
    /// The flag or variable that named the first.
    pub http_by: &'static str,
    /// The flag or variable that named the second.
    pub https_by: &'static str,
    /// Hosts that are reached without.
    pub exempt: Exempt,
    /// `--proxytunnel`: CONNECT also for `http` origins.
    pub tunnel: bool,
    /// What CONNECT says in `User-Agent`.
    pub agent: Option<FieldValue>,
    /// For https proxies.
    pub tls: tls::Config,
}
