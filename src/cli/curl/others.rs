//! curl's options about TLS, proxies and the tool itself, and those of other protocols.

use super::option::{Opt, Own, To, switch, value};
use Own::{Cacert, Help, Login, Secret, Socks, Version};
use To::{Lacks, NotHttp, Nothing, Same};

const fn own(own: Own) -> To {
    To::Own(own)
}

const KEYS: &str = "keys and certificates are PEM files";
const RUSTLS: &str = "verb's TLS has no such setting";
const OLD_TLS: &str = "verb starts at TLS 1.2";
const PROXY_TLS: &str = "verb has --proxy-cacert and --proxy-insecure for the TLS of proxies";
const PROXY_AUTH: &str = "verb knows basic authentication to proxies: --proxy-user";
const SHELL: &str = "use the shell's variables";
const CURL_ONLY: &str = "--as curl prints the line instead";

/// Whom to trust.
pub(super) const TLS: &[Opt] = &[
    switch("insecure", Same).short('k'),
    value("cacert", own(Cacert)),
    value("capath", Same),
    switch(
        "ca-native",
        Nothing("the system's store is asked when it is needed"),
    ),
    value("cert", Same).short('E'),
    value("key", Same),
    value("pass", own(Secret("pass"))),
    value("cert-type", Same),
    value("key-type", Same),
    switch("tlsv1", Nothing(OLD_TLS)).short('1'),
    switch("tlsv1.0", Nothing(OLD_TLS)),
    switch("tlsv1.1", Nothing(OLD_TLS)),
    switch("tlsv1.2", Same),
    switch("tlsv1.3", Same),
    value("tls-max", Same),
    switch("sslv2", Nothing(OLD_TLS)).short('2'),
    switch("sslv3", Nothing(OLD_TLS)).short('3'),
    value("ciphers", Same),
    value("tls13-ciphers", Same),
    value("curves", Lacks(RUSTLS)),
    value("sigalgs", Lacks(RUSTLS)),
    value("signature-algorithms", Lacks(RUSTLS)),
    value("pinnedpubkey", Same),
    value("crlfile", Lacks("verb checks no revocation lists")),
    switch("cert-status", Lacks("verb checks no revocation status")),
    switch("ssl-no-revoke", Nothing("verb checks no revocation")),
    switch(
        "ssl-revoke-best-effort",
        Nothing("verb checks no revocation"),
    ),
    switch(
        "ssl-allow-beast",
        Nothing("it is about TLS 1.0, which verb never speaks"),
    ),
    switch(
        "ssl-auto-client-cert",
        Lacks("name the certificate with --cert"),
    ),
    switch("ssl-sessions", Lacks("sessions live as long as the run")),
    switch("no-alpn", Lacks(RUSTLS)),
    switch("no-npn", Nothing("nobody speaks it any more")),
    switch("no-sessionid", Lacks(RUSTLS)),
    switch("false-start", Lacks(RUSTLS)),
    switch("tls-earlydata", Lacks(RUSTLS)),
    value("ech", Lacks(RUSTLS)),
    value("engine", Lacks(KEYS)),
    value("egd-file", Nothing("the system gives random bytes")),
    value("random-file", Nothing("the system gives random bytes")),
    value("tlsauthtype", Lacks(RUSTLS)),
    value("tlsuser", Lacks(RUSTLS)),
    value("tlspassword", Lacks(RUSTLS)),
];

