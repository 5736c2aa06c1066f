//! Settings of the client: plain data.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use super::cookies::Config as Cookies;
use super::redirect::Policy;
use crate::base::deadline::Speed;
use crate::transport;

/// Limits on time and speed; `None` is unlimited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// `--max-time`: from the start to the last byte, for each URL.
    pub total: Option<Duration>,
    /// `--connect-timeout`: name, connection and TLS.
    pub connect: Option<Duration>,
    /// `--idle-timeout`: silence of the peer.
    pub idle: Option<Duration>,
    /// `--limit-rate`, `--speed-limit`.
    pub speed: Speed,
}

/// How requests are carried out.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// How peers are reached.
    pub transport: transport::Config,
    /// Limits on time.
    pub limits: Limits,
    /// `--max-filesize`, in bytes of content as delivered (codings undone).
    pub max_size: Option<u64>,
    /// Cookies to send, and what becomes of those that are received.
    pub cookies: Option<Box<Cookies>>,
    /// How redirects are followed; `None` is not at all.
    pub redirects: Option<Policy>,
    /// Where content that comes in is counted, byte by byte, while somebody looks on.
    pub tally: Option<Arc<AtomicU64>>,
    /// `--raw`: content codings are left as they are.
    pub raw: bool,
}
