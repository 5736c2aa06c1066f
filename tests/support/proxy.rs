//! A proxy that works, plain or under TLS: it opens a tunnel to one place, whatever it is asked for,
//! and remembers what it was told. Hostile ones are scripted with `Peer`.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustls::{ServerConfig, ServerConnection};

use super::latch::PATIENCE;

/// A running proxy; it takes no more connections when dropped.
pub(crate) struct Relay {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    over: Arc<AtomicBool>,
}

impl Relay {
    /// A plain one that leads to a port on loopback and answers a CONNECT with this.
    pub(crate) fn start(to: u16, answer: &str) -> Self {
        Self::listen(None, to, answer)
    }

    /// The same, spoken to under TLS.
    pub(crate) fn tls(config: Arc<ServerConfig>, to: u16, answer: &str) -> Self {
        Self::listen(Some(config), to, answer)
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn place(&self) -> String {
        self.address.to_string()
    }

    /// The request heads that came to it, in order.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// The only one.
    #[track_caller]
    pub(crate) fn head(&self) -> String {
        let heads = self.heads();
        assert_eq!(heads.len(), 1, "{heads:?}");
        heads[0].clone()
    }

    fn listen(tls: Option<Arc<ServerConfig>>, to: u16, answer: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let relay = Self {
            address: listener.local_addr().unwrap(),
            heads: Arc::default(),
            over: Arc::default(),
        };
        let (heads, over) = (Arc::clone(&relay.heads), Arc::clone(&relay.over));
        let answer = answer.to_owned();
        thread::spawn(move || {
            while let Ok((socket, _)) = listener.accept() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let (heads, answer) = (Arc::clone(&heads), answer.clone());
                let session = tls.clone().map(|c| ServerConnection::new(c).unwrap());
                // An error means that one of the two left early.
                thread::spawn(move || serve(Side { socket, session }, to, &answer, &heads));
            }
        });
        relay
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        let _knock = TcpStream::connect(self.address);
    }
}

/// The program's side.
struct Side {
    socket: TcpStream,
    session: Option<ServerConnection>,
}

impl Side {
    /// Reads what is there, once the socket can be read; 0 is the end.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(session) = &mut self.session else {
            return self.socket.read(into);
        };
        loop {
            match session.reader().read(into) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                read => return read,
            }
            if session.read_tls(&mut self.socket)? == 0 {
                return Ok(0);
            }
            let state = session.process_new_packets().map_err(io::Error::other);
            while session.wants_write() {
                session.write_tls(&mut self.socket)?;
            }
            if state?.plaintext_bytes_to_read() == 0 && !session.is_handshaking() {
                // A record that holds no content must not make this wait.
                let mut fds = [PollFd::new(&self.socket, PollFlags::IN)];
                if poll(&mut fds, Some(&Timespec::default()))? == 0 {
                    return Err(ErrorKind::WouldBlock.into());
                }
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(session) = &mut self.session else {
            return self.socket.write_all(bytes);
        };
        for piece in bytes.chunks(16 * 1024) {
            session.writer().write_all(piece)?;
            while session.wants_write() {
                session.write_tls(&mut self.socket)?;
            }
        }
        Ok(())
    }

    fn goodbye(&mut self) -> io::Result<()> {
        if let Some(session) = &mut self.session {
            session.send_close_notify();
            session.write_tls(&mut self.socket)?;
        }
        self.socket.shutdown(std::net::Shutdown::Write)
    }
}

fn serve(mut side: Side, to: u16, answer: &str, heads: &Mutex<Vec<String>>) -> io::Result<()> {
    side.socket.set_nodelay(true)?;
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        match side.read(&mut byte) {
            Ok(0) => return Ok(()),
            Ok(_) => head.push(byte[0]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => readable(&[&side.socket])?,
            Err(error) => return Err(error),
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    heads.lock().unwrap().push(head);
    let mut origin = TcpStream::connect(("127.0.0.1", to))?;
    origin.set_nodelay(true)?;
    side.write(answer.as_bytes())?;
    relay(&mut side, &mut origin)
}

/// Carries bytes both ways until the origin has ended, or the program.
fn relay(side: &mut Side, origin: &mut TcpStream) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let mut fds = [
            PollFd::new(&side.socket, PollFlags::IN),
            PollFd::new(origin, PollFlags::IN),
        ];
        poll(&mut fds, Some(&Timespec::try_from(PATIENCE).unwrap()))?;
        let [from_side, from_origin] = fds.map(|fd| !fd.revents().is_empty());
        if from_side {
            match side.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => origin.write_all(&buffer[..count])?,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
        if from_origin {
            match origin.read(&mut buffer)? {
                0 => return side.goodbye(),
                count => side.write(&buffer[..count])?,
            }
        }
        if !from_side && !from_origin {
            return Err(ErrorKind::TimedOut.into());
        }
    }
}

fn readable(sockets: &[&TcpStream]) -> io::Result<()> {
    let mut fds: Vec<_> = sockets
        .iter()
        .map(|socket| PollFd::from_borrowed_fd(socket.as_fd(), PollFlags::IN))
        .collect();
    poll(&mut fds, Some(&Timespec::try_from(PATIENCE).unwrap()))?;
    Ok(())
}
