//! The rounds of one request: what is sent, and whether its answer asks for another round.
//!
//! The first round carries content only where that is cheap. curl sends a first request without
//! content, which a server that does not ask for credentials carries out as it stands; here short
//! content that can be sent again goes along, and any other waits for a 100 (Continue), so that a
//! refusal comes before it.

use super::digest::{Offer, Quality};
use super::hash::Hash;
use super::session::Session;
use super::{Credentials, Login, Means, set};
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::source::Source;
use crate::http::challenge;
use crate::http::fields::FieldValue;
use crate::http::head::{RequestHead, ResponseHead, Version};
use crate::http::request::Request;

/// Where a request stands.
pub(in crate::client) struct Rounds<'a> {
    credentials: &'a Credentials,
    request: &'a Request,
    session: Option<Session>,
    answered: usize,
}

impl<'a> Rounds<'a> {
    /// A request about to be sent; `known` are the sessions of earlier ones.
    pub(in crate::client) fn new(
        credentials: &'a Credentials,
        request: &'a Request,
        known: &mut Vec<Session>,
    ) -> Self {
        let origin = &request.uri.origin;
        let of_this = |login| known.iter().position(|one| one.is_of(origin, login));
        let at = login(credentials).and_then(of_this);
        Self {
            credentials,
            request,
            session: at.map(|at| known.swap_remove(at)),
            answered: 0,
        }
    }

    /// The head of the next round.
    pub(in crate::client) fn dress(
        &mut self,
        head: &RequestHead,
        source: Option<&Source>,
    ) -> Result<RequestHead, Failure> {
        let mut head = head.clone();
        if self.session.is_none() && login(self.credentials).is_some() {
            self.hold_content(&mut head, source)?;
        }
        let session = self.session.as_mut();
        self.credentials.attach(self.request, &mut head, session)?;
        Ok(head)
    }

    /// Whether an answer asks for another round that can be had: a challenge that was not answered
    /// yet, or one that says that only the nonce was wrong.
    pub(in crate::client) fn again(
        &mut self,
        head: &ResponseHead,
        observer: &mut dyn Observer,
    ) -> Result<bool, Failure> {
        let Some(login) = login(self.credentials) else {
            return Ok(false);
        };
        if head.status.code() != 401 {
            if let Some(session) = &mut self.session {
                session.renew(&head.fields);
            }
            return Ok(false);
        }
        let asked = challenge::challenges(head.fields.all("www-authenticate"));
        let repeatable = self.request.content.is_repeatable();
        let Some(offer) = Offer::choose(&asked, repeatable) else {
            self.session = None;
            observer.on(&Event::Note("no Digest challenge that can be answered"));
            return Ok(false);
        };
        let more = offer.stale && self.answered < limits::CHALLENGE_ROUNDS;
        if self.answered > 0 && !more {
            self.session = None;
            return Ok(false);
        }
        self.answered = self.answered.saturating_add(1);
        observer.on(&Event::Note(&told(&offer)));
        self.session = Some(Session::begin(&self.request.uri.origin, login, offer)?);
        Ok(true)
    }

    /// Keeps what further requests can use.
    pub(in crate::client) fn end(self, known: &mut Vec<Session>) {
        known.extend(self.session);
    }

    fn hold_content(&self, head: &mut RequestHead, source: Option<&Source>) -> Result<(), Failure> {
        let Some(source) = source else {
            return Ok(());
        };
        let short = |length| length <= limits::UNCHALLENGED_BYTES;
        let cheap = source.length().is_some_and(short) && self.request.content.is_repeatable();
        if cheap || head.version == Version::Http10 || head.fields.contains("expect") {
            return Ok(());
        }
        match FieldValue::parse(b"100-continue") {
            Ok(value) => set(head, "Expect", &value),
            Err(_) => Ok(()),
        }
    }
}

fn login(credentials: &Credentials) -> Option<&Login> {
    match credentials.means() {
        Means::Digest(login) => Some(login),
        Means::Basic(_) | Means::Bearer(_) | Means::Aws(_) => None,
    }
}

/// Content once more: what was held back and not touched, or all of it from its beginning.
pub(in crate::client) fn content_again(
    request: &Request,
    unsent: Option<Source>,
) -> Result<Option<Source>, Failure> {
    match unsent {
        Some(source) => Ok(Some(source)),
        None if request.content.is_repeatable() => Source::of(request),
        None => Err(Failure::new(
            Kind::ReadSource,
            "the server asks for Digest credentials, and the pipe that was sent already cannot be \
             read again",
        )
        .hint("put it into a file")),
    }
}

fn told(offer: &Offer) -> String {
    let hash = match offer.hash() {
        Hash::Md5 => "MD5",
        Hash::Sha256 => "SHA-256",
        Hash::Sha512256 => "SHA-512-256",
    };
    let quality = match offer.quality() {
        Quality::Unsaid => "without qop",
        Quality::Request => "qop auth",
        Quality::Content => "qop auth-int",
    };
    format!("answering the Digest challenge ({hash}, {quality})")
}
