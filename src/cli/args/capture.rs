//! Flags about values of a response that a script wants to have by name.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Outcome, long, help).rare()
}

/// `--capture`
pub const CAPTURE: Flag = switch("capture", "Take a value of the response for the script")
    .value("NAME=WHAT")
    .more(
        "WHAT is .FILTER or jq:FILTER (jq on the JSON body), status, header:X, cookie:X, time or \
         ttfb (milliseconds), url (the last one), body. May be repeated; one request gives all. \
         --shell prints the values as assignments, --capture-file appends them to a file, when \
         everything has passed, and else neither does. Of several URLs the last one's response is \
         taken. Of a 2xx response a value that is null or missing is a failure (exit status 1); \
         of one that --ok or --no-fail lets through it is the empty text. See verb help captures.",
    );
/// `--shell`
pub const SHELL: Flag = switch(
    "shell",
    "Print what --capture took as assignments, not the body",
)
.takes_equals()
.inverse("no-shell")
.more(
    "--shell is that of sh (dash, bash, zsh); --shell=fish and --shell=powershell there are, too. \
     Write eval \"$(verb ... --shell)\": when the command fails, what is printed removes the \
     variables and makes eval end with the exit status. -o FILE still saves the body.",
);
/// `--capture-file`
pub const FILE: Flag = switch("capture-file", "Append what --capture took to a file")
    .file("FILE")
    .more(
        "As NAME=VALUE lines, values of several lines between delimiters that cannot be in them: \
         the form of $GITHUB_OUTPUT and $GITHUB_ENV.",
    );

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&CAPTURE, &SHELL, &FILE];
