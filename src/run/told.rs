//! What a failure of a job says beside its story: which request it was, and whether the server may
//! have done what was asked.

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::client::retry::Trouble;

use super::plan::{Asked, Job};

/// A failure of a request says which one it was, where several may stand in one log. What was
/// wrong before anybody was contacted is told by its own words.
pub(super) fn named(failure: Failure, asked: &Asked<'_>) -> Failure {
    if matches!(failure.kind, Kind::Usage | Kind::Write) {
        return failure;
    }
    failure.of(asked)
}

impl Job {
    /// A failure after which nobody knows whether the server has done what was asked says so.
    pub(super) fn uncertain(&self, mut failure: Failure, sent: bool) -> Failure {
        let safe = self.request.method.is_safe();
        if !sent || safe || Trouble::of(&failure).is_none() {
            return failure;
        }
        let hint = failure.hint.take();
        let failure = failure.hint("the request was sent and may have been processed");
        match hint {
            Some(hint) => failure.also(hint),
            None => failure,
        }
    }
}
