//! Where the JSON formatter stands between two bytes.

use super::json_fault::FaultKind;
use crate::content::json_number::Number;
use crate::content::json_string::Text;

/// What brackets hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Array,
    Object,
}

/// What a string is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Key,
    Value,
}

/// Where in the grammar the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// This many bytes of a byte-order mark have come, and nothing else.
    Mark(usize),
    /// Before a top-level value.
    Top,
    /// Right behind a top-level number or word, which white space has to part from another.
    Seam,
    /// Before an element of an array.
    Element { first: bool },
    /// Before a member of an object.
    Member { first: bool },
    /// Between a key and its value.
    Colon,
    /// Before the value of a member.
    Value,
    /// After a value inside a container.
    After,
    /// Inside a string.
    Text { role: Role, place: Text },
    /// Inside a number.
    Number(Number),
    /// Inside `true`, `false` or `null`; what is still to come.
    Word(&'static [u8]),
    /// Past something that is no JSON.
    Raw,
}

/// What is left of a piece after a token, or why there is none.
pub(super) type Taken<'a> = Result<&'a [u8], Refused<'a>>;

/// What stood where it cannot.
pub(super) struct Refused<'a> {
    pub(super) kind: FaultKind,
    /// From the offending byte on.
    pub(super) rest: &'a [u8],
}
