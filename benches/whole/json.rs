//! JSON that clients do something with: laid out, or taken apart into lines. curl is given jq behind
//! it, in a shell; the kernel counts what both used as the shell's.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use anyhow::Result;

use crate::clients::installed;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// One array is laid out.
    Layout,
    /// Lines are printed as they come.
    Events,
}

/// One record.
const RECORD: &str =
    r#"{"id":1234567,"name":"a name of some length","tags":["one","two"],"price":12.75,"ok":true}"#;
/// The same as jq and verb lay it out inside an array.
const LAID_OUT: &str = r#"  {
    "id": 1234567,
    "name": "a name of some length",
    "tags": [
      "one",
      "two"
    ],
    "price": 12.75,
    "ok": true
  }"#;
/// Records that the server writes at once.
const BATCH: u64 = 4096;

impl Task {
    /// Where the server has so many records.
    pub(crate) fn path(self, records: u64) -> String {
        match self {
            Self::Layout => format!("/json/{records}"),
            Self::Events => format!("/lines/{records}"),
        }
    }

    /// How much has to come out.
    pub(crate) fn output(self, records: u64) -> u64 {
        let each = match self {
            Self::Layout => ",\n".len() + LAID_OUT.len(),
            Self::Events => "\n".len() + RECORD.len(),
        };
        let ends = match self {
            Self::Layout => "[\n".len() + "\n]\n".len() - ",\n".len(),
            Self::Events => 0,
        };
        records * each as u64 + ends as u64
    }

    /// Sends the records.
    pub(crate) fn send(self, out: &mut impl Write, records: u64) -> Result<()> {
        let (open, between, close, kind) = match self {
            Self::Layout => ("[", ",", "]", "application/json"),
            Self::Events => ("", "\n", "\n", "application/x-ndjson"),
        };
        let each = (RECORD.len() + between.len()) as u64;
        let size = records * each + (open.len() + close.len() - between.len()) as u64;
        write!(
            out,
            "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\n\r\n{open}"
        )?;
        let one = format!("{RECORD}{between}");
        let batch = one.repeat(usize::try_from(BATCH)?);
        let mut left = records.saturating_sub(1);
        while left >= BATCH {
            out.write_all(batch.as_bytes())?;
            left -= BATCH;
        }
        let rest = one.repeat(usize::try_from(left)?);
        write!(out, "{rest}{RECORD}{close}")?;
        out.flush()?;
        Ok(())
    }

    /// curl with jq behind it, as the arguments of a shell.
    pub(crate) fn piped(self, curl: &Path, url: &str) -> Vec<OsString> {
        let (hold, filter) = match self {
            Self::Layout => ("", "."),
            Self::Events => ("-N", "-c --unbuffered ."),
        };
        let (curl, jq) = (curl.display(), installed("jq").unwrap_or_default());
        let jq = jq.display();
        let script = format!("'{curl}' -q -sS {hold} '{url}' | '{jq}' {filter}");
        vec!["-c".into(), script.into()]
    }
}
