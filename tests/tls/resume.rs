//! Sessions are resumed within a run, and nowhere else.

use crate::support::nginx::Nginx;
use crate::support::tls::{ANY_VERSION, Authority};
use crate::support::{Peer, response, verb};

fn closing() -> Vec<u8> {
    response("200 OK", "Connection: close\r\n", "x")
}

fn resumed(text: &str) -> usize {
    text.matches("session resumed").count()
}

#[test]
fn a_second_connection_to_an_origin_resumes_the_session() {
    let authority = Authority::new("resume");
    let identity = authority.good(&["127.0.0.1"]);
    for version in ANY_VERSION {
        let peer = Peer::tls_answering(identity.server_of(&[version]), closing());
        let urls = [peer.https("/1"), peer.https("/2"), peer.https("/3")];
        let seen = verb(["get", "-v", "--cacert", &authority.ca()]).args(urls);
        let seen = seen.run().code(0).stdout("xxx");
        assert_eq!(resumed(&seen.err()), 2, "{}", seen.story());
        // How it was trusted, and by what certificate, is still told.
        assert_eq!(seen.err().matches("* trusted: --cacert").count(), 3);
        assert_eq!(seen.err().matches("* certificate: CN=").count(), 3);
        assert_eq!(peer.finish().len(), 3);
    }
}

#[test]
fn another_port_is_another_origin() {
    let authority = Authority::new("resume");
    let config = authority.good(&["127.0.0.1"]).server();
    // One server in all but the port: either would accept the other's tickets.
    let one = Peer::tls_answering(std::sync::Arc::clone(&config), closing());
    let other = Peer::tls_answering(config, closing());
    let urls = [one.https("/"), other.https("/"), one.https("/")];
    let seen = verb(["get", "-v", "--cacert", &authority.ca()]).args(urls);
    let seen = seen.run().code(0).stdout("xxx");
    assert_eq!(resumed(&seen.err()), 1, "{}", seen.story());
}

#[test]
fn another_name_is_another_origin() {
    let authority = Authority::new("resume");
    let config = authority.good(&["a.test", "b.test"]).server();
    let peer = Peer::tls_answering(config, closing());
    let port = peer.port();
    let there = format!("*:{port}:127.0.0.1");
    let words = [
        "get",
        "-v",
        "--cacert",
        &authority.ca(),
        "--resolve",
        &there,
    ];
    let urls = ["a", "b"].map(|name| format!("https://{name}.test:{port}/"));
    let seen = verb(words).args(urls).run().code(0).stdout("xx");
    assert_eq!(resumed(&seen.err()), 0, "{}", seen.story());
}

#[test]
fn nothing_outlives_a_run() {
    let authority = Authority::new("resume");
    let peer = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), closing());
    for _ in 0..2 {
        let words = ["get", "-v", "--cacert", &authority.ca(), &peer.https("/")];
        let seen = verb(words).run().code(0);
        assert_eq!(resumed(&seen.err()), 0, "{}", seen.story());
    }
}

#[test]
fn nginx_sees_the_resumed_session() {
    let authority = Authority::new("nginx");
    let server = authority.good(&["127.0.0.1"]);
    let (chain, key) = (server.chain_pem(), server.key_pem());
    let files = [("server.pem", &*chain), ("server.key", &*key)];
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let settings =
            format!("ssl_protocols {protocol}; keepalive_timeout 0; ssl_session_tickets on;");
        let Some(nginx) = Nginx::tls(&settings, &files) else {
            return;
        };
        let urls = [nginx.https("/who"), nginx.https("/who")];
        let seen = verb(["get", "--cacert", &authority.ca()]).args(urls);
        let seen = seen.run().code(0);
        let out = seen.out();
        assert!(out.contains(" .") && out.ends_with(" r"), "{out}");
    }
}
