//! Flags about JSON, forms and queries: what items become, and curl's ways of saying the same.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Request, long, help)
}

/// `-j`
pub const JSON: Flag = switch("json", "The body is JSON: check it, and say so in the head")
    .short('j')
    .takes_equals()
    .more(
        "Takes no value: the body comes from items, a JSON word, -d, @FILE, - or -T. It is checked \
         before any connection is opened (exit status 2, with line and column) and sent as it was \
         written. Content-Type and Accept become application/json unless -H gives others. \
         --json=DATA, --json=@FILE and curl's --json DATA give the body as well.",
    );
/// `--json-lines`
pub const JSON_LINES: Flag = switch(
    "json-lines",
    "The body is a JSON document on each line (NDJSON)",
)
.rare()
.more(
    "The content type is application/x-ndjson. A file is checked before any connection is opened; \
     what comes through a pipe is checked line by line while it is sent, and a line that is no \
     JSON ends the request, incomplete, with exit status 26.",
);
/// `--form`
pub const FORM: Flag = switch("form", "Items make a urlencoded form, not JSON").more(
    "Encoded by the rules of browsers (application/x-www-form-urlencoded). Several items of one \
     name are all sent. With a file part (name@FILE) the form is multipart.",
);
/// `--multipart`
pub const MULTIPART: Flag = switch("multipart", "Items make a multipart form")
    .rare()
    .more("A file part (name@FILE) implies it.");
/// `--data-urlencode`
pub const DATA_URLENCODE: Flag = switch(
    "data-urlencode",
    "The same, percent-encoded; name=TEXT, name@FILE",
)
.value("DATA")
.more(
    "Forms: TEXT, =TEXT, name=TEXT, @FILE, name@FILE; the name is sent as it is, what follows \
         it is encoded. Joined with the parts of --data.",
);
/// `-G`
pub const GET: Flag = switch("get", "Put all --data into the query, not the body")
    .short('G')
    .more("The method stays that of the command.");
/// `--url-query`
pub const URL_QUERY: Flag = switch(
    "url-query",
    "Add to the query, percent-encoded; +TEXT adds as it is",
)
.value("DATA")
.rare()
.more(
    "Forms as of --data-urlencode. The item name==TEXT does the same. What the URL has as query \
         stays.",
);

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &DATA_URLENCODE,
    &GET,
    &URL_QUERY,
    &JSON,
    &JSON_LINES,
    &FORM,
    &MULTIPART,
];
