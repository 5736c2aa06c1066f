//! Flags about requests of several URLs: side by side or in turn, and when to give up.

use crate::cli::flag::{Flag, Heading};

/// `-Z`
pub const PARALLEL: Flag = Flag::switch(
    Heading::Network,
    "parallel",
    "Request the URLs side by side; output stays in order",
)
.short('Z')
.inverse("no-parallel")
.rare()
.more(
    "What later URLs deliver waits until the earlier ones are done, in memory as far as it is \
     small and else in a temporary file; files named with -o are written at once. Messages of one \
     request stay together. The exit status is that of the first failure in the order of the URLs.",
);
/// `--parallel-max`
pub const PARALLEL_MAX: Flag = Flag::switch(
    Heading::Network,
    "parallel-max",
    "How many at a time with --parallel; default 50",
)
.rare()
.value("N")
.more("From 1 to 300. Each takes a connection of its own, and uses it for several URLs.");
/// `--fail-early`
pub const FAIL_EARLY: Flag = Flag::switch(
    Heading::Outcome,
    "fail-early",
    "Stop at the first URL that fails",
)
.rare()
.inverse("no-fail-early")
.more(
    "Otherwise all are requested, and the exit status is that of the first failure. With \
     --parallel those under way are given up, and leave no file behind.",
);

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&PARALLEL, &PARALLEL_MAX, &FAIL_EARLY];
