//! Sets of status codes, as ranges: what users list as fine or as worth another attempt.

use super::status::StatusCode;

/// A set of status codes, as ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusSet(pub Vec<(u16, u16)>);

impl Default for StatusSet {
    fn default() -> Self {
        Self(vec![(200, 299)])
    }
}

impl StatusSet {
    /// Every status.
    pub fn all() -> Self {
        Self(vec![(100, 999)])
    }

    /// Whether a status is in the set.
    pub fn contains(&self, status: StatusCode) -> bool {
        self.0
            .iter()
            .any(|&(low, high)| (low..=high).contains(&status.code()))
    }
}
