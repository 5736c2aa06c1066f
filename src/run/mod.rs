//! What a plan does.

pub mod plan;
