//! Flags about what counts as success.

use crate::cli::flag::{Flag, Heading, Shown};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Outcome, long, help)
}

/// `-f`
pub const FAIL: Flag = switch("fail", "Deliver no body when the status is a failure")
    .short('f')
    .cancels(&["no-fail"])
    .more(
        "The exit status tells of a failing status with and without this flag. With it, nothing \
         goes to stdout or a file, and the beginning of the body is shown on stderr.",
    );
/// `--ok`
pub const OK: Flag = switch("ok", "Which statuses are fine, such as 2xx,404,500-503")
    .value("LIST")
    .cancels(&["no-fail"])
    .more("Takes the place of the default, 2xx.");
/// `--no-fail`
pub const NO_FAIL: Flag = switch("no-fail", "Every status is fine").cancels(&["ok"]);
/// `--fail-with-body`: already the default; after `-f` it wins, as in curl.
pub const FAIL_WITH_BODY: Flag = Flag {
    shown: Shown::Never,
    ..switch("fail-with-body", "Already the default").cancels(&["fail"])
};
/// `--check-status` of HTTPie: already the default.
pub const CHECK_STATUS: Flag = Flag {
    shown: Shown::Never,
    ..switch("check-status", "Already the default")
};

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&FAIL, &OK, &NO_FAIL, &FAIL_WITH_BODY, &CHECK_STATUS];
