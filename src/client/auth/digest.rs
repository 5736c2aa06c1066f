//! Digest (RFC 7616): which challenge can be answered, and the answer to it, as pure functions.
//!
//! Where servers differ: a challenge without `qop` is answered as RFC 2069 had it, since devices
//! still send them; one whose algorithm or `qop` is unknown is passed over for the next, as RFC
//! 7616 section 3.7 asks (curl looks at the last one of a list only).

use std::fmt::Write as _;

use super::Login;
use super::hash::Hash;
use crate::http::challenge::Challenge;
use crate::http::fields::FieldValue;
use crate::http::list;

/// A challenge that can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    realm: Vec<u8>,
    nonce: Vec<u8>,
    opaque: Option<Vec<u8>>,
    /// The algorithm's name as it was sent, to be sent back, if one was.
    algorithm: Option<Vec<u8>>,
    hash: Hash,
    /// Whether it is one of the `-sess` algorithms.
    session: bool,
    quality: Quality,
    userhash: bool,
    utf8: bool,
    /// Whether the answer before it was right but for its nonce.
    pub stale: bool,
}

/// What an answer protects (`qop`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// Nothing is said: RFC 2069.
    Unsaid,
    /// `auth`: method and target.
    Request,
    /// `auth-int`: the content as well.
    Content,
}

/// What of a request goes into an answer.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The method.
    pub method: &'a str,
    /// The request-target, exactly as sent.
    pub target: &'a str,
    /// The hash of the content, in hexadecimal digits; used for [`Quality::Content`].
    pub content: &'a str,
}

