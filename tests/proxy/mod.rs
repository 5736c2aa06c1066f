//! Proxies: which one is used, what it is told, what becomes of what it says.

mod curl;
mod environment;
mod forward;
mod installed;
mod redirected;
mod refusal;
mod secure;
mod tunnel;
mod words;

use std::time::Instant;

use crate::support::Peer;
use crate::support::latch::PATIENCE;
use crate::support::tls::Authority;

/// The answer that opens a tunnel.
const OPEN: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// An authority, and a server that it vouches for under these names.
fn trusted(names: &[&str]) -> (Authority, std::sync::Arc<rustls::ServerConfig>) {
    let authority = Authority::new("proxied");
    let config = authority.good(names).server();
    (authority, config)
}

/// A peer that answers a TLS handshake in plain text.
fn no_tls() -> Peer {
    Peer::tcp(|talk| {
        talk.more(Instant::now() + PATIENCE)?;
        talk.send("HTTP/1.1 400 Bad\r\n\r\n")
    })
}
