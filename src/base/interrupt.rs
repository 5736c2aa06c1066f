//! Whether the user has asked that what is going on be given up, where that does not end the
//! program: Ctrl-C while a session waits for a peer.
//!
//! Armed by a session, set by `output::signals`, asked by every wait through
//! [`Deadline::left`](super::deadline::Deadline::left). A run that is no session never arms it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

static ARMED: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicBool = AtomicBool::new(false);

/// The longest that a wait lasts without looking, while armed.
pub const LOOK: Duration = Duration::from_millis(50);

/// From now on an interruption gives up what is going on, and does not end the program.
pub fn arm() {
    ARMED.store(true, Ordering::SeqCst);
}

/// An interruption ends the program again.
pub fn disarm() {
    ARMED.store(false, Ordering::SeqCst);
    ASKED.store(false, Ordering::SeqCst);
}

/// Whether interruptions are taken here.
pub fn is_armed() -> bool {
    ARMED.load(Ordering::Relaxed)
}

/// Takes an interruption; false where it is for the program as a whole.
pub fn ask() -> bool {
    let armed = is_armed();
    ASKED.store(armed, Ordering::SeqCst);
    armed
}

/// Whether what is going on is to be given up.
pub fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// The same, forgotten with the question: what was going on is over.
pub fn take() -> bool {
    ASKED.swap(false, Ordering::SeqCst)
}
