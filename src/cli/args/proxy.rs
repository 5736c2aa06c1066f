//! Flags about proxies.

use crate::cli::flag::{Flag, Heading};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Network, long, help)
}

/// `-x`
pub const PROXY: Flag = switch(
    "proxy",
    "Go by this proxy: http, https, socks4(a), socks5(h)",
)
.short('x')
.value("URL")
.rare()
.more(
    "[SCHEME://]HOST[:PORT]: without a scheme http; without a port 1080, for https 443, as in \
         curl. Credentials may stand before the host: USER:PASSWORD@, percent-encoded. Empty: no \
         proxy. Without the flag the variables http_proxy, https_proxy and all_proxy are asked; \
         see verb help proxies. A proxy that refuses or fails is exit status 97.",
);
/// `-U`
pub const PROXY_USER: Flag = switch(
    "proxy-user",
    "Send the proxy these credentials (Basic, SOCKS)",
)
.short('U')
.value("USER[:PASSWORD]")
.rare()
.more(
    "From the same places as --user: env:NAME, @FILE, fd:N, cmd:'COMMAND'. For proxies of \
         variables, too. Credentials in the URL of a proxy win, as in curl. Never sent to an \
         origin.",
);
/// `--proxy-header`
pub const PROXY_HEADER: Flag = switch("proxy-header", "Send the proxy this header; @FILE for many")
    .value("LINE")
    .rare()
    .more(
        "In CONNECT, and in http requests that the proxy forwards. Headers of -H never stand in a \
         CONNECT.",
    );
/// `--noproxy`
pub const NOPROXY: Flag = switch("noproxy", "Use no proxy for these hosts; * is every host")
    .value("LIST")
    .rare()
    .more(
        "Names (with all names under them), addresses and blocks such as 10.0.0.0/8, each with \
         :PORT or without, between commas. Takes the place of the variable no_proxy.",
    );
/// `--proxytunnel`
pub const PROXYTUNNEL: Flag = switch("proxytunnel", "Have http requests tunnelled, too (CONNECT)")
    .inverse("no-proxytunnel")
    .rare();
/// `--proxy-cacert`
pub const PROXY_CACERT: Flag = switch("proxy-cacert", "Trust this CA for an https proxy, too")
    .file("FILE")
    .rare()
    .more("May be repeated. --cacert is for origins only.");
/// `--proxy-insecure`
pub const PROXY_INSECURE: Flag =
    switch("proxy-insecure", "Accept any certificate of an https proxy")
        .inverse("no-proxy-insecure")
        .rare()
        .more("A warning is printed. --insecure is for origins only.");

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &PROXY,
    &PROXY_USER,
    &PROXY_HEADER,
    &NOPROXY,
    &PROXYTUNNEL,
    &PROXY_CACERT,
    &PROXY_INSECURE,
];
