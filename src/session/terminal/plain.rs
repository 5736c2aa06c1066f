//! Lines from a terminal that cannot be edited on (`TERM=dumb`), or whose screen is elsewhere: the
//! terminal's own line mode, the prompt on stderr.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::interrupt;
use crate::output::stderr;
use crate::session::batch::Piped;
use crate::session::input::{Line, Lines, Wanted};

/// What a terminal in line mode gave.
pub enum Got {
    /// A line, or its end.
    Line(Option<Line>),
    /// Ctrl-C.
    Interrupted,
}

/// A terminal in line mode.
pub struct Plain {
    terminal: File,
    lines: Piped,
}

impl Plain {
    /// stdin.
    ///
    /// # Errors
    ///
    /// Where it cannot be read.
    pub fn stdin() -> Result<Self, Failure> {
        let own = || {
            let stdin = rustix::stdio::stdin().try_clone_to_owned()?;
            let terminal = File::from(stdin);
            Ok((terminal.try_clone()?, terminal))
        };
        let (lines, terminal) = own().map_err(broken)?;
        Ok(Self {
            terminal,
            lines: Piped::new(lines, "the terminal".to_owned()),
        })
    }

    /// Asks for a line.
    ///
    /// # Errors
    ///
    /// Where none can be read any more.
    pub fn ask(&mut self, prompt: &str, wanted: Wanted) -> Result<Got, Failure> {
        stderr::say(prompt);
        while !self.lines.has_line() && !self.is_ready()? {
            if interrupt::take() {
                stderr::say("\n");
                return Ok(Got::Interrupted);
            }
        }
        let line = self.lines.line(wanted)?;
        if line.is_none() {
            stderr::say("\n");
        }
        Ok(Got::Line(line))
    }

    /// Waits a little for what is typed. The terminal gives whole lines.
    fn is_ready(&self) -> Result<bool, Failure> {
        let mut fds = [PollFd::from_borrowed_fd(
            self.terminal.as_fd(),
            PollFlags::IN,
        )];
        let look = Timespec::try_from(interrupt::LOOK).ok();
        match poll(&mut fds, look.as_ref()) {
            Ok(count) => Ok(count > 0),
            Err(rustix::io::Errno::INTR) => Ok(false),
            Err(error) => Err(broken(error.into())),
        }
    }
}

fn broken(error: io::Error) -> Failure {
    Failure::io(Kind::ReadSource, "reading lines from the terminal", error)
}
