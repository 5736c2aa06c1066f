//! Cuts JSON content that comes piece by piece into what a filter runs on: whole documents, or the
//! elements of the one array that lies at a path of names in each document.
//!
//! Everything is checked (`content::json`), also what is stepped over; only what is given away is
//! kept, and where it lies in one piece not even that. Several documents may follow each other
//! (RFC 7464 without its separators, NDJSON); a byte order mark before the first is ignored
//! (RFC 8259, section 8.1).

use super::text::decoded;
use crate::base::limits;
use crate::content::json::{Broken, Checker, Place};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'a> {
    /// A document, where no path is followed.
    Document(&'a [u8]),
    /// An element of the array at the path.
    Element(&'a [u8]),
    /// Something else on the path, below so many of its names: no object where a name is looked
    /// for, or no array at its end. `{}` stands for an object that has not the next name.
    Other(usize, &'a [u8]),
}

/// Why it goes no further.
#[derive(Debug)]
pub enum Stop<E> {
    /// This is no JSON.
    Broken(Broken),
    /// What would have to be kept is longer than is taken; whether it is an element.
    Long { element: bool },
    /// A name of the path stands in one object twice, after the first was given away.
    Twice(String),
    /// The receiver wants no more.
    Receiver(E),
}

/// Where between the values it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a document, or after the last.
    Between,
    /// In an object on the path, which is the value of so many names less one.
    Object(usize),
    /// In a name there.
    Name(usize),
    /// Between a name and its value there.
    Value { level: usize, wanted: bool },
    /// In a value there that nobody wants.
    Skip(usize),
    /// In the array.
    Elements,
    /// In a value that is kept.
    Keep(Kept),
}

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Document,
    Element,
    Other(usize),
}

const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Cuts content.
#[derive(Debug)]
pub struct Splitter {
    /// The names to the array; `None` where documents are wanted.
    path: Option<Vec<String>>,
    /// Whether each name was seen in the object that is open.
    seen: Vec<bool>,
    state: State,
    checker: Checker,
    /// What of a kept value or name came in earlier pieces.
    carry: Vec<u8>,
    /// The most bytes of a value that are kept.
    most: usize,
    /// Bytes of a byte order mark that were passed.
    mark: usize,
    begun: bool,
}

impl Splitter {
    /// Gives the elements at a path (none: the documents), none longer than `most` bytes.
    pub fn new(path: Option<Vec<String>>, most: usize) -> Self {
        Self {
            seen: vec![false; path.as_ref().map_or(0, Vec::len)],
            path,
            state: State::Between,
            checker: Checker::no_deeper_than(limits::QUERY_DEPTH),
            carry: Vec::new(),
            most,
            mark: 0,
            begun: false,
        }
    }

