//! One request to one response over a connection. Knows no flags and no terminals.
//!
//! `http1` says what bytes mean, `transport` moves them; this layer brings the two together:
//! [`Client::send`] opens or reuses a connection, sends while it listens, and hands out the final
//! head with a [`body::Body`] that streams. Its files are the layers of that, from the outside in:
//! `follow` (redirects), `round` (credentials, cookies), `transmit` (which connection), `exchange`
//! (heads) and `wire` (bytes).

pub mod auth;
pub mod body;
pub mod config;
pub mod cookies;
mod exchange;
mod follow;
pub mod framing;
pub mod reader;
pub mod reconnect;
mod round;
mod transmit;
mod upload;
mod wire;

use crate::base::clock;
use crate::base::deadline::Deadline;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::head::{RequestHead, ResponseHead};
use crate::http::origin::{Origin, Scheme};
use crate::http::request::Request;
use crate::transport::{Connection, Connector};

use auth::Credentials;
use auth::session::Session;
use body::Body;
use config::Config;
use cookies::Jar;
pub use wire::SpliceError;

/// Sends requests; keeps a connection that can serve again.
pub struct Client {
    config: Config,
    connector: Connector,
    idle: Option<(Origin, Connection)>,
    /// Digest nonces that further requests can use.
    sessions: Vec<Session>,
    /// Cookies, where a run has any.
    pub cookies: Option<Jar>,
}

/// A request on its way out.
pub struct Outbound<'a> {
    /// The request.
    pub request: &'a Request,
    /// Its content, opened.
    pub source: Option<Source>,
    /// What it may show of its user.
    pub credentials: Option<&'a Credentials>,
    /// The limits it was begun with: see [`Client::begin`].
    pub start: Deadline,
}

/// A final response, its body still to come.
pub struct Response {
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
            idle: None,
            sessions: Vec::new(),
            cookies: None,
        }
    }

    /// Begins a request: the limit on its whole time runs from here, over all its attempts.
    pub fn begin(&self) -> Deadline {
        Deadline::starting(clock::now(), self.config.limits.total)
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

impl Drop for Client {
    /// Ends a kept connection in good order.
    fn drop(&mut self) {
        if let Some((_, connection)) = self.idle.take() {
            connection.stream.close();
        }
    }
}
