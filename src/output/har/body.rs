//! Content of a HAR entry: kept up to a bound, its codings undone, as text where it is text.

use std::io::Read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::base::limits;
use crate::content::coding::Codings;
use crate::content::decoded;
use crate::http::fields::Fields;

/// The beginning of content.
#[derive(Debug, Default)]
pub(super) struct Kept {
    bytes: Vec<u8>,
    size: u64,
}

impl Kept {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.size = self.size.saturating_add(bytes.len() as u64);
        let room = limits::HAR_BODY_BYTES.saturating_sub(self.bytes.len());
        self.bytes
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// How much there was in all.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    fn is_whole(&self) -> bool {
        self.bytes.len() as u64 == self.size
    }

    /// What HAR calls `content`, and the same without a size for `postData`.
    pub(super) fn told(&self, mime: &str, fields: &Fields) -> Map<String, Value> {
        let mut told = Map::new();
        let mut put = |name: &str, value: Value| drop(told.insert(name.to_owned(), value));
        put("mimeType", mime.into());
        let plain = match self.is_whole() {
            true => undone(&self.bytes, fields),
            false => None,
        };
        let Some(plain) = plain else {
            put("size", json!(self.size));
            let most = limits::HAR_BODY_BYTES;
            let why = format!("left out: larger than {most} bytes, or it cannot be decoded");
            put("comment", why.into());
            return told;
        };
        let size = plain.len() as u64;
        put("size", json!(size));
        if size > self.size {
            put("compression", json!(size.saturating_sub(self.size)));
        }
        match String::from_utf8(plain) {
            Ok(text) => put("text", text.into()),
            Err(error) => {
                put("text", STANDARD.encode(error.as_bytes()).into());
                put("encoding", "base64".into());
            }
        }
        told
    }
}

/// Content with its codings undone; `None` where that cannot be done within the bound.
fn undone(bytes: &[u8], fields: &Fields) -> Option<Vec<u8>> {
    let codings = match Codings::of(fields) {
        Codings::Known(codings) if codings.is_empty() => return Some(bytes.to_vec()),
        Codings::Known(codings) => codings,
        Codings::Unknown(_) => return Some(bytes.to_vec()),
        Codings::TooMany(_) => return None,
    };
    let most = limits::HAR_BODY_BYTES as u64;
    let mut plain = Vec::new();
    let reader = decoded::undo(&codings, Box::new(bytes));
    reader
        .take(most.saturating_add(1))
        .read_to_end(&mut plain)
        .ok()?;
    (plain.len() as u64 <= most).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_kept_up_to_the_bound() {
        for (size, kept) in [
            (limits::HAR_BODY_BYTES, true),
            (limits::HAR_BODY_BYTES + 1, false),
        ] {
            let mut body = Kept::default();
            for piece in vec![b'x'; size].chunks(1000) {
                body.push(piece);
            }
            let told = body.told("text/plain", &Fields::default());
            assert_eq!(told.contains_key("text"), kept);
            assert_eq!(told.contains_key("comment"), !kept);
            assert_eq!(told["size"], json!(size));
        }
    }

    #[test]
    fn what_is_no_text_is_told_in_base64() {
        let mut body = Kept::default();
        body.push(b"\xff\x00");
        let told = body.told("", &Fields::default());
        assert_eq!(
            (&told["text"], &told["encoding"]),
            (&json!("/wA="), &json!("base64"))
        );
    }
}
