//! What everything stands on: time, limits, failures, events, text that is safe to show.
//!
//! Nothing here knows HTTP. Every other layer may use this one; it uses `std` and, for
//! randomness, `ring`.

pub mod clock;
pub mod deadline;
pub mod escape;
pub mod event;
pub mod exit;
pub mod failure;
pub mod interrupt;
pub mod limits;
pub mod random;
pub mod secret;
