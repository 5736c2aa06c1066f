//! The vocabulary of RFC 9110: methods, status codes, fields, URIs. Words, not bytes on the wire,
//! and no I/O; `http1` turns them into messages.

pub mod basic;
pub mod challenge;
pub mod content;
pub mod disposition;
pub mod fields;
pub mod head;
pub mod list;
pub mod method;
pub mod origin;
pub mod redact;
pub mod request;
pub mod shape;
pub mod status;
pub mod status_set;
pub mod token;
pub mod uri;
pub mod userinfo;
