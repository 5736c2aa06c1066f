//! A regular file under way: written to a temporary file beside its place, which it takes when it is
//! complete. What can be known to fail before is found by `file`.

use std::fs::{self, File, Permissions};
use std::io::{self, IoSlice, Seek, SeekFrom};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempPath;

use super::file::{failure, parent, shown};
use super::sink::{Sink, write_all};
use super::{fresh, signals, stderr};
use crate::base::failure::Failure;

/// What a new file's mode is made from, by the umask.
const NEW_MODE: u32 = 0o666;

/// What is done with a regular file that is complete.
#[derive(Debug, Default)]
pub struct Finish {
    /// The time of its last modification.
    pub modified: Option<SystemTime>,
    /// A file that has come to be there meanwhile is not replaced.
    pub no_clobber: bool,
    /// The note on a part that it replaces goes away.
    pub note: Option<PathBuf>,
    /// The name that was found for it is said.
    pub say: bool,
}

/// A regular file to be.
pub(super) struct Replacement {
    opened: File,
    /// There until it is renamed.
    temporary: Option<TempPath>,
    onto: Onto,
    finish: Finish,
    given: PathBuf,
}

/// What a temporary file becomes.
pub(super) enum Onto {
    /// This file, whatever it was before.
    File(PathBuf),
    /// A new file of this name or one like it.
    New { directory: PathBuf, name: String },
}

impl Sink for Replacement {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        write_all(&self.opened, runs).map_err(|cause| self.failed(cause))
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        Some(self.opened.as_fd())
    }

    fn failed(&self, cause: io::Error) -> Failure {
        failure(&self.given, cause)
    }

    fn mark(&self) -> Option<u64> {
        (&self.opened).stream_position().ok()
    }

    fn rewind(&mut self, mark: u64) -> Result<(), Failure> {
        let shortened = self.opened.set_len(mark);
        shortened
            .and_then(|()| (&self.opened).seek(SeekFrom::Start(mark)))
            .map_err(|cause| self.failed(cause))?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        let Some(temporary) = self.temporary.take() else {
            return Ok(());
        };
        if let Some(time) = self.finish.modified {
            let set = self.opened.set_modified(time);
            set.map_err(|cause| self.failed(cause))?;
        }
        if let Some(note) = &self.finish.note {
            // Before the rename: a note must never stand beside what it does not tell of.
            let _ = fs::remove_file(note);
        }
        let path = temporary.to_path_buf();
        let settled = signals::settle(&path, || self.settle(temporary));
        let name = settled.map_err(|cause| self.failed(cause))?;
        if self.finish.say
            && let Some(name) = name
        {
            stderr::say(&format!("verb: saved to {}\n", shown(&name)));
        }
        Ok(())
    }
}

impl Replacement {
    /// Makes the temporary file; `mode` is that of the file that is there.
    pub(super) fn open(
        onto: Onto,
        mode: Option<u32>,
        given: PathBuf,
        finish: Finish,
    ) -> Result<Self, Failure> {
        let made = match &onto {
            Onto::File(file) => temporary(parent(file), mode),
            Onto::New { directory, name } => temporary(parent(&directory.join(name)), mode),
        };
        let (opened, temporary) = made.map_err(|cause| failure(&given, cause))?;
        Ok(Self {
            opened,
            temporary: Some(temporary),
            onto,
            finish,
            given,
        })
    }

    /// Renames; the name, where one had to be found.
    fn settle(&self, temporary: TempPath) -> io::Result<Option<PathBuf>> {
        match &self.onto {
            Onto::File(file) if self.finish.no_clobber => {
                let kept = temporary.persist_noclobber(file);
                kept.map(|()| None).map_err(|refused| refused.error)
            }
            Onto::File(file) => {
                let renamed = temporary.persist(file);
                renamed.map(|()| None).map_err(|refused| refused.error)
            }
            Onto::New { directory, name } => fresh::persist(temporary, directory, name).map(Some),
        }
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.take() {
            let path = temporary.to_path_buf();
            signals::settle(&path, || drop(temporary));
        }
    }
}

/// A new file in the target's directory, under a name of its own length: the target's may be as
/// long as can be.
fn temporary(directory: &Path, mode: Option<u32>) -> io::Result<(File, TempPath)> {
    signals::create(|| {
        let made = tempfile::Builder::new()
            .prefix(".verb-")
            .suffix(".part")
            .permissions(Permissions::from_mode(mode.unwrap_or(NEW_MODE)))
            .tempfile_in(directory)?;
        if let Some(mode) = mode {
            made.as_file()
                .set_permissions(Permissions::from_mode(mode))?;
        }
        let path = made.path().to_owned();
        Ok((made.into_parts(), path))
    })
}
