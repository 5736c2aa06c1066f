//! Squid and tinyproxy as they are installed: forwarding and tunnels, with and without credentials.

use super::trusted;
use crate::support::squid::Squid;
use crate::support::tinyproxy::Tinyproxy;
use crate::support::{Peer, ok, verb};

#[test]
fn squid_serves_whom_it_knows() {
    if let Some(open) = Squid::start(false) {
        serves(&open.place(), None);
    }
    if let Some(guarded) = Squid::start(true) {
        serves(&guarded.place(), Some("ada:s3cret"));
        refuses(&guarded.place());
    }
}

#[test]
fn tinyproxy_serves_whom_it_knows() {
    if let Some(open) = Tinyproxy::start(false) {
        serves(&open.place(), None);
    }
    if let Some(guarded) = Tinyproxy::start(true) {
        serves(&guarded.place(), Some("ada:s3cret"));
        refuses(&guarded.place());
    }
}

/// A body each way, plain, through a tunnel, and under TLS in a tunnel.
#[track_caller]
fn serves(place: &str, user: Option<&str>) {
    let (authority, config) = trusted(&["127.0.0.1"]);
    let big = "x".repeat(1 << 20);
    let plain = Peer::answering(ok(&big));
    let secure = Peer::tls_answering(config, ok(&big));
    let user = user.map_or(Vec::new(), |user| vec!["-U", user]);
    for words in [
        &[plain.url("/").as_str()][..],
        &[&plain.url("/"), "--proxytunnel"],
        &[&secure.https("/"), "--cacert", &authority.ca()],
    ] {
        verb(["post", "-d", &big[..70_000], "-x", place])
            .args(words.iter().copied())
            .args(user.clone())
            .run()
            .code(0)
            .stdout(&big);
    }
    let (plain, secure) = (plain.finish(), secure.finish());
    for heard in plain.iter().chain(&secure) {
        let heard = String::from_utf8_lossy(heard);
        assert!(!heard.contains("Proxy-Authorization"), "{heard:.400}");
    }
}

/// Without credentials and with wrong ones. Of requests that it forwards, tinyproxy refuses wrong
/// credentials with a 401, which is an origin's to say, so these are tried in tunnels alone.
#[track_caller]
fn refuses(place: &str) {
    let origin = Peer::answering(ok(""));
    let run = |words: &[&str]| {
        let run = verb(["get", &origin.url("/"), "-x", place]);
        run.args(words.iter().copied())
            .run()
            .code(97)
            .stdout("")
            .one_line()
    };
    run(&[]).stderr_has("-U USER:PASSWORD");
    run(&["--proxytunnel"]).stderr_has("-U USER:PASSWORD");
    run(&["--proxytunnel", "-U", "ada:wrong"]).stderr_has("it refused with 40");
    assert!(origin.finish().is_empty());
}
