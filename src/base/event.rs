//! What lower layers report while they work, as plain data. `output` prints it; nobody below does.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

/// One thing that happened on the way of a request. Byte slices are as they went over the wire.
#[derive(Debug)]
pub enum Event<'a> {
    /// A request is about to be made, on whatever connection.
    Asking {
        method: &'a str,
        uri: fmt::Arguments<'a>,
    },
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
    Connected {
        peer: &'a str,
        took: Duration,
        ends: Ends<'a>,
    },
    /// TLS is up.
    Secured(&'a Secured),
    /// An open connection is used again.
    Reused { peer: &'a str },
    /// A request head as sent.
    RequestHead(&'a [u8]),
    /// The request has gone out whole, with so many bytes of content.
    RequestSent { content: u64 },
    /// The first byte of a response has come.
    FirstByte,
    /// A response head as received (folds undone); interim ones too.
    ResponseHead(&'a [u8]),
    /// A trailer section as received, when there was one.
    Trailers(&'a [u8]),
    /// So many bytes of content have come in all (codings not undone); said now and then, and at
    /// the end.
    Received { content: u64 },
    /// The body has come to its end.
    Ended,
    /// What became of an attempt, and that another follows.
    Retry(&'a str),
    /// An open connection serves no further request, and why.
    Parted(&'a str),
    /// Something that `-v` should tell.
    Note(&'a str),
    /// Something the user should know even without `-v`.
    Warning(&'a str),
}

/// The addresses of a connection's ends: ours, then the peer's. They are asked for when somebody
/// wants to know, because each costs a system call.
#[derive(Clone, Copy)]
pub struct Ends<'a>(pub &'a dyn Fn() -> Option<(SocketAddr, SocketAddr)>);

impl fmt::Debug for Ends<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ends")
    }
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
    /// Whether the server's certificate was verified: not under `--insecure`.
    pub verified: bool,
    /// The certificates that the server showed.
    pub chain: Chain,
}

/// Certificates as they were sent, and how one is read by whoever wants to know more of it.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    /// Each in DER, the server's own first.
    pub certificates: Vec<Vec<u8>>,
    /// Reads one; `None` for what is none.
    pub read: Option<ReadCertificate>,
}

/// Reads a certificate in DER; `None` for what is none.
pub type ReadCertificate = fn(&[u8]) -> Option<CertificateFacts>;

/// What a certificate says. All text is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CertificateFacts {
    /// Whose it is.
    pub subject: String,
    /// Who vouches for it.
    pub issuer: String,
    /// Its serial number, in hexadecimal digits.
    pub serial: String,
    /// Its first second, counted from 1970.
    pub not_before: i64,
    /// Its last second, counted from 1970.
    pub not_after: i64,
    /// The hosts it is for.
    pub names: Vec<String>,
    /// The SHA-256 of all of it, in hexadecimal digits.
    pub sha256: String,
}

/// Someone who is told.
pub trait Observer {
    /// Takes one event; must not block on anything but its own output.
    fn on(&mut self, event: &Event<'_>);

    /// Whether the bytes of the wire are wanted, too. They are then read and written here instead
    /// of being moved inside the kernel.
    fn wants_bytes(&self) -> bool {
        false
    }

    /// Takes bytes as they went over the connection, TLS undone, in the order that they were sent
    /// and received.
    fn bytes(&mut self, direction: Direction, bytes: &[u8]) {
        let _ = (direction, bytes);
    }

    /// Says which connection the bytes that follow go over, by its number within the process.
    fn uses(&mut self, connection: u64) {
        let _ = connection;
    }

    /// Takes bytes of the dialogue with a SOCKS proxy that opens a connection, where bytes are
    /// wanted. What may hold a password is handed over as zeros.
    fn dialogue(&mut self, direction: Direction, bytes: &[u8]) {
        let _ = (direction, bytes);
    }
}

/// Which way bytes went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the peer.
    Out,
    /// From the peer.
    In,
}

/// An observer that does nothing.
pub struct Silent;

impl Observer for Silent {
    fn on(&mut self, _: &Event<'_>) {}
}
