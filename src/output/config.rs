//! Output settings: plain data, made by `cli` with the terminals already known.

use std::path::PathBuf;

use super::parts::{Descriptor, Wanted};

/// Where a body goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    #[default]
    Stdout,
    /// A file, replaced only on success.
    File(PathBuf),
    /// A descriptor that is open.
    Descriptor(Descriptor),
}

/// How much is said on stderr.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// `-s`: nothing.
    Silent,
    /// `-sS`: failures only.
    Failures,
    /// Failures and warnings.
    #[default]
    Normal,
    /// `-v`: heads, connection and TLS as well.
    Verbose,
}

/// How bodies on stdout are rendered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// JSON is laid out in lines.
    pub pretty: bool,
    /// Colours are used.
    pub colour: bool,
    /// stdout is a terminal: controls are escaped, binary is refused.
    pub terminal: bool,
}

/// Everything about output that is not about one body.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// For bodies on stdout.
    pub style: Style,
    /// `-i`: response heads before the body.
    pub heads: bool,
    /// `-D FILE`: response heads to a file; [`Destination::Stdout`] for `-`.
    pub dump_head: Option<Destination>,
    /// `-s`, `-S`, `-v`.
    pub verbosity: Verbosity,
    /// `--show-secrets`: `-v` masks nothing.
    pub show_secrets: bool,
    /// Colours on stderr.
    pub colour_stderr: bool,
    /// What else is told of each job; `None` is nothing.
    pub wanted: Option<Box<Wanted>>,
}
