//! Runs the binary on a real pseudo-terminal and reads what the screen gets.

use std::fs::File;
use std::io::{Read, Write};
use std::thread;

use rustix::process::Signal;
use rustix::termios::{LocalModes, tcgetattr};

use super::terminal::Terminal;
use super::verb::{Outcome, Run};

/// Runs it with stdout on a terminal of 80 columns (and stderr, where `all` says so). Gives the
/// outcome and all that the screen got, the CR that the terminal adds before LF taken off.
pub(crate) fn on_terminal(run: Run, all: bool) -> (Outcome, String) {
    let terminal = Terminal::wide(80);
    let line = terminal.line();
    let run = match all {
        true => run.stderr_to(line.try_clone().unwrap()),
        false => run,
    };
    let reader = thread::spawn(move || read_all(terminal.screen));
    let outcome = run.stdout_to(line).run();
    let text = String::from_utf8_lossy(&reader.join().unwrap()).replace("\r\n", "\n");
    (outcome, text)
}

/// Runs it with stderr on a terminal of so many columns, and interrupts it once the screen has come
/// to hold this. Gives the outcome and all that the screen got.
pub(crate) fn interrupted(run: Run, columns: u16, wanted: &'static str) -> (Outcome, String) {
    let terminal = Terminal::wide(columns);
    let line = terminal.line();
    let run = run.stderr_to(line).start();
    let (mut screen, mut seen, mut part) = (terminal.screen, Vec::new(), [0; 4096]);
    let mut waiting = true;
    while let Ok(n @ 1..) = screen.read(&mut part) {
        seen.extend_from_slice(&part[..n]);
        if waiting && String::from_utf8_lossy(&seen).contains(wanted) {
            run.signal(Signal::INT);
            waiting = false;
        }
    }
    let text = String::from_utf8_lossy(&seen).replace("\r\n", "\n");
    (run.finish(), text)
}

/// Runs it with stdin and stderr on a terminal where somebody types `keys` once `prompt` is shown.
/// Gives the outcome, all that the screen got, and whether the terminal shows keys afterwards.
pub(crate) fn asked(run: Run, prompt: &'static str, keys: &'static str) -> (Outcome, String, bool) {
    let terminal = Terminal::wide(80);
    let (line, kept) = (terminal.line(), terminal.line());
    let run = run.stdin_file(line.try_clone().unwrap()).stderr_to(line);
    let typist = thread::spawn(move || {
        let (mut screen, mut seen, mut typed) = (terminal.screen, Vec::new(), false);
        let mut part = [0; 4096];
        while let Ok(n @ 1..) = screen.read(&mut part) {
            seen.extend_from_slice(&part[..n]);
            if !typed && String::from_utf8_lossy(&seen).contains(prompt) {
                screen.write_all(keys.as_bytes()).unwrap();
                typed = true;
            }
        }
        seen
    });
    let outcome = run.run();
    let shows = tcgetattr(&kept)
        .unwrap()
        .local_modes
        .contains(LocalModes::ECHO);
    drop(kept);
    let text = String::from_utf8_lossy(&typist.join().unwrap()).replace("\r\n", "\n");
    (outcome, text, shows)
}

/// Reads until the last holder of the line has closed it, which Linux reports as an I/O error.
fn read_all(mut screen: File) -> Vec<u8> {
    let mut all = Vec::new();
    let mut part = [0; 4096];
    while let Ok(n @ 1..) = screen.read(&mut part) {
        all.extend_from_slice(&part[..n]);
    }
    all
}
