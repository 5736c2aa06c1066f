//! One request to one response over a connection. Knows no flags and no terminals.
//!
//! `http1` says what bytes mean, `transport` moves them; this layer brings the two together:
//! [`Client::send`] opens or reuses a connection, sends while it listens, and hands out the final
//! head with a [`body::Body`] that streams. Its files are the layers of that, from the outside in:
//! `follow` (redirects, by the rules of `redirect`), `round` (credentials, cookies), `transmit` (which connection), `exchange`
//! (heads) and `wire` (bytes).

pub mod auth;
pub mod body;
mod chain;
pub mod config;
pub mod cookies;
mod exchange;
mod expecting;
mod follow;
pub mod forward;
pub mod framing;
mod pool;
pub mod range;
pub mod reader;
pub mod reconnect;
pub mod redirect;
pub mod retry;
mod round;
mod transmit;
mod upload;
mod wire;

use std::mem;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::base::clock;
use crate::base::deadline::Deadline;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::origin::{Origin, Scheme};
use crate::http::request::Request;
use crate::transport::Connector;

use auth::Credentials;
use auth::lookup::Lookup;
use auth::session::Session;
use body::Body;
use config::Config;
use cookies::Jar;
pub use follow::{Hop, Unfinished};
use pool::Pool;
pub use wire::SpliceError;

/// Sends requests; keeps connections that can serve again.
pub struct Client {
    config: Config,
    connector: Connector,
    idle: Pool,
    /// The receive buffer of the last connection, for the next: 256 KiB are not had for nothing.
    buffer: Vec<u8>,
    /// Digest nonces that further requests can use.
    sessions: Vec<Session>,
    /// Cookies, where a run has any; all its clients share them.
    pub cookies: Option<Arc<Mutex<Jar>>>,
    /// Whether a request was given to a connection since this was last set to false: from then on
    /// the peer may have carried it out.
    pub sent: bool,
}

/// A request on its way out.
pub struct Outbound<'a> {
    /// The request.
    pub request: &'a Request,
    /// Its content, opened.
    pub source: Option<Source>,
    /// What it may show of its user.
    pub credentials: Option<&'a Credentials>,
    /// Where credentials for other hosts that it is redirected to are looked up.
    pub netrc: Option<&'a Lookup>,
    /// The limits it was begun with: see [`Client::begin`].
    pub start: Deadline,
}

/// A final response, its body still to come.
pub struct Response {
    /// The redirects before it, in order: the last [`crate::base::limits::HOPS_KEPT`] of them.
    pub followed: Vec<Hop>,
    /// The heads of interim responses, in order.
    pub interim: Vec<ResponseHead>,
    /// The final head.
    pub head: ResponseHead,
    /// The body.
    pub body: Body,
    /// Content that was held back for a 100 (Continue) and so not touched.
    unsent: Option<Source>,
}

impl Client {
    /// A client; nothing is opened or loaded yet.
    pub fn new(config: Config) -> Self {
        let connector = Connector::new(config.transport.clone());
        Self {
            config,
            connector,
            idle: Pool::default(),
            buffer: Vec::new(),
            sessions: Vec::new(),
            cookies: None,
            sent: false,
        }
    }

    /// Another client for the same run: TLS settings and cookies are shared, connections and
    /// sessions its own.
    pub fn sibling(&self) -> Self {
        Self {
            config: self.config.clone(),
            connector: self.connector.clone(),
            idle: Pool::default(),
            buffer: Vec::new(),
            sessions: Vec::new(),
            cookies: self.cookies.clone(),
            sent: false,
        }
    }

    /// Takes up the settings of another plan and keeps its connections. False, and nothing is
    /// changed, where peers are reached or verified in another way: a connection made in one way
    /// serves no request that asks for another.
    pub fn adopt(&mut self, config: &Config) -> bool {
        if !self.reaches_as(config) {
            return false;
        }
        // Those in use: what connections know of their proxies is theirs.
        let transport = mem::take(&mut self.config.transport);
        self.config = Config {
            transport,
            limits: config.limits,
            max_size: config.max_size,
            cookies: config.cookies.clone(),
            redirects: config.redirects,
            tally: config.tally.clone(),
            raw: config.raw,
        };
        true
    }

    /// Whether another plan's peers are reached and verified as those of this client are.
    pub fn reaches_as(&self, config: &Config) -> bool {
        config.transport == self.config.transport
    }

    /// Another client for a plan that reaches peers in another way: cookies alone are shared.
    pub fn otherwise(&self, config: Config) -> Self {
        Self {
            cookies: self.cookies.clone(),
            ..Self::new(config)
        }
    }

    /// Has content that comes in counted, byte by byte.
    pub fn count_into(&mut self, tally: Option<Arc<AtomicU64>>) {
        self.config.tally = tally;
    }

    /// The cookies, where the run has any.
    pub fn jar(&self) -> Option<MutexGuard<'_, Jar>> {
        let jar = self.cookies.as_ref()?;
        Some(jar.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins a request: the limit on its whole time runs from here, over all its attempts.
    pub fn begin(&self) -> Deadline {
        let limits = &self.config.limits;
        Deadline::starting(clock::now(), limits.total).moving(limits.speed)
    }

    /// Loads what requests to these origins will need, so that what the user gave for it is
    /// checked before anything is opened.
    pub fn prepare<'a>(
        &mut self,
        mut origins: impl Iterator<Item = &'a Origin>,
    ) -> Result<(), Failure> {
        if origins.any(|origin| origin.scheme == Scheme::Https) {
            self.connector.prepare()?;
        }
        Ok(())
    }
}

/// Content that is sent once more under a head that was made for its first reading: a file that
/// has changed its length since would break the framing.
fn same_length(source: Option<Source>, head: &RequestHead) -> Result<Option<Source>, Failure> {
    let length = source.as_ref().and_then(Source::length);
    let told = head.fields.first("content-length");
    if let (Some(length), Some(told)) = (length, told)
        && told != length.to_string().as_bytes()
    {
        let story = "the file of the body changed between two attempts";
        return Err(Failure::new(Kind::ReadSource, story)
            .hint("the request was not completed; send it again when the file is at rest"));
    }
    Ok(source)
}
