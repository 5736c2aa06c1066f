//! What a failure advises, in the words of a session: whoever types `GET /x` is not told of
//! `verb get URL`.

use crate::base::failure::Failure;
use crate::cli::command::{COMMANDS, Command, Job};

/// The same failure with its hint in terms of lines.
pub(super) fn of_lines(mut failure: Failure) -> Failure {
    failure.hint = failure.hint.map(|hint| spoken(&hint));
    failure
}

fn spoken(hint: &str) -> String {
    let mut parts = hint.split("verb ");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphabetic());
        let (word, after) = part
            .split_at_checked(end.unwrap_or(part.len()))
            .unwrap_or_default();
        let command = COMMANDS.iter().find(|command| command.name == word);
        match command.map(|command| (command, sends(command))) {
            Some((command, true)) => told.push_str(&line(command, after)),
            Some((Command { job: Job::Help, .. }, false)) => told.extend(["help", after]),
            Some((_, false)) | None => told.extend(["verb ", part]),
        }
    }
    told
}

fn line(command: &Command, after: &str) -> String {
    if let Some(after) = after.strip_prefix(" --help") {
        return format!("help {}{after}", command.name);
    }
    let name = command.capitals.unwrap_or(command.name);
    let word = |word: &str| match word.trim_end_matches([',', ';']) {
        "URL" => word.replace("URL", "PATH"),
        _ => word.to_owned(),
    };
    let words: Vec<String> = after.split(' ').map(word).collect();
    format!("{name}{}", words.join(" "))
}

fn sends(command: &Command) -> bool {
    match command.job {
        Job::Send(_) | Job::SendAny => true,
        Job::Session | Job::Replay | Job::Curl | Job::Completions | Job::Man | Job::Help => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_is_given_in_terms_of_lines() {
        for (hint, told) in [
            (
                "the URL comes first: verb post URL name=value",
                "the URL comes first: POST PATH name=value",
            ),
            (
                "write verb head URL, or -i to have heads and body",
                "write HEAD PATH, or -i to have heads and body",
            ),
            (
                "did you mean --json? verb get --help lists all",
                "did you mean --json? help get lists all",
            ),
            (
                "name the method: verb request -X WORD URL",
                "name the method: request -X WORD PATH",
            ),
            ("see verb help tls", "see help tls"),
            ("verb speaks http and https", "verb speaks http and https"),
            ("plain, with a URL", "plain, with a URL"),
        ] {
            assert_eq!(spoken(hint), told);
        }
    }
}
