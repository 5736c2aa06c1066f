//! The jar: cookies stored and matched (RFC 6265bis sections 5.7 and 5.8).
//!
//! Cookies stand in the order of their creation, which is also the order of their lines in a file.
//! What this run changed is kept beside them, so that it can be applied to a file that other
//! processes have written meanwhile. Reading and writing that file is done by `run`.

use std::collections::BTreeMap;
use std::mem;
use std::time::SystemTime;

use super::Config;
use super::cookie::{Cookie, Refused, path_of};
use super::stored::{Key, Stored};
use super::typed::{self, Reach, Typed};
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
    changes: BTreeMap<Key, Change>,
    /// The number of the next change.
    number: u64,
}

/// A cookie taken in this run; an expired one removes its predecessor.
#[derive(Debug, Clone)]
struct Change {
    cookie: Cookie,
    over: Scheme,
    /// In the order of taking.
    number: u64,
}

impl Jar {
    /// A jar with nothing in it but what was typed.
    pub fn new(config: &Config) -> Self {
        Self {
            typed: Typed::new(config.home.origin.clone(), &config.typed),
            engine: config.engine,
            stored: Stored::default(),
            changes: BTreeMap::new(),
            number: 0,
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
        self.attach_typed(fields, uri, Reach::Home, now);
    }

    /// The same for a request that may have come by a redirect.
    pub fn attach_typed(&self, fields: &mut Fields, uri: &Uri, reach: Reach, now: SystemTime) {
        if fields.contains("cookie") {
            return;
        }
        let typed = self.typed.of(&uri.origin, reach);
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

    /// Has more cookies typed; those that were typed before are given back.
    pub fn type_more(&mut self, config: &Config) -> Typed {
        let more = Typed::new(config.home.origin.clone(), &config.typed);
        let joined = self.typed.joined(&more);
        mem::replace(&mut self.typed, joined)
    }

    /// Has those cookies alone typed that [`Jar::type_more`] gave.
    pub fn type_again(&mut self, typed: Typed) {
        self.typed = typed;
    }

    /// Whether the user typed any.
    pub fn has_typed(&self) -> bool {
        !self.typed.is_empty()
    }

    /// All cookies, in the order of their creation.
    pub fn cookies(&self) -> Vec<&Cookie> {
        self.stored.oldest_first()
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
        let mut changes: Vec<_> = self.changes.values().collect();
        changes.sort_by_key(|change| change.number);
        for change in changes {
            let _ = merged.take(change.cookie.clone(), change.over, now);
        }
        merged.oldest_first().into_iter().cloned().collect()
    }

    fn take(&mut self, cookie: Cookie, over: Scheme, now: i64) -> Result<(), Refused> {
        self.stored.take(cookie.clone(), over, now)?;
        let key = Key::of(&cookie);
        let known = self.changes.get(&key).map(|change| change.number);
        let change = Change {
            cookie,
            over,
            number: known.unwrap_or(self.number),
        };
        self.number += 1;
        self.changes.insert(key, change);
        if self.changes.len() > limits::COOKIES {
            let oldest = self.changes.iter().min_by_key(|(_, c)| c.number);
            let oldest = oldest.map(|(key, _)| key.clone());
            oldest.map(|key| self.changes.remove(&key));
        }
        Ok(())
    }
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
