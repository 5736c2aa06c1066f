//! Cookies stored: found by what makes them the same, kept in the order of their creation, within
//! the limits (RFC 6265bis section 5.7).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;

use super::cookie::{Cookie, Refused, Scope, domain_match, path_match};
use crate::base::limits;
use crate::http::origin::Scheme;
use crate::http::uri::Uri;

/// What makes two cookies the same one with different values; the domain first, so that those of
/// one domain stand together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    domain: String,
    path: Vec<u8>,
    name: Vec<u8>,
    host_only: bool,
}

impl Key {
    pub(super) fn of(cookie: &Cookie) -> Self {
        Self {
            domain: cookie.domain.clone(),
            path: cookie.path.clone(),
            name: cookie.name.clone(),
            host_only: cookie.scope == Scope::Host,
        }
    }

    /// Less than every key of this domain.
    fn least(domain: &str) -> Self {
        Self {
            domain: domain.to_owned(),
            path: Vec::new(),
            name: Vec::new(),
            host_only: false,
        }
    }
}

/// Cookies with their numbers in the order of creation.
#[derive(Debug, Clone, Default)]
pub(super) struct Stored {
    all: BTreeMap<Key, (u64, Cookie)>,
    next: u64,
}

impl Stored {
    /// Stores a cookie that came over this scheme. One in the place of another keeps its age; an
    /// expired one only removes.
    pub(super) fn take(&mut self, cookie: Cookie, over: Scheme, now: i64) -> Result<(), Refused> {
        if over == Scheme::Http {
            if cookie.secure {
                return Err(Refused::NotSecure);
            }
            if self.all.values().any(|(_, other)| overlays(&cookie, other)) {
                return Err(Refused::Overlay);
            }
        }
        let key = Key::of(&cookie);
        if cookie.is_expired(now) {
            self.all.remove(&key);
            return Ok(());
        }
        if let Some((_, old)) = self.all.get_mut(&key) {
            *old = cookie;
            return Ok(());
        }
        let number = self.next;
        self.next += 1;
        let domain = key.domain.clone();
        self.all.insert(key, (number, cookie));
        if self.of_domain(&domain).count() > limits::COOKIES_OF_A_DOMAIN {
            let victim = victim(self.of_domain(&domain), now);
            self.remove(victim);
        }
        if self.all.len() > limits::COOKIES {
            let victim = victim(self.all.iter(), now);
            self.remove(victim);
        }
        Ok(())
    }

    /// Those that a request for this URI carries: the longest path first, then the oldest.
    pub(super) fn of(&self, uri: &Uri, now: i64) -> Vec<&Cookie> {
        let fit = |cookie: &Cookie| !cookie.is_expired(now) && cookie.is_for(uri);
        let mut found: Vec<_> = self.all.values().filter(|(_, c)| fit(c)).collect();
        found.sort_by_key(|(number, cookie)| (Reverse(cookie.path.len()), *number));
        found.into_iter().map(|(_, cookie)| cookie).collect()
    }

    /// All of them, the oldest first.
    pub(super) fn oldest_first(&self) -> Vec<&Cookie> {
        let mut all: Vec<_> = self.all.values().collect();
        all.sort_by_key(|(number, _)| *number);
        all.into_iter().map(|(_, cookie)| cookie).collect()
    }

    fn of_domain(&self, domain: &str) -> impl Iterator<Item = (&Key, &(u64, Cookie))> {
        let from = (Bound::Included(Key::least(domain)), Bound::Unbounded);
        self.all
            .range(from)
            .take_while(move |(key, _)| key.domain == domain)
    }

    fn remove(&mut self, victim: Option<Key>) {
        if let Some(key) = victim {
            self.all.remove(&key);
        }
    }
}

/// Which has to go: one that is expired, else the oldest that is not secure, else the oldest.
fn victim<'a>(among: impl Iterator<Item = (&'a Key, &'a (u64, Cookie))>, now: i64) -> Option<Key> {
    let rank = |cookie: &Cookie| (!cookie.is_expired(now), cookie.secure);
    let first = among.min_by_key(|(_, (number, cookie))| (rank(cookie), *number));
    first.map(|(key, _)| key.clone())
}

/// Whether a cookie set over http would stand in the way of a secure one. RFC 6265bis, 5.7 allows
/// one whose path is above the other's; its server would get both, and most take any.
fn overlays(cookie: &Cookie, other: &Cookie) -> bool {
    other.secure
        && other.name == cookie.name
        && (domain_match(&cookie.domain, &other.domain)
            || domain_match(&other.domain, &cookie.domain))
        && (path_match(&cookie.path, &other.path) || path_match(&other.path, &cookie.path))
}
