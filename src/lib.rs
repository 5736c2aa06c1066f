//!
//! into an exit status. Data flows one way; a module uses only those listed above it.
//!
//! This library exists for the tests, fuzz targets and benchmarks. It is not a public API.

pub mod base;
pub mod content;
pub mod http;
pub mod http1;
pub mod output;
pub mod transport;
