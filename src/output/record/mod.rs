//! What is kept of a run while it goes on: facts for metadata, write-out, captures and timing. An
//! observer like any other; a run that asks for none of these has none.

pub mod facts;
pub mod leg;
pub mod meta;
pub mod report;
pub mod variables;
pub mod waterfall;
pub mod write_out;

pub use facts::Facts;
pub use leg::Leg;
