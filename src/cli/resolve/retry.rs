//! When a request is tried again, and the key that makes that safe.

use std::ffi::OsStr;

use super::request::Requests;
use crate::base::failure::Failure;
use crate::base::random;
use crate::cli::args::retry as flags;
use crate::cli::flag::Flag;
use crate::cli::given::{Given, bad_value};
use crate::cli::values;
use crate::client::retry::{Causes, Policy, Trouble};
use crate::http::fields::{FieldName, FieldValue};
use crate::http::status_set::StatusSet;

/// Every failing status.
const FAILING: (u16, u16) = (400, 999);

/// The policy, where retries are asked for; the keys of `--idempotency-key` go into the requests.
pub(super) fn policy(
    given: &Given,
    requests: &mut Requests,
) -> Result<Option<Box<Policy>>, Failure> {
    keys(given, requests)?;
    let count = "a number of retries, such as 3";
    let retries = given.parse(&flags::RETRY, count, |text| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| digits)
    })?;
    let on = causes(given)?;
    let time = |flag: &Flag| {
        let expected = "a time above zero, such as 500ms, 2s, 1.5m or 1h";
        given.parse(flag, expected, values::duration)
    };
    let policy = Policy {
        retries: retries.unwrap_or(0),
        delay: time(&flags::RETRY_DELAY)?,
        budget: time(&flags::RETRY_MAX_TIME)?,
        on,
    };
    if retries.is_none() {
        let others = [
            &flags::RETRY_DELAY,
            &flags::RETRY_MAX_TIME,
            &flags::RETRY_ON,
        ];
        let idle = others.iter().find(|flag| given.last(flag).is_some());
        if let Some(flag) = idle {
            let text = format!("--{} does nothing without --retry N", flag.long);
            requests.warnings.push(text);
        }
    }
    Ok((policy.retries > 0).then(|| Box::new(policy)))
}

fn causes(given: &Given) -> Result<Causes, Failure> {
    let expected = "a list of statuses and of the words dns, refused, reset, closed, cut, timeout, \
                    connection and all, such as 429,5xx,timeout";
    let listed = given.parse(&flags::RETRY_ON, expected, list)?;
    let mut causes = listed.unwrap_or_default();
    if given.switch(&flags::RETRY_ALL_ERRORS) {
        all(&mut causes);
    }
    if given.switch(&flags::RETRY_REFUSED) && !causes.troubles.contains(&Trouble::Refused) {
        causes.troubles.push(Trouble::Refused);
    }
    Ok(causes)
}

/// What `--retry-on` lists.
fn list(text: &str) -> Option<Causes> {
    let mut causes = Causes {
        statuses: StatusSet(Vec::new()),
        troubles: Vec::new(),
        listed: true,
    };
    for part in text.split(',').map(str::trim) {
        let word = Trouble::PASSING
            .into_iter()
            .find(|trouble| trouble.word() == Some(part));
        match (word, part) {
            (Some(trouble), _) => causes.troubles.push(trouble),
            (None, "connection") => causes.troubles.extend(Trouble::PASSING),
            (None, "all") => all(&mut causes),
            (None, statuses) => causes.statuses.0.extend(values::statuses(statuses)?.0),
        }
    }
    Some(causes)
}

fn all(causes: &mut Causes) {
    causes.statuses.0.push(FAILING);
    causes.troubles.extend(Trouble::PASSING);
    causes.troubles.push(Trouble::Other);
}

/// Gives each request a key that lacks one.
fn keys(given: &Given, requests: &mut Requests) -> Result<(), Failure> {
    if !given.switch(&flags::IDEMPOTENCY_KEY) {
        return Ok(());
    }
    let typed = given
        .last(&flags::IDEMPOTENCY_KEY)
        .filter(|key| !key.is_empty());
    let Some(name) = FieldName::parse("Idempotency-Key") else {
        return Ok(());
    };
    for prepared in &mut requests.all {
        if prepared.request.fields.contains(name.as_str()) {
            continue;
        }
        let key = match typed {
            Some(key) => key_of(key)?,
            None => random_key()?,
        };
        prepared.request.fields.push(&name, &key);
    }
    Ok(())
}

fn key_of(key: &OsStr) -> Result<FieldValue, Failure> {
    let key_value = FieldValue::parse(key.as_encoded_bytes());
    let fits = key_value.ok().filter(|key| !key.as_bytes().is_empty());
    fits.ok_or_else(|| bad_value(&flags::IDEMPOTENCY_KEY, key, "a header value"))
}

/// A UUID of version 4, as such keys mostly are. It is sent bare: servers that know the quotes of
/// a structured field (as a draft has them) take it, most others take nothing else.
fn random_key() -> Result<FieldValue, Failure> {
    let mut bytes = random::bytes::<16>()?;
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = *version & 0x0f | 0x40;
    *variant = *variant & 0x3f | 0x80;
    let mut key = String::with_capacity(36);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            key.push('-');
        }
        key.push_str(&format!("{byte:02x}"));
    }
    FieldValue::parse(key.as_bytes()).map_err(Failure::usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_statuses_classes_and_words() {
        let causes = list("429, 5xx,502-504,refused,timeout").unwrap();
        assert_eq!(causes.statuses.0, [(429, 429), (500, 599), (502, 504)]);
        assert_eq!(causes.troubles, [Trouble::Refused, Trouble::Timeout]);
        assert_eq!(list("connection").unwrap().troubles, Trouble::PASSING);
        let all = list("all").unwrap();
        assert_eq!(all.statuses.0, [FAILING]);
        assert!(all.troubles.contains(&Trouble::Other));
        for text in ["", "x", "dns,", "5x", "Refused", "all all", "99"] {
            assert!(list(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_random_key_is_a_uuid() {
        let key = random_key().unwrap();
        let text = str::from_utf8(key.as_bytes()).unwrap();
        let lengths: Vec<_> = text.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(text.as_bytes()[14], b'4');
        assert!(b"89ab".contains(&text.as_bytes()[19]), "{text}");
    }
}
