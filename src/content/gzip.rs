//! The `gzip` content coding (RFC 1952): members, one after the other, each with its check sum.
//!
//! zlib-rs reads a member, header check, CRC and length included; here is what comes between two.

use std::cell::Cell;
use std::rc::Rc;

use flate2::Decompress;

use super::coding::Coding;
use super::deflate::inflate;
use super::undo::{Decoder, Step};

/// The first two bytes of every member.
const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The largest window of the format, as the exponent zlib wants.
const WINDOW_BITS: u8 = 15;

/// Undoes `gzip`.
pub struct Gzip {
    inflate: Decompress,
    at: At,
    padded: Rc<Cell<bool>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// In a member.
    Member,
    /// After a complete member.
    End,
    /// After a complete member and a byte that may begin another, taken already.
    Magic,
    /// After a complete member and bytes that begin no other. They are ignored as Chrome does:
    /// the content is complete and its check sums are right. curl and Go make it an error.
    Padding,
}

impl Gzip {
    /// A decoder that sets `padded` when it ignores bytes after the last member.
    pub fn new(padded: Rc<Cell<bool>>) -> Self {
        Self {
            inflate: Decompress::new_gzip(WINDOW_BITS),
            at: At::Member,
            padded,
        }
    }

    fn member(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        let (step, ended) = inflate(&mut self.inflate, Coding::Gzip, input, output);
        if ended {
            self.at = At::End;
            // `true` keeps the gzip wrapping it was made with.
            self.inflate.reset(true);
        }
        step
    }

    fn ignore(&mut self, input: &[u8]) -> Step {
        self.at = At::Padding;
        self.padded.set(true);
        Step {
            took: input.len(),
            ..Step::default()
        }
    }
}

impl Decoder for Gzip {
    const CODING: Coding = Coding::Gzip;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Step {
        let [one, two] = MAGIC;
        match (self.at, input) {
            (At::Member, _) => self.member(input, output),
            (At::End | At::Magic | At::Padding, []) => Step::default(),
            (At::End, [first]) if *first == one => {
                self.at = At::Magic;
                Step {
                    took: 1,
                    ..Step::default()
                }
            }
            (At::End, [first, second, ..]) if [*first, *second] == MAGIC => {
                self.at = At::Member;
                self.member(input, output)
            }
            (At::Magic, [second, ..]) if *second == two => {
                self.at = At::Member;
                let begun = self.member(&[one], output);
                match begun.fault {
                    None => self.member(input, output),
                    Some(_) => begun,
                }
            }
            (At::End | At::Magic | At::Padding, _) => self.ignore(input),
        }
    }

    fn is_complete(&self) -> bool {
        match self.at {
            At::Member => false,
            At::Magic => {
                self.padded.set(true);
                true
            }
            At::End | At::Padding => true,
        }
    }
}
