//! From a request to the response that is the last of its redirects (RFC 9110 section 15.4).
//!
//! What the next request is, if any, is said by `redirect`; what a chain of them remembers, by
//! `chain`; the rounds of each, by `round`.

use super::chain::Chain;
use super::redirect::{self, Policy, Step};
use super::round::Ready;
use super::{Client, Outbound, Response, framing, same_length};
use crate::base::event::Observer;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::memory::{self, Memory};
use crate::content::source::Source;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::method::Method;
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
        chain.remember(source.as_mut());
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
        self.discard(response.body, observer);
        let mut step = step?;
        chain.count(policy, &step, &response.head)?;
        let mut source = content_again(&mut step, unsent, &head, &chain.memories)?;
        let typed = self.jar().is_some_and(|jar| jar.has_typed());
        chain.cross(policy, &step, typed, observer);
        chain.advance(step, (response.interim, response.head), observer);
        chain.remember(source.as_mut());
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

/// The content of the next request: all of it once more, or what was held back and not touched, or
/// what is remembered of a pipe.
fn content_again(
    step: &mut Step,
    unsent: Option<Source>,
    head: &RequestHead,
    memories: &[Memory],
) -> Result<Option<Source>, Failure> {
    let request = &mut step.request;
    if request.content.is_repeatable() {
        return match Source::of(request)? {
            None => Ok(None),
            source => same_length(source, head),
        };
    }
    if unsent.is_some() {
        return Ok(unsent);
    }
    if let Some(content) = memory::again(&request.content, memories) {
        request.content = content;
        return Source::of(request);
    }
    let target = redirect::shown(&request.uri, b"");
    let story = format_args!(
        "the redirect to {target} asks for the body again, and it came from a pipe that cannot be \
         read twice"
    );
    let failure = Failure::new(Kind::TooManyRedirects, story);
    Err(failure.hint("put the body into a file, or send it to that URL"))
}
