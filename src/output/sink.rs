//! Where delivered bytes go: written straight to the descriptor, so that they are seen as they
//! arrive, with no copy of ours between.

use std::error::Error;
use std::fmt;
use std::io::{self, IoSlice};
use std::os::fd::{AsFd, BorrowedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::order;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// The most runs the system takes in one call (`IOV_MAX`).
const RUNS: usize = 1024;

/// A place for one body.
pub trait Sink {
    /// Writes all of these bytes, now.
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure>;

    /// The descriptor that pages may be moved to directly; `None` where bytes must pass through
    /// [`Sink::write`]. What was written before stays before.
    fn pages(&self) -> Option<BorrowedFd<'_>>;

    /// An error met while moving pages, told as one of this sink's own.
    fn failed(&self, cause: io::Error) -> Failure;

    /// How much was written, where what comes after it can be taken back by [`Sink::rewind`].
    fn mark(&self) -> Option<u64> {
        None
    }

    /// Takes back what was written after a mark.
    fn rewind(&mut self, _mark: u64) -> Result<(), Failure> {
        Ok(())
    }

    /// What is written next is the sign of the end and no more news: whoever looks into content
    /// need not make anything of it.
    fn closing(&mut self) {}

    /// Makes what was written final. A sink dropped without this leaves a file as it was before.
    fn finish(self: Box<Self>) -> Result<(), Failure>;
}

/// Whoever read our stdout has gone: the end of the run, but nothing to complain of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedPipe;

impl ClosedPipe {
    /// Whether this is why a run failed.
    pub fn within(failure: &Failure) -> bool {
        failure.error.chain().any(|cause| cause.is::<Self>())
    }
}

impl fmt::Display for ClosedPipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reader of standard output closed it")
    }
}

impl Error for ClosedPipe {}

/// Whether whoever read our stdout has gone: asked where what is to be written next may never come.
pub fn reader_gone() -> bool {
    let mut output = [PollFd::from_borrowed_fd(
        rustix::stdio::stdout(),
        PollFlags::empty(),
    )];
    let gone = PollFlags::ERR | PollFlags::HUP;
    poll(&mut output, Some(&Timespec::default())).is_ok_and(|_| {
        let [output] = output;
        output.revents().intersects(gone)
    })
}

/// Standard output, as it is. Not std's, which holds back what does not end a line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stdout;

impl Sink for Stdout {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        let written = match order::write(runs) {
            Some(written) => written,
            None => write_all(rustix::stdio::stdout(), runs),
        };
        written.map_err(|cause| self.failed(cause))
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        order::is_direct().then(rustix::stdio::stdout)
    }

    fn failed(&self, cause: io::Error) -> Failure {
        if cause.kind() == io::ErrorKind::BrokenPipe {
            return Failure::caused(Kind::Write, ClosedPipe);
        }
        Failure::io(Kind::Write, "writing to standard output", cause)
    }

    fn finish(self: Box<Self>) -> Result<(), Failure> {
        Ok(())
    }
}

/// Writes every byte, waiting where the descriptor is one that does not (a terminal that another
/// process made non-blocking).
pub(super) fn write_all(to: impl AsFd, runs: &[IoSlice<'_>]) -> io::Result<()> {
    let to = to.as_fd();
    let mut rest = runs;
    while let [first, after @ ..] = rest {
        if first.is_empty() {
            rest = after;
            continue;
        }
        let most = rest.get(..RUNS).unwrap_or(rest);
        let mut wrote = retry(to, || rustix::io::writev(to, most))?;
        while let [first, after @ ..] = rest
            && let Some(left) = wrote.checked_sub(first.len())
        {
            (wrote, rest) = (left, after);
        }
        if let [first, after @ ..] = rest
            && wrote > 0
        {
            write_bytes(to, first.get(wrote..).unwrap_or_default())?;
            rest = after;
        }
    }
    Ok(())
}

fn write_bytes(to: BorrowedFd<'_>, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let wrote = retry(to, || rustix::io::write(to, bytes))?;
        bytes = bytes.get(wrote..).unwrap_or_default();
    }
    Ok(())
}

fn retry(to: BorrowedFd<'_>, mut write: impl FnMut() -> Result<usize, Errno>) -> io::Result<usize> {
    loop {
        match write() {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(wrote) => return Ok(wrote),
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => {
                let mut waiting = [PollFd::from_borrowed_fd(to, PollFlags::OUT)];
                match poll(&mut waiting, None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::Read;
    use std::thread;

    #[test]
    fn runs_are_written_in_order_however_many_there_are() {
        let (mut reader, writer) = io::pipe().unwrap();
        rustix::io::ioctl_fionbio(&writer, true).unwrap();
        let text: Vec<u8> = (0..=250).cycle().take(300_000).collect();
        let expected = text.clone();
        let reading = thread::spawn(move || {
            let mut all = Vec::new();
            reader.read_to_end(&mut all).unwrap();
            assert!(all == expected);
        });
        let runs: Vec<_> = text
            .chunks(97)
            .flat_map(|run| [run, b""])
            .map(IoSlice::new)
            .collect();
        assert!(runs.len() > RUNS);
        write_all(&writer, &runs).unwrap();
        drop(writer);
        reading.join().unwrap();
    }

    #[test]
    fn a_full_device_is_an_error_even_for_one_byte() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let error = write_all(&full, &[IoSlice::new(b"x")]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_closed_pipe_is_told_apart() {
        let closed = Stdout
            .failed(io::ErrorKind::BrokenPipe.into())
            .context("later");
        assert!(ClosedPipe::within(&closed));
        let full = Stdout.failed(io::ErrorKind::StorageFull.into());
        assert!(!ClosedPipe::within(&full));
        assert_eq!(full.kind, Kind::Write);
    }
}
