//! A compiled filter.

use std::fmt;

use super::compile;
use super::mistake::Mistake;
use super::natives::World;
use super::variables::Variables;

/// A filter that can be run, on any number of responses.
pub struct Filter {
    pub(super) code: jaq_core::Filter<World>,
    /// The names to the array that is gone through first, where the filter begins so.
    pub(super) path: Option<Vec<String>>,
    /// The only member of an element that is looked at, where it is known to be one.
    pub(super) member: Option<String>,
    /// Whether it asks for further documents by itself.
    pub(super) reads_inputs: bool,
    /// Whether it looks at the fields of the response.
    pub(super) reads_headers: bool,
    /// Whether it looks at anything of the response beside its content.
    pub(super) reads_facts: bool,
    pub(super) variables: Variables,
}

impl Filter {
    /// Compiles a filter that may use `variables` and, besides, `$status` and `$headers`.
    pub fn compile(text: &str, variables: &Variables) -> Result<Self, Mistake> {
        compile::filter(text, variables)
    }

    /// Whether elements are given to it as they arrive, so that memory does not grow with the
    /// content.
    pub fn streams(&self) -> bool {
        self.path.is_some()
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Filter");
        shown.field("path", &self.path).finish_non_exhaustive()
    }
}
