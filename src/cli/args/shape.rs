//! Flags about multipart bodies and about how a request is written.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Request, long, help)
}

/// `-F`
pub const PART: Flag = switch("part", "Send a multipart form part; @FILE attaches a file")
    .short('F')
    .value("NAME=CONTENT")
    .more(
        "May be repeated; curl's -F. NAME=@FILE attaches a file, NAME=@F1,F2 several, NAME=<FILE \
         makes a text of its content; - is stdin. After a ; come type=TYPE, filename=NAME and \
         headers='NAME: VALUE' or headers=@FILE. What holds a ; or a , is written in double \
         quotes. See: verb help multipart.",
    );
/// `--form-string`
pub const PART_TEXT: Flag = switch(
    "form-string",
    "The same as --part, but @ < ; have no meaning",
)
.value("NAME=TEXT")
.rare()
.more("Every character after the = is sent as it is.");
/// `-e`
pub const REFERER: Flag = switch("referer", "Send this Referer")
    .short('e')
    .value("URL")
    .rare()
    .more("Nothing is sent without it. curl's ';auto' is refused.");
/// `-r`
pub const RANGE: Flag = switch("range", "Ask for these bytes: 0-499, 500-, -500")
    .short('r')
    .value("RANGE")
    .rare()
    .more(
        "One or several, separated by commas: FIRST-LAST, FIRST- to the end, -COUNT from the end. \
         A server that knows ranges answers 206, others 200 with everything.",
    );
/// `-0`
pub const HTTP10: Flag = switch("http1.0", "Send an HTTP/1.0 request")
    .short('0')
    .cancels(&["http1.1"])
    .rare()
    .more(
        "The connection is used for one request. A body whose length is not known before it is \
         sent is refused, as HTTP/1.0 has no chunks.",
    );
/// `--chunked`
pub const CHUNKED: Flag = switch("chunked", "Send the body in chunks")
    .inverse("no-chunked")
    .rare()
    .more("Without it only a body is whose length is not known before it is sent.");
/// `--expect100`
pub const EXPECT100: Flag = switch("expect100", "Hold the body back until the server agrees")
    .inverse("no-expect100")
    .rare()
    .more(
        "Sends Expect: 100-continue and waits for 100 (Continue), at most a second. Without a \
         body nothing is sent. curl does so by itself for large bodies.",
    );
/// `--gzip-body`
pub const GZIP_BODY: Flag = switch("gzip-body", "Compress the body")
    .inverse("no-gzip-body")
    .rare()
    .more(
        "Sends Content-Encoding: gzip. Few servers undo it unless told to. A large body is \
         compressed while it is sent, in chunks.",
    );
/// `--request-target`
pub const REQUEST_TARGET: Flag = switch("request-target", "Send this instead of the URL's path")
    .value("TARGET")
    .rare()
    .more(
        "As it is, in the request-line: * for verb options, a whole URL, anything without spaces. \
         The URL still says whom to connect to.",
    );
/// `--path-as-is`
pub const PATH_AS_IS: Flag = switch("path-as-is", "Keep /../ and /./ in the URL's path")
    .inverse("no-path-as-is")
    .rare()
    .more("Otherwise they are resolved before the request is sent, as browsers do.");

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &PART,
    &PART_TEXT,
    &REFERER,
    &RANGE,
    &HTTP10,
    &CHUNKED,
    &EXPECT100,
    &GZIP_BODY,
    &REQUEST_TARGET,
    &PATH_AS_IS,
];
