//! The attempts at one job: whether there is another, what is said of it, and the pause before it.
//!
//! What is worth an attempt, and how long the pause is, is decided by `client::retry`.

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdout;

use crate::base::clock;
use crate::base::deadline::{Deadline, Phase};
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::random;
use crate::client::retry::{self, Obstacle, Policy, Standing, Trouble};
use crate::http::head::ResponseHead;
use crate::output::sink::{ClosedPipe, reader_gone};

use super::judge;
use super::plan::{Asked, Job, StatusSet, Verdict};

/// A pause that nobody lives to see the end of, and that every clock can count.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The attempts at one job so far.
pub(super) struct Attempts<'a> {
    policy: Option<&'a Policy>,
    /// The limits on the whole.
    pub(super) start: Deadline,
    /// When the first one began; not asked for where there is only one.
    began: Option<Instant>,
    /// Retries begun.
    made: u32,
}

/// What follows an attempt.
pub(super) enum Next {
    /// Another one, after this pause.
    Again(Pause),
    /// Nothing: it stands, for this reason where it was worth another one.
    Stands(Option<Obstacle>),
}

/// A pause before another attempt, and what led to it.
pub(super) struct Pause {
    until: Option<Instant>,
    text: String,
}

impl Pause {
    /// A pause of this length; the text says what led to it.
    pub(super) fn of(span: Duration, text: String) -> Self {
        let until = clock::now().checked_add(span.min(LONGEST));
        Self { until, text }
    }
}

impl<'a> Attempts<'a> {
    /// No attempt yet; `start` are the limits on them all.
    pub(super) fn new(policy: Option<&'a Policy>, start: Deadline) -> Self {
        Self {
            policy,
            start,
            began: policy.map(|_| clock::now()),
            made: 0,
        }
    }

    /// Whether another attempt may ever follow.
    pub(super) fn may_follow(&self) -> bool {
        self.policy.is_some()
    }

    /// What follows a response with this head to the request that was `asked` last.
    pub(super) fn after_status(
        &mut self,
        job: &Job,
        asked: &Asked<'_>,
        verdict: &Verdict,
        head: &ResponseHead,
    ) -> Next {
        let Some(policy) = self.policy else {
            return Next::Stands(None);
        };
        // --no-fail says that no status is an error, not that an overloaded server is fine.
        let fine = verdict.ok.contains(head.status) && verdict.ok != StatusSet::all();
        if !policy.on.statuses.contains(head.status) || (fine && !policy.on.listed) {
            return Next::Stands(None);
        }
        let after = retry::retry_after(&head.fields, clock::today());
        match self.pause(policy, (job, asked), true, after) {
            Ok(pause) => self.again(policy, pause, judge::told(asked, head)),
            Err(obstacle) => Next::Stands(Some(obstacle)),
        }
    }

    /// What follows a failure of the request that was `asked` last. `sent` says whether a
    /// connection has had the request.
    pub(super) fn after_failure(
        &mut self,
        job: &Job,
        asked: &Asked<'_>,
        failure: &Failure,
        sent: bool,
    ) -> Next {
        let Some(policy) = self.policy else {
            return Next::Stands(None);
        };
        if !Trouble::of(failure).is_some_and(|trouble| policy.on.troubles.contains(&trouble)) {
            return Next::Stands(None);
        }
        // A passed --max-time says all there is to say.
        if self.start.left(clock::now()).is_err() {
            return Next::Stands(None);
        }
        match self.pause(policy, (job, asked), sent, None) {
            Ok(pause) => {
                let told = format!("{} ({asked})", failure.story());
                self.again(policy, pause, told)
            }
            Err(obstacle) => Next::Stands(Some(obstacle)),
        }
    }

    /// Whether `--retry` counts a failure among what passes, and time is left for another attempt.
    pub(super) fn passes(&self, failure: &Failure) -> bool {
        let listed = |policy: &Policy| {
            Trouble::of(failure).is_some_and(|trouble| policy.on.troubles.contains(&trouble))
        };
        self.policy.is_some_and(listed) && self.start.left(clock::now()).is_ok()
    }

    /// Says what happened and waits.
    pub(super) fn wait(&self, pause: Pause, observer: &mut dyn Observer) -> Result<(), Failure> {
        observer.on(&Event::Retry(&pause.text));
        let heard = self.start.is_while_heard();
        let Some(until) = pause.until else {
            return Ok(());
        };
        loop {
            let now = clock::now();
            let left = self.start.during(Phase::Pause).left(now);
            let left = left.map_err(|spent| Failure::caused(Kind::TimedOut, spent))?;
            let span = until.saturating_duration_since(now);
            if span.is_zero() {
                return Ok(());
            }
            idle(left.map_or(span, |left| left.min(span)), heard);
            if heard && reader_gone() {
                return Err(Failure::caused(Kind::Write, ClosedPipe));
            }
        }
    }

    fn pause(
        &self,
        policy: &Policy,
        (job, asked): (&Job, &Asked<'_>),
        sent: bool,
        after: Option<Duration>,
    ) -> Result<Duration, Obstacle> {
        retry::may_repeat(&job.request, sent)?;
        if sent && asked.unkeyed {
            return Err(Obstacle::Unkeyed);
        }
        let now = clock::now();
        let began = self.began.unwrap_or(now);
        policy.pause(
            Standing {
                made: self.made,
                elapsed: now.saturating_duration_since(began),
                left: self.start.budget(now).unwrap_or(Some(Duration::ZERO)),
                chance: random::bytes::<1>().map_or(0, |[chance]| chance),
            },
            after,
        )
    }

    fn again(&mut self, policy: &Policy, pause: Duration, told: String) -> Next {
        self.made = self.made.saturating_add(1);
        let pause = pause.min(LONGEST);
        let (span, made, all) = (retry::shown(pause), self.made, policy.retries);
        let text = format!("{told}; trying again in {span} ({made} of {all})");
        Next::Again(Pause::of(pause, text))
    }
}

/// Lets a span pass; less where it is asked for and the reader of standard output goes.
fn idle(span: Duration, heard: bool) {
    let Ok(span) = Timespec::try_from(span) else {
        return;
    };
    let mut output = [PollFd::from_borrowed_fd(stdout(), PollFlags::empty())];
    let waiting = if heard { &mut output[..] } else { &mut [] };
    let _ = poll(waiting, Some(&span));
}
