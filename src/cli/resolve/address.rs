//! The near end of connections, and their speed.

use std::ffi::OsStr;
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::time::Duration;

use crate::base::deadline::{Least, Speed};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::cli::args::{address as flags, network};
use crate::cli::files::os_string;
use crate::cli::given::{Given, bad_value};
use crate::cli::values;
use crate::http::origin::Host;
use crate::http::uri::parse_host;
use crate::transport::local::{Local, index, interfaces};

/// The Unix socket to connect to. The name of an abstract one begins with NUL, as the kernel has it.
pub(super) fn unix_socket(given: &Given) -> Option<PathBuf> {
    if let Some(name) = given.last(&flags::ABSTRACT_SOCKET) {
        let name = [b"\0", name.as_encoded_bytes()].concat();
        return Some(PathBuf::from(os_string(&name)));
    }
    given.last(&network::UNIX_SOCKET).map(PathBuf::from)
}

/// `--interface`. A plain word is an interface where there is one of that name, as with curl.
pub(super) fn local(given: &Given) -> Result<Option<Local>, Failure> {
    let Some(value) = given.last(&flags::INTERFACE) else {
        return Ok(None);
    };
    let expected = "an interface, an address or a host name";
    let text = value.to_str().filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| bad_value(&flags::INTERFACE, value, expected))?;
    let host = |text: &str| near_host(text).ok_or_else(|| unknown(value));
    let device = |text: &str| match index(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(unknown(OsStr::new(text))),
    };
    let (name, address) = match text.split_once('!') {
        Some(("if", name)) => (Some(device(name)?), None),
        Some(("host", name)) => (None, Some(host(name)?)),
        Some(("ifhost", both)) => {
            let (name, address) = both.split_once('!').ok_or_else(|| unknown(value))?;
            (Some(device(name)?), Some(host(address)?))
        }
        Some(_) => return Err(bad_value(&flags::INTERFACE, value, expected)),
        None if index(text).is_some() => (Some(text.to_owned()), None),
        // A word without a dot is a mistyped interface far more often than a host.
        None if text.contains(['.', ':']) || text == "localhost" => (None, Some(host(text)?)),
        None => return Err(unknown(value)),
    };
    Ok(Some(Local {
        device: name,
        host: address,
    }))
}

fn near_host(text: &str) -> Option<Host> {
    match text.parse() {
        Ok(address) => Some(Host::Address(address)),
        Err(_) => parse_host(text).ok(),
    }
}

fn unknown(value: &OsStr) -> Failure {
    let shown = excerpt(value.as_encoded_bytes());
    let failure = Failure::usage(format!("--interface: there is no interface '{shown}'"));
    match interfaces().as_slice() {
        [] => failure.hint("give an address of this machine"),
        names => failure.hint(format!("the interfaces are {}", names.join(", "))),
    }
}

/// A number of bytes without the `B` that curl lets stand behind it.
fn bare(text: &str) -> &str {
    let number = text.strip_suffix(['b', 'B']);
    let number = number.filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    number.unwrap_or(text)
}

/// The limits on speed. curl's defaults: 30 seconds, one byte.
pub(super) fn speed(given: &Given) -> Result<Speed, Failure> {
    let rate = |flag| {
        let expected = "a number of bytes a second, such as 500, 200k or 1M";
        given.parse(flag, expected, |text| match text {
            "0" => Some(None),
            text => values::size(bare(text)).map(NonZeroU64::new),
        })
    };
    let over = given.parse(
        &flags::SPEED_TIME,
        "a time above zero, such as 30 or 500ms",
        values::duration,
    )?;
    let least = match (rate(&flags::SPEED_LIMIT)?, over) {
        (None, None) | (Some(None), _) => None,
        (None, Some(_)) => Some(NonZeroU64::MIN),
        (Some(rate), _) => rate,
    };
    Ok(Speed {
        most: rate(&flags::LIMIT_RATE)?.flatten(),
        least: least.map(|rate| Least {
            rate,
            over: over.unwrap_or(Duration::from_secs(30)),
        }),
    })
}