impl Offer {
    /// The first of some challenges that can be answered. `auth-int` is taken where a challenge
    /// offers nothing else and the content can be read twice.
    pub fn choose(challenges: &[Challenge<'_>], repeatable: bool) -> Option<Self> {
        let mut digests = challenges.iter().filter(|one| one.is("Digest"));
        digests.find_map(|one| Self::understand(one, repeatable))
    }

    fn understand(challenge: &Challenge<'_>, repeatable: bool) -> Option<Self> {
        let parameter = |name| challenge.parameter(name);
        let is = |name, value: &str| {
            parameter(name).is_some_and(|found| found.eq_ignore_ascii_case(value.as_bytes()))
        };
        let (hash, session) = algorithm(parameter("algorithm"))?;
        let quality = quality(parameter("qop"), repeatable)?;
        // Such an answer would need a cnonce, and without qop there is none.
        if session && quality == Quality::Unsaid {
            return None;
        }
        Some(Self {
            realm: parameter("realm")?.to_vec(),
            nonce: parameter("nonce").filter(|n| !n.is_empty())?.to_vec(),
            opaque: parameter("opaque").map(<[u8]>::to_vec),
            algorithm: parameter("algorithm").map(<[u8]>::to_vec),
            hash,
            session,
            quality,
            userhash: is("userhash", "true"),
            utf8: is("charset", "UTF-8"),
            stale: is("stale", "true"),
        })
    }

    /// What an answer to it protects.
    pub fn quality(&self) -> Quality {
        self.quality
    }

    /// Its hash function.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The same with another nonce.
    #[must_use]
    pub fn renewed(&self, nonce: &[u8]) -> Self {
        Self {
            nonce: nonce.to_vec(),
            ..self.clone()
        }
    }
}

fn algorithm(name: Option<&[u8]>) -> Option<(Hash, bool)> {
    let name = match name {
        Some(name) => name.to_ascii_lowercase(),
        None => return Some((Hash::Md5, false)),
    };
    let (plain, session) = match name.strip_suffix(b"-sess") {
        Some(plain) => (plain, true),
        None => (name.as_slice(), false),
    };
    let hash = match plain {
        b"md5" => Hash::Md5,
        b"sha-256" => Hash::Sha256,
        b"sha-512-256" => Hash::Sha512256,
        _ => return None,
    };
    Some((hash, session))
}

fn quality(offered: Option<&[u8]>, repeatable: bool) -> Option<Quality> {
    let Some(offered) = offered else {
        return Some(Quality::Unsaid);
    };
    let mut known: Vec<_> = list::elements(offered).collect();
    known.retain(|one| !one.is_empty());
    let offers = |name: &str| {
        let name = name.as_bytes();
        known.iter().any(|one| one.eq_ignore_ascii_case(name))
    };
    match () {
        () if known.is_empty() => Some(Quality::Unsaid),
        () if offers("auth") => Some(Quality::Request),
        () if offers("auth-int") && repeatable => Some(Quality::Content),
        () => None,
    }
}

/// The value of `Authorization` that answers an offer, the `count`-th one with its nonce. `None`
/// when the challenge holds what no field of ours can.
pub fn answer(
    offer: &Offer,
    facts: &Facts<'_>,
    login: &Login,
    count: u32,
    cnonce: &str,
) -> Option<FieldValue> {
    let count = format!("{count:08x}");
    let response = response(offer, facts, login, (&count, cnonce));
    let mut text = b"Digest ".to_vec();
    text.extend(username(offer, login));
    for (name, value) in [
        ("realm", Some(offer.realm.as_slice())),
        ("nonce", Some(&offer.nonce)),
        ("uri", Some(facts.target.as_bytes())),
        ("response", Some(response.as_bytes())),
        ("opaque", offer.opaque.as_deref()),
    ] {
        if let Some(value) = value {
            text.extend(format!(", {name}=").bytes());
            quote(&mut text, value);
        }
    }
    if let Some(name) = &offer.algorithm {
        text.extend(b", algorithm=");
        text.extend(name);
    }
    if let Some(quality) = word(offer.quality) {
        text.extend(format!(", qop={quality}, nc={count}, cnonce=\"{cnonce}\"").bytes());
    }
    if offer.userhash {
        text.extend(b", userhash=true");
    }
    FieldValue::parse(&text).ok()
}

/// RFC 7616 sections 3.4.1 to 3.4.3.
fn response(
    offer: &Offer,
    facts: &Facts<'_>,
    login: &Login,
    (count, cnonce): (&str, &str),
) -> String {
    let (hash, colon) = (offer.hash, &b":"[..]);
    let password = login.password.expose();
    let mut a1 = hash.hex(&[&login.user, colon, &offer.realm, colon, password]);
    if offer.session {
        a1 = hash.hex(&[a1.as_bytes(), colon, &offer.nonce, colon, cnonce.as_bytes()]);
    }
    let (method, target) = (facts.method.as_bytes(), facts.target.as_bytes());
    let a2 = match offer.quality {
        Quality::Unsaid | Quality::Request => hash.hex(&[method, colon, target]),
        Quality::Content => hash.hex(&[method, colon, target, colon, facts.content.as_bytes()]),
    };
    let (a1, a2) = (a1.as_bytes(), a2.as_bytes());
    match word(offer.quality) {
        None => hash.hex(&[a1, colon, &offer.nonce, colon, a2]),
        Some(quality) => {
            let rest = format!(":{count}:{cnonce}:{quality}:");
            hash.hex(&[a1, colon, &offer.nonce, rest.as_bytes(), a2])
        }
    }
}

const fn word(quality: Quality) -> Option<&'static str> {
    match quality {
        Quality::Unsaid => None,
        Quality::Request => Some("auth"),
        Quality::Content => Some("auth-int"),
    }
}

/// `username=…`: hashed where the server asks for that, in the form for names beyond ASCII where
/// it says that it knows UTF-8; other servers get the bytes as they are, as from curl.
fn username(offer: &Offer, login: &Login) -> Vec<u8> {
    let mut text = b"username=".to_vec();
    let user = &login.user;
    if offer.userhash {
        let hashed = offer.hash.hex(&[user, b":", &offer.realm]);
        quote(&mut text, hashed.as_bytes());
    } else if offer.utf8 && !user.is_ascii() {
        let mut encoded = String::from("username*=UTF-8''");
        for &byte in user {
            // attr-char of RFC 8187, less the marks that nobody needs in a name.
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                encoded.push(char::from(byte));
            } else {
                // Writing to a string does not fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        text = encoded.into_bytes();
    } else {
        quote(&mut text, user);
    }
    text
}

/// A quoted-string.
fn quote(text: &mut Vec<u8>, value: &[u8]) {
    text.push(b'"');
    for &byte in value {
        if matches!(byte, b'"' | b'\\') {
            text.push(b'\\');
        }
        text.push(byte);
    }
    text.push(b'"');
}

#[cfg(test)]
#[path = "digest_tests.rs"]
mod tests;
