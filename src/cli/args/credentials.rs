//! Flags about who asks.

use crate::cli::flag::{Flag, Heading, Shown};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Credentials, long, help)
}

/// `-u`
pub const USER: Flag = switch("user", "Send these credentials (Basic, or --digest)")
    .short('u')
    .value("USER[:PASSWORD]")
    .more(
        "Instead of the whole: env:NAME, @FILE, fd:N or cmd:'COMMAND', instead of the password: \
         env:NAME, @FILE or fd:N, so that no secret stands on the command line; a word that only looks like one of these gets a \\ \
         before it. Without a password one is asked for on a terminal. For every URL given, and \
         never for another origin. Wins over a URL's own credentials; a header Authorization \
         wins over both. Also -a, --auth.",
    );
/// `-a`, as HTTPie has it.
pub const AUTH: Flag = Flag {
    shown: Shown::Never,
    ..switch("auth", "The same as --user")
        .short('a')
        .value("USER[:PASSWORD]")
};
/// `--bearer`
pub const BEARER: Flag = switch("bearer", "Send this token: env:NAME, @FILE, fd:N, cmd:'…'")
    .value("TOKEN")
    .aliases(&["oauth2-bearer"])
    .more("The token itself can be given as well; others can then see it in the process list.");
/// `--digest`
pub const DIGEST: Flag = switch("digest", "Answer Digest challenges; never Basic")
    .inverse("no-digest")
    .more(
        "MD5, SHA-256 and SHA-512-256, with -sess, qop auth and auth-int. The first request goes \
         without credentials; a body of more than 64 KiB, or from stdin, waits for the server's \
         word before it is sent (Expect: 100-continue).",
    );
/// `-n`
pub const NETRC: Flag = switch("netrc", "Take user and password from ~/.netrc")
    .short('n')
    .aliases(&["netrc-optional"])
    .inverse("no-netrc")
    .more(
        "Or from the file that NETRC names. Any credentials given otherwise win. An entry counts \
         with both login and password; a URL with a user takes only that user's.",
    );
/// `--netrc-file`
pub const NETRC_FILE: Flag = switch("netrc-file", "The same from this file")
    .file("FILE")
    .rare();
/// `--aws-sigv4`
pub const AWS_SIGV4: Flag = switch(
    "aws-sigv4",
    "Sign the request, such as aws:amz:REGION:SERVICE",
)
.value("SCOPE")
.rare()
.more(
    "With -u KEY:SECRET, or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. \
         Region and service may be left out where the host is SERVICE.REGION.…; another token is \
         given with -H. Signed are Host, Content-Type and X-Amz- headers.",
);
/// `--show-secrets`
pub const SHOW_SECRETS: Flag = switch("show-secrets", "Let -v show credentials and cookies")
    .inverse("no-show-secrets")
    .rare();

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &USER,
    &AUTH,
    &BEARER,
    &DIGEST,
    &NETRC,
    &NETRC_FILE,
    &AWS_SIGV4,
    &SHOW_SECRETS,
];
