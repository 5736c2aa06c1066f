//! From a request to the response that is the last of its redirects (RFC 9110 section 15.4).
//!
//! What the next request is, if any, is said by `redirect`; the rounds of each by `round`.

use super::round::Ready;
use super::{Client, Outbound, Response, framing};
use crate::base::event::Observer;
use crate::base::failure::Failure;

impl Client {
    /// Sends a request and waits for the head of the final response. The limits on time that the
    /// request was begun with hold to the end of the body.
    pub fn send(
        &mut self,
        outbound: Outbound<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        let Outbound {
            request,
            source,
            credentials,
            start,
        } = outbound;
        let head = framing::head(request, source.as_ref())?;
        let ready = Ready {
            head: &head,
            request,
            source,
            start,
        };
        self.rounds(ready, credentials, observer)
    }
}
