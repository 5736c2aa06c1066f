//! `help`, `help TOPIC`: one screen for who knows nothing, the pages of `verb help` for the rest.

use std::ffi::OsString;

use super::{Command, NAMES};
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::cli::command::{COMMANDS, Job, flags};
use crate::cli::flag::Flag;
use crate::cli::help::{self, wrap};
use crate::cli::nearest::nearest;
use crate::cli::topics;

/// The page that these words ask for.
pub(super) fn page(words: &[String]) -> Result<String, Failure> {
    let word = match words {
        [] => return Ok(first()),
        [word] => word.as_str(),
        [_, ..] => {
            return Err(Failure::usage("help takes one topic").hint("help alone lists them"));
        }
    };
    if let Some(command) = Command::of(word.as_ref()) {
        return Ok(of_command(command).to_owned());
    }
    if let Some(page) = topics::page(word) {
        return Ok(page);
    }
    let method = COMMANDS
        .iter()
        .find(|command| command.name.eq_ignore_ascii_case(word));
    if let Some(command) = method {
        return topics::page_for(&[OsString::from(command.name)]);
    }
    if let Some(flag) = flag(word) {
        return Ok(help::one(flag));
    }
    let failure = Failure::usage(format!("no help topic '{}'", excerpt(word.as_bytes())));
    let lower = word.to_ascii_lowercase();
    Err(match nearest(&lower, known()) {
        Some(near) => failure.hint(format!("did you mean help {near}? help alone lists all")),
        None => failure.hint("help alone lists the topics"),
    })
}

/// The flag of a line or of the session that is written like this.
fn flag(word: &str) -> Option<&'static Flag> {
    let mut all = flags(&Job::SendAny).chain(flags(&Job::Session));
    if let Some(long) = word.strip_prefix("--") {
        return all.find(|flag| {
            flag.long == long || flag.inverse == Some(long) || flag.aliases.contains(&long)
        });
    }
    let mut letters = word.strip_prefix('-')?.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    all.find(|flag| flag.short == Some(letter))
}

/// All that can be asked for.
fn known() -> impl Iterator<Item = &'static str> {
    let own = NAMES.iter().map(|(name, _)| *name);
    let commands = COMMANDS.iter().map(|command| command.name);
    own.chain(topics::NAMES.iter().copied()).chain(commands)
}

/// The one screen.
fn first() -> String {
    let topics = wrap(&topics::NAMES.join(", "), 2);
    include_str!("help.txt").to_owned() + &topics
}

const fn of_command(command: Command) -> &'static str {
    match command {
        Command::Help => include_str!("help_help.txt"),
        Command::Set | Command::Unset => include_str!("help_set.txt"),
        Command::Last => include_str!("help_last.txt"),
        Command::Again => include_str!("help_again.txt"),
        Command::Exit => include_str!("help_exit.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> Result<String, Failure> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        page(&words)
    }

    #[test]
    fn help_fits_one_screen_and_names_every_command_and_topic() {
        let page = asked(&[]).unwrap();
        assert!(page.lines().count() <= 40, "{}", page.lines().count());
        for line in page.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        for (name, _) in NAMES {
            assert!(page.contains(name), "{name}");
        }
        for name in topics::NAMES {
            assert!(page.contains(name), "{name}");
        }
    }

    #[test]
    fn every_topic_command_and_method_has_a_page() {
        for word in known() {
            let page = asked(&[word]).unwrap();
            assert!(page.len() > 40, "{word}");
        }
        assert_eq!(asked(&["POST"]).unwrap(), asked(&["post"]).unwrap());
    }

    #[test]
    fn every_flag_is_explained() {
        for flag in flags(&Job::SendAny).chain(flags(&Job::Session)) {
            let page = asked(&[&format!("--{}", flag.long)]).unwrap();
            assert!(page.contains(&format!("--{}", flag.long)), "{page}");
        }
        assert_eq!(asked(&["-m"]).unwrap(), asked(&["--max-time"]).unwrap());
        assert_eq!(
            asked(&["--no-location"]).unwrap(),
            asked(&["--follow"]).unwrap()
        );
        assert!(asked(&["--nonsense"]).is_err());
        assert!(asked(&["-Lm"]).is_err());
    }

    #[test]
    fn a_topic_that_is_not_there_names_the_nearest() {
        for (words, told) in [
            (
                &["heders"][..],
                "no help topic 'heders'; did you mean help headers? help alone lists all",
            ),
            (
                &["ste"],
                "no help topic 'ste'; did you mean help set? help alone lists all",
            ),
            (
                &["\x1bwibble"],
                "no help topic '\\x1bwibble'; help alone lists the topics",
            ),
            (&["a", "b"], "help takes one topic; help alone lists them"),
        ] {
            assert_eq!(asked(words).unwrap_err().to_string(), told);
        }
    }
}
