//! The record pump: ciphertext between a socket and rustls, in large pieces.
//!
//! Uses rustls' unbuffered interface: records are deciphered where the socket put them, many to a
//! system call, which halved the CPU of a bulk transfer against `ClientConnection`. Reading never
//! depends on a write that is stalled, and nothing but the handshake waits. A session may run
//! inside another one, as through a proxy that is itself spoken to under TLS.

use std::io::{self, ErrorKind, IoSlice};
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::client::UnbufferedClientConnection;
use rustls::pki_types::ServerName;
use rustls::unbuffered::{ConnectionState, EncodeError, EncryptError};

use super::demand::{Refusal, Standing};
use super::inlet::{Inlet, Kept, put};
use super::outlet::Outlet;
use crate::transport::socket::{Found, Socket, Wanted};

/// Plaintext enciphered at once: four records, so that a send costs few calls and little memory.
const PIECE_BYTES: usize = 64 * 1024;
/// As much as one record holds.
const RECORD_BYTES: usize = 16 * 1024;
/// Messages handed out after a failure; there is one alert.
const LAST_TURNS: usize = 8;

/// A TLS session and the bytes that are under way in it.
pub struct Pump {
    session: UnbufferedClientConnection,
    /// The session inside which this one runs; without one, the socket carries its records.
    beneath: Option<Box<Pump>>,
    inlet: Inlet,
    kept: Kept,
    outlet: Outlet,
    /// Several small pieces put together into one record.
    gathered: Vec<u8>,
    /// The peer sent a close_notify.
    closed: bool,
    /// The socket ended.
    ended: bool,
    /// What broke the session; said again by every later call.
    broken: Option<rustls::Error>,
    /// Whether the peer asked for a client certificate, once the handshake is over.
    standing: Standing,
}

impl Pump {
    /// A session that has not begun, over a socket or inside another session.
    pub fn new(
        config: Arc<ClientConfig>,
        name: ServerName<'static>,
        beneath: Option<Box<Self>>,
    ) -> Result<Self, rustls::Error> {
        Ok(Self {
            session: UnbufferedClientConnection::new(config, name)?,
            beneath,
            inlet: Inlet::default(),
            kept: Kept::default(),
            outlet: Outlet::default(),
            gathered: Vec::new(),
            closed: false,
            ended: false,
            broken: None,
            standing: Standing::NotAsked,
        })
    }

    /// The session, for its facts.
    pub fn session(&self) -> &UnbufferedClientConnection {
        &self.session
    }

    /// Notes what the peer was answered when it asked for a client certificate: under TLS 1.3 its
    /// refusal comes only after the handshake.
    pub fn asked(&mut self, standing: Standing) {
        self.standing = standing;
    }

    /// What has been received and could not be taken as TLS.
    pub fn leftover(&mut self) -> &[u8] {
        self.inlet.filled()
    }

