//! `--as verb`: the canonical line of this program for a request, which sends the same bytes.
//!
//! A body can be given in several ways, each of which brings its own default fields. Of those that
//! fit, the one that leaves the fewest words to be written is taken: what was typed as a JSON
//! word comes back as one.

use serde_core::Deserialize;
use serde_core::de::IgnoredAny;

use super::shell;
use super::shown::{Shown, Supply, at};

/// The line, without a line end. `settings` are words that say how it is sent, such as `-k`.
pub fn line(shown: &Shown<'_>, settings: &[Vec<u8>]) -> String {
    let ways = bodies(shown);
    let candidates = ways.into_iter().map(|body| {
        let fields = fields(shown, &body);
        (fields, body)
    });
    let best =
        candidates.min_by_key(|(fields, body)| fields.len().saturating_add(body.words.len()));
    let (fields, body) = best.unwrap_or_default();
    let mut words = vec![b"verb".to_vec()];
    words.extend(command(shown.request.method.as_str()));
    words.extend_from_slice(settings);
    words.extend(target(shown));
    words.extend(fields);
    words.extend(added(shown));
    words.extend(body.flags);
    words.push(shown.request.uri.to_string().into_bytes());
    words.extend(body.words);
    format!("{}{}", body.before, shell::join(words))
}

/// Whether a content that has a length would be sent in chunks by the line: it has to be piped.
pub fn loses_length(shown: &Shown<'_>) -> bool {
    shown.length.is_some() && bodies(shown).iter().all(|body| !body.before.is_empty())
}

/// A way to give the content.
#[derive(Default)]
struct Body {
    /// A command that pipes it.
    before: String,
    flags: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    accept: &'static str,
    content_type: Option<&'static str>,
}

const ANY: &str = "*/*";
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

fn bodies(shown: &Shown<'_>) -> Vec<Body> {
    let bare = |words: Vec<Vec<u8>>| Body {
        words,
        accept: ANY,
        ..Body::default()
    };
    let Some(pieces) = shown.pieces() else {
        return vec![bare(Vec::new())];
    };
    let mut ways = Vec::new();
    match pieces.as_slice() {
        [] if shown.request.method.expects_content() => ways.push(bare(Vec::new())),
        [Supply::File(path)] => ways.push(bare(vec![at(path)])),
        [Supply::Stdin] => ways.push(bare(vec![b"-".to_vec()])),
        [Supply::Line(bytes)] if is_json_word(bytes) => ways.push(Body {
            words: vec![bytes.to_vec()],
            accept: JSON,
            content_type: Some(JSON),
            ..Body::default()
        }),
        _ => {}
    }
    if let Some(flags) = data(&pieces) {
        ways.push(Body {
            flags,
            accept: ANY,
            content_type: Some(FORM),
            ..Body::default()
        });
    }
    if ways.is_empty() {
        ways.push(Body {
            before: shown.producer(),
            ..bare(vec![b"-".to_vec()])
        });
    }
    ways
}

fn is_json_word(bytes: &[u8]) -> bool {
    let begins = matches!(bytes, [b'{' | b'[' | b'"', ..]);
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| begins) else {
        return false;
    };
    let mut parser = serde_json::Deserializer::from_str(text);
    IgnoredAny::deserialize(&mut parser)
        .and_then(|_| parser.end())
        .is_ok()
}

