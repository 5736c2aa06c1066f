//! Files that may be named pipes, opened without waiting for whoever writes to them: that wait
//! belongs to those who read, who have a limit on time.
//!
//! Where a pipe that nobody has written to yet cannot be told from one at its end (that takes
//! Linux), opening waits as it does everywhere.

use std::fs::File;
use std::io;
use std::path::Path;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::{Mode, OFlags, fcntl_getfl, fcntl_setfl, open as open_with};
use rustix::io::Errno;

/// Opens a file for reading. Whoever reads a pipe that this gave must have waited for it: until
/// there is a writer, a read finds the end.
pub fn open(path: &Path) -> io::Result<File> {
    if !cfg!(target_os = "linux") {
        return File::open(path);
    }
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = open_with(path, flags, Mode::empty())?;
    fcntl_setfl(&file, fcntl_getfl(&file)?.difference(OFlags::NONBLOCK))?;
    Ok(File::from(file))
}

/// Waits without a limit until there is something to read, or the end.
pub fn wait(file: &File) -> io::Result<()> {
    loop {
        match poll(&mut [PollFd::new(file, PollFlags::IN)], None) {
            Ok(_) => return Ok(()),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
