//! How far a run has come: one line on a terminal, drawn over itself, or a plain line now and then.
//!
//! Only a run that shows it starts any of this: a thread that looks at counters, so that time is
//! seen to pass where a peer sends nothing. All others pay one look at an empty cell. The drawing
//! is `indicatif`'s; what the line says is `line`'s, and `screen` is the terminal.

mod line;
mod screen;

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

pub use line::{Line, Sum};

use screen::Screen;

use super::{signals, stderr};
use crate::base::clock;
use crate::base::escape::Escaped;

/// Nothing is drawn before: most runs are over by then.
pub const PATIENCE: Duration = Duration::from_secs(1);
/// The time between two looks.
pub const INTERVAL: Duration = Duration::from_millis(200);
/// The time between two plain lines.
pub const PLAIN: Duration = Duration::from_secs(10);

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A line that is drawn over itself.
    Drawn,
    /// A line each ten seconds.
    Plain,
}

/// What is shown, where anything is: of a run, or of a line of a session.
static METER: RwLock<Option<Arc<Meter>>> = RwLock::new(None);

struct Meter {
    way: Way,
    start: Instant,
    /// Bytes of content received in the whole run.
    received: Arc<AtomicU64>,
    /// Bytes of content of the request under way that have gone out.
    sent: Arc<AtomicU64>,
    done: AtomicUsize,
    all: usize,
    /// Whether several are under way at once.
    many: bool,
    body: Mutex<Option<Body>>,
    /// The line, while it stands on the terminal. The lock is held while stderr is written to.
    bar: Mutex<Option<ProgressBar>>,
    /// Nothing is drawn any more.
    over: AtomicBool,
}

/// The body under way.
#[derive(Debug, Clone)]
struct Body {
    name: String,
    total: Option<u64>,
    /// What was there before it began, of itself and of others.
    before: (u64, u64),
    sending: bool,
    since: Instant,
}

/// The counters of a run, and its end.
pub struct Running {
    /// Where bytes that are received are counted.
    pub received: Arc<AtomicU64>,
    stop: Option<(Sender<()>, JoinHandle<()>)>,
}

/// Shows from now on how far a run of so many requests has come; `many` are under way at once.
pub fn start(way: Way, all: usize, many: bool) -> Option<Running> {
    let mut shown = METER.write().unwrap_or_else(PoisonError::into_inner);
    if shown.is_some() {
        return None;
    }
    let received = Arc::<AtomicU64>::default();
    let meter = Arc::new(Meter {
        way,
        start: clock::now(),
        received: Arc::clone(&received),
        sent: Arc::default(),
        done: AtomicUsize::new(0),
        all,
        many,
        body: Mutex::default(),
        bar: Mutex::default(),
        over: AtomicBool::new(false),
    });
    *shown = Some(Arc::clone(&meter));
    drop(shown);
    let (stop, stopped) = mpsc::channel();
    let looking = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let mut plain = PLAIN;
            while stopped.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                meter.look(&mut plain);
            }
        });
    Some(Running {
        received,
        stop: Some((stop, looking.ok()?)),
    })
}

