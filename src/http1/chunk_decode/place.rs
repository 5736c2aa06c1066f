//! Where a decoder of chunks stands (RFC 9112 section 7.1), for those who show the framing.

use super::super::step::Place;
use super::{ChunkDecoder, State};

impl ChunkDecoder {
    /// What the next byte belongs to.
    pub(in crate::http1) fn place(&self) -> Place {
        match self.state {
            State::Size { .. }
            | State::Padding { .. }
            | State::Extension { .. }
            | State::SizeLf { .. } => Place::ChunkSize,
            State::Data { .. } => Place::Content,
            State::DataCr | State::DataLf => Place::ChunkEnd,
            State::Trailers(_) => Place::Trailers,
            State::Done(_) => Place::Behind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_place() {
        let wire = b"3;x\r\nabc\r\n0\r\nT: 1\r\n\r\n";
        let mut decoder = ChunkDecoder::new();
        let mut told = String::new();
        for byte in wire {
            told.push(match decoder.place() {
                Place::ChunkSize => 's',
                Place::Content => 'c',
                Place::ChunkEnd => 'e',
                Place::Trailers => 't',
                Place::Behind => 'b',
            });
            decoder.step(&[*byte]).unwrap();
        }
        assert_eq!(told, "sssssccceesssttttttttt"[..wire.len()]);
        assert_eq!(decoder.place(), Place::Behind);
    }
}
