//! Runs the binary on a real pseudo-terminal and reads what the screen gets.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::thread;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::verb::{Outcome, Run};

/// Runs it with stdout on a terminal of 80 columns (and stderr, where `all` says so). Gives the
/// outcome and all that the screen got, the CR that the terminal adds before LF taken off.
pub(crate) fn on_terminal(run: Run, all: bool) -> (Outcome, String) {
    let screen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
    grantpt(&screen).unwrap();
    unlockpt(&screen).unwrap();
    let size = Winsize {
        ws_row: 24,
        ws_col: 80,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&screen, size).unwrap();
    let name = ptsname(&screen, Vec::new()).unwrap();
    let line = OpenOptions::new()
        .read(true)
        .write(true)
        .open(name.to_str().unwrap())
        .unwrap();
    let run = match all {
        true => run.stderr_to(line.try_clone().unwrap()),
        false => run,
    };
    let reader = thread::spawn(move || read_all(screen.into()));
    let outcome = run.stdout_to(line).run();
    let text = String::from_utf8_lossy(&reader.join().unwrap()).replace("\r\n", "\n");
    (outcome, text)
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
