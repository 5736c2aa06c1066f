//! One job: a request sent, its response delivered and judged, as often as it takes.
//!
//! Whether another attempt follows is said by `attempts`. What an attempt that broke off has
//! delivered is kept by `part`, so that the next can go on there or begin anew.

use std::mem;

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::range::{Answer, Held};
use crate::client::{Client, Hop, Outbound, Response, Unfinished};
use crate::content::source::Source;
use crate::http::head::ResponseHead;
use crate::http::request::Request;
use crate::output::config::Start;
use crate::output::printer::{Mark, Printer};
use crate::output::progress;
use crate::output::sink::ClosedPipe;

use super::attempts::{Attempts, Next};
use super::deliver::{self, Delivery};
use super::events;
use super::judge::{self, judge};
use super::part::{self, Part};
use super::place::{self, Arrival};
use super::plan::{Job, Plan};
use super::told::named;
use super::{begun, capture, report};

/// Runs a job; the kind of its outcome by its status. A reader that closes stdout is a failure
/// only of a response that was not fine.
pub(super) fn run(
    job: &Job,
    plan: &Plan,
    client: &mut Client,
    printer: &mut Printer,
) -> Result<Kind, Failure> {
    job.tell(printer);
    capture::begin(job, plan, printer);
    let part = begun::begun(job, plan, printer)?;
    let mut work = Work {
        job,
        plan,
        attempts: Attempts::new(plan.retry.as_deref(), client.begin()),
        before: printer.mark(),
        client,
        printer,
        part,
        whole_only: false,
        followed: Vec::new(),
    };
    if events::is_heard(&work) {
        work.attempts.start = work.attempts.start.while_heard();
    }
    let outcome = loop {
        match work.attempt() {
            Ok(Some(kind)) => break Ok(kind),
            Ok(None) => {}
            Err(failure) => {
                let failure = events::heard(&work, failure);
                break Err(named(failure, &job.asked(&work.followed)));
            }
        }
    };
    report::way(
        work.printer,
        &job.asked(&work.followed),
        work.followed.len(),
    );
    outcome
}

const PARTIAL_CONTENT: u16 = 206;

/// A job under way.
pub(super) struct Work<'a> {
    pub(super) job: &'a Job,
    pub(super) plan: &'a Plan,
    pub(super) client: &'a mut Client,
    pub(super) printer: &'a mut Printer,
    pub(super) attempts: Attempts<'a>,
    /// Where `-D` stood before the response that is being delivered.
    before: Mark,
    /// What an attempt has delivered that broke off.
    part: Option<Part>,
    /// The server has answered a request for the rest with something else.
    whole_only: bool,
    /// The redirects of the attempt under way.
    pub(super) followed: Vec<Hop>,
}

