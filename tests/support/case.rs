//! The cases of the corpus as values: what goes over the wire and what a client must make of it.
//!
//! `tests/corpus/README.md` describes the files. [`all`] reads them once.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;

use super::rule::{bytes, latin1};

/// Field lines: name and value, in order, names as sent.
pub(crate) type Fields = Vec<(Vec<u8>, Vec<u8>)>;

/// One case.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) note: String,
    pub(crate) strictness: Strictness,
    pub(crate) method: String,
    /// Fields that the request has to carry.
    pub(crate) request_fields: Vec<(String, String)>,
    /// Content that the request has to carry.
    pub(crate) request_content: Option<Vec<u8>>,
    /// Only to be played under TLS.
    pub(crate) https: bool,
    /// A limit in seconds that the client is to be given.
    pub(crate) limit: Option<u64>,
    pub(crate) wire: Vec<Segment>,
    pub(crate) then: Then,
    /// How long [`Then::KeepOpen`] lasts, in milliseconds.
    pub(crate) hold_ms: u64,
    /// While it lasts nothing is read.
    pub(crate) deaf: bool,
    pub(crate) expect: Verdict,
    pub(crate) also_allowed: Vec<Verdict>,
}

/// How binding a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    Must,
    Should,
    Policy,
}

/// Bytes that are sent together.
pub(crate) struct Segment {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pause_ms: u64,
    pub(crate) split: usize,
    pub(crate) gap_ms: Option<u64>,
    pub(crate) after: After,
}

/// What has to come before a segment is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    /// The request head.
    Head,
    /// The request's content.
    Content,
    /// A further request head, inside a tunnel.
    NextHead,
}

/// How the server ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    Close,
    CloseNow,
    Reset,
    KeepOpen,
    CloseWithoutNotify,
}

/// What a client must make of it.
pub(crate) enum Verdict {
    Ok(Box<Message>),
    Error {
        class: Class,
        /// Classes that serve as well.
        also: Vec<Class>,
        /// The content that may have been delivered before the error.
        partial: Option<Content>,
    },
}

/// What kind of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Protocol,
    Truncated,
    TooLarge,
    Timeout,
    Content,
    Network,
    Proxy,
}

/// A response as it has to be understood.
pub(crate) struct Message {
    /// `1.1`; not stated for tunnels.
    pub(crate) version: Option<String>,
    pub(crate) status: u16,
    pub(crate) reason: Option<Vec<u8>>,
    pub(crate) fields: Option<Fields>,
    /// What the user gets.
    pub(crate) content: Content,
    /// The content before content codings are undone, where there are any.
    pub(crate) coded: Option<Content>,
    /// `length`, `chunked`, `close` or `none`.
    pub(crate) framing: Option<String>,
    pub(crate) trailers: Fields,
    pub(crate) interim: Vec<(u16, Fields)>,
    /// Whether the message lets the connection serve again.
    pub(crate) reusable: Option<bool>,
    /// `complete`, `none` or `any`: how much of the request's content the server has to see.
    pub(crate) request_content: Option<String>,
}

/// Content, or the length and digest of content that is too long to write down.
pub(crate) struct Content {
    pub(crate) bytes: Option<Vec<u8>>,
    pub(crate) length: usize,
    sha256: Option<String>,
}

impl Content {
    /// Whether these bytes are it.
    pub(crate) fn is(&self, seen: &[u8]) -> bool {
        match (&self.bytes, &self.sha256) {
            (Some(bytes), _) => bytes == seen,
            (None, Some(digest)) => self.length == seen.len() && *digest == sha256(seen),
            (None, None) => false,
        }
    }

    /// Whether these bytes may have been delivered before an error.
    pub(crate) fn begins_with(&self, seen: &[u8]) -> bool {
        self.bytes
            .as_ref()
            .is_none_or(|bytes| bytes.starts_with(seen))
    }

    fn read(form: &Value) -> Self {
        let Some(digest) = form.get("sha256") else {
            let bytes = bytes(form);
            let length = bytes.len();
            return Self {
                bytes: Some(bytes),
                length,
                sha256: None,
            };
        };
        Self {
            bytes: form.get("rule").map(bytes),
            length: integer(&form["length"]).try_into().unwrap(),
            sha256: Some(digest.as_str().unwrap().to_owned()),
        }
    }
}

impl Case {
    /// All that the server sends, in one piece; `None` where sockets are needed to play it: under
    /// TLS, in a tunnel, or with content of the request between the segments.
    pub(crate) fn wire_bytes(&self) -> Option<Vec<u8>> {
        let direct = !self.https && self.method != "CONNECT";
        direct.then(|| {
            self.wire
                .iter()
                .flat_map(|s| s.bytes.iter().copied())
                .collect()
        })
    }

    /// The length of all that the server sends.
    pub(crate) fn wire_length(&self) -> usize {
        self.wire.iter().map(|segment| segment.bytes.len()).sum()
    }

    /// Whether it takes time to play.
    pub(crate) fn is_slow(&self) -> bool {
        self.limit.is_some() || self.deaf || self.wire_length() > 1 << 20
    }

