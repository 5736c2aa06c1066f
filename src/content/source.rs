//! Content opened for sending: its pieces in order, its length where that can be known before.
//!
//! Files are opened, and small ones read, when the source is made: before any connection. A
//! regular file on standard input counts from its current offset, since a shell may have read the
//! beginning of it (curl sends such input chunked; its users ask for the length).

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::json::Broken;
use crate::content::json_lines::{BrokenLine, Lines};
use crate::http::content::{Content, Piece};
use crate::http::request::Request;

use super::pack::Packed;

/// Content ready to be read once, from its beginning to its end.
#[derive(Debug)]
pub struct Source {
    pieces: VecDeque<Open>,
    length: Option<u64>,
}

#[derive(Debug)]
enum Open {
    Bytes { bytes: Vec<u8>, at: usize },
    Regular { file: File, left: u64, name: String },
    Stream { file: File, name: String },
    Lines { stream: Box<Open>, lines: Lines },
    Packed(Box<Packed>),
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
        Ok(Some(Self { pieces, length }))
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
        Ok(Some(Self { pieces, length }))
    }

    /// The length of all content, where every piece has one.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// What comes next.
    pub fn peek(&mut self) -> Next<'_> {
        while self.pieces.front().is_some_and(Open::is_spent) {
            self.pieces.pop_front();
        }
        match self.pieces.front_mut() {
            None => Next::End,
            Some(Open::Lines { stream, .. }) => match stream.descriptor() {
                Some(file) => Next::Read(Some(File::as_fd(file))),
                None => Next::End,
            },
            Some(Open::Bytes { bytes, at }) => Next::Bytes(bytes.get(*at..).unwrap_or_default()),
            Some(Open::Regular { file, left, .. }) => Next::Regular(File::as_fd(file), *left),
            Some(Open::Stream { file, .. }) => Next::Stream(File::as_fd(file)),
            Some(Open::Packed(packed)) => Next::Read(packed.awaits()),
        }
    }

    /// Says that `moved` of the next bytes have been sent without coming through
    /// [`Source::read`].
    pub fn skip(&mut self, moved: usize) {
        match self.pieces.front_mut() {
            Some(Open::Bytes { at, .. }) => *at += moved,
            Some(Open::Regular { left, .. }) => *left = left.saturating_sub(moved as u64),
            Some(Open::Stream { .. } | Open::Lines { .. } | Open::Packed(_)) | None => {}
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
    fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes { bytes, .. } => Some(bytes.len() as u64),
            Self::Regular { left, .. } => Some(*left),
            Self::Stream { .. } | Self::Lines { .. } | Self::Packed(_) => None,
        }
    }

    fn descriptor(&self) -> Option<&File> {
        match self {
            Self::Regular { file, .. } | Self::Stream { file, .. } => Some(file),
            Self::Lines { stream, .. } => stream.descriptor(),
            Self::Bytes { .. } | Self::Packed(_) => None,
        }
    }

    fn is_spent(&self) -> bool {
        match self {
            Self::Bytes { bytes, at } => *at >= bytes.len(),
            Self::Regular { left, .. } => *left == 0,
            Self::Stream { .. } | Self::Lines { .. } => false,
            Self::Packed(packed) => packed.is_spent(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Bytes { .. } | Self::Packed(_) => "the given data",
            Self::Regular { name, .. } | Self::Stream { name, .. } => name,
            Self::Lines { stream, .. } => stream.name(),
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
            Self::Stream { file, name } => read(file, into, name),
            Self::Lines { stream, lines } => {
                let read = stream.read(into)?;
                let done = match into.get(..read) {
                    Some(piece) if read > 0 => lines.push(piece),
                    _ => std::mem::take(lines).finish(),
                };
                done.map_err(|wrong| not_json(stream.name(), &wrong))?;
                Ok(read)
            }
            Self::Packed(packed) => packed.read(into),
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
            done => {
                return done.map_err(|error| {
                    Failure::io(Kind::ReadSource, format_args!("reading {name}"), error)
                });
            }
        }
    }
}

fn open(piece: &Piece) -> Result<Open, Failure> {
    match piece {
        Piece::Bytes(bytes) => Ok(Open::Bytes {
            bytes: bytes.clone(),
            at: 0,
        }),
        Piece::File(path) | Piece::Pipe(path) => {
            let name = escape::path(path);
            let file = File::open(path).map_err(|error| unreadable(path, &error))?;
            classify(file, name)
        }
        Piece::Stdin => {
            let stdin = rustix::stdio::stdin().try_clone_to_owned();
            let file = stdin.map_err(|error| unreadable(Path::new("standard input"), &error))?;
            classify(File::from(file), "standard input".to_owned())
        }
        Piece::Spooled(spooled) => {
            let name = "what came through a pipe";
            let wrong =
                |error| Failure::io(Kind::ReadSource, format_args!("reading {name}"), error);
            let mut file = spooled.file().try_clone().map_err(wrong)?;
            file.seek(SeekFrom::Start(0)).map_err(wrong)?;
            classify(file, name.to_owned())
        }
        Piece::Lines(path) => {
            let stream = match path {
                Some(path) => open(&Piece::File(path.clone()))?,
                None => open(&Piece::Stdin)?,
            };
            Ok(match stream {
                Open::Stream { .. } => Open::Lines {
                    stream: Box::new(stream),
                    lines: Lines::default(),
                },
                // What is no pipe was checked before.
                Open::Bytes { .. }
                | Open::Regular { .. }
                | Open::Lines { .. }
                | Open::Packed(_) => stream,
            })
        }
    }
}

fn classify(mut file: File, name: String) -> Result<Open, Failure> {
    let wrong = |error: io::Error| unreadable(Path::new(&name), &error);
    let stat = rustix::fs::fstat(&file).map_err(|error| wrong(error.into()))?;
    let kind = FileType::from_raw_mode(stat.st_mode);
    if kind == FileType::Directory {
        return Err(
            Failure::usage(format_args!("{name} is a directory, not a file"))
                .hint("name a file, or - for standard input"),
        );
    }
    if kind != FileType::RegularFile {
        return Ok(Open::Stream { file, name });
    }
    let start = file.stream_position().map_err(wrong)?;
    let size = u64::try_from(stat.st_size).unwrap_or_default();
    if size > start.saturating_add(SMALL) {
        return Ok(Open::Regular {
            file,
            left: size - start,
            name,
        });
    }
    // Read whatever the size says: pseudo-files of the kernel claim 0 and hold more.
    let mut bytes = Vec::new();
    (&mut file)
        .take(SMALL + 1)
        .read_to_end(&mut bytes)
        .map_err(wrong)?;
    if bytes.len() as u64 <= SMALL {
        return Ok(Open::Bytes { bytes, at: 0 });
    }
    file.seek(SeekFrom::Start(start)).map_err(wrong)?;
    Ok(Open::Stream { file, name })
}

/// Regular files up to this size are read at once, so that they go out with the head.
const SMALL: u64 = (limits::BUFFER_BYTES / 4) as u64;

/// Content up to this size is compressed before it is sent.
const PACKED_AT_ONCE: u64 = limits::BUFFER_BYTES as u64;

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let why = if error.kind() == io::ErrorKind::NotFound {
        "there is no such file".to_owned()
    } else if error.kind() == io::ErrorKind::PermissionDenied {
        "it may not be read".to_owned()
    } else {
        error.to_string()
    };
    Failure::usage(format_args!("cannot read {}: {why}", escape::path(path)))
}

#[cfg(test)]
#[path = "source_tests.rs"]
mod tests;
