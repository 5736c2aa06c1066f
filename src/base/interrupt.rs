//! Whether the user has asked that what is going on be given up, where that does not end the
//! program: Ctrl-C while a session waits for a peer.
//!
//! Armed by a session, set by `output::signals`, asked by every wait through
//! [`Deadline::left`](super::deadline::Deadline::left). A run that is no session never arms it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::clock;

static ARMED: AtomicBool = AtomicBool::new(false);
/// How often it was asked since somebody took it.
static ASKED: AtomicUsize = AtomicUsize::new(0);
/// When it was asked first of those.
static FIRST: Mutex<Option<Instant>> = Mutex::new(None);

/// The longest that a wait lasts without looking, while armed.
pub const LOOK: Duration = Duration::from_millis(50);

/// From now on an interruption gives up what is going on, and does not end the program.
pub fn arm() {
    ARMED.store(true, Ordering::SeqCst);
}

/// An interruption ends the program again.
pub fn disarm() {
    ARMED.store(false, Ordering::SeqCst);
    ASKED.store(0, Ordering::SeqCst);
}

/// Whether interruptions are taken here.
pub fn is_armed() -> bool {
    ARMED.load(Ordering::Relaxed)
}

/// Takes an interruption; false where it is for the program as a whole. So is one that follows
/// others which nobody took: what is going on waits for something that cannot be given up, such as
/// a pipe that nobody reads.
pub fn ask() -> bool {
    if !is_armed() {
        return false;
    }
    let now = clock::now();
    let before = ASKED.fetch_add(1, Ordering::SeqCst);
    let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    let since = match (before, *first) {
        (1.., Some(first)) => now.saturating_duration_since(first),
        (0, _) | (_, None) => {
            *first = Some(now);
            Duration::ZERO
        }
    };
    before < UNTAKEN || since < UNTAKEN_SPAN
}

/// How many interruptions that nobody takes do not end the program, and for how long none does: a
/// key that is held down gives many before anybody can look.
const UNTAKEN: usize = 2;
const UNTAKEN_SPAN: Duration = Duration::from_millis(500);

/// Whether what is going on is to be given up.
pub fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed) > 0
}

/// The same, forgotten with the question: what was going on is over.
pub fn take() -> bool {
    ASKED.swap(0, Ordering::SeqCst) > 0
}
