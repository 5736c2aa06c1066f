//! Whether a request is tried again, and after which pause: a function of what happened, of the
//! policy as plain data, and of the time that is left. `run` makes the attempts and waits.
//!
//! What may be sent twice is said by RFC 9110 section 9.2.2, `Retry-After` by section 10.2.3. curl
//! repeats a POST as readily as a GET; here it takes an `Idempotency-Key`.

use std::fmt;
use std::io;
use std::time::{Duration, SystemTime};

use super::cookies::date;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::http::fields::Fields;
use crate::http::request::Request;
use crate::http::status_set::StatusSet;
use crate::transport::tls::explain::Severed;

/// When a request is tried again.
#[derive(Debug, Clone)]
pub struct Policy {
    /// `--retry`: attempts after the first.
    pub retries: u32,
    /// `--retry-delay`: the pause, in place of one that doubles.
    pub delay: Option<Duration>,
    /// `--retry-max-time`: no attempt begins later than this after the first.
    pub budget: Option<Duration>,
    /// What is worth another attempt.
    pub on: Causes,
}

/// What is worth another attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Causes {
    /// Final statuses.
    pub statuses: StatusSet,
    /// Attempts without a whole response.
    pub troubles: Vec<Trouble>,
    /// `--retry-on`: the user has listed them, so that they count for statuses that are fine, too.
    pub listed: bool,
}

impl Default for Causes {
    fn default() -> Self {
        Self {
            statuses: StatusSet(vec![(408, 408), (429, 429), (500, 500), (502, 504)]),
            troubles: Trouble::PASSING.to_vec(),
            listed: false,
        }
    }
}

/// Why an attempt brought no whole response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The name has no address.
    Dns,
    /// No connection could be made, to the server or to its proxy.
    Refused,
    /// The connection failed before a response: reset, or sending or receiving failed.
    Reset,
    /// The connection was closed before any byte of a response.
    Closed,
    /// The response broke off.
    Cut,
    /// A limit on time passed.
    Timeout,
    /// Anything else about the connection: TLS, certificates, a malformed response, a proxy.
    Other,
}

impl Trouble {
    /// What may be different a little later.
    pub const PASSING: [Self; 6] = [
        Self::Dns,
        Self::Refused,
        Self::Reset,
        Self::Closed,
        Self::Cut,
        Self::Timeout,
    ];

    /// Its word in `--retry-on`; [`Trouble::Other`] has none of its own.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Dns => Some("dns"),
            Self::Refused => Some("refused"),
            Self::Reset => Some("reset"),
            Self::Closed => Some("closed"),
            Self::Cut => Some("cut"),
            Self::Timeout => Some("timeout"),
            Self::Other => None,
        }
    }

    /// The trouble that a failure is; `None` for what has nothing to do with the connection.
    pub fn of(failure: &Failure) -> Option<Self> {
        match failure.kind {
            Kind::Resolve => Some(Self::Dns),
            Kind::Connect => Some(Self::Refused),
            Kind::Send | Kind::Receive => Some(Self::Reset),
            Kind::Empty => Some(Self::Closed),
            Kind::Incomplete => Some(Self::Cut),
            Kind::TimedOut => Some(Self::Timeout),
            Kind::Handshake if Severed::within(failure) => Some(Self::Reset),
            Kind::Proxy if failure.error.chain().any(|cause| cause.is::<io::Error>()) => {
                Some(Self::Refused)
            }
            Kind::Handshake | Kind::Certificate | Kind::Malformed | Kind::Coding | Kind::Proxy => {
                Some(Self::Other)
            }
            Kind::Success
            | Kind::Expectation
            | Kind::Usage
            | Kind::Redirection
            | Kind::ClientError
            | Kind::ServerError
            | Kind::Write
            | Kind::ReadSource
            | Kind::TooManyRedirects
            | Kind::TooLarge
            | Kind::Internal
            | Kind::Interrupted
            | Kind::Terminated => None,
        }
    }
}

/// Where a run of attempts stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Retries made so far.
    pub made: u32,
    /// Since the first attempt began.
    pub elapsed: Duration,
    /// What is left of `--max-time`.
    pub left: Option<Duration>,
    /// Any number, for the jitter.
    pub chance: u8,
}

