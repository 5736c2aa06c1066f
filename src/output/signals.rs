//! Temporary files removed when a signal ends the run, and a last word said where one was asked
//! for.
//!
//! Nothing is installed before the first temporary file or word: until then the default action, death at
//! once, is right. From then on a thread waits for the signals that ask to end; it removes the
//! files and lets the default action happen, so that the shell sees the signal (130, 143). One
//! lock is held over each change of a file and its entry here, and until death.

use std::fs;
use std::io::{self, IoSlice, Read};
use std::mem;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::low_level::{emulate_default_handler, pipe};

use super::sink::write_all;
use crate::base::interrupt;

/// The signals that ask a program to end.
const ENDING: [i32; 3] = [SIGINT, SIGTERM, SIGHUP];

static FILES: Mutex<Files> = Mutex::new(Files {
    watched: false,
    paths: Vec::new(),
    words: Vec::new(),
    terminal: None,
});

struct Files {
    watched: bool,
    paths: Vec<PathBuf>,
    /// What is said on stdout at the end, by signal.
    words: Vec<(i32, String)>,
    /// The modes of the terminal that stdin is, as they were, and what else puts it back.
    terminal: Option<(Termios, &'static str)>,
}

/// Has a signal that ends the run put the terminal back as it is now; `undo` is written to it then.
pub fn restore_at_end(undo: &'static str) -> io::Result<()> {
    watch_now()?;
    let modes = tcgetattr(rustix::stdio::stdin()).ok();
    lock().terminal = modes.map(|modes| (modes, undo));
    Ok(())
}

/// Runs `make`, which creates a temporary file, and remembers the path it gives.
pub fn create<T>(make: impl FnOnce() -> io::Result<(T, PathBuf)>) -> io::Result<T> {
    let mut files = lock();
    if !files.watched {
        watch()?;
        files.watched = true;
    }
    let (made, path) = make()?;
    files.paths.push(path);
    Ok(made)
}

/// Has a signal that ends the run say something on stdout first: what `words` gives for the exit
/// status that a shell will see.
pub fn say_at_end(words: impl Fn(i32) -> String) -> io::Result<()> {
    watch_now()?;
    let said = |signal: i32| (signal, words(signal.saturating_add(128)));
    lock().words = ENDING.map(said).into();
    Ok(())
}

/// Has a signal that ends the run say nothing any more.
pub fn say_nothing() {
    lock().words.clear();
}

/// Has a signal that ends the run tidy up from now on.
pub fn watch_now() -> io::Result<()> {
    let mut files = lock();
    if !files.watched {
        watch()?;
        files.watched = true;
    }
    Ok(())
}

/// Runs `settle`, which renames or removes the temporary file at `path`, and forgets it.
pub fn settle<T>(path: &Path, settle: impl FnOnce() -> T) -> T {
    let mut files = lock();
    let settled = settle();
    files.paths.retain(|known| known != path);
    settled
}

/// Removes all temporary files, and lets none be made or renamed from now on: the process ends while
/// others may still be at work.
pub fn sweep() {
    let files = lock();
    for path in &files.paths {
        let _ = fs::remove_file(path);
    }
    mem::forget(files);
}

fn lock() -> MutexGuard<'static, Files> {
    FILES.lock().unwrap_or_else(PoisonError::into_inner)
}

fn watch() -> io::Result<()> {
    let (reader, writer) = UnixStream::pair()?;
    let caught = Arc::new(AtomicUsize::new(0));
    for signal in ENDING {
        // Whoever started us with a signal ignored (nohup, a background job) wants it so.
        if is_ignored(signal) {
            continue;
        }
        let number = usize::try_from(signal).unwrap_or_default();
        signal_hook::flag::register_usize(signal, Arc::clone(&caught), number)?;
        pipe::register(signal, writer.try_clone()?)?;
    }
    thread::Builder::new()
        .name("signals".to_owned())
        .stack_size(64 * 1024)
        .spawn(move || end(reader, &caught))?;
    Ok(())
}

/// Waits for a signal, cleans up and dies of it. An interruption that gives up what is going on
/// does not end the program.
fn end(mut signals: UnixStream, caught: &AtomicUsize) {
    loop {
        if signals.read_exact(&mut [0]).is_err() {
            return;
        }
        let interrupted = usize::try_from(SIGINT).ok() == Some(caught.load(Ordering::SeqCst));
        if !(interrupted && interrupt::ask()) {
            break;
        }
    }
    let files = lock();
    if let Some((modes, undo)) = &files.terminal {
        // Whatever stdout is, stdin is that terminal.
        let _ = rustix::io::write(rustix::stdio::stdin(), undo.as_bytes());
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, modes);
    }
    for path in &files.paths {
        let _ = fs::remove_file(path);
    }
    super::progress::clear();
    let signal = i32::try_from(caught.load(Ordering::SeqCst)).unwrap_or(SIGTERM);
    if let Some((_, words)) = files.words.iter().find(|(said, _)| *said == signal) {
        let _ = write_all(rustix::stdio::stdout(), &[IoSlice::new(words.as_bytes())]);
    }
    // Does not return for these signals: it aborts if it must.
    let _ = emulate_default_handler(signal);
}

/// Whether a signal is ignored by this process, as Linux tells it; no where it does not.
pub(super) fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let set = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let set = set.and_then(|set| u64::from_str_radix(set.trim(), 16).ok());
    let place = u32::try_from(signal).ok().and_then(|n| n.checked_sub(1));
    let rest = set.zip(place).and_then(|(set, n)| set.checked_shr(n));
    rest.is_some_and(|rest| rest & 1 == 1)
}
