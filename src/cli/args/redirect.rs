//! Flags about redirects: `--location-trusted` belongs to the heading for credentials.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Network, long, help)
}

/// `-L`
pub const LOCATION: Flag = switch("location", "Follow redirects (301, 302, 303, 307, 308)")
    .short('L')
    .aliases(&["follow"])
    .inverse("no-location")
    .more(
        "Without it a 3xx is exit status 3. A 303 makes any method but HEAD a GET, a 301 or 302 \
         makes a POST one; all else is sent again as it was, with its body. To another scheme, \
         host or port go only harmless headers: no credentials, no cookies of -b, no X-Api-Key. \
         See verb help redirects. Also --follow.",
    );
/// `--max-redirs`
pub const MAX_REDIRS: Flag = switch("max-redirs", "Redirects followed for a URL; default 10")
    .rare()
    .value("N")
    .aliases(&["max-redirects"])
    .more("-1 is no limit, 0 makes any redirect an error. One too many is exit status 47.");
/// `--proto-redir`
pub const PROTO_REDIR: Flag = switch("proto-redir", "Schemes that a redirect may lead to")
    .rare()
    .value("SCHEMES")
    .more(
        "http and https, each with = (only this), + or nothing (this, too) or - (not this) before \
         it, with commas between. The default is both, but never from https to http: naming http \
         allows that for requests without a body.",
    );
/// `--location-trusted`
pub const LOCATION_TRUSTED: Flag = Flag::switch(
    Heading::Credentials,
    "location-trusted",
    "As -L, with credentials for every host named",
)
.rare()
.inverse("no-location-trusted")
.more(
    "Whoever a server redirects to gets all that was typed: credentials, cookies, every header \
     but Host. That is said on stderr when it happens. Entries of netrc stay with their host.",
);

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&LOCATION_TRUSTED, &LOCATION, &MAX_REDIRS, &PROTO_REDIR];
