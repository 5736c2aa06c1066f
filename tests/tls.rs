//! TLS against servers with sound and broken certificates: what is trusted, what is said. What a
//! user shows of himself, pins, versions and resumption have files of their own.

mod identity;
mod identity_session;
mod names;
mod offer;
mod pins;
mod resume;

use crate::support::tls::{Authority, Identity};
use crate::support::verb::Outcome;
use crate::support::{Peer, ok, verb};

/// A run against a server with this certificate, trusting the authority.
fn get(authority: &Authority, identity: &Identity, flags: &[&str]) -> Outcome {
    let peer = Peer::tls_answering(identity.server(), ok("secret"));
    let words = ["get", "--cacert", &authority.ca()];
    verb(words).args(flags.to_vec()).arg(peer.https("/")).run()
}

#[test]
fn a_sound_certificate_is_trusted_through_its_authority() {
    let authority = Authority::new("sound");
    for identity in [
        authority.good(&["127.0.0.1"]),
        authority.by_intermediate(&["127.0.0.1"], true),
    ] {
        let _fine = get(&authority, &identity, &[])
            .code(0)
            .stdout("secret")
            .stderr("");
    }
}

#[test]
fn each_broken_certificate_is_told_apart_in_plain_words() {
    let authority = Authority::new("the right authority");
    let other = Authority::new("some other authority");
    let here = &["127.0.0.1"];
    let cases = [
        ("expired", authority.expired(here, 1), vec!["expired"]),
        (
            "early",
            authority.not_yet_valid(here),
            vec!["not valid before"],
        ),
        (
            "name",
            authority.good(&["elsewhere.test"]),
            vec!["127.0.0.1", "elsewhere.test"],
        ),
        (
            "self-signed",
            Identity::self_signed(here),
            vec!["self-signed"],
        ),
        (
            "incomplete",
            authority.by_intermediate(here, false),
            vec!["intermediate"],
        ),
        ("unknown", other.good(here), vec!["some other authority"]),
        ("usage", authority.for_clients(here), vec!["server"]),
    ];
    let mut told = Vec::new();
    for (what, identity, words) in cases {
        let seen = get(&authority, &identity, &[])
            .code(60)
            .stdout("")
            .one_line();
        let err = seen.err();
        for word in words {
            assert!(err.contains(word), "{what} does not say {word:?}: {err}");
        }
        told.push(err);
    }
    told.sort();
    told.dedup();
    assert_eq!(told.len(), 7, "{told:#?}");
}

#[test]
fn dates_are_shown_as_dates() {
    let authority = Authority::new("dates");
    let seen = get(&authority, &authority.expired(&["127.0.0.1"], 400), &[]).code(60);
    let err = seen.err();
    let dated = err
        .split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .any(|word| {
            let parts: Vec<&str> = word.split('-').collect();
            matches!(parts.as_slice(), [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2)
        });
    assert!(dated, "{err}");
}

#[test]
fn nothing_of_the_request_is_sent_to_one_who_is_not_trusted() {
    let config = Identity::self_signed(&["127.0.0.1"]).server();
    let peer = Peer::tls_answering(config, ok("x"));
    verb(["get", &peer.https("/")]).run().code(60);
    assert!(peer.finish().iter().all(Vec::is_empty));
}

#[test]
fn verification_can_be_turned_off_and_that_is_warned_of() {
    let authority = Authority::new("ignored");
    for identity in [
        Identity::self_signed(&["127.0.0.1"]),
        authority.expired(&["127.0.0.1"], 1),
        authority.good(&["elsewhere.test"]),
    ] {
        let peer = Peer::tls_answering(identity.server(), ok("x"));
        let url = peer.https("/");
        verb(["get", "-k", &url])
            .run()
            .code(0)
            .stdout("x")
            .one_line()
            .stderr_has("--insecure");
        verb(["get", "-k", "-s", &url])
            .run()
            .code(0)
            .stdout("x")
            .stderr("");
    }
}

#[test]
fn authorities_come_from_flags_and_variables() {
    let authority = Authority::new("company");
    let peer = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok("x"));
    let url = peer.https("/");
    verb(["get", &url]).run().code(60).stderr_has("company");
    for name in ["SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"] {
        verb(["get", &url])
            .env(name, authority.ca())
            .run()
            .code(0)
            .stdout("x")
            .stderr("");
    }
    let dir = std::path::Path::new(&authority.ca())
        .parent()
        .unwrap()
        .to_owned();
    verb(["get", &url])
        .env("SSL_CERT_DIR", dir)
        .run()
        .code(0)
        .stdout("x");
    verb(["get", "--cacert", &authority.ca(), &url])
        .run()
        .code(0)
        .stdout("x");
}

