//! `--trace`: every byte that went over the connections, TLS undone, with its time, its offset in
//! the stream of its direction and what it is part of; what happened between, as notes.
//!
//! curl's `--trace` shows what it was given by its TLS library and decoders, without the framing of
//! chunks; here the framing is what the trace is for.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use super::log_file::LogFile;
use super::look::{Look, Part, Role, mark};
use super::mask::Secrets;
use super::transcript;
use crate::base::event::Event;

/// Bytes in a row of digits.
const HEX_ROW: usize = 16;
/// Bytes in a row of text alone: curl's.
const TEXT_ROW: usize = 64;

/// A trace of one job's exchanges.
#[derive(Debug)]
pub struct Trace {
    file: Arc<LogFile>,
    hex: bool,
}

impl Trace {
    /// Writes what stands at the beginning of the file.
    pub fn begin(file: &LogFile, secrets: Secrets) {
        let secrets = match secrets {
            Secrets::Masked => {
                "# secrets in heads are stars, byte for byte; --show-secrets shows them\n"
            }
            Secrets::Shown => "# secrets are shown\n",
        };
        let first = "# seconds [connection] > sent, < received, * what happened\n";
        file.append([first, secrets].concat().as_bytes());
    }

    /// A trace into a file, with hexadecimal digits or as text alone.
    pub fn new(file: Arc<LogFile>, hex: bool) -> Self {
        Self { file, hex }
    }
}

impl Look for Trace {
    fn part(&mut self, part: &Part<'_>) {
        let mut text = Vec::with_capacity(part.bytes.len().saturating_mul(5));
        let (bytes, role) = (part.bytes, part.role.as_str());
        let size = match (part.role, size_of(bytes)) {
            (Role::ChunkSize, Some(size)) => format!(" of {size}"),
            _ => String::new(),
        };
        let masked = if part.masked { ", masked" } else { "" };
        let proxy = if part.proxy { ", with the proxy" } else { "" };
        let mark = mark(part.direction);
        // Writing to a Vec does not fail.
        let _ = writeln!(
            text,
            "{} [{}] {mark} {role}{size}, {} byte{} at {}{masked}{proxy}",
            seconds(part.at),
            part.connection,
            bytes.len(),
            if bytes.len() == 1 { "" } else { "s" },
            part.offset,
        );
        let row = if self.hex { HEX_ROW } else { TEXT_ROW };
        let mut offset = part.offset;
        for run in bytes.chunks(row) {
            let _ = write!(text, "  {offset:08x}  ");
            if self.hex {
                digits(run, &mut text);
            }
            text.extend(run.iter().map(|byte| match byte {
                0x20..=0x7e => *byte,
                _ => b'.',
            }));
            text.push(b'\n');
            offset = offset.saturating_add(run.len() as u64);
        }
        self.file.append(&text);
    }

    fn event(&mut self, at: Duration, connection: Option<u64>, event: &Event<'_>) {
        let connection = connection.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let mut text = String::new();
        for line in transcript::happened(event).lines() {
            let time = seconds(at);
            text.push_str(&format!("{time} [{connection}] {line}\n"));
        }
        self.file.append(text.as_bytes());
    }
}

/// A row as digits, in two groups, filled up to its width.
fn digits(run: &[u8], text: &mut Vec<u8>) {
    for at in 0..HEX_ROW {
        match run.get(at) {
            Some(byte) => text.extend_from_slice(&[digit(byte >> 4), digit(byte & 15), b' ']),
            None => text.extend_from_slice(b"   "),
        }
        if at == 7 {
            text.push(b' ');
        }
    }
    text.push(b' ');
}

const fn digit(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0' + nibble,
        _ => b'a' - 10 + nibble,
    }
}

/// The size that a chunk-size line says.
fn size_of(line: &[u8]) -> Option<u64> {
    let end = line.iter().position(|byte| !byte.is_ascii_hexdigit())?;
    let digits = std::str::from_utf8(line.get(..end)?).ok()?;
    u64::from_str_radix(digits, 16).ok()
}

fn seconds(at: Duration) -> String {
    format!("{}.{:06}", at.as_secs(), at.subsec_micros())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::event::Direction;
    use std::fs;

    #[test]
    fn a_run_is_shown_with_time_place_and_meaning() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("t");
        let file = Arc::new(LogFile::open(&path, Secrets::Masked).unwrap());
        for hex in [true, false] {
            let mut trace = Trace::new(Arc::clone(&file), hex);
            trace.part(&Part {
                at: Duration::from_micros(1_000_042),
                connection: 2,
                direction: Direction::In,
                offset: 30,
                role: Role::ChunkSize,
                proxy: false,
                masked: false,
                bytes: b"1f;\x1b=\"0123456789\"\r\n",
            });
        }
        file.finish().unwrap();
        let expected = "1.000042 [2] < chunk-size of 31, 19 bytes at 30\n\
            \x20 0000001e  31 66 3b 1b 3d 22 30 31  32 33 34 35 36 37 38 39  1f;.=\"0123456789\n\
            \x20 0000002e  22 0d 0a                                          \"..\n\
            1.000042 [2] < chunk-size of 31, 19 bytes at 30\n\
            \x20 0000001e  1f;.=\"0123456789\"..\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    }
}
