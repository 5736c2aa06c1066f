//! Flags about responses that are streams of events.

use crate::cli::flag::{Flag, Heading};

/// `--events`
pub const EVENTS: Flag = Flag::switch(
    Heading::Response,
    "events",
    "Print each event of a stream as a line of JSON, as it comes",
)
.inverse("no-events")
.rare()
.more(
    "Server-sent events come out as {\"event\":\"message\",\"id\":\"7\",\"data\":...}: id once there \
     is one, data that is JSON as that JSON with every digit, any other as a string. JSON lines, \
     JSON sequences and JSON values one after the other come out as they are, a line each. -q is \
     asked of each line: -q .data.t for server-sent events, -q .t for the others. Sends Accept: \
     text/event-stream unless you set it.",
);
/// `--until`
pub const UNTIL: Flag = Flag::switch(
    Heading::Response,
    "until",
    "With --events: end with success at this event",
)
.value("WHAT")
.rare()
.more(
    "A jq condition on the line of JSON when it begins with . or jq:, else the name of an event \
     (--until done) or all that its data says (--until '[DONE]'). The event is the last that is \
     printed, but one that is known by its text is not. A stream that ends before it fails with \
     exit status 1, -m with 28.",
);
/// `--max-events`
pub const MAX_EVENTS: Flag = Flag::switch(
    Heading::Response,
    "max-events",
    "With --events: end with success after so many",
)
.value("N")
.rare()
.more("A stream that ends before it fails with exit status 1.");

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&EVENTS, &UNTIL, &MAX_EVENTS];
