//! Limits on time as instants: what bounds the next wait, and which limit it was that passed.
//!
//! A [`Deadline`] goes down to the lowest layer, which asks [`Deadline::left`] before every wait,
//! so that a peer that drips bytes cannot stretch a limit. Nothing here reads a clock or sleeps.

use std::error::Error;
use std::fmt;
use std::io;
use std::num::NonZeroU64;
use std::time::{Duration, Instant};

use super::interrupt;

/// What is being done, for the message of a limit that passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Looking up the host name.
    Resolve,
    /// Opening the connection.
    Connect,
    /// Having a proxy open the way.
    Proxy,
    /// The TLS handshake.
    Handshake,
    /// Sending the request.
    Send,
    /// Waiting for the first byte of the response.
    Wait,
    /// Receiving the response.
    Receive,
    /// Waiting before another attempt.
    Pause,
    /// Reading what the request is made of.
    Input,
    /// Running a command that prints a secret.
    Command,
}

impl Phase {
    /// The phase in words that complete "timed out while …".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Resolve => "looking up the host name",
            Self::Connect => "connecting",
            Self::Proxy => "waiting for the proxy",
            Self::Handshake => "in the TLS handshake",
            Self::Send => "sending the request",
            Self::Wait => "waiting for the response",
            Self::Receive => "receiving the response",
            Self::Pause => "waiting before another attempt",
            Self::Input => "waiting for input",
            Self::Command => "waiting for the command of cmd:",
        }
    }
}

/// Which limit of the user's it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// `--max-time`
    Total,
    /// `--connect-timeout`
    Connect,
    /// `--idle-timeout`
    Idle,
    /// `--speed-limit` for `--speed-time`
    Speed,
    /// None of them: the user asked that it be given up.
    Asked,
}

impl Limit {
    /// The flag that sets this limit.
    pub const fn flag(self) -> &'static str {
        match self {
            Self::Asked => "Ctrl-C",
            Self::Total => "--max-time",
            Self::Connect => "--connect-timeout",
            Self::Idle => "--idle-timeout",
            Self::Speed => "--speed-time",
        }
    }
}

/// A limit that passed. Travels inside an `io::Error` through layers that know nothing of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// What was being done.
    pub phase: Phase,
    /// Which limit passed.
    pub limit: Limit,
    /// How long it was.
    pub span: Duration,
}

impl Spent {
    /// Finds a spent limit inside an I/O error.
    pub fn within(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref::<Self>().copied()
    }
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (span, flag) = (self.span, self.limit.flag());
        let how = match self.limit {
            Limit::Asked => "stopped",
            Limit::Total | Limit::Connect | Limit::Idle | Limit::Speed => "timed out",
        };
        write!(f, "{how} while {} (", self.phase.words())?;
        match self.limit {
            Limit::Asked => write!(f, "{flag})"),
            Limit::Speed => write!(f, "slower than --speed-limit for {flag} of {span:?})"),
            Limit::Total | Limit::Connect | Limit::Idle => {
                write!(f, "{flag} of {span:?} passed)")
            }
        }
    }
}

impl Error for Spent {}

impl From<Spent> for io::Error {
    fn from(spent: Spent) -> Self {
        Self::new(io::ErrorKind::TimedOut, spent)
    }
}

/// Limits on speed, in bytes a second; `None` is no limit. They hold while messages are exchanged,
/// not while a connection is opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Speed {
    /// `--limit-rate`: no faster, in each direction.
    pub most: Option<NonZeroU64>,
    /// `--speed-limit` for `--speed-time`: no slower, both directions together.
    pub least: Option<Least>,
}

/// How slow is too slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Least {
    /// Bytes a second.
    pub rate: NonZeroU64,
    /// For how long it may be slower.
    pub over: Duration,
}

/// The limits in force: instants for the whole and for connecting, a span for silence, speeds.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    total: Option<(Instant, Duration)>,
    connect: Option<(Instant, Duration)>,
    idle: Option<Duration>,
    speed: Speed,
    /// Whether a wait ends when nobody reads standard output any more.
    heard: bool,
    phase: Phase,
}

impl Deadline {
    /// No limit at all.
    pub const fn never(phase: Phase) -> Self {
        Self {
            total: None,
            connect: None,
            idle: None,
            speed: Speed {
                most: None,
                least: None,
            },
            heard: false,
            phase,
        }
    }

    /// Limits that begin at `start`; a span too long for the clock means no limit.
    pub fn starting(start: Instant, total: Option<Duration>) -> Self {
        let total = total.and_then(|span| Some((start.checked_add(span)?, span)));
        Self {
            total,
            ..Self::never(Phase::Resolve)
        }
    }

    /// The same with limits on speed.
    #[must_use]
    pub const fn moving(mut self, speed: Speed) -> Self {
        self.speed = speed;
        self
    }

    /// The same, ending each wait for an exchange when nobody reads standard output any more: what
    /// is waited for may never come.
    #[must_use]
    pub const fn while_heard(mut self) -> Self {
        self.heard = true;
        self
    }

