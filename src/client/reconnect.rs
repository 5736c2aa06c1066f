//! Whether a stream of events is taken up again when its connection has ended, and with what
//! (WHATWG HTML section 9.2.3): a step without clock or connection.
//!
//! A browser reconnects for ever. A command has to end, so that it happens only with `--retry N`:
//! N times in a row without an event between, within `--max-time`. It is done for GET alone, since
//! any other request would be carried out again, and for server-sent events alone, since a server
//! that knows of no ids would send all of the lines again.

use std::time::Duration;

use crate::base::limits;
use crate::http::fields::FieldValue;
use crate::http::method::Method;
use crate::http::status::StatusCode;

/// The pause before the first reconnection where neither the user nor the stream names one; the
/// same as before other attempts.
const PAUSE: Duration = Duration::from_millis(500);
/// Pauses double up to this while no event comes.
const LONGEST_DOUBLED: Duration = Duration::from_secs(30);

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Policy {
    /// `--retry`: reconnections in a row without an event between; none without the flag.
    pub attempts: u32,
    /// `--retry-delay`, which goes before what the stream says.
    pub pause: Option<Duration>,
    /// Whether something is waited for (`--until`, `--max-events`), so that a stream which ends
    /// before it is not done.
    pub awaited: bool,
}

/// How a connection of the stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The body came to its end in good order.
    Complete,
    /// The connection failed before or while events came.
    Broken,
    /// The server answered with another status than 200.
    Refused(StatusCode),
}

/// What the stream has said so far.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Its last id; may be empty.
    pub last_id: &'a str,
    /// Its last `retry`.
    pub retry: Option<Duration>,
    /// Events of this connection.
    pub events: u64,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send the request again after a pause.
    Again {
        /// How long to wait.
        pause: Duration,
        /// For `Last-Event-ID`, in the place of any that was there. `None`: as it was.
        last_id: Option<FieldValue>,
    },
    /// The stream is done, and all that was asked for has come.
    Done,
    /// The stream is done before what was waited for came: an expectation that failed.
    Unmet,
    /// The failure that ended the connection is that of the run.
    Failed,
}

/// Counts reconnections of one request.
#[derive(Debug, Clone)]
pub struct Reconnect {
    policy: Policy,
    repeatable: bool,
    /// Reconnections since the last event.
    vain: u32,
}

impl Reconnect {
    /// For a request of this method.
    pub fn new(policy: Policy, method: &Method) -> Self {
        Self {
            repeatable: *method == Method::GET,
            policy,
            vain: 0,
        }
    }

    /// Decides when a connection has ended. `said` is `None` for what are no server-sent events.
    pub fn next(&mut self, ended: Ended, said: Option<Said<'_>>) -> Next {
        let over = match ended {
            Ended::Complete if self.policy.awaited => Next::Unmet,
            Ended::Complete => Next::Done,
            // The standard's way to say that there is nothing to come back for.
            Ended::Refused(status) if status.code() == 204 && self.policy.awaited => {
                return Next::Unmet;
            }
            Ended::Refused(status) if status.code() == 204 => return Next::Done,
            Ended::Broken | Ended::Refused(_) => Next::Failed,
        };
        let Some(said) = said.filter(|said| self.comes_back(ended, *said)) else {
            return over;
        };
        if said.events > 0 {
            self.vain = 0;
        }
        if self.vain >= self.policy.attempts {
            return over;
        }
        let pause = self.pause(said.retry);
        self.vain = self.vain.saturating_add(1);
        let id =
            Some(said.last_id).filter(|id| !id.is_empty() && id.len() <= limits::EVENT_ID_BYTES);
        Next::Again {
            pause,
            last_id: id.and_then(|id| FieldValue::parse(id.as_bytes()).ok()),
        }
    }

    /// A stream that ended in good order is come back to where something is still waited for, or
    /// the server has said, by an id or a `retry`, that it reckons with it: others are finite, as
    /// the answers of language models are, and would be sent again.
    fn comes_back(&self, ended: Ended, said: Said<'_>) -> bool {
        let reckoned = !said.last_id.is_empty() || said.retry.is_some();
        self.repeatable
            && match ended {
                Ended::Complete => self.policy.awaited || reckoned,
                Ended::Broken => true,
                Ended::Refused(status) => matches!(status.code(), 429 | 500 | 502..=504),
            }
    }

