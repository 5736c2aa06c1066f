//! The content of a response as it arrives, in runs that stay where they were received.
//!
//! Runs are slices of the connection's own buffer: an uncompressed download is one read and one
//! write a buffer, with no copy between. Small runs (a peer may send chunks of one byte) are moved
//! together first, since a write for each is what ruins tiny chunks.

use std::io::IoSlice;
use std::ops::Range;
use std::os::fd::BorrowedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::base::deadline::Deadline;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::origin::Origin;
use crate::http1::body::BodyDecoder;
use crate::http1::incomplete::Incomplete;
use crate::http1::persistence::Close;
use crate::http1::violation::Violation;
use crate::transport::stream::Moved;

use super::pool::Kept;
use super::wire::{End, Fill, SpliceError, Wire};

/// The body of one response.
pub struct Body {
    wire: Wire,
    decoder: BodyDecoder,
    after: After,
    /// Content in the wire's buffer, decoded and not yet taken.
    runs: Vec<Range<usize>>,
    /// What was wrong behind the runs.
    violation: Option<Violation>,
    done: bool,
    received: u64,
    /// Where that is counted, too.
    tally: Option<Arc<AtomicU64>>,
    /// Whether pages can be moved to where the content goes.
    pages: bool,
}

/// What is known beforehand of a connection's future after a body.
pub(super) struct After {
    /// Why it has none.
    pub(super) close: Option<Close>,
    /// How long the server keeps it open, where it says so.
    pub(super) patience: Option<Duration>,
    /// Where it leads.
    pub(super) origin: Origin,
}

/// A connection after a body: kept, or closed with what forbids keeping it (`None` when the body
/// was not read to its end); and its receive buffer.
pub(super) struct Ended {
    pub(super) connection: Result<Kept, Option<Close>>,
    pub(super) buffer: Vec<u8>,
}

impl Body {
    pub(super) fn new(wire: Wire, decoder: BodyDecoder, after: After) -> Self {
        let done = decoder.is_done();
        let (runs, violation) = (Vec::new(), None);
        Self {
            wire,
            decoder,
            after,
            runs,
            violation,
            done,
            received: 0,
            tally: None,
            pages: true,
        }
    }

    /// Waits for content; the runs are to be taken with [`Body::runs`]. False at the end of a
    /// complete body.
    pub fn advance(&mut self, observer: &mut dyn Observer) -> Result<bool, Failure> {
        self.runs.clear();
        self.tell(observer);
        loop {
            if let Some(violation) = self.violation.take() {
                return Err(Failure::caused(Kind::Malformed, violation).context(MALFORMED));
            }
            if self.done {
                return self.finish(observer).map(|()| false);
            }
            self.decode();
            if !self.runs.is_empty() {
                return Ok(true);
            }
            if self.done || self.violation.is_some() {
                continue;
            }
            if let Fill::End(end) = self.wire.fill(observer)? {
                self.ended(end)?;
            }
        }
    }

    /// Tells how much has come.
    pub fn tell(&self, observer: &mut dyn Observer) {
        let content = self.received;
        observer.on(&Event::Received { content });
    }

