//! What a chain of redirects remembers: how many there were, and that what stayed behind on the way
//! to another origin is gone for the rest of it, even where the chain comes back.

use std::borrow::Cow;

use super::Outbound;
use super::auth::Credentials;
use super::auth::lookup::Lookup;
use super::cookies::Reach;
use super::follow::Hop;
use super::redirect::{self, Abroad, Policy, Step};
use crate::base::deadline::Deadline;
use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::memory::Memory;
use crate::content::source::Source;
use crate::http::head::ResponseHead;
use crate::http::origin::{Origin, Scheme};
use crate::http::redact::is_secret;
use crate::http::request::Request;
use crate::http::uri::Uri;

/// Where a chain of redirects stands.
pub(super) struct Chain<'a> {
    /// The request to be sent now.
    pub(super) request: Cow<'a, Request>,
    /// What it may show.
    pub(super) credentials: Option<Cow<'a, Credentials>>,
    netrc: Option<&'a Lookup>,
    /// Where typed cookies go.
    pub(super) typed: Reach,
    /// The limits on all of it.
    pub(super) start: Deadline,
    /// The redirects so far: the last of them.
    pub(super) followed: Vec<Hop>,
    /// What is known of content that can be read once.
    pub(super) memories: Vec<Memory>,
    count: u32,
    warned: bool,
}

impl<'a> Chain<'a> {
    pub(super) fn begin(outbound: Outbound<'a>) -> (Self, Option<Source>) {
        let chain = Self {
            request: Cow::Borrowed(outbound.request),
            credentials: outbound.credentials.map(Cow::Borrowed),
            netrc: outbound.netrc,
            typed: Reach::Home,
            start: outbound.start,
            followed: Vec::new(),
            memories: Vec::new(),
            count: 0,
            warned: false,
        };
        (chain, outbound.source)
    }

    /// Has content remembered that might be asked for again and can be read once.
    pub(super) fn remember(&mut self, source: Option<&mut Source>) {
        let content = &self.request.content;
        self.memories = match source {
            Some(source) if !content.is_repeatable() => source.remember(content),
            Some(_) | None => Vec::new(),
        };
    }

    /// One more, if that is allowed.
    pub(super) fn count(
        &mut self,
        policy: &Policy,
        step: &Step,
        head: &ResponseHead,
    ) -> Result<(), Failure> {
        let Some(most) = policy.most.filter(|most| self.count >= *most) else {
            self.count = self.count.saturating_add(1);
            return Ok(());
        };
        let plural = if most == 1 { "" } else { "s" };
        let target = redirect::shown(&step.request.uri, b"");
        let story = format_args!(
            "too many redirects: after {most} redirect{plural} a {} leads to {target}",
            head.status
        );
        Err(Failure::new(Kind::TooManyRedirects, story)
            .hint("--max-redirs N follows more, -v shows them"))
    }

    /// What becomes of credentials and typed cookies on the way to another origin.
    pub(super) fn cross(
        &mut self,
        policy: &Policy,
        step: &Step,
        typed: bool,
        observer: &mut dyn Observer,
    ) {
        if !step.crosses {
            return;
        }
        let (from, to) = (&self.request.uri.origin, &step.request.uri.origin);
        if from.scheme == Scheme::Https && to.scheme == Scheme::Http {
            let told = format!("the redirect to {to} leads from https to http");
            observer.on(&Event::Warning(&told));
        }
        let of_netrc = self.netrc.is_some();
        let given = self.credentials.is_some() && !of_netrc;
        match policy.abroad {
            Abroad::Harmless => {
                let mut left = step.left.clone();
                left.extend(self.credentials.is_some().then(|| "credentials".to_owned()));
                let cookies = typed && self.typed == Reach::Home;
                left.extend(cookies.then(|| "the cookies of -b".to_owned()));
                if !left.is_empty() {
                    let told = format!("not taken to {to}: {}", left.join(", "));
                    observer.on(&Event::Note(&told));
                }
                self.typed = Reach::Nowhere;
                self.credentials = None;
            }
            Abroad::Everything => {
                let mut names = step.request.fields.iter().map(|(name, _)| name);
                let secret = given || typed || names.any(is_secret);
                if secret && !self.warned {
                    let told = format!("--location-trusted takes your credentials to {to}");
                    observer.on(&Event::Warning(&told));
                    self.warned = true;
                }
                self.typed = Reach::Everywhere;
                let taken = self.credentials.take().filter(|_| given);
                self.credentials = taken.map(|taken| Cow::Owned(taken.moved_to(to)));
            }
        }
        if of_netrc {
            self.credentials = self.looked_up(to, observer).map(Cow::Owned);
        }
    }

    /// What netrc has for a host that the chain comes to for the first time: another port or scheme
    /// of one it has seen gets nothing.
    fn looked_up(&self, to: &Origin, observer: &mut dyn Observer) -> Option<Credentials> {
        let seen = |uri: &Uri| uri.origin.host == to.host;
        let again = self.followed.iter().any(|hop| seen(&hop.from)) || seen(&self.request.uri);
        // Of longer chains the beginning is not known any more.
        if again || self.followed.len() >= limits::HOPS_KEPT {
            return None;
        }
        match self.netrc?.of(to) {
            Ok(found) => found,
            Err(failure) => {
                let told = format!("the netrc entry of {} is not used: {failure}", to.host);
                observer.on(&Event::Note(&told));
                None
            }
        }
    }

    /// Goes on.
    pub(super) fn advance(
        &mut self,
        step: Step,
        (interim, head): (Vec<ResponseHead>, ResponseHead),
        observer: &mut dyn Observer,
    ) {
        let (method, from) = (self.request.method.clone(), self.request.uri.clone());
        let (next, to) = (step.request.method.clone(), step.request.uri.clone());
        let told = format!("{}: {method} {from} -> {next} {to}", head.status);
        observer.on(&Event::Note(&told));
        if step.userinfo {
            observer.on(&Event::Note(
                "the user that the Location names is not used: credentials come from you alone",
            ));
        }
        if self.followed.len() >= limits::HOPS_KEPT {
            self.followed.remove(0);
        }
        self.followed.push(Hop {
            method,
            from,
            interim,
            head,
            next,
            to,
        });
        self.request = Cow::Owned(step.request);
    }
}
