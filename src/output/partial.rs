//! `-C`: a part of a file, which grows in place until it is whole. It is never rewritten: a download
//! that breaks off leaves it as it was or longer, and what it holds is always the beginning of the
//! representation that the note beside it tells of.
//!
//! The note is made when the part is begun and goes away when it is whole. What it says is written
//! and read by others; curl keeps none, and joins whatever the server has by then.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, IoSlice, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};

use super::file::{Finish, failure, parent, shown};
use super::name::NOTE;
use super::sink::{Sink, write_all};
use super::stderr;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits::NOTE_BYTES;

/// A part that grows.
pub struct Partial {
    file: File,
    path: PathBuf,
    finish: Finish,
}

/// The place of the note on a file.
pub fn note_of(file: &Path) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(NOTE);
    name.into()
}

/// What the note on a file says, where there is one.
pub fn read_note(file: &Path) -> Option<Vec<u8>> {
    let note = existing().read(true).open(note_of(file)).ok()?;
    let mut text = Vec::new();
    let most = u64::try_from(NOTE_BYTES).ok()?;
    note.metadata().ok().filter(fs::Metadata::is_file)?;
    note.take(most).read_to_end(&mut text).ok()?;
    Some(text)
}

impl Partial {
    /// Begins a part with its note; gives `finish` back where a file is there, or no note can be
    /// made.
    pub fn begin(path: &Path, note: &[u8], finish: Finish) -> Result<Self, Finish> {
        let mut options = File::options();
        let made = options.read(true).write(true).create_new(true).open(path);
        let Ok(file) = made else {
            return Err(finish);
        };
        if lock(&file).is_err() || write_note(path, note).is_err() {
            let _ = fs::remove_file(path);
            return Err(finish);
        }
        let path = path.to_owned();
        Ok(Self { file, path, finish })
    }

    /// Opens a part of so many bytes, to go on behind them.
    pub fn grow(path: &Path, length: u64, finish: Finish) -> Result<Self, Failure> {
        let opened = existing().read(true).write(true).open(path);
        let mut file = opened.map_err(|cause| failure(path, cause))?;
        lock(&file).map_err(|_| {
            let story = format!("writing {}: another run writes it", shown(path));
            Failure::new(Kind::Write, story)
        })?;
        let holds = file.seek(SeekFrom::End(0));
        let holds = holds.map_err(|cause| failure(path, cause))?;
        if holds != length {
            let path = shown(path);
            let story = format!("{path} holds {holds} bytes, not the {length} to go on after");
            return Err(Failure::new(Kind::Write, story));
        }
        let path = path.to_owned();
        Ok(Self { file, path, finish })
    }

    /// What the part holds, from its beginning.
    pub fn content(&self) -> io::Result<File> {
        existing().read(true).open(&self.path)
    }
}

impl Sink for Partial {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        write_all(&self.file, runs).map_err(|cause| self.failed(cause))
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        Some(self.file.as_fd())
    }

    fn failed(&self, cause: io::Error) -> Failure {
        failure(&self.path, cause)
    }

    fn mark(&self) -> Option<u64> {
        (&self.file).stream_position().ok()
    }

    fn rewind(&mut self, mark: u64) -> Result<(), Failure> {
        let shortened = self.file.set_len(mark);
        let moved = shortened.and_then(|()| self.file.seek(SeekFrom::Start(mark)));
        moved.map(drop).map_err(|cause| self.failed(cause))
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        if let Some(time) = self.finish.modified {
            let set = self.file.set_modified(time);
            set.map_err(|cause| self.failed(cause))?;
        }
        let _ = fs::remove_file(note_of(&self.path));
        if self.finish.say {
            stderr::say(&format!("verb: saved to {}\n", shown(&self.path)));
        }
        Ok(())
    }
}

impl Drop for Partial {
    /// A part of nothing is no part.
    fn drop(&mut self) {
        let note = note_of(&self.path);
        if self.file.metadata().is_ok_and(|there| there.len() == 0) && note.exists() {
            let _ = fs::remove_file(&note);
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// A file that is there itself, not by a link; a pipe of its name is not waited for.
fn existing() -> fs::OpenOptions {
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let mut options = File::options();
    options.custom_flags(i32::try_from(flags).unwrap_or_default());
    options
}

/// Keeps another run from growing it at the same time. Where files cannot be locked, nobody does.
fn lock(file: &File) -> io::Result<()> {
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Err(rustix::io::Errno::AGAIN) => Err(io::ErrorKind::WouldBlock.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn write_note(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut note = tempfile::Builder::new()
        .prefix(".verb-")
        .suffix(NOTE)
        .tempfile_in(parent(path))?;
    note.write_all(text)?;
    note.persist(note_of(path))
        .map_err(|refused| refused.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::tempdir;

    fn names(dir: &Path) -> Vec<OsString> {
        let names = fs::read_dir(dir).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    }

    fn begin(path: &Path) -> Partial {
        let begun = Partial::begin(path, b"note", Finish::default());
        begun.unwrap_or_else(|_| panic!("nothing is there"))
    }

    #[test]
    fn a_part_grows_and_loses_its_note_when_it_is_whole() {
        let dir = tempdir().unwrap();
        let path = dir.path().join("f");
        let mut part = begin(&path);
        part.write(&[IoSlice::new(b"hel")]).unwrap();
        assert!(
            Partial::grow(&path, 3, Finish::default()).is_err(),
            "locked"
        );
        drop(part);
        assert_eq!(names(dir.path()), ["f", "f.verb-part"]);
        assert_eq!(read_note(&path).unwrap(), b"note");
        assert!(Partial::begin(&path, b"other", Finish::default()).is_err());
        assert!(Partial::grow(&path, 2, Finish::default()).is_err());
        let mut part = Partial::grow(&path, 3, Finish::default()).unwrap();
        part.write(&[IoSlice::new(b"lo?")]).unwrap();
        part.rewind(5).unwrap();
        Box::new(part).finish().unwrap();
        assert_eq!(names(dir.path()), ["f"]);
        assert_eq!(fs::read(&path).unwrap(), b"hello");
    }

    #[test]
    fn a_part_of_nothing_leaves_nothing() {
        let dir = tempdir().unwrap();
        let path = dir.path().join("f");
        drop(begin(&path));
        assert!(names(dir.path()).is_empty());
    }
}
