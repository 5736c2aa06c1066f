//! curl's options about requests, responses and the network (curl 8.17 and before), and what each
//! becomes. Options are mapped by name: whether the flag is there is asked of the flags themselves.

use super::option::{Opt, Own, Part, To, switch, value};
use Own::{Globoff, Head, Header, Limit, Login, Method, ProtoDefault, Referer, Secret, Url};
use To::{Content, Flag, Lacks, Nothing, Same};

const fn own(own: Own) -> To {
    To::Own(own)
}

const HTTP1: &str = "verb speaks HTTP/1.1 and 1.0; leave it out";
const SCHEMES: &str = "verb speaks http and https only; write the scheme into the URL";
const NO_METHOD_KEPT: &str = "verb follows RFC 9110 for the method after a redirect";
const SIGNATURES: &str = "verb knows basic, digest, bearer and AWS signatures";
const SYSTEM_DNS: &str = "names are looked up by the system; --resolve gives an address";

/// What is sent.
pub(super) const REQUEST: &[Opt] = &[
    value("request", own(Method)).short('X'),
    switch("head", own(Head)).short('I'),
    switch("get", Content(Part::Get)).short('G'),
    value("data", Content(Part::Data)).short('d'),
    value("data-ascii", Content(Part::Data)),
    value("data-raw", Content(Part::DataRaw)),
    value("data-binary", Content(Part::DataBinary)),
    value("data-urlencode", Content(Part::DataUrlencode)),
    value("json", Content(Part::Json)),
    value("form", Content(Part::Form)).short('F'),
    value("form-string", Content(Part::FormString)),
    switch("form-escape", Lacks("names are escaped as browsers do")),
    value("upload-file", Content(Part::Upload)).short('T'),
    value("upload-flags", To::NotHttp),
    value("url", own(Url)),
    value("url-query", Same),
    value("header", own(Header)).short('H'),
    value("user-agent", Same).short('A'),
    value("referer", own(Referer)).short('e'),
    value("range", Same).short('r'),
    value("user", own(Login("user"))).short('u'),
    value("oauth2-bearer", own(Secret("bearer"))),
    switch("basic", Nothing("it is what -u does")),
    switch("digest", Same),
    switch(
        "anyauth",
        Lacks("say which: -u for basic, --digest, --bearer"),
    ),
    switch("ntlm", Lacks(SIGNATURES)),
    switch("ntlm-wb", Lacks(SIGNATURES)),
    switch("negotiate", Lacks(SIGNATURES)),
    value("aws-sigv4", Same),
    value("httpsig-algo", Lacks(SIGNATURES)),
    value("httpsig-headers", Lacks(SIGNATURES)),
    value("httpsig-key", Lacks(SIGNATURES)),
    value("httpsig-keyid", Lacks(SIGNATURES)),
    switch("netrc", Same).short('n'),
    value("netrc-file", Same),
    switch("netrc-optional", Same),
    value("cookie", Same).short('b'),
    value("cookie-jar", Same).short('c'),
    switch("junk-session-cookies", Same).short('j'),
    switch("http1.0", Same).short('0'),
    switch("http1.1", Nothing("it is what verb speaks")),
    switch("http0.9", Lacks(HTTP1)),
    switch("http2", Lacks(HTTP1)),
    switch("http2-prior-knowledge", Lacks(HTTP1)),
    switch("http3", Lacks(HTTP1)),
    switch("http3-only", Lacks(HTTP1)),
    value(
        "expect100-timeout",
        Lacks("verb waits for no 100 (Continue) unless asked to"),
    ),
    switch("path-as-is", Same),
    value("request-target", Same),
    switch("globoff", own(Globoff)).short('g'),
    value("proto-default", own(ProtoDefault)),
    value("time-cond", Lacks("send -H 'If-Modified-Since: …'")).short('z'),
    value("etag-compare", Lacks("send -H 'If-None-Match: …'")),
    value("etag-save", Lacks("-D FILE keeps the response's headers")),
    switch(
        "tr-encoding",
        Lacks("--compressed asks for a content coding"),
    ),
    switch("crlf", Lacks("convert the line ends before sending")),
    switch("use-ascii", To::NotHttp).short('B'),
];

