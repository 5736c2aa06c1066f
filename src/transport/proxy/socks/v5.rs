//! SOCKS 5 (RFC 1928) with the methods "none" and "username and password" (RFC 1929).
//!
//! The second is offered only when a login is there, and only what was offered is accepted. Replies
//! are read in pieces, because their length stands within them.

use std::net::SocketAddr;

use super::Target;
use super::dialogue::Step;
use super::refusal::Refusal;
use crate::transport::proxy::Login;

const VERSION: u8 = 5;
const NO_LOGIN: u8 = 0;
const PASSWORD: u8 = 2;
/// The version of the negotiation of RFC 1929.
const PASSWORD_VERSION: u8 = 1;

const V4: u8 = 1;
const NAME: u8 = 3;
const V6: u8 = 4;
/// A port, after an address.
const PORT: usize = 2;

/// A dialogue that waits for a reply.
pub(super) struct Waiting {
    expected: Expected,
    /// What is to be sent when the proxy has chosen the password; empty when it was not offered.
    password: Vec<u8>,
    request: Vec<u8>,
}

/// Which piece of a reply comes next.
#[derive(Clone, Copy)]
enum Expected {
    /// VER, METHOD.
    Method,
    /// VER, STATUS of RFC 1929.
    Status,
    /// VER, REP, RSV, ATYP.
    Reply,
    /// The length of the name in a reply.
    Length,
    /// The rest of a reply: address and port of the proxy's own end, which nobody needs.
    Rest,
}

/// The methods.
pub(super) fn begin(login: Option<&Login>, target: &Target) -> Result<(Waiting, Step), Refusal> {
    let waiting = Waiting {
        expected: Expected::Method,
        password: login.map(password).transpose()?.unwrap_or_default(),
        request: request(target)?,
    };
    let send = match login {
        None => vec![VERSION, 1, NO_LOGIN],
        Some(_) => vec![VERSION, 2, NO_LOGIN, PASSWORD],
    };
    Ok((waiting, Step::Talk { send, read: 2 }))
}

/// User and password, each behind its length.
fn password(login: &Login) -> Result<Vec<u8>, Refusal> {
    let mut message = vec![PASSWORD_VERSION];
    for part in [login.user.as_slice(), login.password.expose()] {
        push_counted(&mut message, part)?;
    }
    Ok(message)
}

/// VER, CMD (connect), RSV, ATYP, DST.ADDR, DST.PORT.
fn request(target: &Target) -> Result<Vec<u8>, Refusal> {
    let mut message = vec![VERSION, 1, 0];
    let port = match target {
        Target::Name(name, port) => {
            message.push(NAME);
            push_counted(&mut message, name.as_bytes())?;
            *port
        }
        Target::Address(SocketAddr::V4(address)) => {
            message.push(V4);
            message.extend(address.ip().octets());
            address.port()
        }
        Target::Address(SocketAddr::V6(address)) => {
            message.push(V6);
            message.extend(address.ip().octets());
            address.port()
        }
    };
    message.extend(port.to_be_bytes());
    Ok(message)
}

/// Bytes behind one byte that counts them. CVE-2023-38545 was a name too long for it; a length
/// written as a character of two bytes is the same fault in another language.
fn push_counted(message: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Refusal> {
    let length = u8::try_from(bytes.len()).ok().filter(|length| *length > 0);
    message.push(length.ok_or(Refusal::Unsayable)?);
    message.extend(bytes);
    Ok(())
}

impl Waiting {
    /// Takes the piece that was waited for.
    pub(super) fn answer(&mut self, piece: &[u8]) -> Result<Step, Refusal> {
        match (self.expected, piece) {
            (Expected::Method, [VERSION, NO_LOGIN]) => Ok(self.ask()),
            (Expected::Method, [VERSION, PASSWORD]) if !self.password.is_empty() => {
                let send = std::mem::take(&mut self.password);
                Ok(self.next(Expected::Status, send, 2))
            }
            (Expected::Method, [VERSION, method]) => Err(Refusal::Method(*method)),
            (Expected::Status, [PASSWORD_VERSION, 0]) => Ok(self.ask()),
            (Expected::Status, [PASSWORD_VERSION, _]) => Err(Refusal::Login),
            (Expected::Status, [seen, ..]) => Err(version(PASSWORD_VERSION, *seen)),
            (Expected::Reply, [VERSION, 0, _, kind]) => match *kind {
                V4 => Ok(self.next(Expected::Rest, Vec::new(), 4 + PORT)),
                V6 => Ok(self.next(Expected::Rest, Vec::new(), 16 + PORT)),
                NAME => Ok(self.next(Expected::Length, Vec::new(), 1)),
                kind => Err(Refusal::AddressType(kind)),
            },
            (Expected::Reply, [VERSION, code, ..]) => Err(Refusal::Five(*code)),
            (Expected::Method | Expected::Reply, [seen, ..]) => Err(version(VERSION, *seen)),
            (Expected::Length, [length, ..]) => {
                let rest = usize::from(*length) + PORT;
                Ok(self.next(Expected::Rest, Vec::new(), rest))
            }
            (Expected::Rest, [_, ..]) => Ok(Step::Open),
            (
                Expected::Method
                | Expected::Status
                | Expected::Reply
                | Expected::Length
                | Expected::Rest,
                [],
            ) => Err(Refusal::Ended),
        }
    }

    fn ask(&mut self) -> Step {
        let send = std::mem::take(&mut self.request);
        self.next(Expected::Reply, send, 4)
    }

    fn next(&mut self, expected: Expected, send: Vec<u8>, read: usize) -> Step {
        self.expected = expected;
        Step::Talk { send, read }
    }
}

fn version(wanted: u8, seen: u8) -> Refusal {
    Refusal::Version { wanted, seen }
}
