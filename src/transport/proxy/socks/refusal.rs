//! Why a SOCKS proxy does not open the way, in words: its own reply codes (RFC 1928 section 6), or
//! what is wrong with its answer.

use std::error::Error;
use std::fmt;

use super::{NOT_SOCKS, Target};
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// A way that was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A non-zero reply of SOCKS 5.
    Five(u8),
    /// A reply of SOCKS 4 other than "granted".
    Four(u8),
    /// The proxy chose a method of authentication that was not offered.
    Method(u8),
    /// The proxy refused user and password.
    Login,
    /// An answer that begins with another number than that of its version.
    Version {
        /// The number it should begin with.
        wanted: u8,
        /// The number it begins with.
        seen: u8,
    },
    /// A reply with an address of a type that there is not.
    AddressType(u8),
    /// The connection ended before the answer was whole.
    Ended,
    /// What was asked for has no form in the proxy's protocol.
    Unsayable,
    /// The proxy is none of SOCKS.
    NoSocks,
}

impl Refusal {
    /// As a failure of asking for a target, with or without a login.
    pub(super) fn failure(self, target: &Target, login: bool) -> Failure {
        let kind = match self {
            Self::NoSocks => Kind::Internal,
            Self::Five(_)
            | Self::Four(_)
            | Self::Method(_)
            | Self::Login
            | Self::Version { .. }
            | Self::AddressType(_)
            | Self::Ended
            | Self::Unsayable => Kind::Proxy,
        };
        let failure = Failure::caused(kind, self)
            .context(format_args!("asking for a connection to {target}"));
        match self.hint(login) {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }

    fn hint(self, login: bool) -> Option<&'static str> {
        match self {
            Self::Method(0xff) if !login => Some("give it a login with --proxy-user USER:PASSWORD"),
            Self::Method(_) => Some("verb knows no login, and user and password (RFC 1929)"),
            Self::Login => Some("check the user and the password of the proxy"),
            Self::Version { .. } | Self::AddressType(_) | Self::Ended => Some(NOT_SOCKS),
            Self::Five(2) => Some("the proxy's own rules decide that; ask whoever runs it"),
            Self::Five(8) => Some("-4 or -6 chooses another family, socks5h:// sends the name"),
            Self::Five(_) | Self::Four(_) => Some("check the URL's host and port"),
            Self::Unsayable => Some("use socks5h:// if the proxy speaks it"),
            Self::NoSocks => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Five(code) => return write!(f, "{} (reply {code})", five(*code)),
            Self::Four(code) => return write!(f, "{} (reply {code})", four(*code)),
            Self::Method(0xff) => "the proxy accepts no way to log in that was offered",
            Self::Method(method) => {
                return write!(
                    f,
                    "the proxy chose the method {method}, which was not offered"
                );
            }
            Self::Version { wanted, seen } => {
                return write!(
                    f,
                    "the answer is no SOCKS: it begins with the byte {seen} instead of {wanted}"
                );
            }
            Self::AddressType(kind) => {
                return write!(f, "the reply has an address of the unknown type {kind}");
            }
            Self::Login => "the proxy refused the user or the password",
            Self::Ended => "the proxy closed the connection before its answer was whole",
            Self::Unsayable => "the proxy's version of SOCKS cannot be asked for that",
            Self::NoSocks => "the proxy is not one of SOCKS",
        };
        f.write_str(text)
    }
}

impl Error for Refusal {}

fn five(code: u8) -> &'static str {
    match code {
        1 => "general failure of the proxy",
        2 => "not allowed by the proxy's rules",
        3 => "network unreachable",
        4 => "host unreachable",
        5 => "connection refused",
        6 => "the time to live expired",
        7 => "the proxy does not know the command",
        8 => "the proxy does not know the type of address",
        _ => "refused for a reason that has no name",
    }
}

fn four(code: u8) -> &'static str {
    match code {
        91 => "rejected or failed",
        92 => "rejected because the proxy cannot ask identd on this machine",
        93 => "rejected because identd here names another user",
        _ => "refused for a reason that has no name",
    }
}
