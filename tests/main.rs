//! The one integration binary: everything that is tested through the built program.
//!
//! A module per capability drives the real binary against peers on loopback; `protocol` plays the
//! corpus; `tidy` holds the house rules that a compiler does not. Unit tests stay beside the code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on fails, and says so"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests are peers: they open sockets, read time and the environment"
)]

mod support;

mod addresses;
#[path = "as.rs"]
mod as_line;
mod auth;
mod black_hole;
mod capture;
mod charset;
mod coding;
mod connect;
mod continue_at;
mod cookies;
mod curl;
mod digest;
mod docs;
mod download;
mod events;
mod events_again;
mod exit_status;
mod expect;
mod fifo;
mod files;
mod forms;
mod framing;
mod gateway;
mod generated;
mod get;
mod har;
mod headers;
mod items;
mod json;
mod masked;
mod memory;
mod meta;
mod mistakes;
mod multipart;
mod names;
mod netrc;
mod output;
mod parallel;
mod parts;
mod post;
mod pretty;
mod progress;
mod protocol;
mod proxy;
mod python;
mod query;
mod redirect;
mod repeat;
mod replay;
mod resume;
mod resume_anew;
mod retry;
mod retry_limits;
mod reuse;
mod secrets;
mod servers;
mod session;
mod session_batch;
mod session_commands;
mod session_connection;
mod session_end;
mod session_flags;
mod session_kept;
mod session_keys;
mod session_last;
mod session_lines;
mod session_memory;
mod session_replies;
mod session_servers;
mod session_terminal;
mod session_transcript;
mod session_walk;
mod shape;
mod socks;
mod speed;
mod terminal;
mod tidy;
mod timeout;
mod timing;
mod tls;
mod together;
mod topics;
mod trace;
mod transcript;
mod upload;
mod url;
mod write_out;
