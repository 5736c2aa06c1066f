//! Flags about what is sent.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Request, long, help)
}

/// `-X`, of `verb request` only.
pub const METHOD: Flag = switch("request", "The method, sent as it is written")
    .short('X')
    .value("WORD")
    .more(
        "Any token; methods are case-sensitive. The other commands have their method in their \
         name and do not take this flag.",
    );
/// `-H`
pub const HEADER: Flag = switch(
    "header",
    "Send a header; NAME: removes, NAME; sends it empty",
)
.short('H')
.value("NAME: VALUE")
.more(
    "May be repeated; headers are sent in the order given, after the default ones (Host, \
         User-Agent, Accept, Content-Type). One with the name of a default replaces it. 'NAME:' \
         removes a default, 'NAME;' sends the header without a value, @FILE reads one from each \
         line of a file, @- from stdin.",
);
/// `-d`
pub const DATA: Flag = switch("data", "Send as the body, joined with &; @FILE, @- stdin")
    .short('d')
    .value("DATA")
    .more(
        "May be repeated; the parts are joined with &, also those of --data-raw and \
         --data-binary. Every byte of a file is kept (curl drops line ends) and the file is \
         streamed. The content type is application/x-www-form-urlencoded unless -H gives another. \
         The method stays that of the command (curl would make a GET a POST).",
    );
/// `--data-raw`
pub const DATA_RAW: Flag = switch("data-raw", "The same as --data, but @ has no meaning")
    .rare()
    .value("DATA")
    .more("A leading @ is sent as it is.");
/// `--data-binary`
pub const DATA_BINARY: Flag = switch("data-binary", "The same as --data")
    .value("DATA")
    .rare()
    .more("That keeps every byte already.");
/// `-T`
pub const UPLOAD: Flag = switch("upload-file", "Stream a file as the body; - for stdin")
    .short('T')
    .file("FILE")
    .more(
        "No content type is sent unless -H gives one. The URL is used as it is: curl appends the \
         file's name to one that ends in a slash.",
    );
/// `-A`
pub const USER_AGENT: Flag = switch("user-agent", "Send this User-Agent; '' for none")
    .short('A')
    .value("TEXT");
/// `--base`
pub const BASE: Flag = switch("base", "Where a URL that is only a /path leads")
    .rare()
    .value("URL")
    .more(
        "The path takes the place of this URL's own path. Without the flag VERB_BASE_URL is \
         used.",
    );

/// In the order of the help, without [`METHOD`].
pub const FLAGS: &[&Flag] = &[
    &HEADER,
    &DATA,
    &DATA_RAW,
    &DATA_BINARY,
    &UPLOAD,
    &USER_AGENT,
    &BASE,
];
