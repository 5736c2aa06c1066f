//! Representation data: what is sent and received, apart from connections and framing.

pub mod brotli;
pub mod coding;
pub mod decoded;
pub mod deflate;
pub mod gzip;
pub mod source;
pub mod undo;
pub mod zstd;
