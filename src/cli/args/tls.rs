//! Flags about whom to trust, what is shown of oneself, and what is spoken.

use crate::cli::flag::{Flag, Heading, Shown};

const fn switch(long: &'static str, help: &'static str) -> Flag {
    Flag::switch(Heading::Tls, long, help)
}

/// `-k`
pub const INSECURE: Flag = switch("insecure", "Accept any certificate; anyone could be there")
    .short('k')
    .inverse("no-insecure")
    .more("A warning is printed. --cacert or --resolve are usually what is wanted.");
/// `--cacert`
pub const CACERT: Flag = switch("cacert", "Trust the CA certificates in this PEM file, too")
    .file("FILE")
    .more("May be repeated. Adds to what --trust names; with --trust given, only these count.");
/// `--trust`
pub const TRUST: Flag = switch("trust", "Which roots count: any, bundled, system or given")
    .choice("WHICH", &["any", "bundled", "system", "given"])
    .rare()
    .more(
        "any: the bundled Mozilla roots and, when they do not know the issuer, the system's \
         store and the files named by SSL_CERT_FILE, SSL_CERT_DIR, CURL_CA_BUNDLE and \
         REQUESTS_CA_BUNDLE. bundled or system: only these. given: only --cacert.",
    );

/// `--capath`
pub const CAPATH: Flag = switch("capath", "Trust the CA certificates in this directory, too")
    .file("DIR")
    .rare()
    .more(
        "May be repeated. All PEM files in it count, by whatever names; they are read only when \
         --cacert and the bundled roots do not know the issuer.",
    );
/// `-E`
pub const CERT: Flag = switch("cert", "Show this client certificate (PEM)")
    .short('E')
    .value("FILE[:PASSWORD]")
    .rare()
    .more(
        "The file holds the certificate, those of its issuers after it, and the private key, unless \
         --key names that. It is shown to the origins of the URLs given, never to proxies or to \
         whom a redirect leads. A : or \\ in the name is written \\: or \\\\. The password is taken \
         as it stands; --pass keeps it off the command line.",
    );
/// `--key`
pub const KEY: Flag = switch("key", "The private key of --cert")
    .file("FILE")
    .aliases(&["cert-key"])
    .rare()
    .more(
        "PKCS#8, PKCS#1 or SEC1 in PEM or DER, PKCS#8 also encrypted (PBKDF2 with AES-CBC). Older \
         wrappings and PKCS#12 are refused with the openssl command that converts them.",
    );
/// `--pass`
pub const PASS: Flag = switch("pass", "The password of that key: env:NAME, @FILE, fd:N, cmd:'…'")
    .value("PASSWORD")
    .aliases(&["cert-key-pass"])
    .rare()
    .more(
        "The password itself can be given as well; others can then see it in the process list. One \
         that begins like a place gets a \\ before it. Without --pass one is asked for on a terminal \
         when the key is encrypted.",
    );
/// `--cert-type`
pub const CERT_TYPE: Flag = Flag {
    shown: Shown::Never,
    ..switch("cert-type", "PEM or DER; seen from the file").value("TYPE")
};
/// `--key-type`
pub const KEY_TYPE: Flag = Flag {
    shown: Shown::Never,
    ..switch("key-type", "PEM or DER; seen from the file").value("TYPE")
};
/// `--pinnedpubkey`
pub const PINNED: Flag = switch("pinnedpubkey", "Let in only servers with this public key")
    .value("PIN|FILE")
    .rare()
    .more(
        "sha256//BASE64, several joined by ;, or a PEM or DER file with a public key or a \
         certificate. Counts beside all other checks, and with -k instead of them, for every server \
         of the run. An error names the pin that was seen. Exit status 60, nothing sent.",
    );
/// `--tlsv1.2`
pub const TLS12: Flag = switch("tlsv1.2", "Speak TLS 1.2 or later, which is the default")
    .rare()
    .cancels(&["tlsv1.3"]);
/// `--tlsv1.3`
pub const TLS13: Flag = switch("tlsv1.3", "Speak TLS 1.3 or later only")
    .rare()
    .cancels(&["tlsv1.2"]);
/// `--tls-max`
pub const TLS_MAX: Flag = switch(
    "tls-max",
    "The last TLS version to speak: 1.2, 1.3 or default",
)
.value("VERSION")
.rare();
/// `--ciphers`
pub const CIPHERS: Flag = switch("ciphers", "Offer these cipher suites, in this order")
    .value("LIST")
    .rare()
    .more(
        "Names of IANA or OpenSSL, joined by colons. A TLS version that none of them is for keeps \
         its own. An unknown name is answered with all that are known.",
    );
/// `--tls13-ciphers`
pub const TLS13_CIPHERS: Flag = switch("tls13-ciphers", "The same for TLS 1.3 alone")
    .value("LIST")
    .rare();

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[
    &INSECURE,
    &CACERT,
    &CAPATH,
    &TRUST,
    &CERT,
    &KEY,
    &PASS,
    &CERT_TYPE,
    &KEY_TYPE,
    &PINNED,
    &TLS12,
    &TLS13,
    &TLS_MAX,
    &CIPHERS,
    &TLS13_CIPHERS,
    &Flag::ignored("tlsv1").short('1'),
    &Flag::ignored("tlsv1.0"),
    &Flag::ignored("tlsv1.1"),
    &Flag::ignored("sslv2").short('2'),
    &Flag::ignored("sslv3").short('3'),
    &Flag::ignored("ssl"),
    &Flag::ignored("ssl-reqd"),
];
