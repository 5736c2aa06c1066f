//! Cookies (RFC 6265bis): what servers set, what the user typed, which of it a request carries.
//!
//! Everything here is a function of its arguments: `run` reads and writes the files, and the time
//! is handed in. `set_cookie` takes a field line apart, [`cookie`] says which cookies there can
//! be, [`jar`] and `stored` store and match them, `file` knows the formats of files, `typed` what `-b`
//! gives in words.

use std::path::PathBuf;

use crate::base::secret::Secret;
use crate::http::uri::Uri;

pub mod cookie;
pub mod date;
pub mod file;
pub mod jar;
#[cfg(test)]
mod jar_tests;
mod set_cookie;
mod stored;
mod suffix;
mod typed;

pub use jar::Jar;
pub use typed::{Reach, Typed};

/// What the user asked for; a run without any of it has no jar.
#[derive(Debug, Clone)]
pub struct Config {
    /// The first URL: whose the typed cookies are.
    pub home: Uri,
    /// `-b NAME=VALUE; …`, one for each use.
    pub typed: Vec<Secret>,
    /// `-b FILE`
    pub files: Vec<PathBuf>,
    /// `-c`
    pub save: Option<Save>,
    /// Whether cookies that servers set are taken: a file of either kind is named, or `-b ''`.
    pub engine: bool,
    /// `--junk-session-cookies`: those without an expiry date are left out when a file is read.
    pub junk_session: bool,
}

/// Where cookies go in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Save {
    /// `-c -`
    Stdout,
    /// `-c FILE`
    File(PathBuf),
}
