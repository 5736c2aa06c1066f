//! The addresses of a connection's two ends, for those who want to know.

use std::net::SocketAddr;
use std::os::fd::AsFd;

use rustix::net::{getpeername, getsockname};

/// Ours and the peer's; none of a Unix socket.
pub(super) fn of(fd: impl AsFd) -> Option<(SocketAddr, SocketAddr)> {
    let fd = fd.as_fd();
    let local = SocketAddr::try_from(getsockname(fd).ok()?).ok()?;
    let remote = SocketAddr::try_from(getpeername(fd).ok()??).ok()?;
    Some((local, remote))
}
