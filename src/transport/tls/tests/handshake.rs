//! Who is trusted, who is not, and what is said about it.

use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::time::Duration;

use rcgen::date_time_ymd;

use super::authority::{Authority, Identity, authority_for, client_only, host, self_signed};
use super::*;
use crate::base::exit::Kind;

/// The failure of a handshake with a server that shows an identity, under a root that is trusted.
pub(super) fn refusal(identity: Identity, name: &str, pem: &str) -> Failure {
    let (port, played) = server(identity, BOTH, greet);
    let (config, _dir) = trusting(pem);
    let Err(failure) = open(config, name, port, &mut Log::default()) else {
        panic!("{name} should not be trusted");
    };
    assert!(played.join().unwrap().is_none());
    failure
}

pub(super) fn greeted(config: Config, name: &str, identity: Identity) -> Log {
    let (port, played) = server(identity, BOTH, greet);
    let mut log = Log::default();
    let mut stream = open(config, name, port, &mut log).unwrap();
    exchange(&mut stream);
    played.join().unwrap().unwrap();
    log
}

fn exchange(stream: &mut Stream) {
    assert_eq!(stream.try_send(&[std::io::IoSlice::new(b"?")]).unwrap(), 1);
    let mut into = [0; 9];
    assert_eq!(stream.read(&mut into).unwrap(), 5);
    assert_eq!(&into[..5], b"hello");
    assert_eq!(stream.read(&mut into).unwrap(), 0);
}

#[test]
fn both_versions_are_spoken_and_told() {
    let ca = Authority::new();
    for (version, words) in [
        (&rustls::version::TLS12, "TLSv1.2"),
        (&rustls::version::TLS13, "TLSv1.3"),
    ] {
        let (port, played) = server(ca.host("a.test"), &[version], greet);
        let (config, _dir) = trusting(&ca.pem());
        let mut log = Log::default();
        let mut stream = open(config, "a.test", port, &mut log).unwrap();
        exchange(&mut stream);
        played.join().unwrap().unwrap();
        let told = &log.secured[0];
        for wanted in [
            words,
            "AES_128_GCM_SHA256",
            "alpn: Some(\"http/1.1\")",
            "CN=Test Leaf; issued by CN=Test Middle; expires on 2090-01-01",
            "trust: \"--cacert\"",
        ] {
            assert!(told.contains(wanted), "{told}");
        }
    }
}

#[test]
fn each_fault_of_a_certificate_has_its_own_words() {
    let ca = Authority::new();
    let pem = ca.pem();
    let mut old = host("a.test");
    old.not_after = date_time_ymd(2021, 2, 3);
    let mut new = host("a.test");
    new.not_before = date_time_ymd(2089, 2, 3);
    let mut no_host = host("a.test");
    no_host.subject_alt_names.clear();
    let mut alone = ca.host("a.test");
    alone.chain.truncate(1);
    let own = || self_signed(&host("a.test")).0;
    let own_authority = self_signed(&authority_for("a.test")).0;
    let stranger = Authority::called("Stranger").pem();
    let namesake = Authority::new().pem();
    let cases = [
        (ca.sign(&old), &pem, "expired on 2021-02-03"),
        (ca.sign(&new), &pem, "not valid before 2089-02-03"),
        (ca.host("b.test"), &pem, "is for b.test, not for a.test"),
        (ca.sign(&no_host), &pem, "names no host in subjectAltName"),
        (own(), &pem, "is self-signed (CN=Test Leaf)"),
        (own_authority, &pem, "is self-signed (CN=Test Leaf)"),
        (alone, &pem, "its issuer CN=Test Middle is not known"),
        (
            ca.host("a.test"),
            &stranger,
            "unknown authority: CN=Test Root",
        ),
        (
            ca.host("a.test"),
            &namesake,
            "a signature in the certificates of a.test is wrong",
        ),
        (
            ca.sign(&client_only("a.test")),
            &pem,
            "not meant for servers",
        ),
        (
            ca.sign(&authority_for("a.test")),
            &pem,
            "the certificate of an authority",
        ),
    ];
    for (identity, trusted, words) in cases {
        let failure = refusal(identity, "a.test", trusted);
        assert_eq!(failure.kind, Kind::Certificate, "{failure}");
        assert!(failure.story().contains(words), "{failure}");
        assert!(failure.hint.is_some());
    }
}

