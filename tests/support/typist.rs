//! A session at a terminal: stdin is a pseudo-terminal where lines are typed, stdout and stderr
//! are pipes, so that what is said can be told from what the terminal echoes.

use std::fs::File;
use std::io::{Read, Write};
use std::thread::{self, JoinHandle};

use super::running::Running;
use super::terminal::Terminal;
use super::verb::{Outcome, Run};

/// A session under way, and the keys.
pub(crate) struct Typist {
    running: Running,
    keys: File,
    echo: JoinHandle<()>,
}

/// Runs a session with all of its streams on a terminal where these keys are typed; gives what the
/// screen got.
pub(crate) fn screen(run: Run, keys: &str) -> String {
    let terminal = Terminal::wide(80);
    let line = terminal.line();
    let mut screen = terminal.screen;
    screen.write_all(keys.as_bytes()).unwrap();
    let run = run
        .env("TERM", "dumb")
        .stdin_file(line.try_clone().unwrap());
    let run = run.stderr_to(line.try_clone().unwrap()).stdout_to(line);
    let reader = thread::spawn(move || {
        let (mut seen, mut part) = (Vec::new(), [0; 4096]);
        while let Ok(n @ 1..) = screen.read(&mut part) {
            seen.extend_from_slice(&part[..n]);
        }
        seen
    });
    run.run();
    String::from_utf8_lossy(&reader.join().unwrap()).replace("\r\n", "\n")
}

impl Typist {
    /// Starts a session.
    pub(crate) fn begin(run: Run) -> Self {
        let terminal = Terminal::wide(80);
        let line = terminal.line();
        let keys = terminal.screen;
        let mut shown = keys.try_clone().unwrap();
        let echo = thread::spawn(move || {
            // Nobody looks at it, but a full screen would stop the typing.
            let mut part = [0; 4096];
            while let Ok(1..) = shown.read(&mut part) {}
        });
        Self {
            // Else keys would be read from a terminal of whoever runs the tests.
            running: run.env("TERM", "dumb").stdin_file(line).start(),
            keys,
            echo,
        }
    }

    /// Types a line, then waits until stderr has come to hold this.
    #[track_caller]
    pub(crate) fn says(mut self, line: &str, wanted: &str) -> Self {
        self.type_line(line);
        self.running.until_stderr(wanted);
        self
    }

    /// Types a line, then waits until stdout has come to hold this.
    #[track_caller]
    pub(crate) fn shows(mut self, line: &str, wanted: &str) -> Self {
        self.type_line(line);
        self.running.until_stdout(wanted.as_bytes());
        self
    }

    /// Leaves, and gives all that was said.
    #[track_caller]
    pub(crate) fn leave(mut self) -> Outcome {
        self.type_line("exit");
        let outcome = self.running.finish();
        drop(self.keys);
        self.echo.join().unwrap();
        outcome
    }

    fn type_line(&mut self, line: &str) {
        self.keys.write_all(line.as_bytes()).unwrap();
        self.keys.write_all(b"\n").unwrap();
    }
}
