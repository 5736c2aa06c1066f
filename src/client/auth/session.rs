//! A nonce in use: which challenge it came with, how often it was answered, for whom.
//!
//! A nonce is kept for further requests of the run to the same origin, so that each of them needs
//! one round; it is never used for another origin or another user.

use super::Login;
use super::digest::{self, Facts, Offer, Quality};
use crate::base::failure::Failure;
use crate::base::random;
use crate::http::challenge;
use crate::http::fields::{FieldValue, Fields};
use crate::http::head::RequestHead;
use crate::http::origin::Origin;
use crate::http::request::Request;

/// A challenge that is being answered.
#[derive(Debug, Clone)]
pub struct Session {
    origin: Origin,
    login: Login,
    offer: Offer,
    /// One for the whole session: the `-sess` algorithms hash the first one.
    cnonce: String,
    count: u32,
}

impl Session {
    /// Takes up a challenge.
    pub(super) fn begin(origin: &Origin, login: &Login, offer: Offer) -> Result<Self, Failure> {
        Ok(Self {
            origin: origin.clone(),
            login: login.clone(),
            offer,
            cnonce: random::hex::<CNONCE_BYTES>()?,
            count: 0,
        })
    }

    /// Whether it is this user's, at this origin.
    pub(super) fn is_of(&self, origin: &Origin, login: &Login) -> bool {
        self.origin == *origin && self.login == *login
    }

    /// The next answer; `None` when the challenge cannot be answered for this request.
    pub(super) fn answer(
        &mut self,
        request: &Request,
        head: &RequestHead,
    ) -> Result<Option<FieldValue>, Failure> {
        let content = match self.offer.quality() {
            Quality::Unsaid | Quality::Request => String::new(),
            Quality::Content if !request.content.is_repeatable() => return Ok(None),
            Quality::Content => self.offer.hash().of_content(request)?,
        };
        let facts = Facts {
            method: head.method.as_str(),
            target: &head.target,
            content: &content,
        };
        self.count = self.count.saturating_add(1);
        Ok(digest::answer(
            &self.offer,
            &facts,
            &self.login,
            self.count,
            &self.cnonce,
        ))
    }

    /// Takes the next nonce from an answer that names one (RFC 7616, 3.5).
    pub(super) fn renew(&mut self, fields: &Fields) {
        let found = fields.all("authentication-info").find_map(|value| {
            let parameters = challenge::parameters(value);
            let mut named = parameters.into_iter();
            named.find(|(name, _)| name.eq_ignore_ascii_case(b"nextnonce"))
        });
        if let Some((_, nonce)) = found.filter(|(_, nonce)| !nonce.is_empty()) {
            self.offer = self.offer.renewed(&nonce);
            self.count = 0;
        }
    }
}

/// Random bytes in a cnonce.
const CNONCE_BYTES: usize = 16;
