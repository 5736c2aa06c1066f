//! A signal from one thread to another, so that no test sleeps to wait for something.

use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

/// How long anything in a test is waited for before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Closed until it is opened, then open for ever.
#[derive(Clone, Default)]
pub(crate) struct Latch(Arc<(Mutex<bool>, Condvar)>);

impl Latch {
    /// Lets everyone through.
    pub(crate) fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }

    /// Waits until it is open.
    #[track_caller]
    pub(crate) fn wait(&self) {
        let guard = self.0.0.lock().unwrap();
        let (guard, wait) = self
            .0
            .1
            .wait_timeout_while(guard, PATIENCE, |open| !*open)
            .unwrap();
        drop(guard);
        assert!(!wait.timed_out(), "nobody gave the signal");
    }
}
