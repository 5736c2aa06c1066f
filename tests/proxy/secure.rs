//! Proxies that are spoken to under TLS, and TLS with origins inside that: H35.

use super::{OPEN, trusted};
use crate::support::proxy::Relay;
use crate::support::tls::{Authority, Identity};
use crate::support::{Peer, ok, response, verb};

fn https(relay: &Relay) -> String {
    format!("https://{}", relay.place())
}

#[test]
fn a_request_is_forwarded_under_tls() {
    let (authority, config) = trusted(&["127.0.0.1"]);
    let proxy = Peer::tls_answering(config, ok("P"));
    verb(["get", "http://h.test/", "-x", &proxy.https(""), "-U", "c:d"])
        .args(["--proxy-cacert", &authority.ca()])
        .run()
        .code(0)
        .stdout("P");
    let head = proxy.heard();
    assert!(
        head.starts_with("GET http://h.test/ HTTP/1.1\r\n"),
        "{head}"
    );
    assert!(
        head.contains("Proxy-Authorization: Basic Yzpk\r\n"),
        "{head}"
    );
}

#[test]
fn a_session_runs_inside_another_in_both_directions_at_any_size() {
    let (proxy_ca, proxy_config) = trusted(&["127.0.0.1"]);
    let (origin_ca, config) = trusted(&["h.test"]);
    let origin = Peer::tls(config, |talk| {
        loop {
            let head = talk.head()?;
            let content = talk.content(&head)?;
            let echoed = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
                content.len()
            );
            talk.send([echoed.as_bytes(), &content].concat())?;
        }
    });
    let relay = Relay::tls(proxy_config, origin.port(), OPEN);
    for size in [0_usize, 1, 16_384, 16_385, 70_000, 3_000_000] {
        let content: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
        verb(["post", "https://h.test/", "-", "-x", &https(&relay)])
            .args([
                "--proxy-cacert",
                &proxy_ca.ca(),
                "--cacert",
                &origin_ca.ca(),
            ])
            .stdin(content.clone())
            .run()
            .code(0)
            .stdout(content);
    }
}

#[test]
fn a_session_inside_another_is_kept_and_ended_in_order() {
    let (proxy_ca, proxy_config) = trusted(&["127.0.0.1"]);
    let (origin_ca, config) = trusted(&["h.test"]);
    let origin = Peer::tls_answering(config, ok("x"));
    let relay = Relay::tls(proxy_config, origin.port(), OPEN);
    verb([
        "get",
        "https://h.test/1",
        "https://h.test/2",
        "-x",
        &https(&relay),
    ])
    .args([
        "--proxy-cacert",
        &proxy_ca.ca(),
        "--cacert",
        &origin_ca.ca(),
    ])
    .run()
    .code(0)
    .stdout("xx");
    assert_eq!(relay.heads().len(), 1);
    // A body that ends with the connection is complete after the inner close_notify alone.
    let (close_ca, config) = trusted(&["h.test"]);
    let closing = Peer::tls(config, |talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\n\r\nto the end")?;
        talk.close()
    });
    let (proxy_ca, proxy_config) = trusted(&["127.0.0.1"]);
    let relay = Relay::tls(proxy_config, closing.port(), OPEN);
    verb(["get", "https://h.test/", "-x", &https(&relay)])
        .args(["--proxy-cacert", &proxy_ca.ca(), "--cacert", &close_ca.ca()])
        .run()
        .code(0)
        .stdout("to the end");
    let (cut_ca, config) = trusted(&["h.test"]);
    let cut = Peer::tls(config, |talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\n\r\nto the end")?;
        talk.abandon();
        Ok(())
    });
    let (proxy_ca, proxy_config) = trusted(&["127.0.0.1"]);
    let relay = Relay::tls(proxy_config, cut.port(), OPEN);
    verb(["get", "https://h.test/", "-x", &https(&relay)])
        .args(["--proxy-cacert", &proxy_ca.ca(), "--cacert", &cut_ca.ca()])
        .run()
        .code(18);
}

/// H35.1: settings of origins are none of the proxy's, and the other way round.
#[test]
fn verification_settings_belong_to_one_leg() {
    let own = Identity::self_signed(&["127.0.0.1"]);
    let (origin_ca, config) = trusted(&["h.test"]);
    let origin = Peer::tls_answering(config, ok("inside"));
    let relay = Relay::tls(own.server(), origin.port(), OPEN);
    let run = |words: &[&str]| {
        verb(["get", "https://h.test/", "-x", &https(&relay)])
            .args(words.iter().copied())
            .run()
    };
    let ca = origin_ca.ca();
    for words in [&["-k"][..], &["--cacert", &ca]] {
        run(words)
            .code(60)
            .stdout("")
            .stderr_has(&format!("the proxy {}", https(&relay)))
            .stderr_has("--proxy-cacert FILE");
    }
    assert!(relay.heads().is_empty());
    run(&["--proxy-insecure"])
        .code(60)
        .stderr_has("the proxy's certificate is not checked (--proxy-insecure)")
        .stderr_has("h.test");
    run(&["--proxy-insecure", "--cacert", &ca])
        .code(0)
        .stdout("inside");
    run(&["--proxy-insecure", "-k"]).code(0).stdout("inside");
}

/// H35.5: what is known of the proxy vouches for nobody inside the tunnel.
#[test]
fn a_certificate_of_the_proxys_is_none_of_the_origins() {
    let authority = Authority::new("both");
    let config = authority.good(&["127.0.0.1"]).server();
    let origin = Peer::tls_answering(config.clone(), ok("inside"));
    let relay = Relay::tls(config, origin.port(), OPEN);
    let ca = authority.ca();
    verb(["get", "https://h.test/", "-x", &https(&relay)])
        .args(["--proxy-cacert", &ca, "--cacert", &ca])
        .run()
        .code(60)
        .stderr_has("h.test");
    verb([
        "get",
        "https://h.test/",
        "-x",
        &https(&relay),
        "--proxy-cacert",
        &ca,
    ])
    .run()
    .code(60);
}

#[test]
fn a_refusal_under_tls_is_told_and_a_proxy_without_tls_named() {
    let (authority, config) = trusted(&["127.0.0.1"]);
    let proxy = Peer::tls_answering(config, response("403 No", "", "page"));
    verb(["get", "https://h.test/", "-x", &proxy.https("")])
        .args(["--proxy-cacert", &authority.ca()])
        .run()
        .code(97)
        .stderr_has("it refused with 403 No: page");
    let plain = super::no_tls();
    verb(["get", "http://h.test/", "-x", &plain.https("")])
        .run()
        .code(35)
        .one_line()
        .stderr_has(&format!("the proxy {}", plain.https("")));
}

#[test]
fn a_wrong_file_is_found_before_any_connection() {
    for path in ["/no/such/file", "/dev/null"] {
        verb([
            "get",
            "http://h.test/",
            "-x",
            "https://127.0.0.1:1",
            "--proxy-cacert",
            path,
        ])
        .run()
        .usage()
        .stderr_has("--proxy-cacert");
    }
}
