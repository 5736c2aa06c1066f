//! One exchange on an open connection: the request out, heads in until the final one.

use std::time::Duration;

use crate::base::deadline::{Deadline, Phase};
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::fields::Fields;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::origin::Origin;
use crate::http1::encode;
use crate::http1::exchange::{Exchange, Final, Received};
use crate::http1::persistence;
use crate::transport::Connection;

use super::Response;
use super::body::{After, Body};
use super::forward;
use super::upload::Upload;
use super::wire::{self, Fill, Wire};

/// A request about to be sent, and the limits it is sent under.
pub(super) struct Outgoing<'a> {
    pub(super) head: &'a RequestHead,
    pub(super) source: Option<Source>,
    pub(super) origin: &'a Origin,
    pub(super) deadline: Deadline,
    /// The head as it is sent, where it was made elsewhere and its content is framed already.
    pub(super) raw: Option<&'a [u8]>,
    /// What is received into; empty, or as a connection before left it.
    pub(super) buffer: Vec<u8>,
}

/// An exchange without a final head.
pub(super) struct Unanswered {
    pub(super) failure: Failure,
    /// Whether no byte of a response had come: the peer may not have seen the request.
    pub(super) untouched: bool,
    /// Whether no byte of the request went out: the peer cannot have seen it.
    pub(super) unsent: bool,
}

/// Sends a request on a connection and waits for the head of its final response.
pub(super) fn exchange(
    connection: Connection,
    outgoing: Outgoing<'_>,
    observer: &mut dyn Observer,
) -> Result<Response, Unanswered> {
    let Outgoing {
        head,
        source,
        origin,
        deadline,
        raw,
        buffer,
    } = outgoing;
    observer.uses(connection.number);
    let proxy = connection.forward.clone();
    let dressed = forward::dress(head, origin, proxy.as_deref()).map_err(unsent)?;
    let bytes = raw.map_or_else(|| encode::request(&dressed), <[u8]>::to_vec);
    observer.on(&Event::RequestHead(&bytes));
    let forwarded = connection.forward.is_some();
    let upload = match raw {
        None => Upload::new(bytes, source, &head.fields),
        Some(_) => Upload::new(bytes, source, &Fields::default()),
    };
    let upload = upload.observed(observer.wants_bytes());
    let mut wire = Wire::new(connection, buffer, upload, deadline.during(Phase::Send));
    let mut exchange = Exchange::new(&head.method);
    match receive_heads(&mut wire, &mut exchange, observer) {
        Ok((interim, last)) => {
            if let Some(failure) = proxy.and_then(|proxy| forward::refused(&proxy, &last.head)) {
                return Err(Unanswered {
                    failure,
                    untouched: false,
                    unsent: false,
                });
            }
            let Final {
                head: answer,
                body,
                close,
                ..
            } = *last;
            let after = After {
                close: close
                    .or_else(|| persistence::asked(head))
                    .or_else(|| persistence::forwarded(&answer).filter(|_| forwarded)),
                patience: persistence::patience(&answer).map(Duration::from_secs),
                origin: origin.clone(),
            };
            Ok(Response {
                followed: Vec::new(),
                interim,
                head: answer,
                unsent: wire.take_unsent(),
                body: Body::new(wire, body, after),
            })
        }
        Err(failure) => Err(Unanswered {
            // What cannot be understood is an answer, too.
            untouched: exchange.untouched() && failure.kind != Kind::Malformed,
            failure: match proxy {
                Some(proxy) => failure.context(format_args!("through the proxy {proxy}")),
                None => failure,
            },
            unsent: !wire.is_begun(),
        }),
    }
}

/// A failure met before anything was sent.
fn unsent(failure: Failure) -> Unanswered {
    Unanswered {
        failure,
        untouched: true,
        unsent: true,
    }
}

/// Reads heads until the final one.
fn receive_heads(
    wire: &mut Wire,
    exchange: &mut Exchange,
    observer: &mut dyn Observer,
) -> Result<(Vec<ResponseHead>, Box<Final>), Failure> {
    let mut interim = Vec::new();
    loop {
        let received = exchange.receive(wire.buffered());
        let (used, received) = received.map_err(|violation| {
            Failure::caused(Kind::Malformed, violation).context("malformed response")
        })?;
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
                return Ok((interim, last));
            }
            Received::More => match wire.fill(observer)? {
                Fill::Some if interim.is_empty() && exchange.untouched() => {
                    observer.on(&Event::FirstByte);
                }
                Fill::Some => {}
                Fill::End(why) => return Err(wire::closed_in_head(exchange, why)),
            },
        }
    }
}
