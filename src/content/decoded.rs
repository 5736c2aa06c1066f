//! Content with its codings undone (RFC 9110 section 8.4), as a reader over a reader.
//!
//! One file per coding holds a [`Decoder`](super::undo::Decoder) around a library; `undo` drives
//! it. Which codings there are to undo is said by `coding`.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use super::brotli::Brotli;
use super::coding::Coding;
use super::deflate::Deflate;
use super::gzip::Gzip;
use super::undo::Undo;
use super::zstd::Zstd;

/// What is read ahead between two codings of a stack.
const BETWEEN_BYTES: usize = 16 * 1024;

/// Decoded content: a reader whose every `read` returns as soon as it has anything.
pub struct Decoded<'a> {
    reader: Box<dyn Read + 'a>,
    padded: Rc<Cell<bool>>,
}

/// Undoes `codings` (given in the order they were applied) over `inner`, streaming, in bounded
/// memory. Errors of `inner` pass through as they are; those of a coding hold a [`CodingError`](super::coding::CodingError).
pub fn undo<'a>(codings: &[Coding], inner: Box<dyn BufRead + 'a>) -> Decoded<'a> {
    let padded = Rc::new(Cell::new(false));
    let Some((outermost, earlier)) = codings.split_last() else {
        return Decoded {
            reader: inner,
            padded,
        };
    };
    let mut reader = over(*outermost, inner, &padded);
    for coding in earlier.iter().rev() {
        let buffered = BufReader::with_capacity(BETWEEN_BYTES, reader);
        reader = over(*coding, Box::new(buffered), &padded);
    }
    Decoded { reader, padded }
}

impl Decoded<'_> {
    /// Whether bytes were ignored after a complete, checked gzip member: worth a note.
    pub fn ignored_padding(&self) -> bool {
        self.padded.get()
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.reader.read(into)
    }
}

fn over<'a>(
    coding: Coding,
    inner: Box<dyn BufRead + 'a>,
    padded: &Rc<Cell<bool>>,
) -> Box<dyn Read + 'a> {
    match coding {
        Coding::Gzip => Box::new(Undo::new(Ok(Gzip::new(Rc::clone(padded))), inner)),
        Coding::Deflate => Box::new(Undo::new(Ok(Deflate::new()), inner)),
        Coding::Brotli => Box::new(Undo::new(Ok(Brotli::new()), inner)),
        Coding::Zstd => Box::new(Undo::new(Zstd::new(), inner)),
    }
}
