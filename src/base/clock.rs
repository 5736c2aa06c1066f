//! The only reader of time. Arithmetic on time is done elsewhere, on the values made here.

use std::time::{Instant, SystemTime};

/// The monotonic now, for durations and limits.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one reader of monotonic time"
)]
pub fn now() -> Instant {
    Instant::now()
}

/// The calendar's now, for certificates and dates; never for durations.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one reader of calendar time"
)]
pub fn today() -> SystemTime {
    SystemTime::now()
}
