//! `verb`: a command-line HTTP client for scripts.
//!
//! Words become a plan (`cli`), a plan becomes requests (`http`), requests become bytes (`http1`)
//! on a connection (`transport`), driven by `client`; what comes back is taken apart by `http1`,
//! decoded by `content` and delivered by `output`. `run` carries a plan out, `app` turns its end
//! into an exit status. Data flows one way: `tests/tidy.rs` holds the order of the layers.
//!
//! This library exists for the tests, fuzz targets and benchmarks. It is not a public API.

pub mod app;
pub mod base;
pub mod cli;
pub mod client;
pub mod content;
pub mod http;
pub mod http1;
pub mod output;
pub mod query;
pub mod run;
pub mod session;
pub mod transport;
