//! A run under way: its pipes, its watchdog, what a test may do to it meanwhile.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use super::latch::PATIENCE;
use super::verb::{Input, Outcome};

/// A started program.
pub(crate) struct Running {
    line: String,
    child: Child,
    stdin: Option<ChildStdin>,
    feeding: Option<JoinHandle<()>>,
    out: Catch,
    err: Catch,
    watchdog: (Sender<()>, JoinHandle<bool>),
}

impl Running {
    pub(super) fn spawn(mut command: Command, input: Input, line: String) -> Self {
        let (stdin, bytes, held) = match input {
            Input::Nothing => (Stdio::null(), None, false),
            Input::Bytes(bytes) => (Stdio::piped(), Some(bytes), false),
            Input::Pipe => (Stdio::piped(), None, true),
            Input::Given(stdio) => (stdio, None, false),
        };
        let mut child = command.stdin(stdin).spawn().expect(&line);
        // The parent's copies of descriptors given to the child end here, or a pipe never would.
        drop(command);
        let mut pipe = child.stdin.take();
        let feeding = bytes.map(|bytes| {
            let mut pipe = pipe.take().unwrap();
            // A program that does not read its input is no failure of the test.
            thread::spawn(move || drop(pipe.write_all(&bytes)))
        });
        Self {
            out: Catch::new(child.stdout.take()),
            err: Catch::new(child.stderr.take()),
            watchdog: watch(id(&child)),
            stdin: pipe.filter(|_| held),
            feeding,
            child,
            line,
        }
    }

    /// Writes to the program's stdin at once.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let pipe = self.stdin.as_mut().expect("stdin_pipe()");
        pipe.write_all(bytes).expect("the program reads its input");
        pipe.flush().unwrap();
    }

    /// Ends the program's stdin.
    pub(crate) fn end_stdin(&mut self) {
        self.stdin = None;
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(id(&self.child), signal).unwrap();
    }

    /// Waits until stdout has come to hold this.
    #[track_caller]
    pub(crate) fn until_stdout(&self, wanted: &[u8]) {
        self.out.until(wanted);
    }

    /// Waits until stderr has come to hold this.
    #[track_caller]
    pub(crate) fn until_stderr(&self, wanted: &str) {
        self.err.until(wanted.as_bytes());
    }

    /// The most memory it has held so far, in bytes; `None` where the system does not tell.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib * 1024)
    }

    /// Waits for its end.
    #[track_caller]
    pub(crate) fn finish(mut self) -> Outcome {
        drop(self.stdin.take());
        let status = self.child.wait().expect("the program ends");
        let (stdout, stderr) = (self.out.finish(), self.err.finish());
        drop(self.watchdog.0);
        let bit = self.watchdog.1.join().unwrap();
        if let Some(feeding) = self.feeding {
            feeding.join().unwrap();
        }
        let outcome = Outcome {
            line: self.line,
            status,
            stdout,
            stderr,
        };
        assert!(!bit, "it hung and was killed\n{}", outcome.story());
        outcome
    }
}

fn id(child: &Child) -> Pid {
    Pid::from_child(child)
}

/// Kills the program and all that it started when time is up; tells whether it had to.
fn watch(group: Pid) -> (Sender<()>, JoinHandle<bool>) {
    let (done, over) = mpsc::channel();
    let thread = thread::spawn(move || {
        let bit = over.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout);
        if bit {
            let _gone = kill_process_group(group, Signal::KILL);
        }
        bit
    });
    (done, thread)
}

fn collect(mut stream: impl Read, seen: &(Mutex<Vec<u8>>, Condvar)) {
    let mut part = [0; 64 * 1024];
    while let Ok(n @ 1..) = stream.read(&mut part) {
        seen.0.lock().unwrap().extend_from_slice(&part[..n]);
        seen.1.notify_all();
    }
}

/// Collects a stream in a thread, so that a test can wait for what comes.
struct Catch {
    seen: Arc<(Mutex<Vec<u8>>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Catch {
    fn new(stream: Option<impl Read + Send + 'static>) -> Self {
        let seen = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let shared = Arc::clone(&seen);
        let thread = stream.map(|stream| thread::spawn(move || collect(stream, &shared)));
        Self { seen, thread }
    }

    #[track_caller]
    fn until(&self, wanted: &[u8]) {
        let guard = self.seen.0.lock().unwrap();
        let (guard, wait) = self
            .seen
            .1
            .wait_timeout_while(guard, PATIENCE, |seen| {
                memchr::memmem::find(seen, wanted).is_none()
            })
            .unwrap();
        let shown = String::from_utf8_lossy(&guard).into_owned();
        drop(guard);
        let wanted = String::from_utf8_lossy(wanted);
        assert!(!wait.timed_out(), "waited for {wanted:?}, came {shown:?}");
    }

    fn finish(self) -> Vec<u8> {
        if let Some(thread) = self.thread {
            thread.join().unwrap();
        }
        std::mem::take(&mut *self.seen.0.lock().unwrap())
    }
}
