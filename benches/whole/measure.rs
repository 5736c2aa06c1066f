//! One run of a client: what it took, from the kernel's own count of a dead child.

use std::ffi::OsString;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use verb::base::clock;
use wait4::{ResourceUsage, Wait4 as _};

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    /// From before the start to after the end.
    pub(crate) wall: Duration,
    /// User and system time of the client, in seconds.
    pub(crate) cpu: Duration,
    /// The greatest resident memory, in bytes; never less than [`memory_floor`].
    pub(crate) peak: u64,
}

/// A client's command line and what is at its two ends.
pub(crate) struct Call<'a> {
    /// The program.
    pub(crate) program: &'a Path,
    /// Its arguments.
    pub(crate) arguments: Vec<OsString>,
    /// Bytes written into its stdin through a pipe; `None`: stdin is /dev/null.
    pub(crate) feed: Option<u64>,
    /// Its stdout is a pipe that is read as fast as can be; otherwise it is /dev/null.
    pub(crate) drain: bool,
}

/// The least peak that a child can show: the kernel counts the memory of the process that
/// started it as well.
pub(crate) fn memory_floor() -> Result<u64> {
    let call = Call {
        program: Path::new("/bin/true"),
        arguments: Vec::new(),
        feed: None,
        drain: false,
    };
    Ok(run(&call)?.0.peak)
}

/// Runs a client in an empty environment. Gives what it took, how many bytes it wrote into the
/// pipe and the first of them.
pub(crate) fn run(call: &Call<'_>) -> Result<(Sample, u64, Vec<u8>)> {
    let mut command = Command::new(call.program);
    command.args(&call.arguments).env_clear();
    command.stdin(if call.feed.is_some() {
        Stdio::piped()
    } else {
        Stdio::null()
    });
    command.stdout(if call.drain {
        Stdio::piped()
    } else {
        Stdio::null()
    });
    command.stderr(Stdio::piped());

    let start = clock::now();
    let mut child = command
        .spawn()
        .with_context(|| format!("starting {}", call.program.display()))?;
    feed(&mut child, call.feed);
    let (count, first) = drain(&mut child)?;
    let mut complaint = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut complaint)?;
    }
    let ResourceUsage {
        utime,
        stime,
        maxrss,
    } = reap(&mut child, &complaint)?;
    let sample = Sample {
        wall: clock::now().saturating_duration_since(start),
        cpu: utime.saturating_add(stime),
        peak: maxrss,
    };
    Ok((sample, count, first))
}

/// Writes into the child from a thread, so that it is fed while its output is read. A child that
/// stops reading is found out by its exit status.
fn feed(child: &mut Child, size: Option<u64>) {
    if let (Some(stdin), Some(size)) = (child.stdin.take(), size) {
        thread::spawn(move || drop(pour(stdin, size)));
    }
}

fn pour(mut stdin: ChildStdin, size: u64) -> Result<()> {
    let piece = vec![b'v'; PIECE];
    let mut left = size;
    while left > 0 {
        let most = usize::try_from(left)?;
        let took = stdin.write(piece.get(..most).unwrap_or(&piece))?;
        left = left.saturating_sub(u64::try_from(took)?);
    }
    Ok(())
}

const PIECE: usize = 128 * 1024;

/// Reads a child's stdout to the end as `cat` would.
fn drain(child: &mut Child) -> Result<(u64, Vec<u8>)> {
    let (mut count, mut first) = (0_u64, Vec::new());
    if let Some(mut stdout) = child.stdout.take() {
        let mut piece = vec![0; PIECE];
        loop {
            let took = stdout.read(&mut piece)?;
            if took == 0 {
                break;
            }
            if count == 0 {
                first.extend(piece.iter().take(took.min(64)));
            }
            count = count.saturating_add(u64::try_from(took)?);
        }
    }
    Ok((count, first))
}

fn reap(child: &mut Child, complaint: &str) -> Result<ResourceUsage> {
    let used = child.wait4()?;
    if !used.status.success() {
        let why = complaint.lines().next().unwrap_or("without a word");
        bail!("{}: {why}", used.status);
    }
    Ok(used.rusage)
}
