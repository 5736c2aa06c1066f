//! Who says in words what a response means, before its body is delivered: a session on a terminal.

use crate::http::head::ResponseHead;

/// Somebody who tells of responses.
pub trait Herald {
    /// Takes the head of a response: of one that was `followed` to another, or of the one whose
    /// body comes next.
    fn answered(&mut self, head: &ResponseHead, followed: bool);
}
