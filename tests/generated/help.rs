//! Help as it is printed, and that it fits where it is read.

use std::time::Duration;

use verb::base::exit::TABLE;
use verb::base::limits;
use verb::cli::args::network;
use verb::cli::command::COMMANDS;
use verb::cli::{Action, topics};

use super::{compare, parsed, printed};

/// Lines of a screen that `-h` may fill.
const SCREEN: usize = 50;
/// Columns of any help text.
const WIDTH: usize = 80;

fn snapshot(name: &str, words: &[&str]) {
    compare(
        &format!("tests/generated/snapshots/{name}.txt"),
        &printed(words),
    );
}

#[test]
fn help_is_as_committed() {
    snapshot("overview", &["help"]);
    snapshot("get-short", &["get", "-h"]);
    snapshot("get-long", &["get", "--help"]);
    snapshot("request-short", &["request", "-h"]);
    snapshot("session-short", &["session", "-h"]);
    snapshot("session-long", &["session", "--help"]);
    snapshot("completions-short", &["completions", "-h"]);
    for topic in topics::NAMES {
        snapshot(&format!("topic-{topic}"), &["help", topic]);
    }
}

#[test]
fn short_help_fits_one_screen() {
    for command in COMMANDS {
        let lines = printed(&[command.name, "-h"]).lines().count();
        assert!(
            lines <= SCREEN,
            "verb {} -h has {lines} lines",
            command.name
        );
    }
    assert!(printed(&["-h"]).lines().count() <= SCREEN);
}

#[test]
fn no_line_of_help_is_wider_than_a_terminal() {
    let mut pages = vec![printed(&["help"])];
    for command in COMMANDS {
        pages.push(printed(&[command.name, "-h"]));
        pages.push(printed(&[command.name, "--help"]));
    }
    pages.extend(topics::NAMES.iter().map(|topic| printed(&["help", topic])));
    for line in pages.iter().flat_map(|page| page.lines()) {
        assert!(line.chars().count() <= WIDTH, "{line}");
        assert_eq!(line, line.trim_end(), "spaces at the end");
    }
}

#[test]
fn exit_statuses_are_those_of_the_table() {
    let (topic, man) = (printed(&["help", "exit-codes"]), printed(&["man"]));
    for row in TABLE {
        let line = format!("{:>3}  {}", row.code, row.meaning);
        assert!(topic.contains(&line), "{line}");
        let escaped = line.replace('-', "\\-").replace('\'', "\\(aq");
        assert!(man.contains(&escaped), "{escaped}");
    }
}

#[test]
fn topics_named_in_texts_exist() {
    for topic in topics::NAMES {
        assert_eq!(Some(printed(&["help", topic])), topics::page(topic));
    }
    assert!(topics::page("nonsense").is_none());
}

#[test]
fn limits_named_in_texts_are_those_in_force() {
    let seconds = |limit: Duration| format!("{}s", limit.as_secs());
    let timeouts = printed(&["help", "timeouts"]);
    for (flag, limit) in [
        (&network::CONNECT_TIMEOUT, limits::CONNECT_LIMIT),
        (&network::IDLE_TIMEOUT, limits::IDLE_LIMIT),
    ] {
        assert!(flag.help.ends_with(&seconds(limit)), "{}", flag.help);
        let line = |line: &&str| line.contains(flag.long);
        let found = timeouts.lines().find(line).unwrap();
        assert!(found.ends_with(&seconds(limit)), "{found}");
    }
}

#[test]
fn examples_are_understood() {
    for (line, _) in topics::EXAMPLES {
        let (_, line) = line.split_once("verb ").unwrap();
        let words = shell_words(line);
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        match parsed(&words) {
            Ok(Action::Run(plan)) => assert_eq!(plan.jobs.len(), 1, "{line}"),
            Ok(Action::Session(opening)) => assert_eq!(opening.plan.jobs.len(), 1, "{line}"),
            other => panic!("{line}: {other:?}"),
        }
    }
}

/// Words as a shell splits them, with single quotes and nothing else.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (at, part) in line.split('\'').enumerate() {
        let mut pieces = part.split(if at % 2 == 0 { ' ' } else { '\n' });
        words
            .last_mut()
            .unwrap()
            .push_str(pieces.next().unwrap_or_default());
        words.extend(pieces.map(str::to_owned));
    }
    words.retain(|word| !word.is_empty());
    words
}
