//! A connection while an exchange is under way: one receive buffer, and the upload that may still
//! be running beside it.
//!
//! [`Wire::fill`] is the one place that waits for the peer. While content is being sent it listens
//! after every piece, so that an early answer is seen (RFC 9112 section 9.5), and a peer that
//! answers while it reads does not stall both sides.

use std::io;
use std::ops::Range;
use std::os::fd::BorrowedFd;

use crate::base::clock;
use crate::base::deadline::{Deadline, Phase};
use crate::base::event::{Direction, Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::source::Source;
use crate::http::status::{Class, StatusCode};
use crate::http1::exchange::Exchange;
use crate::http1::incomplete::Incomplete;
use crate::transport::Connection;
use crate::transport::stream::{Interest, Moved, Ready, Undeliverable};
use crate::transport::tls::demand::Refusal;

use super::upload::{Stopped, Upload, Wants};

/// A connection in use.
pub(super) struct Wire {
    connection: Connection,
    buffer: Vec<u8>,
    filled: Range<usize>,
    upload: Option<Upload>,
    /// Why sending stopped, kept until it is known that no response explains it.
    send_error: Option<io::Error>,
    /// Whether any byte of the request was sent.
    begun: bool,
    /// Whether all content was sent.
    sent_whole: bool,
    /// Whether the answer was one that makes the rest of the content pointless.
    given_up: bool,
    /// Content that was held back until the final answer.
    unsent: Option<Source>,
    /// Somebody wants to see the bytes: none are moved inside the kernel.
    observed: bool,
    deadline: Deadline,
}

/// What came of filling the buffer.
pub(super) enum Fill {
    /// More bytes.
    Some,
    /// The end of the connection.
    End(End),
}

/// How a connection ended.
pub(super) enum End {
    /// In good order: FIN, under TLS after a close_notify.
    Clean,
    /// Under TLS without a close_notify: somebody on the path may have cut it.
    Unannounced,
    /// By a reset.
    Reset(io::Error),
    /// Sending had failed before.
    Unsent(io::Error),
}

impl Wire {
    pub(super) fn new(
        connection: Connection,
        buffer: Vec<u8>,
        upload: Upload,
        deadline: Deadline,
    ) -> Self {
        let mut wire = Self {
            connection,
            buffer,
            filled: 0..0,
            observed: upload.is_observed(),
            upload: Some(upload),
            send_error: None,
            begun: false,
            sent_whole: false,
            given_up: false,
            unsent: None,
            deadline,
        };
        wire.enter(Phase::Send);
        wire
    }

    /// Bytes received and not yet consumed.
    pub(super) fn buffered(&self) -> &[u8] {
        self.buffer.get(self.filled.clone()).unwrap_or_default()
    }

    /// The buffer and the part of it that is filled, for decoding in place.
    pub(super) fn parts(&mut self) -> (&mut [u8], Range<usize>) {
        (&mut self.buffer, self.filled.clone())
    }

    /// The buffer, for reading ranges that [`Wire::parts`] gave.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// Drops bytes from the front of what is buffered.
    pub(super) fn consume(&mut self, count: usize) {
        self.filled.start = (self.filled.start + count).min(self.filled.end);
    }

    /// An interim response came: a 100 lets content go that was held back for it.
    pub(super) fn interim(&mut self, status: StatusCode) {
        if let Some(upload) = &mut self.upload
            && status.code() == 100
        {
            upload.release();
        }
    }

    /// The final head came. Content that is still being sent is given up, unless the answer is a
    /// success that may be streaming while it reads.
    pub(super) fn answered(&mut self, status: StatusCode) {
        self.given_up = status.class() != Class::Successful;
        let given_up =
            |upload: &mut Upload| upload.is_held() || status.class() != Class::Successful;
        if let Some(upload) = self.upload.take_if(given_up)
            && upload.is_held()
        {
            self.unsent = upload.into_source();
        }
        self.enter(Phase::Receive);
    }

    /// Waits for bytes; the buffer must have been consumed.
    pub(super) fn fill(&mut self, observer: &mut dyn Observer) -> Result<Fill, Failure> {
        if self.buffer.is_empty() {
            self.buffer = vec![0; limits::BUFFER_BYTES];
        }
        self.filled = 0..0;
        let sending = self.upload.is_some();
        if let Some(done) = self.exchange_bytes(observer)? {
            return Ok(done);
        }
        let stream = &mut self.connection.stream;
        // No peer has answered yet when the last byte has just left: the first try would fail.
        let waited = match sending && self.sent_whole {
            true => stream.wait(Interest::Read, None, None).map(drop),
            false => Ok(()),
        };
        let read = waited.and_then(|()| stream.read(&mut self.buffer));
        self.took(read.map(Some), observer)
            .map(|fill| fill.unwrap_or(Fill::End(End::Clean)))
    }

    /// Sends what is left of the content after a success that came early. Where that cannot be
    /// done the user is told: the peer says that all is well, but it has not seen everything.
    pub(super) fn finish_sending(&mut self, observer: &mut dyn Observer) -> Result<(), Failure> {
        if self.sent_whole || self.given_up {
            return Ok(());
        }
        if self.upload.is_some() && self.filled.is_empty() {
            self.exchange_bytes(observer)?;
        }
        if !self.sent_whole {
            let text = "the server answered, and stopped reading, before all of the body was sent";
            observer.on(&Event::Warning(text));
        }
        self.upload = None;
        Ok(())
    }

    /// Sets another limit on what is left of the exchange, within the one on the whole.
    pub(super) fn hurry(&mut self, deadline: Deadline) {
        self.deadline = deadline.within(&self.deadline);
        self.enter(Phase::Receive);
    }

    /// Content that was held back for a 100 (Continue) when the final answer came.
    pub(super) fn take_unsent(&mut self) -> Option<Source> {
        self.unsent.take()
    }

    /// Whether any byte of the request went out.
    pub(super) fn is_begun(&self) -> bool {
        self.begun
    }

    /// Whether the request went out whole.
    pub(super) fn is_sent(&self) -> bool {
        self.sent_whole
    }

    /// Moves received content straight into `out`, waiting for the peer under the deadline; `None`
    /// while something is buffered or still being sent.
    pub(super) fn splice_to(
        &mut self,
        out: BorrowedFd<'_>,
        most: usize,
    ) -> Result<Option<Moved>, SpliceError> {
        if self.observed || !self.filled.is_empty() || self.upload.is_some() {
            return Ok(None);
        }
        loop {
            match self.connection.stream.splice_to(out, most)? {
                Moved::WouldBlock => {
                    self.connection.stream.wait(Interest::Read, None, None)?;
                }
                moved @ (Moved::Bytes(_) | Moved::End | Moved::Unsupported) => {
                    return Ok(Some(moved));
                }
            }
        }
    }

    /// Gives the connection and the receive buffer back.
    pub(super) fn into_parts(self) -> (Connection, Vec<u8>) {
        (self.connection, self.buffer)
    }

    /// Sends while it listens, until bytes have come or everything is sent.
    fn exchange_bytes(&mut self, observer: &mut dyn Observer) -> Result<Option<Fill>, Failure> {
        let mut ready = Ready::default();
        while let Some(upload) = &mut self.upload {
            let pumped = upload.pump(&mut self.connection.stream, ready.also, observer);
            self.begun |= upload.is_begun();
            let wants = match pumped {
                Ok(wants) => wants,
                Err(Stopped::Fatal(failure)) => return Err(failure),
                Err(Stopped::Connection(error)) => {
                    self.upload = None;
                    self.send_error = Some(error);
                    break;
                }
            };
            if wants == Wants::Nothing {
                let content = upload.content_sent();
                observer.on(&Event::RequestSent { content });
                self.upload = None;
                self.sent_whole = true;
                self.enter(Phase::Wait);
                break;
            }
            // A whole small request goes out before the first look at the other direction.
            let read = self.connection.stream.try_read(&mut self.buffer);
            if let Some(fill) = self.took(read, observer)? {
                return Ok(Some(fill));
            }
            ready = self.wait(wants, observer)?;
        }
        Ok(None)
    }

    /// Waits for what the upload wants, or for the peer to say something.
    fn wait(&mut self, wants: Wants, observer: &mut dyn Observer) -> Result<Ready, Failure> {
        let Some(upload) = &mut self.upload else {
            return Ok(Ready::default());
        };
        let (interest, also, at_most) = match wants {
            Wants::Nothing | Wants::Turn => return Ok(Ready::default()),
            Wants::Room => (Interest::Both, None, None),
            Wants::Source => {
                let patience = upload.patience();
                (Interest::Read, upload.source_fd(), patience)
            }
            Wants::Leave => (Interest::Read, None, upload.held_for(clock::now())),
        };
        let stream = &mut self.connection.stream;
        if wants == Wants::Source {
            // It is the producer that is slow, not the peer: only the total limit counts.
            stream.set_deadline(self.deadline.exchanging(None).during(Phase::Send));
        }
        let waited = stream.wait(interest, also, at_most);
        let ready =
            waited.map_err(|error| Failure::io(Kind::Send, "sending the request", error))?;
        if ready == Ready::default() {
            match wants {
                Wants::Leave => upload.release(),
                Wants::Source => {
                    upload.note_silence();
                    observer.on(&Event::Warning("waiting for standard input to send"));
                }
                Wants::Nothing | Wants::Turn | Wants::Room => {}
            }
        }
        if wants == Wants::Source {
            self.enter(Phase::Send);
        }
        Ok(ready)
    }

    /// Takes the result of a read.
    fn took(
        &mut self,
        read: io::Result<Option<usize>>,
        observer: &mut dyn Observer,
    ) -> Result<Option<Fill>, Failure> {
        let end = match read {
            Ok(None) => return Ok(None),
            Ok(Some(0)) => End::Clean,
            Ok(Some(count)) => {
                self.filled = 0..count;
                if self.observed {
                    observer.bytes(Direction::In, self.buffered());
                }
                return Ok(Some(Fill::Some));
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => End::Unannounced,
            Err(error) if is_reset(&error) => End::Reset(error),
            Err(error) => return Err(self.receive_failure(error)),
        };
        self.upload = None;
        Ok(Some(Fill::End(
            self.send_error.take().map_or(end, End::Unsent),
        )))
    }

    fn receive_failure(&mut self, error: io::Error) -> Failure {
        if let Some(refused) = Refusal::within(&error) {
            return refused;
        }
        let failure = Failure::io(Kind::Receive, RECEIVING, error);
        match self.send_error.take() {
            Some(error) => Failure::io(Kind::Send, "sending the request", error),
            None => failure,
        }
    }

    fn enter(&mut self, phase: Phase) {
        self.deadline = self.deadline.during(phase);
        self.connection.stream.set_deadline(self.deadline);
    }
}

fn is_reset(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionReset | ConnectionAborted | BrokenPipe
    )
}

/// Why moving pages stopped.
pub enum SpliceError {
    /// The place they were moved to refused them.
    Output(io::Error),
    /// Receiving failed.
    Receive(Failure),
}

impl From<io::Error> for SpliceError {
    fn from(error: io::Error) -> Self {
        match Undeliverable::within(&error) {
            Some(_) => Self::Output(error),
            None => Self::Receive(Failure::io(Kind::Receive, RECEIVING, error)),
        }
    }
}

const RECEIVING: &str = "receiving the response";

/// The failure of a connection that ended before the final head was whole.
pub(super) fn closed_in_head(exchange: &Exchange, end: End) -> Failure {
    let missing = exchange.closed();
    let none = missing == Incomplete::Nothing;
    match end {
        End::Unsent(error) => Failure::io(Kind::Send, "sending the request", error)
            .hint("the peer closed the connection without an answer"),
        End::Reset(error) if none => Failure::io(Kind::Receive, "waiting for the response", error)
            .hint("the peer reset the connection; it may have crashed or refused the request"),
        End::Clean | End::Unannounced if none => Failure::caused(Kind::Empty, missing)
            .hint("the server may have crashed, or speak another protocol on this port"),
        End::Clean | End::Unannounced => Failure::caused(Kind::Incomplete, missing),
        End::Reset(error) => Failure::caused(Kind::Incomplete, missing).context(error),
    }
}