impl Work<'_> {
    /// One attempt; `None` when another is to follow.
    fn attempt(&mut self) -> Result<Option<Kind>, Failure> {
        let rest = self
            .part
            .as_ref()
            .and_then(|part| part.rest(&self.job.request));
        let mut response = match self.send(rest.as_ref().unwrap_or(&self.job.request)) {
            Ok(response) => response,
            Err(failure) => return self.unanswered(failure).map(|()| None),
        };
        let verdict = &self.plan.verdict;
        let asked = self.job.asked(&self.followed);
        let next = self
            .attempts
            .after_status(self.job, &asked, verdict, &response.head);
        let obstacle = match next {
            Next::Again(pause) => {
                self.client.discard(response.body, self.printer);
                self.attempts.wait(pause, self.printer)?;
                return Ok(None);
            }
            Next::Stands(obstacle) => obstacle,
        };
        if rest.is_some()
            && let Some(part) = self.part.take()
        {
            match self.resume(part, response)? {
                Resumed::Done(kind) => return Ok(kind),
                Resumed::Instead(instead) => response = *instead,
            }
        }
        report::answered(self.printer, &self.followed, Some(&response.head));
        // Nothing but the whole was asked for: a part would pass for it.
        if self.whole_only && response.head.status.code() == PARTIAL_CONTENT {
            let told = judge::status(&response.head);
            self.client.discard(response.body, self.printer);
            let story = format_args!("asked for the whole, the server answered {told}");
            return Err(Failure::new(Kind::Incomplete, story));
        }
        let failure = judge(self.job, self.plan, &self.followed, &response.head);
        let failure = match obstacle {
            Some(obstacle) => failure.map(|failure| failure.also(obstacle)),
            None => failure,
        };
        self.deliver(response, failure)
    }

    pub(super) fn send(&mut self, request: &Request) -> Result<Response, Failure> {
        self.client.sent = false;
        self.followed.clear();
        let mut source = Source::of(request)?;
        if let Some(source) = &mut source
            && let Some(tally) = progress::sending(|| place::shown(self.job), source.length())
        {
            source.count_into(tally);
        }
        let outbound = Outbound {
            request,
            ..self.job.outbound(source, self.attempts.start)
        };
        match self.client.send(outbound, self.printer) {
            Ok(mut response) => {
                self.followed = mem::take(&mut response.followed);
                Ok(response)
            }
            Err(Unfinished { failure, followed }) => {
                self.followed = followed;
                Err(failure)
            }
        }
    }

    /// Has another attempt follow one that came to no response. Where none does, the heads of its
    /// redirects are true all the same.
    fn unanswered(&mut self, failure: Failure) -> Result<(), Failure> {
        let sent = self.client.sent;
        let stands = match self.again(self.job.uncertain(failure, sent), sent) {
            Ok(_) => return Ok(()),
            Err(stands) => stands,
        };
        // Those before a response that broke off have been told already.
        if self.part.is_none() {
            self.heads_before()?;
            report::answered(self.printer, &self.followed, None);
        }
        self.printer.withhold();
        Err(stands)
    }

    /// The heads of a response, of those that were followed to it and of its interim ones.
    pub(super) fn heads(&mut self, response: &Response) -> Result<(), Failure> {
        self.heads_before()?;
        for head in response.interim.iter().chain([&response.head]) {
            self.printer.head(head)?;
        }
        Ok(())
    }

    /// The heads of all responses before the last.
    fn heads_before(&mut self) -> Result<(), Failure> {
        for hop in &self.followed {
            for head in hop.interim.iter().chain([&hop.head]) {
                self.printer.head(head)?;
            }
        }
        Ok(())
    }

    /// Has another attempt follow a failure, which is given back; else it stands.
    fn again(&mut self, failure: Failure, sent: bool) -> Result<Failure, Failure> {
        let asked = self.job.asked(&self.followed);
        match self
            .attempts
            .after_failure(self.job, &asked, &failure, sent)
        {
            Next::Again(pause) => {
                self.attempts.wait(pause, self.printer)?;
                Ok(failure)
            }
            Next::Stands(Some(obstacle)) => Err(failure.also(obstacle)),
            Next::Stands(None) => Err(failure),
        }
    }

    /// Delivers a whole response. `failure` is what is wrong with its status.
    fn deliver(
        &mut self,
        mut response: Response,
        failure: Option<Failure>,
    ) -> Result<Option<Kind>, Failure> {
        if let (Some(following), None) = (&self.plan.events, &failure) {
            return events::follow(self, following, response).map(Some);
        }
        match self.receive(&mut response, failure.is_some()) {
            Ok(()) => {}
            Err(closed) if ClosedPipe::within(&closed) && failure.is_some() => {}
            Err(broken) => {
                // The connection is not held open while the next attempt is waited for.
                drop(response);
                return self.broken(broken);
            }
        }
        self.client.recycle(response.body, self.printer);
        let Some(failure) = failure else {
            return Ok(Some(Kind::Success));
        };
        match self.plan.verdict.told {
            true => self.printer.failed(&failure),
            false => self.printer.failure(&failure),
        }
        Ok(Some(failure.kind))
    }

    fn receive(&mut self, response: &mut Response, failed: bool) -> Result<(), Failure> {
        self.heads(response)?;
        let (job, config, printer) = (self.job, &self.plan.client, &mut *self.printer);
        let Response { head, body, .. } = response;
        // A page that says what went wrong must not take the place of a file that was good.
        if failed && (place::withholds(job, self.plan) || place::is_kept(job)?) {
            printer.withhold();
            return deliver::to_stderr(body, head, config, printer);
        }
        let kept = (job.care.as_ref()).is_some_and(|care| care.start == Start::Held);
        let may_resume = (self.attempts.may_follow() || kept) && !failed && !self.whole_only;
        let held = (may_resume && body.is_delimited())
            .then(|| Held::of(&job.request, head, body.announced()))
            .flatten();
        let mut delivery = Delivery {
            sink: place::open(
                &Arrival {
                    job,
                    plan: self.plan,
                    followed: &self.followed,
                    head,
                    held: held.as_ref(),
                },
                printer,
            )?,
            delivered: 0,
        };
        progress::receiving(|| place::shown(job), body.announced(), 0);
        match deliver::deliver(body, head, &mut delivery, config, printer) {
            Ok(()) => delivery.sink.finish(),
            Err(failure) => {
                self.part = Some(Part::new(delivery, held, printer));
                Err(failure)
            }
        }
    }

    /// Has another attempt follow a response that broke off, where what it has delivered can be
    /// gone on with or taken back.
    fn broken(&mut self, failure: Failure) -> Result<Option<Kind>, Failure> {
        let Some(part) = &self.part else {
            return self.anew(failure);
        };
        if part.goes_on(&failure) {
            let failure = self.again(failure, true)?;
            if let Some(part) = &mut self.part {
                part.failure = Some(failure);
            }
            return Ok(None);
        }
        if part.can_be_dropped(self.printer) {
            return self.anew(failure);
        }
        let asked = self.job.asked(&self.followed);
        match self
            .attempts
            .after_failure(self.job, &asked, &failure, true)
        {
            Next::Again(_) => Err(failure.also(part::STAYS)),
            Next::Stands(_) => Err(failure),
        }
    }

    /// Has another attempt follow that begins anew.
    fn anew(&mut self, failure: Failure) -> Result<Option<Kind>, Failure> {
        self.again(failure, true)?;
        self.part = None;
        self.printer.take_back(&self.before)?;
        Ok(None)
    }

    fn is_fine(&self, head: &ResponseHead) -> bool {
        self.plan.verdict.ok.contains(head.status)
    }

    /// Takes the answer to a request for the rest.
    fn resume(&mut self, mut part: Part, mut response: Response) -> Result<Resumed, Failure> {
        let (head, body) = (&response.head, &response.body);
        let answer = part.answer(head, body.announced());
        let end = match answer {
            Answer::Rest(end) => end,
            Answer::Complete => {
                self.client.discard(response.body, self.printer);
                part.delivery.sink.finish()?;
                return Ok(Resumed::Done(Some(Kind::Success)));
            }
            Answer::Instead if part.is_as_before() && !self.is_fine(head) => {
                return Ok(Resumed::Instead(Box::new(response)));
            }
            Answer::Wrong(why) if part.is_older() => {
                let told = format!("it answered {}: {why}", judge::status(head));
                self.client.discard(response.body, self.printer);
                return Err(part.into_failure().also(told));
            }
            Answer::Instead | Answer::Wrong(_) if !part.can_be_dropped(self.printer) => {
                let told = part::unusable(&judge::status(head), answer);
                self.client.discard(response.body, self.printer);
                return Err(part.into_failure().also(told));
            }
            Answer::Instead => {
                drop(part);
                self.printer.take_back(&self.before)?;
                return Ok(Resumed::Instead(Box::new(response)));
            }
            Answer::Wrong(_) => {
                let told = part::unusable(&judge::status(head), answer);
                self.printer.on(&Event::Note(&told));
                self.client.discard(response.body, self.printer);
                self.printer.take_back(&self.before)?;
                self.whole_only = true;
                return Ok(Resumed::Done(None));
            }
        };
        let config = &self.plan.client;
        let Response { head, body, .. } = &mut response;
        let before = part.delivery.delivered;
        progress::receiving(|| place::shown(self.job), Some(end), before);
        let rest = deliver::deliver(body, head, &mut part.delivery, config, self.printer);
        match rest.and_then(|()| part.is_whole(end)) {
            Ok(()) => part.delivery.sink.finish()?,
            Err(failure) => {
                drop(response);
                self.part = Some(part);
                return self.broken(failure).map(Resumed::Done);
            }
        }
        self.client.recycle(response.body, self.printer);
        Ok(Resumed::Done(Some(Kind::Success)))
    }
}

/// What came of an answer to a request for the rest.
enum Resumed {
    /// What came of the attempt.
    Done(Option<Kind>),
    /// It is an answer of its own.
    Instead(Box<Response>),
}
