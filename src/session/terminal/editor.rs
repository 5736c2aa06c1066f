//! Lines typed on a terminal: edited, recalled, completed.
//!
//! rustyline edits and searches; here is what its keys mean to a session. Ctrl-C drops what was
//! typed; at an empty prompt it says how to leave, and leaves when it comes once more. Ctrl-D leaves
//! at an empty prompt; where more of a line or a body is wanted it drops that, so that nothing half
//! typed is sent. Several lines pasted at once are taken one by one.

use std::collections::VecDeque;

use rustyline::error::ReadlineError;
use rustyline::history::{History as _, MemHistory};
use rustyline::{Behavior, ColorMode, CompletionType, Config, Editor};

use super::helper::Helper;
use super::history::History;
use super::plain::{Got, Plain};
use super::prompt;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::env::{Env, Output, Variable};
use crate::http::uri::Uri;
use crate::output::stderr;
use crate::session::input::{Line, Lines, Wanted};
use crate::session::words;

/// A person at a terminal.
pub struct Typist {
    keys: Keys,
    base: Uri,
    colour: bool,
    history: History,
    /// A line that continues, as far as it was typed.
    begun: Vec<u8>,
    pasted: VecDeque<String>,
    /// Whether the last thing was Ctrl-C at an empty prompt.
    leaving: bool,
}

enum Keys {
    Edited(Box<Editor<Helper, MemHistory>>),
    Plain(Plain),
}

/// What the keys made.
enum Made {
    Line(Option<Line>),
    /// Ctrl-C; whether nothing was typed.
    Interrupted(bool),
}

impl Typist {
    /// At the terminal that stdin is.
    ///
    /// # Errors
    ///
    /// Where it cannot be used.
    pub fn new(env: &Env, base: Uri, colour: bool) -> Result<Self, Failure> {
        let mut history = History::of(env);
        let keys = match editor(env, colour)? {
            Some(mut editor) => {
                for line in history.load() {
                    // It cannot fail in memory.
                    let _ = editor.history_mut().add_owned(line);
                }
                Keys::Edited(Box::new(editor))
            }
            None => Keys::Plain(Plain::stdin()?),
        };
        Ok(Self {
            keys,
            base,
            colour,
            history,
            begun: Vec::new(),
            pasted: VecDeque::new(),
            leaving: false,
        })
    }

    /// Says where one is.
    pub fn at(&mut self, base: &Uri) {
        self.base = base.clone();
    }

    /// Has a path be completed from now on.
    pub fn learn(&mut self, path: &str) {
        if let Keys::Edited(editor) = &mut self.keys
            && let Some(helper) = editor.helper_mut()
        {
            helper.known.learn(path);
        }
    }

    /// Forgets what was pasted and not yet taken: the user has stopped what came before it.
    pub fn drop_pasted(&mut self) {
        self.pasted.clear();
    }

    fn ask(&mut self, wanted: Wanted) -> Result<Made, Failure> {
        let prompt = prompt::of(&self.base, wanted, self.colour);
        if let Some(line) = self.pasted.pop_front() {
            return Ok(Made::Line(Some(line_of(line))));
        }
        match &mut self.keys {
            Keys::Plain(plain) => Ok(match plain.ask(&prompt.plain, wanted)? {
                Got::Line(line) => Made::Line(line),
                Got::Interrupted => Made::Interrupted(true),
            }),
            Keys::Edited(editor) => {
                if let Some(helper) = editor.helper() {
                    helper.begin(wanted == Wanted::Command);
                }
                let typed = editor.readline(&(prompt.plain, prompt.styled));
                let empty = editor.helper().is_some_and(Helper::is_empty);
                let made = match typed {
                    Ok(text) => {
                        let mut lines = text.split('\n').map(str::to_owned);
                        let first = lines.next().unwrap_or_default();
                        self.pasted.extend(lines);
                        Made::Line(Some(line_of(first)))
                    }
                    Err(ReadlineError::Interrupted | ReadlineError::Signal(_)) => {
                        Made::Interrupted(empty)
                    }
                    // A terminal that is gone ends a session as Ctrl-D does.
                    Err(_) => Made::Line(None),
                };
                Ok(made)
            }
        }
    }

    /// Remembers a line once all of it is there.
    fn remember(&mut self, text: &[u8]) {
        self.begun.extend_from_slice(text);
        if words::continues(&self.begun) {
            self.begun.pop();
            return;
        }
        let line = std::mem::take(&mut self.begun);
        let line = line.trim_ascii();
        self.history.keep(line);
        if let (Keys::Edited(editor), Ok(line)) = (&mut self.keys, std::str::from_utf8(line)) {
            let _ = editor.add_history_entry(line);
        }
    }

    fn interrupted(&mut self, wanted: Wanted, empty: bool) -> Option<Line> {
        self.begun.clear();
        self.pasted.clear();
        let idle = empty && wanted == Wanted::Command;
        if idle && std::mem::replace(&mut self.leaving, true) {
            return None;
        }
        if idle {
            stderr::say("Ctrl-C again, or Ctrl-D, leaves\n");
        }
        self.leaving = idle;
        Some(Line::Dropped)
    }
}

impl Lines for Typist {
    fn line(&mut self, wanted: Wanted) -> Result<Option<Line>, Failure> {
        if wanted == Wanted::Command {
            self.begun.clear();
        }
        let line = match self.ask(wanted)? {
            Made::Interrupted(empty) => return Ok(self.interrupted(wanted, empty)),
            Made::Line(line) => line,
        };
        self.leaving = false;
        match (&line, wanted) {
            (None, Wanted::More | Wanted::Body) => {
                self.begun.clear();
                return Ok(Some(Line::Dropped));
            }
            (Some(Line::Text(text)), Wanted::Command | Wanted::More) => {
                let text = text.clone();
                self.remember(&text);
            }
            (None | Some(_), _) => {}
        }
        Ok(line)
    }
}

fn line_of(text: String) -> Line {
    let large = text.len() > limits::SESSION_LINE_BYTES;
    let text = text.into_bytes();
    if large {
        Line::TooLong(text)
    } else {
        Line::Text(text)
    }
}

/// An editor, where the terminal can be edited on. What it shows never goes to a stdout that is no
/// terminal: that is for bodies.
fn editor(env: &Env, colour: bool) -> Result<Option<Editor<Helper, MemHistory>>, Failure> {
    let term = env.variable(Variable::Term);
    // Those that rustyline cannot write to.
    let poor = ["dumb", "cons25", "emacs"]
        .iter()
        .any(|poor| term.as_deref() == Some(poor.as_ref()));
    let screen = env.is_terminal(Output::Stdout);
    if poor || (!screen && std::fs::File::open("/dev/tty").is_err()) {
        return Ok(None);
    }
    let behavior = if screen {
        Behavior::Stdio
    } else {
        Behavior::PreferTerm
    };
    let colours = if colour {
        ColorMode::Enabled
    } else {
        ColorMode::Disabled
    };
    let config = Config::builder()
        .max_history_size(limits::HISTORY_ENTRIES)
        .map_err(broken)?
        .completion_type(CompletionType::List)
        .behavior(behavior)
        .color_mode(colours)
        .build();
    let history = MemHistory::with_config(&config);
    let mut editor = Editor::with_history(config, history).map_err(broken)?;
    editor.set_helper(Some(Helper::default()));
    Ok(Some(editor))
}

fn broken(error: ReadlineError) -> Failure {
    Failure::caused(Kind::ReadSource, error).context("using the terminal")
}
