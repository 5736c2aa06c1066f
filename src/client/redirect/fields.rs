//! Which fields of a request go along with a redirect (RFC 9110 section 15.4, items 2 to 5).
//!
//! To another origin only fields go that cannot be meant for one server alone. curl and most others
//! do it the other way round and leave behind what they know to be secret, so that `X-Api-Key`
//! goes to whomever a server names.

use super::Abroad;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::origin::Origin;

/// How a request goes on.
pub(super) struct Passage<'a> {
    /// The other origin that it goes to, if it does.
    pub(super) to: Option<(&'a Origin, Abroad)>,
    /// Whether its content goes along.
    pub(super) keeps_content: bool,
}

impl Passage<'_> {
    /// The fields of the next request, and the names of those that another origin must not see.
    pub(super) fn take(&self, fields: &Fields) -> (Fields, Vec<String>) {
        let (mut taken, mut left) = (Fields::default(), Vec::new());
        if let Some((origin, _)) = self.to {
            push(&mut taken, b"Host", origin.authority().as_bytes());
        }
        for (name, value) in fields.iter() {
            let lower = name.to_ascii_lowercase();
            let foreign = self.to.is_some() && lower == b"host";
            if foreign || (!self.keeps_content && is_of_content(&lower)) {
                continue;
            }
            if self.may_take(&lower) {
                push(&mut taken, name, value);
            } else {
                left.push(String::from_utf8_lossy(name).into_owned());
            }
        }
        (taken, left)
    }

    fn may_take(&self, lower: &[u8]) -> bool {
        match self.to {
            None => true,
            Some((_, Abroad::Everything)) => lower != b"proxy-authorization",
            Some((_, Abroad::Harmless)) => is_harmless(lower),
        }
    }
}

/// Whether a field says nothing that only one origin should know.
fn is_harmless(lower: &[u8]) -> bool {
    const NAMES: [&[u8]; 12] = [
        b"accept",
        b"accept-language",
        b"accept-encoding",
        b"user-agent",
        b"range",
        b"cache-control",
        b"pragma",
        b"dnt",
        b"referer",
        // These are gone already where the content stays behind.
        b"content-type",
        b"content-language",
        b"content-encoding",
    ];
    NAMES.contains(&lower) || lower.starts_with(b"if-")
}

/// Whether a field is about content, its framing or its sending.
fn is_of_content(lower: &[u8]) -> bool {
    const NAMES: [&[u8]; 7] = [
        b"transfer-encoding",
        b"expect",
        b"digest",
        b"want-digest",
        b"repr-digest",
        b"trailer",
        b"last-modified",
    ];
    NAMES.contains(&lower) || lower.starts_with(b"content-")
}

/// Appends a line made of parts of others, which have been checked.
fn push(fields: &mut Fields, name: &[u8], value: &[u8]) {
    let name = std::str::from_utf8(name).ok().and_then(FieldName::parse);
    if let (Some(name), Ok(value)) = (name, FieldValue::parse(value)) {
        fields.push(&name, &value);
    }
}
