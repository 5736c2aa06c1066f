//! Flags about what becomes of the response.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Response, long, help)
}

/// The words of `--color` and `--pretty`.
pub const WHEN: &[&str] = &["auto", "always", "never"];

/// `-o`
pub const OUTPUT: Flag = switch(
    "output",
    "Write the body to a file, once all of it has come",
)
.short('o')
.file("FILE")
.more(
    "The body goes to a temporary file beside it that takes its place on success only; a \
         failed download, or a status that is not fine, leaves the old file as it was. With \
         several URLs, one -o for each in order; - and URLs beyond the last -o go to stdout.",
);
/// `-i`
pub const SHOW_HEADERS: Flag = switch("show-headers", "Write the response heads before the body")
    .short('i')
    .aliases(&["include"])
    .inverse("no-show-headers");
/// `-D`
pub const DUMP_HEADER: Flag = switch(
    "dump-header",
    "Write the response heads to a file; - stdout",
)
.short('D')
.file("FILE");
/// `--raw`
pub const RAW: Flag = switch("raw", "Leave gzip, deflate, br and zstd as they come")
    .inverse("no-raw")
    .rare()
    .more(
        "Otherwise content codings are undone whenever the response has them. On a terminal the \
         body is not rendered, either: what it says to the terminal is obeyed.",
    );
/// `--compressed`
pub const COMPRESSED: Flag = switch("compressed", "Ask for a compressed response")
    .inverse("no-compressed")
    .more(
        "Sends Accept-Encoding: gzip, deflate, br, zstd. What comes compressed is decompressed \
         with and without this flag.",
    );
/// `--max-filesize`
pub const MAX_SIZE: Flag = switch("max-filesize", "Fail when the body is larger")
    .rare()
    .value("SIZE")
    .more("Bytes, or with k, M or G (1024 each). Counted after decompression. Exit status 63.");
/// `--pretty`
pub const PRETTY: Flag = switch(
    "pretty",
    "Lay out JSON, XML: auto (terminal), always, never",
)
.choice("WHEN", WHEN)
.more(
    "No digit, key order or duplicate is changed by it: only the white space between. A body that \
     is not what its type says is shown as it came from there on, with a warning for JSON. Text \
     in another charset than UTF-8 becomes UTF-8.",
);
/// `--color`
pub const COLOR: Flag = switch("color", "Use colours: auto (on a terminal), always, never")
    .choice("WHEN", WHEN)
    .aliases(&["colour"])
    .more(
        "auto obeys NO_COLOR, CI and TERM=dumb. CLICOLOR_FORCE stands for always where the body is \
         laid out anyway: a variable alone never changes the bytes in a pipe.",
    );
/// `-s`
pub const SILENT: Flag = switch("silent", "Print no errors and no warnings")
    .short('s')
    .inverse("no-silent");
/// `-S`
pub const SHOW_ERROR: Flag = switch("show-error", "With -s: print errors, still no warnings")
    .short('S')
    .inverse("no-show-error")
    .rare();
/// `-v`
pub const VERBOSE: Flag = switch("verbose", "Show heads, connection and TLS on stderr")
    .short('v')
    .inverse("no-verbose")
    .more(
        "Lines begin with > (sent), < (received) or *. Credentials are masked. Wins over -s. -vv \
         shows bodies as well: text by lines, with control characters escaped; of binary data its \
         size and beginning.",
    );

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &OUTPUT,
    &SHOW_HEADERS,
    &DUMP_HEADER,
    &RAW,
    &COMPRESSED,
    &MAX_SIZE,
    &PRETTY,
    &COLOR,
    &SILENT,
    &SHOW_ERROR,
    &VERBOSE,
];
