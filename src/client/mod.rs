//! One request to one response over a connection. Knows no flags and no terminals.
//!
//! `http1` says what bytes mean, `transport` moves them; this layer brings the two together:
//! [`Client::send`] opens or reuses a connection, sends while it listens, and hands out the final
//! head with a [`body::Body`] that streams.

pub mod auth;
pub mod body;
pub mod config;
pub mod cookies;
mod exchange;
pub mod framing;
pub mod reader;
mod upload;
mod wire;

use crate::base::clock;
use crate::base::deadline::Deadline;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::source::Source;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::origin::{Origin, Scheme};
use crate::http::request::Request;
use crate::transport::{Connection, Connector};

use auth::session::Session;
use auth::{Credentials, Rounds};
use body::Body;
use config::Config;
use cookies::Jar;
use exchange::{Outgoing, Unanswered, exchange};
pub use wire::SpliceError;

/// Sends requests; keeps a connection that can serve again.
pub struct Client {
    config: Config,
    connector: Connector,
    idle: Option<(Origin, Connection)>,
    /// Digest nonces that further requests can use.
    sessions: Vec<Session>,
    /// Cookies, where a run has any.
    pub cookies: Option<Jar>,
}

/// A request on its way out.
pub struct Outbound<'a> {
    /// Its head, framing included, credentials not.
    pub head: &'a RequestHead,
    /// The request.
    pub request: &'a Request,
    /// Its content, opened.
    pub source: Option<Source>,
    /// What it may show of its user.
    pub credentials: Option<&'a Credentials>,
}

/// A final response, its body still to come.
pub struct Response {
    /// The heads of interim responses, in order.
    pub interim: Vec<ResponseHead>,
    /// The final head.
    pub head: ResponseHead,
    /// The body.
    pub body: Body,
    /// Content that was held back for a 100 (Continue) and so not touched.
    unsent: Option<Source>,
}

impl Client {
    /// A client; nothing is opened or loaded yet.
    pub fn new(config: Config) -> Self {
        let connector = Connector::new(config.transport.clone());
        Self {
            config,
            connector,
            idle: None,
            sessions: Vec::new(),
            cookies: None,
        }
    }

    /// Loads what requests to these origins will need, so that what the user gave for it is
    /// checked before anything is opened.
    pub fn prepare<'a>(
        &mut self,
        mut origins: impl Iterator<Item = &'a Origin>,
    ) -> Result<(), Failure> {
        if origins.any(|origin| origin.scheme == Scheme::Https) {
            self.connector.prepare()?;
        }
        Ok(())
    }

    /// Sends a request and waits for the head of its final response, over as many rounds as its
    /// credentials take; the answers of rounds before the last are dropped. The limits on time
    /// begin here and hold to the end of the body.
    pub fn send(
        &mut self,
        outbound: Outbound<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let start = Deadline::starting(clock::now(), self.config.limits.total);
        let Outbound {
            head,
            request,
            mut source,
            credentials,
        } = outbound;
        let Some(credentials) = credentials else {
            return self.round(head, (request, source), start, observer);
        };
        let mut rounds = Rounds::new(credentials, request, &mut self.sessions);
        loop {
            let dressed = rounds.dress(head, source.as_ref())?;
            let mut response = self.round(&dressed, (request, source), start, observer)?;
            if !rounds.again(&response.head, observer)? {
                rounds.end(&mut self.sessions);
                return Ok(response);
            }
            let unsent = response.unsent.take();
            self.discard(response.body, observer);
            source = same_length(auth::content_again(request, unsent)?, head)?;
        }
    }

    /// One message each way, with the cookies that belong to it.
    fn round(
        &mut self,
        head: &RequestHead,
        (request, source): (&Request, Option<Source>),
        start: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let with_cookies = self.cookies.as_ref().map(|jar| {
            let mut head = head.clone();
            jar.attach(&mut head.fields, &request.uri, clock::today());
            head
        });
        let head = with_cookies.as_ref().unwrap_or(head);
        let response = self.transmit(head, (request, source), start, observer)?;
        if let Some(jar) = &mut self.cookies {
            let (fields, today) = (&response.head.fields, clock::today());
            jar.store(fields, &request.uri, today, observer);
        }
        Ok(response)
    }

    /// One message each way. A kept connection that turns out to be closed is replaced without a
    /// word, when the request may be repeated (RFC 9112, 9.3.1).
    fn transmit(
        &mut self,
        head: &RequestHead,
        (request, source): (&Request, Option<Source>),
        start: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let origin = &request.uri.origin;
        let deadline = start.exchanging(self.config.limits.idle);
        let mut outgoing = Outgoing {
            head,
            source,
            origin,
            deadline,
        };
        if let Some(connection) = self.kept(origin, observer) {
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
        exchange(connection, outgoing, observer).map_err(|unanswered| unanswered.failure)
    }

    /// Reads what is left of an answer that nobody wants, if that is little, so that its
    /// connection can serve again. What goes wrong on the way concerns the connection alone.
    fn discard(&mut self, mut body: Body, observer: &mut dyn Observer) {
        let little = |count: u64| count <= limits::DISCARDED_BYTES;
        if body.may_serve_again() && body.announced().is_none_or(little) {
            body.hurry(Deadline::starting(
                clock::now(),
                Some(limits::DISCARD_LIMIT),
            ));
            while little(body.received()) && matches!(body.advance(observer), Ok(true)) {}
        }
        self.recycle(body, observer);
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

/// Content that is sent once more under a head that was made for its first reading: a file that
/// has changed its length since would break the framing.
fn same_length(source: Option<Source>, head: &RequestHead) -> Result<Option<Source>, Failure> {
    let length = source.as_ref().and_then(Source::length);
    let told = head.fields.first("content-length");
    if let (Some(length), Some(told)) = (length, told)
        && told != length.to_string().as_bytes()
    {
        let story = "the file of the body changed between two attempts";
        return Err(Failure::new(Kind::ReadSource, story)
            .hint("the request was not completed; send it again when the file is at rest"));
    }
    Ok(source)
}

impl Drop for Client {
    /// Ends a kept connection in good order.
    fn drop(&mut self) {
        if let Some((_, connection)) = self.idle.take() {
            connection.stream.close();
        }
    }
}
