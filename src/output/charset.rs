//! Text in the charset that `Content-Type` names (RFC 9110 section 8.3.2), turned into UTF-8 as it
//! streams, for people to read: on a terminal or where a layout was asked for. Bytes for a program
//! are never touched.
//!
//! Which bytes mean what is the WHATWG Encoding Standard's, by `encoding_rs`; a byte-order mark goes
//! before what is declared. UTF-8 passes as it is, so that bytes which are none stay visible. Not
//! looked at are `<meta charset>` and the declaration of XML: HTTPie and xh guess from the text, and
//! guess wrong. JSON is always UTF-8 (RFC 8259 section 8.1) and does not come here.

use std::io::{self, IoSlice};
use std::os::fd::BorrowedFd;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::charset_label;
use super::media_type;
use super::sink::Sink;
use crate::base::failure::Failure;
use crate::http::fields::Fields;

/// What is decoded at a time.
const PIECE_BYTES: usize = 4 * 1024;

/// How a body's text is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset<'a> {
    /// In UTF-8, or it is not said: a byte-order mark of UTF-16 tells.
    Utf8,
    /// In another that is known.
    Known(&'static Encoding),
    /// In one by this name, which is not known: shown as it is.
    Unknown(&'a [u8]),
}

impl<'a> Charset<'a> {
    /// What `Content-Type` says.
    pub fn of(fields: &'a Fields) -> Self {
        let label = media_type::parameter(fields, "charset").unwrap_or_default();
        match charset_label::encoding(label) {
            Some(encoding) if encoding != UTF_8 => Self::Known(encoding),
            Some(_) => Self::Utf8,
            None if label.is_empty() => Self::Utf8,
            None => Self::Unknown(label),
        }
    }
}

/// A sink that gives UTF-8 to another.
pub struct Recoded {
    to: Box<dyn Sink>,
    recoder: Recoder,
    text: Vec<u8>,
}

impl Recoded {
    /// For text of a charset; what is not known passes as it is.
    pub fn new(to: Box<dyn Sink>, charset: Charset<'_>) -> Self {
        Self {
            to,
            recoder: Recoder::new(charset),
            text: Vec::new(),
        }
    }
}

impl Sink for Recoded {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        for piece in runs.iter().flat_map(|run| run.chunks(PIECE_BYTES)) {
            if let Recoder::Same = self.recoder {
                self.to.write(&[IoSlice::new(piece)])?;
                continue;
            }
            self.recoder.push(piece, &mut self.text);
            self.to.write(&[IoSlice::new(&self.text)])?;
            self.text.clear();
        }
        Ok(())
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        self.to.failed(cause)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        self.recoder.finish(&mut self.text);
        if !self.text.is_empty() {
            self.to.write(&[IoSlice::new(&self.text)])?;
        }
        self.to.finish()
    }
}

/// From one charset to UTF-8, piece by piece.
enum Recoder {
    /// The first byte of what may be a mark of UTF-16 is still to come, or has come.
    Marked(Option<u8>),
    /// Bytes pass as they are.
    Same,
    /// Through a decoder; what it cannot decode becomes U+FFFD.
    Other(Box<Decoder>),
}

impl Recoder {
    fn new(charset: Charset<'_>) -> Self {
        match charset {
            Charset::Utf8 => Self::Marked(None),
            Charset::Known(encoding) => Self::Other(Box::new(encoding.new_decoder())),
            Charset::Unknown(_) => Self::Same,
        }
    }

    /// Appends the next piece in UTF-8.
    fn push(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Same => out.extend_from_slice(piece),
            Self::Other(decoder) => decode(decoder, piece, false, out),
            Self::Marked(first) => {
                let begun = first.take();
                let beginning: Vec<u8> = begun.iter().chain(piece).take(2).copied().collect();
                let marked = match beginning.as_slice() {
                    [] => return,
                    [byte @ (0xfe | 0xff)] => {
                        *self = Self::Marked(Some(*byte));
                        return;
                    }
                    [0xfe, 0xff] => Some(UTF_16BE),
                    [0xff, 0xfe] => Some(UTF_16LE),
                    _ => None,
                };
                *self = marked.map_or(Self::Same, |encoding| {
                    Self::Other(Box::new(encoding.new_decoder()))
                });
                self.push(begun.as_slice(), out);
                self.push(piece, out);
            }
        }
    }

    /// Appends what only the end decides.
    fn finish(&mut self, out: &mut Vec<u8>) {
        match self {
            Self::Same => {}
            Self::Marked(first) => out.extend(first.take()),
            Self::Other(decoder) => decode(decoder, &[], true, out),
        }
    }
}

