//! Flags about the near end of a connection, and about its speed.

use crate::cli::flag::{Flag, Heading};

const fn rare(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Network, long, help).rare()
}

/// `--abstract-unix-socket`
pub const ABSTRACT_SOCKET: Flag = rare(
    "abstract-unix-socket",
    "Connect to this Linux abstract socket instead",
)
.value("NAME")
.cancels(&["unix-socket"]);
/// `--interface`
pub const INTERFACE: Flag = rare("interface", "Connect from this device or address")
    .value("NAME|ADDRESS")
    .more(
        "An interface, an address of this machine, or a host name that has one. if!NAME is \
         always an interface, host!NAME always an address or a host, ifhost!NAME!ADDRESS is both.",
    );
/// `--limit-rate`
pub const LIMIT_RATE: Flag = rare("limit-rate", "Move at most so many bytes a second each way")
    .value("SPEED")
    .more("With k, M or G, of 1024 each. Bytes go evenly, not in bursts; 0 is no limit.");
/// `--speed-limit`
pub const SPEED_LIMIT: Flag = rare(
    "speed-limit",
    "Give up when slower than so many bytes a second",
)
.value("SPEED")
.more(
    "For as long as --speed-time says, 30s by default, sent and received bytes together. Exit \
     status 28.",
);
/// `--speed-time`
pub const SPEED_TIME: Flag = rare("speed-time", "How long --speed-limit may be missed")
    .value("TIME")
    .more("Without --speed-limit: with less than a byte a second.");

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &ABSTRACT_SOCKET,
    &INTERFACE,
    &LIMIT_RATE,
    &SPEED_LIMIT,
    &SPEED_TIME,
];
