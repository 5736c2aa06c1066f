//! A plan: all that a command line means, as plain data. Making one has no effect on the world.

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::Arc;

use crate::base::deadline::Deadline;
use crate::base::escape;
use crate::base::event::{Event, Observer};
use crate::base::limits;
use crate::client::auth::Credentials;
use crate::client::auth::lookup::Lookup;
use crate::client::retry::Policy;
use crate::client::{self, Hop, Outbound};
use crate::content::source::Source;
use crate::http::method::Method;
use crate::http::request::Request;
use crate::http::uri::Uri;
use crate::output;
use crate::output::config::{Care, Destination};
use crate::output::filtered::Wanted;

use super::capture::Captures;

pub use super::events::Following;
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
    /// How several are carried out.
    pub many: Many,
    /// What counts as success.
    pub verdict: Verdict,
    /// `--retry`: when a request is tried again; `None` is never.
    pub retry: Option<Box<Policy>>,
    /// `-q`: what a filter makes of bodies is delivered in their place.
    pub filter: Option<Arc<Wanted>>,
    /// `--capture`: values that are taken of the last response.
    pub captures: Option<Arc<Captures>>,
    /// `--events`: bodies are read as events; `None` as what they are.
    pub events: Option<Arc<Following>>,
    /// What the user should know before anything is sent.
    pub warnings: Vec<String>,
    /// `--dry-run`, `--as`: print the requests this way, contact nobody.
    pub dry_run: Option<Show>,
}

/// How several requests are carried out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Many {
    /// `-Z`: side by side, at most so many at a time; `None` is one after the other.
    pub parallel: Option<NonZeroUsize>,
    /// `--fail-early`: the first failure ends the run.
    pub fail_early: bool,
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
    /// Where credentials for other hosts are looked up.
    pub netrc: Option<Arc<Lookup>>,
    /// `-o`, `-O`.
    pub body: Destination,
    /// What is asked of it beside; `None` in most runs.
    pub care: Option<Box<Care>>,
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
            netrc: self.netrc.as_deref(),
            start,
        }
    }

    /// The request that was sent last, after these redirects.
    pub(super) fn asked<'a>(&'a self, followed: &'a [Hop]) -> Asked<'a> {
        let first = (&self.request.method, &self.request.uri);
        let last = followed.last();
        let (method, uri) = last.map_or(first, |hop| (&hop.next, &hop.to));
        let unkeyed = last.is_some_and(|hop| hop.unkeyed);
        Asked {
            method,
            uri,
            unkeyed,
        }
    }

    /// Tells what there is to say before the request.
    pub(super) fn tell(&self, observer: &mut dyn Observer) {
        for note in &self.notes {
            observer.on(&Event::Note(note));
        }
    }
}

/// A request as messages name it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The method.
    pub(super) method: &'a Method,
    /// Where it went.
    pub(super) uri: &'a Uri,
    /// Whether it, or one before it, went to another origin without the key that makes it safe to
    /// repeat.
    pub(super) unkeyed: bool,
}

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A server may have made it as long as it likes.
        let uri = self.uri.to_string();
        let uri = escape::cut(uri.as_bytes(), limits::SHOWN_TARGET_BYTES);
        write!(f, "{} {uri}", self.method)
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
    /// Somebody else tells of statuses in words: a failing one is no line of its own.
    pub told: bool,
}
