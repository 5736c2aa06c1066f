//! The canonical request: what a signature is made over, in the form that the service derives from
//! what it receives.

use crate::http::fields::Fields;
use crate::http::head::RequestHead;
use crate::http::userinfo::percent_decode;

/// A canonical request and the names of the fields in it.
pub(super) struct Canonical {
    pub(super) text: Vec<u8>,
    pub(super) signed: String,
}

/// The canonical request of a head whose content has this hash.
pub(super) fn request(head: &RequestHead, vendor: &str, s3: bool, payload: &str) -> Canonical {
    let target = head.target.as_str();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    // Every service but S3 takes the path encoded once more than it is in the target.
    let path = if s3 {
        path.to_owned()
    } else {
        encode(path.as_bytes(), true)
    };
    let (fields, signed) = fields(&head.fields, vendor);
    let query = canonical_query(query);
    let mut text = format!("{}\n{path}\n{query}\n", head.method).into_bytes();
    text.extend(fields);
    text.extend(format!("\n{signed}\n{payload}").bytes());
    Canonical { text, signed }
}

/// Parameters encoded in one way and sorted by their encoded names, then values.
fn canonical_query(query: &str) -> String {
    let parts = query.split('&').filter(|part| !part.is_empty());
    let mut pairs: Vec<(String, String)> = parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let again = |text| encode(&percent_decode(text), false);
            (again(name), again(value))
        })
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// Percent-encodes all but RFC 3986's unreserved characters, and slashes where they stay.
fn encode(bytes: &[u8], slashes: bool) -> String {
    let mut text = String::with_capacity(bytes.len());
    for &byte in bytes {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        if plain || (slashes && byte == b'/') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// The signed fields, a line for each name, and their names.
fn fields(all: &Fields, vendor: &str) -> (Vec<u8>, String) {
    let prefix = format!("x-{}-", vendor.to_ascii_lowercase());
    let mut lines: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, value) in all.iter() {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let wanted = matches!(name.as_str(), "host" | "content-type");
        if !wanted && !name.starts_with(&prefix) {
            continue;
        }
        let value = squeezed(value);
        match lines.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => known.extend([b",", value.as_slice()].concat()),
            None => lines.push((name, value)),
        }
    }
    lines.sort();
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    let signed = names.join(";");
    let mut text = Vec::new();
    for (name, value) in &lines {
        text.extend(name.bytes());
        text.push(b':');
        text.extend(value);
        text.push(b'\n');
    }
    (text, signed)
}

/// A value with runs of spaces made one.
fn squeezed(value: &[u8]) -> Vec<u8> {
    let words = value.split(|&byte| byte == b' ');
    let words: Vec<&[u8]> = words.filter(|word| !word.is_empty()).collect();
    words.join(&b' ')
}
