//! Received ciphertext that rustls has not taken yet, and plaintext that a reader has not.

use std::io;

use crate::base::limits::BUFFER_BYTES;

/// Receives into a slice: `None` when nothing is there, `Some(0)` at the end.
pub type Receive<'a> = &'a mut dyn FnMut(&mut [u8]) -> io::Result<Option<usize>>;

/// Ciphertext: one allocation, filled by large reads, emptied from the front.
#[derive(Default)]
pub struct Inlet {
    bytes: Vec<u8>,
    start: usize,
    end: usize,
}

impl Inlet {
    /// Receives what is there, once: `None` when nothing is, `Some(0)` when the peer has ended.
    pub fn receive(&mut self, receive: Receive<'_>) -> io::Result<Option<usize>> {
        if self.bytes.is_empty() {
            self.bytes = vec![0; BUFFER_BYTES];
        }
        // What is left is less than a record, now and then a joined handshake message.
        self.bytes.copy_within(self.start..self.end, 0);
        self.end = self.end.saturating_sub(self.start);
        self.start = 0;
        let space = self.bytes.get_mut(self.end..).unwrap_or_default();
        if space.is_empty() {
            // rustls bounds records and messages far below the buffer, so it would have to have
            // stopped taking them.
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = receive(space)?;
        self.end = self.end.saturating_add(count.unwrap_or(0));
        Ok(count)
    }

    /// Whether a whole record is there (RFC 8446 section 5.1: type, version, length, fragment).
    pub fn holds_record(&self) -> bool {
        let filled = self.bytes.get(self.start..self.end).unwrap_or_default();
        let [_, _, _, high, low, rest @ ..] = filled else {
            return false;
        };
        rest.len() >= usize::from(u16::from_be_bytes([*high, *low]))
    }

    /// What has been received and not consumed.
    pub fn filled(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.start..self.end).unwrap_or_default()
    }

    /// Drops bytes from the front.
    pub fn consume(&mut self, count: usize) {
        self.start = self.start.saturating_add(count).min(self.end);
    }
}

/// Plaintext on its way to a reader: into the reader's own buffer while there is room, and kept
/// otherwise. What is kept is bounded by the ciphertext it came from.
#[derive(Default)]
pub struct Kept {
    bytes: Vec<u8>,
    start: usize,
}

impl Kept {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.start >= self.bytes.len()
    }

    /// Keeps bytes for later.
    pub fn keep(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Gives out what is kept, as far as there is room.
    pub fn take(&mut self, into: &mut [u8]) -> usize {
        let kept = self.bytes.get(self.start..).unwrap_or_default();
        let count = put(kept, into);
        self.start = self.start.saturating_add(count);
        if self.is_empty() {
            self.bytes.clear();
            self.start = 0;
        }
        count
    }
}

/// Copies as much as fits; says how much that was.
pub fn put(bytes: &[u8], into: &mut [u8]) -> usize {
    let count = bytes.len().min(into.len());
    if let (Some(from), Some(to)) = (bytes.get(..count), into.get_mut(..count)) {
        to.copy_from_slice(from);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_held_when_its_last_byte_is_there() {
        let mut inlet = Inlet::default();
        assert!(!inlet.holds_record());
        for (piece, held) in [
            (&b"\x17\x03\x03"[..], false),
            (b"\x00\x02a", false),
            (b"b", true),
            (b"\x17", true),
        ] {
            let mut receive = |space: &mut [u8]| Ok(Some(put(piece, space)));
            inlet.receive(&mut receive).unwrap();
            assert_eq!(inlet.holds_record(), held);
        }
        inlet.consume(7);
        assert!(!inlet.holds_record());
    }

    #[test]
    fn kept_bytes_come_out_once_and_in_order() {
        let mut kept = Kept::default();
        kept.keep(b"abcd");
        kept.keep(b"ef");
        let mut into = [0; 4];
        assert_eq!((kept.take(&mut into), &into), (4, b"abcd"));
        kept.keep(b"g");
        assert_eq!(kept.take(&mut into), 3);
        assert_eq!(&into[..3], b"efg");
        assert!(kept.is_empty() && kept.take(&mut into) == 0);
    }
}
