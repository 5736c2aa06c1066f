//! The parser of one line, with the flags alone that the line may hold. Building a flag for clap
//! costs more than parsing it, and most lines hold a few of all there are.

use std::ffi::OsString;

use super::command::{COMMANDS, Command, Job, bare, flags, parser, sending};
use super::flag::Flag;

/// The parser of these words. Whoever asks for a flag that was left out finds that it was not
/// given.
pub fn parser_for(words: &[OsString]) -> clap::Command {
    let called = words.first().and_then(|word| word.to_str());
    let named = |command: &&Command| {
        called.is_some_and(|word| command.name == word || command.capitals == Some(word))
    };
    let Some(command) = COMMANDS
        .iter()
        .find(named)
        .filter(|command| sends(&command.job))
    else {
        return parser();
    };
    let dashed = |word: &&OsString| word.as_encoded_bytes().starts_with(b"-");
    let dashed: Vec<&[u8]> = words
        .iter()
        .filter(dashed)
        .map(|word| word.as_encoded_bytes())
        .collect();
    let meant = flags(&command.job).filter(|flag| dashed.iter().any(|word| may_mean(word, flag)));
    let built = bare(clap::Command::new(command.name));
    let built = match command.capitals {
        Some(capitals) => built.alias(capitals),
        None => built,
    };
    let root = bare(clap::Command::new("verb")).no_binary_name(true);
    root.subcommand(sending(built, meant.collect()))
}

/// Whether a word that begins with a dash may mean a flag. A word of letters is looked through
/// whole, values included: one flag too many is no harm.
fn may_mean(word: &[u8], flag: &Flag) -> bool {
    let Some(long) = word.strip_prefix(b"--") else {
        let mut buffer = [0; 4];
        let letter = flag
            .short
            .map(|letter| letter.encode_utf8(&mut buffer).as_bytes());
        return letter.is_some_and(|letter| word.windows(letter.len()).any(|part| part == letter));
    };
    let name = long.split(|byte| *byte == b'=').next().unwrap_or_default();
    let names = [flag.long].into_iter().chain(flag.inverse);
    let mut names = names.chain(flag.aliases.iter().copied());
    names.any(|known| known.as_bytes() == name)
}

fn sends(job: &Job) -> bool {
    match job {
        Job::Send(_) | Job::SendAny | Job::Session | Job::Replay => true,
        Job::Curl | Job::Completions | Job::Man | Job::Help => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::method::Method;

    fn known(word: String, more: &[&str]) -> bool {
        let words = [OsString::from("get"), word.into()].into_iter();
        let words: Vec<OsString> = words.chain(more.iter().map(Into::into)).collect();
        parser_for(&words).try_get_matches_from(words).is_ok()
    }

    #[test]
    fn every_name_of_a_flag_is_known_to_the_parser_of_its_line() {
        for flag in flags(&Job::Send(Method::GET)) {
            // Two values are words of their own.
            let more = flag.second.map_or(&[][..], |_| &["x", "y"]);
            let glued = flag.value.filter(|_| more.is_empty());
            let value = glued.map_or("", |_| "=x");
            for name in [flag.long].iter().chain(flag.aliases) {
                assert!(known(format!("--{name}{value}"), more), "--{name}");
            }
            if let Some(inverse) = flag.inverse {
                assert!(known(format!("--{inverse}"), &[]), "--{inverse}");
            }
            if let Some(letter) = flag.short {
                let value = flag.value.map_or("", |_| "x");
                assert!(known(format!("-{letter}{value}"), &[]), "-{letter}");
                assert!(known(format!("-iv{letter}{value}"), &[]), "-iv{letter}");
            }
        }
        assert!(!known("--no-such-flag".to_owned(), &[]));
    }
}