impl Drop for Running {
    /// Takes the line away for good.
    fn drop(&mut self) {
        if let Some((stop, looking)) = self.stop.take() {
            drop(stop);
            let _ = looking.join();
        }
        clear();
        *METER.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn meter() -> Option<Arc<Meter>> {
    let shown = METER.read().unwrap_or_else(PoisonError::into_inner);
    shown.clone()
}

/// A body begins to come: `name` is shown of it, `before` is what is there of it.
pub fn receiving(name: impl FnOnce() -> Vec<u8>, total: Option<u64>, before: u64) {
    if let Some(meter) = meter() {
        let so_far = meter.received.load(Ordering::Relaxed);
        meter.begin(name(), total, (before, so_far), false);
    }
}

/// A body begins to go out; where its bytes are to be counted.
pub fn sending(name: impl FnOnce() -> Vec<u8>, total: Option<u64>) -> Option<Arc<AtomicU64>> {
    let meter = meter().filter(|meter| !meter.many)?;
    meter.sent.store(0, Ordering::Relaxed);
    meter.begin(name(), total, (0, 0), true);
    Some(Arc::clone(&meter.sent))
}

/// A request is over.
pub fn done() {
    if let Some(meter) = meter() {
        meter.done.fetch_add(1, Ordering::Relaxed);
        *lock(&meter.body) = None;
    }
}

/// Takes the line away, and writes something else where it was. It comes back with the next look.
pub fn apart(write_else: impl FnOnce()) {
    let Some(meter) = meter() else {
        return write_else();
    };
    let mut bar = lock(&meter.bar);
    if let Some(bar) = bar.take() {
        bar.finish_and_clear();
    }
    write_else();
}

/// Takes the line away for good: before a signal ends the run, too, which may have come while it
/// was drawn. Whoever draws is done soon; one that is stuck in a write must not hold up the end.
pub fn clear() {
    let Some(meter) = METER.try_read().ok().and_then(|shown| shown.clone()) else {
        return;
    };
    meter.over.store(true, Ordering::Relaxed);
    for _ in 0..STUCK_LOOKS {
        let mut bar = match meter.bar.try_lock() {
            Ok(bar) => bar,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => {
                thread::park_timeout(STUCK_LOOK);
                continue;
            }
        };
        if let Some(bar) = bar.take() {
            bar.finish_and_clear();
        }
        return;
    }
}

impl Meter {
    fn begin(&self, name: Vec<u8>, total: Option<u64>, before: (u64, u64), sending: bool) {
        *lock(&self.body) = Some(Body {
            name: Escaped(&name).to_string(),
            total,
            before,
            sending,
            since: clock::now(),
        });
    }

    fn look(&self, plain: &mut Duration) {
        let took = clock::now().saturating_duration_since(self.start);
        match self.way {
            Way::Drawn if took >= PATIENCE => self.draw(took),
            Way::Plain if took >= *plain => {
                *plain = plain.saturating_add(PLAIN);
                let text = match self.line() {
                    Some(line) => line.plain(),
                    None => self.sum(took).to_string(),
                };
                stderr::say(&format!("verb: {text}\n"));
            }
            Way::Drawn | Way::Plain => {}
        }
    }

    fn draw(&self, took: Duration) {
        let text = match self.line() {
            Some(line) => line.fit(screen::columns().into()),
            None if self.many => self.sum(took).to_string(),
            None => return,
        };
        // From here on a signal has something to take away.
        let _ = signals::watch_now();
        let mut bar = lock(&self.bar);
        if !self.over.load(Ordering::Relaxed) {
            bar.get_or_insert_with(drawn).set_message(text);
        }
    }

    /// The body under way, where there is one alone.
    fn line(&self) -> Option<Line> {
        let body = lock(&self.body).clone().filter(|_| !self.many)?;
        let moved = match body.sending {
            true => self.sent.load(Ordering::Relaxed),
            false => self.received.load(Ordering::Relaxed),
        };
        let moved = moved.saturating_sub(body.before.1);
        let done = self.done.load(Ordering::Relaxed).saturating_add(1);
        Some(Line {
            name: body.name,
            place: (self.all > 1).then_some((done, self.all)),
            sending: body.sending,
            bytes: body.before.0.saturating_add(moved),
            moved,
            total: body.total,
            took: clock::now().saturating_duration_since(body.since),
        })
    }

    fn sum(&self, took: Duration) -> Sum {
        Sum {
            done: self.done.load(Ordering::Relaxed),
            all: self.all,
            bytes: self.received.load(Ordering::Relaxed),
            took,
        }
    }
}

/// A line on stderr that never wraps.
fn drawn() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(
        None,
        ProgressDrawTarget::term_like(Box::<Screen>::default()),
    );
    match ProgressStyle::with_template("{wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How often, and after what time each, a line is looked at that somebody else is drawing when the
/// run ends.
const STUCK_LOOKS: usize = 100;
const STUCK_LOOK: Duration = Duration::from_millis(2);
/// Room for the calls of whoever looks.
const STACK_BYTES: usize = 256 * 1024;
