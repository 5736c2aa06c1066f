//! How far a run of many requests has come: one line on a terminal, drawn over itself.

use std::fmt;
use std::io::IoSlice;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::sink::write_all;

/// Nothing is drawn before: most runs are over by then.
pub const PATIENCE: Duration = Duration::from_secs(1);
/// The time between two looks.
pub const INTERVAL: Duration = Duration::from_millis(200);

/// Whether the line stands on the terminal. The lock is held while stderr is written to.
static DRAWN: Mutex<bool> = Mutex::new(false);

/// To the beginning of the line, and nothing behind it.
const ERASE: &str = "\r\x1b[K";

/// What the line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Requests that are over, one way or the other.
    pub done: usize,
    /// All requests.
    pub all: usize,
    /// Bytes of content received.
    pub bytes: u64,
    /// Since the beginning.
    pub took: Duration,
}

impl Progress {
    /// Draws the line.
    pub fn draw(&self) {
        let mut drawn = lock();
        write(&format!("{ERASE}{self}"));
        *drawn = true;
    }
}

/// Takes the line away, and writes something else where it was. It comes back with the next look.
pub fn apart(write_else: impl FnOnce()) {
    let mut drawn = lock();
    if std::mem::take(&mut *drawn) {
        write(ERASE);
    }
    write_else();
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            done,
            all,
            bytes,
            took,
        } = self;
        let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
        let rate = bytes.saturating_mul(1000).checked_div(millis);
        let (bytes, rate) = (Size(*bytes), Size(rate.unwrap_or_default()));
        write!(f, "{done} of {all} done, {bytes}, {rate}/s")
    }
}

/// A number of bytes for people.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tenths = u128::from(self.0).saturating_mul(10);
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if tenths < 10_240 {
                return self.in_unit(tenths, unit, f);
            }
            tenths /= 1024;
        }
        self.in_unit(tenths, "TiB", f)
    }
}

impl Size {
    fn in_unit(&self, tenths: u128, unit: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match unit {
            "B" => write!(f, "{} B", self.0),
            unit => write!(f, "{}.{} {unit}", tenths / 10, tenths % 10),
        }
    }
}

fn write(text: &str) {
    // A terminal that is gone is nobody's failure.
    let _ = write_all(rustix::stdio::stderr(), &[IoSlice::new(text.as_bytes())]);
}

fn lock() -> MutexGuard<'static, bool> {
    DRAWN.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_and_how_fast() {
        for (bytes, millis, told) in [
            (0, 0, "2 of 5 done, 0 B, 0 B/s"),
            (1023, 1000, "2 of 5 done, 1023 B, 1023 B/s"),
            (1024, 2000, "2 of 5 done, 1.0 KiB, 512 B/s"),
            (5 << 20, 2000, "2 of 5 done, 5.0 MiB, 2.5 MiB/s"),
            (u64::MAX, 1, "2 of 5 done, 16777216.0 TiB, 16777.2 TiB/s"),
        ] {
            let took = Duration::from_millis(millis);
            let line = Progress {
                done: 2,
                all: 5,
                bytes,
                took,
            };
            if bytes < u64::MAX {
                assert_eq!(line.to_string(), told);
            } else {
                assert!(line.to_string().starts_with("2 of 5 done, 16777215.9 TiB"));
            }
        }
    }
}
