//! Output settings: plain data, made by `cli` with the terminals already known.

use std::path::PathBuf;
use std::sync::Arc;

use super::progress::Way;

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
    /// A new file, named by the URL or the server.
    Named(Box<Named>),
}

/// `-O`: a file that takes nobody's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// `--output-dir`, or the current directory.
    pub directory: PathBuf,
    /// The name in the URL, made harmless.
    pub name: String,
    /// `-J`: the name in the response is preferred.
    pub by_server: bool,
}

impl Named {
    /// The file, as long as nobody has taken its name.
    pub fn path(&self) -> PathBuf {
        self.directory.join(&self.name)
    }
}

/// What is asked of a body and its file beside its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Care {
    /// `--create-dirs`
    pub create_dirs: bool,
    /// `--no-clobber`
    pub no_clobber: bool,
    /// `-R`: the file gets the time of `Last-Modified`.
    pub remote_time: bool,
    /// `--sha256`
    pub sha256: Option<[u8; 32]>,
    /// `-C`
    pub start: Start,
}

/// Where a download begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Start {
    /// At its beginning.
    #[default]
    Beginning,
    /// `-C -`: after what the file holds; what comes is kept when the download breaks off.
    Held,
    /// `-C N`: after so many bytes.
    At(u64),
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

/// What becomes of bodies that a style would render.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Bodies {
    /// They are rendered.
    #[default]
    Rendered,
    /// `--raw`: they are passed on as they are, even to a terminal.
    Raw,
}

/// Everything about output that is not about one body.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// For bodies on stdout.
    pub style: Style,
    /// Whether that holds for them.
    pub bodies: Bodies,
    /// `-i`: response heads before the body.
    pub heads: bool,
    /// `-D FILE`: response heads to a file; [`Destination::Stdout`] for `-`.
    pub dump_head: Option<Destination>,
    /// A body's last line is ended on a terminal: a prompt follows.
    pub prompted: bool,
    /// The line of a session that failures are told of.
    pub line: Option<u64>,
    /// `-s`, `-S`, `-v`.
    pub verbosity: Verbosity,
    /// `--show-secrets`: `-v` masks nothing.
    pub show_secrets: bool,
    /// Colours on stderr.
    pub colour_stderr: bool,
    /// `-vv`, `--trace`, `--record`, `--har`: what is seen of the wire.
    pub look: Option<Arc<super::look::Config>>,
    /// How it is shown how far the run has come; `None` is not at all.
    pub progress: Option<Way>,
    /// What else is told of each job; `None` is nothing.
    pub wanted: Option<Box<Wanted>>,
}