/// Why there is no other attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// All were made, so many in all.
    Exhausted(u32),
    /// The pause of this length would pass the limit that this flag sets.
    Pause(Duration, &'static str),
    /// Repeating the request may repeat what it did.
    Unsafe,
    /// The content cannot be read twice.
    Spent,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exhausted(attempts) => write!(f, "given up after {attempts} attempts"),
            Self::Pause(pause, flag) => {
                let pause = shown(*pause);
                write!(f, "not tried again: a pause of {pause} would pass {flag}")
            }
            Self::Unsafe => f.write_str(
                "not tried again: it might be carried out twice; --idempotency-key allows it \
                 where the server knows such keys",
            ),
            Self::Spent => f.write_str(
                "not tried again: the body came through a pipe and cannot be read twice; give it \
                 as a file",
            ),
        }
    }
}

/// Whether a request may be sent once more. `sent` says whether a connection has had it.
pub fn may_repeat(request: &Request, sent: bool) -> Result<(), Obstacle> {
    let key = || {
        let key = request.fields.first("idempotency-key");
        key.is_some_and(|key| !key.is_empty())
    };
    if sent && !request.method.is_idempotent() && !key() {
        Err(Obstacle::Unsafe)
    } else if request.content.is_repeatable() {
        Ok(())
    } else {
        Err(Obstacle::Spent)
    }
}

impl Policy {
    /// The pause before the next attempt, or why there is none. `after` is what the response's
    /// `Retry-After` asks for.
    pub fn pause(&self, at: Standing, after: Option<Duration>) -> Result<Duration, Obstacle> {
        if at.made >= self.retries {
            return Err(Obstacle::Exhausted(at.made.saturating_add(1)));
        }
        let own = self.delay.unwrap_or_else(|| back_off(at.made, at.chance));
        let cap = self.budget.unwrap_or(limits::RETRY_AFTER);
        let pause = match after {
            Some(after) => after.min(cap).max(self.delay.unwrap_or_default()),
            None => own,
        };
        if let Some(budget) = self.budget
            && at.elapsed.saturating_add(pause) > budget
        {
            return Err(Obstacle::Pause(pause, "--retry-max-time"));
        }
        match at.left {
            Some(left) if pause >= left => Err(Obstacle::Pause(pause, "--max-time")),
            Some(_) | None => Ok(pause),
        }
    }
}

/// Half a second, doubling to half a minute, a quarter more or less, so that clients that failed
/// together do not come back together.
fn back_off(made: u32, chance: u8) -> Duration {
    let doubled = 2_u32
        .checked_pow(made)
        .and_then(|times| limits::RETRY_PAUSE.checked_mul(times));
    let base = doubled
        .unwrap_or(limits::RETRY_PAUSE_MOST)
        .min(limits::RETRY_PAUSE_MOST);
    (base * 3 / 4 + base / 2 * u32::from(chance) / 255).min(limits::RETRY_PAUSE_MOST)
}

/// What `Retry-After` asks for: seconds, or a date seen from the response's own `Date`, where that
/// is there, because the peer's clock may not be ours. What is no time to come counts for nothing.
pub fn retry_after(fields: &Fields, now: SystemTime) -> Option<Duration> {
    let mut lines = fields.all("retry-after");
    let (Some(value), None) = (lines.next(), lines.next()) else {
        return None;
    };
    let seconds = if value.iter().all(u8::is_ascii_digit) {
        str::from_utf8(value).ok()?.parse().ok()?
    } else if value.first().is_some_and(u8::is_ascii_alphabetic) {
        let from = fields.first("date").and_then(date::parse);
        let from = from.unwrap_or_else(|| date::seconds(now));
        u64::try_from(date::parse(value)?.checked_sub(from)?).ok()?
    } else {
        return None;
    };
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

/// A pause in words: `450ms`, `1s`, `1.5s`.
pub fn shown(pause: Duration) -> String {
    match (pause.as_secs(), pause.subsec_millis()) {
        (0, milliseconds) => format!("{milliseconds}ms"),
        (seconds, 0) => format!("{seconds}s"),
        (..) => format!("{:.1}s", pause.as_secs_f64()),
    }
}

#[cfg(test)]
#[path = "retry_tests.rs"]
mod tests;
