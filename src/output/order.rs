//! Standard output and standard error of jobs that run side by side, in the order of the jobs.
//!
//! One job at a time has its turn: it writes straight through. What a later one writes is held, a
//! little of it in memory and the rest in a file without a name, and goes out when its turn has
//! come. A thread that works on a job takes a [`Lane`]; from then on
//! [`Stdout`](super::sink::Stdout) and [`stderr`](super::stderr) of that thread lead there, so that
//! nothing a job prints can miss it. A run of one job knows nothing of this but one flag.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind, IoSlice, Read, Seek, Write};
use std::mem;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::progress;
use super::sink::write_all;
use crate::base::limits;

thread_local! {
    /// Whether this thread writes into a lane: asked first, since it costs nothing.
    static IN_LANE: Cell<bool> = const { Cell::new(false) };
    static LANE: RefCell<Option<Lane>> = const { RefCell::new(None) };
}

/// Hands out jobs by number and keeps their output in order.
pub struct Order {
    jobs: usize,
    state: Mutex<State>,
    /// The job that writes straight through; the same as in the state, for a look without a lock.
    turn: AtomicUsize,
    /// Nothing more is written or begun.
    ended: AtomicBool,
    /// Somebody whose output is held may be waited for no longer.
    freed: Condvar,
}

#[derive(Default)]
struct State {
    /// The next job to be begun.
    next: usize,
    turn: usize,
    /// What jobs that are done have left behind.
    done: BTreeMap<usize, Held>,
    /// How many of those hold content.
    full: usize,
}

/// One job's output that waits.
#[derive(Default)]
struct Held {
    err: Vec<u8>,
    out: Vec<u8>,
    /// What came after `out` was full.
    rest: Option<File>,
}

/// The outlet of a thread that works on a job.
struct Lane {
    order: Arc<Order>,
    job: usize,
    held: Held,
}

/// A job whose held output could not be written, and why.
pub type Unwritten = (usize, io::Error);

impl Order {
    /// An order of so many jobs, of which the first has its turn.
    pub fn new(jobs: usize) -> Arc<Self> {
        Arc::new(Self {
            jobs,
            state: Mutex::default(),
            turn: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
            freed: Condvar::new(),
        })
    }

    /// The next job, once what is held leaves room for its output; `None` when all are begun or
    /// the run is over. What this thread prints belongs to the job until [`finish`].
    pub fn begin(self: &Arc<Self>) -> Option<usize> {
        let mut state = self.lock();
        loop {
            if self.ended.load(Ordering::Acquire) || state.next >= self.jobs {
                return None;
            }
            if state.full < limits::HELD_OUTPUTS {
                break;
            }
            let waited = self.freed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        let job = state.next;
        state.next = state.next.saturating_add(1);
        drop(state);
        let lane = Lane {
            order: Arc::clone(self),
            job,
            held: Held::default(),
        };
        LANE.with(|place| *place.borrow_mut() = Some(lane));
        IN_LANE.set(true);
        Some(job)
    }

    /// Ends the run: nothing more is begun, what is still written meets a closed pipe.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Release);
        let _state = self.lock();
        self.freed.notify_all();
    }

    fn has_turn(&self, job: usize) -> bool {
        self.turn.load(Ordering::Acquire) == job
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes the turn on, writing what those have left that are done.
    fn pass(&self, job: usize, mut held: Held) -> Vec<Unwritten> {
        let mut unwritten = Vec::new();
        let mut state = self.lock();
        if state.turn != job {
            state.full = state.full.saturating_add(usize::from(held.has_content()));
            state.done.insert(job, held);
            return unwritten;
        }
        loop {
            drop(state);
            if let Err(error) = self.emit(&mut held) {
                unwritten.push((self.turn.load(Ordering::Acquire), error));
            }
            state = self.lock();
            state.turn = state.turn.saturating_add(1);
            self.turn.store(state.turn, Ordering::Release);
            let turn = state.turn;
            let Some(next) = state.done.remove(&turn) else {
                return unwritten;
            };
            state.full = state.full.saturating_sub(usize::from(next.has_content()));
            self.freed.notify_all();
            held = next;
        }
    }

    fn emit(&self, held: &mut Held) -> io::Result<()> {
        if self.ended.load(Ordering::Acquire) {
            return Err(ErrorKind::BrokenPipe.into());
        }
        held.tell();
        held.empty()
    }
}

impl Held {
    fn has_content(&self) -> bool {
        !self.out.is_empty() || self.rest.is_some()
    }

