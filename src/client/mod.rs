//! One request to one response over a connection. Knows no flags and no terminals.

pub mod config;
