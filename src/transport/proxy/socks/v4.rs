//! SOCKS 4, and 4a: one message each way. The memo of 4a puts an impossible address, 0.0.0.1, where
//! the name stands at the end.

use std::net::SocketAddr;

use super::Target;
use super::dialogue::{Step, Version};
use super::refusal::Refusal;
use crate::transport::proxy::Login;

/// VN, CD, DSTPORT, DSTIP.
const REPLY: usize = 8;
const GRANTED: u8 = 90;

/// The one reply is waited for.
pub(super) struct Waiting;

/// The request.
pub(super) fn begin(
    version: Version,
    login: Option<&Login>,
    target: &Target,
) -> Result<(Waiting, Step), Refusal> {
    let (port, address, name) = match target {
        Target::Address(SocketAddr::V4(address)) => (address.port(), address.ip().octets(), None),
        Target::Name(name, port) if version == Version::FourA => {
            (*port, [0, 0, 0, 1], Some(name.as_bytes()))
        }
        Target::Address(SocketAddr::V6(_)) | Target::Name(..) => return Err(Refusal::Unsayable),
    };
    let user = login.map_or(&[][..], |login| &login.user);
    let ends_early = |text: &[u8]| text.contains(&0);
    if ends_early(user) || name.is_some_and(ends_early) {
        return Err(Refusal::Unsayable);
    }
    let mut send = vec![4, 1];
    send.extend(port.to_be_bytes());
    send.extend(address);
    send.extend(user);
    send.push(0);
    if let Some(name) = name {
        send.extend(name);
        send.push(0);
    }
    Ok((Waiting, Step::Talk { send, read: REPLY }))
}

impl Waiting {
    /// The reply's address is that of the proxy's own end; nothing is done with it.
    pub(super) fn answer(&self, reply: &[u8]) -> Result<Step, Refusal> {
        match reply {
            [0, GRANTED, ..] => Ok(Step::Open),
            [0, code, ..] => Err(Refusal::Four(*code)),
            [version, ..] => Err(Refusal::Version {
                wanted: 0,
                seen: *version,
            }),
            [] => Err(Refusal::Ended),
        }
    }
}