#[test]
fn names_match_by_the_rules() {
    let ca = Authority::new();
    let cases = [
        ("127.0.0.1", "127.0.0.1", true),
        ("::1", "::1", true),
        ("localhost", "127.0.0.1", false),
        ("::1", "localhost", false),
        ("*.a.test", "b.a.test", true),
        ("*.a.test", "a.test", false),
        ("*.a.test", "c.b.a.test", false),
        ("a.test", "a.test.", true),
    ];
    for (certified, wanted, fits) in cases {
        let identity = ca.host(certified);
        if fits {
            let (config, _dir) = trusting(&ca.pem());
            greeted(config, wanted, identity);
        } else {
            let failure = refusal(identity, wanted, &ca.pem());
            assert_eq!(failure.kind, Kind::Certificate, "{certified} {wanted}");
        }
    }
}

#[test]
fn a_certificate_that_was_given_itself_is_trusted_within_its_dates_and_names() {
    for params in [host("a.test"), authority_for("a.test")] {
        let (identity, pem) = self_signed(&params);
        let (config, _dir) = trusting(&pem);
        greeted(config, "a.test", identity);
        let (identity, pem) = self_signed(&params);
        let other = refusal(identity, "b.test", &pem);
        assert!(other.story().contains("not for b.test"), "{other}");
        let mut old = params.clone();
        old.not_after = date_time_ymd(2021, 2, 3);
        let (identity, pem) = self_signed(&old);
        let expired = refusal(identity, "a.test", &pem);
        assert!(
            expired.story().contains("expired on 2021-02-03"),
            "{expired}"
        );
    }
}

#[test]
fn the_ca_variables_are_tried_when_the_bundled_roots_do_not_know_the_issuer() {
    let ca = Authority::new();
    let dir = tempfile::tempdir().unwrap();
    let file = written(&dir, &ca.pem());
    let variables = |trust| Config {
        trust,
        variable_files: vec![dir.path().join("none"), file.clone()],
        ..Config::default()
    };
    for trust in [Trust::Any, Trust::System] {
        let log = greeted(variables(trust), "a.test", ca.host("a.test"));
        assert!(log.secured[0].contains("trust: \"the system's store\""));
        assert!(
            log.warnings[0].contains("none are left out"),
            "{:?}",
            log.warnings
        );
    }
    let directory = Config {
        variable_dir: Some(dir.path().to_owned()),
        ..Config::default()
    };
    greeted(directory, "a.test", ca.host("a.test"));
    let (port, played) = server(ca.host("a.test"), BOTH, greet);
    let bundled = open(
        variables(Trust::Bundled),
        "a.test",
        port,
        &mut Log::default(),
    );
    assert_eq!(bundled.err().unwrap().kind, Kind::Certificate);
    assert!(played.join().unwrap().is_none());
}

#[test]
fn insecure_takes_anything_and_says_so() {
    let mut old = host("b.test");
    old.not_after = date_time_ymd(2021, 2, 3);
    let config = Config {
        insecure: true,
        ..Config::default()
    };
    let log = greeted(config, "a.test", self_signed(&old).0);
    assert!(log.secured[0].contains("not checked (--insecure)"));
    assert_eq!(log.warnings.len(), 1);
}

#[test]
fn a_wrong_cacert_is_a_usage_error_before_any_connection() {
    let dir = tempfile::tempdir().unwrap();
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (text, why) in [("", "no PEM certificate"), (broken, "cannot be used")] {
        let tls = Config {
            given: vec![written(&dir, text)],
            ..Config::default()
        };
        let config = transport::Config {
            tls,
            ..transport::Config::default()
        };
        let failure = Connector::new(config).prepare().unwrap_err();
        assert_eq!(failure.kind, Kind::Usage);
        assert!(failure.story().contains(why), "{failure}");
    }
    let nobody = Config {
        trust: Trust::Given,
        ..Config::default()
    };
    let failure = super::super::Client::new(nobody).prepare().unwrap_err();
    assert_eq!(failure.kind, Kind::Usage);
}

