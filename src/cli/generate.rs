//! The man page and the completion scripts, made from the commands and topics.
//!
//! The same bytes stand in the tree, for packagers; a test compares. `verb man` prints the page of
//! the tree, which is a sixth of the size of its generator; `verb completions` makes its script,
//! because all scripts together are twice the size of theirs.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io;

use clap_complete::Shell;

use super::args::session::FILE;
use super::command::{self, COMMANDS, Job};
use super::flag::{Heading, Shown};
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
    match word.to_str().and_then(shell) {
        Some(shell) => Ok(completions(shell)),
        None => {
            let shown = excerpt(word.as_encoded_bytes());
            Err(Failure::usage(format!("no completions for '{shown}'")).hint(known()))
        }
    }
}

fn shell(name: &str) -> Option<Shell> {
    match name {
        "bash" => Some(Shell::Bash),
        "zsh" => Some(Shell::Zsh),
        "fish" => Some(Shell::Fish),
        "powershell" | "pwsh" => Some(Shell::PowerShell),
        "elvish" => Some(Shell::Elvish),
        _ => None,
    }
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
    let page = described();
    let mut text = TITLE.to_owned();
    text.push_str(&section(|bytes| page.render_name_section(bytes)));
    text.push_str(&section(|bytes| page.render_synopsis_section(bytes)));
    text.push_str(".SH COMMANDS\n");
    for command in COMMANDS {
        let about = roff(command.about);
        // Writing to a string does not fail.
        let _ = writeln!(text, ".TP\n\\fB{}\\fR\n{about}.", command.name);
    }
    let mut options = section(|bytes| page.render_options_section(bytes));
    for heading in Heading::ALL {
        let name = heading.as_str();
        let title = format!(".SH {}\n", name.to_uppercase());
        options = options.replace(&title, &format!(".SS {name}\n"));
    }
    text.push_str(".SH OPTIONS\n");
    text.push_str(&options);
    for (topic, title) in SECTIONS {
        let _ = writeln!(text, ".SH \"{title}\"");
        for block in topics::blocks(&topics::text(topic).unwrap_or_default()) {
            section_block(&mut text, &block);
        }
    }
    text.push_str(".SH \"SEE ALSO\"\n\\fBcurl\\fR(1), RFC 9110, RFC 9112\n");
    text
}

fn described() -> clap_mangen::Man {
    let usage = COMMANDS
        .iter()
        .map(|command| format!("verb {} {}", command.name, command.usage));
    // Those of `verb session` are those of a request but for one.
    let all = command::flags(&Job::SendAny).chain([&FILE]);
    let shown = all.filter(|flag| flag.shown != Shown::Never);
    let described = clap::Command::new("verb")
        .about(env!("CARGO_PKG_DESCRIPTION"))
        .disable_help_flag(true)
        .override_usage(usage.collect::<Vec<_>>().join("\n"))
        .args(shown.map(command::full));
    clap_mangen::Man::new(described)
}

/// A section without the preamble that the generator repeats before each.
fn section(render: impl Fn(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = render(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match text.find(".SH ") {
        Some(at) => text.get(at..).unwrap_or_default().to_owned(),
        None => text,
    }
}

/// No date: a rebuild is identical. The generator's own title cannot say so. The first lines define
/// the apostrophe that the generator writes.
const TITLE: &str = concat!(
    ".ie \\n(.g .ds Aq \\(aq\n.el .ds Aq '\n",
    ".TH VERB 1 \"\" \"verb ",
    env!("CARGO_PKG_VERSION"),
    "\" \"User Commands\"\n"
);

/// Topics and their titles in the man page.
const SECTIONS: &[(&str, &str)] = &[
    ("urls", "URLS"),
    ("bodies", "BODIES"),
    ("items", "ITEMS"),
    ("json", "JSON"),
    ("multipart", "FORMS WITH PARTS"),
    ("headers", "HEADERS"),
    ("credentials", "CREDENTIALS"),
    ("cookies", "COOKIES"),
    ("stdin", "STANDARD INPUT"),
    ("redirects", "REDIRECTS"),
    ("output", "OUTPUT"),
    ("files", "FILES"),
    ("jq", "VALUES OUT OF JSON"),
    ("captures", "CAPTURES"),
    ("events", "EVENTS"),
    ("parts", "PARTS OF AN EXCHANGE"),
    ("write-out", "TEMPLATES"),
    ("metadata", "METADATA"),
    ("trace", "SEEING THE WIRE"),
    ("record", "RECORD AND REPLAY"),
    ("timeouts", "TIME LIMITS"),
    ("retries", "RETRIES"),
    ("many", "SEVERAL URLS"),
    ("session", "SESSIONS"),
    ("network", "NETWORK"),
    ("proxies", "PROXIES"),
    ("tls", "TLS"),
    ("curl", "COMING FROM CURL"),
    ("httpie", "COMING FROM HTTPIE"),
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