    fn read(case: &Value) -> Self {
        let request = &case["request"];
        let fields = request["headers"].as_array();
        let pair = |f: &Value| (text(&f[0]), text(&f[1]));
        Self {
            id: text(&case["id"]),
            note: text(&case["note"]),
            strictness: match case["strictness"].as_str().unwrap() {
                "must" => Strictness::Must,
                "should" => Strictness::Should,
                "policy" => Strictness::Policy,
                other => panic!("strictness {other}"),
            },
            method: text(&case["request_method"]),
            request_fields: fields.map_or(Vec::new(), |f| f.iter().map(pair).collect()),
            request_content: request.get("body").map(bytes),
            https: case["scheme"] == "https",
            limit: case["client_timeout"].as_u64(),
            wire: list(&case["wire"]).iter().map(Segment::read).collect(),
            then: Then::read(&case["then"]),
            hold_ms: case["hold_ms"].as_u64().unwrap_or(15_000),
            deaf: case["deaf"] == true,
            expect: Verdict::read(&case["expect"]),
            also_allowed: list(&case["also_allowed"])
                .iter()
                .map(Verdict::read)
                .collect(),
        }
    }
}

impl Segment {
    fn read(segment: &Value) -> Self {
        Self {
            bytes: bytes(&segment["bytes"]),
            pause_ms: segment["pause_ms"].as_u64().unwrap_or(0),
            split: segment["split"].as_u64().unwrap_or(0).try_into().unwrap(),
            gap_ms: segment["gap_ms"].as_u64(),
            after: match segment["after"].as_str() {
                None => After::Head,
                Some("body") => After::Content,
                Some("next-head") => After::NextHead,
                Some(other) => panic!("after {other}"),
            },
        }
    }
}

impl Then {
    fn read(value: &Value) -> Self {
        match value.as_str().unwrap() {
            "close" => Self::Close,
            "close-now" => Self::CloseNow,
            "reset" => Self::Reset,
            "keep-open" => Self::KeepOpen,
            "tls-close-without-notify" => Self::CloseWithoutNotify,
            other => panic!("then {other}"),
        }
    }
}

impl Verdict {
    fn read(value: &Value) -> Self {
        match value["verdict"].as_str().unwrap() {
            "ok" => Self::Ok(Box::new(Message::read(value))),
            "error" => Self::Error {
                class: Class::read(&value["error_class"]),
                also: list(&value["error_class_also"])
                    .iter()
                    .map(Class::read)
                    .collect(),
                partial: value.get("partial").map(Content::read),
            },
            other => panic!("verdict {other}"),
        }
    }
}

impl Class {
    fn read(value: &Value) -> Self {
        match value.as_str().unwrap() {
            "protocol" => Self::Protocol,
            "truncated" => Self::Truncated,
            "too-large" => Self::TooLarge,
            "timeout" => Self::Timeout,
            "content" => Self::Content,
            "network" => Self::Network,
            "proxy" => Self::Proxy,
            other => panic!("class {other}"),
        }
    }
}

impl Message {
    fn read(value: &Value) -> Self {
        let interim = |i: &Value| {
            (
                integer(&i["status"]).try_into().unwrap(),
                fields(&i["headers"]),
            )
        };
        Self {
            version: value["version"].as_str().map(str::to_owned),
            status: integer(&value["status"]).try_into().unwrap(),
            reason: value["reason"].as_str().map(latin1),
            fields: value.get("headers").map(fields),
            content: Content::read(&value["body"]),
            coded: value.get("body_undecoded").map(Content::read),
            framing: value["framing"].as_str().map(str::to_owned),
            trailers: fields(&value["trailers"]),
            interim: list(&value["informational"]).iter().map(interim).collect(),
            reusable: value["reusable"].as_bool(),
            request_content: value["request"]["body"].as_str().map(str::to_owned),
        }
    }
}

/// All cases, in the order of the files.
pub(crate) fn all() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/cases");
        let mut cases = Vec::new();
        for name in super::names_in(&dir) {
            let text = std::fs::read(dir.join(&name)).unwrap();
            let read: Value = serde_json::from_slice(&text).expect(&name);
            cases.extend(list(&read).iter().map(Case::read));
        }
        cases
    })
}

fn sha256(bytes: &[u8]) -> String {
    let suite = rustls::crypto::ring::cipher_suite::TLS13_AES_128_GCM_SHA256;
    let hash = suite.tls13().unwrap().common.hash_provider.hash(bytes);
    hash.as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn fields(value: &Value) -> Fields {
    let pair = |f: &Value| (bytes(&f[0]), bytes(&f[1]));
    list(value).iter().map(pair).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn integer(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn every_id_is_there_once() {
    let mut ids: Vec<&str> = all().iter().map(|case| case.id.as_str()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(count > 250, "{count} cases");
}

#[test]
fn what_a_verdict_states_goes_together() {
    for case in all() {
        let Verdict::Ok(message) = &case.expect else {
            continue;
        };
        let id = &case.id;
        if case.method == "CONNECT" {
            continue;
        }
        let framing = message.framing.as_deref().expect(id);
        assert!(
            ["none", "length", "chunked", "close"].contains(&framing),
            "{id}"
        );
        assert!(message.trailers.is_empty() || framing == "chunked", "{id}");
        assert!(
            framing != "close" || message.reusable == Some(false),
            "{id}"
        );
        assert!(framing != "none" || message.content.length == 0, "{id}");
        assert!(message.coded.is_none() || message.fields.is_some(), "{id}");
    }
}
