//! Flags about trying a request again.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Network, long, help)
}

/// `--retry`
pub const RETRY: Flag = switch("retry", "Try again up to N times after a passing failure")
    .value("N")
    .more(
        "Passing are: the name not found, connection refused, reset, closed before a response, a \
         response that broke off, a time limit, and the statuses 408, 429, 500, 502, 503 and 504. \
         POST, PATCH and unknown methods are repeated only when nothing was sent, or with \
         --idempotency-key. The pauses are half a second, doubling to 30s, or what Retry-After \
         asks for. --max-time is over all attempts. Nothing of a discarded attempt reaches stdout \
         or a file; a download that broke off goes on where it stopped, where the server can. See \
         verb help retries.",
    );
/// `--retry-delay`
pub const RETRY_DELAY: Flag = switch("retry-delay", "Pause so long before each retry")
    .rare()
    .value("TIME")
    .more("In place of a pause that doubles. A longer Retry-After is obeyed nevertheless.");
/// `--retry-max-time`
pub const RETRY_MAX_TIME: Flag = switch("retry-max-time", "Begin no retry later than this")
    .rare()
    .value("TIME")
    .more(
        "Counted from the beginning of the first attempt. It is also how long a Retry-After may \
         be, which is 60s otherwise. When a pause would pass it, the last failure stands at once.",
    );
/// `--retry-on`
pub const RETRY_ON: Flag = switch(
    "retry-on",
    "What to retry on, such as 429,5xx,refused,timeout",
)
.rare()
.value("LIST")
.more(
    "Takes the place of the default. Statuses are written as for --ok. Words are: dns (the \
         name was not found), refused (no connection), reset (it failed before a response), \
         closed (it was closed before a response), cut (the response broke off), timeout; \
         connection stands for all six, all for every failure of the connection, TLS included, \
         and every 4xx and 5xx.",
);
/// `--retry-all-errors`
pub const RETRY_ALL_ERRORS: Flag = switch("retry-all-errors", "The same as --retry-on all").rare();
/// `--retry-connrefused`
pub const RETRY_REFUSED: Flag = switch("retry-connrefused", "Retry on refused connections, too")
    .rare()
    .more("The default list has them already; with --retry-on they are added.");
/// `--idempotency-key`
pub const IDEMPOTENCY_KEY: Flag =
    switch("idempotency-key", "Send an Idempotency-Key, so that POST may be retried")
        .rare()
        .takes_equals()
        .more(
            "The key is random, one for each URL and the same for each attempt, unless one is \
             given, as --idempotency-key=KEY. A header of your own wins. Servers that know such keys \
             carry the request out once, however often it comes; others may do it twice.",
        );

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &RETRY,
    &RETRY_DELAY,
    &RETRY_MAX_TIME,
    &RETRY_ON,
    &RETRY_ALL_ERRORS,
    &RETRY_REFUSED,
    &IDEMPOTENCY_KEY,
];
