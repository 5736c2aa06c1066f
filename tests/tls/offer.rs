//! Versions and cipher suites: what is offered, what a server chooses, and what cannot be.

use rustls::CipherSuite;

use crate::support::nginx::Nginx;
use crate::support::tls::{ANY_VERSION, Authority};
use crate::support::verb::Outcome;
use crate::support::{Peer, ok, verb};

const AES128: &str = "ECDHE-ECDSA-AES128-GCM-SHA256";
const AES256: &str = "ECDHE-ECDSA-AES256-GCM-SHA384";
const CHACHA: &str = "ECDHE-ECDSA-CHACHA20-POLY1305";

fn get(authority: &Authority, url: &str, flags: &[&str]) -> Outcome {
    let words = ["get", "-v", "--cacert", &authority.ca(), url];
    verb(words).args(flags.to_vec()).run()
}

#[test]
fn versions_are_bounded_on_both_sides() {
    let authority = Authority::new("versions");
    let identity = authority.good(&["127.0.0.1"]);
    for (flags, with_13, with_12) in [
        (&[][..], 0, 0),
        (&["--tlsv1.2"], 0, 0),
        (&["--tlsv1.3"], 0, 35),
        (&["--tls-max", "1.2"], 35, 0),
        (&["--tls-max", "1.3"], 0, 0),
        (&["--tls-max", "default"], 0, 0),
        (&["--tlsv1.3", "--tls-max", "1.3"], 0, 35),
        // The later one counts, as in curl.
        (&["--tlsv1.3", "--tlsv1.2"], 0, 0),
        (&["--tlsv1.2", "--tlsv1.3"], 0, 35),
        // Met by any version that is spoken.
        (&["-1"], 0, 0),
        (&["--tlsv1.0"], 0, 0),
        (&["--tlsv1.1"], 0, 0),
        (&["--sslv3", "--ssl-reqd"], 0, 0),
    ] {
        for (version, code) in ANY_VERSION.iter().zip([with_13, with_12]) {
            let peer = Peer::tls_answering(identity.server_of(&[version]), ok("x"));
            let seen = get(&authority, &peer.https("/"), flags);
            assert_eq!(seen.exit_code(), code, "{flags:?}: {}", seen.story());
            if code != 0 {
                let _fine = seen.stderr_has("--tls-max");
                assert_eq!(peer.finish().len(), 1, "no second try");
            }
        }
    }
}

#[test]
fn versions_that_cannot_be_are_usage_errors() {
    for (flags, said) in [
        (&["--tls-max", "1.1"][..], "RFC 8996"),
        (&["--tls-max", "1.0"], "RFC 8996"),
        (&["--tls-max", "2"], "1.2, 1.3 or default"),
        (&["--tlsv1.3", "--tls-max", "1.2"], "leave no version"),
    ] {
        let seen = verb(["get", "https://127.0.0.1:1/"]).args(flags.to_vec());
        let _fine = seen.run().usage().stderr_has(said);
    }
}

#[test]
fn the_first_suite_that_the_server_knows_is_spoken() {
    let authority = Authority::new("suites");
    let identity = authority.good(&["127.0.0.1"]);
    let peer = Peer::tls_answering(identity.server_of(&ANY_VERSION[1..]), ok("x"));
    for (suite, name) in [
        (AES128, "AES_128_GCM_SHA256"),
        (AES256, "AES_256_GCM_SHA384"),
        (CHACHA, "CHACHA20_POLY1305_SHA256"),
    ] {
        let seen = get(&authority, &peer.https("/"), &["--ciphers", suite]).code(0);
        let line = format!("* TLSv1.2, TLS_ECDHE_ECDSA_WITH_{name}, ");
        let _fine = seen.stderr_has(&line);
    }
    let peer = Peer::tls_answering(identity.server_of(&ANY_VERSION[..1]), ok("x"));
    for (flag, suite) in [
        ("--tls13-ciphers", "TLS_CHACHA20_POLY1305_SHA256"),
        ("--ciphers", "TLS_AES_256_GCM_SHA384"),
        ("--ciphers", "tls_aes_128_gcm_sha256"),
    ] {
        let seen = get(&authority, &peer.https("/"), &[flag, suite]).code(0);
        let name = suite.to_uppercase();
        let name = name.trim_start_matches("TLS_");
        let _fine = seen.stderr_has("* TLSv1.3, ").stderr_has(name);
    }
}

