//! Requests for http origins, which a proxy forwards.

use crate::support::{Peer, ok, response, verb};

#[test]
fn a_forwarded_request_names_the_whole_target_and_nothing_that_is_secret_in_a_url() {
    let proxy = Peer::answering(ok("by the proxy"));
    verb(["get", "-x", &proxy.url("")])
        .arg("http://u:p@h.test:81/a%20b?q=1#fragment")
        .run()
        .code(0)
        .stdout("by the proxy");
    let head = proxy.heard();
    assert!(
        head.starts_with("GET http://h.test:81/a%20b?q=1 HTTP/1.1\r\nHost: h.test:81\r\n"),
        "{head}"
    );
    assert!(head.contains("Authorization: Basic dTpw\r\n"), "{head}");
    assert!(!head.contains("Proxy-"), "{head}");
    assert!(!head.contains("fragment"), "{head}");
}

#[test]
fn the_proxys_credentials_come_from_its_url_or_a_flag_the_url_first() {
    for (user, flag, wanted) in [
        ("pu:pp@", None, Some("cHU6cHA=")),
        ("", Some("c:d"), Some("Yzpk")),
        ("pu:pp@", Some("c:d"), Some("cHU6cHA=")),
        ("a%40b:@", None, Some("YUBiOg==")),
        ("", None, None),
    ] {
        let proxy = Peer::answering(ok(""));
        let place = proxy.url("").replace("http://", &format!("http://{user}"));
        let mut run = verb(["get", "http://h.test/", "-x", &place]);
        if let Some(flag) = flag {
            run = run.args(["-U", flag]);
        }
        run.run().code(0);
        let head = proxy.heard();
        let found = head
            .lines()
            .find_map(|l| l.strip_prefix("Proxy-Authorization: Basic "));
        assert_eq!(found, wanted, "{head}");
    }
}

#[test]
fn a_secret_of_the_proxys_is_read_from_where_it_is() {
    let proxy = Peer::answering(ok(""));
    verb(["get", "http://h.test/", "-x", &proxy.url("")])
        .args(["-U", "c:env:PW"])
        .env("PW", "d")
        .run()
        .code(0);
    assert!(
        proxy
            .heard()
            .contains("Proxy-Authorization: Basic Yzpk\r\n")
    );
}

#[test]
fn headers_for_the_proxy_stand_in_what_it_forwards() {
    let proxy = Peer::answering(ok(""));
    let words = ["--proxy-header", "X-P: 1", "-H", "X-P: 2", "-H", "X-O: 3"];
    verb(["post", "http://h.test/", "-d", "a", "-x", &proxy.url("")])
        .args(words)
        .run()
        .code(0);
    let head = proxy.heard();
    assert!(
        head.contains("X-P: 1\r\n") && head.contains("X-O: 3\r\n"),
        "{head}"
    );
    assert!(!head.contains("X-P: 2"), "{head}");
    assert!(head.ends_with("\r\n\r\na"), "{head}");
}

/// H02.4
#[test]
fn a_typed_proxy_authorization_goes_to_a_proxy_that_forwards_or_nowhere() {
    let proxy = Peer::answering(ok(""));
    let typed = ["-H", "Proxy-Authorization: Basic dHlwZWQ="];
    verb(["get", "http://h.test/", "-x", &proxy.url(""), "-U", "c:d"])
        .args(typed)
        .run()
        .code(0);
    let head = proxy.heard();
    let wanted = "Proxy-Authorization: Basic dHlwZWQ=\r\n";
    assert_eq!(head.matches("Proxy-Authorization").count(), 1, "{head}");
    assert!(head.contains(wanted), "{head}");
    let origin = Peer::answering(ok(""));
    for words in [
        &[][..],
        &["-x", "socks5h://127.0.0.1:1"],
        &["-x", "127.0.0.1:1", "--noproxy", "*"],
        &["-x", "127.0.0.1:1", "--proxytunnel"],
        &["-x", "127.0.0.1:1", "--connect-to", "::127.0.0.1:1"],
        &["-x", "127.0.0.1:1", "https://h.test/"],
    ] {
        verb(["get", &origin.url("/")])
            .args(words.iter().copied())
            .args(typed)
            .run()
            .usage()
            .stderr_has("--proxy-header")
            .stderr_lacks("dHlwZWQ");
    }
    assert!(origin.finish().is_empty());
}

#[test]
fn a_407_is_the_proxys_failure_and_its_page_is_not_printed() {
    for (flag, hint) in [(None, "with -U USER:PASSWORD"), (Some("c:d"), "check -U")] {
        let page = response(
            "407 Authenticate",
            "Proxy-Authenticate: Basic realm=x\r\n",
            "page",
        );
        let proxy = Peer::answering(page);
        let mut run = verb(["get", "http://h.test/", "-x", &proxy.url("")]);
        if let Some(flag) = flag {
            run = run.args(["-U", flag]);
        }
        run.run()
            .code(97)
            .stdout("")
            .one_line()
            .stderr_has("it refused with 407 Authenticate")
            .stderr_has(hint);
        assert_eq!(proxy.finish().len(), 1);
    }
}

#[test]
fn what_goes_wrong_behind_the_proxy_names_the_proxy() {
    for (answer, code) in [("", 52), ("garbage\r\n\r\n", 8), ("HTTP/1.1 2", 18)] {
        let proxy = Peer::once(answer);
        let named = format!("through the proxy {}", proxy.url(""));
        verb(["get", "http://h.test/", "-x", &proxy.url("")])
            .run()
            .code(code)
            .stdout("")
            .one_line()
            .stderr_has(&named);
    }
}

#[test]
fn one_connection_to_the_proxy_serves_several_requests() {
    let proxy = Peer::answering(ok("x"));
    verb([
        "get",
        "-x",
        &proxy.url(""),
        "http://h.test/1",
        "http://h.test/2",
    ])
    .run()
    .code(0)
    .stdout("xx");
    assert_eq!(proxy.heard().matches("GET http://h.test/").count(), 2);
}

#[test]
fn options_for_the_whole_server_names_the_origin_alone() {
    let proxy = Peer::answering(ok(""));
    verb(["options", "http://h.test:81/", "--request-target", "*"])
        .args(["-x", &proxy.url("")])
        .run()
        .code(0);
    assert!(
        proxy
            .heard()
            .starts_with("OPTIONS http://h.test:81 HTTP/1.1\r\n")
    );
}
