//! Flags about showing how far a run has come.

use crate::cli::flag::{Flag, Heading};

/// `--progress`
pub const PROGRESS: Flag = Flag::switch(
    Heading::Response,
    "progress",
    "Show progress: auto (on a terminal), plain, off",
)
.choice("HOW", &["auto", "plain", "off"])
.cancels(&["progress-bar", "no-progress-meter"])
.rare()
.more(
    "auto draws one line on stderr where that is a terminal, the body goes elsewhere, and it \
     takes longer than a second; never where CI is set, nor with -s. plain prints a line each ten \
     seconds, terminal or not. With several URLs the line is on all of them.",
);
/// `-#`
pub const PROGRESS_BAR: Flag = Flag {
    heading: Heading::Response,
    ..Flag::ignored("progress-bar")
}
.short('#')
.cancels(&["progress", "no-progress-meter"]);
/// `--no-progress-meter`
pub const NO_PROGRESS_METER: Flag = Flag {
    heading: Heading::Response,
    ..Flag::ignored("no-progress-meter")
}
.cancels(&["progress", "progress-bar"]);

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&PROGRESS, &PROGRESS_BAR, &NO_PROGRESS_METER];