    /// Carries out the handshake under the socket's deadline. Our last message may stay in the
    /// outlet, so that it travels with the request.
    pub fn handshake(&mut self, socket: &mut Socket) -> io::Result<()> {
        loop {
            self.advance(socket, &mut [])?;
            if !self.session.is_handshaking() {
                return Ok(());
            }
            if self.closed || self.ended {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            // A peer that refused us may have closed: what it said is still to be read.
            let flushed = self.flush(socket).unwrap_or(true);
            let wanted = Wanted {
                read: true,
                write: !flushed,
            };
            let beneath = self.beneath.as_ref().is_some_and(|b| b.has_plaintext());
            let found = match beneath {
                true => Found {
                    read: true,
                    ..Found::default()
                },
                false => socket.wait(wanted, None, None)?,
            };
            if found.read {
                self.ended = self.receive(socket)? == Some(0);
            }
        }
    }

    /// Reads what is there without waiting, as [`crate::transport::stream::Stream::try_read`].
    pub fn try_read(&mut self, socket: &mut Socket, into: &mut [u8]) -> io::Result<Option<usize>> {
        let kept = self.kept.take(into);
        if kept > 0 {
            return Ok(Some(kept));
        }
        if let Some(count) = self.deciphered(socket, into)? {
            return Ok(Some(count));
        }
        match self.receive(socket)? {
            None => return Ok(None),
            Some(count) => self.ended = count == 0,
        }
        let read = self.deciphered(socket, into);
        // Answers to key updates; a sending side that is broken is met by the next send.
        let _ = self.flush(socket);
        read
    }

    /// Enciphers and sends some bytes without waiting; 0 when earlier ones still wait for room.
    pub fn try_send(&mut self, socket: &mut Socket, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
        // The last message of the handshake may wait here to travel with the request.
        if self.outlet.len() > RECORD_BYTES && !self.flush(socket)? {
            return Ok(0);
        }
        self.advance(socket, &mut [])?;
        let count = match pieces {
            [] => 0,
            [only] => self.encipher(only.get(..PIECE_BYTES).unwrap_or(only))?,
            many => {
                let mut gathered = std::mem::take(&mut self.gathered);
                gather(many, &mut gathered);
                let count = self.encipher(&gathered);
                self.gathered = gathered;
                count?
            }
        };
        self.flush(socket)?;
        Ok(count)
    }

    /// Sends what still waits, without waiting; true when nothing is left.
    pub fn flush(&mut self, socket: &mut Socket) -> io::Result<bool> {
        let Some(beneath) = &mut self.beneath else {
            return self.outlet.flush(&mut |bytes| socket.send(bytes));
        };
        let mut send = |bytes: &[IoSlice<'_>]| {
            let count = beneath.try_send(socket, bytes)?;
            Ok(Some(count).filter(|count| *count > 0))
        };
        Ok(self.outlet.flush(&mut send)? && beneath.flush(socket)?)
    }

    /// Whether a read is worth a call without asking the socket.
    pub fn has_plaintext(&self) -> bool {
        let inside = self.beneath.as_ref().is_some_and(|b| b.has_plaintext());
        !self.kept.is_empty() || self.inlet.holds_record() || inside
    }

    /// Says goodbye without waiting, this session first and then the one that carries it.
    pub fn close(&mut self, socket: &mut Socket) {
        self.say_goodbye(socket);
        if let Some(beneath) = &mut self.beneath {
            beneath.close(socket);
        }
    }

    fn say_goodbye(&mut self, socket: &mut Socket) {
        if self.advance(socket, &mut []).is_err() {
            return;
        }
        let status = self.session.process_tls_records(self.inlet.filled());
        if let Ok(ConnectionState::WriteTraffic(mut traffic)) = status.state {
            let queue = |space: &mut [u8]| traffic.queue_close_notify(space).map_err(unsealed);
            // The peer may be gone already; then there is nobody to say goodbye to.
            let _ = self
                .outlet
                .append(queue)
                .is_ok_and(|()| self.flush(socket).is_ok());
        }
    }

    /// Receives ciphertext, once. An end of what carries it is an end and no more: whether it may
    /// come here is for this session's own close_notify to say.
    fn receive(&mut self, socket: &mut Socket) -> io::Result<Option<usize>> {
        let Some(beneath) = &mut self.beneath else {
            return self.inlet.receive(&mut |space| socket.recv(space));
        };
        let received = self
            .inlet
            .receive(&mut |space| beneath.try_read(socket, space));
        match received {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(Some(0)),
            received => received,
        }
    }

    /// Deciphers into the reader's buffer; `None` when more must be received first.
    fn deciphered(&mut self, socket: &mut Socket, into: &mut [u8]) -> io::Result<Option<usize>> {
        match self.advance(socket, into)? {
            0 if self.closed => Ok(Some(0)),
            0 if self.ended => Err(ErrorKind::UnexpectedEof.into()),
            0 => Ok(None),
            count => Ok(Some(count)),
        }
    }

    /// Lets rustls take what has been received, as far as there is room in `into`; with no room at
    /// all, plaintext is kept. Says how many bytes were put there. What rustls wants to say goes to
    /// the outlet.
    fn advance(&mut self, socket: &mut Socket, into: &mut [u8]) -> io::Result<usize> {
        if let Some(error) = &self.broken {
            return Err(self.said(error.clone()));
        }
        let mut filled = 0_usize;
        loop {
            let room = into.get_mut(filled..).unwrap_or_default();
            match self.turn(room, filled > 0) {
                Ok(Turn::Stop) => return Ok(filled),
                Ok(Turn::Again(count)) => filled = filled.saturating_add(count),
                Err(error) => {
                    self.fail(socket, &error);
                    // What was in order before the fault is delivered first.
                    return match filled {
                        0 => Err(self.said(error)),
                        count => Ok(count),
                    };
                }
            }
            // What comes after kept bytes waits until they have been read.
            if !into.is_empty() && !self.kept.is_empty() {
                return Ok(filled);
            }
        }
    }

    /// One turn of rustls' state machine; `some` says that the reader has got bytes already.
    fn turn(&mut self, room: &mut [u8], some: bool) -> Result<Turn, rustls::Error> {
        let status = self.session.process_tls_records(self.inlet.filled());
        let mut discard = status.discard;
        let turn = match status.state {
            Ok(ConnectionState::ReadTraffic(mut traffic)) => {
                let fits = traffic.peek_len().is_none_or(|len| len.get() <= room.len());
                match (fits || !some).then(|| traffic.next_record()).flatten() {
                    // No room for a whole record: it waits where it is for the next read.
                    None => Ok(Turn::Stop),
                    Some(record) => record.map(|record| {
                        discard = discard.saturating_add(record.discard);
                        let count = put(record.payload, room);
                        self.kept
                            .keep(record.payload.get(count..).unwrap_or_default());
                        Turn::Again(count)
                    }),
                }
            }
            Ok(ConnectionState::EncodeTlsData(mut data)) => {
                let encode = |space: &mut [u8]| data.encode(space).map_err(unencoded);
                self.outlet.append(encode).map(|()| Turn::Again(0))
            }
            // In the outlet it keeps its place: as good as sent.
            Ok(ConnectionState::TransmitTlsData(data)) => {
                data.done();
                Ok(Turn::Again(0))
            }
            Ok(ConnectionState::PeerClosed) => {
                self.closed = true;
                Ok(Turn::Again(0))
            }
            // Nothing more can be taken: blocked, ready to send, or closed both ways.
            Ok(_) => Ok(Turn::Stop),
            Err(error) => Err(error),
        };
        self.inlet.consume(discard);
        turn
    }

    /// Enciphers bytes into the outlet; everything received has been taken before.
    fn encipher(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let status = self.session.process_tls_records(self.inlet.filled());
        let discard = status.discard;
        let sealed = match status.state {
            Ok(ConnectionState::WriteTraffic(mut traffic)) => {
                let seal = |space: &mut [u8]| traffic.encrypt(bytes, space).map_err(unsealed);
                self.outlet.append(seal).map_err(invalid)
            }
            Ok(_) => Err(ErrorKind::BrokenPipe.into()),
            Err(error) => Err(invalid(error)),
        };
        self.inlet.consume(discard);
        sealed.map(|()| bytes.len())
    }

    /// An error of the session for those who read and send: a late refusal in words.
    fn said(&self, error: rustls::Error) -> io::Error {
        if let rustls::Error::AlertReceived(alert) = &error
            && let Some(refusal) = Refusal::of(self.standing, *alert)
        {
            return io::Error::new(ErrorKind::PermissionDenied, refusal);
        }
        invalid(error)
    }

    /// Remembers what broke the session and tells the peer, as far as that goes without waiting.
    fn fail(&mut self, socket: &mut Socket, error: &rustls::Error) {
        self.broken = Some(error.clone());
        // An alert that waits is handed out before the fault is looked at again, which rustls does
        // not survive: nothing else may be asked of it from here on.
        for _ in 0..LAST_TURNS {
            if !self.session.wants_write() || self.turn(&mut [], true).is_err() {
                break;
            }
        }
        // The error matters; whether the peer hears of it does not.
        let _ = self.flush(socket);
    }
}

/// What came of one turn.
enum Turn {
    /// So many bytes went to the reader; there may be more to do.
    Again(usize),
    /// There is nothing to do until something is received, read or sent.
    Stop,
}

/// Puts small pieces together, so that they share a record.
fn gather(pieces: &[IoSlice<'_>], into: &mut Vec<u8>) {
    into.clear();
    for piece in pieces {
        let room = PIECE_BYTES.saturating_sub(into.len());
        into.extend_from_slice(piece.get(..room).unwrap_or(piece));
    }
}

fn invalid(error: rustls::Error) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, error)
}

/// How much room rustls needs, and what to say when that is not the trouble.
fn unencoded(error: EncodeError) -> (Option<usize>, rustls::Error) {
    match error {
        EncodeError::InsufficientSize(short) => (Some(short.required_size), odd()),
        EncodeError::AlreadyEncoded => (None, odd()),
    }
}

fn unsealed(error: EncryptError) -> (Option<usize>, rustls::Error) {
    match error {
        EncryptError::InsufficientSize(short) => (Some(short.required_size), odd()),
        EncryptError::EncryptExhausted => (None, rustls::Error::EncryptError),
    }
}

fn odd() -> rustls::Error {
    rustls::Error::General("a record could not be encoded".to_owned())
}
