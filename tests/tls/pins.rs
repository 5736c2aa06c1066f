//! `--pinnedpubkey`: right and wrong pins, with `-k`, over a resumed session, from files.

use std::sync::Arc;

use rustls::ServerConfig;

use crate::support::tls::{ANY_VERSION, Authority, Identity};
use crate::support::verb::Outcome;
use crate::support::{Peer, ok, response, temporary, verb};

const OTHER: &str = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

fn run(config: Arc<ServerConfig>, flags: &[&str]) -> (Outcome, Vec<Vec<u8>>) {
    let peer = Peer::tls_answering(config, ok("in"));
    let outcome = verb(["get", &peer.https("/")]).args(flags.to_vec()).run();
    (outcome, peer.finish())
}

#[test]
fn a_server_with_a_pinned_key_is_let_in() {
    let authority = Authority::new("pins");
    let identity = authority.good(&["127.0.0.1"]);
    let pin = identity.pin();
    for pins in [
        pin.clone(),
        format!("{OTHER};{pin}"),
        format!("{pin};{OTHER}"),
    ] {
        let flags = ["--cacert", &authority.ca(), "--pinnedpubkey", &pins];
        let _fine = run(identity.server(), &flags).0.code(0).stdout("in");
    }
}

#[test]
fn another_key_is_refused_before_anything_is_sent_and_its_pin_is_shown() {
    let authority = Authority::new("pins");
    let identity = authority.good(&["127.0.0.1"]);
    for trust in [&["--cacert", &authority.ca()][..], &["-k", "-s", "-S"]] {
        for version in ANY_VERSION {
            let flags = [trust, &["--pinnedpubkey", OTHER]].concat();
            let (seen, heard) = run(identity.server_of(&[version]), &flags);
            let _fine = seen
                .code(60)
                .stdout("")
                .one_line()
                .stderr_has(&format!("it is {} ", identity.pin()))
                .stderr_has("--pinnedpubkey");
            assert!(heard.iter().all(Vec::is_empty), "{heard:?}");
        }
    }
}

#[test]
fn a_pin_counts_beside_the_other_checks_and_alone_with_insecure() {
    let authority = Authority::new("pins");
    for identity in [
        Identity::self_signed(&["127.0.0.1"]),
        authority.expired(&["127.0.0.1"], 3),
        authority.good(&["elsewhere.test"]),
    ] {
        let pin = identity.pin();
        let flags = ["--cacert", &authority.ca(), "--pinnedpubkey", &pin];
        let (seen, heard) = run(identity.server(), &flags);
        let _fine = seen.code(60).stderr_lacks("pinned");
        assert!(heard.iter().all(Vec::is_empty), "{heard:?}");
        let (seen, _) = run(identity.server(), &["-k", "--pinnedpubkey", &pin]);
        let _fine = seen
            .code(0)
            .stdout("in")
            .one_line()
            .stderr_has("only the pinned key is checked");
    }
}

#[test]
fn a_pin_is_taken_from_files_of_every_kind() {
    let authority = Authority::new("pins");
    let identity = authority.good(&["127.0.0.1"]);
    let other = authority.good(&["127.0.0.1"]);
    let dir = temporary();
    let path = dir.path().join("key");
    let name = path.to_str().unwrap();
    for (bytes, code) in [
        (identity.public_key(), 0),
        (identity.der().to_vec(), 0),
        (identity.chain_pem().into_bytes(), 0),
        (other.public_key(), 60),
        (other.chain_pem().into_bytes(), 60),
        (identity.key_pem().into_bytes(), 2),
        (b"text".to_vec(), 2),
        (Vec::new(), 2),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let flags = ["--cacert", &authority.ca(), "--pinnedpubkey", name];
        let _fine = run(identity.server(), &flags).0.code(code);
    }
}

#[test]
fn a_pin_that_is_none_is_a_usage_error() {
    let peer = Peer::answering(ok("x"));
    for wrong in [
        "sha256//",
        "sha256//short",
        "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;x",
        "/no/such/file",
    ] {
        let seen = verb(["get", "--pinnedpubkey", wrong, &peer.https("/")]).run();
        let _fine = seen.usage().stderr_has("pin");
    }
    assert!(peer.finish().is_empty());
}

#[test]
fn a_resumed_session_is_held_to_the_pin_as_well() {
    let authority = Authority::new("pins");
    let identity = authority.good(&["127.0.0.1"]);
    let closing = response("200 OK", "Connection: close\r\n", "in");
    let peer = Peer::tls_answering(identity.server(), closing);
    let (one, two) = (peer.https("/1"), peer.https("/2"));
    let flags = [
        "--cacert",
        &authority.ca(),
        "--pinnedpubkey",
        &identity.pin(),
    ];
    let seen = verb(["get", "-v", &one, &two]).args(flags).run();
    let _fine = seen.code(0).stdout("inin").stderr_has("session resumed");
}
