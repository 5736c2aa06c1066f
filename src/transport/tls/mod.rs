//! TLS by rustls: trust, handshake, what went wrong in plain words.

use std::path::PathBuf;

use rustls::CipherSuite;

use crate::http::origin::Origin;

pub mod anchor;
pub mod certificate;
pub mod client;
pub mod demand;
pub mod der;
pub mod explain;
pub mod facts;
pub mod identity;
pub mod inlet;
pub mod key;
pub mod keylog;
pub mod outlet;
pub mod pbes2;
pub mod pem;
pub mod pin;
pub mod pump;
pub mod report;
pub mod roots;
pub mod sessions;
pub mod settings;
pub mod suites;
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

/// A version that can be spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// RFC 5246.
    Tls12,
    /// RFC 8446.
    Tls13,
}

/// `--tlsv1.2`, `--tlsv1.3`, `--tls-max`: which versions are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// The first that is spoken.
    pub least: Version,
    /// The last that is spoken; not before the first.
    pub most: Version,
}

impl Default for Versions {
    fn default() -> Self {
        Self {
            least: Version::Tls12,
            most: Version::Tls13,
        }
    }
}

/// TLS settings: plain data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// `--capath`: directories of PEM files.
    pub directories: Vec<PathBuf>,
    /// `--cert`, `--key`, `--pass`.
    pub identity: Option<identity::Given>,
    /// Whom the client certificate may be shown: the origins of the typed URLs, and nobody else.
    pub identity_for: Vec<Origin>,
    /// `--pinnedpubkey`.
    pub pins: Option<pin::Pins>,
    /// `--tlsv1.2`, `--tlsv1.3`, `--tls-max`.
    pub versions: Versions,
    /// `--ciphers`, `--tls13-ciphers`, in the user's order. A version that none of them is for has
    /// its usual ones.
    pub suites: Vec<CipherSuite>,
}