/// Proxies.
pub(super) const PROXY: &[Opt] = &[
    value("proxy", Same).short('x'),
    value("proxy-user", own(Login("proxy-user"))).short('U'),
    value("proxy-header", Same),
    value("noproxy", Same),
    value("socks4", own(Socks("socks4"))),
    value("socks4a", own(Socks("socks4a"))),
    value("socks5", own(Socks("socks5"))),
    value("socks5-hostname", own(Socks("socks5h"))),
    switch("socks5-basic", Nothing("it is what verb does")),
    switch("socks5-gssapi", Lacks(PROXY_AUTH)),
    switch("socks5-gssapi-nec", Lacks(PROXY_AUTH)),
    value("socks5-gssapi-service", Lacks(PROXY_AUTH)),
    value("preproxy", Lacks("verb uses one proxy")),
    value(
        "proxy1.0",
        Lacks("verb speaks HTTP/1.1 to proxies: --proxy"),
    ),
    switch("proxytunnel", Same).short('p'),
    switch("proxy-http2", Lacks("verb speaks HTTP/1.1 to proxies")),
    switch("proxy-basic", Nothing("it is what --proxy-user does")),
    switch("proxy-anyauth", Lacks(PROXY_AUTH)),
    switch("proxy-digest", Lacks(PROXY_AUTH)),
    switch("proxy-negotiate", Lacks(PROXY_AUTH)),
    switch("proxy-ntlm", Lacks(PROXY_AUTH)),
    value("proxy-service-name", Lacks(PROXY_AUTH)),
    switch("proxy-insecure", Same),
    switch("proxy-ca-native", Lacks(PROXY_TLS)),
    value("proxy-cacert", Same),
    value("proxy-capath", Lacks(PROXY_TLS)),
    value("proxy-cert", Lacks(PROXY_TLS)),
    value("proxy-cert-type", Lacks(PROXY_TLS)),
    value("proxy-ciphers", Lacks(PROXY_TLS)),
    value("proxy-crlfile", Lacks(PROXY_TLS)),
    value("proxy-key", Lacks(PROXY_TLS)),
    value("proxy-key-type", Lacks(PROXY_TLS)),
    value("proxy-pass", Lacks(PROXY_TLS)),
    value("proxy-pinnedpubkey", Lacks(PROXY_TLS)),
    switch("proxy-ssl-allow-beast", Lacks(PROXY_TLS)),
    switch("proxy-ssl-auto-client-cert", Lacks(PROXY_TLS)),
    value("proxy-tls13-ciphers", Lacks(PROXY_TLS)),
    value("proxy-tlsauthtype", Lacks(PROXY_TLS)),
    value("proxy-tlspassword", Lacks(PROXY_TLS)),
    value("proxy-tlsuser", Lacks(PROXY_TLS)),
    switch("proxy-tlsv1", Lacks(PROXY_TLS)),
];

/// The tool itself.
pub(super) const TOOL: &[Opt] = &[
    switch("help", own(Help)).short('h'),
    switch("manual", own(Help)).short('M'),
    switch("version", own(Version)).short('V'),
    switch("disable", Nothing("verb reads no .curlrc")).short('q'),
    value("config", Lacks("write its options into the line")).short('K'),
    switch("next", Lacks("run what follows as a second command")).short(':'),
    value("libcurl", Lacks(CURL_ONLY)),
    switch(
        "test-event",
        Nothing("it changes nothing but curl's inside"),
    ),
    switch(
        "dump-ca-embed",
        Lacks("--trust bundled uses the roots that are built in"),
    ),
    value("variable", Lacks(SHELL)),
    switch("metalink", Lacks("verb reads no metalinks")),
    value("service-name", Lacks(PROXY_AUTH)),
    value("delegation", Lacks(PROXY_AUTH)),
    value("login-options", NotHttp),
    value("sasl-authzid", NotHttp),
    switch("sasl-ir", NotHttp),
];

/// Other protocols.
pub(super) const NOT_HTTP: &[Opt] = &[
    switch("append", NotHttp).short('a'),
    switch("compressed-ssh", Nothing("it is about SSH")),
    switch("disable-eprt", NotHttp),
    switch("disable-epsv", NotHttp),
    value("ftp-account", NotHttp),
    value("ftp-alternative-to-user", NotHttp),
    switch("ftp-create-dirs", NotHttp),
    value("ftp-method", NotHttp),
    switch("ftp-pasv", NotHttp),
    value("ftp-port", NotHttp).short('P'),
    switch("ftp-pret", NotHttp),
    switch("ftp-skip-pasv-ip", NotHttp),
    switch("ftp-ssl-ccc", NotHttp),
    value("ftp-ssl-ccc-mode", NotHttp),
    switch("ftp-ssl-control", NotHttp),
    value("hostpubmd5", NotHttp),
    value("hostpubsha256", NotHttp),
    value("knownhosts", NotHttp),
    value("krb", NotHttp),
    switch("list-only", NotHttp).short('l'),
    value("mail-auth", NotHttp),
    value("mail-from", NotHttp),
    value("mail-rcpt", NotHttp),
    switch("mail-rcpt-allowfails", NotHttp),
    value("pubkey", NotHttp),
    value("quote", NotHttp).short('Q'),
    switch("ssl", Nothing("an https URL is always under TLS")),
    switch("ssl-reqd", Nothing("an https URL is always under TLS")),
    value("telnet-option", NotHttp).short('t'),
    value("tftp-blksize", NotHttp),
    switch("tftp-no-options", NotHttp),
];
