//! A server that somebody else wrote, run for a test: a free port, a directory of its own, its end
//! when the test is over.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running server; it ends when dropped.
pub(crate) struct Daemon {
    child: Child,
    port: u16,
    dir: TempDir,
}

/// A server about to be started.
pub(crate) struct Place {
    /// Where its files are.
    pub(crate) dir: TempDir,
    /// Where it is to listen, on 127.0.0.1.
    pub(crate) port: u16,
}

/// Whether a program is there; says what is left out where it is not.
pub(crate) fn is_installed(program: &str, asked: &str) -> bool {
    let run = Command::new(program)
        .arg(asked)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if run.is_err() {
        println!("left out: {program} is not installed");
    }
    run.is_ok()
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            dir: super::temporary(),
            port: free_port(),
        }
    }

    /// Starts a program that will listen here.
    pub(crate) fn run(self, program: &str, words: &[&str]) -> Daemon {
        self.run_until(program, words, |_| true)
    }

    /// The same for one that listens before it is `ready`, as its directory shows.
    pub(crate) fn run_until(
        self,
        program: &str,
        words: &[&str],
        ready: impl Fn(&Path) -> bool,
    ) -> Daemon {
        let mut command = Command::new(program);
        command.args(words).stdin(Stdio::null());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut started = Daemon {
            child: child.expect(program),
            port: self.port,
            dir: self.dir,
        };
        started.until(program, ready);
        started
    }
}

impl Daemon {
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.place())
    }

    /// `127.0.0.1:PORT`
    pub(crate) fn place(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Such servers give no sign when they listen, so the port is tried.
    fn until(&mut self, program: &str, ready: impl Fn(&Path) -> bool) {
        let by = Instant::now() + Duration::from_secs(20);
        let place = ("127.0.0.1", self.port);
        while !ready(self.dir.path()) || TcpStream::connect(place).is_err() {
            let ended = self.child.try_wait().unwrap();
            let late = Instant::now() >= by;
            assert!(
                !late && ended.is_none(),
                "{program} does not listen: {ended:?}"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
