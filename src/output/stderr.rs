//! Standard error: each message in one write, so that lines of several processes do not mix.

use std::io::IoSlice;

use super::sink::write_all;
use super::{order, progress};

/// Writes to stderr. That it is closed or full is nobody's failure: the work goes on.
pub fn say(text: &str) {
    say_bytes(text.as_bytes());
}

/// The same for text that is not known to be UTF-8.
pub fn say_bytes(text: &[u8]) {
    if order::say(text).is_none() {
        say_now(text);
    }
}

/// The same past the order of jobs that run side by side: the program ends.
pub fn say_now(text: &[u8]) {
    progress::apart(|| drop(write_all(rustix::stdio::stderr(), &[IoSlice::new(text)])));
}
