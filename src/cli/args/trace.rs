//! Flags that show the wire, and those of `verb replay`.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Response, long, help).rare()
}

/// `--trace`
pub const TRACE: Flag = switch("trace", "Write every byte of the connections to a file")
    .file("FILE")
    .more(
        "Both directions, TLS undone: time in seconds, connection, what the bytes are (head, \
         chunk-size, content, trailers), their offset, then hexadecimal digits and text. Secrets \
         in heads are stars, byte for byte; bodies are whole. - is stdout, fd:3 a descriptor.",
    );
/// `--trace-ascii`
pub const TRACE_ASCII: Flag = switch("trace-ascii", "The same as --trace, without digits")
    .file("FILE")
    .more("The one of the two that comes last is taken.");
/// `--record`
pub const RECORD: Flag = switch("record", "Record the exchanges in a file, as lines of JSON")
    .file("FILE")
    .more(
        "verb replay FILE sends the requests again, byte for byte. Secrets in heads are masked, \
         and such a request cannot be replayed: record it with --show-secrets. The form is told \
         by verb help record.",
    );
/// `--har`
pub const HAR: Flag = switch("har", "Write the exchanges to a file as HAR 1.2")
    .file("FILE")
    .more(
        "An entry for each request that was made, redirects and further attempts among them, with \
         times, heads and bodies; a body of more than 1 MiB is left out and its size told. Secrets \
         are masked. Written at the end, also when the run failed; - is stdout.",
    );
/// `--trace-time`
pub const TRACE_TIME: Flag = Flag::ignored("trace-time");
/// `--to`, of `verb replay`
pub const REPLAY_TO: Flag = Flag::switch(Heading::Network, "to", "Connect there instead")
    .value("HOST:PORT")
    .more("The requests stay as they were recorded, Host and TLS names included.");

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&TRACE, &TRACE_ASCII, &TRACE_TIME, &RECORD, &HAR];