    fn push(&mut self, runs: &[IoSlice<'_>]) -> io::Result<()> {
        for run in runs {
            let room = limits::HELD_BYTES.saturating_sub(self.out.len());
            match &mut self.rest {
                None if run.len() <= room => self.out.extend_from_slice(run),
                None => self.rest.insert(tempfile::tempfile()?).write_all(run)?,
                Some(file) => file.write_all(run)?,
            }
        }
        Ok(())
    }

    /// Writes the messages.
    fn tell(&mut self) {
        if !self.err.is_empty() {
            let text = mem::take(&mut self.err);
            let runs = [IoSlice::new(&text)];
            // That it is closed or full is nobody's failure.
            progress::apart(|| drop(write_all(rustix::stdio::stderr(), &runs)));
        }
    }

    /// Writes the content.
    fn empty(&mut self) -> io::Result<()> {
        let out = mem::take(&mut self.out);
        if !out.is_empty() {
            write_all(rustix::stdio::stdout(), &[IoSlice::new(&out)])?;
        }
        let Some(mut file) = self.rest.take() else {
            return Ok(());
        };
        file.rewind()?;
        let mut piece = vec![0; limits::HELD_BYTES];
        loop {
            let read = file.read(&mut piece)?;
            let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else {
                return Ok(());
            };
            write_all(rustix::stdio::stdout(), &[IoSlice::new(bytes)])?;
        }
    }
}

/// Ends this thread's job: what it printed goes out, now or when its turn comes. What could not be
/// written, of this job or of others that waited for it.
pub fn finish() -> Vec<Unwritten> {
    IN_LANE.set(false);
    match LANE.with(RefCell::take) {
        Some(lane) => lane.order.pass(lane.job, lane.held),
        None => Vec::new(),
    }
}

/// Ends this thread's job and the run: its messages are the last words.
pub fn finish_all() {
    IN_LANE.set(false);
    if let Some(mut lane) = LANE.with(RefCell::take) {
        lane.order.end();
        lane.held.tell();
    }
}

/// Content for stdout; `None` where this thread works on nothing beside others.
pub(super) fn write(runs: &[IoSlice<'_>]) -> Option<io::Result<()>> {
    with_lane(|lane| {
        if lane.order.ended.load(Ordering::Acquire) {
            return Err(ErrorKind::BrokenPipe.into());
        }
        if !lane.order.has_turn(lane.job) {
            return lane.held.push(runs);
        }
        lane.held.tell();
        lane.held.empty()?;
        write_all(rustix::stdio::stdout(), runs)
    })
}

/// Whether stdout may be written to without [`write()`].
pub(super) fn is_direct() -> bool {
    let direct =
        |lane: &mut Lane| lane.order.has_turn(lane.job) && !lane.held.has_content() && lane.quiet();
    with_lane(direct).unwrap_or(true)
}

/// A message for stderr; `None` where this thread works on nothing beside others.
pub(super) fn say(text: &[u8]) -> Option<()> {
    with_lane(|lane| {
        lane.held.err.extend_from_slice(text);
        if lane.order.has_turn(lane.job) {
            lane.held.tell();
        }
    })
}

impl Lane {
    fn quiet(&self) -> bool {
        self.held.err.is_empty() && !self.order.ended.load(Ordering::Acquire)
    }
}

fn with_lane<T>(act: impl FnOnce(&mut Lane) -> T) -> Option<T> {
    if !IN_LANE.get() {
        return None;
    }
    LANE.with(|place| place.borrow_mut().as_mut().map(act))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(text: &[u8]) -> Held {
        let mut held = Held::default();
        held.push(&[IoSlice::new(text)]).unwrap();
        held
    }

    #[test]
    fn a_little_is_held_in_memory_and_the_rest_in_a_file() {
        let most = limits::HELD_BYTES;
        let exact = held(&vec![1; most]);
        assert_eq!((exact.out.len(), exact.rest.is_some()), (most, false));
        let mut more = held(&vec![1; most]);
        more.push(&[IoSlice::new(b"a"), IoSlice::new(b"b")])
            .unwrap();
        assert_eq!(more.out.len(), most);
        let mut rest = more.rest.unwrap();
        rest.rewind().unwrap();
        let mut text = String::new();
        rest.read_to_string(&mut text).unwrap();
        assert_eq!(text, "ab");
    }

    #[test]
    fn nothing_small_overtakes_what_is_in_the_file() {
        let mut held = held(&vec![1; limits::HELD_BYTES + 1]);
        assert!(held.out.is_empty() && held.rest.is_some());
        held.push(&[IoSlice::new(b"x")]).unwrap();
        assert!(held.out.is_empty());
    }

    #[test]
    fn only_so_many_outputs_are_held() {
        let order = Order::new(limits::HELD_OUTPUTS + 3);
        for job in 1..=limits::HELD_OUTPUTS {
            assert!(order.pass(job, held(b"x")).is_empty());
        }
        assert_eq!(order.lock().full, limits::HELD_OUTPUTS);
        // Whoever wants a job now waits until somebody ends that.
        let waiting = {
            let order = Arc::clone(&order);
            std::thread::spawn(move || order.begin())
        };
        order.end();
        assert_eq!(waiting.join().unwrap(), None);
    }
}
