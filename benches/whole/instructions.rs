//! How many instructions a client executes for one job, by callgrind: a figure that neither the
//! machine's load nor its speed changes.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

/// The outcome of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// This many.
    Instructions(u64),
    /// There is no valgrind here.
    NotInstalled,
}

/// Counts the instructions of a whole process, in an empty environment.
pub(crate) fn count(program: &Path, arguments: &[OsString], dir: &Path) -> Result<Count> {
    let profile = dir.join("callgrind.out");
    let mut option = OsString::from("--callgrind-out-file=");
    option.push(&profile);
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "-q"])
        .arg(option)
        .arg(program)
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output();
    let output = match run {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Count::NotInstalled),
        run => run.context("starting valgrind")?,
    };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        bail!("under valgrind: {}: {said}", output.status);
    }
    summary(&fs::read_to_string(&profile)?).map(Count::Instructions)
}

/// The sum that callgrind writes: a line `summary: N` or, in older ones, `totals: N`.
fn summary(profile: &str) -> Result<u64> {
    let line = profile
        .lines()
        .find_map(|line| {
            line.strip_prefix("summary: ")
                .or(line.strip_prefix("totals: "))
        })
        .context("callgrind wrote no sum")?;
    Ok(line.trim().parse()?)
}
