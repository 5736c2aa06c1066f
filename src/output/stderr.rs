//! Standard error: each message in one write, so that lines of several processes do not mix.

use std::io::IoSlice;

use super::sink::write_all;

/// Writes to stderr. That it is closed or full is nobody's failure: the work goes on.
pub fn say(text: &str) {
    let _ = write_all(rustix::stdio::stderr(), &[IoSlice::new(text.as_bytes())]);
}
