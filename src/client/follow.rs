//! From a request to the response that is the last of its redirects (RFC 9110 section 15.4).
//!
//! What the next request is, if any, is said by `redirect`; what a chain of them remembers, by
//! `chain`; the rounds of each, by `round`.

use super::chain::Chain;
use super::cookies::Jar;
use super::redirect::{self, Policy};
use super::round::Ready;
use super::{Client, Outbound, Response, framing, same_length};
use crate::base::event::Observer;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::method::Method;
use crate::http::request::Request;
use crate::http::uri::Uri;

/// A redirect that was followed.
#[derive(Debug, Clone)]
pub struct Hop {
    /// The method of the request.
    pub method: Method,
    /// Where it went.
    pub from: Uri,
    /// The heads of interim responses, in order.
    pub interim: Vec<ResponseHead>,
    /// The head of the response.
    pub head: ResponseHead,
    /// The method of the next request.
    pub next: Method,
    /// Where that went.
    pub to: Uri,
}

/// A chain without a final response.
#[derive(Debug)]
pub struct Unfinished {
    /// What went wrong with the last request.
    pub failure: Failure,
    /// The redirects before it, in order: the last [`crate::base::limits::HOPS_KEPT`] of them.
    pub followed: Vec<Hop>,
}

impl From<Failure> for Unfinished {
    fn from(failure: Failure) -> Self {
        let followed = Vec::new();
        Self { failure, followed }
    }
}

/// A request that comes to nothing, whatever was followed before.
impl From<Unfinished> for Failure {
    fn from(unfinished: Unfinished) -> Self {
        unfinished.failure
    }
}

impl Client {
    /// Sends a request, follows redirects where that was asked for, and waits for the head of the
    /// final response. The limits on time that the request was begun with hold to the end of the
    /// body.
    ///
    /// # Errors
    /// What went wrong with the last request of the chain.
    pub fn send(
        &mut self,
        outbound: Outbound<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Unfinished> {
        let (mut chain, mut source) = Chain::begin(outbound);
        let Some(policy) = self.config.redirects else {
            let (_, response) = self.ask(&chain, source, observer)?;
            return Ok(response);
        };
        loop {
            match self.turn(&policy, &mut chain, source, observer) {
                Ok(Turn::Again(content)) => source = content,
                Ok(Turn::Final(response)) => {
                    return Ok(Response {
                        followed: chain.followed,
                        ..*response
                    });
                }
                Err(failure) => {
                    return Err(Unfinished {
                        failure,
                        followed: chain.followed,
                    });
                }
            }
        }
    }

    /// One request of a chain, and what is to come after its response.
    fn turn(
        &mut self,
        policy: &Policy,
        chain: &mut Chain<'_>,
        source: Option<Source>,
        observer: &mut dyn Observer,
    ) -> Result<Turn, Failure> {
        let (head, mut response) = self.ask(chain, source, observer)?;
        let step = redirect::next(policy, &chain.request, &response.head);
        let Some(step) = step.transpose() else {
            return Ok(Turn::Final(Box::new(response)));
        };
        let unsent = response.unsent.take();
        self.discard(response.body, chain.start, observer);
        let step = step?;
        chain.count(policy, &step, &response.head)?;
        let source = content_again(&step.request, unsent, &head)?;
        let typed = self.cookies.as_ref().is_some_and(Jar::has_typed);
        chain.cross(policy, &step, typed, observer);
        chain.advance(step, (response.interim, response.head), observer);
        Ok(Turn::Again(source))
    }

    /// One request, over as many rounds as it takes.
    fn ask(
        &mut self,
        chain: &Chain<'_>,
        source: Option<Source>,
        observer: &mut dyn Observer,
    ) -> Result<(RequestHead, Response), Failure> {
        let head = framing::head(&chain.request, source.as_ref())?;
        let ready = Ready {
            head: &head,
            request: &chain.request,
            source,
            typed: chain.typed,
            start: chain.start,
        };
        let response = self.rounds(ready, chain.credentials.as_deref(), observer)?;
        Ok((head, response))
    }
}

/// What comes after a response.
enum Turn {
    /// Nothing.
    Final(Box<Response>),
    /// The chain's next request, with this content.
    Again(Option<Source>),
}

/// The content of the next request: what was held back and not touched, or all of it once more.
fn content_again(
    request: &Request,
    unsent: Option<Source>,
    head: &RequestHead,
) -> Result<Option<Source>, Failure> {
    if request.content.is_repeatable() {
        return match Source::of(request)? {
            None => Ok(None),
            source => same_length(source, head),
        };
    }
    match unsent {
        Some(source) => Ok(Some(source)),
        None => Err(Failure::new(
            Kind::TooManyRedirects,
            format_args!(
                "the redirect to {} asks for the body again, and the pipe that it came from \
                 cannot be read twice",
                redirect::shown(&request.uri, b"")
            ),
        )
        .hint("put the body into a file, or send it to that URL")),
    }
}
