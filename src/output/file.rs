//! `-o FILE`: a regular file is written beside itself and renamed on success only, so that a
//! failed download never destroys the old one. curl empties the old file before it knows.
//!
//! Links are written through, devices and pipes in place. What can be known to fail is found
//! before any connection. `signals` removes what a signal would leave behind.

use std::fs::{self, File};
use std::io::{self, ErrorKind, IoSlice};
use std::os::fd::BorrowedFd;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

pub use super::replacement::Finish;

use super::config::Named;
use super::replacement::{Onto, Replacement};
use super::sink::{Sink, Stdout, write_all};
use crate::base::escape::Escaped;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// Links followed to a file that does not exist yet: as many as Linux follows.
const LINKS: usize = 40;

/// A file that can be written, as far as that can be known beforehand.
#[derive(Debug)]
pub struct Target {
    /// The path as it was given, for messages.
    given: PathBuf,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// Our own standard output by another name. Opening that would empty what it leads to.
    Stdout,
    /// A device, a FIFO, someone's descriptor.
    Existing,
    /// A regular file, links resolved; the mode of the one that is there.
    Regular { file: PathBuf, mode: Option<u32> },
}

impl Target {
    /// Looks at a path without changing anything. A directory, a missing one, or a place that may
    /// not be written is a failure of [`Kind::Write`].
    pub fn check(path: &Path) -> Result<Self, Failure> {
        let place = Place::of(path)?;
        let given = path.to_owned();
        Ok(Self { given, place })
    }

    /// Whether a file of the user's is there that would be replaced.
    pub fn replaces(&self) -> bool {
        match self.place {
            Place::Regular { mode, .. } => mode.is_some(),
            Place::Stdout | Place::Existing => false,
        }
    }

    /// The regular file that would be written, links resolved.
    pub fn regular(&self) -> Option<&Path> {
        match &self.place {
            Place::Regular { file, .. } => Some(file),
            Place::Stdout | Place::Existing => None,
        }
    }

    /// Opens it for one body.
    pub fn open(self) -> Result<Box<dyn Sink>, Failure> {
        self.open_with(Finish::default())
    }

    /// Opens it for one body, of which there is more to do in the end.
    pub fn open_with(self, finish: Finish) -> Result<Box<dyn Sink>, Failure> {
        let blame = |cause| failure(&self.given, cause);
        match &self.place {
            Place::Stdout => Ok(Box::new(Stdout)),
            Place::Existing => {
                let file = File::options().append(true).open(&self.given);
                Ok(Box::new(InPlace {
                    file: file.map_err(blame)?,
                    given: self.given,
                }))
            }
            Place::Regular { file, mode } => {
                let onto = Onto::File(file.clone());
                let opened = Replacement::open(onto, *mode, self.given, finish)?;
                Ok(Box::new(opened))
            }
        }
    }
}

/// Whether a file's name is another one for stdout.
pub fn is_stdout(path: &Path) -> bool {
    let ours = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
    ours.iter().any(|name| path == Path::new(name))
}

impl Place {
    fn of(path: &Path) -> Result<Self, Failure> {
        if is_stdout(path) {
            return Ok(Self::Stdout);
        }
        let lent = ["/dev/fd", "/dev/stderr", "/proc"];
        if lent.iter().any(|name| path.starts_with(name)) {
            return Ok(Self::Existing);
        }
        let place = match fs::metadata(path) {
            Ok(there) if there.is_dir() => return Err(directory(path)),
            Ok(there) if there.is_file() => Self::Regular {
                file: fs::canonicalize(path).map_err(|cause| failure(path, cause))?,
                mode: Some(there.permissions().mode() & 0o777),
            },
            Ok(_) => Self::Existing,
            Err(missing) if missing.kind() == ErrorKind::NotFound => Self::Regular {
                file: destination(path)?,
                mode: None,
            },
            Err(cause) => return Err(failure(path, cause)),
        };
        if let Self::Regular { file, mode } = &place {
            may_replace(path, file, mode.is_some())?;
        }
        Ok(place)
    }
}

