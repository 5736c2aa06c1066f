//! Asking for a password on the terminal, without showing it.
//!
//! The terminal is taken out of its line mode meanwhile, with its signals: Ctrl-C is seen as a
//! key, so that no way out leaves a terminal that echoes nothing.

use rustix::io::{Errno, read};
use rustix::stdio::stdin;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use super::env::Env;
use crate::base::escape::excerpt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::secret::Secret;
use crate::output::stderr;

/// Asks for a user's password; a usage error where nobody can be asked.
pub fn password(user: &[u8], env: &Env) -> Result<Secret, Failure> {
    let Some(within) = env.session() else {
        return password_now(user, env);
    };
    // No word that names a place begins so.
    let word = [b"\0prompt:", user].concat();
    within.secret(&word, || password_now(user, env))
}

fn password_now(user: &[u8], env: &Env) -> Result<Secret, Failure> {
    if !env.is_interactive() {
        let shown = excerpt(user);
        return Err(Failure::usage(format_args!(
            "there is no password for {shown}, and no terminal to ask on"
        ))
        .hint("give -u USER:PASSWORD, -u USER:env:NAME or -u @FILE; -u USER: has an empty one"));
    }
    ask(&format!("Password for {}: ", excerpt(user)))
}

/// Asks for the password of a key in a file, in a session once; a usage error where nobody can be
/// asked.
pub fn of_key(file: &[u8], env: &Env) -> Result<Secret, Failure> {
    let Some(within) = env.session() else {
        return of_key_now(file, env);
    };
    let word = [b"\0key:", file].concat();
    within.secret(&word, || of_key_now(file, env))
}

fn of_key_now(file: &[u8], env: &Env) -> Result<Secret, Failure> {
    let shown = excerpt(file);
    if !env.is_interactive() {
        return Err(Failure::usage(format_args!(
            "the private key in {shown} is encrypted, and there is no terminal to ask for its \
             password on"
        ))
        .hint("give it with --pass env:NAME, @FILE, fd:N or cmd:'COMMAND'"));
    }
    ask(&format!("Password of the key in {shown}: "))
}

fn ask(question: &str) -> Result<Secret, Failure> {
    let before = tcgetattr(stdin()).map_err(broken)?;
    let restore = Restore(before.clone());
    let mut quiet = before;
    let lines = LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
    quiet.local_modes.remove(lines);
    tcsetattr(stdin(), OptionalActions::Flush, &quiet).map_err(broken)?;
    stderr::say(question);
    let typed = line();
    drop(restore);
    stderr::say("\n");
    typed.map(Secret::new)
}

/// Puts the terminal back.
struct Restore(Termios);

impl Drop for Restore {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _ = tcsetattr(stdin(), OptionalActions::Flush, &self.0);
    }
}

fn line() -> Result<Vec<u8>, Failure> {
    let mut typed = Vec::new();
    let mut key = [0];
    loop {
        match read(stdin(), &mut key) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(broken(error)),
            Ok(0) => return Err(given_up()),
            Ok(_) => {}
        }
        match key {
            [b'\r' | b'\n'] => return Ok(typed),
            [CTRL_C | CTRL_BACKSLASH] => {
                return Err(Failure::new(Kind::Interrupted, "no password was given"));
            }
            [CTRL_D] if typed.is_empty() => return Err(given_up()),
            [CTRL_U] => typed.clear(),
            [BACKSPACE | CTRL_H] => erase(&mut typed),
            [byte] => typed.push(byte),
        }
    }
}

/// Takes off the last character, which may be several bytes.
fn erase(typed: &mut Vec<u8>) {
    while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
}

fn given_up() -> Failure {
    Failure::usage("no password was given")
}

fn broken(error: Errno) -> Failure {
    Failure::io(Kind::Usage, "asking for a password", error.into())
}

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const CTRL_H: u8 = 8;
const CTRL_U: u8 = 21;
const CTRL_BACKSLASH: u8 = 28;
const BACKSPACE: u8 = 127;
