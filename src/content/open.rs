//! Opens the pieces of content for [`source`](super::source): what each of them turns out to be.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use rustix::fs::FileType;

use super::fifo;
use super::json_lines::Lines;
use super::source::Open;
use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::http::content::Piece;

/// Opens a piece.
pub(super) fn open(piece: &Piece) -> Result<Open, Failure> {
    match piece {
        Piece::Bytes(bytes) => Ok(Open::Bytes {
            bytes: bytes.clone(),
            at: 0,
        }),
        Piece::File(path) => {
            let file = File::open(path).map_err(|error| unreadable(path, &error))?;
            classify(file, escape::path(path))
        }
        Piece::Pipe(path) => {
            let file = fifo::open(path).map_err(|error| unreadable(path, &error))?;
            let mut pipe = classify(file, escape::path(path))?;
            if let Open::Stream { fresh, .. } = &mut pipe {
                *fresh = true;
            }
            Ok(pipe)
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
                Some(path) => open(&Piece::Pipe(path.clone()))?,
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
                | Open::Packed(_)
                | Open::Remembered { .. } => stream,
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
        return Ok(Open::Stream {
            file,
            name,
            fresh: false,
        });
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
    Ok(Open::Stream {
        file,
        name,
        fresh: false,
    })
}

/// Regular files up to this size are read at once, so that they go out with the head.
pub(super) const SMALL: u64 = (limits::BUFFER_BYTES / 4) as u64;

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
