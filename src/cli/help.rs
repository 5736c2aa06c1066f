//! Help made of the flags: one screen for `-h`, everything for `--help`, the overview.

use super::args::tool;
use super::command::{COMMANDS, Command, Job, flags};
use super::flag::{Flag, Heading, Shown};
use super::topics;

/// The widest line that is printed.
pub const WIDTH: usize = 80;
/// Where the texts of a list begin.
const COLUMN: usize = 30;

/// `verb 0.1.0`
pub fn version() -> String {
    concat!("verb ", env!("CARGO_PKG_VERSION"), "\n").to_owned()
}

/// `verb -h`: the commands and where to read on, on one screen.
pub fn overview() -> String {
    let mut text = beginning();
    row(
        &mut text,
        "  verb help TOPIC",
        "a page on one of these:",
        22,
    );
    text.push_str(&wrap(&topics::NAMES.join(", "), 6));
    text
}

/// `verb help`: the same, with what each topic is about.
pub fn contents() -> String {
    let mut text = beginning();
    row(&mut text, "  verb help TOPIC", "a page on one topic", 22);
    text.push_str("\nTopics:\n");
    for (name, about) in topics::contents() {
        row(&mut text, &format!("  {name}"), about, 15);
    }
    text
}

fn beginning() -> String {
    let mut text = wrap(concat!("verb: ", env!("CARGO_PKG_DESCRIPTION")), 0);
    text.push_str("\nUsage: verb COMMAND [FLAGS] URL [WORD]...\n\nCommands:\n");
    for command in COMMANDS {
        row(&mut text, &format!("  {}", command.name), command.about, 15);
    }
    text.push_str("\nExamples:\n");
    for (line, what) in topics::EXAMPLES.iter().take(5) {
        text.push_str(&format!("  {line}\n      {what}\n"));
    }
    text.push_str("\nRead on:\n");
    row(
        &mut text,
        "  verb get -h",
        "one screen of flags; --help explains each",
        22,
    );
    text
}

/// `-h`: one screen.
pub fn short(command: &Command) -> String {
    let mut text = head(command);
    for heading in Heading::ALL {
        let shown = listed(command).filter(|flag| flag.shown == Shown::Always);
        let mut rows = shown.filter(|flag| flag.heading == heading).peekable();
        if rows.peek().is_some() {
            text.push_str(&format!("{}:\n", heading.as_str()));
        }
        for flag in rows {
            row(&mut text, &spec(flag), flag.help, COLUMN);
        }
    }
    text.push_str(&format!(
        "More: verb {} --help, verb help TOPIC ({}, ...)\n",
        command.name,
        topics::NAMES.get(..3).unwrap_or_default().join(", ")
    ));
    text
}

/// `--help`: everything.
pub fn long(command: &Command) -> String {
    let mut text = head(command);
    for heading in Heading::ALL {
        let shown = listed(command).filter(|flag| flag.shown != Shown::Never);
        let mut rows = shown.filter(|flag| flag.heading == heading).peekable();
        if rows.peek().is_some() {
            text.push_str(&format!("\n{}:\n", heading.as_str()));
        }
        for flag in rows {
            text.push_str(&one(flag));
        }
    }
    text.push_str(&format!(
        "\nTopics (verb help TOPIC):\n{}",
        wrap(&topics::NAMES.join(", "), 2)
    ));
    text
}

/// What `--help` has of a flag.
pub fn one(flag: &Flag) -> String {
    format!("{}\n{}", spec(flag), wrap(&explained(flag), 10))
}

/// A flag's help as sentences, for the long help.
pub fn explained(flag: &Flag) -> String {
    let mut text = format!("{}.", flag.help);
    if !flag.more.is_empty() {
        text.push(' ');
        text.push_str(flag.more);
    }
    if let Some(inverse) = flag.inverse {
        text.push_str(&format!(" --{inverse} undoes it."));
    }
    text
}

/// Breaks a text into lines, each behind `indent` spaces.
pub fn wrap(text: &str, indent: usize) -> String {
    let mut wrapped = String::new();
    let mut line = " ".repeat(indent);
    for word in text.split_ascii_whitespace() {
        let width = line.chars().count();
        if width > indent && width.saturating_add(word.chars().count()) >= WIDTH {
            wrapped.push_str(line.trim_end());
            wrapped.push('\n');
            line = " ".repeat(indent);
        }
        line.push_str(word);
        line.push(' ');
    }
    wrapped.push_str(line.trim_end());
    wrapped.push('\n');
    wrapped
}

fn head(command: &Command) -> String {
    let mut text = format!("{}\n", command.about);
    text.push_str(format!("Usage: verb {} {}", command.name, command.usage).trim_end());
    text.push('\n');
    if matches!(command.job, Job::Send(_) | Job::SendAny) {
        text.push_str(
            "WORD is an item (a=text n:=1 q==x H:v f@FILE), a body (JSON, @FILE, -) or a URL\n",
        );
    }
    if command.job == Job::Session {
        text.push_str("A line is METHOD PATH [FLAGS] [ITEM]...; see verb help session\n");
    }
    text
}

fn listed(command: &Command) -> Box<dyn Iterator<Item = &'static Flag>> {
    match command.job {
        Job::Send(_) | Job::SendAny | Job::Session | Job::Replay => Box::new(flags(&command.job)),
        Job::Curl | Job::Completions | Job::Man | Job::Help => Box::new([&tool::HELP].into_iter()),
    }
}

/// `  -H, --header NAME: VALUE`
fn spec(flag: &Flag) -> String {
    let short = flag
        .short
        .map_or("    ".to_owned(), |letter| format!("-{letter}, "));
    let values = flag.value.into_iter().chain(flag.second);
    let values: String = values.map(|value| format!(" {value}")).collect();
    format!("  {short}--{}{values}", flag.long)
}

/// A line of a list; what is longer than the column pushes its text to the right.
fn row(text: &mut String, left: &str, right: &str, column: usize) {
    let gap = if left.len() < column { "" } else { "  " };
    text.push_str(&format!("{left:column$}{gap}{right}\n"));
}
