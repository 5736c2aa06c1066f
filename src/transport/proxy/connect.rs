//! CONNECT (RFC 9110 section 9.3.6): a proxy that speaks HTTP opens a tunnel. Only a 2xx opens one;
//! of everything else that it says, its status and the first line of its page are told, and nothing
//! is followed, stored or delivered.

use std::io::{self, IoSlice};

use super::{Protocol, Proxy, Unreachable, page, refusal};
use crate::base::clock;
use crate::base::deadline::{Phase, Spent};
use crate::base::escape::excerpt;
use crate::base::event::{Direction, Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::head::{RequestHead, ResponseHead, Version};
use crate::http::method::Method;
use crate::http::status::Class;
use crate::http1::encode;
use crate::http1::exchange::{Exchange, Final, Received};
use crate::transport::resolve::Place;
use crate::transport::stream::{Interest, Stream};
use crate::transport::words;

/// What is read at once: a head, and the beginning of a page.
const READ_BYTES: usize = 16 * 1024;

/// A tunnel to be opened.
pub(super) struct Tunnel<'a> {
    /// By whom.
    pub(super) proxy: &'a Proxy,
    /// Whereto.
    pub(super) place: &'a Place,
    /// What is said in `User-Agent`.
    pub(super) agent: Option<&'a FieldValue>,
}

impl Tunnel<'_> {
    /// Has the proxy at the other end of a stream open the tunnel, under the socket's deadline;
    /// afterwards the stream leads through it.
    ///
    /// # Errors
    /// Of kind `Proxy`, or `TimedOut` at a limit.
    pub(super) fn open(
        &self,
        stream: &mut Stream,
        observer: &mut dyn Observer,
    ) -> Result<(), Failure> {
        let deadline = stream.deadline().during(Phase::Proxy);
        stream.set_deadline(deadline);
        let bytes = encode::request(&self.head()?);
        observer.on(&Event::RequestHead(&bytes));
        send(stream, &bytes, observer).map_err(|error| self.broken(&error))?;
        let (mut last, behind) = self.answer(stream, observer)?;
        if last.head.status.class() != Class::Successful {
            let page = rest_of_page(stream, &mut last, behind, observer);
            return Err(self.refused(&last.head, &page));
        }
        // Nobody was asked anything yet: what came is the proxy's own, or an attempt to pass for
        // the origin's answer.
        if !behind.is_empty() || stream.holds_more() {
            let story = format!("it sent \"{}\" unasked into the tunnel", excerpt(&behind));
            return Err(self.failed(story).hint(NOT_A_PROXY));
        }
        Ok(())
    }

    /// What the proxy is told: of the origin, host and port alone.
    fn head(&self) -> Result<RequestHead, Failure> {
        let Place { host, port } = self.place;
        let target = format!("{host}:{port}");
        let mut fields = Fields::default();
        let mut push = |name: &str, value: FieldValue| {
            let ours = FieldName::parse(name);
            let theirs = |name: &FieldName| self.proxy.fields.iter().any(|(n, _)| n == name);
            if let Some(name) = ours.filter(|name| !theirs(name)) {
                fields.push(&name, &value);
            }
        };
        if let Ok(value) = FieldValue::parse(target.as_bytes()) {
            push("Host", value);
        }
        if let Some(value) = self.proxy.authorization()? {
            push("Proxy-Authorization", value);
        }
        if let Some(agent) = self.agent {
            push("User-Agent", agent.clone());
        }
        for (name, value) in &self.proxy.fields {
            fields.push(name, value);
        }
        Ok(RequestHead {
            method: Method::CONNECT,
            target,
            version: Version::Http11,
            fields,
        })
    }

    /// Reads heads until the final one; with what was received behind it.
    fn answer(
        &self,
        stream: &mut Stream,
        observer: &mut dyn Observer,
    ) -> Result<(Final, Vec<u8>), Failure> {
        let mut exchange = Exchange::new(&Method::CONNECT);
        let (mut buffer, mut seen) = (vec![0; READ_BYTES], 0_usize);
        loop {
            let count = match stream.read(&mut buffer) {
                Ok(0) => return Err(self.closed(&exchange)),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Err(self.closed(&exchange));
                }
                Err(error) => return Err(self.broken(&error)),
            };
            let mut rest = buffer.get(..count).unwrap_or_default();
            observer.bytes(Direction::In, rest);
            while !rest.is_empty() {
                let (used, received) = exchange.receive(rest).map_err(|violation| {
                    let wrong = Failure::caused(Kind::Proxy, violation);
                    wrong.context(self.doing()).hint(NOT_A_PROXY)
                })?;
                seen = seen.saturating_add(used);
                if seen > limits::CONNECT_HEAD_BYTES {
                    let story = format!(
                        "its answer has more than {} bytes of head",
                        limits::CONNECT_HEAD_BYTES
                    );
                    return Err(self.failed(story).hint(NOT_A_PROXY));
                }
                rest = rest.get(used..).unwrap_or_default();
                match received {
                    Received::More => {}
                    Received::Interim(head) => observer.on(&Event::ResponseHead(&head.text())),
                    Received::Final(last) => {
                        observer.on(&Event::ResponseHead(&last.head.text()));
                        return Ok((*last, rest.to_vec()));
                    }
                }
            }
        }
    }

    fn doing(&self) -> String {
        format!(
            "tunnel to {} through the proxy {}",
            self.place.shown(),
            self.proxy
        )
    }

    fn failed(&self, story: impl std::fmt::Display) -> Failure {
        Failure::new(Kind::Proxy, story).context(self.doing())
    }

    fn closed(&self, exchange: &Exchange) -> Failure {
        let story = match exchange.untouched() {
            true => "it closed the connection without an answer",
            false => "it closed the connection before its answer was complete",
        };
        let hint = match self.proxy.protocol {
            Protocol::Http => "is it an http proxy? Others are https:// or socks5h://",
            Protocol::Https
            | Protocol::Socks4
            | Protocol::Socks4a
            | Protocol::Socks5
            | Protocol::Socks5h => "is it a proxy that speaks HTTP?",
        };
        match exchange.untouched() {
            true => self.silent(Kind::Empty, story).hint(hint),
            false => self.failed(story).hint(hint),
        }
    }

    /// A connection to a proxy that ended without an answer: it may be there again in a moment.
    fn silent(&self, kind: Kind, story: &str) -> Failure {
        Unreachable::made_of(Failure::new(kind, story)).context(self.doing())
    }

    fn broken(&self, error: &io::Error) -> Failure {
        match Spent::within(error) {
            Some(spent) => Failure::caused(Kind::TimedOut, spent)
                .context(self.doing())
                .hint("the proxy accepts connections but does not answer"),
            None => self
                .silent(Kind::Receive, &words::of(error))
                .hint("the proxy may have crashed, or it is no proxy"),
        }
    }

    fn refused(&self, head: &ResponseHead, page: &[u8]) -> Failure {
        let story = refusal::story(head, page::first_line(page));
        self.failed(story).hint(refusal::hint(self.proxy, head))
    }
}

