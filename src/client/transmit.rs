//! Which connection serves a request: a kept one where RFC 9112 section 9.3 allows, else a new one.

use super::exchange::{Outgoing, Unanswered, exchange};
use super::round::Ready;
use super::{Client, Response, same_length};
use crate::base::clock;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::origin::Origin;
use crate::transport::Connection;

use super::body::Body;

impl Client {
    /// One message each way. A kept connection that turns out to be closed is replaced without a
    /// word, when the request may be repeated (RFC 9112, 9.3.1).
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
        } = ready;
        let origin = &request.uri.origin;
        let deadline = start.exchanging(self.config.limits.idle);
        let mut outgoing = Outgoing {
            head,
            source,
            origin,
            deadline,
        };
        if let Some(connection) = self.kept(origin, observer) {
            self.sent = true;
            let Unanswered { failure, untouched } = match exchange(connection, outgoing, observer) {
                Ok(response) => return Ok(response),
                Err(unanswered) => unanswered,
            };
            let repeatable = request.method.is_idempotent() && request.content.is_repeatable();
            let ours = failure.is_timeout() || failure.kind == Kind::ReadSource;
            if !untouched || !repeatable || ours {
                return Err(failure);
            }
            observer.on(&Event::Note(
                "the kept connection was closed; another is opened",
            ));
            let source = same_length(Source::of(request)?, head)?;
            outgoing = Outgoing {
                head,
                source,
                origin,
                deadline,
            };
        }
        let connecting = start.connecting(clock::now(), self.config.limits.connect);
        let connection = self.connector.open(origin, connecting, observer)?;
        self.sent = true;
        exchange(connection, outgoing, observer).map_err(|unanswered| unanswered.failure)
    }

    /// Takes back the connection of a body that was read to its end, if it can serve again.
    pub fn recycle(&mut self, body: Body, observer: &mut dyn Observer) {
        match body.end() {
            Ok((origin, connection)) => self.idle = Some((origin, connection)),
            Err(Some(close)) => {
                observer.on(&Event::Note(&format!(
                    "the connection is not kept: {close}"
                )));
            }
            Err(None) => {}
        }
    }

    /// The kept connection, if it leads to this origin and nothing has come on it since.
    fn kept(&mut self, origin: &Origin, observer: &mut dyn Observer) -> Option<Connection> {
        let (kept, mut connection) = self.idle.take()?;
        if kept != *origin || !connection.stream.is_idle() {
            connection.stream.close();
            return None;
        }
        observer.on(&Event::Reused {
            peer: &connection.peer,
        });
        Some(connection)
    }
}
