//! Unix sockets: `--unix-socket` connects here, whatever the host of the URL is. A path that
//! begins with NUL names an abstract socket, as it does in the kernel (`--abstract-unix-socket`).

use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::io::Errno;
use rustix::net::sockopt::{Timeout, set_socket_timeout};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType, connect, socket};

use super::words;
use crate::base::clock;
use crate::base::deadline::{Deadline, Phase, Spent};
use crate::base::escape::Escaped;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// Connects to a socket's path; the descriptor is in non-blocking mode.
pub fn dial(path: &Path, deadline: Deadline) -> Result<OwnedFd, Failure> {
    let shown = shown(path);
    let place = place(path).map_err(|error| unusable(&shown, error))?;
    let doing = format!("connecting to the Unix socket {shown}");
    open(&place, &deadline.during(Phase::Connect)).map_err(|error| {
        if let Some(spent) = Spent::within(&error) {
            return Failure::caused(Kind::TimedOut, spent).context(doing);
        }
        let why = match error.kind() == io::ErrorKind::NotFound {
            true => "there is no such file".to_owned(),
            false => words::of(&error),
        };
        let failure = Failure::new(Kind::Connect, why).context(doing);
        failure.hint(hint(&error))
    })
}

/// The path, safe to show; that of an abstract socket begins with `@`, as others show it.
pub fn shown(path: &Path) -> String {
    match path.as_os_str().as_encoded_bytes() {
        [0, name @ ..] => format!("@{}", Escaped(name)),
        path => Escaped(path).to_string(),
    }
}

#[cfg(target_os = "linux")]
fn place(path: &Path) -> Result<SocketAddrUnix, Errno> {
    match path.as_os_str().as_encoded_bytes() {
        [0, name @ ..] => SocketAddrUnix::new_abstract_name(name),
        _ => SocketAddrUnix::new(path),
    }
}

#[cfg(not(target_os = "linux"))]
fn place(path: &Path) -> Result<SocketAddrUnix, Errno> {
    SocketAddrUnix::new(path)
}

fn unusable(shown: &str, error: Errno) -> Failure {
    let why = match error {
        Errno::NAMETOOLONG => "is too long for a socket's name (about 100 bytes are allowed)",
        _ => "cannot be a socket's name",
    };
    Failure::usage(format!("--unix-socket: {shown} {why}"))
        .hint("give a shorter path, such as one relative to the working directory")
}

/// A full queue makes a non-blocking connect fail without anything to wait for, so this one
/// blocks, bounded by the send limit of the socket itself.
fn open(place: &SocketAddrUnix, deadline: &Deadline) -> io::Result<OwnedFd> {
    let fd = socket(AddressFamily::UNIX, SocketType::STREAM, None)?;
    rustix::io::fcntl_setfd(&fd, rustix::io::FdFlags::CLOEXEC)?;
    loop {
        let left = deadline.left(clock::now())?;
        set_socket_timeout(&fd, Timeout::Send, left)?;
        match connect(&fd, place) {
            Ok(()) => break,
            // EAGAIN says that the send limit passed: the deadline itself is asked again.
            Err(Errno::INTR | Errno::AGAIN) => continue,
            Err(error) => return Err(error.into()),
        }
    }
    rustix::io::ioctl_fionbio(&fd, true)?;
    Ok(fd)
}

fn hint(error: &io::Error) -> &'static str {
    let found = HINTS.iter().find(|(kind, _)| *kind == error.kind());
    found.map_or("check the path", |(_, hint)| hint)
}

const HINTS: [(io::ErrorKind, &str); 3] = [
    (
        io::ErrorKind::NotFound,
        "is the server running, and is the path right?",
    ),
    (
        io::ErrorKind::ConnectionRefused,
        "nobody listens there; is the server running?",
    ),
    (
        io::ErrorKind::PermissionDenied,
        "this user may not use the socket",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;
    use std::path::PathBuf;

    fn never() -> Deadline {
        Deadline::never(Phase::Connect)
    }

    #[test]
    fn a_listening_path_is_connected_to() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s");
        let _listener = UnixListener::bind(&path).unwrap();
        assert!(dial(&path, never()).is_ok());
    }

    #[test]
    fn paths_that_cannot_serve_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let left = dir.path().join("left");
        drop(UnixListener::bind(&left).unwrap());
        let cases: [(PathBuf, Kind, &str); 3] = [
            (dir.path().join("none"), Kind::Connect, "no such file"),
            (left, Kind::Connect, "connection refused"),
            (dir.path().join("x".repeat(200)), Kind::Usage, "too long"),
        ];
        for (path, kind, why) in cases {
            let failure = dial(&path, never()).unwrap_err();
            assert_eq!(failure.kind, kind);
            assert!(failure.story().contains(why), "{failure}");
        }
    }
}
