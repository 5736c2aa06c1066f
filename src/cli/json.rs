//! JSON given by the user, checked before any connection: words, values of items, bodies. Stdin
//! and pipes, which can be read once, are kept: small ones in memory, others in a file without a
//! name.

use std::io::{self, Read, Seek, SeekFrom};

use super::env::Env;
use crate::base::escape::Escaped;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::fifo;
use crate::content::json::{Broken, Checker};
use crate::content::json_lines::Lines;
use crate::content::source::Source;
use crate::content::spool::Spool;
use crate::http::content::{Content, Piece};

/// Bytes shown before and after the place of an error.
const CONTEXT: usize = 24;

/// What is wrong, and the text around it.
#[derive(Debug)]
pub struct NotJson {
    broken: Broken,
    /// The number of the line, where each line is a document.
    line: Option<u64>,
    excerpt: String,
}

impl NotJson {
    fn at(broken: Broken, line: Option<u64>, piece: &[u8]) -> Self {
        let excerpt = around(piece, broken.at);
        Self {
            broken,
            line,
            excerpt,
        }
    }
}

/// Checks a text.
pub fn check(text: &[u8]) -> Result<(), NotJson> {
    crate::content::json::check(text).map_err(|broken| NotJson::at(broken, None, text))
}

/// The usage error for `what`, such as "the JSON word".
pub fn refused(what: &str, error: &NotJson) -> Failure {
    let NotJson {
        broken: Broken {
            line, column, why, ..
        },
        line: of_lines,
        excerpt,
    } = error;
    let line = of_lines.unwrap_or(*line);
    let place = format!("line {line} column {column}");
    match excerpt.as_str() {
        "" => Failure::usage(format!("{what} is not valid: {why} at {place}")),
        text => Failure::usage(format!("{what} is not valid: {why} at {place}: {text}")),
    }
}

/// The line that holds the place, cut to what is near it.
fn around(text: &[u8], at: usize) -> String {
    let end = text.trim_ascii_end().len();
    // What ends too early is shown by its last line, not by the empty one after it.
    let at = if at >= text.len() { end } else { at };
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let start = before.iter().rposition(|byte| *byte == b'\n');
    let before = before.get(start.map_or(0, |at| at + 1)..);
    let end = after.iter().position(|byte| *byte == b'\n');
    let after = after.get(..end.unwrap_or(after.len()));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let from = boundary(before, before.len().saturating_sub(CONTEXT));
    let to = boundary(after, CONTEXT.min(after.len()));
    let ellipsis = |cut: bool| if cut { "…" } else { "" };
    format!(
        "{}{}{}{}",
        ellipsis(from > 0),
        Escaped(before.get(from..).unwrap_or_default()),
        Escaped(after.get(..to).unwrap_or_default()),
        ellipsis(to < after.len())
    )
}

/// The last place at or before `at` that is not inside a character.
fn boundary(text: &[u8], at: usize) -> usize {
    let inside = |at: &usize| text.get(*at).is_some_and(|byte| byte & 0xc0 == 0x80);
    (0..=at).rev().find(|at| !inside(at)).unwrap_or(0)
}

/// What a body has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// One document.
    Document,
    /// A document on each line.
    Lines,
}

enum Judge {
    Document(Checker),
    Lines(Lines),
}

impl Judge {
    fn new(rule: Rule) -> Self {
        match rule {
            Rule::Document => Self::Document(Checker::default()),
            Rule::Lines => Self::Lines(Lines::default()),
        }
    }

    fn push(&mut self, piece: &[u8]) -> Result<(), NotJson> {
        match self {
            Self::Document(checker) => {
                let done = checker.push(piece);
                done.map_err(|broken| NotJson::at(broken, None, piece))
            }
            Self::Lines(lines) => lines
                .push(piece)
                .map_err(|error| NotJson::at(error.broken, Some(error.line), &[])),
        }
    }

    fn finish(self, last: &[u8]) -> Result<(), NotJson> {
        match self {
            Self::Document(checker) => {
                let done = checker.finish();
                done.map_err(|broken| NotJson::at(broken, None, last))
            }
            Self::Lines(lines) => {
                let done = lines.finish();
                done.map_err(|error| NotJson::at(error.broken, Some(error.line), &[]))
            }
        }
    }
}

/// Checks a body and gives it back so that it can still be sent. `name` says where it is from.
pub fn checked(
    pieces: Vec<Piece>,
    rule: Rule,
    name: &str,
    env: &Env,
) -> Result<Vec<Piece>, Failure> {
    let kept = pieces
        .into_iter()
        .map(|piece| kept(piece, rule, env))
        .collect::<Result<Vec<_>, _>>()?;
    if !kept.iter().any(Piece::is_checked_later) {
        check_all(&kept, rule, env).map_err(|error| match error {
            Wrong::Json(error) => refused(name, &error),
            Wrong::Other(failure) => failure,
        })?;
    }
    Ok(kept)
}

