//! Flags of `verb session`: those of its own, and which of the others hold for all of its lines.

use super::{
    address, cookies, credentials, network, outcome, parallel, parts, proxy, query, redirect,
    request, response, retry, shape, tls, tool, trace,
};
use crate::cli::flag::{Flag, Heading};

/// `--file`
pub const FILE: Flag = Flag::switch(
    Heading::Tool,
    "file",
    "Read the requests from this file, not from stdin",
)
.file("FILE");

/// Flags that say who is asking: a line that has one of its own has none of the session's.
pub const CREDENTIALS: &[&Flag] = &[
    &credentials::USER,
    &credentials::AUTH,
    &credentials::BEARER,
    &credentials::DIGEST,
    &credentials::NETRC,
    &credentials::NETRC_FILE,
    &credentials::AWS_SIGV4,
];

/// Further flags about the user and what is sent: see [`is_of_the_origin`].
const OF_THE_ORIGIN: &[&Flag] = &[
    &request::HEADER,
    &shape::REFERER,
    &tls::CERT,
    &tls::KEY,
    &tls::PASS,
];

/// Flags that say something of a filter: they hold for the lines that have one.
pub const OF_FILTERS: &[&Flag] = &[&query::ARG, &query::ARGJSON, &query::REQUIRE];

/// Of [`CREDENTIALS`], the one that says how, not who.
pub const WAY: &Flag = &credentials::DIGEST;

/// Flags that are about the session as a whole: no line gets them from it.
pub const OF_THE_WHOLE: &[&Flag] = &[
    &FILE,
    &cookies::COOKIE,
    &cookies::COOKIE_JAR,
    &cookies::JUNK_SESSION_COOKIES,
    &trace::TRACE,
    &trace::TRACE_ASCII,
    &trace::RECORD,
    &trace::HAR,
    &parallel::FAIL_EARLY,
    &tool::HELP,
    &tool::VERSION,
];

/// Flags of other headings that are for single lines: each would say the same of every request, or
/// have every response written to one file.
const OF_LINES: &[&Flag] = &[
    &request::DATA,
    &request::DATA_RAW,
    &request::DATA_BINARY,
    &request::UPLOAD,
    &request::BASE,
    &response::OUTPUT,
    &response::DUMP_HEADER,
    &parts::TO,
    &parts::META,
    &tool::AS,
];

/// All flags that `verb session` takes, in the order of the help.
pub fn all() -> impl Iterator<Item = &'static Flag> {
    let headings = [
        request::FLAGS,
        &[&shape::REFERER],
        credentials::FLAGS,
        cookies::FLAGS,
        response::FLAGS,
        query::FLAGS,
        trace::FLAGS,
        parts::FLAGS,
        outcome::FLAGS,
        &[&parallel::FAIL_EARLY],
        redirect::FLAGS,
        network::FLAGS,
        proxy::FLAGS,
        address::FLAGS,
        retry::FLAGS,
        tls::FLAGS,
        &[&FILE],
        tool::FLAGS,
    ];
    let all = headings.into_iter().flatten().copied();
    all.filter(|flag| !is_among(flag, OF_LINES))
}

/// Whether a flag holds for the session's own origin alone, whatever URLs its lines name.
pub fn is_of_the_origin(flag: &Flag) -> bool {
    is_among(flag, CREDENTIALS) || is_among(flag, OF_THE_ORIGIN)
}

/// Whether a flag is one of these.
pub fn is_among(flag: &Flag, flags: &[&Flag]) -> bool {
    flags.iter().any(|one| one.long == flag.long)
}
