//! The jar: cookies stored and matched (RFC 6265bis sections 5.7 and 5.8).
//!
//! Cookies stand in the order of their creation, which is also the order of their lines in a file.
//! What this run changed is kept beside them, so that it can be applied to a file that other
//! processes have written meanwhile. Reading and writing that file is done by `run`.

use std::time::SystemTime;

use super::Config;
use super::cookie::{Cookie, Refused, Scope, domain_match, path_match, path_of};
use super::typed::{self, Typed};
use super::{date, set_cookie};
use crate::base::escape::excerpt;
use crate::base::event::{Event, Observer};
use crate::base::limits;
use crate::base::secret::Secret;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::origin::Scheme;
use crate::http::uri::Uri;

/// The cookies of a run.
#[derive(Debug, Clone)]
pub struct Jar {
    typed: Typed,
    /// Whether cookies that servers set are taken.
    engine: bool,
    stored: Stored,
    changes: Vec<Change>,
}

/// A cookie taken in this run; an expired one removes its predecessor.
#[derive(Debug, Clone)]
struct Change {
    cookie: Cookie,
    over: Scheme,
}

impl Jar {
    /// A jar with nothing in it but what was typed.
    pub fn new(config: &Config) -> Self {
        Self {
            typed: Typed::new(config.home.origin.clone(), &config.typed),
            engine: config.engine,
            stored: Stored::default(),
            changes: Vec::new(),
        }
    }

    /// Takes the cookies of a file that this run will save to.
    pub fn load(&mut self, cookies: Vec<Cookie>, now: SystemTime) {
        let now = date::seconds(now);
        for cookie in cookies {
            let _ = self.stored.take(cookie, Scheme::Https, now);
        }
    }

    /// Takes the cookies of a file that will not be saved to: elsewhere they will be new.
    pub fn import(&mut self, cookies: Vec<Cookie>, now: SystemTime) {
        let now = date::seconds(now);
        for cookie in cookies {
            let _ = self.take(cookie, Scheme::Https, now);
        }
    }

    /// Adds the `Cookie` field that a request for this URI is to carry: stored cookies, the longest
    /// path first, then the oldest, as far as they fit; then what was typed, which counts more
    /// than a stored cookie of the same name. A `Cookie` field that is there already is the user's
    /// and stays alone.
    pub fn attach(&self, fields: &mut Fields, uri: &Uri, now: SystemTime) {
        if fields.contains("cookie") {
            return;
        }
        let typed = self.typed.of(&uri.origin);
        let mut room = limits::COOKIE_FIELD_BYTES
            .saturating_sub(typed.iter().map(|pair| pair.expose().len() + 2).sum());
        let mut pairs = Vec::new();
        for cookie in self.stored.of(uri, date::seconds(now)) {
            let pair = [&cookie.name, b"=".as_slice(), cookie.value.expose()].concat();
            let named = |typed: &Secret| typed::name(typed) == cookie.name;
            if pair.len() + 2 <= room && !typed.iter().any(named) {
                room -= pair.len() + 2;
                pairs.push(pair);
            }
        }
        pairs.extend(typed.iter().map(|pair| pair.expose().to_vec()));
        let name = FieldName::parse("Cookie");
        let value = FieldValue::parse(&pairs.join(b"; ".as_slice())).ok();
        if let (Some(name), Some(value)) = (name, value.filter(|_| !pairs.is_empty())) {
            fields.push(&name, &value);
        }
    }

    /// Takes what the fields of a final response to a request for this URI set. What is refused is
    /// said, for `-v`.
    pub fn store(
        &mut self,
        fields: &Fields,
        uri: &Uri,
        now: SystemTime,
        observer: &mut dyn Observer,
    ) {
        if !self.engine {
            return;
        }
        let now = date::seconds(now);
        let (origin, path) = (&uri.origin, path_of(uri));
        for line in fields.all("set-cookie").take(limits::SET_COOKIE_LINES) {
            let taken = set_cookie::parse(line, &origin.host, path, now).and_then(|cookie| {
                let name = cookie.name.clone();
                self.take(cookie, origin.scheme, now).map(|()| name)
            });
            match taken {
                Ok(name) => self.typed.drop_named(origin, &name),
                Err(why) => observer.on(&Event::Note(&refusal(line, why))),
            }
        }
    }

    /// All cookies, in the order of their creation.
    pub fn cookies(&self) -> &[Cookie] {
        &self.stored.0
    }

    /// Whether this run has anything to save.
    pub fn is_changed(&self) -> bool {
        !self.changes.is_empty()
    }

