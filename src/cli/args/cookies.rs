//! Flags about cookies: part of the heading for credentials.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Credentials, long, help)
}

/// `-b`
pub const COOKIE: Flag = switch("cookie", "Send cookies: NAME=VALUE; …, or those of a file")
    .short('b')
    .value("DATA|FILE")
    .more(
        "May be repeated. What holds a = is cookies, sent to the first URL's origin only (curl \
         sends them to every host); anything else is a file in Netscape format or with Set-Cookie \
         lines, which is read only. A file or '' has cookies that servers set sent back to them \
         in later requests of the run. env:NAME and fd:N name a variable and a descriptor that \
         hold cookies. A Cookie header given with -H replaces all of them.",
    );
/// `-c`
pub const COOKIE_JAR: Flag = switch("cookie-jar", "Save cookies to this file; - for stdout")
    .short('c')
    .file("FILE")
    .more(
        "In Netscape format, which curl reads, mode 0600. What the run changed is merged into what \
         the file holds, so that several runs can share one (curl replaces the file). The file's \
         cookies are sent only if -b names it, too.",
    );
/// `--junk-session-cookies`
pub const JUNK_SESSION_COOKIES: Flag = switch(
    "junk-session-cookies",
    "Leave out session cookies when reading a file",
)
.rare()
.more("Those without an expiry date, as if a browser had been closed. curl's -j.");

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&COOKIE, &COOKIE_JAR, &JUNK_SESSION_COOKIES];
