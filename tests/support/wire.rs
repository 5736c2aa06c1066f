//! The bytes between a scripted peer and the program: TCP, a unix socket, either under TLS.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustls::{ServerConnection, StreamOwned};

/// A connection as a peer sees it.
pub(crate) trait Wire: Read + Write + Send {
    /// The socket below.
    fn socket(&self) -> BorrowedFd<'_>;
    /// Bounds every later read; writes have a fixed bound.
    fn patience(&self, limit: Duration) -> io::Result<()>;
    /// Ends the sending side in good order: a close_notify where there is TLS, then FIN.
    fn half_close(&mut self) -> io::Result<()>;
}

impl Wire for TcpStream {
    fn socket(&self) -> BorrowedFd<'_> {
        self.as_fd()
    }

    fn patience(&self, limit: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(limit.max(Duration::from_millis(1))))
    }

    fn half_close(&mut self) -> io::Result<()> {
        self.shutdown(Shutdown::Write)
    }
}

impl Wire for UnixStream {
    fn socket(&self) -> BorrowedFd<'_> {
        self.as_fd()
    }

    fn patience(&self, limit: Duration) -> io::Result<()> {
        self.set_read_timeout(Some(limit.max(Duration::from_millis(1))))
    }

    fn half_close(&mut self) -> io::Result<()> {
        self.shutdown(Shutdown::Write)
    }
}

impl Wire for StreamOwned<ServerConnection, TcpStream> {
    fn socket(&self) -> BorrowedFd<'_> {
        self.sock.as_fd()
    }

    fn patience(&self, limit: Duration) -> io::Result<()> {
        self.sock.patience(limit)
    }

    fn half_close(&mut self) -> io::Result<()> {
        self.conn.send_close_notify();
        self.flush()?;
        self.sock.shutdown(Shutdown::Write)
    }
}
