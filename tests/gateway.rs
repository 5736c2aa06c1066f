//! Through a gateway that others wrote, where it is installed: HAProxy before hyper, with its own
//! redirects, refusals and framing.

use crate::support::daemon::Daemon;
use crate::support::haproxy;
use crate::support::hyper::Server;
use crate::support::verb;

fn start() -> Option<(Daemon, Server)> {
    let server = Server::start();
    let backend = server.url("");
    let backend = backend.trim_start_matches("http://").trim_end_matches('/');
    haproxy::start(backend).map(|haproxy| (haproxy, server))
}

#[test]
fn bodies_pass_both_ways() {
    let Some((haproxy, _server)) = start() else {
        return;
    };
    let seen = verb(["put", &haproxy.url("/through/echo"), "-"]);
    let seen = seen.stdin("x".repeat(300_000)).run().code(0);
    let _fine = seen.stdout_has(&"x".repeat(300_000));
    verb(["get", &haproxy.url("/through/chunked")])
        .run()
        .code(0)
        .stdout("one two three");
    verb(["get", &haproxy.url("/through/gzip")])
        .run()
        .code(0)
        .stdout("squeezed\n".repeat(1000));
}

#[test]
fn several_urls_go_over_one_connection() {
    let Some((haproxy, _server)) = start() else {
        return;
    };
    let (own, behind) = (haproxy.url("/ok"), haproxy.url("/through/chunked"));
    let seen = verb(["get", "-v", &own, &behind, &own]).run().code(0);
    let seen = seen.stdout("GETone two threeGET");
    assert_eq!(
        seen.err().matches("* connected to").count(),
        1,
        "{}",
        seen.story()
    );
}

#[test]
fn a_gateway_without_its_server_is_a_503() {
    let Some((haproxy, _server)) = start() else {
        return;
    };
    let seen = verb(["get", &haproxy.url("/down")]).run().code(5);
    let _fine = seen.stderr_has("503 Service Unavailable");
}

#[test]
fn its_redirects_are_named_where_they_are_not_followed() {
    let Some((haproxy, _server)) = start() else {
        return;
    };
    for code in ["301", "302", "303", "307", "308"] {
        let seen = verb(["get", &haproxy.url(&format!("/to/{code}"))]).run();
        let _fine = seen.code(3).stderr_has("/ok");
    }
}
