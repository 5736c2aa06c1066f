//! Properties that every flag has: a new one that lacks any of them fails here.

use std::collections::HashMap;

use verb::cli::args;
use verb::cli::args::request::METHOD;
use verb::cli::command::{self, COMMANDS};
use verb::cli::flag::{Flag, Shown};
use verb::cli::topics;

use super::printed;

fn all() -> impl Iterator<Item = &'static Flag> {
    [&METHOD].into_iter().chain(args::all())
}

#[test]
fn names_and_letters_are_unique() {
    let mut names: HashMap<String, &str> = HashMap::new();
    for flag in all() {
        let longs = [flag.long].into_iter().chain(flag.inverse);
        let longs = longs.chain(flag.aliases.iter().copied()).map(str::to_owned);
        for name in longs.chain(flag.short.map(String::from)) {
            if let Some(other) = names.insert(name.clone(), flag.long) {
                panic!("{name} is of --{other} and of --{}", flag.long);
            }
        }
    }
}

#[test]
fn names_are_well_formed() {
    for flag in all() {
        let longs = [flag.long].into_iter().chain(flag.inverse);
        for name in longs.chain(flag.aliases.iter().copied()) {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
            assert!(name.chars().all(plain) && name.len() > 1, "{name}");
        }
        if let Some(inverse) = flag.inverse {
            assert_eq!(inverse, format!("no-{}", flag.long));
            assert!(flag.value.is_none(), "{inverse}");
        }
        let letter = flag
            .short
            .is_none_or(|letter| letter.is_ascii_alphanumeric() || letter == '#');
        assert!(letter, "--{}", flag.long);
    }
}

#[test]
fn what_a_flag_cancels_exists() {
    for flag in all() {
        for other in flag.cancels {
            assert!(
                all().any(|flag| flag.long == *other),
                "--{} cancels {other}",
                flag.long
            );
        }
    }
}

#[test]
fn every_flag_has_its_texts() {
    for flag in all() {
        let name = flag.long;
        assert!(
            !flag.help.is_empty() && !flag.help.ends_with('.'),
            "--{name}: {}",
            flag.help
        );
        assert!(
            flag.help.starts_with(|c: char| c.is_uppercase()),
            "--{name}"
        );
        assert!(
            flag.more.is_empty() || flag.more.ends_with('.'),
            "--{name}: {}",
            flag.more
        );
        assert!(flag.value.is_none_or(|value| !value.is_empty()), "--{name}");
    }
}

#[test]
fn every_shown_flag_is_in_help_man_page_and_completions() {
    let long = printed(&["request", "--help"]);
    let short = printed(&["request", "-h"]);
    let man = printed(&["man"]);
    let fish = printed(&["completions", "fish"]);
    for flag in all() {
        let name = format!("--{}", flag.long);
        let shown = flag.shown != Shown::Never;
        let in_list = |text: &str| {
            let begins = |line: &str| {
                let rest = line.get(6..).and_then(|line| line.strip_prefix(&name));
                rest.is_some_and(|rest| !rest.starts_with(['.', '-']))
            };
            text.lines().any(begins)
        };
        assert_eq!(in_list(&long), shown, "{name} in --help");
        assert_eq!(in_list(&short), flag.shown == Shown::Always, "{name} in -h");
        let roff = format!("\\-\\-{}\\fR", flag.long.replace('-', "\\-"));
        assert_eq!(man.contains(&roff), shown, "{name} in the man page");
        let completed = fish.contains(&format!("-l {} ", flag.long));
        assert_eq!(completed, shown, "{name} in completions");
    }
}

#[test]
fn clap_finds_no_fault_with_the_commands() {
    command::parser().debug_assert();
    command::complete().debug_assert();
    let names: Vec<_> = COMMANDS.iter().map(|command| command.name).collect();
    let mut unique = names.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), names.len());
}

#[test]
fn every_topic_is_in_the_man_page() {
    let man = printed(&["man"]);
    let sections = man
        .lines()
        .filter(|line| line.starts_with(".SH \""))
        .count();
    // The last one is SEE ALSO.
    assert_eq!(sections, topics::NAMES.len() + 1);
    for line in ["$ verb session http://127.0.0.1:8080", "\\-\\-file\\fR"] {
        assert!(man.contains(line), "{line}");
    }
}
