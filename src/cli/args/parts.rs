//! Flags about the parts of an exchange, and what is told of it beside them.

use crate::cli::flag::{Flag, Heading};

const fn flag(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Response, long, help).rare()
}

/// `-p`
pub const PRINT: Flag = flag("print", "What goes to stdout: letters out of HBhbms")
    .short('p')
    .value("PARTS")
    .more(
        "H request head (secrets masked unless --show-secrets), B request body, h response heads, \
         b response body, m metadata as a line of JSON, s the status as a line (000 where there \
         was no response). They come in the order they happened in: HBhsbm. Without this, b. -p s \
         is the status alone; with -o FILE the body is in the file. -f keeps H, B, h and b of a \
         failing status off stdout.",
    );
/// `--to`
pub const TO: Flag = flag(
    "to",
    "Send a part to a place: status=fd:3, head=FILE, m=stderr",
)
.value("PART=PLACE")
.more(
    "PART is a letter of --print or request-head, request-body, head, body, meta, status; PLACE \
         is stdout, stderr, fd:N or a file, which appears when the run is over. Repeatable. A \
         descriptor must be open: sh opens one with 3>FILE. The parts of several URLs follow each \
         other in the order of the URLs.",
);
/// `-w`
pub const WRITE_OUT: Flag = flag(
    "write-out",
    "Print facts by a template, such as '%{http_code}\\n'",
)
.short('w')
.value("TEMPLATE")
.more(
    "curl's language: %{name}, %header{name}, %{json}, %{stderr}, %output{FILE}, %{onerror}; \
         @FILE reads the template from a file, @- from stdin. Printed after each URL, also when it \
         failed. An unknown name is a mistake. verb help write-out lists the names.",
);
/// `--meta`
pub const META: Flag = flag(
    "meta",
    "Write a JSON object about each request to a file; - stdout",
)
.file("FILE")
.more(
    "One line for each URL, whatever came of it: status, headers, redirects, times, addresses, \
         TLS and its certificate, sizes, exit status and error. verb help metadata names all.",
);
/// `--timing`
pub const TIMING: Flag = flag("timing", "Show on stderr where the time went")
    .inverse("no-timing")
    .more(
        "DNS, connect, TLS, send, wait, receive: as bars where stderr is a terminal, else as a \
         line of figures for each exchange.",
    );

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&PRINT, &TO, &WRITE_OUT, &META, &TIMING];