#[test]
fn a_server_without_any_of_the_suites_fails_the_handshake() {
    let authority = Authority::new("suites");
    let identity = authority.good(&["127.0.0.1"]);
    let only = CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384;
    let peer = Peer::tls_answering(identity.server_with(&[only]), ok("x"));
    let seen = get(&authority, &peer.https("/"), &["--ciphers", AES128]).code(35);
    let _fine = seen.stderr_has("--ciphers");
    let fine = format!("{AES128}:{AES256}");
    let _fine = get(&authority, &peer.https("/"), &["--ciphers", &fine]).code(0);
}

#[test]
fn an_unknown_suite_is_answered_with_those_that_are_known() {
    for (flag, value) in [
        ("--ciphers", "HIGH"),
        ("--ciphers", "AES128-SHA"),
        ("--ciphers", ""),
        ("--tls13-ciphers", AES128),
    ] {
        let seen = verb(["get", flag, value, "https://127.0.0.1:1/"]).run();
        let seen = seen.usage();
        if flag == "--ciphers" {
            let _fine = seen
                .stderr_has("TLS_AES_128_GCM_SHA256")
                .stderr_has("ECDHE-RSA-CHACHA20-POLY1305");
        } else {
            let _fine = seen.stderr_has("--ciphers takes it");
        }
    }
}

#[test]
fn nginx_limited_to_one_version_and_one_suite_is_met() {
    let authority = Authority::new("nginx");
    let server = authority.good(&["127.0.0.1"]);
    let (chain, key) = (server.chain_pem(), server.key_pem());
    let files = [("server.pem", &*chain), ("server.key", &*key)];
    let settings = format!("ssl_protocols TLSv1.2; ssl_ciphers {AES256};");
    let Some(nginx) = Nginx::tls(&settings, &files) else {
        return;
    };
    let url = nginx.https("/who");
    for flags in [&[][..], &["--ciphers", AES256], &["--tls-max", "1.2"]] {
        let seen = get(&authority, &url, flags).code(0);
        let _fine = seen.stdout_has(&format!("TLSv1.2 {AES256} "));
    }
    for flags in [&["--ciphers", AES128][..], &["--tlsv1.3"]] {
        let _fine = get(&authority, &url, flags).code(35).stdout("");
    }
    let Some(nginx) = Nginx::tls("ssl_protocols TLSv1.3;", &files) else {
        return;
    };
    let url = nginx.https("/who");
    let flags = ["--tls13-ciphers", "TLS_CHACHA20_POLY1305_SHA256"];
    let seen = get(&authority, &url, &flags).code(0);
    let _fine = seen.stdout_has("TLSv1.3 TLS_CHACHA20_POLY1305_SHA256 ");
    let _fine = get(&authority, &url, &["--tls-max", "1.2"]).code(35);
}

#[test]
fn the_lines_of_as_say_what_is_offered() {
    let pin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let suites = format!("{AES256}:TLS_AES_128_GCM_SHA256");
    for tongue in ["curl", "verb"] {
        let flags = ["--tlsv1.3", "--ciphers", &suites, "--pinnedpubkey", pin];
        let seen = verb(["get", "https://127.0.0.1:1/", "--as", tongue]).args(flags);
        let _fine = seen.run().code(0).stdout_has(&format!(
            "--pinnedpubkey {pin} --tlsv1.3 --ciphers {AES256} --tls13-ciphers \
             TLS_AES_128_GCM_SHA256 "
        ));
    }
}
