//! The near end of a connection: `--interface`, and the zones of link-local addresses.
//!
//! A device is chosen with SO_BINDTODEVICE, which Linux allows every user since version 5.7; an
//! address is bound to. The interfaces are read where the kernel lists them.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::OwnedFd;

use super::resolve;
use crate::base::deadline::{Deadline, Phase};
use crate::base::failure::Failure;
use crate::http::origin::Host;

/// Where connections come from; at least one of both is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// Through this device.
    pub device: Option<String>,
    /// From this address, or from that of this host.
    pub host: Option<Host>,
}

/// The same with addresses instead of names.
pub(super) struct Near<'a> {
    device: Option<&'a str>,
    addresses: Option<Vec<IpAddr>>,
}

impl Local {
    /// Looks up what has to be looked up.
    pub(super) fn near(&self, deadline: Deadline) -> Result<Near<'_>, Failure> {
        let addresses = match &self.host {
            None => None,
            Some(Host::Address(address)) => Some(vec![*address]),
            Some(Host::Name(name)) => {
                let found = resolve::look_up(name, 0, deadline.during(Phase::Resolve));
                let found = found.map_err(|failure| failure.context("--interface"))?;
                Some(found.iter().map(SocketAddr::ip).collect())
            }
        };
        Ok(Near {
            device: self.device.as_deref(),
            addresses,
        })
    }
}

impl Near<'_> {
    /// Binds a socket that is about to connect to a peer.
    pub(super) fn bind(&self, fd: &OwnedFd, peer: SocketAddr) -> io::Result<()> {
        if let Some(device) = self.device {
            bind_device(fd, device)?;
        }
        let Some(addresses) = &self.addresses else {
            return Ok(());
        };
        let mut fitting = addresses.iter();
        let fitting = fitting.find(|address| address.is_ipv4() == peer.is_ipv4());
        let address = fitting.ok_or(io::ErrorKind::AddrNotAvailable)?;
        Ok(rustix::net::bind(fd, &SocketAddr::new(*address, 0))?)
    }
}

#[cfg(target_os = "linux")]
fn bind_device(fd: &OwnedFd, device: &str) -> io::Result<()> {
    socket2::SockRef::from(fd).bind_device(Some(device.as_bytes()))
}

#[cfg(not(target_os = "linux"))]
fn bind_device(_: &OwnedFd, _: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Where Linux lists the interfaces.
const LIST: &str = "/sys/class/net";

/// The names of the interfaces, sorted; none where the system does not tell.
pub fn interfaces() -> Vec<String> {
    let entries = std::fs::read_dir(LIST).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| index(name).is_some())
        .collect();
    names.sort();
    names
}

/// The number of an interface, which is the scope of its link-local addresses: by name, or the
/// number itself.
pub fn index(name: &str) -> Option<u32> {
    if let Ok(number) = name.parse::<u32>() {
        return (number > 0).then_some(number);
    }
    let plain = !name.is_empty() && !name.starts_with('.') && !name.contains('/');
    let text = std::fs::read_to_string(format!("{LIST}/{name}/ifindex")).ok();
    text.filter(|_| plain)?.trim().parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn interfaces_are_known_by_name_and_number() {
        let Some(number) = index("lo") else {
            assert!(interfaces().is_empty(), "there are interfaces, but no lo");
            return;
        };
        assert!(interfaces().contains(&"lo".to_owned()));
        assert_eq!(index(&number.to_string()), Some(number));
        for name in ["nosuch0", "", ".", "..", "../net/lo", "0", "lo/../lo"] {
            assert_eq!(index(name), None, "{name}");
        }
    }
}
