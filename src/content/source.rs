//! Content opened for sending: its pieces in order, its length where that can be known before.
//!
//! Files are opened, and small ones read, when the source is made: before any connection. A
//! regular file on standard input counts from its current offset, since a shell may have read the
//! beginning of it (curl sends such input chunked; its users ask for the length).

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::mem;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::json::Broken;
use crate::content::json_lines::{BrokenLine, Lines};
use crate::http::content::{Content, Piece};
use crate::http::request::Request;

use super::fifo;
use super::memory::Memory;
use super::open::open;
use super::pack::Packed;

/// Content ready to be read once, from its beginning to its end.
#[derive(Debug)]
pub struct Source {
    pieces: VecDeque<Open>,
    length: Option<u64>,
    /// Bytes read or skipped.
    taken: u64,
    /// Where they are counted, too.
    tally: Option<Arc<AtomicU64>>,
}

/// A piece, opened.
#[derive(Debug)]
pub(super) enum Open {
    Bytes {
        bytes: Vec<u8>,
        at: usize,
    },
    Regular {
        file: File,
        left: u64,
        name: String,
    },
    Stream {
        file: File,
        name: String,
        /// Whether it may be that nobody has opened it for writing yet.
        fresh: bool,
    },
    Lines {
        stream: Box<Open>,
        lines: Lines,
    },
    Packed(Box<Packed>),
    Remembered {
        stream: Box<Open>,
        memory: Memory,
    },
}