#[test]
fn a_given_authority_adds_to_the_others() {
    let (given, variable) = (Authority::new("given"), Authority::new("variable"));
    for authority in [&given, &variable] {
        let peer = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok("x"));
        let run = verb(["get", "--cacert", &given.ca(), &peer.https("/")]);
        run.env("SSL_CERT_FILE", variable.ca())
            .run()
            .code(0)
            .stdout("x");
    }
}

#[test]
fn trust_can_be_narrowed() {
    let authority = Authority::new("narrow");
    let peer = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok("x"));
    let url = peer.https("/");
    for (trust, variable, given, code) in [
        ("any", true, false, 0),
        ("any", false, true, 0),
        ("bundled", true, false, 60),
        ("bundled", false, true, 0),
        ("system", true, false, 0),
        ("system", false, true, 0),
        ("given", true, false, 2),
        ("given", false, true, 0),
    ] {
        let mut run = verb(["get", "--trust", trust, &url]);
        if variable {
            run = run.env("SSL_CERT_FILE", authority.ca());
        }
        if given {
            run = run.args(["--cacert", &authority.ca()]);
        }
        let seen = run.run();
        assert_eq!(seen.exit_code(), code, "{trust}: {}", seen.story());
    }
}

#[test]
fn a_broken_file_of_authorities_is_said() {
    let dir = crate::support::temporary();
    let file = dir.path().join("broken.pem");
    std::fs::write(&file, "no certificate\n").unwrap();
    let file = file.to_str().unwrap();
    let seen = verb(["get", "--cacert", file, "https://127.0.0.1:1/"]).run();
    seen.code(2).one_line().stderr_has("broken.pem");
}

#[test]
fn both_versions_are_spoken() {
    let authority = Authority::new("versions");
    let identity = authority.good(&["127.0.0.1"]);
    for (version, word) in [
        (&rustls::version::TLS12, "TLSv1.2"),
        (&rustls::version::TLS13, "TLSv1.3"),
    ] {
        let peer = Peer::tls_answering(identity.server_of(&[version]), ok("x"));
        let words = ["get", "-v", "--cacert", &authority.ca(), &peer.https("/")];
        let seen = verb(words).run().code(0).stdout("x");
        let _fine = seen.stderr_has(word);
    }
}

#[test]
fn one_who_does_not_speak_tls_is_recognised() {
    let peer = Peer::tcp(|talk| talk.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
    let seen = verb(["get", &peer.https("/")])
        .run()
        .code(35)
        .stdout("")
        .one_line();
    let _fine = seen.stderr_has("TLS");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_close_in_the_handshake_is_a_failed_handshake() {
    let peer = Peer::tcp(|_| Ok(()));
    verb(["get", &peer.https("/")])
        .run()
        .code(35)
        .stdout("")
        .one_line();
    let peer = Peer::tcp(|talk| talk.reset());
    verb(["get", &peer.https("/")])
        .run()
        .code(35)
        .stdout("")
        .one_line();
}

#[test]
fn a_missing_close_notify_counts_only_where_the_close_ends_the_body() {
    let authority = Authority::new("close");
    let config = authority.good(&["127.0.0.1"]).server();
    for (bytes, notify, code) in [
        ("HTTP/1.1 200 OK\r\n\r\nhello", true, 0),
        ("HTTP/1.1 200 OK\r\n\r\nhello", false, 18),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            false,
            0,
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
            false,
            18,
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
            true,
            18,
        ),
    ] {
        let peer = Peer::tls(std::sync::Arc::clone(&config), move |talk| {
            talk.head()?;
            talk.send(bytes)?;
            if !notify {
                talk.abandon();
            }
            Ok(())
        });
        let words = ["get", "--cacert", &authority.ca(), &peer.https("/")];
        let seen = verb(words).run().stdout("hello");
        assert_eq!(
            seen.exit_code(),
            code,
            "{bytes:?} {notify}: {}",
            seen.story()
        );
    }
}

#[test]
fn a_large_body_comes_through_both_ways() {
    let authority = Authority::new("large");
    let config = authority.good(&["127.0.0.1"]).server();
    let peer = Peer::tls(config, |talk| {
        let head = talk.head()?;
        let content = talk.content(&head)?;
        talk.send(format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
            content.len()
        ))?;
        talk.send(content)
    });
    let body: Vec<u8> = (0..251).cycle().take(3_000_000).collect();
    let words = ["post", "--cacert", &authority.ca(), &peer.https("/"), "-"];
    let seen = verb(words).stdin(body.clone()).run();
    assert!(seen.stdout == body, "{}", seen.story());
    let _fine = seen.code(0);
}

#[test]
fn session_secrets_are_logged_where_asked() {
    let authority = Authority::new("keys");
    let peer = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok("x"));
    let dir = crate::support::temporary();
    let log = dir.path().join("keys");
    let words = ["get", "--cacert", &authority.ca(), &peer.https("/")];
    verb(words).env("SSLKEYLOGFILE", &log).run().code(0);
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("CLIENT_TRAFFIC_SECRET_0 "), "{log}");
}
