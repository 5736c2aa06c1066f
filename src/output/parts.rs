//! The parts of an exchange that can be had by themselves, and the places they can go to: plain
//! data, but for descriptors, which are taken hold of as soon as they are named.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::PathBuf;
use std::sync::Arc;

use rustix::fs::{OFlags, fcntl_getfl};

use super::config::Destination;
use super::record::write_out::Template;

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The request head as sent.
    RequestHead,
    /// The content of the request.
    RequestBody,
    /// The response heads as received.
    Head,
    /// The content of the response.
    Body,
    /// The JSON of `--meta`.
    Meta,
    /// The status code, as a line.
    Status,
}

/// A part's letter, its long name, and itself.
type Named = (char, &'static str, Part);

impl Part {
    /// All of them, with letter and long name.
    pub const ALL: [Named; 6] = [
        ('H', "request-head", Self::RequestHead),
        ('B', "request-body", Self::RequestBody),
        ('h', "head", Self::Head),
        ('b', "body", Self::Body),
        ('m', "meta", Self::Meta),
        ('s', "status", Self::Status),
    ];

    /// The part with this letter.
    pub fn of_letter(letter: char) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, ..)| *known == letter);
        found.map(|(.., part)| *part)
    }

    /// The part with this letter or long name.
    pub fn named(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(letter, name, _)| {
            let mut letters = word.chars();
            *name == word || (letters.next() == Some(*letter) && letters.next().is_none())
        });
        found.map(|(.., part)| *part)
    }

    /// Its letter.
    pub fn letter(self) -> char {
        let found = Self::ALL.iter().find(|(.., part)| *part == self);
        found.map_or('?', |(letter, ..)| *letter)
    }
}

/// Where a part goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outlet {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
    /// A descriptor that was open when the program began.
    Descriptor(Descriptor),
    /// A file, which appears when the run is over.
    File(PathBuf),
}

impl Outlet {
    /// Whether a body goes there, too.
    pub fn is(&self, body: &Destination) -> bool {
        match (self, body) {
            (Self::Stdout, Destination::Stdout) => true,
            (Self::Stderr, Destination::Descriptor(other)) => other.number == STDERR,
            (Self::Descriptor(own), Destination::Descriptor(other)) => own == other,
            (Self::File(own), Destination::File(other)) => own == other,
            (Self::Stdout | Self::Stderr | Self::Descriptor(_) | Self::File(_), _) => false,
        }
    }
}

/// A descriptor that is open for writing.
#[derive(Debug, Clone)]
pub struct Descriptor {
    number: u32,
    file: Arc<File>,
}

impl Descriptor {
    /// Takes hold of the descriptor of this number, as it is: the place in a file is shared with
    /// whoever opened it.
    ///
    /// # Errors
    /// It is closed, or not open for writing.
    pub fn lent(number: u32) -> io::Result<Self> {
        let file = Arc::new(duplicate(number)?);
        let flags = fcntl_getfl(&*file)?;
        if flags & OFlags::RWMODE == OFlags::RDONLY {
            let why = "it is open for reading only";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
        }
        Ok(Self { number, file })
    }

    /// Standard error as a descriptor.
    ///
    /// # Errors
    /// As [`Descriptor::lent`].
    pub fn stderr() -> io::Result<Self> {
        Self::lent(STDERR)
    }

    /// Its number.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl AsFd for Descriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

impl PartialEq for Descriptor {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Descriptor {}

/// The number of standard error.
const STDERR: u32 = 2;

/// What else is told of each job.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Parts and where they go; never the body.
    pub parts: Vec<(Part, Outlet)>,
    /// `-w`
    pub write_out: Option<Template>,
    /// `--timing`
    pub timing: Option<Timing>,
}

/// How `--timing` is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// As bars: stderr is a terminal.
    pub bars: bool,
    /// In colours.
    pub colour: bool,
}

/// A descriptor of ours by its number. Opening `/dev/fd/N` would be another opening of the same
/// file, with a place of its own in it: what somebody writes to the descriptor afterwards would lie
/// over what we wrote.
#[cfg(target_os = "linux")]
fn duplicate(number: u32) -> io::Result<File> {
    use rustix::io::Errno;
    use rustix::process::{PidfdFlags, PidfdGetfdFlags, getpid, pidfd_getfd, pidfd_open};
    let wanted = i32::try_from(number).map_err(|_| Errno::BADF)?;
    let own = pidfd_open(getpid(), PidfdFlags::empty());
    match own.and_then(|own| pidfd_getfd(own, wanted, PidfdGetfdFlags::empty())) {
        Ok(descriptor) => Ok(File::from(descriptor)),
        Err(Errno::BADF) => Err(Errno::BADF.into()),
        // An old kernel, or one that is told to refuse this.
        Err(_) => open_again(number),
    }
}

/// Elsewhere opening one duplicates it.
#[cfg(not(target_os = "linux"))]
fn duplicate(number: u32) -> io::Result<File> {
    open_again(number)
}

fn open_again(number: u32) -> io::Result<File> {
    let path = format!("/dev/fd/{number}");
    File::options().append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_letter_and_by_name() {
        for (letter, name, part) in Part::ALL {
            assert_eq!(Part::of_letter(letter), Some(part));
            assert_eq!(Part::named(name), Some(part));
            assert_eq!(Part::named(&letter.to_string()), Some(part));
            assert_eq!(part.letter(), letter);
        }
        for word in ["", "x", "hb", "Head"] {
            assert_eq!(Part::named(word), None, "{word}");
        }
    }

    #[test]
    fn a_closed_descriptor_cannot_be_taken_hold_of() {
        let missing = Descriptor::lent(987).unwrap_err();
        assert_eq!(missing.raw_os_error(), Some(9));
        assert!(Descriptor::lent(u32::MAX).is_err());
        assert_eq!(Descriptor::stderr().unwrap().number(), 2);
    }
}
