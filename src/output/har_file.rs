//! The file of `--har` (HAR 1.2): entries are put aside as they are made, so that memory does not
//! grow with their number, and the file takes its place whole at the end, also of a run that failed.

use std::fs::File;
use std::io::{BufWriter, IoSlice, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use super::file::Target;
use super::sink::{Sink, Stdout};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;

/// A HAR file to be.
#[derive(Debug)]
pub struct HarFile {
    to: PathBuf,
    spool: Mutex<Spool>,
}

#[derive(Debug)]
struct Spool {
    entries: File,
    any: bool,
    failure: Option<std::io::Error>,
}

impl HarFile {
    /// Finds out whether the file can be written; `-` is stdout.
    ///
    /// # Errors
    /// Of kind `Write`.
    pub fn begin(to: &Path) -> Result<Self, Failure> {
        if to != Path::new("-") {
            Target::check(to)?;
        }
        let entries = tempfile::tempfile().map_err(|cause| failed(cause, ASIDE))?;
        let spool = Spool {
            entries,
            any: false,
            failure: None,
        };
        Ok(Self {
            to: to.to_owned(),
            spool: Mutex::new(spool),
        })
    }

    /// Puts an entry aside.
    pub fn add(&self, entry: &Value) {
        let mut spool = self.lock();
        let comma = if spool.any { ",\n" } else { "" };
        spool.any = true;
        // Never the whole text: it can be six times as long as the bodies that it holds.
        let mut entries = BufWriter::new(&spool.entries);
        let written = entries.write_all(comma.as_bytes());
        let written = written.and_then(|()| Ok(serde_json::to_writer(&mut entries, entry)?));
        if let Err(error) = written.and_then(|()| entries.flush()) {
            drop(entries);
            spool.failure.get_or_insert(error);
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Of kind `Write`.
    pub fn finish(&self) -> Result<(), Failure> {
        let mut spool = self.lock();
        if let Some(error) = spool.failure.take() {
            return Err(failed(error, ASIDE));
        }
        let mut sink: Box<dyn Sink> = match self.to.as_path() == Path::new("-") {
            true => Box::new(Stdout),
            false => Target::check(&self.to)?.open()?,
        };
        let creator = json!({"name": "verb", "version": env!("CARGO_PKG_VERSION")});
        let first =
            format!("{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"entries\":[\n");
        sink.write(&[IoSlice::new(first.as_bytes())])?;
        let rewound = spool.entries.seek(SeekFrom::Start(0));
        rewound.map_err(|cause| failed(cause, ASIDE))?;
        let mut buffer = vec![0; limits::BUFFER_BYTES];
        loop {
            let read = spool.entries.read(&mut buffer);
            match read.map_err(|cause| failed(cause, ASIDE))? {
                0 => break,
                count => {
                    sink.write(&[IoSlice::new(buffer.get(..count).unwrap_or_default())])?;
                }
            }
        }
        sink.write(&[IoSlice::new(b"\n]}}\n")])?;
        sink.finish()
    }

    fn lock(&self) -> MutexGuard<'_, Spool> {
        self.spool.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const ASIDE: &str = "putting HAR entries aside in a temporary file";

fn failed(cause: std::io::Error, doing: &str) -> Failure {
    Failure::io(Kind::Write, doing, cause)
}
