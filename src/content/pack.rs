//! Content compressed while it is sent (`--gzip-body`): a source read through an encoder.
//!
//! What a slow producer has written goes out at once: before the producer is waited for, the
//! encoder gives up all that it holds.

use std::io::Write as _;
use std::os::fd::{AsFd, BorrowedFd};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::source::{Next, Source};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;

/// A source's content in the gzip coding (RFC 1952).
#[derive(Debug)]
pub(super) struct Packed {
    source: Box<Source>,
    encoder: GzEncoder<Vec<u8>>,
    /// How much of the encoder's output was taken.
    taken: usize,
    /// Whether the encoder holds content that it has not given up.
    holds: bool,
    ended: bool,
    buffer: Vec<u8>,
}

impl Packed {
    pub(super) fn new(source: Source) -> Self {
        Self {
            source: Box::new(source),
            encoder: GzEncoder::new(Vec::new(), Compression::default()),
            taken: 0,
            holds: false,
            ended: false,
            buffer: vec![0; limits::BUFFER_BYTES / 4],
        }
    }

    /// All of it at once.
    pub(super) fn all(mut self) -> Result<Vec<u8>, Failure> {
        while !self.ended {
            self.fill()?;
        }
        Ok(std::mem::take(self.encoder.get_mut()))
    }

    /// What has to become readable before [`Packed::read`] can go on without waiting.
    pub(super) fn awaits(&mut self) -> Option<BorrowedFd<'_>> {
        if self.ready() || self.holds {
            return None;
        }
        match self.source.peek() {
            Next::Stream(fd) => Some(fd),
            Next::Read(fd) => fd,
            Next::Bytes(_) | Next::Regular(..) | Next::End => None,
        }
    }

    pub(super) fn is_spent(&self) -> bool {
        self.ended && self.encoder.get_ref().len() == self.taken
    }

    /// Reads some; 0 at the end.
    pub(super) fn read(&mut self, into: &mut [u8]) -> Result<usize, Failure> {
        while !self.ready() && !self.ended {
            self.fill()?;
        }
        let out = self.encoder.get_ref().get(self.taken..).unwrap_or_default();
        let count = out.len().min(into.len());
        if let (Some(from), Some(to)) = (out.get(..count), into.get_mut(..count)) {
            to.copy_from_slice(from);
            self.taken += count;
        }
        if self.taken == self.encoder.get_ref().len() {
            self.encoder.get_mut().clear();
            self.taken = 0;
        }
        Ok(count)
    }

    fn ready(&self) -> bool {
        self.encoder.get_ref().len() > self.taken
    }

    /// Takes one step that brings output nearer.
    fn fill(&mut self) -> Result<(), Failure> {
        if self.holds && self.would_wait() {
            self.holds = false;
            return self.encoder.flush().map_err(broken);
        }
        let read = self.source.read(&mut self.buffer)?;
        if read == 0 {
            self.ended = true;
            return self.encoder.try_finish().map_err(broken);
        }
        self.holds = true;
        let block = self.buffer.get(..read).unwrap_or_default();
        self.encoder.write_all(block).map_err(broken)
    }

    fn would_wait(&mut self) -> bool {
        match self.source.peek() {
            Next::Stream(fd) | Next::Read(Some(fd)) => {
                rustix::io::ioctl_fionread(fd.as_fd()).is_ok_and(|count| count == 0)
            }
            Next::Bytes(_) | Next::Regular(..) | Next::Read(None) | Next::End => false,
        }
    }
}

/// Writing to memory does not fail.
fn broken(error: std::io::Error) -> Failure {
    Failure::io(Kind::Internal, "compressing the body", error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::content::{Content, Piece};
    use std::io::Read;

    fn undone(packed: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        let mut decoder = flate2::read::GzDecoder::new(packed);
        decoder.read_to_end(&mut plain).unwrap();
        plain
    }

    fn source(pieces: Vec<Piece>) -> Source {
        Source::open(&Content::Pieces(pieces)).unwrap().unwrap()
    }

    #[test]
    fn what_is_packed_can_be_unpacked_whatever_the_reads() {
        let bytes: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let mut packed = Packed::new(source(vec![Piece::Bytes(bytes.clone())]));
        let (mut all, mut buffer) = (Vec::new(), [0; 1000]);
        loop {
            assert!(packed.awaits().is_none());
            let read = packed.read(&mut buffer).unwrap();
            if read == 0 {
                break;
            }
            all.extend_from_slice(&buffer[..read]);
        }
        assert!(packed.is_spent() && all.len() < bytes.len());
        assert!(undone(&all) == bytes);
        assert_eq!(undone(&Packed::new(source(Vec::new())).all().unwrap()), b"");
    }

    #[test]
    fn what_a_producer_wrote_is_given_up_before_it_is_waited_for() {
        let (reader, mut writer) = std::io::pipe().unwrap();
        let path = format!("/dev/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&reader));
        let mut packed = Packed::new(source(vec![Piece::File(path.into())]));
        assert!(packed.awaits().is_some());
        writer.write_all(b"one\n").unwrap();
        let mut buffer = [0; 1000];
        let mut all = Vec::new();
        while packed.awaits().is_none() || all.is_empty() {
            let read = packed.read(&mut buffer).unwrap();
            all.extend_from_slice(&buffer[..read]);
        }
        let mut plain = [0; 4];
        let mut decoder = flate2::read::GzDecoder::new(&*all);
        decoder.read_exact(&mut plain).unwrap();
        assert_eq!(&plain, b"one\n");
    }
}
