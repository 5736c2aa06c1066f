//! `last`: the last exchange once more, in other forms.

use std::path::Path;

use super::value;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::nearest::nearest;
use crate::run::plan::{Plan, Show};
use crate::run::save;
use crate::session::desk::{Desk, Mode};
use crate::session::last::Exchange;
use crate::session::reply;

/// What can be asked for.
pub const FORMS: &[&str] = &["request", "response", "curl", "verb", "save"];

/// Shows or saves what the words ask for.
pub(super) fn run(desk: &mut Desk, words: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => told(desk, "last", |exchange| Ok(summary(exchange))),
        ["request"] => told(desk, "last request", |exchange| Ok(exchange.sent.shown())),
        ["response"] => told(desk, "last response", |exchange| {
            match exchange.received.is_empty() {
                true => Err(Failure::usage("last response: nothing was received")),
                false => Ok(exchange.received.shown()),
            }
        }),
        ["curl"] => line(desk, Show::Curl),
        ["verb"] => line(desk, Show::Verb),
        ["save"] => Err(Failure::usage("last save: no file is named").hint("write last save FILE")),
        ["save", file] => saved(desk, file),
        [word @ ("request" | "response" | "curl" | "verb"), more, ..] => {
            let more = value::quoted(more);
            Err(Failure::usage(format!("last {word}: {more} follows it"))
                .hint("last save FILE saves the body of the response"))
        }
        ["save", _, more, ..] => Err(Failure::usage(format!(
            "last save: {} follows the file",
            value::quoted(more)
        ))
        .hint("quote a name that has blanks")),
        [word, ..] => {
            let failure = Failure::usage(format!("last: there is no {}", value::quoted(word)));
            let lower = word.to_ascii_lowercase();
            Err(match nearest(&lower, FORMS.iter().copied()) {
                Some(near) => failure.hint(format!("did you mean last {near}?")),
                None => failure
                    .hint("last request, last response, last curl, last verb, last save FILE"),
            })
        }
    }
}

/// Tells of the exchange, where one is kept.
fn told(
    desk: &Desk,
    what: &str,
    text: impl FnOnce(&Exchange) -> Result<String, Failure>,
) -> Result<(), Failure> {
    let text = {
        let exchange = desk.last.exchange();
        text(kept(desk, what, &exchange)?)?
    };
    desk.say(&text)
}

/// The exchange, where one is kept.
fn kept<'a>(desk: &Desk, what: &str, exchange: &'a Exchange) -> Result<&'a Exchange, Failure> {
    if desk.mode == Mode::Batch {
        return Err(
            Failure::usage(format!("{what}: a batch keeps no exchanges"))
                .hint("-v shows them as they go, --record FILE keeps them; last curl is there"),
        );
    }
    plan(desk, what)?;
    match exchange.sent.is_empty() {
        true => Err(Failure::usage(format!(
            "{what}: the last request was not sent"
        ))),
        false => Ok(exchange),
    }
}

fn plan<'a>(desk: &'a Desk, what: &str) -> Result<&'a Plan, Failure> {
    let plan = desk.plan().ok_or_else(|| {
        Failure::usage(format!("{what}: nothing was sent yet"))
            .hint("write METHOD PATH, such as GET /")
    })?;
    Ok(plan)
}

/// The last line as a line of curl or of this program.
fn line(desk: &mut Desk, show: Show) -> Result<(), Failure> {
    let what = match show {
        Show::Raw | Show::Curl => "last curl",
        Show::Verb => "last verb",
    };
    let mut plan = plan(desk, what)?.clone();
    plan.dry_run = Some(show);
    plan.warnings.clear();
    desk.print(plan)
}

/// Both heads, sizes and time.
fn summary(exchange: &Exchange) -> String {
    let (sent, received) = (&exchange.sent, &exchange.received);
    let mut text = sent.heads('>') + &received.heads('<');
    if received.is_empty() {
        text.push_str("no response came\n");
    }
    let took = exchange.took.map_or_else(String::new, |took| {
        format!("; the answer took {}", reply::time(took))
    });
    text.push_str(&format!(
        "sent {} bytes ({} of content), received {} ({} of content){took}\n",
        sent.total, sent.content, received.total, received.content
    ));
    text
}

/// Saves the content of the response.
fn saved(desk: &Desk, file: &str) -> Result<(), Failure> {
    let (content, head) = {
        let exchange = desk.last.exchange();
        let exchange = kept(desk, "last save", &exchange)?;
        let Some(head) = exchange.head.clone() else {
            return Err(Failure::usage("last save: no response came"));
        };
        let Some(content) = exchange.received.whole_content() else {
            let most = limits::LAST_BYTES;
            let story = format!("last save: the response is larger than the {most} bytes kept");
            return Err(Failure::usage(story).hint("ask for it once more with -o FILE"));
        };
        (content, head)
    };
    let size = save::save(&content, &head.fields, Path::new(file))?;
    desk.say(&format!(
        "{size} bytes saved to {}\n",
        crate::base::escape::path(Path::new(file))
    ))
}
