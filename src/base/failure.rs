//! Why a run did not succeed: a kind, which alone decides the exit status, and the story.

use std::error::Error;
use std::fmt;
use std::io;

use super::deadline::Spent;
use super::exit::Kind;

/// A failed run: what kind, what happened to what and why, and what the user can try.
#[derive(Debug)]
pub struct Failure {
    /// Decides the exit status.
    pub kind: Kind,
    /// The causes, outermost first; printed on one line.
    pub error: anyhow::Error,
    /// What to try next, as a sentence without a full stop.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure told in one sentence.
    pub fn new(kind: Kind, story: impl fmt::Display) -> Self {
        Self {
            kind,
            error: anyhow::anyhow!("{story}"),
            hint: None,
        }
    }

    /// A usage error: exit status 2, found before any connection.
    pub fn usage(story: impl fmt::Display) -> Self {
        Self::new(Kind::Usage, story)
    }

    /// A failure caused by a typed error, which stays findable in the chain.
    pub fn caused(kind: Kind, cause: impl Error + Send + Sync + 'static) -> Self {
        Self {
            kind,
            error: anyhow::Error::new(cause),
            hint: None,
        }
    }

    /// An I/O error met while doing `what`. A spent time limit inside it makes the kind
    /// [`Kind::TimedOut`], whatever `kind` says.
    pub fn io(kind: Kind, what: impl fmt::Display, cause: io::Error) -> Self {
        match Spent::within(&cause) {
            Some(spent) => Self::caused(Kind::TimedOut, spent),
            None => Self::caused(kind, cause).context(what),
        }
    }

    /// Whether a time limit passed.
    pub fn is_timeout(&self) -> bool {
        self.kind == Kind::TimedOut
    }

    /// Says what was being done when it happened.
    #[must_use]
    pub fn context(mut self, what: impl fmt::Display) -> Self {
        self.error = self.error.context(what.to_string());
        self
    }

    /// Says, behind the story, which request it was. The causes are kept as text alone.
    #[must_use]
    pub fn of(self, request: impl fmt::Display) -> Self {
        let told = anyhow::anyhow!("{} ({request})", self.story());
        Self {
            error: told,
            ..self
        }
    }

    /// Says what to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says more behind the hint, or in its place where there is none.
    #[must_use]
    pub fn also(mut self, more: impl fmt::Display) -> Self {
        self.hint = Some(match self.hint {
            Some(hint) => format!("{hint}; {more}"),
            None => more.to_string(),
        });
        self
    }

    /// The causes on one line, outermost first, without the hint.
    pub fn story(&self) -> String {
        format!("{:#}", self.error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.story())?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::deadline::{Limit, Phase};
    use std::time::Duration;

    #[test]
    fn a_story_is_one_line_from_the_outside_in() {
        let failure = Failure::io(
            Kind::ReadSource,
            "reading body.json",
            io::Error::other("gone"),
        )
        .context("sending the content")
        .hint("try again");
        assert_eq!(
            failure.to_string(),
            "sending the content: reading body.json: gone; try again"
        );
    }

    #[test]
    fn a_spent_limit_decides_the_kind() {
        let spent = Spent {
            phase: Phase::Receive,
            limit: Limit::Total,
            span: Duration::from_secs(2),
        };
        let failure = Failure::io(Kind::Receive, "receiving", spent.into());
        assert_eq!(failure.kind, Kind::TimedOut);
    }
}
