//! `--sha256`: what is delivered is hashed on its way, and made final only when it is what it should
//! be.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, IoSlice, Read};
use std::os::fd::BorrowedFd;

use ring::digest::{Context, SHA256, digest};

use super::sink::Sink;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// A sink whose content is hashed before it goes on to another.
pub struct Hashed {
    inner: Box<dyn Sink>,
    context: Context,
    wanted: [u8; 32],
    /// Where the other stood when this began.
    begin: Option<u64>,
    /// Whether nothing was hashed before that.
    from_start: bool,
}

impl Hashed {
    /// Hashes what goes to this sink.
    pub fn new(inner: Box<dyn Sink>, wanted: [u8; 32]) -> Self {
        Self {
            begin: inner.mark(),
            inner,
            context: Context::new(&SHA256),
            wanted,
            from_start: true,
        }
    }

    /// The same behind all that a file holds.
    pub fn after(inner: Box<dyn Sink>, wanted: [u8; 32], mut held: File) -> io::Result<Self> {
        let mut hashed = Self::new(inner, wanted);
        let mut block = vec![0; BLOCK];
        loop {
            let read = held.read(&mut block)?;
            if read == 0 {
                hashed.from_start = false;
                return Ok(hashed);
            }
            hashed.context.update(block.get(..read).unwrap_or_default());
        }
    }
}

impl Sink for Hashed {
    fn write(&mut self, runs: &[IoSlice<'_>]) -> Result<(), Failure> {
        for run in runs {
            self.context.update(run);
        }
        self.inner.write(runs)
    }

    fn pages(&self) -> Option<BorrowedFd<'_>> {
        None
    }

    fn failed(&self, cause: io::Error) -> Failure {
        self.inner.failed(cause)
    }

    /// It can be taken back as a whole, then another begins.
    fn mark(&self) -> Option<u64> {
        self.inner.mark()
    }

    fn rewind(&mut self, mark: u64) -> Result<(), Failure> {
        if Some(mark) != self.begin || !self.from_start {
            return Err(Failure::new(Kind::Internal, "a hash was taken back half"));
        }
        self.context = Context::new(&SHA256);
        self.inner.rewind(mark)
    }

    fn closing(&mut self) {
        self.inner.closing();
    }

    fn finish(mut self: Box<Self>) -> Result<(), Failure> {
        let came = self.context.clone().finish();
        if came.as_ref() == self.wanted {
            return self.inner.finish();
        }
        // A part that was gone on with is left as it was before.
        if let Some(begin) = self.begin {
            self.inner.rewind(begin)?;
        }
        let (came, wanted) = (in_hex(came.as_ref()), in_hex(&self.wanted));
        let story = format!("the body's SHA-256 is {came}, not {wanted}");
        Err(Failure::new(Kind::Expectation, story).hint("no file was written or replaced"))
    }
}

/// The SHA-256 of some bytes, as lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    in_hex(digest(&SHA256, bytes).as_ref())
}

/// Takes 64 hexadecimal digits.
pub fn parse(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    let mut bytes = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
        for digit in pair {
            let digit = char::from(*digit).to_digit(16)?;
            *byte = (*byte << 4) | u8::try_from(digit).ok()?;
        }
    }
    Some(bytes)
}

fn in_hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Bytes read in one turn.
const BLOCK: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sink::Stdout;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn sums_are_read_as_they_are_written() {
        assert_eq!(sha256(b"abc"), ABC);
        assert_eq!(in_hex(&parse(ABC).unwrap()), ABC);
        assert_eq!(parse(&ABC.to_uppercase()), parse(ABC));
        for wrong in [
            "",
            "abc",
            &ABC[1..],
            &format!("{ABC}0"),
            &ABC.replace('b', "g"),
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_the_content_that_was_wanted_is_finished() {
        for (wanted, fine) in [(sha256(b""), true), (ABC.to_owned(), false)] {
            let sink = Hashed::new(Box::new(Stdout), parse(&wanted).unwrap());
            assert!(sink.pages().is_none());
            let finished = Box::new(sink).finish();
            assert_eq!(finished.map_err(|failure| failure.kind).is_ok(), fine);
        }
    }
}
