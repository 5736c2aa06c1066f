//! `--events` and what ends a stream.

use std::num::NonZeroU64;
use std::sync::Arc;

use crate::base::failure::Failure;
use crate::cli::args::events as flags;
use crate::cli::flag::Flag;
use crate::cli::given::Given;
use crate::content::events::{Until, Watch};
use crate::query::{Filter, Variables};
use crate::run::plan::Following;

/// What is followed, its condition compiled; `None` without `--events`.
pub(super) fn following(given: &Given) -> Result<Option<Arc<Following>>, Failure> {
    let Some(watch) = watch(given)? else {
        return Ok(None);
    };
    let condition = match &watch.until {
        Some(Until::Condition(text)) => Some(
            Filter::compile(text, &Variables::default())
                .map_err(|mistake| mistake.failure(flags::UNTIL.long))?,
        ),
        Some(Until::Word(_)) | None => None,
    };
    Ok(Some(Arc::new(Following { watch, condition })))
}

fn watch(given: &Given) -> Result<Option<Watch>, Failure> {
    if !given.switch(&flags::EVENTS) {
        return match [&flags::UNTIL, &flags::MAX_EVENTS]
            .into_iter()
            .find(|flag| given.last(flag).is_some())
        {
            Some(flag) => Err(without(flag)),
            None => Ok(None),
        };
    }
    let expected =
        "the name of an event, what its data says, or a jq condition such as '.data.done'";
    let until = given.parse(&flags::UNTIL, expected, until)?;
    let expected = "a number of events above zero";
    let most = given.parse(&flags::MAX_EVENTS, expected, count)?;
    Ok(Some(Watch { until, most }))
}

fn without(flag: &Flag) -> Failure {
    Failure::usage(format!("--{} has a meaning with --events only", flag.long)).hint("add --events")
}

fn until(text: &str) -> Option<Until> {
    if let Some(condition) = text.strip_prefix("jq:") {
        return (!condition.trim().is_empty()).then(|| Until::Condition(condition.to_owned()));
    }
    if text.starts_with('.') {
        return Some(Until::Condition(text.to_owned()));
    }
    (!text.is_empty()).then(|| Until::Word(text.to_owned()))
}

/// Digits and nothing else: std's parser takes a sign.
fn count(text: &str) -> Option<NonZeroU64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_a_condition_or_a_word() {
        for (text, wanted) in [
            ("done", Some(Until::Word("done".to_owned()))),
            ("[DONE]", Some(Until::Word("[DONE]".to_owned()))),
            (
                ".data.done",
                Some(Until::Condition(".data.done".to_owned())),
            ),
            (
                "jq:length > 3",
                Some(Until::Condition("length > 3".to_owned())),
            ),
            ("jq: ", None),
            ("", None),
        ] {
            assert_eq!(until(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_count_is_digits_above_zero() {
        for (text, wanted) in [
            ("1", Some(1)),
            ("10", Some(10)),
            ("0", None),
            ("+1", None),
            ("", None),
        ] {
            assert_eq!(count(text).map(NonZeroU64::get), wanted, "{text}");
        }
    }
}
