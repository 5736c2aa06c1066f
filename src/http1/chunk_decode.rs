//! The chunked transfer coding, decoded (RFC 9112 section 7.1).
//!
//! ```text
//! chunked-body = *chunk last-chunk trailer-section CRLF
//! chunk        = chunk-size [ chunk-ext ] CRLF chunk-data CRLF
//! chunk-size   = 1*HEXDIG
//! last-chunk   = 1*("0") [ chunk-ext ] CRLF
//! ```
//!
//! Extensions are skipped unread, as they must be; what is in them but CR, LF and NUL is of no
//! matter. SP and HTAB after the size are taken (old servers pad to a width). A lone LF is refused
//! here: the leave of section 2.2 covers heads only, and lenient chunk lines are used to smuggle.

mod place;

use super::chunk_encode::CHUNK_END;
use super::field_section::FieldSection;
use super::incomplete::Incomplete;
use super::line::Lines;
use super::step::Step;
use super::violation::{Rule, Violation};
use crate::base::limits;
use crate::http::fields::Fields;

/// Decodes one chunked body.
#[derive(Debug, Clone)]
pub struct ChunkDecoder {
    state: State,
    /// Content so far.
    received: u64,
    /// Bytes of extensions (and padding) so far, over all chunks.
    extensions: usize,
}

#[derive(Debug, Clone)]
enum State {
    /// In the digits of a size; `line` counts the bytes of this chunk line.
    Size { size: u64, digits: usize },
    /// In the padding after a size.
    Padding { size: u64, line: usize },
    /// In an extension.
    Extension { size: u64, line: usize },
    /// After the CR of a chunk line.
    SizeLf { size: u64 },
    /// In chunk data.
    Data { left: u64 },
    /// After chunk data.
    DataCr,
    /// After the CR that follows chunk data.
    DataLf,
    /// In the trailer section.
    Trailers(Box<FieldSection>),
    /// Behind the end.
    Done(Fields),
}

const SIZE: State = State::Size { size: 0, digits: 0 };

impl ChunkDecoder {
    pub(super) fn new() -> Self {
        Self {
            state: SIZE,
            received: 0,
            extensions: 0,
        }
    }

    pub(super) fn step(&mut self, input: &[u8]) -> Result<Step, Violation> {
        let mut framing = 0;
        loop {
            framing += self.plain(input.get(framing..).unwrap_or_default());
            let rest = input.get(framing..).unwrap_or_default();
            match &mut self.state {
                State::Data { left } => {
                    let content = (*left).min(rest.len() as u64);
                    *left -= content;
                    self.received += content;
                    if *left == 0 {
                        self.state = State::DataCr;
                    }
                    // A run is never longer than the slice it was found in.
                    let content = usize::try_from(content).unwrap_or(rest.len());
                    return Ok(Step {
                        framing,
                        content,
                        done: false,
                    });
                }
                State::Trailers(section) => {
                    let (used, trailers) = section.read(rest)?;
                    framing += used;
                    let Some(trailers) = trailers else {
                        return Ok(Step::framing(framing));
                    };
                    self.state = State::Done(trailers);
                }
                State::Done(_) => {
                    return Ok(Step {
                        framing,
                        content: 0,
                        done: true,
                    });
                }
                State::Size { .. }
                | State::Padding { .. }
                | State::Extension { .. }
                | State::SizeLf { .. }
                | State::DataCr
                | State::DataLf => {
                    let Some(&byte) = rest.first() else {
                        return Ok(Step::framing(framing));
                    };
                    self.line_byte(byte)
                        .map_err(|rule| Violation::new(rule, rest))?;
                    framing += 1;
                }
            }
        }
    }

    /// The trailers of a body that has ended, else what is missing.
    pub(super) fn finish(self) -> Result<Fields, Incomplete> {
        let received = self.received;
        match self.state {
            State::Done(trailers) => Ok(trailers),
            State::Trailers(_) => Err(Incomplete::Trailers { received }),
            State::Size { .. }
            | State::Padding { .. }
            | State::Extension { .. }
            | State::SizeLf { .. }
            | State::Data { .. }
            | State::DataCr
            | State::DataLf => Err(Incomplete::Chunks { received }),
        }
    }