const NOT_A_PROXY: &str = "is it an http proxy, and the right port?";

/// Sends a head. A proxy that answers before it has heard all is listened to.
fn send(stream: &mut Stream, mut bytes: &[u8], observer: &mut dyn Observer) -> io::Result<()> {
    loop {
        let count = match bytes {
            [] => 0,
            some => stream.try_send(&[IoSlice::new(some)])?,
        };
        let (sent, rest) = bytes.split_at_checked(count).unwrap_or((bytes, &[]));
        observer.bytes(Direction::Out, sent);
        bytes = rest;
        if bytes.is_empty() && stream.try_flush()? {
            return Ok(());
        }
        if count == 0 && stream.wait(Interest::Both, None, None)?.read {
            return Ok(());
        }
    }
}

/// Reads the beginning of a refusal's page, for a short while; what goes wrong on the way does not
/// matter any more.
fn rest_of_page(
    stream: &mut Stream,
    last: &mut Final,
    mut pending: Vec<u8>,
    observer: &mut dyn Observer,
) -> Vec<u8> {
    let (mut page, mut buffer) = (Vec::new(), vec![0; READ_BYTES]);
    let start = clock::now();
    while !last.body.is_done() && page.len() < limits::ERROR_BODY_BYTES {
        let Ok(step) = last.body.step(&pending) else {
            break;
        };
        let end = step.framing.saturating_add(step.content);
        page.extend_from_slice(pending.get(step.framing..end).unwrap_or_default());
        pending.drain(..end.min(pending.len()));
        if step.done {
            break;
        }
        if end > 0 {
            continue;
        }
        let passed = clock::now().saturating_duration_since(start);
        let left = limits::DISCARD_LIMIT.saturating_sub(passed);
        match stream.try_read(&mut buffer) {
            Ok(Some(count)) if count > 0 => {
                let came = buffer.get(..count).unwrap_or_default();
                observer.bytes(Direction::In, came);
                pending.extend_from_slice(came);
            }
            Ok(None) if !left.is_zero() => {
                let ready = stream.wait(Interest::Read, None, Some(left));
                if !ready.is_ok_and(|ready| ready.read) {
                    break;
                }
            }
            Ok(_) | Err(_) => break,
        }
    }
    page.truncate(limits::ERROR_BODY_BYTES);
    page
}
