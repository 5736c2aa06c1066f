//! Runs the built binary: a builder for the run, and assertions on what came of it.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{Arc, Once};

use signal_hook::consts::SIGINT;

use super::running::Running;

/// A run of `verb` with these words.
pub(crate) fn verb<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> Run {
    Run::new(env!("CARGO_BIN_EXE_verb"), words)
}

/// A run of a POSIX shell script that finds `verb` on its path.
pub(crate) fn shell(script: &str) -> Run {
    Run::new("/bin/sh", ["-c", script])
}

/// A program about to be run, with an empty environment but for the path.
#[must_use]
pub(crate) struct Run {
    program: OsString,
    words: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    dir: Option<PathBuf>,
    stdin: Input,
    stdout: Option<Stdio>,
    stderr: Option<Stdio>,
}

pub(super) enum Input {
    /// `/dev/null`.
    Nothing,
    /// A pipe with these bytes, then its end.
    Bytes(Vec<u8>),
    /// A pipe held by the test.
    Pipe,
    /// Whatever this is.
    Given(Stdio),
}

impl Run {
    /// Any program, for comparison.
    pub(crate) fn new<W: AsRef<OsStr>>(
        program: impl Into<OsString>,
        words: impl IntoIterator<Item = W>,
    ) -> Self {
        Self {
            program: program.into(),
            words: words.into_iter().map(|w| w.as_ref().into()).collect(),
            env: Vec::new(),
            dir: None,
            stdin: Input::Nothing,
            stdout: None,
            stderr: None,
        }
    }

    /// One more word.
    pub(crate) fn arg(mut self, word: impl Into<OsString>) -> Self {
        self.words.push(word.into());
        self
    }

    /// More words.
    pub(crate) fn args<W: Into<OsString>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.words.extend(words.into_iter().map(Into::into));
        self
    }

    /// stdin is a pipe with these bytes; without this it is `/dev/null`.
    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = Input::Bytes(bytes.into());
        self
    }

    /// stdin is a pipe that the test writes to: see [`Running::write`].
    pub(crate) fn stdin_pipe(mut self) -> Self {
        self.stdin = Input::Pipe;
        self
    }

    /// stdin is this file, at its current offset.
    pub(crate) fn stdin_file(mut self, file: File) -> Self {
        self.stdin = Input::Given(file.into());
        self
    }

    /// A variable.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// The working directory.
    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.dir = Some(dir.as_ref().to_owned());
        self
    }

    /// stdout goes there instead of to the test.
    pub(crate) fn stdout_to(mut self, out: impl Into<Stdio>) -> Self {
        self.stdout = Some(out.into());
        self
    }

    /// stderr goes there instead of to the test.
    pub(crate) fn stderr_to(mut self, out: impl Into<Stdio>) -> Self {
        self.stderr = Some(out.into());
        self
    }

    /// Runs it to its end. After 30 seconds it is killed, and the test fails.
    pub(crate) fn run(self) -> Outcome {
        self.start().finish()
    }

    /// Starts it, for tests that do something meanwhile.
    pub(crate) fn start(self) -> Running {
        let mut line = self.program.to_string_lossy().into_owned();
        for word in &self.words {
            line.push_str(&format!(" {:?}", word.to_string_lossy()));
        }
        heed_interrupts();
        let mut command = Command::new(&self.program);
        command.args(&self.words).env_clear().env("PATH", path());
        command.envs(self.env).process_group(0);
        if let Some(dir) = self.dir {
            command.current_dir(dir);
        }
        command.stdout(self.stdout.unwrap_or_else(Stdio::piped));
        command.stderr(self.stderr.unwrap_or_else(Stdio::piped));
        Running::spawn(command, self.stdin, line)
    }
}