/// What comes next.
#[derive(Debug)]
pub enum Next<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// So many bytes of a regular file, from its current offset.
    Regular(BorrowedFd<'a>, u64),
    /// Whatever can be read from a pipe, a terminal or a socket, up to its end.
    Stream(BorrowedFd<'a>),
    /// Content that comes by [`Source::read`] alone, which checks or changes it; where that may
    /// have to wait, the descriptor that it waits for.
    Read(Option<BorrowedFd<'a>>),
    /// Nothing more.
    End,
}

/// What this path is as a piece: a regular file can be read again, all else once.
pub fn piece_of(path: PathBuf) -> Piece {
    if path.is_file() {
        Piece::File(path)
    } else {
        Piece::Pipe(path)
    }
}

impl Source {
    /// Opens content; `None` when there is none. What cannot be opened is a usage error.
    pub fn open(content: &Content) -> Result<Option<Self>, Failure> {
        let Content::Pieces(pieces) = content else {
            return Ok(None);
        };
        let pieces = pieces
            .iter()
            .map(open)
            .collect::<Result<VecDeque<_>, _>>()?;
        let length = pieces
            .iter()
            .try_fold(0u64, |sum, piece| sum.checked_add(piece.length()?));
        Ok(Some(Self::new(pieces, length)))
    }

    fn new(pieces: VecDeque<Open>, length: Option<u64>) -> Self {
        Self {
            pieces,
            length,
            taken: 0,
            tally: None,
        }
    }

    /// Opens a request's content, compressed where the request asks for it. What is small is
    /// compressed at once, so that it has a length; no content stays none.
    pub fn of(request: &Request) -> Result<Option<Self>, Failure> {
        let source = match Self::open(&request.content)? {
            Some(source) if request.shape.gzip && source.length != Some(0) => source,
            other => return Ok(other),
        };
        let small = source.length.is_some_and(|length| length <= PACKED_AT_ONCE);
        let (packed, length) = match Packed::new(source) {
            packed if small => {
                let bytes = packed.all()?;
                let length = bytes.len() as u64;
                (Open::Bytes { bytes, at: 0 }, Some(length))
            }
            packed => (Open::Packed(Box::new(packed)), None),
        };
        let pieces = VecDeque::from([packed]);
        Ok(Some(Self::new(pieces, length)))
    }

    /// Has what will be read of pipes remembered, for [`memory::again`](super::memory::again). Of
    /// content that is compressed on the way nothing is.
    pub fn remember(&mut self, content: &Content) -> Vec<Memory> {
        let (Content::Pieces(pieces), mut all) = (content, Vec::new()) else {
            return Vec::new();
        };
        for (piece, open) in pieces.iter().zip(self.pieces.make_contiguous()) {
            if piece.is_spent_by_reading() {
                all.extend(open.remember());
            }
        }
        all
    }

    /// Has what is read and skipped counted where others see it as well.
    pub fn count_into(&mut self, tally: Arc<AtomicU64>) {
        self.tally = Some(tally);
    }

    fn count(&mut self, bytes: usize) {
        self.taken = self.taken.saturating_add(bytes as u64);
        if let Some(tally) = &self.tally {
            tally.store(self.taken, Ordering::Relaxed);
        }
    }

    /// The length of all content, where every piece has one.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// How many bytes of it have been read or skipped.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// What comes next.
    pub fn peek(&mut self) -> Next<'_> {
        while self.pieces.front().is_some_and(Open::is_spent) {
            self.pieces.pop_front();
        }
        self.pieces.front_mut().map_or(Next::End, Open::peek)
    }

    /// Says that `moved` of the next bytes have been sent without coming through
    /// [`Source::read`].
    pub fn skip(&mut self, moved: usize) {
        self.count(moved);
        match self.pieces.front_mut() {
            Some(Open::Bytes { at, .. }) => *at += moved,
            Some(Open::Regular { left, .. }) => *left = left.saturating_sub(moved as u64),
            Some(
                Open::Stream { .. }
                | Open::Lines { .. }
                | Open::Packed(_)
                | Open::Remembered { .. },
            )
            | None => {}
        }
    }

    /// Reads some of what comes next; 0 at the end of everything. Blocks where [`Next::Stream`]
    /// has nothing yet.
    pub fn read(&mut self, into: &mut [u8]) -> Result<usize, Failure> {
        loop {
            let Some(piece) = self.pieces.front_mut() else {
                return Ok(0);
            };
            let read = piece.read(into)?;
            self.count(read);
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            self.pieces.pop_front();
        }
    }

    /// The error of a regular file that ended before the length it had when it was opened.
    pub fn shrank(&self) -> Failure {
        shrank(self.pieces.front().map_or("a file", |piece| piece.name()))
    }
}

impl Open {
    fn peek(&mut self) -> Next<'_> {
        match self {
            Self::Remembered { stream, memory } => match memory.is_open() {
                true => Next::Read(stream.descriptor().map(File::as_fd)),
                false => stream.peek(),
            },
            Self::Lines { stream, .. } => match stream.descriptor() {
                Some(file) => Next::Read(Some(File::as_fd(file))),
                None => Next::End,
            },
            Self::Bytes { bytes, at } => Next::Bytes(bytes.get(*at..).unwrap_or_default()),
            Self::Regular { file, left, .. } => Next::Regular(File::as_fd(file), *left),
            Self::Stream { file, .. } => Next::Stream(File::as_fd(file)),
            Self::Packed(packed) => Next::Read(packed.awaits()),
        }
    }

    fn remember(&mut self) -> Option<Memory> {
        match self {
            Self::Bytes { bytes, .. } => Some(Memory::Whole(bytes.clone())),
            Self::Regular { file, .. } => file.stream_position().ok().map(Memory::From),
            Self::Stream { .. } | Self::Lines { .. } => {
                let empty = Self::Bytes {
                    bytes: Vec::new(),
                    at: 0,
                };
                let stream = Box::new(mem::replace(self, empty));
                let memory = Memory::new();
                let told = memory.clone();
                *self = Self::Remembered { stream, memory };
                Some(told)
            }
            Self::Remembered { memory, .. } => Some(memory.clone()),
            Self::Packed(_) => None,
        }
    }

    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes { bytes, .. } => Some(bytes.len() as u64),
            Self::Regular { left, .. } => Some(*left),
            Self::Stream { .. }
            | Self::Lines { .. }
            | Self::Packed(_)
            | Self::Remembered { .. } => None,
        }
    }

    fn descriptor(&self) -> Option<&File> {
        match self {
            Self::Regular { file, .. } | Self::Stream { file, .. } => Some(file),
            Self::Lines { stream, .. } | Self::Remembered { stream, .. } => stream.descriptor(),
            Self::Bytes { .. } | Self::Packed(_) => None,
        }
    }

    fn is_spent(&self) -> bool {
        match self {
            Self::Bytes { bytes, at } => *at >= bytes.len(),
            Self::Regular { left, .. } => *left == 0,
            Self::Stream { .. } | Self::Lines { .. } | Self::Remembered { .. } => false,
            Self::Packed(packed) => packed.is_spent(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Bytes { .. } | Self::Packed(_) => "the given data",
            Self::Regular { name, .. } | Self::Stream { name, .. } => name,
            Self::Lines { stream, .. } | Self::Remembered { stream, .. } => stream.name(),
        }
    }

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Failure> {
        match self {
            Self::Bytes { bytes, at } => {
                let rest = bytes.get(*at..).unwrap_or_default();
                let count = rest.len().min(into.len());
                let (Some(from), Some(to)) = (rest.get(..count), into.get_mut(..count)) else {
                    return Ok(0);
                };
                to.copy_from_slice(from);
                *at += count;
                Ok(count)
            }
            Self::Regular { file, left, name } => {
                let most = usize::try_from(*left).map_or(into.len(), |left| left.min(into.len()));
                let read = read(file, into.get_mut(..most).unwrap_or_default(), name)?;
                *left -= read as u64;
                // What follows must not be taken for the rest of it.
                if read == 0 && most > 0 {
                    return Err(shrank(name));
                }
                Ok(read)
            }
            Self::Stream { file, name, fresh } => {
                if mem::take(fresh) {
                    fifo::wait(file).map_err(|error| unread(name, error))?;
                }
                read(file, into, name)
            }
            Self::Lines { stream, lines } => {
                let read = stream.read(into)?;
                let done = match into.get(..read) {
                    Some(piece) if read > 0 => lines.push(piece),
                    _ => mem::take(lines).finish(),
                };
                done.map_err(|wrong| not_json(stream.name(), &wrong))?;
                Ok(read)
            }
            Self::Packed(packed) => packed.read(into),
            Self::Remembered { stream, memory } => {
                let read = stream.read(into)?;
                if !into.is_empty() {
                    memory.take(into.get(..read).unwrap_or_default());
                }
                Ok(read)
            }
        }
    }
}

fn not_json(name: &str, wrong: &BrokenLine) -> Failure {
    let Broken { column, why, .. } = wrong.broken;
    let line = wrong.line;
    Failure::new(
        Kind::ReadSource,
        format_args!("{name} is not JSON lines: {why} at line {line} column {column}"),
    )
    .hint("the request was not completed")
}

fn shrank(name: &str) -> Failure {
    Failure::new(
        Kind::ReadSource,
        format_args!("{name} became shorter while it was sent"),
    )
    .hint("the request was not completed; send it again when the file is at rest")
}

fn read(file: &mut File, into: &mut [u8], name: &str) -> Result<usize, Failure> {
    loop {
        match file.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done.map_err(|error| unread(name, error)),
        }
    }
}

fn unread(name: &str, error: io::Error) -> Failure {
    Failure::io(Kind::ReadSource, format_args!("reading {name}"), error)
}

/// Content up to this size is compressed before it is sent.
const PACKED_AT_ONCE: u64 = limits::BUFFER_BYTES as u64;

#[cfg(test)]
#[path = "source_tests.rs"]
mod tests;
