//! Whom a certificate is for (RFC 9110 section 4.3.4, RFC 9525), and roots from a directory.

use crate::support::tls::Authority;
use crate::support::{Peer, ok, verb};

#[test]
fn names_are_checked_against_the_url_and_sent_as_sni() {
    let authority = Authority::new("names");
    for (names, host, code) in [
        (vec!["api.test"], "api.test", 0),
        (vec!["*.a.test"], "b.a.test", 0),
        (vec!["*.a.test"], "a.test", 60),
        (vec!["*.a.test"], "c.b.a.test", 60),
        (vec!["*.a.test"], "B.A.TEST", 0),
        (vec!["b*.a.test"], "bc.a.test", 60),
        (vec!["a.*.test"], "a.b.test", 60),
        (vec!["a.test"], "a.test.", 0),
        (vec!["127.0.0.1"], "127.0.0.1", 0),
        (vec!["*.0.0.1"], "127.0.0.1", 60),
        (vec!["::1"], "localhost", 60),
        (vec!["::1"], "127.0.0.1", 60),
        (vec!["localhost"], "127.0.0.1", 60),
        (vec!["127.0.0.1"], "localhost", 60),
        (vec!["127.0.0.2"], "127.0.0.1", 60),
    ] {
        let peer = Peer::tls_answering(authority.good(&names).server(), ok("x"));
        let port = peer.port();
        let there = format!("{host}:{port}:127.0.0.1");
        let words = ["get", "--cacert", &authority.ca(), "--resolve", &there];
        let seen = verb(words).arg(format!("https://{host}:{port}/")).run();
        assert_eq!(seen.exit_code(), code, "{names:?} {host}: {}", seen.story());
    }
}

#[test]
fn the_server_is_told_the_name_and_the_protocol() {
    let authority = Authority::new("sni");
    let peer = Peer::tcp(|talk| {
        // A handshake that never goes on; its first message is looked at.
        talk.more(std::time::Instant::now() + std::time::Duration::from_secs(20))?;
        talk.abandon();
        Ok(())
    });
    let port = peer.port();
    let there = format!("api.test:{port}:127.0.0.1");
    let words = ["get", "--cacert", &authority.ca(), "--resolve", &there];
    verb(words)
        .arg(format!("https://api.test:{port}/"))
        .run()
        .code(35);
    let hello = &peer.finish()[0];
    assert!(memchr::memmem::find(hello, b"api.test").is_some());
    assert!(memchr::memmem::find(hello, b"http/1.1").is_some());
}

#[test]
fn an_ipv6_address_is_looked_for_among_the_addresses() {
    let Ok(listener) = std::net::TcpListener::bind("[::1]:0") else {
        println!("left out: there is no ::1");
        return;
    };
    let authority = Authority::new("six");
    let port = listener.local_addr().unwrap().port();
    let config = authority.good(&["::1"]).server();
    let _peer = Peer::listen(listener, Some(config), |talk| {
        talk.head()?;
        talk.send(ok("x"))
    });
    for (host, code) in [("[::1]", 0), ("localhost", 60)] {
        let there = format!("localhost:{port}:::1");
        let words = ["get", "--cacert", &authority.ca(), "--resolve", &there];
        let seen = verb(words).arg(format!("https://{host}:{port}/")).run();
        assert_eq!(seen.exit_code(), code, "{}", seen.story());
    }
}

#[test]
fn a_directory_of_roots_is_added() {
    let authority = Authority::new("directory");
    let dir = crate::support::temporary();
    std::fs::copy(authority.ca(), dir.path().join("0123abcd.0")).unwrap();
    std::fs::write(dir.path().join("README"), "no certificate").unwrap();
    let path = dir.path().to_str().unwrap();
    let peer = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok("x"));
    let url = peer.https("/");
    for trust in [&[][..], &["--trust", "given"], &["--trust", "bundled"]] {
        let words = ["get", "-v", "--capath", path, &url];
        let seen = verb(words).args(trust.to_vec()).run().code(0);
        let _fine = seen.stderr_has("* trusted: --capath");
    }
    let empty = crate::support::temporary();
    let words = ["get", "--capath", empty.path().to_str().unwrap(), &url];
    verb(words).run().code(60);
    for wrong in ["/no/such/directory", &authority.ca()] {
        let seen = verb(["get", "--capath", wrong, &url]).run().usage();
        let _fine = seen.stderr_has("a directory");
    }
}
