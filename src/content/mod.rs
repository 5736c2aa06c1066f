//! Representation data: what is sent and received, apart from connections and framing.

pub mod coding;
pub mod source;