fn decode(decoder: &mut Decoder, bytes: &[u8], last: bool, out: &mut Vec<u8>) {
    let (mut rest, mut room) = (bytes, [0; PIECE_BYTES]);
    loop {
        let (result, read, wrote, _) = decoder.decode_to_utf8(rest, &mut room, last);
        out.extend_from_slice(room.get(..wrote).unwrap_or_default());
        rest = rest.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::terminal::tests::Memory;
    use super::*;
    use crate::http::fields::{FieldName, FieldValue};
    use proptest::prelude::*;

    fn fields(content_type: &str) -> Fields {
        let mut fields = Fields::default();
        let value = FieldValue::parse(content_type.as_bytes()).unwrap();
        fields.push(&FieldName::parse("Content-Type").unwrap(), &value);
        fields
    }

    fn shown(content_type: &str, body: &[u8], size: usize) -> Vec<u8> {
        let (memory, fields) = (Memory::default(), fields(content_type));
        let mut sink = Box::new(Recoded::new(Box::new(memory.clone()), Charset::of(&fields)));
        for piece in body.chunks(size) {
            sink.write(&[IoSlice::new(piece)]).unwrap();
        }
        sink.finish().unwrap();
        memory.0.take()
    }

    #[test]
    fn text_becomes_utf8_however_it_is_cut() {
        for (content_type, body, wanted) in [
            (
                "text/plain; charset=iso-8859-1",
                &b"caf\xe9 \x80"[..],
                "café €",
            ),
            ("text/plain;charset=\"Windows-1252\"", b"\x93x\x94", "“x”"),
            (
                "text/html; a=\"x;charset=y\"; CHARSET=shift_jis",
                b"\x93\xfa",
                "日",
            ),
            ("text/plain; charset=utf-16", b"\xff\xfeA\x00\xe9\x00", "Aé"),
            ("text/plain; charset=utf-16", b"\xfe\xff\x00A", "A"),
            ("text/plain; charset=utf-16be", b"\xd8\x3d\xde\x00", "😀"),
            ("text/plain", b"\xfe\xff\x00A\x00\n", "A\n"),
            ("text/plain; charset=utf-8", b"\xff\xfeA\x00", "A"),
            (
                "text/plain; charset=iso-8859-1",
                b"\xef\xbb\xbf\xc3\xa9",
                "é",
            ),
            ("text/plain; charset=gbk", b"\xc4", "\u{fffd}"),
        ] {
            for size in 1..5 {
                let text = String::from_utf8(shown(content_type, body, size)).unwrap();
                assert_eq!(text, wanted, "{content_type} by {size}");
            }
        }
    }

    #[test]
    fn utf8_and_what_is_not_known_pass_as_they_are() {
        for content_type in [
            "text/plain",
            "text/plain; charset=utf8",
            "x/y; charset=klingon",
        ] {
            for body in [&b"\xc3\xa9\xff\x00"[..], b"\xff", b"\xfe\xfd", b""] {
                for size in 1..4 {
                    assert_eq!(shown(content_type, body, size), body, "{content_type}");
                }
            }
        }
        let fields = fields("text/plain; charset=klingon");
        assert_eq!(Charset::of(&fields), Charset::Unknown(b"klingon"));
    }

    proptest! {
        #[test]
        fn what_comes_out_is_utf8_and_the_same_for_any_cut(
            body in any::<Vec<u8>>(), label in 0_usize..6, size in 1_usize..7
        ) {
            let labels = ["latin1", "utf-16", "shift_jis", "euc-kr", "gb18030", "iso-2022-jp"];
            let content_type = format!("text/plain; charset={}", labels[label]);
            let whole = shown(&content_type, &body, usize::MAX);
            prop_assert_eq!(&whole, &shown(&content_type, &body, size));
            prop_assert!(String::from_utf8(whole).is_ok());
        }
    }
}
