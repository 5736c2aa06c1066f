//! The session that the README and the help page show, typed at a real terminal: the screen must
//! come to hold what they say, whatever the times.

use crate::docs::server::Server;
use crate::support::person::Person;
use crate::support::temporary;

const README: &str = include_str!("../README.md");
const PAGE: &str = include_str!("../src/cli/topics/session.txt");
const BEGIN: &str = "$ verb session http://127.0.0.1:8080";

#[test]
fn the_session_of_the_readme_is_as_it_says() {
    let (_, block) = README.split_once("```session\n").expect("a block");
    let (block, _) = block.split_once("```").expect("its end");
    replay(block);
}

#[test]
fn the_session_of_the_help_page_is_as_it_says() {
    let lines = PAGE.lines().filter_map(|line| line.strip_prefix("    "));
    let lines = lines.skip_while(|line| *line != BEGIN);
    let block: Vec<&str> = lines.collect();
    let end = block.iter().position(|line| line.ends_with("> exit"));
    let shown = &block[..=end.expect("it ends")];
    replay(&format!("{}\n", shown.join("\n")));
}

/// Types what stands behind the prompts of a transcript, and compares the screen with all of it.
#[track_caller]
fn replay(transcript: &str) {
    let shown = transcript.strip_prefix(BEGIN).expect("how it begins");
    let shown = shown.trim_start_matches('\n');
    let (server, home) = (Server::start(0, 0).unwrap(), temporary());
    let url = format!("http://{}", server.plain);
    let variables = [("TERM", "dumb")];
    let mut person = Person::with(&["session", &url], home.path(), &variables, None);
    for line in shown.lines() {
        let Some((prompt, typed)) = prompted(line) else {
            continue;
        };
        let prompt = prompt.replace("127.0.0.1:8080", &server.plain);
        person.sees(&prompt).types(&format!("{typed}\n"));
    }
    let (code, screen) = person.leaves();
    let screen = screen.replace("\r\n", "\n");
    let screen = screen.replace(&server.plain, "127.0.0.1:8080");
    assert_eq!(timeless(&screen), timeless(shown));
    assert_eq!(code, 0);
}

/// The prompt of a line and what was typed there.
fn prompted(line: &str) -> Option<(&str, &str)> {
    let ends = line
        .find("> ")
        .filter(|_| line.starts_with("127.0.0.1:8080/"));
    let more = line.starts_with("... ").then_some(2);
    Some(line.split_at(ends.or(more)? + 2))
}

/// Without how long anything took.
fn timeless(text: &str) -> String {
    let mut parts = text.split(" ms)");
    let mut kept = String::new();
    let mut part = parts.next().unwrap_or_default();
    for next in parts {
        kept.push_str(part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'));
        kept.push_str("N ms)");
        part = next;
    }
    kept + part
}
