//! A plan: all that a command line means, as plain data. Making one has no effect on the world.

use crate::base::deadline::Deadline;
use crate::base::event::{Event, Observer};
use crate::client::auth::Credentials;
use crate::client::retry::Policy;
use crate::client::{self, Outbound};
use crate::content::source::Source;
use crate::http::request::Request;
use crate::output;
use crate::output::config::Destination;

pub use crate::http::status_set::StatusSet;

/// One command line, resolved.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The requests, in order; at least one.
    pub jobs: Vec<Job>,
    /// How they are carried out.
    pub client: client::config::Config,
    /// Where things go.
    pub output: output::config::Config,
    /// What counts as success.
    pub verdict: Verdict,
    /// `--retry`: when a request is tried again; `None` is never.
    pub retry: Option<Box<Policy>>,
    /// What the user should know before anything is sent.
    pub warnings: Vec<String>,
    /// `--dry-run`, `--as`: print the requests this way, contact nobody.
    pub dry_run: Option<Show>,
}

/// What is printed instead of sending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// The bytes of the requests.
    #[default]
    Raw,
    /// Lines that have curl send them.
    Curl,
    /// Lines that have this program send them.
    Verb,
}

/// A request and where its response's body goes.
#[derive(Debug, Clone)]
pub struct Job {
    /// The request.
    pub request: Request,
    /// What the request may show of its user.
    pub credentials: Option<Credentials>,
    /// `-o`.
    pub body: Destination,
    /// Said by `-v` before the request, such as which scheme was chosen.
    pub notes: Vec<String>,
}

impl Job {
    /// The request as the client takes it.
    pub(super) fn outbound(&self, source: Option<Source>, start: Deadline) -> Outbound<'_> {
        Outbound {
            request: &self.request,
            source,
            credentials: self.credentials.as_ref(),
            start,
        }
    }

    /// Tells what there is to say before the request.
    pub(super) fn tell(&self, observer: &mut dyn Observer) {
        for note in &self.notes {
            observer.on(&Event::Note(note));
        }
    }
}

/// What counts as success.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Which statuses are fine.
    pub ok: StatusSet,
    /// `-f`: a failing status delivers nothing on stdout.
    pub withhold: bool,
    /// stdin is a pipe or a file that no option reads: worth a hint after a 4xx.
    pub stdin_unused: bool,
}
