//! Flags about how the peer is reached, and how long that may take.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Network, long, help)
}

/// `-m`
pub const MAX_TIME: Flag = switch(
    "max-time",
    "Limit for everything, for each URL; default none",
)
.short('m')
.aliases(&["timeout"])
.value("TIME")
.more("Times are 500ms, 2s, 1.5m or 1h; a bare number is seconds. Exit status 28.");
/// `--connect-timeout`
pub const CONNECT_TIMEOUT: Flag = switch(
    "connect-timeout",
    "Limit for name, connection and TLS; default 10s",
)
.rare()
.value("TIME");
/// `--idle-timeout`
pub const IDLE_TIMEOUT: Flag = switch(
    "idle-timeout",
    "Limit for each silence of the server; default 300s",
)
.rare()
.value("TIME");
/// `--resolve`
pub const RESOLVE: Flag = switch("resolve", "Use this address for a host and port")
    .rare()
    .value("HOST:PORT:ADDR[,ADDR]")
    .more(
        "May be repeated; * is every host, IPv6 addresses may stand in brackets. The name stays \
         in the Host header and in the check of the certificate.",
    );
/// `--connect-to`
pub const CONNECT_TO: Flag = switch("connect-to", "Connect to another host and port")
    .rare()
    .value("HOST:PORT:HOST:PORT")
    .more(
        "May be repeated; the first that fits is used. Requests for the first host and port go \
         to the second; an empty part means any, or the same. The name stays in the Host header \
         and in the check of the certificate.",
    );
/// `--unix-socket`
pub const UNIX_SOCKET: Flag = switch("unix-socket", "Connect to this Unix domain socket instead")
    .rare()
    .file("PATH")
    .cancels(&["abstract-unix-socket"]);
/// `-4`
pub const IPV4: Flag = switch("ipv4", "Use IPv4 only")
    .short('4')
    .cancels(&["ipv6"]);
/// `-6`
pub const IPV6: Flag = switch("ipv6", "Use IPv6 only")
    .short('6')
    .cancels(&["ipv4"]);

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &MAX_TIME,
    &CONNECT_TIMEOUT,
    &IDLE_TIMEOUT,
    &RESOLVE,
    &CONNECT_TO,
    &UNIX_SOCKET,
    &IPV4,
    &IPV6,
];
