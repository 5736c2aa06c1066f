//! The man page and the completion scripts, made from the commands and topics.
//!
//! What `verb man` and `verb completions` print are the files in the tree, which packagers install
//! and a test compares with what is made here. So the generators are not part of the program.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap_complete::Shell;

use super::args;
use super::command::{self, COMMANDS};
use super::topics::{self, Block};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// The man page, as `verb man` prints it.
pub const MAN_PAGE: &str = include_str!("../../man/verb.1");

/// The shells that have a completion script.
pub const SHELLS: &[&str] = &["bash", "zsh", "fish", "powershell", "elvish"];

/// The script that `verb completions` with these words prints.
pub fn completions_for(words: &[OsString]) -> Result<String, Failure> {
    let known = || format!("the shells are {}", SHELLS.join(", "));
    let [word] = words else {
        return Err(Failure::usage("verb completions takes one shell").hint(known()));
    };
    let script = match word.to_str() {
        Some("bash") => include_str!("../../completions/verb.bash"),
        Some("zsh") => include_str!("../../completions/_verb"),
        Some("fish") => include_str!("../../completions/verb.fish"),
        Some("powershell") => include_str!("../../completions/_verb.ps1"),
        Some("elvish") => include_str!("../../completions/verb.elv"),
        _ => {
            let shown = excerpt(word.as_encoded_bytes());
            return Err(Failure::usage(format!("no completions for '{shown}'")).hint(known()));
        }
    };
    Ok(script.to_owned())
}

/// Makes every file: its path in the tree, and its text.
pub fn files() -> Vec<(&'static str, String)> {
    vec![
        ("man/verb.1", man_page()),
        ("completions/verb.bash", completions(Shell::Bash)),
        ("completions/_verb", completions(Shell::Zsh)),
        ("completions/verb.fish", completions(Shell::Fish)),
        ("completions/_verb.ps1", completions(Shell::PowerShell)),
        ("completions/verb.elv", completions(Shell::Elvish)),
    ]
}

fn completions(shell: Shell) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut command::complete(), "verb", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One page for all: the methods share their flags, so that pages for each would be nine times
/// the same.
fn man_page() -> String {
    let usage = COMMANDS
        .iter()
        .map(|command| format!("verb {} {}", command.name, command.usage));
    let page = clap_mangen::Man::new(
        clap::Command::new("verb")
            .about(env!("CARGO_PKG_DESCRIPTION"))
            .disable_help_flag(true)
            .override_usage(usage.collect::<Vec<_>>().join("\n"))
            .arg(command::full(&args::request::METHOD))
            .args(
                args::all()
                    .flat_map(|flag| [Some(command::full(flag)), command::inverse(flag)])
                    .flatten(),
            ),
    )
    .date("")
    .source(concat!("verb ", env!("CARGO_PKG_VERSION")))
    .manual("User Commands");
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = page.render_title(&mut bytes);
    let _ = page.render_name_section(&mut bytes);
    let _ = page.render_synopsis_section(&mut bytes);
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    text.push_str(".SH COMMANDS\n");
    for command in COMMANDS {
        let _ = writeln!(
            text,
            ".TP\n\\fB{}\\fR\n{}.",
            command.name,
            roff(command.about)
        );
    }
    let mut bytes = Vec::new();
    let _ = page.render_options_section(&mut bytes);
    text.push_str(&String::from_utf8_lossy(&bytes));
    for (topic, title) in SECTIONS {
        let _ = writeln!(text, ".SH \"{title}\"");
        let Some(page) = topics::text(topic) else {
            continue;
        };
        for block in topics::blocks(&page) {
            section_block(&mut text, &block);
        }
    }
    text.push_str(".SH \"SEE ALSO\"\n\\fBcurl\\fR(1), RFC 9110, RFC 9112\n");
    text
}

/// Topics and their titles in the man page.
const SECTIONS: &[(&str, &str)] = &[
    ("urls", "URLS"),
    ("bodies", "BODIES"),
    ("headers", "HEADERS"),
    ("stdin", "STANDARD INPUT"),
    ("output", "OUTPUT"),
    ("timeouts", "TIME LIMITS"),
    ("network", "NETWORK"),
    ("tls", "TLS"),
    ("exit-codes", "EXIT STATUS"),
    ("environment", "ENVIRONMENT"),
    ("examples", "EXAMPLES"),
];

fn section_block(text: &mut String, block: &Block) {
    match block {
        Block::Words(words) => {
            text.push_str(".PP\n");
            for line in words.lines() {
                let _ = writeln!(text, "{}", roff(line));
            }
        }
        Block::Lines(lines) => {
            text.push_str(".PP\n.nf\n.RS 4\n");
            for line in lines {
                let _ = writeln!(text, "{}", roff(line));
            }
            text.push_str(".RE\n.fi\n");
        }
    }
}

/// Text as roff: nothing in it is a command or an escape, and hyphens can be copied.
fn roff(line: &str) -> String {
    let line = line.replace('\\', "\\\\").replace('-', "\\-");
    let line = line.replace('\'', "\\(aq");
    if line.starts_with('.') {
        format!("\\&{line}")
    } else {
        line
    }
}