    /// What a file that holds these cookies is to hold now.
    pub fn merged(&self, file: Vec<Cookie>, now: SystemTime) -> Vec<Cookie> {
        let now = date::seconds(now);
        let mut merged = Stored::default();
        for cookie in file {
            let _ = merged.take(cookie, Scheme::Https, now);
        }
        for change in &self.changes {
            let _ = merged.take(change.cookie.clone(), change.over, now);
        }
        merged.0
    }

    fn take(&mut self, cookie: Cookie, over: Scheme, now: i64) -> Result<(), Refused> {
        self.stored.take(cookie.clone(), over, now)?;
        let known = |change: &&mut Change| cookie.replaces(&change.cookie);
        match self.changes.iter_mut().find(known) {
            Some(change) => *change = Change { cookie, over },
            None => self.changes.push(Change { cookie, over }),
        }
        if self.changes.len() > limits::COOKIES {
            self.changes.remove(0);
        }
        Ok(())
    }
}

/// Cookies in the order of their creation.
#[derive(Debug, Clone, Default)]
struct Stored(Vec<Cookie>);

impl Stored {
    /// Stores a cookie that came over this scheme. One in the place of another keeps its age; an
    /// expired one only removes.
    fn take(&mut self, cookie: Cookie, over: Scheme, now: i64) -> Result<(), Refused> {
        if over == Scheme::Http {
            if cookie.secure {
                return Err(Refused::NotSecure);
            }
            if self.0.iter().any(|other| overlays(&cookie, other)) {
                return Err(Refused::Overlay);
            }
        }
        let place = self.0.iter().position(|other| cookie.replaces(other));
        match (place, cookie.is_expired(now)) {
            (Some(place), true) => drop(self.0.remove(place)),
            (Some(place), false) => {
                if let Some(old) = self.0.get_mut(place) {
                    *old = cookie;
                }
            }
            (None, true) => {}
            (None, false) => {
                let domain = cookie.domain.clone();
                self.0.push(cookie);
                let full = |stored: &Cookie| stored.domain == domain;
                self.shrink(limits::COOKIES_OF_A_DOMAIN, full, now);
                self.shrink(limits::COOKIES, |_| true, now);
            }
        }
        Ok(())
    }

    /// Removes one of `these` if there are more than `most`: an expired one, else the oldest that
    /// is not secure, else the oldest.
    fn shrink(&mut self, most: usize, these: impl Fn(&Cookie) -> bool, now: i64) {
        if self.0.len() <= most || self.0.iter().filter(|cookie| these(cookie)).count() <= most {
            return;
        }
        let among = |which: &dyn Fn(&Cookie) -> bool| {
            let mut all = self.0.iter();
            all.position(|cookie| these(cookie) && which(cookie))
        };
        let victim = among(&|cookie| cookie.is_expired(now))
            .or_else(|| among(&|cookie| !cookie.secure))
            .or_else(|| among(&|_| true));
        if let Some(victim) = victim {
            self.0.remove(victim);
        }
    }

    /// Those that a request for this URI carries, in order.
    fn of(&self, uri: &Uri, now: i64) -> Vec<&Cookie> {
        let fit = |cookie: &&Cookie| !cookie.is_expired(now) && cookie.is_for(uri);
        let mut found: Vec<&Cookie> = self.0.iter().filter(fit).collect();
        found.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        found
    }
}

/// Whether a cookie set over http would stand in the way of a secure one. RFC 6265bis, 5.7 allows
/// one whose path is above the other's; its server would get both, and most take any.
fn overlays(cookie: &Cookie, other: &Cookie) -> bool {
    let hosts = |a: &Cookie, b: &Cookie| {
        a.domain == b.domain
            || (b.scope == Scope::Subdomains || a.scope == Scope::Subdomains)
                && domain_match(&a.domain, &b.domain)
    };
    other.secure
        && other.name == cookie.name
        && (hosts(cookie, other) || hosts(other, cookie))
        && (path_match(&cookie.path, &other.path) || path_match(&other.path, &cookie.path))
}

/// Only the name is shown: a value is a secret.
fn refusal(line: &[u8], why: Refused) -> String {
    let name = line.split(|byte| matches!(byte, b'=' | b';')).next();
    let shown = match line.contains(&b'=') {
        true => format!("cookie {}", excerpt(name.unwrap_or_default())),
        false => "a cookie".to_owned(),
    };
    format!("{shown} is not taken: {why}")
}
