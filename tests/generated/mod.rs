//! What is generated, and texts that scripts and people rely on: committed, and compared here with
//! what the program makes. `VERB_BLESS=1 cargo test generated` rewrites them; then look at the
//! difference.

mod files;
mod flags;
mod help;
mod mistakes;

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use verb::base::failure::Failure;
use verb::cli::env::Given;
use verb::cli::{Action, Env, parse};

/// Compares a text with a file of the tree, or writes the file when blessing.
fn compare(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if blessing() {
        fs::write(&file, text).unwrap();
        return;
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    let differs = |(was, is): (&str, &str)| was != is;
    if committed != text {
        let line = committed.lines().zip(text.lines()).position(differs);
        let at = line.unwrap_or_else(|| committed.lines().count().min(text.lines().count()));
        panic!(
            "{path} is not what is generated, from line {}:\n- {}\n+ {}\nVERB_BLESS=1 rewrites it",
            at + 1,
            committed.lines().nth(at).unwrap_or("(end)"),
            text.lines().nth(at).unwrap_or("(end)"),
        );
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test's own switch, not the program's"
)]
fn blessing() -> bool {
    std::env::var_os("VERB_BLESS").is_some_and(|value| !value.is_empty())
}

/// Parses a command line without any surroundings.
fn parsed(words: &[&str]) -> Result<Action, Failure> {
    let env = Env::given(Given::default());
    parse(words.iter().map(OsString::from), &env)
}

/// What a command line prints.
fn printed(words: &[&str]) -> String {
    match parsed(words) {
        Ok(Action::Print(text)) => text,
        other => panic!("{words:?} prints nothing: {other:?}"),
    }
}
