//! Representation data: what is sent and received, apart from connections and framing.

pub mod brotli;
pub mod coding;
pub mod deflate;
pub mod gzip;
pub mod multipart;
mod pack;
pub mod part;
mod part_type;
pub mod source;
pub mod undo;
pub mod zstd;