    fn pause(&self, retry: Option<Duration>) -> Duration {
        let first = self.policy.pause.or(retry).unwrap_or(PAUSE);
        let doubled = 2_u32.saturating_pow(self.vain.min(16));
        let longest = first.max(LONGEST_DOUBLED);
        let pause = first.saturating_mul(doubled).min(longest);
        pause.clamp(limits::EVENT_LEAST_PAUSE, limits::EVENT_PAUSE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLISECOND: Duration = Duration::from_millis(1);

    fn policy(attempts: u32, awaited: bool) -> Policy {
        Policy {
            attempts,
            pause: None,
            awaited,
        }
    }

    fn said(last_id: &str, events: u64) -> Option<Said<'_>> {
        let retry = None;
        Some(Said {
            last_id,
            retry,
            events,
        })
    }

    fn status(code: &str) -> Ended {
        Ended::Refused(StatusCode::new(code.parse().unwrap()).unwrap())
    }

    fn comes_back(next: &Next) -> bool {
        matches!(next, Next::Again { .. })
    }

    #[test]
    fn a_stream_is_taken_up_where_it_makes_sense() {
        for (attempts, awaited, ended, id, wanted) in [
            (0, false, Ended::Complete, "7", Some(Next::Done)),
            (0, true, Ended::Complete, "7", Some(Next::Unmet)),
            (0, true, Ended::Broken, "7", Some(Next::Failed)),
            (1, false, Ended::Complete, "", Some(Next::Done)),
            (1, false, Ended::Complete, "7", None),
            (1, true, Ended::Complete, "", None),
            (1, false, Ended::Broken, "", None),
            (1, false, status("204"), "7", Some(Next::Done)),
            (1, true, status("204"), "7", Some(Next::Unmet)),
            (1, true, status("404"), "7", Some(Next::Failed)),
            (1, true, status("503"), "7", None),
        ] {
            let mut reconnect = Reconnect::new(policy(attempts, awaited), &Method::GET);
            let next = reconnect.next(ended, said(id, 1));
            match wanted {
                Some(wanted) => assert_eq!(next, wanted, "{attempts} {awaited} {ended:?}"),
                None => assert!(
                    comes_back(&next),
                    "{attempts} {awaited} {ended:?}: {next:?}"
                ),
            }
        }
    }

    #[test]
    fn a_request_that_would_be_carried_out_again_and_lines_are_not() {
        let post = Method::parse("POST").unwrap();
        let mut reconnect = Reconnect::new(policy(5, true), &post);
        assert_eq!(reconnect.next(Ended::Broken, said("7", 1)), Next::Failed);
        let mut reconnect = Reconnect::new(policy(5, true), &Method::GET);
        assert_eq!(reconnect.next(Ended::Complete, None), Next::Unmet);
    }

    #[test]
    fn attempts_count_from_the_last_event() {
        let mut reconnect = Reconnect::new(policy(2, false), &Method::GET);
        assert!(comes_back(&reconnect.next(Ended::Broken, said("", 0))));
        assert!(comes_back(&reconnect.next(Ended::Broken, said("", 0))));
        assert!(comes_back(&reconnect.next(Ended::Broken, said("", 3))));
        assert!(comes_back(&reconnect.next(Ended::Broken, said("", 0))));
        assert_eq!(reconnect.next(Ended::Broken, said("", 0)), Next::Failed);
    }

    #[test]
    fn the_last_id_goes_along_where_a_field_can_hold_it() {
        let most = "x".repeat(limits::EVENT_ID_BYTES);
        for (id, sent) in [
            ("", false),
            ("7", true),
            ("é", true),
            ("a\u{7}", false),
            (&most, true),
            (&format!("{most}x"), false),
        ] {
            let mut reconnect = Reconnect::new(policy(1, false), &Method::GET);
            let Next::Again { last_id, .. } = reconnect.next(Ended::Broken, said(id, 1)) else {
                panic!("no reconnection for {id:?}");
            };
            let bytes = last_id.as_ref().map(FieldValue::as_bytes);
            assert_eq!(bytes, sent.then_some(id.as_bytes()));
        }
    }

    #[test]
    fn pauses_are_those_of_the_user_then_the_stream_and_double_in_vain() {
        let pauses = |pause: Option<Duration>, retry: Option<Duration>| -> Vec<u128> {
            let policy = Policy {
                pause,
                ..policy(9, false)
            };
            let mut reconnect = Reconnect::new(policy, &Method::GET);
            let mut next = || {
                let said = Said {
                    last_id: "",
                    retry,
                    events: 0,
                };
                match reconnect.next(Ended::Broken, Some(said)) {
                    Next::Again { pause, .. } => pause.as_millis(),
                    Next::Done | Next::Unmet | Next::Failed => 0,
                }
            };
            (0..8).map(|_| next()).collect()
        };
        let doubled = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
        assert_eq!(pauses(None, None), doubled);
        assert_eq!(pauses(None, Some(MILLISECOND * 3000))[..2], [3000, 6000]);
        assert_eq!(
            pauses(Some(MILLISECOND * 200), Some(MILLISECOND * 3000))[..2],
            [200, 400]
        );
        assert_eq!(pauses(None, Some(Duration::ZERO))[0], 100);
        assert_eq!(pauses(None, Some(Duration::MAX))[0], 300_000);
    }
}
