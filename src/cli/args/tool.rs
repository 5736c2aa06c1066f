//! Flags about the program itself, and those that are taken without doing anything.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Tool, long, help)
}

/// `--dry-run`
pub const DRY_RUN: Flag = switch("dry-run", "Print the bytes of the request, contact nobody")
    .aliases(&["offline"])
    .inverse("no-dry-run");
/// `--as`
pub const AS: Flag = switch("as", "Print, not send: as curl, verb or raw bytes")
    .choice("FORM", &["curl", "verb", "raw"])
    .more(
        "curl: a line for a POSIX shell that has curl send the same bytes. verb: the shortest line \
         of this program that does. raw: the bytes, as --dry-run. Nobody is contacted. Credentials \
         are masked in both lines; what a line cannot say is told on stderr.",
    );
/// `-h` and `--help`, which print different texts: see `command::SHORT_HELP`.
pub const HELP: Flag = switch("help", "One screen of help; --help prints all of it").short('h');
/// `-V`
pub const VERSION: Flag = switch("version", "Print the version").short('V');

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &DRY_RUN,
    &AS,
    &HELP,
    &VERSION,
    &Flag::ignored("globoff").short('g'),
    &Flag::ignored("http1.1"),
    &Flag::ignored("basic"),
    // One flag of several names: every flag costs some start-up.
    &Flag::ignored("no-buffer")
        .short('N')
        .aliases(&["compressed-ssh", "stream", "ignore-stdin"]),
];
