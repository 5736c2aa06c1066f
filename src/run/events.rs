//! `--events`: a response followed as a stream of events, over as many connections as `--retry`
//! allows, until it ends or the event comes that ends it.
//!
//! What the bytes mean is `content::events`, whether to connect again `client::reconnect`; the sink
//! that turns content into lines is `tap`. Behind it stands whatever a body would go through, so
//! that `-q` sees each event as a JSON document of its own. A status that is not fine is no stream,
//! and comes here only when one is to be taken up again.

mod tap;

use std::sync::Arc;

use super::attempts::Pause;
use super::deliver::{self, Delivery};
use super::job::Work;
use super::judge::judge;
use super::place::{self, Arrival};
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::Response;
use crate::client::reconnect::{Ended, Next, Policy, Reconnect};
use crate::client::retry;
use crate::content::events::Watch;
use crate::http::fields::{FieldName, FieldValue};
use crate::http::head::ResponseHead;
use crate::http::request::Request;
use crate::output::config::Destination;
use crate::output::sink::{ClosedPipe, reader_gone};
use crate::query::Filter;
use tap::{Enough, Tap};

/// What is followed, and to which event.
#[derive(Debug)]
pub struct Following {
    /// What is delivered, and what ends it.
    pub watch: Watch,
    /// The condition of [`Watch::until`], where that is one.
    pub condition: Option<Filter>,
}

/// Whether waits of this job are to end when nobody reads stdout any more.
pub(super) fn is_heard(work: &Work<'_>) -> bool {
    work.plan.events.is_some() && work.job.body == Destination::Stdout
}

/// A failure of a job; that its reader has gone where the wait for more ended by that.
pub(super) fn heard(work: &Work<'_>, failure: Failure) -> Failure {
    if is_heard(work) && reader_gone() {
        return Failure::caused(Kind::Write, ClosedPipe);
    }
    failure
}

/// Follows the stream that begins with a response whose status is fine.
pub(super) fn follow(
    work: &mut Work<'_>,
    following: &Arc<Following>,
    response: Response,
) -> Result<Kind, Failure> {
    work.heads(&response)?;
    let head = lines(&response.head);
    let arrival = Arrival {
        job: work.job,
        plan: work.plan,
        followed: &work.followed,
        head: &head,
        held: None,
    };
    let to = place::open(&arrival, work.printer)?;
    let tap = Tap::new(to, following);
    let mut stream = Stream {
        delivery: Delivery {
            sink: Box::new(tap.clone()),
            delivered: 0,
        },
        reconnect: Reconnect::new(policy(work, &following.watch), &work.job.request.method),
        tap,
        work,
    };
    let mut connected = Ok(response);
    loop {
        let (ended, failure) = match connected {
            Ok(response) => match stream.take(response)? {
                Some(ended) => ended,
                None => return stream.done(),
            },
            Err(failure) => stream.broken(failure)?,
        };
        let said = stream.tap.said(|said| stream.reconnect.next(ended, said));
        connected = match (said, failure) {
            (Next::Done, _) => return stream.done(),
            (Next::Unmet, _) => return Err(stream.unmet(following)),
            (Next::Failed, Some(failure)) => return Err(failure),
            (Next::Failed, None) => return Err(stream.unmet(following)),
            (Next::Again { pause, last_id }, failure) => {
                let told = match failure {
                    Some(failure) => failure.story(),
                    None => "the stream ended".to_owned(),
                };
                let text = format!("{told}; taking it up again in {}", retry::shown(pause));
                let pause = Pause::of(pause, text);
                stream.work.attempts.wait(pause, stream.work.printer)?;
                let request = again(&stream.work.job.request, last_id);
                stream.tap.restart();
                stream.work.send(&request)
            }
        };
    }
}

/// A stream under way.
struct Stream<'s, 'a> {
    delivery: Delivery,
    reconnect: Reconnect,
    tap: Tap,
    work: &'s mut Work<'a>,
}

/// How a connection ended, with the failure that it ended by, if it was one.
type End = (Ended, Option<Failure>);

impl Stream<'_, '_> {
    /// Takes the events of a response; `None` when the one has come that ends all.
    fn take(&mut self, mut response: Response) -> Result<Option<End>, Failure> {
        let work = &mut *self.work;
        let status = response.head.status;
        if let Some(failure) = judge(work.job, work.plan, &work.followed, &response.head) {
            work.client.discard(response.body, work.printer);
            return Ok(Some((Ended::Refused(status), Some(failure))));
        }
        if self.tap.begin(&response.head) {
            // Further heads are for -D alone: lines of events have no place for them.
            work.heads(&response)?;
            work.printer.withhold();
        }
        let taken = deliver::deliver(
            &mut response.body,
            &response.head,
            &mut self.delivery,
            &work.plan.client,
            work.printer,
        );
        match taken.and_then(|()| self.tap.end()) {
            Ok(()) => {
                self.tell_skipped();
                self.work.client.recycle(response.body, self.work.printer);
                let ended = match status.code() {
                    204 => Ended::Refused(status),
                    _ => Ended::Complete,
                };
                Ok(Some((ended, None)))
            }
            // Whatever else would come is not waited for: the connection is closed.
            Err(enough) if Enough::within(&enough) => Ok(None),
            Err(failure) => {
                drop(response);
                self.broken(failure).map(Some)
            }
        }
    }

    /// A failure after which the stream might be taken up again; else it stands.
    fn broken(&self, failure: Failure) -> Result<End, Failure> {
        match self.work.attempts.passes(&failure) {
            true => Ok((Ended::Broken, Some(failure))),
            false => Err(failure),
        }
    }

    fn tell_skipped(&mut self) {
        let skipped = self.tap.skipped();
        if skipped > 0 {
            let text = format!("{skipped} texts of the sequence were cut short and left out");
            self.work.printer.on(&Event::Warning(&text));
        }
    }

    fn done(self) -> Result<Kind, Failure> {
        drop(self.delivery);
        self.tap.finish().map(|()| Kind::Success)
    }

    fn unmet(&self, following: &Following) -> Failure {
        let events = match self.tap.delivered() {
            1 => "1 event".to_owned(),
            count => format!("{count} events"),
        };
        let missing = match (&following.watch.until, following.watch.most) {
            (None, Some(most)) => format!("of the {most} that --max-events asks for"),
            (Some(_), _) | (None, None) => "without the one that --until waits for".to_owned(),
        };
        let story = format!("the stream ended after {events} {missing}");
        Failure::new(Kind::Expectation, story)
    }
}

fn policy(work: &Work<'_>, watch: &Watch) -> Policy {
    let retry = work.plan.retry.as_deref();
    Policy {
        attempts: retry.map_or(0, |retry| retry.retries),
        pause: retry.and_then(|retry| retry.delay),
        awaited: watch.awaits(),
    }
}

/// A head as it stands over what becomes of the events: lines of text, whatever they came as.
fn lines(head: &ResponseHead) -> ResponseHead {
    ResponseHead {
        fields: head.fields.without(&["content-type"]),
        ..head.clone()
    }
}

/// The request that takes a stream up again.
fn again(first: &Request, last_id: Option<FieldValue>) -> Request {
    let mut request = first.clone();
    if let (Some(id), Some(name)) = (last_id, FieldName::parse("Last-Event-ID")) {
        request.fields = request.fields.without(&["last-event-id"]);
        request.fields.push(&name, &id);
    }
    request
}
