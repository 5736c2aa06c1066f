//! Flags about the files that bodies become.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Response, long, help)
}

/// `-O`
pub const REMOTE_NAME: Flag = switch(
    "remote-name",
    "Write the body to a new file named as in the URL",
)
.short('O')
.rare()
.more(
    "The name is the last part of the URL's path as it was typed, made harmless: no path, no \
         leading dots or dashes, no invisible characters; download where nothing is left. Nothing \
         is overwritten, where curl's -O does that: a name that is taken becomes name-1.ext and \
         so on, and the name is said on stderr. With several URLs, one -O (or -o FILE) for each \
         in order.",
);
/// `--remote-name-all`
pub const REMOTE_NAME_ALL: Flag = switch("remote-name-all", "Use -O for all URLs without -o")
    .inverse("no-remote-name-all")
    .rare();
/// `-J`
pub const REMOTE_HEADER_NAME: Flag = switch(
    "remote-header-name",
    "With -O: prefer the name that the server gives",
)
.short('J')
.inverse("no-remote-header-name")
.rare()
.more(
    "The name of the response's Content-Disposition: filename* before filename, made \
             harmless like that of a URL. Never overwrites.",
);
/// `--output-dir`
pub const OUTPUT_DIR: Flag = switch("output-dir", "The directory for the files of -o and -O")
    .file("DIR")
    .rare();
/// `--create-dirs`
pub const CREATE_DIRS: Flag = switch("create-dirs", "Make the directories that -o and -O lack")
    .inverse("no-create-dirs")
    .rare()
    .more("They are made when a body comes. A name from a URL or a server never makes any.");
/// `--no-clobber`
pub const NO_CLOBBER: Flag = switch("no-clobber", "Do not replace a file").rare().more(
    "When the file of an -o is there, nothing is requested and the exit status is 23; curl \
         writes to FILE.1 and so on instead. -O never replaces a file anyway.",
);
/// `-C`
pub const CONTINUE_AT: Flag = switch(
    "continue-at",
    "Go on with a download that broke off; - finds where",
)
.short('C')
.value("OFFSET")
.rare()
.more(
    "With -C - a download that breaks off, by Ctrl-C too, leaves what has come in FILE, and a \
         note on it in FILE.verb-part. The same line again asks for the rest alone, if the server \
         still has the same thing, and joins no bytes of two: when it has changed, all of it is \
         fetched and then replaces FILE. A file without such a note is fetched from the \
         beginning; -C N vouches for it: its N bytes are taken for the beginning, whatever they \
         are. An answer that fits neither is exit status 23, and FILE stays as it was.",
);
/// `-R`
pub const REMOTE_TIME: Flag = switch("remote-time", "Give the file the time of Last-Modified")
    .short('R')
    .inverse("no-remote-time")
    .rare();
/// `--sha256`
pub const SHA256: Flag = switch("sha256", "Fail unless the body has this SHA-256 hash")
    .value("HEX|@FILE")
    .rare()
    .more(
        "Checked before a file is put in place: what does not match is exit status 1 and leaves \
         the old file. @FILE is a list as sha256sum writes it, of which the line with the file's \
         name counts, or a single one. With several URLs, one --sha256 for each in order. Of \
         compressed content, what comes out is hashed.",
    );

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &REMOTE_NAME,
    &REMOTE_HEADER_NAME,
    &REMOTE_NAME_ALL,
    &OUTPUT_DIR,
    &CREATE_DIRS,
    &NO_CLOBBER,
    &CONTINUE_AT,
    &REMOTE_TIME,
    &SHA256,
];
