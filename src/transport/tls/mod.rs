//! TLS by rustls: trust, handshake, what went wrong in plain words.

use std::path::PathBuf;

pub mod anchor;
pub mod certificate;
pub mod client;
pub mod der;
pub mod explain;
pub mod facts;
pub mod inlet;
pub mod keylog;
pub mod outlet;
pub mod pem;
pub mod pump;
pub mod report;
pub mod roots;
#[cfg(test)]
mod tests;
pub mod trust;
pub mod verify;

pub use client::Client;

/// `--trust`: which roots count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Trust {
    /// The bundled roots and given files; the system's store and the CA variables as well when
    /// these do not know the issuer.
    #[default]
    Any,
    /// The bundled roots (and `--cacert`).
    Bundled,
    /// The system's store and the CA variables (and `--cacert`).
    System,
    /// Only what `--cacert` gives.
    Given,
}

/// Which leg of the way is secured. Each has settings of its own: what is said of origins is never
/// meant for a proxy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Leg {
    /// To the origin, through a tunnel or not.
    #[default]
    Origin,
    /// To an https proxy.
    Proxy,
}

impl Leg {
    /// Who is at its end, for messages.
    pub const fn whom(self) -> &'static str {
        match self {
            Self::Origin => "server",
            Self::Proxy => "proxy",
        }
    }

    /// The flag that gives up verification.
    pub const fn insecure_flag(self) -> &'static str {
        match self {
            Self::Origin => "--insecure",
            Self::Proxy => "--proxy-insecure",
        }
    }

    /// The flag that adds a root.
    pub const fn cacert_flag(self) -> &'static str {
        match self {
            Self::Origin => "--cacert",
            Self::Proxy => "--proxy-cacert",
        }
    }
}

/// TLS settings: plain data.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Which leg they are for.
    pub leg: Leg,
    /// `-k`: no verification at all.
    pub insecure: bool,
    /// `--trust`.
    pub trust: Trust,
    /// `--cacert`: PEM files.
    pub given: Vec<PathBuf>,
    /// Files from `SSL_CERT_FILE`, `CURL_CA_BUNDLE`, `REQUESTS_CA_BUNDLE`, in that order.
    pub variable_files: Vec<PathBuf>,
    /// The directory from `SSL_CERT_DIR`; several are separated as in `PATH`.
    pub variable_dir: Option<PathBuf>,
    /// `SSLKEYLOGFILE`.
    pub key_log: Option<PathBuf>,
}
