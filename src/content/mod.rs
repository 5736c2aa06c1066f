//! Representation data: what is sent and received, apart from connections and framing.

pub mod brotli;
pub mod coding;
pub mod decoded;
pub mod deflate;
pub mod events;
pub mod form;
pub mod gzip;
pub mod items;
pub mod items_path;
pub mod items_tree;
pub mod json;
pub mod json_compact;
pub mod json_lines;
pub mod json_members;
pub mod json_number;
pub mod json_string;
pub mod json_utf8;
pub mod memory;
pub mod multipart;
mod open;
mod pack;
pub mod part;
mod part_type;
pub mod source;
pub mod spool;
pub mod undo;
pub mod zstd;
