//! The codec of RFC 9112: a function of state and bytes. No sockets, clocks or files.
//!
//! ```text
//! request:   RequestHead ─ encode ─▶ bytes        content ─ chunk_encode ─▶ bytes
//!
//! response:  bytes ─▶ Exchange::receive ─▶ More | Interim(head) | Final(head, body) | Violation
//!                     bytes ─▶ BodyDecoder::step ─▶ Step { framing, content, done } | Violation
//!                     close ─▶ Exchange::closed / BodyDecoder::finish ─▶ complete | Incomplete
//! ```
//!
//! The caller owns the buffer and the connection. Every call takes a slice and answers with
//! counts: so many bytes were framing, the next so many are content. The result does not depend on
//! how the input is cut into slices. What the peer's close means is decided here too, never by a
//! reader's end of file.

pub mod body;
pub mod chunk_decode;
pub mod chunk_encode;
pub mod encode;
pub mod exchange;
pub mod field_section;
pub mod framing;
pub mod head;
pub mod incomplete;
pub mod line;
pub mod persistence;
pub mod status_line;
pub mod step;
pub mod violation;
