//! Flags about whom to trust.

use crate::cli::flag::{Flag, Heading};

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

/// In the order of the help.
pub const FLAGS: &[&Flag] = &[&INSECURE, &CACERT, &TRUST];
