//! One request to one response over a connection. Knows no flags and no terminals.
//!
//! `http1` says what bytes mean, `transport` moves them; this layer brings the two together:
//! [`Client::send`] opens or reuses a connection, sends while it listens, and hands out the final
//! head with a [`body::Body`] that streams.

pub mod body;
pub mod config;
pub mod framing;
pub mod reader;
mod upload;
mod wire;

use crate::base::clock;
use crate::base::deadline::{Deadline, Phase};
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::origin::{Origin, Scheme};
use crate::http::request::Request;
use crate::http1::encode;
use crate::http1::exchange::{Exchange, Final, Received};
use crate::transport::{Connection, Connector};

use body::Body;
use config::Config;
use upload::Upload;
pub use wire::SpliceError;
use wire::{Fill, Wire};

/// Sends requests; keeps a connection that can serve again.
pub struct Client {
    config: Config,
    connector: Connector,
    idle: Option<(Origin, Connection)>,
}

/// A final response, its body still to come.
pub struct Response {
    /// The heads of interim responses, in order.
    pub interim: Vec<ResponseHead>,
    /// The final head.
    pub head: ResponseHead,
    /// The body.
    pub body: Body,
}

impl Client {
    /// A client; nothing is opened or loaded yet.
    pub fn new(config: Config) -> Self {
        let connector = Connector::new(config.transport.clone());
        Self {
            config,
            connector,
            idle: None,
        }
    }

    /// Loads what requests to these origins will need, so that what the user gave for it is
    /// checked before anything is opened.
    pub fn prepare<'a>(
        &mut self,
        mut origins: impl Iterator<Item = &'a Origin>,
    ) -> Result<(), Failure> {
        match origins.any(|origin| origin.scheme == Scheme::Https) {
            true => self.connector.prepare(),
            false => Ok(()),
        }
    }

    /// Sends one request and waits for the head of its final response. The limits on time begin
    /// here and hold to the end of the body.
    pub fn send(
        &mut self,
        head: &RequestHead,
        request: &Request,
        source: Option<Source>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let start = clock::now();
        let deadline = Deadline::starting(start, self.config.limits.total);
        let origin = &request.uri.origin;
        let connection = self.connection(origin, deadline, observer)?;
        let deadline = deadline
            .exchanging(self.config.limits.idle)
            .during(Phase::Send);
        let bytes = encode::request(head);
        observer.on(&Event::RequestHead(&bytes));
        let upload = Upload::new(bytes, source, &head.fields);
        let mut wire = Wire::new(connection, upload, deadline);
        let exchange = Exchange::new(&head.method);
        let (interim, last) = receive_head(&mut wire, exchange, observer)?;
        let Final {
            head, body, close, ..
        } = last;
        let body = Body::new(wire, body, close, origin.clone());
        Ok(Response {
            interim,
            head,
            body,
        })
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

    fn connection(
        &mut self,
        origin: &Origin,
        deadline: Deadline,
        observer: &mut dyn Observer,
    ) -> Result<Connection, Failure> {
        if let Some((kept, mut connection)) = self.idle.take()
            && kept == *origin
            && connection.stream.is_idle()
        {
            observer.on(&Event::Reused {
                peer: &connection.peer,
            });
            return Ok(connection);
        }
        let deadline = deadline.connecting(clock::now(), self.config.limits.connect);
        self.connector.open(origin, deadline, observer)
    }
}

/// Reads heads until the final one.
fn receive_head(
    wire: &mut Wire,
    mut exchange: Exchange,
    observer: &mut dyn Observer,
) -> Result<(Vec<ResponseHead>, Final), Failure> {
    let mut interim = Vec::new();
    loop {
        let received = exchange.receive(wire.buffered());
        let (used, received) = received
            .map_err(|violation| Failure::caused(Kind::Malformed, violation))
            .map_err(|failure| failure.context("malformed response"))?;
        wire.consume(used);
        match received {
            Received::Interim(head) => {
                observer.on(&Event::ResponseHead(&head.text()));
                wire.interim(head.status);
                interim.push(head);
            }
            Received::Final(last) => {
                observer.on(&Event::ResponseHead(&last.head.text()));
                wire.answered(last.head.status);
                return Ok((interim, *last));
            }
            Received::More => match wire.fill(observer)? {
                Fill::Some => {}
                Fill::End(why) => return Err(wire::closed_in_head(&exchange, why)),
            },
        }
    }
}