#[test]
fn peers_that_do_not_speak_tls_are_recognised() {
    let (port, played) = peer(|mut peer| {
        peer.write_all(b"HTTP/1.1 400 Bad\x1b Request\r\n\r\n")
            .unwrap();
        let _ = peer.read(&mut [0; 4096]);
    });
    let failure = open(Config::default(), "a.test", port, &mut Log::default())
        .err()
        .unwrap();
    assert_eq!(failure.kind, Kind::Handshake);
    assert!(failure.story().contains("does not speak TLS"), "{failure}");
    assert!(
        failure.story().contains("HTTP/1.1 400 Bad\\x1b"),
        "{failure}"
    );
    played.join().unwrap();
    let (port, played) = peer(drop);
    let failure = open(Config::default(), "a.test", port, &mut Log::default())
        .err()
        .unwrap();
    assert_eq!(failure.kind, Kind::Handshake);
    assert!(failure.story().contains("connection"), "{failure}");
    played.join().unwrap();
}

#[test]
fn alerts_are_told_in_words() {
    for (alert, words) in [
        (70, "refused the TLS versions"),
        (40, "nothing in common"),
        (112, "does not know this host name"),
        (80, "InternalError"),
    ] {
        let (port, played) = peer(move |mut peer| {
            let _ = peer.read(&mut [0; 4096]).unwrap();
            peer.write_all(&[21, 3, 3, 0, 2, 2, alert]).unwrap();
            let _ = peer.read(&mut [0; 4096]);
        });
        let failure = open(Config::default(), "a.test", port, &mut Log::default())
            .err()
            .unwrap();
        assert_eq!(failure.kind, Kind::Handshake);
        assert!(failure.story().contains(words), "{failure}");
        played.join().unwrap();
    }
}

#[test]
fn silence_and_drips_end_by_the_connect_limit() {
    // One byte of a long handshake record at a time, or none.
    let (done, ended) = mpsc::channel::<()>();
    let (dripping, played) = peer(move |mut peer| {
        let record = [&[22, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc][..], &[0; 1000]].concat();
        for byte in record {
            // The pace of the drip; the end of the test ends it at once.
            let pause = ended.recv_timeout(Duration::from_millis(1));
            if pause == Err(mpsc::RecvTimeoutError::Disconnected)
                || peer.write_all(&[byte]).is_err()
            {
                return;
            }
        }
    });
    let (silent, silence) = peer(
        |mut peer| {
            while peer.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
        },
    );
    for port in [dripping, silent] {
        let start = clock::now();
        let limits =
            Deadline::starting(start, None).connecting(start, Some(Duration::from_millis(80)));
        let opened = open_within(
            limits,
            Config::default(),
            "a.test",
            port,
            &mut Log::default(),
        );
        let failure = opened.err().unwrap();
        assert_eq!(failure.kind, Kind::TimedOut);
        let words = "timed out while in the TLS handshake (--connect-timeout of 80ms passed)";
        assert!(failure.story().ends_with(words), "{failure}");
    }
    drop(done);
    played.join().unwrap();
    silence.join().unwrap();
}

#[test]
fn secrets_are_logged_only_where_asked_for() {
    let ca = Authority::new();
    let (mut config, dir) = trusting(&ca.pem());
    let path = dir.path().join("keys");
    config.key_log = Some(path.clone());
    greeted(config.clone(), "a.test", ca.host("a.test"));
    let log = std::fs::read_to_string(&path).unwrap();
    assert!(log.contains("CLIENT_TRAFFIC_SECRET_0 "), "{log}");
    config.key_log = Some(dir.path().join("none").join("keys"));
    let told = greeted(config, "a.test", ca.host("a.test"));
    assert!(
        told.warnings[0].contains("SSLKEYLOGFILE"),
        "{:?}",
        told.warnings
    );
}
