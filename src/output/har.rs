//! `--har`: an entry of HAR 1.2 for each exchange of a job: redirects, rounds of credentials and
//! attempts that failed among them. Times are those of [`Facts`]; bodies are kept up to a bound.

mod body;
mod message;

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::har_file::HarFile;
use super::look::{Look, Part, Role};
use super::mask::Secrets;
use super::record::leg::{Leg, Phases};
use super::record::{Facts, meta};
use crate::base::clock;
use crate::base::event::{Direction, Event};

use body::Kept;

/// Makes entries of one job's exchanges.
#[derive(Debug)]
pub struct Har {
    file: Arc<HarFile>,
    secrets: Secrets,
    /// The exchange under way: never more than one leg.
    facts: Option<Facts>,
    connection: Option<u64>,
    sent: Kept,
    received: Kept,
    /// Why another attempt followed.
    retried: Option<String>,
}

impl Har {
    /// Nothing seen yet.
    pub fn new(file: Arc<HarFile>, secrets: Secrets) -> Self {
        Self {
            file,
            secrets,
            facts: None,
            connection: None,
            sent: Kept::default(),
            received: Kept::default(),
            retried: None,
        }
    }

    /// Makes the entry of the exchange that is over.
    fn close(&mut self) {
        let (sent, received) = (mem::take(&mut self.sent), mem::take(&mut self.received));
        let (connection, retried) = (self.connection.take(), self.retried.take());
        let Some(facts) = self.facts.take() else {
            return;
        };
        let Some(leg) = facts.last() else {
            return;
        };
        let end = leg.ended.unwrap_or_else(clock::now);
        let phases = leg.phases(end);
        let mut entry = Map::new();
        let mut put = |name: &str, value: Value| drop(entry.insert(name.to_owned(), value));
        let started = meta::started(facts.date).unwrap_or_default();
        put("startedDateTime", started.into());
        put("time", json!(milliseconds(phases.total())));
        put("request", message::request(leg, &sent, self.secrets));
        put("response", message::response(leg, &received, self.secrets));
        put("cache", json!({}));
        put("timings", timings(leg, &phases));
        if let Some(ends) = leg.ends {
            put("serverIPAddress", ends.remote.ip().to_string().into());
        }
        if let Some(number) = connection {
            put("connection", number.to_string().into());
        }
        if leg.status().is_none() {
            let why = retried.unwrap_or_else(|| "no response came".to_owned());
            put("comment", why.into());
        }
        self.file.add(&Value::Object(entry));
    }
}

impl Look for Har {
    fn part(&mut self, part: &Part<'_>) {
        if part.proxy {
            return;
        }
        self.connection = Some(part.connection);
        if part.role == Role::Content {
            match part.direction {
                Direction::Out => self.sent.push(part.bytes),
                Direction::In => self.received.push(part.bytes),
            }
        }
    }

    fn event(&mut self, _: Duration, _: Option<u64>, event: &Event<'_>) {
        match event {
            Event::Asking { .. } => {
                self.close();
                self.facts = Some(Facts::begin());
            }
            Event::RequestHead(_) => {
                (self.sent, self.received) = (Kept::default(), Kept::default());
                // What a proxy answered before is no part of this exchange.
                if let Some(leg) = self.facts.as_mut().and_then(|facts| facts.legs.last_mut()) {
                    leg.response_heads.clear();
                }
            }
            Event::Retry(why) => self.retried = Some((*why).to_owned()),
            Event::Resolved { .. }
            | Event::Connecting { .. }
            | Event::AttemptFailed { .. }
            | Event::Connected { .. }
            | Event::Secured(_)
            | Event::Reused { .. }
            | Event::RequestSent { .. }
            | Event::FirstByte
            | Event::ResponseHead(_)
            | Event::Trailers(_)
            | Event::Received { .. }
            | Event::Ended
            | Event::Note(_)
            | Event::Parted(_)
            | Event::Warning(_) => {}
        }
        if let Some(facts) = &mut self.facts {
            use crate::base::event::Observer as _;
            facts.on(event);
        }
    }

    fn done(&mut self) {
        self.close();
    }
}

/// The phases in milliseconds; -1 for what did not take place. TLS is counted within connect, as
/// the format has it.
fn timings(leg: &Leg, phases: &Phases) -> Value {
    let none = json!(-1);
    let known = |there: bool, took: Duration| match there {
        true => json!(milliseconds(took)),
        false => none.clone(),
    };
    let connect = phases.connect.saturating_add(phases.tls);
    json!({
        "blocked": -1,
        "dns": known(leg.resolved.is_some(), phases.resolve),
        "connect": known(!connect.is_zero(), connect),
        "ssl": known(leg.secured.is_some(), phases.tls),
        "send": milliseconds(phases.send),
        "wait": milliseconds(phases.wait),
        "receive": milliseconds(phases.receive),
    })
}

fn milliseconds(took: Duration) -> f64 {
    // Microseconds are as fine as anybody needs it.
    (took.as_secs_f64() * 1e6).round() / 1e3
}
