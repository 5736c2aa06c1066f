//! Proxies as plain data. Which one leads to an origin is said by `route`; `connect` and `socks`
//! have one open the way.

use std::sync::Arc;

use crate::base::secret::Secret;
use crate::http::fields::{FieldName, FieldValue};
use crate::http::origin::Host;

pub mod socks;

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

/// One proxy, and what it may be shown of its user.
#[derive(Debug, Clone)]
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

/// A user of a proxy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The user.
    pub user: Vec<u8>,
    /// The password.
    pub password: Secret,
}

/// The proxies of a run.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// For `http` origins.
    pub http: Option<Arc<Proxy>>,
    /// For `https` origins.
    pub https: Option<Arc<Proxy>>,
}