/// What becomes of the answer.
pub(super) const RESPONSE: &[Opt] = &[
    value("output", Same).short('o'),
    switch("remote-name", Same).short('O'),
    switch("remote-name-all", Lacks("give -O once for each URL")),
    switch("remote-header-name", Same).short('J'),
    switch("remote-time", Same).short('R'),
    value("output-dir", Same),
    switch("create-dirs", Same),
    value("create-file-mode", Lacks("set the umask")),
    switch("no-clobber", Same),
    switch(
        "skip-existing",
        Lacks("test for the file first, or use --no-clobber"),
    ),
    switch(
        "remove-on-error",
        Nothing("verb never leaves a part of a file"),
    ),
    value("continue-at", Same).short('C'),
    switch("include", Flag("show-headers")).short('i'),
    switch("show-headers", Same),
    value("dump-header", Same).short('D'),
    switch("suppress-connect-headers", Nothing("they are not shown")),
    switch("fail", Same).short('f'),
    switch("fail-with-body", Same),
    switch("fail-early", Same),
    switch("compressed", Same),
    switch("raw", Same),
    switch(
        "ignore-content-length",
        Lacks("a body of another length is an error to verb"),
    ),
    value("max-filesize", own(Limit)),
    switch("silent", Same).short('s'),
    switch("show-error", Same).short('S'),
    switch("verbose", Same).short('v'),
    value("write-out", Same).short('w'),
    switch("progress-bar", Nothing("it changes nothing but a meter")).short('#'),
    switch(
        "no-progress-meter",
        Nothing("it changes nothing but a meter"),
    ),
    switch("progress-meter", Nothing("it changes nothing but a meter")),
    switch("no-buffer", Nothing("verb writes bytes as they come")).short('N'),
    switch("styled-output", Nothing("it changes nothing but fonts")),
    value("trace", Same),
    value("trace-ascii", Lacks("-v shows the heads")),
    value("trace-config", Lacks("-v shows the heads")),
    switch("trace-time", Nothing("it changes nothing but a trace")),
    switch("trace-ids", Nothing("it changes nothing but a trace")),
    value("stderr", Lacks("redirect stderr with 2>FILE")),
    switch("xattr", Lacks("verb writes no file attributes")),
    switch("out-null", Lacks("write -o /dev/null")),
];

/// How the peer is reached, and how long that may take.
pub(super) const NETWORK: &[Opt] = &[
    switch("location", Same).short('L'),
    switch("follow", Flag("location")),
    switch("location-trusted", Same),
    value("max-redirs", Same),
    switch("post301", Lacks(NO_METHOD_KEPT)),
    switch("post302", Lacks(NO_METHOD_KEPT)),
    switch("post303", Lacks(NO_METHOD_KEPT)),
    value("proto", Lacks(SCHEMES)),
    value("ipfs-gateway", Lacks(SCHEMES)),
    value("proto-redir", Same),
    value("max-time", own(Limit)).short('m'),
    value("connect-timeout", own(Limit)),
    value("speed-limit", Lacks("--idle-timeout limits a silence")).short('Y'),
    value("speed-time", Lacks("--idle-timeout limits a silence")).short('y'),
    value("retry", Same),
    value("retry-delay", own(Limit)),
    value("retry-max-time", own(Limit)),
    switch("retry-connrefused", Same),
    switch("retry-all-errors", Same),
    value("resolve", Same),
    value("connect-to", Same),
    value("unix-socket", Same),
    value(
        "abstract-unix-socket",
        Lacks("use --unix-socket with a path"),
    ),
    value("interface", Same),
    value("local-port", Lacks("the system chooses the port")),
    switch("ipv4", Same).short('4'),
    switch("ipv6", Same).short('6'),
    value(
        "happy-eyeballs-timeout-ms",
        Nothing("verb races addresses at its own pace"),
    ),
    value("dns-interface", Lacks(SYSTEM_DNS)),
    value("dns-ipv4-addr", Lacks(SYSTEM_DNS)),
    value("dns-ipv6-addr", Lacks(SYSTEM_DNS)),
    value("dns-servers", Lacks(SYSTEM_DNS)),
    value("doh-url", Lacks(SYSTEM_DNS)),
    switch("doh-insecure", Lacks(SYSTEM_DNS)),
    switch("doh-cert-status", Lacks(SYSTEM_DNS)),
    value("limit-rate", Same),
    value("rate", Lacks("sleep between the calls")),
    switch("parallel", Same).short('Z'),
    value("parallel-max", Same),
    value("parallel-max-host", Lacks("--parallel-max limits all")),
    switch(
        "parallel-immediate",
        Nothing("HTTP/1.1 has nothing to wait for"),
    ),
    value(
        "keepalive-time",
        Nothing("connections live as long as the run"),
    ),
    value(
        "keepalive-cnt",
        Nothing("connections live as long as the run"),
    ),
    switch(
        "no-keepalive",
        Nothing("connections live as long as the run"),
    ),
    switch("keepalive", Nothing("connections live as long as the run")),
    switch("tcp-nodelay", Nothing("verb always does that")),
    switch(
        "tcp-fastopen",
        Nothing("it changes only how fast a connection opens"),
    ),
    switch("mptcp", Lacks("verb uses plain TCP")),
    value(
        "ip-tos",
        Lacks("verb leaves packets as the system makes them"),
    ),
    value(
        "vlan-priority",
        Lacks("verb leaves packets as the system makes them"),
    ),
    switch("haproxy-protocol", Lacks("verb sends no PROXY line")),
    value("haproxy-clientip", Lacks("verb sends no PROXY line")),
    value(
        "alt-svc",
        Lacks("verb contacts nobody but the host of the URL"),
    ),
    value("hsts", Lacks("write https:// in the URL")),
    switch(
        "disallow-username-in-url",
        Lacks("leave the user out of the URL"),
    ),
];
