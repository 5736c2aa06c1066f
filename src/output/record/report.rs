//! What there is to tell of a job when it is over: the facts, the answer, the outcome. Made by
//! `run`; [`super::variables`] and [`super::meta`] say it in their own words.

use std::path::Path;
use std::time::{Duration, Instant};

use super::facts::Facts;
use super::leg::Leg;
use crate::base::event::Secured;
use crate::http::head::{ResponseHead, Version};

/// One job, over.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What was seen on the way.
    pub facts: &'a Facts,
    /// The URL that was asked for, without userinfo.
    pub url: &'a str,
    /// The place of the URL on the command line, from 0.
    pub number: usize,
    /// The head of the final response, if there was one.
    pub head: Option<&'a ResponseHead>,
    /// Redirects that were followed.
    pub redirects: usize,
    /// Attempts beyond the first.
    pub retries: usize,
    /// Where a redirect leads that was not followed.
    pub redirect_url: Option<&'a str>,
    /// The file that the body went to.
    pub file: Option<&'a Path>,
    /// The exit status that this job asks for.
    pub code: u8,
    /// What went wrong, in words, secrets masked.
    pub error: Option<&'a str>,
}

impl<'a> Report<'a> {
    /// What there is to tell of the URL at place `number` once its job has ended with `code`.
    pub fn of(facts: &'a Facts, url: &'a str, number: usize, code: u8) -> Self {
        Self {
            facts,
            url,
            number,
            head: facts.head.as_ref(),
            redirects: facts.redirects,
            retries: facts.retries,
            redirect_url: facts.redirect_url.as_deref(),
            file: facts.file.as_deref(),
            code,
            error: facts.error.as_deref(),
        }
    }

    /// What is known of TLS on the connection of the exchange that counts.
    pub fn tls(&self) -> Option<&'a Secured> {
        self.leg()?.tls.as_ref()
    }

    /// The exchange that counts.
    pub fn leg(&self) -> Option<&'a Leg> {
        self.facts.last()
    }

    /// The URI that was asked last.
    pub fn effective(&self) -> &'a str {
        self.leg().map_or(self.url, |leg| leg.uri.as_str())
    }

    /// The status of the final response.
    pub fn status(&self) -> Option<u16> {
        self.head.map(|head| head.status.code())
    }

    /// The version of the final response.
    pub fn version(&self) -> Option<&'static str> {
        self.head.map(|head| match head.version {
            Version::Http10 => "1.0",
            Version::Http11 => "1.1",
        })
    }

    /// How long after the beginning a step was over, the latest time that it was taken: a kept
    /// connection was opened by an earlier exchange.
    pub fn since_start(&self, step: impl Fn(&Leg) -> Option<Instant>) -> Option<Duration> {
        let at = self.facts.legs.iter().rev().find_map(step)?;
        Some(at.saturating_duration_since(self.facts.start))
    }
}
