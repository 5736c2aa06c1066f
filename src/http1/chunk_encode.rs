//! The chunked transfer coding, encoded (RFC 9112 section 7.1). No extensions, no trailers.

/// What ends a chunk's data.
pub const CHUNK_END: &[u8] = b"\r\n";

/// The last chunk and the empty trailer section.
pub const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// A chunk line: up to sixteen digits and CRLF.
#[derive(Debug, Clone, Copy)]
pub struct ChunkLine {
    bytes: [u8; 18],
    start: usize,
}

impl ChunkLine {
    /// The line before a chunk of `size` bytes, which must not be 0: that would end the body.
    pub fn new(size: std::num::NonZeroUsize) -> Self {
        let mut line = Self {
            bytes: [0; 18],
            start: 16,
        };
        if let Some(end) = line.bytes.last_chunk_mut::<2>() {
            *end = *b"\r\n";
        }
        let mut rest = size.get();
        for (at, byte) in line.bytes.iter_mut().enumerate().take(16).rev() {
            // Four bits make one digit.
            *byte = DIGITS.get(rest & 0xf).copied().unwrap_or(b'0');
            line.start = at;
            rest >>= 4;
            if rest == 0 {
                break;
            }
        }
        line
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroUsize;

    #[test]
    fn sizes_are_hexadecimal_without_leading_zeros() {
        for size in [1, 9, 0xa, 0x10, 0xabc, 0x4_0000, usize::MAX] {
            let line = ChunkLine::new(NonZeroUsize::new(size).unwrap());
            assert_eq!(line.as_bytes(), format!("{size:x}\r\n").as_bytes());
        }
    }
}
