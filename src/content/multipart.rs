//! Multipart bodies (RFC 7578, RFC 2046 section 5.1.1): parts between boundaries, as pieces of
//! content that are streamed. What stands in a part's head is `part`'s.
//!
//! The boundary is not looked for in the parts: 128 bits of the system's random source, drawn
//! after the parts were chosen, cannot be in them. Guessable boundaries let others forge parts
//! (CVE-2025-7783, CVE-2025-22150).

use super::part;
pub use super::part::{Data, Part, guess_type};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::random;
use crate::content::source::piece_of;
use crate::http::content::{Content, Piece};
use crate::http::fields::FieldValue;

/// Makes a form of parts: the content, and the `Content-Type` that names its boundary.
///
/// # Errors
///
/// A file that cannot be sent, or standard input in two places: of kind `Usage`. Files are looked
/// at here, before any connection; they are opened when the content is.
pub fn form(parts: Vec<Part>) -> Result<(Content, FieldValue), Failure> {
    let mut body = Body::default();
    let boundary = boundary()?;
    body.parts(parts, &boundary, Some("form-data"))?;
    let content_type = bounded(b"multipart/form-data", &boundary)?;
    let pieces = body.finish();
    let stdin = |piece: &&Piece| matches!(piece, Piece::Stdin);
    if pieces.iter().filter(stdin).count() > 1 {
        return Err(Failure::usage("stdin is named twice; it can be read once"));
    }
    Ok((Content::Pieces(pieces), content_type))
}

/// A body in the making.
#[derive(Default)]
struct Body {
    pieces: Vec<Piece>,
    /// Bytes after the last piece.
    end: Vec<u8>,
}

impl Body {
    /// Parts with the boundary before each and after the last.
    fn parts(
        &mut self,
        parts: Vec<Part>,
        boundary: &str,
        disposition: Option<&str>,
    ) -> Result<(), Failure> {
        for part in parts {
            self.bytes(b"--");
            self.bytes(boundary.as_bytes());
            self.bytes(b"\r\n");
            self.part(part, disposition)?;
            self.bytes(b"\r\n");
        }
        self.bytes(b"--");
        self.bytes(boundary.as_bytes());
        self.bytes(b"--\r\n");
        Ok(())
    }

    fn part(&mut self, part: Part, disposition: Option<&str>) -> Result<(), Failure> {
        if let Data::Parts(_) = &part.data {
            return self.nested(part, disposition);
        }
        part.write_head(&mut self.end, disposition, part.content_type.as_ref());
        match part.data {
            Data::Bytes(bytes) => self.bytes(&bytes),
            Data::File(path) => {
                part::check(&path)?;
                self.piece(piece_of(path));
            }
            Data::Stdin => self.piece(Piece::Stdin),
            Data::Parts(_) => {}
        }
        Ok(())
    }

    fn nested(&mut self, mut part: Part, disposition: Option<&str>) -> Result<(), Failure> {
        let boundary = boundary()?;
        let content_type = match &part.content_type {
            Some(given) => bounded(given.as_bytes(), &boundary)?,
            None => bounded(b"multipart/mixed", &boundary)?,
        };
        part.write_head(&mut self.end, disposition, Some(&content_type));
        match std::mem::replace(&mut part.data, Data::Stdin) {
            Data::Parts(parts) => self.parts(parts, &boundary, None),
            Data::Bytes(_) | Data::File(_) | Data::Stdin => Ok(()),
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.end.extend_from_slice(bytes);
    }

    fn piece(&mut self, piece: Piece) {
        self.pieces
            .push(Piece::Bytes(std::mem::take(&mut self.end)));
        self.pieces.push(piece);
    }

    fn finish(mut self) -> Vec<Piece> {
        self.pieces.push(Piece::Bytes(self.end));
        self.pieces
    }
}

fn bounded(media_type: &[u8], boundary: &str) -> Result<FieldValue, Failure> {
    let text = [media_type, b"; boundary=", boundary.as_bytes()].concat();
    FieldValue::parse(&text)
        .map_err(|byte| Failure::new(Kind::Internal, format_args!("a boundary holds {byte}")))
}

/// A boundary that cannot be guessed: letters and digits, so that it needs no quotes.
fn boundary() -> Result<String, Failure> {
    Ok(format!("verb-{}", random::hex::<16>()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// Pieces as text, boundaries as `B0`, `B1`.
    fn shown(parts: Vec<Part>) -> String {
        let (content, content_type) = form(parts).unwrap();
        let Content::Pieces(pieces) = content else {
            panic!("no content");
        };
        let mut text = String::from_utf8(content_type.as_bytes().to_vec()).unwrap() + "|";
        for piece in pieces {
            text += &match piece {
                Piece::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
                Piece::File(path) | Piece::Pipe(path) => format!("<{}>", path.display()),
                Piece::Stdin => "<->".to_owned(),
                Piece::Spooled(_) | Piece::Lines(_) => panic!("no piece of a form"),
            };
        }
        for number in 0.. {
            let Some(at) = text.find("verb-") else { break };
            let boundary = text[at..at + 37].to_owned();
            text = text.replace(&boundary, &format!("B{number}"));
        }
        text.replace("\r\n", "|")
    }

    #[test]
    fn a_form_is_parts_between_boundaries() {
        let mut file = Part::file("f", &PathBuf::from("/dev/null"));
        file.content_type = None;
        assert_eq!(
            shown(vec![Part::text("a", "1"), file, Part::text("b", "")]),
            "multipart/form-data; boundary=B0|\
             --B0|Content-Disposition: form-data; name=\"a\"||1|\
             --B0|Content-Disposition: form-data; name=\"f\"; filename=\"null\"||</dev/null>|\
             --B0|Content-Disposition: form-data; name=\"b\"|||--B0--|"
        );
        assert_eq!(
            shown(Vec::new()),
            "multipart/form-data; boundary=B0|--B0--|"
        );
    }

    #[test]
    fn parts_of_a_part_have_a_boundary_of_their_own() {
        let mut outer = Part::text("g", "");
        outer.data = Data::Parts(vec![Part::text("a", "1")]);
        assert_eq!(
            shown(vec![outer]),
            "multipart/form-data; boundary=B0|--B0|Content-Disposition: form-data; name=\"g\"|\
             Content-Type: multipart/mixed; boundary=B1||\
             --B1|Content-Disposition: attachment; name=\"a\"||1|--B1--||--B0--|"
        );
    }

    #[test]
    fn boundaries_all_differ_and_hold_128_bits() {
        let mut seen: Vec<_> = (0..1000).map(|_| boundary().unwrap()).collect();
        assert!(seen.iter().all(|boundary| boundary.len() == 5 + 32));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 1000);
    }

    #[test]
    fn stdin_is_read_once() {
        let mut part = Part::text("a", "");
        part.data = Data::Stdin;
        assert!(form(vec![part.clone()]).is_ok());
        let error = form(vec![part.clone(), part]).unwrap_err();
        assert!(error.to_string().contains("stdin is named twice"));
    }
}