    /// Takes the next piece of the content.
    pub fn push<E>(
        &mut self,
        piece: &[u8],
        give: &mut dyn FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            at += self.step(rest, give)?;
        }
        Ok(())
    }

    /// Says that there is no more.
    pub fn finish<E>(
        self,
        give: &mut dyn FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        if !self.begun && matches!(self.mark, 0 | 3) {
            return Ok(());
        }
        self.checker.finish().map_err(Stop::Broken)?;
        match self.state {
            // A number at the end of the content is complete only now.
            State::Keep(kept) => give(kept.found(&self.carry)).map_err(Stop::Receiver),
            State::Between
            | State::Object(_)
            | State::Name(_)
            | State::Value { .. }
            | State::Skip(_)
            | State::Elements => Ok(()),
        }
    }

    /// Takes some bytes off the front; none where only the state changes.
    fn step<E>(
        &mut self,
        rest: &[u8],
        give: &mut dyn FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<usize, Stop<E>> {
        let Some(&byte) = rest.first() else {
            return Ok(0);
        };
        let blank = matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        let place = self.checker.place();
        match self.state {
            State::Keep(kept) => return self.keep(kept, rest, give),
            State::Name(level) => return self.name(level, rest),
            State::Skip(level) => {
                let (used, ended) = self.checker.through(rest, level).map_err(Stop::Broken)?;
                if ended {
                    self.state = State::Object(level);
                }
                return Ok(used);
            }
            State::Between if !self.begun && MARK.get(self.mark) == Some(&byte) => {
                self.mark += 1;
                return Ok(1);
            }
            State::Between if !blank => self.document(byte)?,
            State::Value { level, wanted } if place == Place::Value && !blank => {
                if wanted {
                    self.begin(level, byte);
                } else {
                    self.state = State::Skip(level);
                }
            }
            State::Elements if place == Place::Value && !blank && byte != b']' => {
                self.state = State::Keep(Kept::Element);
            }
            State::Object(level) if place == Place::Name && byte == b'"' => {
                self.state = State::Name(level);
            }
            State::Between | State::Value { .. } | State::Elements | State::Object(_) => {}
        }
        match self.state {
            State::Keep(_) | State::Name(_) | State::Skip(_) => Ok(0),
            State::Between | State::Value { .. } | State::Elements | State::Object(_) => {
                self.one(rest, give)?;
                Ok(1)
            }
        }
    }

    /// A document begins.
    fn document<E>(&mut self, byte: u8) -> Result<(), Stop<E>> {
        if self.begun {
            self.checker.another();
        } else if !matches!(self.mark, 0 | 3) {
            self.checker.push(&MARK).map_err(Stop::Broken)?;
        }
        self.begun = true;
        self.begin(0, byte);
        Ok(())
    }

    /// A value that is wanted begins, below so many names of the path.
    fn begin(&mut self, level: usize, byte: u8) {
        let names = self.path.as_ref().map(Vec::len);
        self.state = match (names, byte) {
            (None, _) => State::Keep(Kept::Document),
            (Some(names), b'{') if level < names => {
                if let Some(seen) = self.seen.get_mut(level) {
                    *seen = false;
                }
                State::Object(level + 1)
            }
            (Some(names), b'[') if level == names => State::Elements,
            (Some(_), _) => State::Keep(Kept::Other(level)),
        };
    }

    /// Takes one byte between the values.
    fn one<E>(
        &mut self,
        rest: &[u8],
        give: &mut dyn FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        let before = self.checker.depth();
        let byte = rest.get(..1).unwrap_or_default();
        self.checker.push(byte).map_err(Stop::Broken)?;
        if self.checker.depth() >= before {
            return Ok(());
        }
        match self.state {
            State::Elements => self.state = after(self.path.as_ref().map_or(0, Vec::len)),
            State::Object(level) => {
                let outer = level.saturating_sub(1);
                self.state = after(outer);
                if self.seen.get(outer) == Some(&false) {
                    give(Found::Other(outer, b"{}")).map_err(Stop::Receiver)?;
                }
            }
            State::Between
            | State::Value { .. }
            | State::Name(_)
            | State::Skip(_)
            | State::Keep(_) => {}
        }
        Ok(())
    }

    /// Bytes of a value that is kept.
    fn keep<E>(
        &mut self,
        kept: Kept,
        rest: &[u8],
        give: &mut dyn FnMut(Found<'_>) -> Result<(), E>,
    ) -> Result<usize, Stop<E>> {
        let depth = match kept {
            Kept::Document => 0,
            Kept::Other(level) => level,
            Kept::Element => self.path.as_ref().map_or(0, Vec::len) + 1,
        };
        let room = self.most.saturating_sub(self.carry.len());
        let long = || Stop::Long {
            element: kept == Kept::Element,
        };
        let through = self.checker.through(rest, depth);
        // What is too long before it is broken is so however it was cut.
        let (used, ended) = through.map_err(|broken| match broken.at > room {
            true => long(),
            false => Stop::Broken(broken),
        })?;
        let bytes = rest.get(..used).unwrap_or_default();
        if used > room {
            return Err(long());
        }
        if !ended {
            self.carry.extend_from_slice(bytes);
            return Ok(used);
        }
        self.state = match kept {
            Kept::Element => State::Elements,
            Kept::Document => State::Between,
            Kept::Other(level) => after(level),
        };
        if self.carry.is_empty() {
            give(kept.found(bytes)).map_err(Stop::Receiver)?;
        } else {
            self.carry.extend_from_slice(bytes);
            let whole = std::mem::take(&mut self.carry);
            give(kept.found(&whole)).map_err(Stop::Receiver)?;
            self.carry = whole;
            self.carry.clear();
            self.carry.shrink_to(SPARE);
        }
        Ok(used)
    }

    /// Bytes of a name in an object on the path.
    fn name<E>(&mut self, level: usize, rest: &[u8]) -> Result<usize, Stop<E>> {
        let (used, ended) = self.checker.through(rest, level).map_err(Stop::Broken)?;
        let outer = level.saturating_sub(1);
        let name = self.path.as_ref().and_then(|path| path.get(outer));
        let (Some(name), Some(seen)) = (name, self.seen.get_mut(outer)) else {
            return Ok(used);
        };
        let bytes = rest.get(..used).unwrap_or_default();
        // A letter is written with six bytes at most; what is longer is another name.
        let most = name.len().saturating_mul(6).saturating_add(2);
        let room = (most + 1).saturating_sub(self.carry.len());
        self.carry.extend(bytes.iter().take(room));
        if ended {
            let wanted = self.carry.len() <= most && *decoded(&self.carry) == **name;
            self.carry.clear();
            self.state = State::Value { level, wanted };
            if wanted && std::mem::replace(seen, true) {
                return Err(Stop::Twice(name.clone()));
            }
        }
        Ok(used)
    }
}

/// Kept room for values that lie in two pieces, in bytes.
const SPARE: usize = 64 * 1024;

/// Where it stands after a value below so many names.
const fn after(level: usize) -> State {
    match level {
        0 => State::Between,
        level => State::Object(level),
    }
}

impl Kept {
    const fn found(self, bytes: &[u8]) -> Found<'_> {
        match self {
            Self::Document => Found::Document(bytes),
            Self::Element => Found::Element(bytes),
            Self::Other(level) => Found::Other(level, bytes),
        }
    }
}

#[cfg(test)]
#[path = "elements_tests.rs"]
mod tests;
