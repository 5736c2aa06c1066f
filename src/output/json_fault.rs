//! Why a body that says it is JSON was passed on as it came, and from where.

use std::fmt;

use crate::base::limits;
use crate::content::json::Why;

/// The first thing in a body that the formatter could not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The offset of the offending byte in the body; the length of the body at its end.
    pub at: u64,
    /// What it was.
    pub kind: FaultKind,
}

/// What kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It is no JSON.
    Broken(Why),
    /// It may be, but nests deeper than is followed.
    TooDeep,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            FaultKind::Broken(Why::End) => {
                f.write_str("the body is not valid JSON: it ends too early")
            }
            FaultKind::Broken(why) => write!(
                f,
                "the body is not valid JSON: {why} (byte {}); from there it is as it came",
                self.at
            ),
            FaultKind::TooDeep => write!(
                f,
                "the body nests deeper than {} levels (byte {}); from there it is as it came",
                limits::JSON_DEPTH,
                self.at
            ),
        }
    }
}
