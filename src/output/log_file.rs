//! A file that is written while things happen, for `--trace` and `--record`: what came before a
//! crash stays. Several threads may write; each piece stays whole.

use std::fs::{File, OpenOptions};
use std::io::IoSlice;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::mask::Secrets;
use super::sink::{Sink, Stdout, write_all};
use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// A file that grows; what cannot be written is told at the end, once.
#[derive(Debug)]
pub struct LogFile {
    to: To,
    name: PathBuf,
    failure: Mutex<Option<Failure>>,
}

#[derive(Debug)]
enum To {
    Stdout,
    File(Mutex<File>),
}

impl LogFile {
    /// Opens a file and empties it; `-` is stdout, `fd:N` a descriptor. Where secrets are shown a
    /// new file is for its owner alone.
    ///
    /// # Errors
    /// Of kind `Write`.
    pub fn open(path: &Path, secrets: Secrets) -> Result<Self, Failure> {
        let name = path.to_owned();
        let to = match path.to_str() {
            Some("-") => To::Stdout,
            text => {
                let number = text.and_then(|text| text.strip_prefix("fd:"));
                let lent = number.filter(|text| text.parse::<u32>().is_ok());
                let lent = lent.map(|number| Path::new("/dev/fd").join(number));
                let mut options = OpenOptions::new();
                match secrets {
                    Secrets::Masked => &mut options,
                    Secrets::Shown => options.mode(0o600),
                };
                match lent {
                    Some(_) => options.append(true),
                    None => options.write(true).create(true).truncate(true),
                };
                let file = options.open(lent.as_deref().unwrap_or(path));
                let failed = |cause| Failure::io(Kind::Write, doing(path), cause);
                To::File(Mutex::new(file.map_err(failed)?))
            }
        };
        let failure = Mutex::default();
        Ok(Self { to, name, failure })
    }

    /// Appends a piece. After the first failure nothing more is written.
    pub fn append(&self, piece: &[u8]) {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        if failure.is_some() || piece.is_empty() {
            return;
        }
        let runs = [IoSlice::new(piece)];
        let written = match &self.to {
            To::Stdout => Stdout.write(&runs),
            To::File(file) => {
                let file = file.lock().unwrap_or_else(PoisonError::into_inner);
                let failed = |cause| Failure::io(Kind::Write, doing(&self.name), cause);
                write_all(&*file, &runs).map_err(failed)
            }
        };
        *failure = written.err();
    }

    /// What could not be written.
    ///
    /// # Errors
    /// Of kind `Write`.
    pub fn finish(&self) -> Result<(), Failure> {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.take().map_or(Ok(()), Err)
    }
}

fn doing(path: &Path) -> String {
    format!("writing {}", escape::path(path))
}
