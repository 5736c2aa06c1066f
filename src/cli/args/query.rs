//! Flags about getting values out of a JSON body.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Response, long, help)
}

/// `-q`
pub const JQ: Flag = switch("jq", "Write what this jq filter makes of the JSON body")
    .short('q')
    .value("FILTER")
    .more(
        "Strings raw, one a line; anything else as JSON on one line, every digit as it came. A \
         mistake in the filter is found before any connection is made; a body that is not JSON, \
         or an error of the filter, is exit status 1. It is run where the status is fine (2xx, \
         --ok): of any other response the beginning of the body is shown on stderr. A filter that begins with the path of an \
         array, as in .items[] | .id, runs on one element after the other as they arrive. \
         $status and $headers are those of the response. curl's -q is not \
         needed: no .curlrc is read. See verb help jq.",
    );
/// `--arg`
pub const ARG: Flag = switch("arg", "Give the jq filter a text as $NAME")
    .values("NAME", "VALUE")
    .rare()
    .more("May be repeated. No quoting is needed: the value is never part of the filter.");
/// `--argjson`
pub const ARGJSON: Flag = switch("argjson", "Give the jq filter a JSON value as $NAME")
    .values("NAME", "JSON")
    .rare()
    .more("May be repeated. The value is checked before any connection is made.");
/// `--require`
pub const REQUIRE: Flag = switch(
    "require",
    "Fail when the jq filter gives null, false or nothing",
)
.inverse("no-require")
.rare()
.more("Exit status 1, as that of an expectation. The outputs are written all the same.");

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&JQ, &ARG, &ARGJSON, &REQUIRE];
