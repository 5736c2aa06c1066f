//! The rounds of one request to one origin: its credentials, its cookies, the answers in between.
//!
//! Which request comes after a redirect is said by `follow`; which connection serves, by
//! `transmit`.

use super::auth::{self, Credentials, Rounds};
use super::cookies::Reach;
use super::{Client, Response, same_length};
use crate::base::clock;
use crate::base::deadline::Deadline;
use crate::base::event::Observer;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::source::Source;
use crate::http::head::RequestHead;
use crate::http::request::Request;

use super::body::Body;

/// A request with its content opened and its head framed, under the limits it was begun with.
pub(super) struct Ready<'a> {
    pub(super) head: &'a RequestHead,
    pub(super) request: &'a Request,
    pub(super) source: Option<Source>,
    /// Where typed cookies go.
    pub(super) typed: Reach,
    pub(super) start: Deadline,
}

impl Client {
    /// Sends a request over as many rounds as its credentials take; the answers of rounds before
    /// the last are dropped.
    pub(super) fn rounds(
        &mut self,
        ready: Ready<'_>,
        credentials: Option<&Credentials>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let Some(credentials) = credentials else {
            return self.round(ready, observer);
        };
        let Ready {
            head,
            request,
            mut source,
            typed,
            start,
        } = ready;
        let mut rounds = Rounds::new(credentials, request, &mut self.sessions);
        loop {
            let dressed = rounds.dress(head, source.as_ref())?;
            let round = Ready {
                head: &dressed,
                request,
                source,
                typed,
                start,
            };
            let mut response = self.round(round, observer)?;
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
        ready: Ready<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let uri = &ready.request.uri;
        let with_cookies = self.jar().map(|jar| {
            let mut head = ready.head.clone();
            jar.attach_typed(&mut head.fields, uri, ready.typed, clock::today());
            head
        });
        let head = with_cookies.as_ref().unwrap_or(ready.head);
        let response = self.expecting(Ready { head, ..ready }, observer)?;
        if let Some(mut jar) = self.jar() {
            jar.store(&response.head.fields, uri, clock::today(), observer);
        }
        Ok(response)
    }

    /// Reads what is left of an answer that nobody wants, if that is little, so that its
    /// connection can serve again. What goes wrong on the way concerns the connection alone.
    pub fn discard(&mut self, mut body: Body, observer: &mut dyn Observer) {
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
}
