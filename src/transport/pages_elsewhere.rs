//! Where pages cannot be moved inside the kernel, the ordinary loop of reads and writes does it.

use std::io;
use std::os::fd::BorrowedFd;

use super::moved::Moved;
use super::socket::Socket;

/// No way for pages.
#[derive(Default)]
pub struct Pages;

impl Pages {
    /// Not on this platform.
    pub fn splice_to(&mut self, _: &mut Socket, _: BorrowedFd<'_>, _: usize) -> io::Result<Moved> {
        Ok(Moved::Unsupported)
    }
}

/// Not on this platform.
pub fn send_file(_: &mut Socket, _: BorrowedFd<'_>, _: usize) -> io::Result<Moved> {
    Ok(Moved::Unsupported)
}

/// Not on this platform.
pub fn splice_from(_: &mut Socket, _: BorrowedFd<'_>, _: usize) -> io::Result<Moved> {
    Ok(Moved::Unsupported)
}
