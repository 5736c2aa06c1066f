//! SOCKS 4, 4a (its authors' memo) and 5 (RFC 1928, RFC 1929): a proxy that connects for us and
//! then hands bytes through.
//!
//! What is said and what the answers mean is known by the `dialogue`, which owns no socket; here it
//! is carried out under the socket's deadline. No byte behind the proxy's last reply is read: it
//! belongs to whoever is at the far end.

use std::fmt;
use std::io::{self, ErrorKind, IoSlice};
use std::net::{IpAddr, SocketAddr};

use super::{Login, Protocol, Proxy};
use crate::base::deadline::Phase;
use crate::base::escape::Escaped;
use crate::base::event::{Direction, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::origin::Host;
use crate::transport::socket::{Socket, Wanted};
use crate::transport::words;

pub mod dialogue;
mod refusal;
#[cfg(test)]
mod tests;
mod v4;
mod v5;

use dialogue::{Dialogue, Step, Version};
pub use refusal::Refusal;

/// Where the proxy is to connect to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A name that the proxy looks up, and a port.
    Name(String, u16),
    /// An address.
    Address(SocketAddr),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name, port) => write!(f, "{}:{port}", Escaped(name.as_bytes())),
            Self::Address(address) => address.fmt(f),
        }
    }
}

/// Finds what cannot be said to this proxy, before anything is opened: a name, a user or a
/// password that does not fit. A usage error. Proxies of other protocols are none of its business.
pub fn check(proxy: &Proxy, host: &Host) -> Result<(), Failure> {
    let Some(version) = Version::of(proxy.protocol) else {
        return Ok(());
    };
    let unsayable = |what: String, hint: &str| {
        let story = format!("the proxy {}: {what}", shown(proxy));
        Err(Failure::usage(story).hint(hint))
    };
    match (version, host) {
        (Version::Four | Version::FourA, Host::Address(IpAddr::V6(_))) => {
            let what = format!("SOCKS 4 cannot be told the IPv6 address {host}");
            return unsayable(what, "use socks5:// if the proxy speaks it");
        }
        (Version::FourA, Host::Name(name)) | (Version::Five, Host::Name(name))
            if !fits(name.as_bytes()) =>
        {
            let what = format!("a host name has 1 to 255 bytes, not {}", name.len());
            return unsayable(what, "check the URL");
        }
        (Version::Four | Version::FourA | Version::Five, Host::Name(_) | Host::Address(_)) => {}
    }
    match (version, &proxy.login) {
        (_, None) => Ok(()),
        (Version::Four | Version::FourA, Some(login)) => {
            if login.user.len() > LONGEST || login.user.contains(&0) {
                let what = "a SOCKS 4 user has at most 255 bytes, none of them NUL";
                return unsayable(what.to_owned(), CHECK_LOGIN);
            }
            Ok(())
        }
        (Version::Five, Some(Login { user, password })) => {
            for (name, bytes) in [("user", user.as_slice()), ("password", password.expose())] {
                if !fits(bytes) {
                    let what = format!("a SOCKS 5 {name} has 1 to 255 bytes, not {}", bytes.len());
                    return unsayable(what, CHECK_LOGIN);
                }
            }
            Ok(())
        }
    }
}

/// Asks the proxy at the other end of a connected socket to connect to a target, under the
/// socket's deadline; afterwards the socket leads there. Nothing behind the reply is read.
///
/// # Errors
///
/// [`Kind::Proxy`] for a refusal, an answer that is none, and a connection that ends early;
/// [`Kind::TimedOut`], naming [`Phase::Proxy`], at a limit.
pub fn open(
    socket: &mut Socket,
    proxy: &Proxy,
    target: &Target,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let outer = *socket.deadline();
    socket.set_deadline(outer.during(Phase::Proxy));
    let told = |failure: Failure| failure.context(format_args!("the proxy {}", shown(proxy)));
    talk(socket, proxy, target, observer).map_err(told)?;
    socket.set_deadline(outer);
    Ok(())
}

fn talk(
    socket: &mut Socket,
    proxy: &Proxy,
    target: &Target,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let refused = |refusal: Refusal| refusal.failure(target, proxy.login.is_some());
    let (mut dialogue, mut step) = Dialogue::begin(proxy, target).map_err(refused)?;
    let mut reply = [0; dialogue::LONGEST_READ];
    loop {
        let (send, count) = match step {
            Step::Open => return Ok(()),
            Step::Talk { send, read } => (send, read),
        };
        let failed = |error| lost(error, target);
        tell_sent(&send, proxy, observer);
        send_all(socket, &send).map_err(failed)?;
        let reply = reply.get_mut(..count).unwrap_or_default();
        let got = receive(socket, reply).map_err(failed)?;
        observer.dialogue(Direction::In, reply.get(..got).unwrap_or_default());
        if got < count {
            return Err(refused(Refusal::Ended));
        }
        step = dialogue.answer(reply).map_err(refused)?;
    }
}

/// Shows what is sent to whoever wants to see it. A message that holds the user's name or password
/// is shown as zeros of its length: those of SOCKS 4 always hold one, of SOCKS 5 those of RFC 1929,
/// which begin with a 1.
fn tell_sent(send: &[u8], proxy: &Proxy, observer: &mut dyn Observer) {
    if !observer.wants_bytes() || send.is_empty() {
        return;
    }
    let secret = proxy.login.is_some() && matches!(send.first(), Some(1 | 4));
    match secret {
        true => observer.dialogue(Direction::Out, &vec![0; send.len()]),
        false => observer.dialogue(Direction::Out, send),
    }
}

fn send_all(socket: &mut Socket, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match socket.send(&[IoSlice::new(bytes)])? {
            Some(count) => bytes = bytes.get(count..).unwrap_or_default(),
            None => wait(socket, false)?,
        }
    }
    Ok(())
}

/// Fills the buffer, and reads no byte more; fewer bytes only where the connection ends.
fn receive(socket: &mut Socket, into: &mut [u8]) -> io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = into.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match socket.recv(rest)? {
            Some(0) => break,
            Some(count) => got += count,
            None => wait(socket, true)?,
        }
    }
    Ok(got)
}

fn wait(socket: &mut Socket, read: bool) -> io::Result<()> {
    let wanted = Wanted { read, write: !read };
    socket.wait(wanted, None, None).map(|_| ())
}

/// The connection to the proxy broke, or a limit passed.
fn lost(error: io::Error, target: &Target) -> Failure {
    let doing = format!("asking for a connection to {target}");
    if matches!(
        error.kind(),
        ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::ConnectionAborted
    ) {
        return Failure::new(Kind::Proxy, words::of(&error))
            .context(doing)
            .hint(NOT_SOCKS);
    }
    Failure::io(Kind::Proxy, doing, error)
}

/// The proxy without its login.
fn shown(proxy: &Proxy) -> String {
    let scheme = match proxy.protocol {
        Protocol::Http => "http",
        Protocol::Https => "https",
        Protocol::Socks4 => "socks4",
        Protocol::Socks4a => "socks4a",
        Protocol::Socks5 => "socks5",
        Protocol::Socks5h => "socks5h",
    };
    let host = proxy.host.to_string();
    format!("{scheme}://{}:{}", Escaped(host.as_bytes()), proxy.port)
}

fn fits(bytes: &[u8]) -> bool {
    (1..=LONGEST).contains(&bytes.len())
}

/// What one length byte can say.
const LONGEST: usize = 255;
const CHECK_LOGIN: &str = "check the proxy's URL or --proxy-user";
const NOT_SOCKS: &str = "is it a SOCKS proxy of that version, and is its port right?";
