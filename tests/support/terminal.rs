//! A pseudo-terminal: the screen's end, and the line that a program is given.

use std::fs::{File, OpenOptions};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

/// Both ends.
pub(crate) struct Terminal {
    /// What a person sees and types at.
    pub(crate) screen: File,
    line: String,
}

impl Terminal {
    /// One of 24 rows and so many columns.
    pub(crate) fn wide(columns: u16) -> Self {
        // No other test's program may keep it open.
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let screen = openpt(flags).expect("a pseudo-terminal");
        grantpt(&screen).unwrap();
        unlockpt(&screen).unwrap();
        let size = Winsize {
            ws_row: 24,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&screen, size).unwrap();
        let line = ptsname(&screen, Vec::new()).unwrap();
        Self {
            screen: File::from(screen),
            line: line.into_string().unwrap(),
        }
    }

    /// The line, as a stream for a program.
    pub(crate) fn line(&self) -> File {
        let mut options = OpenOptions::new();
        options.read(true).write(true).open(&self.line).unwrap()
    }
}
