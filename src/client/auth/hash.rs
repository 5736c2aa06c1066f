//! The hash functions that credentials are made with: those of Digest (RFC 7616 section 6.1) and
//! SHA-256 for signatures.

use std::fmt::Write as _;

use ring::digest;

use crate::base::failure::Failure;
use crate::content::source::Source;
use crate::http::request::Request;

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// MD5, which servers still ask for.
    Md5,
    /// SHA-256.
    Sha256,
    /// SHA-512/256.
    Sha512256,
}

impl Hash {
    /// The hash of these parts one after the other, as lower-case hexadecimal digits.
    pub fn hex(self, parts: &[&[u8]]) -> String {
        let mut running = Running::new(self);
        for part in parts {
            running.update(part);
        }
        running.finish()
    }

    /// The hash of a request's content as it is sent, read from its beginning to its end.
    pub fn of_content(self, request: &Request) -> Result<String, Failure> {
        let mut running = Running::new(self);
        if let Some(mut source) = Source::of(request)? {
            let mut buffer = vec![0; BLOCK];
            loop {
                let read = source.read(&mut buffer)?;
                if read == 0 {
                    break;
                }
                running.update(buffer.get(..read).unwrap_or_default());
            }
        }
        Ok(running.finish())
    }
}

enum Running {
    Md5(Box<md5::Context>),
    Sha(Box<digest::Context>),
}

impl Running {
    fn new(hash: Hash) -> Self {
        let sha = |algorithm| Self::Sha(Box::new(digest::Context::new(algorithm)));
        match hash {
            Hash::Md5 => Self::Md5(Box::default()),
            Hash::Sha256 => sha(&digest::SHA256),
            Hash::Sha512256 => sha(&digest::SHA512_256),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(context) => context.consume(bytes),
            Self::Sha(context) => context.update(bytes),
        }
    }

    fn finish(self) -> String {
        match self {
            Self::Md5(context) => hex(&context.finalize().0),
            Self::Sha(context) => hex(context.finish().as_ref()),
        }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Bytes of content read in one turn.
const BLOCK: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::content::{Content, Piece};
    use crate::http::fields::Fields;
    use crate::http::method::Method;
    use crate::http::shape::Shape;
    use crate::http::uri::Uri;

    fn request(content: Content) -> Request {
        Request {
            method: Method::POST,
            uri: Uri::parse("http://a.test/").unwrap(),
            fields: Fields::default(),
            content,
            shape: Shape::default(),
        }
    }

    #[test]
    fn the_functions_are_those_of_their_names() {
        for (hash, digest) in [
            (Hash::Md5, "900150983cd24fb0d6963f7d28e17f72"),
            (
                Hash::Sha256,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                Hash::Sha512256,
                "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
            ),
        ] {
            assert_eq!(hash.hex(&[b"a", b"", b"bc"]), digest);
            let pieces = vec![Piece::Bytes(b"ab".to_vec()), Piece::Bytes(b"c".to_vec())];
            assert_eq!(
                hash.of_content(&request(Content::Pieces(pieces))).unwrap(),
                digest
            );
        }
        let none = Hash::Md5.of_content(&request(Content::None)).unwrap();
        assert_eq!(none, "d41d8cd98f00b204e9800998ecf8427e");
    }
}
