//! What those are shown who look at the wire: runs of bytes that know what they are part of, which
//! connection they went over, and where in it.
//!
//! Which byte is what is found by `run::look`, which knows the codec; how it is shown is up to each
//! [`Look`]: `transcript_bodies`, `trace`, `record_file`, `har`.

use std::path::PathBuf;
use std::time::Duration;

use crate::base::event::{Direction, Event};

/// What is to be seen of the wire, and where: plain data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// `-vv`: bodies on stderr.
    pub bodies: bool,
    /// `--trace`, `--trace-ascii`.
    pub trace: Option<Trace>,
    /// `--record`
    pub record: Option<PathBuf>,
    /// `--har`
    pub har: Option<PathBuf>,
}

/// A trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// A file, or `-` for stdout.
    pub to: PathBuf,
    /// Whether bytes are shown as hexadecimal digits as well.
    pub hex: bool,
}

/// What a run of bytes is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A line of a head.
    Head,
    /// A chunk-size line.
    ChunkSize,
    /// The last-chunk's line.
    LastChunk,
    /// Content.
    Content,
    /// The line end behind chunk data.
    ChunkEnd,
    /// A line of the trailer section.
    Trailers,
    /// The dialogue with a SOCKS proxy.
    Socks,
    /// Nothing that belongs there.
    Stray,
}

impl Role {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::ChunkSize => "chunk-size",
            Self::LastChunk => "last-chunk",
            Self::Content => "content",
            Self::ChunkEnd => "end of chunk",
            Self::Trailers => "trailers",
            Self::Socks => "SOCKS",
            Self::Stray => "not part of any message",
        }
    }
}

/// A run of bytes. Lines of heads and framing come whole, unless the connection ended in them.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Since the run began.
    pub at: Duration,
    /// The connection's number, from 1.
    pub connection: u64,
    /// Which way.
    pub direction: Direction,
    /// Where the bytes are in the stream of that direction, TLS undone.
    pub offset: u64,
    /// What they are.
    pub role: Role,
    /// They belong to the dialogue with a proxy, not to the exchange.
    pub proxy: bool,
    /// Some of them are stars in the place of secrets.
    pub masked: bool,
    /// The bytes.
    pub bytes: &'a [u8],
}

/// Someone who looks.
pub trait Look {
    /// Takes a run of bytes.
    fn part(&mut self, part: &Part<'_>);

    /// Takes an event, at an instant since the run began, on a connection where there is one.
    fn event(&mut self, at: Duration, connection: Option<u64>, event: &Event<'_>);

    /// Nothing more comes of this job.
    fn done(&mut self) {}
}

/// `>` or `<`.
pub const fn mark(direction: Direction) -> char {
    match direction {
        Direction::Out => '>',
        Direction::In => '<',
    }
}
