//! What of a stream is delivered, and which event ends it (`--until`, `--max-events`).

use std::borrow::Cow;
use std::num::NonZeroU64;

use super::Event;

/// What is waited for; nothing by default, and the stream's own end is the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watch {
    /// The event that ends it.
    pub until: Option<Until>,
    /// How many delivered events end it.
    pub most: Option<NonZeroU64>,
}

/// Which event ends a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Until {
    /// One for whose line this jq condition holds.
    Condition(String),
    /// One of this name, or whose data says this and nothing else.
    Word(String),
}

/// What becomes of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'e> {
    /// The line that is delivered, where one is.
    pub line: Option<Cow<'e, str>>,
    /// The stream has come to the end that was waited for.
    pub stop: bool,
    /// The event is known by its name as the sign of that end.
    pub named: bool,
}

impl Watch {
    /// Whether a stream that ends by itself ends too early.
    pub fn awaits(&self) -> bool {
        self.until.is_some() || self.most.is_some()
    }

    /// Decides about an event that comes after so many delivered ones. `holds` says whether a
    /// condition holds for the event's line; it is asked where there is one alone.
    ///
    /// An event that is known by its text is a full stop, no news: `data: [DONE]` would break every
    /// filter that takes the other events apart. One that is known by its name or by a condition
    /// may carry the result, and is delivered; a filter may fail on the one known by its name.
    pub fn step<'e, E>(
        &self,
        event: &'e Event,
        delivered: u64,
        holds: impl FnOnce(&str, &str) -> Result<bool, E>,
    ) -> Result<Step<'e>, E> {
        let line = event.json();
        let word = matches!(self.until, Some(Until::Word(_)));
        let (named, said) = match (&self.until, &line) {
            (Some(Until::Word(word)), _) => (event.is_named(word), event.says(word)),
            (Some(Until::Condition(condition)), Some(line)) => (holds(condition, line)?, false),
            (Some(Until::Condition(_)), None) | (None, _) => (false, false),
        };
        let line = line.filter(|_| named || !said);
        let count = delivered.saturating_add(u64::from(line.is_some()));
        let full = self.most.is_some_and(|most| count >= most.get());
        Ok(Step {
            line,
            stop: named || said || full,
            named: named && word,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str, data: &str) -> Event {
        Event::Message {
            name: name.to_owned(),
            id: String::new(),
            data: data.to_owned(),
        }
    }

    fn step(watch: &Watch, event: &Event, delivered: u64) -> (bool, bool) {
        let holds = |condition: &str, line: &str| Ok::<_, ()>(line.contains(condition));
        let step = watch.step(event, delivered, holds).unwrap();
        (step.line.is_some(), step.stop)
    }

    #[test]
    fn a_name_and_a_condition_are_the_last_delivered_a_text_is_not() {
        let word = |word: &str| Watch {
            until: Some(Until::Word(word.to_owned())),
            most: None,
        };
        let bare = Event::Bare {
            name: "done".to_owned(),
        };
        for (watch, event, wanted) in [
            (word("done"), message("done", "{\"n\":1}"), (true, true)),
            (word("done"), message("add", "1"), (true, false)),
            (word("done"), bare.clone(), (false, true)),
            (word("end"), bare, (false, false)),
            (word("[DONE]"), message("message", "[DONE]"), (false, true)),
            (word("done"), message("done", "done"), (true, true)),
            (word("3"), Event::Value("3".to_owned()), (false, true)),
            (Watch::default(), message("done", "1"), (true, false)),
        ] {
            assert_eq!(step(&watch, &event, 0), wanted, "{watch:?} {event:?}");
        }
        let condition = Watch {
            until: Some(Until::Condition("\"n\":1".to_owned())),
            most: None,
        };
        assert_eq!(
            step(&condition, &message("x", "{\"n\": 1}"), 0),
            (true, true)
        );
        assert_eq!(
            step(&condition, &message("x", "{\"n\": 2}"), 0),
            (true, false)
        );
        assert!(condition.awaits() && !Watch::default().awaits());
    }

    #[test]
    fn a_count_ends_with_the_event_that_fills_it() {
        let watch = Watch {
            until: None,
            most: NonZeroU64::new(2),
        };
        assert_eq!(step(&watch, &message("a", "1"), 0), (true, false));
        assert_eq!(step(&watch, &message("a", "1"), 1), (true, true));
    }
}
