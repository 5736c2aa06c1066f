//! `--as curl`: a line for a POSIX shell that has curl send the same bytes.
//!
//! Every field is given with `-H`, in order, since curl sends its own defaults before those and
//! others after; `Host` and the framing fields alone are left to it where they come out the same.

use super::shell;
use super::shown::{Shown, Supply, at};

/// Content up to this size stands in the line; more is piped, as an argument cannot be longer
/// than 128 KiB on Linux.
const INLINE_BYTES: usize = 64 * 1024;
/// Supply this size on curl waits for a 100 (Continue) unless told not to.
const EXPECT_BYTES: u64 = 1024 * 1024;

/// The line, without a line end. `settings` are words that say how it is sent, such as `-k`.
pub fn line(shown: &Shown<'_>, settings: &[Vec<u8>]) -> String {
    let body = body(shown);
    let mut words: Vec<Vec<u8>> = vec![b"curl".to_vec()];
    words.extend_from_slice(settings);
    words.extend(method(shown, &body));
    words.extend(target(shown));
    words.extend(fields(shown, &body));
    words.extend(body.words);
    let url = shown.request.uri.to_string();
    words.push(url.into_bytes());
    format!("{}{}{}", body.before, shell::join(words), body.after)
}

/// How curl is given the content.
#[derive(Default)]
struct Body {
    /// The command that pipes it, and the pipe.
    before: String,
    words: Vec<Vec<u8>>,
    /// A redirection.
    after: String,
    kind: Kind,
}

/// What curl makes of the method and the fields by itself.
#[derive(Default, PartialEq, Eq)]
enum Kind {
    #[default]
    None,
    /// `--data…`: POST, a length, a content type.
    Data,
    /// `-T -`: PUT, chunked, `Expect`.
    Upload,
}

fn body(shown: &Shown<'_>) -> Body {
    let Some(pieces) = shown.pieces() else {
        return Body::default();
    };
    if shown.packs() {
        return packed(shown);
    }
    if shown.length.is_none() {
        return streamed(shown, &pieces);
    }
    let words = match pieces.as_slice() {
        [] => vec![b"--data-raw".to_vec(), Vec::new()],
        [Supply::Line(bytes)] if is_inline(bytes) => vec![b"--data-raw".to_vec(), bytes.to_vec()],
        [Supply::File(path)] => vec![b"--data-binary".to_vec(), at(path)],
        _ => vec![b"--data-binary".to_vec(), b"@-".to_vec()],
    };
    let from_pipe = words.last().is_some_and(|word| word == b"@-");
    let piped = from_pipe && pieces != [Supply::Stdin];
    Body {
        before: if piped {
            shown.producer()
        } else {
            String::new()
        },
        words,
        kind: Kind::Data,
        ..Body::default()
    }
}

/// Compressed by another program: other bytes, but the same content.
fn packed(shown: &Shown<'_>) -> Body {
    let chunked = shown.adds("Transfer-Encoding");
    let (kind, flag, value) = match chunked {
        true => (Kind::Upload, "-T", "-"),
        false => (Kind::Data, "--data-binary", "@-"),
    };
    Body {
        before: format!("{}gzip -cn | ", shown.producer()),
        words: [flag, value].map(|word| word.as_bytes().to_vec()).to_vec(),
        kind,
        ..Body::default()
    }
}

/// Content whose length is not known. `-T -` rather than `-T FILE`, which adds the file's name to
/// a URL that ends in a slash.
fn streamed(shown: &Shown<'_>, pieces: &[Supply<'_>]) -> Body {
    let (mut before, mut after) = (String::new(), String::new());
    match pieces {
        [Supply::Stdin] => {}
        [Supply::File(path)] => {
            let name = path.as_os_str().as_encoded_bytes();
            after = format!(" <{}", shell::quote(name));
        }
        _ => before = shown.producer(),
    }
    Body {
        before,
        words: vec![b"-T".to_vec(), b"-".to_vec()],
        after,
        kind: Kind::Upload,
    }
}

fn is_inline(bytes: &[u8]) -> bool {
    bytes.len() <= INLINE_BYTES && shell::text(bytes).is_some()
}

fn method(shown: &Shown<'_>, body: &Body) -> Vec<Vec<u8>> {
    let method = shown.request.method.as_str();
    match (method, &body.kind) {
        ("GET", Kind::None) | ("POST", Kind::Data) | ("PUT", Kind::Upload) => Vec::new(),
        // With -X HEAD curl would wait for content that never comes.
        ("HEAD", Kind::None) => vec![b"-I".to_vec()],
        _ => vec![b"-X".to_vec(), method.as_bytes().to_vec()],
    }
}

fn target(shown: &Shown<'_>) -> Vec<Vec<u8>> {
    let mut words = Vec::new();
    if shown
        .request
        .uri
        .path_and_query
        .contains(['[', ']', '{', '}'])
    {
        words.push(b"-g".to_vec());
    }
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

fn fields(shown: &Shown<'_>, body: &Body) -> Vec<Vec<u8>> {
    let fields = shown.fields();
    let mut lines = Vec::new();
    for (place, (name, value)) in fields.iter().enumerate() {
        if !is_curls(shown, place, name, value) {
            lines.push(shown.field(name, value));
        }
    }
    let long = shown.length.is_some_and(|length| length >= EXPECT_BYTES);
    for (name, added) in [
        ("Host", true),
        ("User-Agent", true),
        ("Accept", true),
        ("Content-Type", body.kind == Kind::Data),
        ("Expect", body.kind == Kind::Upload || long),
    ] {
        if added && !fields.contains(name) {
            lines.push(format!("{name}:").into_bytes());
        }
    }
    lines
        .into_iter()
        .flat_map(|line| [b"-H".to_vec(), line])
        .collect()
}

/// Whether curl sends a field like this by itself, and where it stands: `Host` first, a length
/// after all that is given.
fn is_curls(shown: &Shown<'_>, place: usize, name: &[u8], value: &[u8]) -> bool {
    let authority = shown.request.uri.origin.authority();
    if name.eq_ignore_ascii_case(b"host") {
        return value == authority.as_bytes();
    }
    let added = place >= shown.request.fields.len();
    let last = place.saturating_add(1) == shown.fields().len();
    added && name == b"Content-Length" && (last || shown.packs())
}
