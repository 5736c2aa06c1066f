//! What goes where: body to stdout or a file, heads, transcript and failures. Nothing below prints.

pub mod config;
