//! The terminal on stderr, as `indicatif` draws on it. Its own would ask the environment, and would
//! fill the last column, so that the line wraps when the window is made narrower.

use std::io::{self, IoSlice};
use std::mem;
use std::sync::{Mutex, PoisonError};

use indicatif::TermLike;
use rustix::termios::tcgetwinsize;

use crate::output::sink::write_all;

/// Columns of a terminal that does not tell.
const COLUMNS: u16 = 80;
/// To the beginning of the line, and nothing behind it.
const ERASE: &str = "\r\x1b[K";

/// What is drawn, until it is written in one piece.
#[derive(Debug, Default)]
pub(super) struct Screen(Mutex<String>);

/// The columns that a line may take: a cursor behind the last one would be on the next line.
pub(super) fn columns() -> u16 {
    let size = tcgetwinsize(rustix::stdio::stderr());
    let columns = size.map_or(0, |size| size.ws_col);
    let columns = if columns == 0 { COLUMNS } else { columns };
    columns.saturating_sub(1).max(1)
}

impl Screen {
    fn push(&self, text: &str) -> io::Result<()> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.push_str(text);
        Ok(())
    }
}

impl TermLike for Screen {
    fn width(&self) -> u16 {
        columns()
    }

    fn move_cursor_up(&self, lines: usize) -> io::Result<()> {
        match lines {
            0 => Ok(()),
            lines => self.push(&format!("\x1b[{lines}A")),
        }
    }

    fn move_cursor_down(&self, lines: usize) -> io::Result<()> {
        match lines {
            0 => Ok(()),
            lines => self.push(&format!("\x1b[{lines}B")),
        }
    }

    fn move_cursor_right(&self, columns: usize) -> io::Result<()> {
        match columns {
            0 => Ok(()),
            columns => self.push(&format!("\x1b[{columns}C")),
        }
    }

    fn move_cursor_left(&self, columns: usize) -> io::Result<()> {
        match columns {
            0 => Ok(()),
            columns => self.push(&format!("\x1b[{columns}D")),
        }
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.push(text)?;
        self.push("\n")
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        // The blanks that fill the line would wrap when the window is made narrower.
        self.push(text.trim_end())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.push(ERASE)
    }

    fn flush(&self) -> io::Result<()> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = mem::take(&mut *held);
        drop(held);
        // A terminal that is gone is nobody's failure.
        let _ = write_all(rustix::stdio::stderr(), &[IoSlice::new(text.as_bytes())]);
        Ok(())
    }
}