    /// Whether waits end when nobody reads standard output any more.
    pub const fn is_while_heard(&self) -> bool {
        self.heard
    }

    /// The limits on speed that hold now: none while a connection is opened.
    pub fn speed(&self) -> Speed {
        match self.connect {
            Some(_) => Speed::default(),
            None => self.speed,
        }
    }

    /// The same with a limit on connecting that begins at `start`.
    #[must_use]
    pub fn connecting(mut self, start: Instant, span: Option<Duration>) -> Self {
        self.connect = span.and_then(|span| Some((start.checked_add(span)?, span)));
        self
    }

    /// The same without a limit on connecting, with one on each silence of the peer.
    #[must_use]
    pub fn exchanging(mut self, idle: Option<Duration>) -> Self {
        self.connect = None;
        self.idle = idle;
        self
    }

    /// The same in another phase.
    #[must_use]
    pub const fn during(mut self, phase: Phase) -> Self {
        self.phase = phase;
        self
    }

    /// The same, but no later than the other's limit on the whole.
    #[must_use]
    pub fn within(mut self, other: &Self) -> Self {
        let ends = [self.total, other.total].into_iter().flatten();
        self.total = ends.min_by_key(|(at, _)| *at);
        self
    }

    /// The phase that a passed limit would name.
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    /// What is left for one wait: `None` for ever; a spent limit is an error, never zero. Whoever
    /// has waited so long asks again: a wait is shorter than its limit where an interruption may
    /// come.
    pub fn left(&self, now: Instant) -> Result<Option<Duration>, Spent> {
        let left = self.budget(now)?;
        if !interrupt::is_armed() {
            return Ok(left);
        }
        if interrupt::is_asked() {
            return Err(Spent {
                phase: self.phase,
                limit: Limit::Asked,
                span: Duration::ZERO,
            });
        }
        Ok(Some(
            left.map_or(interrupt::LOOK, |left| left.min(interrupt::LOOK)),
        ))
    }

    /// What is left before the first of the limits: `None` is for ever; a spent limit is an error.
    /// For plans; a wait asks [`Deadline::left`].
    pub fn budget(&self, now: Instant) -> Result<Option<Duration>, Spent> {
        let mut least = self.idle;
        for (bound, limit) in [(self.total, Limit::Total), (self.connect, Limit::Connect)] {
            let Some((at, span)) = bound else { continue };
            let left = at.saturating_duration_since(now);
            if left.is_zero() {
                return Err(Spent {
                    phase: self.phase,
                    limit,
                    span,
                });
            }
            least = Some(least.map_or(left, |least| least.min(left)));
        }
        Ok(least)
    }

    /// Which limit passed when a wait of [`Deadline::left`] ended without anything happening.
    pub fn spent(&self, now: Instant) -> Spent {
        let phase = self.phase;
        match (self.budget(now), self.idle) {
            (Err(spent), _) => spent,
            (Ok(_), Some(span)) => Spent {
                phase,
                limit: Limit::Idle,
                span,
            },
            (Ok(_), None) => {
                let (limit, span) = match (self.connect, self.total) {
                    (Some((_, span)), None) => (Limit::Connect, span),
                    (None, Some((_, span))) => (Limit::Total, span),
                    (Some(connect), Some(total)) if connect.0 < total.0 => {
                        (Limit::Connect, connect.1)
                    }
                    (Some(_), Some((_, span))) => (Limit::Total, span),
                    (None, None) => (Limit::Total, Duration::ZERO),
                };
                Spent { phase, limit, span }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_earliest_limit_bounds_a_wait() {
        let start = clock::now();
        let deadline = Deadline::starting(start, Some(SECOND * 5)).connecting(start, Some(SECOND));
        assert_eq!(deadline.left(start), Ok(Some(SECOND)));
        let spent = deadline.left(start + SECOND).unwrap_err();
        assert_eq!((spent.limit, spent.span), (Limit::Connect, SECOND));
        let later = deadline.exchanging(Some(SECOND * 2)).during(Phase::Receive);
        assert_eq!(later.left(start + SECOND * 4), Ok(Some(SECOND)));
        assert_eq!(
            later.left(start + SECOND * 5).unwrap_err().limit,
            Limit::Total
        );
        assert_eq!(later.spent(start + SECOND).limit, Limit::Idle);
    }

    #[test]
    fn the_limit_on_the_whole_bounds_every_other() {
        let start = clock::now();
        let (one, two) = [1, 2]
            .map(|n| Deadline::starting(start, Some(SECOND * n)))
            .into();
        let never = Deadline::never(Phase::Receive);
        for (deadline, left) in [
            (one.within(&two), Some(SECOND)),
            (two.within(&one), Some(SECOND)),
            (two.within(&never), Some(SECOND * 2)),
            (never.within(&two), Some(SECOND * 2)),
            (never.within(&never), None),
        ] {
            assert_eq!(deadline.left(start), Ok(left));
        }
    }

    #[test]
    fn a_span_beyond_the_clock_is_no_limit() {
        let start = clock::now();
        let deadline = Deadline::starting(start, Some(Duration::MAX));
        assert_eq!(deadline.left(start), Ok(None));
    }
}