/// Has the programs that are started be interruptible although whoever started the tests (a script
/// in the background) had interrupts ignored: what is caught here is the default action there.
fn heed_interrupts() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let ignored = ignored.and_then(|set| u64::from_str_radix(set.trim(), 16).ok());
        if ignored.is_some_and(|set| set & (1 << (SIGINT - 1)) != 0) {
            signal_hook::flag::register(SIGINT, Arc::default()).unwrap();
        }
    });
}

/// The test's own path with the built binary's directory before it.
fn path() -> OsString {
    let bin = Path::new(env!("CARGO_BIN_EXE_verb")).parent().unwrap();
    let own = std::env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(bin.to_owned()).chain(std::env::split_paths(&own));
    std::env::join_paths(dirs).unwrap()
}

/// What came of a run. Every assertion shows the whole of it when it fails.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// What was run.
    pub(crate) line: String,
    /// How it ended.
    pub(crate) status: ExitStatus,
    /// All of its stdout.
    pub(crate) stdout: Vec<u8>,
    /// All of its stderr.
    pub(crate) stderr: Vec<u8>,
}

impl Outcome {
    /// The number a shell would see in `$?`.
    pub(crate) fn exit_code(&self) -> i32 {
        let signal = self.status.signal().map(|signal| 128 + signal);
        self.status.code().or(signal).unwrap()
    }

    /// stdout as text.
    pub(crate) fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// stderr as text.
    pub(crate) fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    /// It ended with this exit status (of a signal: 128 and its number).
    #[track_caller]
    pub(crate) fn code(self, wanted: i32) -> Self {
        let code = self.exit_code();
        assert_eq!(code, wanted, "exit status\n{}", self.story());
        self
    }

    /// stdout was exactly this.
    #[track_caller]
    pub(crate) fn stdout(self, wanted: impl AsRef<[u8]>) -> Self {
        let wanted = wanted.as_ref();
        let shown = String::from_utf8_lossy(&wanted[..wanted.len().min(2000)]);
        assert!(
            self.stdout == wanted,
            "wanted on stdout: {shown:?}\n{}",
            self.story()
        );
        self
    }

    /// stdout has this somewhere.
    #[track_caller]
    pub(crate) fn stdout_has(self, wanted: &str) -> Self {
        assert!(
            self.out().contains(wanted),
            "wanted on stdout: {wanted:?}\n{}",
            self.story()
        );
        self
    }

    /// stderr was exactly this.
    #[track_caller]
    pub(crate) fn stderr(self, wanted: &str) -> Self {
        assert!(
            self.err() == wanted,
            "wanted on stderr: {wanted:?}\n{}",
            self.story()
        );
        self
    }

    /// stderr has this somewhere.
    #[track_caller]
    pub(crate) fn stderr_has(self, wanted: &str) -> Self {
        assert!(
            self.err().contains(wanted),
            "wanted on stderr: {wanted:?}\n{}",
            self.story()
        );
        self
    }

    /// stderr does not have this anywhere.
    #[track_caller]
    pub(crate) fn stderr_lacks(self, unwanted: &str) -> Self {
        assert!(
            !self.err().contains(unwanted),
            "unwanted: {unwanted:?}\n{}",
            self.story()
        );
        self
    }

    /// stderr was one line that begins with the program's name.
    #[track_caller]
    pub(crate) fn one_line(self) -> Self {
        let err = self.err();
        let one = err.starts_with("verb: ") && err.ends_with('\n') && err.lines().count() == 1;
        assert!(one, "wanted one line on stderr\n{}", self.story());
        self
    }

    /// A usage error: exit 2, one line, nothing on stdout.
    #[track_caller]
    pub(crate) fn usage(self) -> Self {
        self.code(2).stdout("").one_line()
    }

    /// Everything, for the message of a failed assertion.
    pub(crate) fn story(&self) -> String {
        let shown = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).into_owned();
            format!("{} bytes {text:?}", bytes.len())
        };
        let (out, err) = (shown(&self.stdout), shown(&self.stderr));
        format!(
            "run: {}\nended: {}\nstdout: {out}\nstderr: {err}",
            self.line, self.status
        )
    }
}
