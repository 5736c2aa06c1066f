//! What the system says about a failed connection, in words and without numbers.

use std::io::{Error, ErrorKind};

/// An I/O error in plain words: "connection refused", not "Connection refused (os error 111)".
pub fn of(error: &Error) -> String {
    match KNOWN.contains(&error.kind()) {
        true => error.kind().to_string(),
        // Others keep the system's sentence: their kind says less than their text.
        false => error.to_string(),
    }
}

/// What to try when nobody could be connected to at a port.
pub fn hint(error: &Error, port: u16) -> String {
    let found = HINTS.iter().find(|(kind, _)| *kind == error.kind());
    match found {
        Some((ErrorKind::ConnectionRefused, hint)) => format!("{hint} {port}?"),
        Some((_, hint)) => (*hint).to_owned(),
        None => "check the host, the port and the network".to_owned(),
    }
}

/// Kinds whose own words tell the whole story.
const KNOWN: [ErrorKind; 11] = [
    ErrorKind::ConnectionRefused,
    ErrorKind::ConnectionReset,
    ErrorKind::ConnectionAborted,
    ErrorKind::HostUnreachable,
    ErrorKind::NetworkUnreachable,
    ErrorKind::NetworkDown,
    ErrorKind::AddrNotAvailable,
    ErrorKind::PermissionDenied,
    ErrorKind::BrokenPipe,
    ErrorKind::TimedOut,
    ErrorKind::UnexpectedEof,
];

const NO_WAY: &str = "there is no way to that address from here; check the network, or choose a \
                      family with -4 or -6";

const HINTS: [(ErrorKind, &str); 6] = [
    (
        ErrorKind::ConnectionRefused,
        "is the server running, and does it listen on port",
    ),
    (ErrorKind::HostUnreachable, NO_WAY),
    (ErrorKind::NetworkUnreachable, NO_WAY),
    (ErrorKind::NetworkDown, NO_WAY),
    (
        ErrorKind::PermissionDenied,
        "a firewall or a sandbox forbids the connection",
    ),
    (
        ErrorKind::TimedOut,
        "the peer does not answer; a firewall may drop what is sent to it",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::io::Errno;

    #[test]
    fn a_refusal_is_told_without_its_number() {
        let refused = Error::from(Errno::CONNREFUSED);
        assert_eq!(of(&refused), "connection refused");
        assert!(hint(&refused, 8080).ends_with("listen on port 8080?"));
        let odd = Error::from(Errno::PROTOTYPE);
        assert_eq!(of(&odd), odd.to_string());
    }
}
