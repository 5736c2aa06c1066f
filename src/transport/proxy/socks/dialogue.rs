//! The dialogue with a SOCKS proxy as a machine without a socket: what to send, how many bytes to
//! read then, what they mean. The count is exact, so that whoever drives it never reads too much.

use super::refusal::Refusal;
use super::{Target, v4, v5};
use crate::transport::proxy::{Protocol, Proxy};

/// The most bytes that a step reads: a name of 255 bytes with its port, the longest that a reply
/// of SOCKS 5 can say after its length.
pub const LONGEST_READ: usize = 257;

/// A version of the protocol, as far as its bytes differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 4: addresses of IPv4 alone.
    Four,
    /// 4a: names as well.
    FourA,
    /// 5
    Five,
}

impl Version {
    /// The version of a proxy's protocol; `None` for one that is no SOCKS.
    pub fn of(protocol: Protocol) -> Option<Self> {
        match protocol {
            Protocol::Http | Protocol::Https => None,
            Protocol::Socks4 => Some(Self::Four),
            Protocol::Socks4a => Some(Self::FourA),
            Protocol::Socks5 | Protocol::Socks5h => Some(Self::Five),
        }
    }
}

/// What is to be done next.
#[derive(PartialEq, Eq)]
pub enum Step {
    /// Send these bytes, which may be none, then read exactly so many and give them to
    /// [`Dialogue::answer`].
    Talk {
        /// What to send; it may hold a password.
        send: Vec<u8>,
        /// How many bytes to read, from 1 to [`LONGEST_READ`].
        read: usize,
    },
    /// The way is open: whatever comes now comes from the target.
    Open,
}

/// A dialogue under way. No `Debug`: it holds a password.
pub struct Dialogue(State);

enum State {
    Four(v4::Waiting),
    Five(v5::Waiting),
}

impl Dialogue {
    /// Begins with what is said first.
    ///
    /// # Errors
    ///
    /// What cannot be said in the proxy's protocol; [`super::check`] finds most of it earlier.
    pub fn begin(proxy: &Proxy, target: &Target) -> Result<(Self, Step), Refusal> {
        let login = proxy.login.as_ref();
        let version = Version::of(proxy.protocol).ok_or(Refusal::NoSocks)?;
        let (state, step) = match version {
            Version::Four | Version::FourA => {
                let (waiting, step) = v4::begin(version, login, target)?;
                (State::Four(waiting), step)
            }
            Version::Five => {
                let (waiting, step) = v5::begin(login, target)?;
                (State::Five(waiting), step)
            }
        };
        Ok((Self(state), step))
    }

    /// Takes the bytes that the last step asked for.
    ///
    /// # Errors
    ///
    /// What the proxy refused, or what is wrong with its answer.
    pub fn answer(&mut self, reply: &[u8]) -> Result<Step, Refusal> {
        match &mut self.0 {
            State::Four(waiting) => waiting.answer(reply),
            State::Five(waiting) => waiting.answer(reply),
        }
    }
}