    /// Takes the framing between two chunks where it is as usual and whole.
    #[inline]
    fn plain(&mut self, rest: &[u8]) -> usize {
        let mut used = 0;
        if matches!(self.state, State::DataCr) && rest.starts_with(CHUNK_END) {
            used = CHUNK_END.len();
            self.state = SIZE;
        }
        if matches!(self.state, State::Size { digits: 0, .. })
            && let Some((line, left)) = rest.get(used..).and_then(plain_line)
        {
            used += line;
            self.state = State::Data { left };
        }
        used
    }

    /// Takes one byte of the framing around chunk data.
    #[inline]
    fn line_byte(&mut self, byte: u8) -> Result<(), Rule> {
        self.state = match self.state {
            State::Size { size, digits } => self.size_byte(size, digits, byte)?,
            State::Padding { size, line } => match byte {
                b'\r' => State::SizeLf { size },
                b' ' | b'\t' => State::Padding {
                    size,
                    line: self.extend(line)?,
                },
                b';' => State::Extension {
                    size,
                    line: self.extend(line)?,
                },
                _ => return Err(Rule::ChunkLine),
            },
            State::Extension { size, line } => match byte {
                b'\r' => State::SizeLf { size },
                b'\n' | 0 => return Err(Rule::ChunkExtension),
                _ => State::Extension {
                    size,
                    line: self.extend(line)?,
                },
            },
            State::SizeLf { size } => match (byte, size) {
                (b'\n', 0) => State::Trailers(Box::new(trailers())),
                (b'\n', left) => State::Data { left },
                _ => return Err(Rule::ChunkLine),
            },
            State::DataCr if byte == b'\r' => State::DataLf,
            State::DataLf if byte == b'\n' => SIZE,
            State::DataCr | State::DataLf => {
                return Err(Rule::ChunkEnd);
            }
            State::Data { .. } | State::Trailers(_) | State::Done(_) => return Ok(()),
        };
        Ok(())
    }

    #[inline]
    fn size_byte(&mut self, size: u64, digits: usize, byte: u8) -> Result<State, Rule> {
        let Some(value) = hex(byte) else {
            return self.after_size(size, digits, byte);
        };
        if digits >= limits::CHUNK_SIZE_DIGITS {
            return Err(Rule::ChunkSize);
        }
        // At most sixteen digits: the value fits 64 bits.
        let size = size << 4 | u64::from(value);
        if size > limits::CONTENT_LENGTH {
            return Err(Rule::ChunkSizeRange);
        }
        Ok(State::Size {
            size,
            digits: digits + 1,
        })
    }

    fn after_size(&mut self, size: u64, digits: usize, byte: u8) -> Result<State, Rule> {
        match byte {
            _ if digits == 0 => Err(Rule::ChunkSize),
            b'\r' => Ok(State::SizeLf { size }),
            b' ' | b'\t' => Ok(State::Padding {
                size,
                line: self.extend(digits)?,
            }),
            b';' => Ok(State::Extension {
                size,
                line: self.extend(digits)?,
            }),
            b'\n' => Err(Rule::ChunkLine),
            _ => Err(Rule::ChunkSize),
        }
    }

    /// Counts a byte of padding or extension against the line's and the body's limit.
    fn extend(&mut self, line: usize) -> Result<usize, Rule> {
        self.extensions += 1;
        let within =
            line < limits::CHUNK_LINE_BYTES && self.extensions <= limits::CHUNK_EXTENSION_BYTES;
        if within {
            Ok(line + 1)
        } else {
            Err(Rule::ChunkExtensionSize)
        }
    }
}

/// The line before a chunk as most chunks have it: a size of up to eight digits and CRLF, all of it
/// at hand. Anything else goes byte by byte.
#[inline]
fn plain_line(rest: &[u8]) -> Option<(usize, u64)> {
    let mut size = 0;
    for (at, &byte) in rest.iter().take(9).enumerate() {
        match hex(byte) {
            Some(digit) => size = size << 4 | u64::from(digit),
            None if byte == b'\r' && size > 0 && rest.get(at + 1) == Some(&b'\n') => {
                return Some((at + 2, size));
            }
            None => return None,
        }
    }
    None
}

#[inline]
const fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

