//! An expectation that a server refuses: after 417 the request is sent once more without `Expect`
//! (RFC 9110 section 15.5.18), where its content is still whole. curl does so as well.

use super::round::Ready;
use super::{Client, Response, framing, same_length};
use crate::base::event::{Event, Observer};
use crate::base::failure::Failure;
use crate::content::source::Source;

const REFUSED: u16 = 417;

impl Client {
    /// One message each way; a refused expectation is taken back once.
    pub(super) fn expecting(
        &mut self,
        ready: Ready<'_>,
        observer: &mut dyn Observer,
    ) -> Result<Response, Failure> {
        if !framing::expects_continue(&ready.head.fields) {
            return self.transmit(ready, observer);
        }
        let Ready {
            head,
            request,
            typed,
            start,
            ..
        } = ready;
        let mut response = self.transmit(ready, observer)?;
        let again = request.content.is_repeatable() || response.unsent.is_some();
        if response.head.status.code() != REFUSED || !again {
            return Ok(response);
        }
        observer.on(&Event::Note(
            "the server refused Expect: the request is sent again without it",
        ));
        let source = match response.unsent.take() {
            Some(source) => Some(source),
            None => Source::of(request)?,
        };
        self.discard(response.body, observer);
        let mut plain = head.clone();
        plain.fields = head.fields.without(&["expect"]);
        let ready = Ready {
            source: same_length(source, &plain)?,
            head: &plain,
            request,
            typed,
            start,
        };
        self.transmit(ready, observer)
    }
}
