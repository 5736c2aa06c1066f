//! A person at a real pseudo-terminal: keys typed, the screen read, the terminal's modes before and
//! after. The program leads a session of its own there, as it does under a shell.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Termios, tcgetattr};

use super::terminal::Terminal;

/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody who has started the program.
pub(crate) struct Person {
    screen: File,
    child: Child,
    before: Termios,
    seen: Vec<u8>,
    /// How much of it was waited for.
    read: usize,
}

impl Person {
    /// Starts `verb session URL` with these variables, `HOME` this directory.
    pub(crate) fn sits(url: &str, home: &Path, more: &[&str]) -> Self {
        Self::with(&[&["session", url], more].concat(), home, &[], None)
    }

    /// The same with other words and variables, stdout perhaps a file.
    pub(crate) fn with(
        words: &[&str],
        home: &Path,
        variables: &[(&str, &str)],
        stdout: Option<File>,
    ) -> Self {
        let terminal = Terminal::wide(100);
        let open = || terminal.line();
        let before = tcgetattr(&terminal.screen).unwrap();
        // A session of its own, whose terminal this is.
        let mut command = Command::new("setsid");
        command
            .arg("--ctty")
            // Whoever started the tests in the background has it ignored by all of them.
            .args(["env", "--default-signal=INT"])
            .arg(env!("CARGO_BIN_EXE_verb"))
            .args(words);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
            .env("HOME", home)
            .env("TERM", "xterm")
            .current_dir(home);
        command.envs(variables.iter().copied());
        let out = stdout.map_or_else(|| Stdio::from(open()), Stdio::from);
        command.stdin(open()).stdout(out).stderr(open());
        let child = command.spawn().expect("setsid, of util-linux");
        drop(command);
        Self {
            screen: terminal.screen,
            child,
            before,
            seen: Vec::new(),
            read: 0,
        }
    }

    /// Types.
    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        self.screen
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        self
    }

    /// Waits until the screen has come to show this, behind what was waited for before.
    #[track_caller]
    pub(crate) fn sees(&mut self, wanted: &str) -> &mut Self {
        loop {
            if let Some(at) = memchr::memmem::find(&self.seen[self.read..], wanted.as_bytes()) {
                self.read += at + wanted.len();
                return self;
            }
            let more = self.more();
            let shown = String::from_utf8_lossy(&self.seen[self.read..]).into_owned();
            if !more {
                self.child.kill().unwrap();
            }
            assert!(more, "waited for {wanted:?}, then came {shown:?}");
        }
    }

    /// Sends a signal again and again until the program is gone; how often.
    #[track_caller]
    pub(crate) fn signals_to_the_end(&mut self, signal: Signal) -> usize {
        let (since, mut count) = (Instant::now(), 0);
        let pause = Timespec::try_from(Duration::from_millis(20)).unwrap();
        while self.child.try_wait().unwrap().is_none() {
            assert!(since.elapsed() < PATIENCE, "still there after {count}");
            self.signals(signal);
            count += 1;
            poll(&mut [], Some(&pause)).unwrap();
        }
        count
    }

    /// Everything that the screen got so far.
    pub(crate) fn screen(&self) -> String {
        String::from_utf8_lossy(&self.seen).replace("\r\n", "\n")
    }

    /// Sends a signal to the program.
    pub(crate) fn signals(&mut self, signal: Signal) -> &mut Self {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        self
    }

    /// Closes the terminal, and waits for the end.
    pub(crate) fn closes(mut self) -> i32 {
        drop(self.screen);
        code(self.child.wait().unwrap())
    }

    /// Waits for the end; gives the exit status and all that the screen got. The terminal must be
    /// as it was.
    #[track_caller]
    pub(crate) fn leaves(mut self) -> (i32, String) {
        while self.more() {}
        let over = self.child.try_wait().unwrap();
        if over.is_none() {
            // It has closed its terminal; a moment later it is gone, or the test hangs and says so.
            let status = self.child.wait().unwrap();
            return self.over(code(status));
        }
        self.over(over.map_or(0, code))
    }

    #[track_caller]
    fn over(&self, code: i32) -> (i32, String) {
        let after = tcgetattr(&self.screen).unwrap();
        assert_eq!(modes(&after), modes(&self.before), "stty -g");
        let screen = self.screen();
        // One that a signal ends may put it back twice.
        let on = screen.rfind("\u{1b}[?2004h");
        assert!(on <= screen.rfind("\u{1b}[?2004l"), "{screen:?}");
        (code, screen)
    }

    /// Waits for something to be shown; false at the end, or when nothing comes.
    fn more(&mut self) -> bool {
        let patience = Timespec::try_from(PATIENCE).unwrap();
        let mut fds = [PollFd::new(&self.screen, PollFlags::IN)];
        if poll(&mut fds, Some(&patience)).unwrap() == 0 {
            self.child.kill().unwrap();
            return false;
        }
        let mut part = [0; 4096];
        // Linux reports an I/O error once nobody holds the line any more.
        let count = self.screen.read(&mut part).unwrap_or(0);
        self.seen.extend_from_slice(&part[..count]);
        count > 0
    }
}

/// What `stty -g` would print.
fn modes(modes: &Termios) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        modes.input_modes,
        modes.output_modes,
        modes.control_modes,
        modes.local_modes,
        modes.special_codes
    )
}

fn code(status: std::process::ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    let signal = status.signal().map(|signal| 128 + signal);
    status.code().or(signal).unwrap()
}
