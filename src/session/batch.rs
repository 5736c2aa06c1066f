//! Lines from a pipe or a file, as they come: what has been read is handed out line by line before
//! more is waited for.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::ops::Range;
use std::path::Path;

use super::input::{Line, Lines, Wanted};
use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;

/// Lines of a file, or of whatever else is read.
pub struct Piped<R = File> {
    file: R,
    /// What errors call it.
    name: String,
    buffer: Vec<u8>,
    filled: Range<usize>,
}

impl Piped<File> {
    /// Reads lines of the file that `--file` names.
    ///
    /// # Errors
    /// Of kind `Usage`, where it cannot be read.
    pub fn named(path: &Path) -> Result<Self, Failure> {
        let name = escape::path(path);
        let refused = |error| {
            let what = format!("--file: cannot read {name}");
            Failure::io(Kind::Usage, what, error).hint("name a file of requests, a line each")
        };
        let file = File::open(path).map_err(refused)?;
        if file.metadata().map_err(refused)?.is_dir() {
            return Err(refused(ErrorKind::IsADirectory.into()));
        }
        Ok(Self::new(file, name))
    }
}

impl<R: Read> Piped<R> {
    /// Reads lines of a file from where it stands.
    pub fn new(file: R, name: String) -> Self {
        Self {
            file,
            name,
            buffer: vec![0; BLOCK],
            filled: 0..0,
        }
    }

    /// Whether something was read that was not handed out yet.
    pub fn has_line(&self) -> bool {
        !self.filled.is_empty()
    }

    /// Waits for more; false at the end.
    fn fill(&mut self) -> Result<bool, Failure> {
        loop {
            match self.file.read(&mut self.buffer) {
                Ok(count) => {
                    self.filled = 0..count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(Failure::io(
                        Kind::ReadSource,
                        format_args!("reading lines from {}", self.name),
                        error,
                    ));
                }
            }
        }
    }
}

impl<R: Read> Lines for Piped<R> {
    fn line(&mut self, _: Wanted) -> Result<Option<Line>, Failure> {
        let (mut line, mut long) = (Vec::new(), false);
        loop {
            if self.filled.is_empty() && !self.fill()? {
                // What a producer was cut off in is taken for a line, as every shell does.
                let none = line.is_empty() && !long;
                return Ok((!none).then(|| ended(line, long)));
            }
            let held = self.buffer.get(self.filled.clone()).unwrap_or_default();
            let end = memchr::memchr(b'\n', held);
            let part = held.get(..end.unwrap_or(held.len())).unwrap_or_default();
            line.extend_from_slice(part);
            // One byte more may be the CR of a line end.
            if line.len() > limits::SESSION_LINE_BYTES.saturating_add(1) {
                long = true;
                line.drain(..line.len().saturating_sub(TAIL));
            }
            self.filled.start += end.map_or(held.len(), |end| end.saturating_add(1));
            if end.is_some() {
                return Ok(Some(ended(line, long)));
            }
        }
    }
}

fn ended(mut line: Vec<u8>, long: bool) -> Line {
    if line.ends_with(b"\r") {
        line.pop();
    }
    if long || line.len() > limits::SESSION_LINE_BYTES {
        line.drain(..line.len().saturating_sub(TAIL));
        return Line::TooLong(line);
    }
    Line::Text(line)
}

/// How much is kept of the end of a line that is too long, where the name of a body may stand.
const TAIL: usize = 256;
/// Bytes read at once.
const BLOCK: usize = 16 * 1024;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives no more than so many bytes at once.
    struct Chunked<'a>(&'a [u8], usize);

    impl Read for Chunked<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let most = self.1.min(buffer.len());
            self.0.read(&mut buffer[..most])
        }
    }

    fn lines(bytes: &[u8]) -> Vec<Line> {
        chunked(bytes, usize::MAX)
    }

    fn chunked(bytes: &[u8], size: usize) -> Vec<Line> {
        let mut piped = Piped::new(Chunked(bytes, size), "chunks".to_owned());
        let next = || piped.line(Wanted::Command).unwrap();
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn lines_end_with_lf_crlf_or_the_file() {
        for (bytes, expected) in [
            (&b""[..], &[][..]),
            (b"a", &["a"]),
            (b"a\n", &["a"]),
            (b"a\r\nb\r\n", &["a", "b"]),
            (b"\n\na", &["", "", "a"]),
            (b"a\rb\n", &["a\rb"]),
        ] {
            let expected: Vec<_> = expected
                .iter()
                .map(|text| Line::Text((*text).into()))
                .collect();
            assert_eq!(lines(bytes), expected, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn lines_do_not_depend_on_how_they_come(text in "[ab\r\n]{0,40}", size in 1..9_usize) {
            prop_assert_eq!(chunked(text.as_bytes(), size), lines(text.as_bytes()));
        }
    }

    #[test]
    fn a_line_has_a_greatest_length() {
        let most = limits::SESSION_LINE_BYTES;
        for end in ["\n", "\r\n", ""] {
            for (length, fits) in [
                (most - 1, true),
                (most, true),
                (most + 1, false),
                (3 * most, false),
            ] {
                let line = [vec![b'x'; length - 2], b"<E".to_vec()].concat();
                let text = [line.as_slice(), end.as_bytes()].concat();
                match lines(&text).as_slice() {
                    [Line::Text(text)] => assert!(fits && *text == line, "{length}"),
                    [Line::TooLong(tail)] => {
                        assert!(
                            !fits && tail.len() <= TAIL && tail.ends_with(b"x<E"),
                            "{length}"
                        );
                    }
                    other => panic!("{}", other.len()),
                }
            }
        }
    }
}
