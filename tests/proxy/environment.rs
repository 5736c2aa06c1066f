//! The choice of a proxy: H33 as tables.

use super::OPEN;
use crate::support::proxy::Relay;
use crate::support::{Peer, ok, verb};

/// Runs with variables, where `P` is a proxy's URL, and says who answered: `P` or the origin, `A`.
/// In the words, `A` is the origin's port.
fn who(variables: &[(&str, &str)], words: &[&str]) -> String {
    let (proxy, origin) = (Peer::answering(ok("P")), Peer::answering(ok("A")));
    let port = origin.port().to_string();
    let mut run = verb(["get"]).args(words.iter().map(|word| word.replace("{A}", &port)));
    for (name, value) in variables {
        run = run.env(name, value.replace("{P}", &proxy.url("")));
    }
    let run = run.run();
    assert!(run.exit_code() == 0, "{variables:?} {}", run.story());
    run.out()
}

/// H33.1 to H33.4
#[test]
fn variables_and_exemptions_decide_as_in_curl() {
    let here = "http://127.0.0.1:{A}/";
    let sub = "http://sub.example.test:{A}/";
    let resolve = "sub.example.test:{A}:127.0.0.1";
    let p = ("http_proxy", "{P}");
    for (variables, words, wanted) in [
        (&[("HTTP_PROXY", "{P}")][..], &[here][..], "A"),
        (&[p], &[here], "P"),
        (&[p, ("REQUEST_METHOD", "GET")], &[here], "A"),
        (&[("http_proxy", "")], &[here], "A"),
        (&[("https_proxy", "{P}")], &[here], "A"),
        (&[("all_proxy", "{P}")], &[here], "P"),
        (&[("ALL_PROXY", "{P}")], &[here], "P"),
        (
            &[p, ("no_proxy", "example.test")],
            &["http://notexample.test/"],
            "P",
        ),
        (
            &[p, ("no_proxy", "example.test")],
            &[sub, "--resolve", resolve],
            "A",
        ),
        (&[p, ("no_proxy", "127.0.0.0/8")], &[here], "A"),
        (&[p, ("no_proxy", "*")], &[here], "A"),
        (&[p, ("no_proxy", "a.test, 127.0.0.1")], &[here], "A"),
        (&[p, ("NO_PROXY", "127.0.0.1")], &[here], "A"),
        (
            &[p, ("NO_PROXY", "127.0.0.1"), ("no_proxy", "a.test")],
            &[here],
            "P",
        ),
        (&[p, ("no_proxy", "h.test:80")], &["http://h.test:81/"], "P"),
        (
            &[p, ("no_proxy", "127.0.0.1")],
            &[here, "--noproxy", "a.test"],
            "P",
        ),
        (
            &[p, ("no_proxy", "127.0.0.1")],
            &[here, "--noproxy", ""],
            "P",
        ),
        (&[p], &[here, "--noproxy", "b.test 127.0.0.1"], "A"),
        (&[p], &[here, "-x", ""], "A"),
    ] {
        assert_eq!(who(variables, words), wanted, "{variables:?} {words:?}");
    }
}

#[test]
fn a_flag_wins_over_variables_and_obeys_exemptions() {
    let origin = Peer::answering(ok("A"));
    let flagged = Peer::answering(ok("F"));
    for (exempt, wanted) in [("", "F"), ("127.0.0.1", "A")] {
        verb(["get", &origin.url("/"), "-x", &flagged.url("")])
            .env("http_proxy", "http://127.0.0.1:1")
            .env("no_proxy", exempt)
            .run()
            .code(0)
            .stdout(wanted);
    }
}

/// H33.5
#[test]
fn a_value_that_is_no_proxy_is_a_usage_error_and_never_no_proxy() {
    let origin = Peer::answering(ok(""));
    for (name, value) in [
        ("http_proxy", "http://[bad"),
        ("http_proxy", "http://u:s3cret@h:x"),
        ("https_proxy", "ftp://h"),
        ("ALL_PROXY", "h:99999"),
        ("all_proxy", "http://h/proxy.pac"),
    ] {
        verb(["get", &origin.url("/")])
            .env(name, value)
            .run()
            .usage()
            .stderr_has(name)
            .stderr_lacks("s3cret");
        verb(["get", &origin.url("/"), "-x", value])
            .run()
            .usage()
            .stderr_has("--proxy: ")
            .stderr_lacks("s3cret");
    }
    assert!(origin.finish().is_empty());
}

/// H33.6, with a proxy that speaks HTTP for https: the other protocol has tests of its own.
#[test]
fn each_scheme_goes_by_its_own_variable() {
    let plain = Peer::answering(ok("P"));
    let deaf = super::no_tls();
    let relay = Relay::start(deaf.port(), OPEN);
    verb(["get", "https://h.test/"])
        .env("https_proxy", relay.place())
        .env("all_proxy", plain.url(""))
        .run()
        .code(35);
    assert!(relay.head().starts_with("CONNECT h.test:443 "));
    verb(["get", "http://h.test/"])
        .env("https_proxy", relay.place())
        .env("all_proxy", plain.url(""))
        .run()
        .code(0)
        .stdout("P");
}

#[test]
fn a_unix_socket_is_no_place_for_a_proxy() {
    let dir = crate::support::temporary();
    let path = dir.path().join("s");
    let peer = Peer::unix(&path, |talk| {
        talk.head()?;
        talk.send(ok("by socket"))
    });
    let path = path.to_str().unwrap();
    verb(["get", "http://h.test/", "--unix-socket", path])
        .env("http_proxy", "http://127.0.0.1:1")
        .run()
        .code(0)
        .stdout("by socket");
    verb([
        "get",
        "http://h.test/",
        "--unix-socket",
        path,
        "-x",
        "p.test",
    ])
    .run()
    .usage()
    .stderr_has("--proxy and --unix-socket");
    assert!(peer.heard().starts_with("GET / HTTP/1.1\r\n"));
}