fn trailers() -> FieldSection {
    let lines = Lines::new(limits::TRAILER_BYTES, Rule::TrailerSize);
    FieldSection::new(lines, limits::TRAILER_LINES, Rule::TrailerCount)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(wire: &[u8]) -> Result<(Vec<u8>, Result<Fields, Incomplete>), Rule> {
        let (mut decoder, mut content, mut at) = (ChunkDecoder::new(), Vec::new(), 0);
        loop {
            let step = decoder
                .step(&wire[at..])
                .map_err(|violation| violation.rule)?;
            at += step.framing;
            content.extend_from_slice(&wire[at..at + step.content]);
            at += step.content;
            if step.done || at == wire.len() {
                return Ok((content, decoder.finish()));
            }
        }
    }

    #[test]
    fn chunks_are_joined_and_trailers_kept_apart() {
        let (content, trailers) =
            decode(b"5;a=\"b\"\r\nhello\r\n1 \t;x\r\n!\r\n00\r\nT: 1\r\n\r\n").unwrap();
        assert_eq!(content, b"hello!");
        assert_eq!(trailers.unwrap().first("t"), Some(&b"1"[..]));
    }

    #[test]
    fn each_breach_names_its_rule() {
        let cases: &[(&[u8], Rule)] = &[
            (b"-5\r\n", Rule::ChunkSize),
            (b"+5\r\n", Rule::ChunkSize),
            (b" 5\r\n", Rule::ChunkSize),
            (b"g\r\n", Rule::ChunkSize),
            (b"\r\n", Rule::ChunkSize),
            (b";a\r\n", Rule::ChunkSize),
            (b"0x5\r\n", Rule::ChunkSize),
            (b"00000000000000005\r\n", Rule::ChunkSize),
            (b"ffffffffffffffff\r\n", Rule::ChunkSizeRange),
            (b"5\n", Rule::ChunkLine),
            (b"5\rh", Rule::ChunkLine),
            (b"5 x\r\n", Rule::ChunkLine),
            (b"5;a\n", Rule::ChunkExtension),
            (b"5;a\0", Rule::ChunkExtension),
            (b"5;a\rb", Rule::ChunkLine),
            (b"3\r\nhello", Rule::ChunkEnd),
            (b"5\r\nhello\n", Rule::ChunkEnd),
            (b"5\r\nhello\rx", Rule::ChunkEnd),
            (b"0\r\nno colon\r\n", Rule::NoColon),
        ];
        for (wire, rule) in cases {
            assert_eq!(
                decode(wire).err(),
                Some(*rule),
                "{}",
                String::from_utf8_lossy(wire)
            );
        }
    }

    #[test]
    fn a_close_before_the_end_is_told_apart() {
        let chunks = Incomplete::Chunks { received: 5 };
        for cut in [
            "5\r\nhello",
            "5\r\nhello\r\n",
            "5\r\nhello\r\n0",
            "5\r\nhello\r\n0\r",
        ] {
            assert_eq!(decode(cut.as_bytes()).unwrap().1, Err(chunks), "{cut:?}");
        }
        let trailers = Incomplete::Trailers { received: 5 };
        for cut in [
            "5\r\nhello\r\n0\r\n",
            "5\r\nhello\r\n0\r\nT: 1\r\n",
            "5\r\nhello\r\n0\r\n\r",
        ] {
            assert_eq!(decode(cut.as_bytes()).unwrap().1, Err(trailers), "{cut:?}");
        }
    }

    #[test]
    fn extensions_are_bounded_by_line_and_by_body() {
        let chunk = |ext: usize| format!("1;{}\r\nx\r\n", "e".repeat(ext));
        let most = limits::CHUNK_LINE_BYTES - 2;
        assert!(decode(chunk(most).as_bytes()).is_ok());
        assert_eq!(
            decode(chunk(most + 1).as_bytes()).err(),
            Some(Rule::ChunkExtensionSize)
        );
        let body = |chunks: usize| chunk(63).repeat(chunks);
        let most = limits::CHUNK_EXTENSION_BYTES / 64;
        assert!(decode(body(most).as_bytes()).is_ok());
        assert_eq!(
            decode(body(most + 1).as_bytes()).err(),
            Some(Rule::ChunkExtensionSize)
        );
    }

    #[test]
    fn trailers_are_bounded_by_size_and_count() {
        let with = |text: String| decode(format!("0\r\n{text}\r\n").as_bytes()).err();
        assert_eq!(with("a: b\r\n".repeat(limits::TRAILER_LINES)), None);
        assert_eq!(
            with("a: b\r\n".repeat(limits::TRAILER_LINES + 1)),
            Some(Rule::TrailerCount)
        );
        let line = |pad: usize| format!("a: {}\r\n", "x".repeat(pad));
        let most = limits::TRAILER_BYTES - line(0).len() - 2;
        assert_eq!(with(line(most)), None);
        assert_eq!(with(line(most + 1)), Some(Rule::TrailerSize));
    }
}
