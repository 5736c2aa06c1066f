//! Reading what a command line names before a request is made of it, no longer than `--max-time`
//! allows: stdin whose writer is silent, a command that does not end. After two seconds of silence
//! a note says that stdin is being waited for.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::process::{Child, ExitStatus};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};

use crate::base::clock;
use crate::base::deadline::{Deadline, Phase};
use crate::base::limits;
use crate::output::stderr;
use crate::transport::socket::sleep;

/// How long what is read before a request is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    deadline: Deadline,
    /// `-s`: no note.
    quiet: bool,
}

impl Patience {
    /// For ever.
    pub const fn endless() -> Self {
        Self {
            deadline: Deadline::never(Phase::Input),
            quiet: false,
        }
    }

    /// So long from now; `quiet` gives no note.
    pub fn starting(total: Option<Duration>, quiet: bool) -> Self {
        let deadline = match total {
            Some(_) => Deadline::starting(clock::now(), total).during(Phase::Input),
            None => Deadline::never(Phase::Input),
        };
        Self { deadline, quiet }
    }

    /// stdin, read so.
    pub fn stdin<F: Read + AsFd>(self, from: F) -> Patient<F> {
        Patient {
            from,
            deadline: self.deadline,
            note: !self.quiet,
        }
    }

    /// A file or another descriptor, which may be a pipe, read so.
    pub fn file<F: Read + AsFd>(self, from: F) -> Patient<F> {
        Patient {
            from,
            deadline: self.deadline,
            note: false,
        }
    }

    /// What a command prints, read so.
    pub fn output<F: Read + AsFd>(self, from: F) -> Patient<F> {
        Patient {
            from,
            deadline: self.deadline.during(Phase::Command),
            note: false,
        }
    }

    /// Waits for the end of a command that has closed its output; one that does not come to it in
    /// time is killed.
    pub fn end(self, child: &mut Child) -> io::Result<ExitStatus> {
        let deadline = self.deadline.during(Phase::Command);
        loop {
            let left = match deadline.left(clock::now()) {
                Ok(None) => return child.wait(),
                Ok(Some(left)) => left,
                Err(spent) => {
                    kill(child);
                    return Err(spent.into());
                }
            };
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            // There is nothing to wait on that would tell; it is hardly ever needed.
            pause(left.min(LOOK))?;
        }
    }
}

/// How often a command is looked at that has closed its output and goes on.
const LOOK: Duration = Duration::from_millis(10);

/// Kills a command. What it has started itself goes on.
pub fn kill(child: &mut Child) {
    // One that has ended meanwhile needs no killing.
    let _ = child.kill();
    let _ = child.wait();
}

fn pause(span: Duration) -> io::Result<()> {
    sleep(&mut [], Timespec::try_from(span).ok().as_ref()).map(|_| ())
}

/// A reader that waits under a deadline.
pub struct Patient<F> {
    from: F,
    deadline: Deadline,
    /// Whether the note is still to be given.
    note: bool,
}

impl<F: Read + AsFd> Patient<F> {
    /// Waits until there is something, or the end; a passed limit is an error.
    fn wait(&mut self) -> io::Result<()> {
        loop {
            let left = self.deadline.left(clock::now())?;
            let note = self.note.then_some(limits::STDIN_NOTE);
            let span = [left, note].into_iter().flatten().min();
            let span_left = span.and_then(|span| Timespec::try_from(span).ok());
            let mut fds = [PollFd::new(&self.from, PollFlags::IN)];
            let found = sleep(&mut fds, span_left.as_ref())?;
            if found > 0 {
                self.note = false;
                return Ok(());
            }
            if self.note && span == note {
                self.note = false;
                stderr::say("verb: waiting for standard input\n");
            }
        }
    }
}

impl<F: Read + AsFd> Read for Patient<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.wait()?;
        self.from.read(into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::deadline::Spent;
    use std::io::Write;
    use std::process::{Command, Stdio};

    #[test]
    fn what_comes_is_read_and_silence_ends_at_the_limit() {
        let (from, mut to) = io::pipe().unwrap();
        to.write_all(b"some").unwrap();
        let patience = Patience::starting(Some(Duration::from_millis(40)), true);
        let mut reader = patience.stdin(from);
        let mut seen = Vec::new();
        let error = reader.read_to_end(&mut seen).unwrap_err();
        let spent = Spent::within(&error).unwrap();
        assert_eq!((spent.phase, seen.as_slice()), (Phase::Input, &b"some"[..]));
        drop(to);
        let (from, to) = io::pipe().unwrap();
        drop(to);
        let long = Patience::starting(Some(Duration::from_secs(20)), true);
        assert_eq!(long.stdin(from).read(&mut [0]).unwrap(), 0);
    }

    #[test]
    fn a_command_that_goes_on_is_killed_at_the_limit() {
        let mut child = Command::new("sleep")
            .arg("60")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let patience = Patience::starting(Some(Duration::from_millis(40)), true);
        let error = patience.end(&mut child).unwrap_err();
        assert_eq!(Spent::within(&error).unwrap().phase, Phase::Command);
        assert!(child.try_wait().unwrap().is_some());
        let mut child = Command::new("true").spawn().unwrap();
        let long = Patience::starting(Some(Duration::from_secs(20)), true);
        assert!(long.end(&mut child).unwrap().success());
    }
}