/// Opens a file that takes nobody's place, under its name or one like it.
pub fn open_named(named: &Named, finish: Finish) -> Result<Box<dyn Sink>, Failure> {
    let given = named.path();
    let (directory, name) = (named.directory.clone(), named.name.clone());
    let onto = Onto::New { directory, name };
    Ok(Box::new(Replacement::open(onto, None, given, finish)?))
}

/// Finds a directory that takes no new files.
pub fn check_directory(directory: &Path) -> Result<(), Failure> {
    let file = directory.join("x");
    match fs::metadata(parent(&file)) {
        Ok(there) if there.is_dir() => may_replace(parent(&file), &file, false),
        Ok(_) => Err(failure(directory, ErrorKind::NotADirectory.into())),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Err(missing(directory, directory)),
        Err(cause) => Err(failure(directory, cause)),
    }
}

/// Where a file that does not exist will be: at the end of the links that lead there.
fn destination(path: &Path) -> Result<PathBuf, Failure> {
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(directory(path));
    }
    let mut file = path.to_owned();
    for _ in 0..LINKS {
        let Ok(link) = fs::read_link(&file) else {
            break;
        };
        file = parent(&file).join(link);
    }
    match (file.file_name(), fs::metadata(parent(&file))) {
        (Some(_), Ok(there)) if there.is_dir() => Ok(file),
        (None, _) => Err(failure(path, ErrorKind::NotFound.into())),
        (Some(_), Ok(_)) => Err(failure(path, ErrorKind::NotADirectory.into())),
        (Some(_), Err(cause)) if cause.kind() == ErrorKind::NotFound => {
            Err(missing(path, parent(&file)))
        }
        (Some(_), Err(cause)) => Err(failure(path, cause)),
    }
}

/// Whether the directory takes a new name and a file that is there may be written. The second is
/// not needed to rename, but whoever made a file read-only did not want it replaced.
fn may_replace(path: &Path, file: &Path, exists: bool) -> Result<(), Failure> {
    if exists {
        access(file, Access::WRITE_OK).map_err(|cause| failure(path, cause.into()))?;
    }
    let enter = Access::WRITE_OK | Access::EXEC_OK;
    access(parent(file), enter).map_err(|cause| {
        let hint = "its directory must be writable: the file is written beside itself and renamed";
        failure(path, cause.into()).hint(hint)
    })
}

pub(super) fn parent(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}

pub(super) fn shown(path: &Path) -> String {
    Escaped(path.as_os_str().as_encoded_bytes()).to_string()
}

fn missing(path: &Path, directory: &Path) -> Failure {
    let (path, directory) = (shown(path), shown(directory));
    let story = format!("writing {path}: there is no directory {directory}");
    let hint = format!("--create-dirs makes it, and so does mkdir -p {directory}");
    Failure::new(Kind::Write, story).hint(hint)
}

fn directory(path: &Path) -> Failure {
    let story = format!("writing {}: it is a directory", shown(path));
    Failure::new(Kind::Write, story).hint("name a file in it")
}

pub(super) fn failure(path: &Path, cause: io::Error) -> Failure {
    Failure::io(Kind::Write, format!("writing {}", shown(path)), cause)
}

/// Something that is no regular file.
struct InPlace {
    file: File,
    given: PathBuf,
}

impl Sink for InPlace {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        write_all(&self.file, runs).map_err(|cause| self.failed(cause))
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        failure(&self.given, cause)
    }

    /// What went to `/dev/null` need not be taken back.
    fn mark(&self) -> Option<u64> {
        is_null(&self.file).then_some(0)
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        Ok(())
    }
}

/// Whether this is `/dev/null`, by whatever name.
fn is_null(file: &File) -> bool {
    let same = |there: fs::Metadata| {
        let null = fs::metadata("/dev/null").ok()?;
        Some(there.file_type().is_char_device() && there.rdev() == null.rdev())
    };
    file.metadata().ok().and_then(same).unwrap_or(false)
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
