//! Requests and responses of HAR entries: heads taken apart, secrets masked.

use serde_json::{Value, json};

use super::super::mask::{self, Secrets};
use super::super::record::leg::Leg;
use super::body::Kept;
use crate::base::secret::MASK;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::token::trim_ows;

/// A head: its start-line, and its fields as they came.
struct Head<'a> {
    start: &'a [u8],
    size: usize,
    lines: Vec<(&'a [u8], &'a [u8])>,
}

/// What HAR calls `request`.
pub(super) fn request(leg: &Leg, sent: &Kept, secrets: Secrets) -> Value {
    let head = Head::of(&leg.request_head);
    let version = head.start.rsplit(|byte| *byte == b' ').next();
    let version = version.filter(|word| word.starts_with(b"HTTP/"));
    let unsent = head.size == 0;
    let mut told = json!({
        "method": leg.method,
        "url": leg.uri,
        "httpVersion": version.map_or("HTTP/1.1".into(), text),
        "cookies": head.cookies("cookie", secrets),
        "headers": head.fields(secrets),
        "queryString": query(&leg.uri),
        "headersSize": if unsent { json!(-1) } else { json!(head.size) },
        "bodySize": sent.size(),
    });
    if sent.size() > 0 {
        let mime = head.mime();
        let mut data = sent.told(&mime, &head.section());
        // These are said of `content` alone.
        data.remove("size");
        data.remove("compression");
        if let Some(encoding) = data.remove("encoding") {
            data.insert("_encoding".to_owned(), encoding);
        }
        data.entry("text").or_insert_with(|| "".into());
        if let Some(told) = told.as_object_mut() {
            told.insert("postData".to_owned(), Value::Object(data));
        }
    }
    told
}

/// What HAR calls `response`; status 0 where none came, as browsers write it.
pub(super) fn response(leg: &Leg, received: &Kept, secrets: Secrets) -> Value {
    let none = Vec::new();
    let head = Head::of(leg.response_heads.last().unwrap_or(&none));
    let mut words = head.start.splitn(3, |byte| *byte == b' ');
    let version = words.next().unwrap_or_default();
    let reason = words.nth(1).unwrap_or_default();
    let mime = head.mime();
    let redirect = head.first("location").map(|value| {
        let masked = mask::value(b"location", value).filter(|_| secrets == Secrets::Masked);
        masked.unwrap_or_else(|| text(value))
    });
    let none_came = head.size == 0;
    json!({
        "status": leg.status().unwrap_or_default(),
        "statusText": text(reason),
        "httpVersion": text(version),
        "cookies": head.cookies("set-cookie", secrets),
        "headers": head.fields(secrets),
        "content": received.told(&mime, &head.section()),
        "redirectURL": redirect.unwrap_or_default(),
        "headersSize": if none_came { json!(-1) } else { json!(head.size) },
        "bodySize": if none_came { json!(-1) } else { json!(received.size()) },
    })
}

impl<'a> Head<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let end = |line: &'a [u8]| line.strip_suffix(b"\r").unwrap_or(line);
        let mut lines = bytes.split(|byte| *byte == b'\n').map(end);
        let start = lines.next().unwrap_or_default();
        let fields = lines.filter_map(|line| {
            let (name, value) = line.split_at_checked(memchr::memchr(b':', line)?)?;
            Some((name, trim_ows(value.get(1..).unwrap_or_default())))
        });
        Self {
            start,
            size: bytes.len(),
            lines: fields.collect(),
        }
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let same = move |(given, _): &&(&[u8], &[u8])| given.eq_ignore_ascii_case(name.as_bytes());
        self.lines.iter().filter(same).map(|(_, value)| *value)
    }

    fn first(&self, name: &str) -> Option<&'a [u8]> {
        self.named(name).next()
    }

    fn mime(&self) -> String {
        self.first("content-type").map(text).unwrap_or_default()
    }

    fn fields(&self, secrets: Secrets) -> Vec<Value> {
        let fields = self.lines.iter().map(|(name, value)| {
            let masked = mask::value(name, value).filter(|_| secrets == Secrets::Masked);
            json!({"name": text(name), "value": masked.unwrap_or_else(|| text(value))})
        });
        fields.collect()
    }

    /// As far as the library's own fields can hold them, for those who ask about codings.
    fn section(&self) -> Fields {
        let mut fields = Fields::default();
        for value in self.named("content-encoding") {
            let name = FieldName::parse("Content-Encoding");
            if let (Some(name), Ok(value)) = (name, FieldValue::parse(value)) {
                fields.push(&name, &value);
            }
        }
        fields
    }

    /// The cookies of one field; a `Set-Cookie` is one cookie with attributes.
    fn cookies(&self, field: &str, secrets: Secrets) -> Vec<Value> {
        let set = field == "set-cookie";
        let mut all = Vec::new();
        for value in self.named(field) {
            for pair in value.split(|byte| *byte == b';') {
                let (name, value) = match memchr::memchr(b'=', pair) {
                    Some(at) => pair.split_at_checked(at).unwrap_or((b"", pair)),
                    None => (&b""[..], pair),
                };
                let value = value.strip_prefix(b"=").unwrap_or(value);
                let value = match secrets {
                    Secrets::Masked => MASK.to_owned(),
                    Secrets::Shown => text(trim_ows(value)),
                };
                all.push(json!({"name": text(trim_ows(name)), "value": value}));
                if set {
                    break;
                }
            }
        }
        all
    }
}

/// The pairs of a URL's query, percent-encoding undone.
fn query(uri: &str) -> Vec<Value> {
    let Some((_, query)) = uri.split_once('?') else {
        return Vec::new();
    };
    let query = query.split('#').next().unwrap_or_default();
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
