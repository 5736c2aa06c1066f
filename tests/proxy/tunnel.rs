//! Tunnels that open: what the proxy is told, and what goes through.

use super::{OPEN, trusted};
use crate::support::proxy::Relay;
use crate::support::{Peer, ok, verb};

/// H05.1
#[test]
fn a_connect_has_what_is_the_proxys_and_nothing_of_the_origins() {
    let (authority, config) = trusted(&["h.test"]);
    let origin = Peer::tls_answering(config, ok("inside"));
    let relay = Relay::start(origin.port(), OPEN);
    verb(["get", "https://h.test/x?y", "--cacert", &authority.ca()])
        .args(["-x", &format!("http://pu:pp@{}", relay.place())])
        .args(["-u", "u:p", "-H", "X-Api-Key: K", "-b", "s=1"])
        .args(["--proxy-header", "X-P: 1", "-A", "me"])
        .run()
        .code(0)
        .stdout("inside");
    assert_eq!(
        relay.head(),
        "CONNECT h.test:443 HTTP/1.1\r\nHost: h.test:443\r\n\
         Proxy-Authorization: Basic cHU6cHA=\r\nUser-Agent: me\r\nX-P: 1\r\n\r\n"
    );
    let inside = origin.heard();
    assert!(
        inside.starts_with("GET /x?y HTTP/1.1\r\nHost: h.test\r\n"),
        "{inside}"
    );
    assert!(!inside.to_lowercase().contains("proxy"), "{inside}");
    assert!(
        !inside.contains("X-P") && inside.contains("X-Api-Key: K"),
        "{inside}"
    );
}

/// H31.5, and curl's rule that any 2xx will do.
#[test]
fn framing_fields_of_an_answer_that_opens_are_ignored() {
    for answer in [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
        "HTTP/1.0 299 Fine\r\n\r\n",
        "HTTP/1.1 103 Early\r\nX: y\r\n\r\nHTTP/1.1 204\r\n\r\n",
    ] {
        let (authority, config) = trusted(&["h.test"]);
        let origin = Peer::tls_answering(config, ok("inside"));
        let relay = Relay::start(origin.port(), answer);
        verb(["get", "https://h.test/", "--cacert", &authority.ca()])
            .args(["-x", &relay.place()])
            .run()
            .code(0)
            .stdout("inside");
    }
}

#[test]
fn proxytunnel_and_detours_have_http_tunnelled_too() {
    for (words, target) in [
        (&["--proxytunnel"][..], "h.test:80"),
        (&["--connect-to", "h.test:80:i.test:81"], "i.test:81"),
    ] {
        let origin = Peer::answering(ok("inside"));
        let relay = Relay::start(origin.port(), OPEN);
        verb(["get", "http://h.test/", "-x", &relay.place(), "-U", "c:d"])
            .args(words.iter().copied())
            .run()
            .code(0)
            .stdout("inside");
        assert!(
            relay
                .head()
                .starts_with(&format!("CONNECT {target} HTTP/1.1\r\nHost: {target}"))
        );
        let inside = origin.heard();
        assert!(
            inside.starts_with("GET / HTTP/1.1\r\nHost: h.test\r\n"),
            "{inside}"
        );
        assert!(!inside.contains("Proxy"), "{inside}");
    }
}

#[test]
fn an_address_of_version_six_keeps_its_brackets() {
    let origin = Peer::answering(ok(""));
    let relay = Relay::start(origin.port(), OPEN);
    verb([
        "get",
        "http://[::1]:81/",
        "--proxytunnel",
        "-x",
        &relay.place(),
    ])
    .run()
    .code(0);
    assert!(
        relay
            .head()
            .starts_with("CONNECT [::1]:81 HTTP/1.1\r\nHost: [::1]:81\r\n")
    );
}

#[test]
fn a_tunnel_is_kept_for_the_next_request() {
    let (authority, config) = trusted(&["h.test"]);
    let origin = Peer::tls_answering(config, ok("x"));
    let relay = Relay::start(origin.port(), OPEN);
    verb([
        "get",
        "https://h.test/1",
        "https://h.test/2",
        "-x",
        &relay.place(),
    ])
    .args(["--cacert", &authority.ca()])
    .run()
    .code(0)
    .stdout("xx");
    assert_eq!(relay.heads().len(), 1);
}

#[test]
fn the_transcript_tells_which_proxy_and_why_and_masks_its_secrets() {
    let origin = Peer::answering(ok(""));
    let relay = Relay::start(origin.port(), OPEN);
    let place = relay.place();
    let run = verb(["get", "-v", "http://h.test/", "--proxytunnel"])
        .env("all_proxy", format!("http://pu:s3cret@{place}"))
        .run()
        .code(0)
        .stderr_has(&format!("* using the proxy http://{place} (all_proxy)\n"))
        .stderr_has("> CONNECT h.test:80 HTTP/1.1\n")
        .stderr_has("> Proxy-Authorization: Basic ••••\n")
        .stderr_has("< HTTP/1.1 200 Connection established\n")
        .stderr_has("> GET / HTTP/1.1\n");
    run.stderr_lacks("s3cret").stderr_lacks("cHU6");
    let origin = Peer::answering(ok(""));
    verb(["get", "-v", &origin.url("/"), "-x", "127.0.0.1:1"])
        .env("no_proxy", "127.0.0.0/8")
        .run()
        .code(0)
        .stderr_has("* using no proxy: 127.0.0.1 is exempt (127.0.0.0/8)\n");
}
