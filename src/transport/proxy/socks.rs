//! SOCKS 4, 4a (its authors' memo) and 5 (RFC 1928, RFC 1929): a proxy that connects for us and
//! then hands bytes through.

use std::net::SocketAddr;

use super::Proxy;
use crate::base::failure::Failure;
use crate::http::origin::Host;
use crate::transport::socket::Socket;

/// Where the proxy is to connect to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A name that the proxy looks up, and a port.
    Name(String, u16),
    /// An address.
    Address(SocketAddr),
}

/// Finds what cannot be said to this proxy, before anything is opened: a name, a user or a
/// password that does not fit. A usage error.
pub fn check(proxy: &Proxy, host: &Host) -> Result<(), Failure> {
    let _ = (proxy, host);
    Ok(())
}

/// Asks the proxy at the other end of a connected socket to connect to a target, under the
/// socket's deadline; afterwards the socket leads there. Nothing behind the reply is read.
pub fn open(socket: &mut Socket, proxy: &Proxy, target: &Target) -> Result<(), Failure> {
    let _ = (socket, proxy, target);
    Ok(())
}