/// The content as parts that are joined with `&`; `None` where it is not made of such, or holds
/// what no argument can.
fn data(pieces: &[Supply<'_>]) -> Option<Vec<Vec<u8>>> {
    let raw = |bytes: &[u8]| [b"--data-raw".to_vec(), bytes.to_vec()];
    if let [] | [Supply::Line(_)] = pieces {
        let bytes = match pieces {
            [Supply::Line(bytes)] => *bytes,
            _ => b"",
        };
        return (!bytes.contains(&0)).then(|| raw(bytes).to_vec());
    }
    let mut words = Vec::new();
    let mut part_may_begin = true;
    for (place, piece) in pieces.iter().enumerate() {
        let last = place.saturating_add(1) == pieces.len();
        let file = match piece {
            Supply::Line(bytes) if !bytes.contains(&0) => {
                part_may_begin = true;
                let first = place == 0;
                let inner = if first {
                    bytes
                } else {
                    bytes.strip_prefix(b"&")?
                };
                if first || last || !inner.is_empty() {
                    let inner = if last {
                        inner
                    } else {
                        inner.strip_suffix(b"&")?
                    };
                    words.extend(raw(inner));
                }
                continue;
            }
            Supply::Line(_) => return None,
            Supply::File(path) => at(path),
            Supply::Stdin => b"@-".to_vec(),
        };
        if !std::mem::replace(&mut part_may_begin, false) {
            return None;
        }
        words.extend([b"-d".to_vec(), file]);
    }
    Some(words)
}

fn command(method: &str) -> Vec<Vec<u8>> {
    const NAMED: [&str; 7] = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];
    if NAMED.contains(&method) {
        return vec![method.to_ascii_lowercase().into_bytes()];
    }
    ["request", "-X", method]
        .map(|word| word.as_bytes().to_vec())
        .to_vec()
}

fn target(shown: &Shown<'_>) -> Vec<Vec<u8>> {
    let mut words = Vec::new();
    if shown.has_dots() {
        words.push(b"--path-as-is".to_vec());
    }
    if let Some(target) = shown.other_target() {
        words.extend([b"--request-target".to_vec(), target.as_bytes().to_vec()]);
    }
    if shown.http10 {
        words.push(b"-0".to_vec());
    }
    words
}

/// What has to be said about the fields: defaults that stand where they would stand need no word.
fn fields(shown: &Shown<'_>, body: &Body) -> Vec<Vec<u8>> {
    let fields = &shown.request.fields;
    let later = |name: &str| shown.adds(name);
    let authority = shown.request.uri.origin.authority();
    let agent = concat!("verb/", env!("CARGO_PKG_VERSION"));
    let compressed = "gzip, deflate, br, zstd";
    let asks = fields.first("Accept-Encoding") == Some(compressed.as_bytes());
    let defaults = [
        Some(("Host", authority.as_str())),
        Some(("User-Agent", agent)),
        Some(("Accept", body.accept)),
        asks.then_some(("Accept-Encoding", compressed)),
        body.content_type.map(|value| ("Content-Type", value)),
    ];
    let mut words = Vec::new();
    let mut lines = fields.iter().peekable();
    for (name, value) in defaults.into_iter().flatten() {
        let same = |line: &(&[u8], &[u8])| *line == (name.as_bytes(), value.as_bytes());
        if fields.all(name).count() == 1 && lines.next_if(same).is_some() {
            if name == "Accept-Encoding" {
                words.push(b"--compressed".to_vec());
            }
        } else if name == "Host" && fields.contains(name) {
            // The user's own stands where the default would.
            if let Some((name, value)) = lines.next() {
                words.extend([b"-H".to_vec(), shown.field(name, value)]);
            }
        } else if !fields.contains(name) && !later(name) {
            words.extend([b"-H".to_vec(), format!("{name}:").into_bytes()]);
        }
    }
    for (name, value) in lines {
        words.extend([b"-H".to_vec(), shown.field(name, value)]);
    }
    words
}

/// The flags that add what was added after the fields that were asked for.
fn added(shown: &Shown<'_>) -> Vec<Vec<u8>> {
    let mut words = Vec::new();
    for (name, value) in shown.added() {
        let secret = shown.value(name, value);
        let flag = match name.to_ascii_lowercase().as_slice() {
            b"content-length" => continue,
            b"transfer-encoding" if shown.length.is_none() || shown.packs() => continue,
            b"transfer-encoding" => "--chunked",
            b"content-encoding" => "--gzip-body",
            b"expect" => "--expect100",
            b"cookie" => {
                words.extend([b"-b".to_vec(), secret]);
                continue;
            }
            b"authorization" if secret.starts_with(b"Bearer ") => {
                let token = secret.strip_prefix(b"Bearer ").unwrap_or_default();
                words.extend([b"--bearer".to_vec(), token.to_vec()]);
                continue;
            }
            _ => {
                words.extend([b"-H".to_vec(), shown.field(name, value)]);
                continue;
            }
        };
        words.push(flag.as_bytes().to_vec());
    }
    words
}
