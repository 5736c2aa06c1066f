//! What lower layers report while they work, as plain data. `output` prints it; nobody below does.

use std::net::SocketAddr;
use std::time::Duration;

/// One thing that happened on the way of a request. Byte slices are as they went over the wire.
#[derive(Debug)]
pub enum Event<'a> {
    /// A host name was looked up.
    Resolved {
        host: &'a str,
        addresses: &'a [SocketAddr],
        took: Duration,
    },
    /// A connection attempt begins.
    Connecting { peer: &'a str },
    /// An attempt failed; others may follow.
    AttemptFailed { peer: &'a str, why: &'a str },
    /// The transport is open.
    Connected { peer: &'a str, took: Duration },
    /// TLS is up.
    Secured(&'a Secured),
    /// An open connection is used again.
    Reused { peer: &'a str },
    /// A request head as sent.
    RequestHead(&'a [u8]),
    /// A response head as received (folds undone); interim ones too.
    ResponseHead(&'a [u8]),
    /// A trailer section as received, when there was one.
    Trailers(&'a [u8]),
    /// What became of an attempt, and that another follows.
    Retry(&'a str),
    /// Something that `-v` should tell.
    Note(&'a str),
    /// Something the user should know even without `-v`.
    Warning(&'a str),
}

/// Facts of a finished TLS handshake.
#[derive(Debug, Clone, Default)]
pub struct Secured {
    /// `TLSv1.3` or `TLSv1.2`.
    pub version: String,
    /// The cipher suite's IANA name.
    pub suite: String,
    /// The protocol agreed on by ALPN, if any.
    pub alpn: Option<String>,
    /// Subject, issuer and last day of the server's certificate, in words.
    pub certificate: Option<String>,
    /// How the certificate was trusted: by the bundled roots, the system's, a file, or not at all.
    pub trust: String,
    /// Whether a session of an earlier connection of this run was resumed.
    pub resumed: bool,
    /// How long the handshake took.
    pub took: Duration,
}

/// Someone who is told.
pub trait Observer {
    /// Takes one event; must not block on anything but its own output.
    fn on(&mut self, event: &Event<'_>);
}

/// An observer that does nothing.
pub struct Silent;

impl Observer for Silent {
    fn on(&mut self, _: &Event<'_>) {}
}
