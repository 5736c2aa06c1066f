//! What goes where: body to stdout or a file, heads, transcript and failures. Nothing below prints.
//!
//! [`printer::Printer`] ties the room together; each other file is one thing it uses. Where bytes
//! go is a [`sink::Sink`]; what they look like on a terminal is `terminal`, `json`, `xml`,
//! `charset`, `visible`.

pub mod as_curl;
pub mod as_verb;
pub mod assign;
pub mod charset;
mod charset_label;
pub mod colour;
pub mod config;
pub mod conversation;
pub mod digest;
pub mod ended;
pub mod failure;
pub mod file;
pub mod filtered;
mod fresh;
pub mod har;
pub mod har_file;
pub mod head;
pub mod herald;
pub mod json;
pub mod json_fault;
mod json_scalar;
mod json_state;
pub mod lent;
pub mod log_file;
pub mod look;
pub mod mask;
pub mod mask_bytes;
pub mod media_type;
pub mod name;
pub mod order;
pub mod partial;
pub mod parts;
mod pen;
pub mod printer;
pub mod progress;
pub mod record;
pub mod record_file;
pub mod record_read;
mod replacement;
pub mod shell;
pub mod shown;
pub mod signals;
pub mod sink;
pub mod stderr;
pub mod teller;
pub mod terminal;
pub mod trace;
pub mod transcript;
pub mod transcript_bodies;
pub mod visible;
mod whole;
pub mod xml;