/// A piece that can be read twice, or that is checked when it is read.
fn kept(piece: Piece, rule: Rule, env: &Env) -> Result<Piece, Failure> {
    let stream = match &piece {
        Piece::Bytes(_) | Piece::Spooled(_) | Piece::Lines(_) => false,
        Piece::Stdin => env.stdin_regular().is_none(),
        Piece::File(_) => false,
        Piece::Pipe(_) => true,
    };
    match (stream, rule, piece) {
        (false, _, piece) => Ok(piece),
        (true, Rule::Lines, Piece::Stdin) => Ok(Piece::Lines(None)),
        (true, Rule::Lines, Piece::Pipe(path)) => Ok(Piece::Lines(Some(path))),
        (true, _, Piece::Pipe(path)) => {
            let failed = |error| Failure::io(Kind::ReadSource, "reading the body", error);
            let file = fifo::open(&path).map_err(failed)?;
            spooled(&mut env.patience().file(file))
        }
        (true, ..) => {
            let failed = |error| Failure::io(Kind::ReadSource, "reading stdin", error);
            spooled(&mut env.stdin_reader().map_err(failed)?)
        }
    }
}

fn spooled(from: &mut dyn Read) -> Result<Piece, Failure> {
    let failed = |error| Failure::io(Kind::ReadSource, "reading stdin", error);
    let mut spool = Spool::default();
    let mut block = vec![0; limits::BUFFER_BYTES];
    loop {
        match from.read(&mut block) {
            Ok(0) => return spool.finish(),
            Ok(read) => spool.push(block.get(..read).unwrap_or_default())?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
    }
}

enum Wrong {
    Json(NotJson),
    Other(Failure),
}

/// Reads all of a body once, and leaves it as it was.
fn check_all(pieces: &[Piece], rule: Rule, env: &Env) -> Result<(), Wrong> {
    let regular = pieces.contains(&Piece::Stdin).then(|| env.stdin_regular());
    let stdin = regular.flatten();
    let start = stdin.and_then(|mut file| Some((file.stream_position().ok()?, file)));
    let content = Content::Pieces(pieces.to_vec());
    let verdict = judge(&content, rule);
    if let Some((start, mut file)) = start {
        let back = file.seek(SeekFrom::Start(start));
        back.map_err(|error| {
            Wrong::Other(Failure::io(Kind::ReadSource, "reading stdin again", error))
        })?;
    }
    verdict
}

fn judge(content: &Content, rule: Rule) -> Result<(), Wrong> {
    let Some(mut source) = Source::open(content).map_err(Wrong::Other)? else {
        return Ok(());
    };
    let mut judge = Judge::new(rule);
    let mut block = vec![0; limits::BUFFER_BYTES];
    let mut last = 0;
    loop {
        let read = source.read(&mut block).map_err(Wrong::Other)?;
        if read == 0 {
            let last = block.get(..last).unwrap_or_default();
            return judge.finish(last).map_err(Wrong::Json);
        }
        let piece = block.get(..read).unwrap_or_default();
        judge.push(piece).map_err(Wrong::Json)?;
        last = read;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::env::Given;

    fn error(text: &str) -> String {
        refused("it", &check(text.as_bytes()).unwrap_err()).to_string()
    }

    #[test]
    fn an_error_tells_line_column_and_the_line() {
        assert_eq!(
            error("{\"a\": 1,\n \"b\" 2}\n"),
            "it is not valid: a colon is missing at line 2 column 6:  \"b\" 2}"
        );
        let text = format!("[\"{}\", é x, \"{}\"]", "a".repeat(100), "b".repeat(100));
        let long = error(&text);
        assert!(long.contains(": …aaa") && long.ends_with("bbb…"), "{long}");
        assert!(error("[\"\x1b\"]").ends_with(": [\"\\x1b\"]"));
        assert!(error("[1,\n").ends_with("ends too early at line 2 column 1: [1,"));
        assert!(error("").ends_with("ends too early at line 1 column 1"));
    }

    fn verdict(text: &[u8], rule: Rule) -> Result<Vec<Piece>, String> {
        let env = Env::given(Given {
            stdin_bytes: text.to_vec(),
            ..Given::default()
        });
        let checked = checked(vec![Piece::Stdin], rule, "stdin", &env);
        checked.map_err(|failure| failure.to_string())
    }

    #[test]
    fn stdin_is_kept_in_memory_or_in_a_file() {
        let kept = verdict(b" {} ", Rule::Document).unwrap();
        assert_eq!(kept, [Piece::Bytes(b" {} ".to_vec())]);
        let large = format!("[\"{}\"]", "x".repeat(2 << 20));
        let kept = verdict(large.as_bytes(), Rule::Document).unwrap();
        assert!(matches!(kept.as_slice(), [Piece::Spooled(_)]), "{kept:?}");
        let source = Source::open(&Content::Pieces(kept)).unwrap().unwrap();
        assert_eq!(source.length(), Some(large.len() as u64));
        let error = verdict(&large.as_bytes()[..large.len() - 1], Rule::Document).unwrap_err();
        assert!(
            error.contains("stdin is not valid: it ends too early"),
            "{error}"
        );
        assert_eq!(verdict(b"{", Rule::Lines).unwrap(), [Piece::Lines(None)]);
    }

    #[test]
    fn lines_at_hand_are_checked_at_once() {
        let env = Env::given(Given::default());
        let check = |text: &str| {
            let pieces = vec![Piece::Bytes(text.as_bytes().to_vec())];
            let checked = checked(pieces, Rule::Lines, "it", &env);
            checked.map(|_| ()).map_err(|failure| failure.to_string())
        };
        assert_eq!(check("1\n{}\n"), Ok(()));
        let error = check("1\n2\n{]").unwrap_err();
        assert!(error.contains("at line 3 column 2"), "{error}");
    }
}
