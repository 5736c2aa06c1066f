//! A filter that cannot be compiled: where the mistake is and what it is, found before anything is
//! sent.

use std::error::Error;
use std::fmt;

use crate::base::escape::Escaped;
use crate::base::exit::Kind;
use crate::base::failure::Failure;

/// A mistake in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it is, in bytes from the beginning of the filter; its length where that is the end.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong, as a phrase.
    pub reason: String,
    /// What to try, if anything is known.
    pub hint: Option<String>,
    /// The line of the filter that it is in.
    excerpt: String,
}

/// Characters shown before the mistake, and behind it.
const AROUND: usize = 60;

impl Mistake {
    /// A mistake at an offset.
    pub(super) fn new(filter: &str, offset: usize, reason: impl fmt::Display) -> Self {
        let (before, after) = filter.split_at_checked(offset).unwrap_or((filter, ""));
        let line_before = before.rsplit('\n').next().unwrap_or_default();
        let line_after = after.split('\n').next().unwrap_or_default();
        Self {
            offset: before.len(),
            line: before.matches('\n').count() + 1,
            column: line_before.chars().count() + 1,
            reason: reason.to_string(),
            hint: None,
            excerpt: format!("{line_before}{line_after}"),
        }
    }

    /// A mistake where a part of the filter stands.
    pub(super) fn at(filter: &str, part: &str, reason: impl fmt::Display) -> Self {
        let start = part.as_ptr().addr();
        let offset = start.checked_sub(filter.as_ptr().addr());
        Self::new(filter, offset.unwrap_or(filter.len()), reason)
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }

    /// The line of the filter and, below it, a caret under the mistake; without a last line end.
    /// What a terminal would act on is escaped, and long lines are cut.
    pub fn caret(&self) -> String {
        let skipped = (self.column - 1).saturating_sub(AROUND);
        let shown = self.column - 1 - skipped;
        let mut letters = self.excerpt.chars().skip(skipped);
        let before: String = letters.by_ref().take(shown).collect();
        let after: String = letters.take(AROUND).collect();
        let dots = if skipped > 0 { "…" } else { "" };
        let before = format!("{dots}{}", Escaped(before.as_bytes()));
        let width = before.chars().count();
        format!(
            "    {before}{}\n    {}^",
            Escaped(after.as_bytes()),
            " ".repeat(width)
        )
    }

    /// The mistake that a failure is about, whose caret is printed below the line that tells it.
    pub fn within(failure: &Failure) -> Option<&Self> {
        failure.error.chain().find_map(|cause| cause.downcast_ref())
    }

    /// The failure of a command line that gave the filter with this flag.
    pub fn failure(self, flag: &str) -> Failure {
        let hint = self.hint.clone();
        let failure = Failure::caused(Kind::Usage, self).context(format!("--{flag}"));
        Failure { hint, ..failure }
    }
}

impl Error for Mistake {}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the filter has a mistake at ")?;
        if self.line > 1 || self.excerpt.is_empty() {
            write!(f, "line {}, ", self.line)?;
        }
        write!(f, "column {}: {}", self.column, self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_stands_under_the_mistake() {
        let mistake = Mistake::new(".a |\n  .é | foo", 13, "no filter 'foo/0'");
        assert_eq!((mistake.line, mistake.column), (2, 8));
        assert_eq!(mistake.caret(), "      .é | foo\n           ^");
        assert_eq!(
            mistake.to_string(),
            "the filter has a mistake at line 2, column 8: no filter 'foo/0'"
        );
    }

    #[test]
    fn long_lines_are_cut_and_controls_escaped() {
        let filter = format!("{}\u{1b}]0;x{}", "a".repeat(200), "b".repeat(200));
        let caret = Mistake::new(&filter, 201, "x").caret();
        let (line, below) = caret.split_once('\n').unwrap();
        assert!(
            !line.contains('\u{1b}') && line.chars().count() < 150,
            "{line}"
        );
        let at = below.chars().count() - 1;
        assert_eq!(line.chars().nth(at), Some(']'));
    }

    #[test]
    fn it_fails_as_a_usage_error_with_the_flag() {
        let failure = Mistake::new("", 0, "a term is missing").failure("jq");
        assert_eq!(failure.kind, Kind::Usage);
        assert_eq!(Mistake::within(&failure).unwrap().caret(), "    \n    ^");
        assert_eq!(
            failure.story(),
            "--jq: the filter has a mistake at line 1, column 1: a term is missing"
        );
    }
}
