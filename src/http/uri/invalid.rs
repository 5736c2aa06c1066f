//! Why a text is no URI that can be used. Nothing of the text is repeated here but a scheme's
//! name: it may hold a password.

use std::error::Error;
use std::fmt;

use url::ParseError;

use crate::base::limits;

/// What is wrong with a URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invalid {
    /// Longer than [`limits::URL_BYTES`].
    TooLong,
    /// A raw control character.
    Control(u8),
    /// A space at the beginning or the end.
    OuterSpace,
    /// No scheme, where one is needed.
    NoScheme,
    /// A scheme other than `http` and `https`.
    Scheme(String),
    /// `http:` without `//` after it.
    NoSlashes,
    /// Nothing where the host should be.
    EmptyHost,
    /// `user:password@` before the host.
    Userinfo,
    /// A backslash that ends the authority or stands in it.
    Backslash,
    /// A space in the authority.
    Space,
    /// Not empty, not a decimal number from 1 to 65535.
    Port,
    /// Brackets around something else, unbalanced, or followed by something else than a port.
    Brackets,
    /// An IPv6 address without brackets.
    BareIpv6,
    /// An IPv6 zone identifier that names no interface, or stands where none is taken.
    Zone,
    /// Numbers that are no IPv4 address.
    Ipv4,
    /// A name that is no host name: characters, empty labels, broken IDNA.
    Host,
    /// A label of more than 63 bytes or a name of more than 253.
    HostLength,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::TooLong => return write!(f, "it is longer than {} bytes", limits::URL_BYTES),
            Self::Control(byte) => {
                return write!(f, "it holds the control character \\x{byte:02x}");
            }
            Self::Scheme(name) => return write!(f, "the scheme {name} is not http or https"),
            Self::OuterSpace => "it begins or ends with a space",
            Self::NoScheme => "it has no scheme",
            Self::NoSlashes => "the scheme is not followed by //",
            Self::EmptyHost => "it names no host",
            Self::Userinfo => "it holds credentials (user:password@)",
            Self::Backslash => "there is a backslash in or after the host",
            Self::Space => "there is a space in the host",
            Self::Port => "the port is not a number from 1 to 65535",
            Self::Brackets => "brackets may only hold an IPv6 address, with :PORT after them",
            Self::BareIpv6 => "an IPv6 address needs brackets around it",
            Self::Zone => "the IPv6 zone names no interface of this machine",
            Self::Ipv4 => "the host ends in a number but is no IPv4 address",
            Self::Host => "the host is not a valid name",
            Self::HostLength => "the host is too long (63 bytes a label, 253 in all)",
        };
        f.write_str(text)
    }
}

impl Error for Invalid {}

/// The library's error about an authority that passed our checks.
pub(super) fn from_library(error: ParseError, authority: &str) -> Invalid {
    let known = [
        (ParseError::InvalidIpv4Address, Invalid::Ipv4),
        (ParseError::InvalidIpv6Address, Invalid::Brackets),
        (ParseError::InvalidPort, Invalid::Port),
        (ParseError::EmptyHost, Invalid::EmptyHost),
    ];
    let found = known.into_iter().find(|(theirs, _)| *theirs == error);
    match found {
        Some((_, ours)) => ours,
        // The IDNA library reports a name that is too long as broken.
        None if error == ParseError::IdnaError && authority.len() > 253 => Invalid::HostLength,
        None => Invalid::Host,
    }
}
