//! Which connection serves a request: a kept one where RFC 9112 section 9.3 allows, else a new one.

use std::mem;

use super::exchange::{Outgoing, Unanswered, exchange};
use super::retry::may_repeat;
use super::round::Ready;
use super::{Client, Response, same_length};
use crate::base::clock;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::origin::Origin;
use crate::transport::Connection;

use super::body::{Body, Ended};
use super::pool::Kept;

impl Client {
    /// One message each way. A kept connection that turns out to be closed is replaced without a
    /// word, when the request may be repeated (RFC 9112, 9.3.1), for which it is safe in itself or
    /// has an `Idempotency-Key`.
    pub(super) fn transmit(
        &mut self,
        ready: Ready<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let Ready {
            head,
            request,
            source,
            start,
            ..
        } = ready;
        observer.on(&Event::Asking {
            method: head.method.as_str(),
            uri: format_args!("{}", request.uri),
        });
        let origin = &request.uri.origin;
        let deadline = start.exchanging(self.config.limits.idle);
        let mut outgoing = Outgoing {
            head,
            source,
            origin,
            deadline,
            raw: request.shape.raw.as_deref(),
            buffer: mem::take(&mut self.buffer),
        };
        if let Some(connection) = self.kept(origin, observer) {
            let Unanswered {
                failure,
                untouched,
                unsent,
            } = match exchange(connection, outgoing, observer) {
                Ok(response) => return Ok(self.answered(response)),
                Err(unanswered) => unanswered,
            };
            self.sent |= !unsent;
            let ours = failure.is_timeout() || failure.kind == Kind::ReadSource;
            if !untouched || ours {
                return Err(failure);
            }
            if may_repeat(request, !unsent).is_err() {
                return Err(failure.hint(MAYBE_PROCESSED));
            }
            observer.on(&Event::Parted(
                "the kept connection was closed before it answered",
            ));
            let source = same_length(Source::of(request)?, head)?;
            outgoing = Outgoing {
                head,
                source,
                origin,
                deadline,
                raw: request.shape.raw.as_deref(),
                buffer: Vec::new(),
            };
        }
        let connecting = start.connecting(clock::now(), self.config.limits.connect);
        let connection = self.connector.open(origin, connecting, observer)?;
        match exchange(connection, outgoing, observer) {
            Ok(response) => Ok(self.answered(response)),
            Err(unanswered) => {
                self.sent |= !unanswered.unsent;
                Err(unanswered.failure)
            }
        }
    }

    /// Opens a connection for requests to come.
    ///
    /// # Errors
    /// Those of [`Connector::open`](crate::transport::Connector::open).
    pub fn connect(&mut self, origin: &Origin, observer: &mut dyn Observer) -> Result<(), Failure> {
        let deadline = self.begin();
        let deadline = deadline.connecting(clock::now(), self.config.limits.connect);
        let connection = self.connector.open(origin, deadline, observer)?;
        let kept = Kept {
            origin: origin.clone(),
            connection,
            patience: None,
        };
        self.idle.put(kept, clock::now());
        Ok(())
    }

    fn answered(&mut self, mut response: Response) -> Response {
        self.sent = true;
        if let Some(tally) = &self.config.tally {
            response.body.count_into(tally);
        }
        response
    }

    /// Takes back the connection of a body that was read to its end, if it can serve again.
    pub fn recycle(&mut self, body: Body, observer: &mut dyn Observer) {
        let Ended { connection, buffer } = body.end();
        self.buffer = buffer;
        match connection {
            Ok(kept) => self.idle.put(kept, clock::now()),
            Err(Some(close)) => {
                observer.on(&Event::Parted(&format!(
                    "the connection is not kept: {close}"
                )));
            }
            Err(None) => {}
        }
    }

    /// A kept connection that leads to this origin.
    fn kept(&mut self, origin: &Origin, observer: &mut dyn Observer) -> Option<Connection> {
        let forwarding = self.config.transport.forwarding(origin);
        let taken = self.idle.take(origin, forwarding, clock::now());
        if self.idle.has_lost() {
            let story = "the kept connection was closed meanwhile";
            observer.on(&Event::Parted(story));
        }
        let connection = taken?;
        observer.on(&Event::Reused {
            peer: &connection.peer,
        });
        Some(connection)
    }
}

/// What to do about a connection that ended while it served another request. What was not sent
/// twice was perhaps done once.
const MAYBE_PROCESSED: &str = "it went over a connection kept open from an earlier request, and is not \
     sent again by itself";