    /// The content that [`Body::advance`] found.
    pub fn runs(&self) -> Vec<IoSlice<'_>> {
        let bytes = self.wire.bytes();
        let run = |run: &Range<usize>| IoSlice::new(bytes.get(run.clone()).unwrap_or_default());
        self.runs.iter().map(run).collect()
    }

    /// Moves content straight into a descriptor, where both sides can and it is sure that what
    /// comes next is content; at most `most` bytes. `None` when it has to come by
    /// [`Body::advance`].
    pub fn splice(&mut self, out: BorrowedFd<'_>, most: u64) -> Result<Option<usize>, SpliceError> {
        let certain = self.decoder.certain().min(most);
        if self.done || !self.pages || certain < WORTH_SPLICING {
            return Ok(None);
        }
        let most = usize::try_from(certain)
            .unwrap_or(usize::MAX)
            .min(MOST_SPLICED);
        match self.wire.splice_to(out, most)? {
            Some(Moved::Bytes(moved)) => {
                self.decoder.skip(moved as u64);
                self.count(moved);
                self.done = self.decoder.is_done();
                Ok(Some(moved))
            }
            Some(Moved::Unsupported) => {
                self.pages = false;
                Ok(None)
            }
            // The end is judged where all ends are.
            Some(Moved::End | Moved::WouldBlock) | None => Ok(None),
        }
    }

    /// Whether nothing that is known yet forbids using the connection again.
    pub(super) fn may_serve_again(&self) -> bool {
        self.after.close.is_none() && self.wire.is_sent()
    }

    /// Sets another limit on what is left to come.
    pub(super) fn hurry(&mut self, deadline: Deadline) {
        self.wire.hurry(deadline);
    }

    /// Has content counted where others see it as well.
    pub(super) fn count_into(&mut self, tally: &Arc<AtomicU64>) {
        self.tally = Some(Arc::clone(tally));
    }

    fn count(&mut self, content: usize) {
        self.received += content as u64;
        if let Some(tally) = &self.tally {
            tally.fetch_add(content as u64, Ordering::Relaxed);
        }
    }

    /// How many bytes of content have come.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// How many bytes of content are known to be left, if that is known.
    pub fn announced(&self) -> Option<u64> {
        match self.decoder {
            BodyDecoder::Length { announced, .. } => Some(announced),
            BodyDecoder::None | BodyDecoder::Chunked(_) | BodyDecoder::UntilClose => None,
        }
    }

    /// Whether its end is known by its own framing, not by the end of the connection.
    pub fn is_delimited(&self) -> bool {
        match self.decoder {
            BodyDecoder::None | BodyDecoder::Length { .. } | BodyDecoder::Chunked(_) => true,
            BodyDecoder::UntilClose => false,
        }
    }

    /// Gives the connection back when it can serve again, and else closes it in good order.
    pub(super) fn end(self) -> Ended {
        let leftover = !self.wire.buffered().is_empty();
        let sent = self.wire.is_sent();
        let (connection, buffer) = self.wire.into_parts();
        let After {
            close,
            patience,
            origin,
        } = self.after;
        let close = match close {
            _ if !self.done => None,
            Some(close) => Some(close),
            None if !sent => Some(Close::AnsweredEarly),
            None if leftover => Some(Close::Leftover),
            None => {
                let kept = Kept {
                    origin,
                    connection,
                    patience,
                };
                let connection = Ok(kept);
                return Ended { connection, buffer };
            }
        };
        connection.stream.close();
        let connection = Err(close);
        Ended { connection, buffer }
    }

    /// The runs of content for a reader that takes them one by one.
    pub(super) fn first_run(&self) -> &[u8] {
        let run = self.runs.first().cloned().unwrap_or_default();
        self.wire.bytes().get(run).unwrap_or_default()
    }

    /// Takes bytes from the first run.
    pub(super) fn take(&mut self, count: usize) {
        let Some(run) = self.runs.first_mut() else {
            return;
        };
        run.start += count;
        if run.start >= run.end {
            self.runs.remove(0);
        }
    }

    /// Decodes what is buffered into runs.
    fn decode(&mut self) {
        let (buffer, filled) = self.wire.parts();
        let (mut at, mut content) = (filled.start, 0);
        while self.runs.len() < MOST_RUNS && !self.done {
            let Some(input) = buffer.get(at..filled.end) else {
                break;
            };
            let step = match self.decoder.step(input) {
                Ok(step) => step,
                Err(violation) => {
                    self.violation = Some(violation);
                    break;
                }
            };
            let start = at + step.framing;
            at = start + step.content;
            self.done = step.done;
            content += step.content;
            match self.runs.last_mut() {
                _ if step.content == 0 && step.framing == 0 => break,
                _ if step.content == 0 => {}
                Some(last) if step.content <= SMALL_RUN => {
                    buffer.copy_within(start..at, last.end);
                    last.end += step.content;
                }
                Some(_) | None => self.runs.push(start..at),
            }
        }
        self.wire.consume(at - filled.start);
        self.count(content);
    }

    /// The connection ended: was the message complete?
    fn ended(&mut self, end: End) -> Result<(), Failure> {
        let decoder = std::mem::replace(&mut self.decoder, BodyDecoder::None);
        let until_close = matches!(decoder, BodyDecoder::UntilClose);
        let cut = |incomplete| Failure::caused(Kind::Incomplete, incomplete);
        decoder
            .finish()
            .map_err(|incomplete: Incomplete| match &end {
                End::Reset(error) | End::Unsent(error) => cut(incomplete).context(error),
                End::Clean | End::Unannounced => cut(incomplete),
            })?;
        self.done = true;
        match end {
            End::Clean => Ok(()),
            End::Unannounced if until_close => Err(Failure::new(Kind::Incomplete, UNANNOUNCED)
                .hint("the response may have been cut; the server should send close_notify")),
            End::Reset(error) | End::Unsent(error) if until_close => Err(Failure::io(
                Kind::Incomplete,
                "the response was cut short",
                error,
            )),
            End::Unannounced | End::Reset(_) | End::Unsent(_) => Ok(()),
        }
    }

    fn finish(&mut self, observer: &mut dyn Observer) -> Result<(), Failure> {
        let decoder = std::mem::replace(&mut self.decoder, BodyDecoder::None);
        let trailers = decoder.finish();
        let trailers = trailers.map_err(|missing| Failure::caused(Kind::Incomplete, missing))?;
        self.wire.finish_sending(observer)?;
        self.tell(observer);
        observer.on(&Event::Ended);
        if !trailers.is_empty() {
            observer.on(&Event::Trailers(trailers.text()));
        }
        Ok(())
    }
}

const MALFORMED: &str = "malformed response";
const UNANNOUNCED: &str =
    "the TLS connection ended without a close_notify before the end of the response was known";
/// Runs up to this size are moved together.
const SMALL_RUN: usize = 2048;
/// Runs handed out at once: what one vectored write takes with ease.
const MOST_RUNS: usize = 64;
/// Less content than this is not worth setting up a pipe.
const WORTH_SPLICING: u64 = 128 * 1024;
/// Bytes moved in one turn.
const MOST_SPLICED: usize = 1 << 20;
