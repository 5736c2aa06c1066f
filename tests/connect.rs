//! Reaching a peer: addresses, detours, unix sockets, and being refused.

use std::net::{TcpListener, TcpStream};

use crate::support::{Peer, ok, temporary, verb};

/// A port that nothing listens on.
fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Whether this machine has an IPv6 loopback; says so where it has none.
fn has_v6() -> bool {
    let there = TcpListener::bind("[::1]:0").is_ok();
    if !there {
        println!("left out: there is no ::1 here");
    }
    there
}

#[test]
fn a_refused_connection_names_the_place() {
    let port = closed_port();
    let seen = verb(["get", &format!("http://127.0.0.1:{port}/")]).run();
    let place = format!("127.0.0.1:{port}");
    seen.code(7)
        .stdout("")
        .one_line()
        .stderr_has(&place)
        .stderr_has("refused");
}

#[test]
fn a_password_in_a_url_is_never_shown() {
    let port = closed_port();
    let seen = verb(["get", "-v", &format!("http://u:s3cret@127.0.0.1:{port}/")]).run();
    assert_ne!(seen.exit_code(), 0);
    let _fine = seen.stderr_lacks("s3cret");
}

#[test]
fn a_unix_socket_is_connected_to_whatever_the_host() {
    let dir = temporary();
    let path = dir.path().join("s");
    let peer = Peer::unix(&path, |talk| {
        let head = talk.head()?;
        talk.send(ok(&head.field("host").unwrap()))
    });
    let words = [
        "get",
        "--unix-socket",
        path.to_str().unwrap(),
        "http://api.test/x",
    ];
    verb(words).run().code(0).stdout("api.test");
    assert_eq!(peer.finish().len(), 1);
    let words = ["get", "--unix-socket", "/none/s", "http://api.test/x"];
    verb(words).run().code(7).one_line().stderr_has("/none/s");
}

#[test]
fn resolve_gives_a_host_its_address_and_changes_nothing_else() {
    let peer = Peer::answering(ok("x"));
    let port = peer.port();
    let there = format!("api.test:{port}:127.0.0.1");
    let url = format!("http://api.test:{port}/");
    verb(["get", "--resolve", &there, &url])
        .run()
        .code(0)
        .stdout("x");
    let any = format!("*:{port}:127.0.0.1");
    verb(["get", "--resolve", &any, &url])
        .run()
        .code(0)
        .stdout("x");
    let heard = peer.finish();
    for one in heard {
        let text = String::from_utf8_lossy(&one).into_owned();
        assert!(
            text.contains(&format!("Host: api.test:{port}\r\n")),
            "{text}"
        );
    }
}

#[test]
fn resolve_is_for_its_port_only() {
    let peer = Peer::answering(ok("x"));
    let port = peer.port();
    let elsewhere = format!("nosuch.invalid:{}:127.0.0.1", closed_port());
    let url = format!("http://nosuch.invalid:{port}/");
    verb(["get", "--resolve", &elsewhere, &url]).run().code(6);
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn connect_to_takes_another_way_and_keeps_the_names() {
    let peer = Peer::answering(ok("x"));
    let port = peer.port();
    for detour in [
        format!("api.test:80:127.0.0.1:{port}"),
        format!("::127.0.0.1:{port}"),
        format!("api.test::127.0.0.1:{port}"),
    ] {
        verb(["get", "--connect-to", &detour, "http://api.test/"])
            .run()
            .code(0)
            .stdout("x");
    }
    for one in peer.finish() {
        let text = String::from_utf8_lossy(&one).into_owned();
        assert!(text.contains("Host: api.test\r\n"), "{text}");
    }
}

#[test]
fn malformed_overrides_are_usage_errors() {
    for (flag, value) in [
        ("--resolve", "api.test"),
        ("--resolve", "api.test:80"),
        ("--resolve", "api.test:0x50:127.0.0.1"),
        ("--resolve", "api.test:80:nowhere"),
        ("--connect-to", "api.test:80"),
        ("--connect-to", "a:b:c:d"),
    ] {
        verb(["get", flag, value, "http://api.test/"]).run().usage();
    }
}

#[test]
fn the_address_that_answers_is_found_among_others() {
    if !has_v6() {
        return;
    }
    let v4 = Peer::answering(ok("four"));
    let port = v4.port();
    if TcpStream::connect(("::1", port)).is_ok() {
        println!("left out: something else listens on [::1]:{port}");
        return;
    }
    let both = format!("api.test:{port}:[::1],127.0.0.1");
    let url = format!("http://api.test:{port}/");
    verb(["get", "--resolve", &both, &url])
        .run()
        .code(0)
        .stdout("four");
    verb(["get", "-4", "--resolve", &both, &url])
        .run()
        .code(0)
        .stdout("four");
    verb(["get", "-6", "--resolve", &both, &url]).run().code(7);
}

#[test]
fn an_ipv6_address_in_a_url_is_connected_to() {
    if !has_v6() {
        return;
    }
    let listener = TcpListener::bind("[::1]:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let peer = Peer::listen(listener, None, |talk| {
        let head = talk.head()?;
        talk.send(ok(&head.field("host").unwrap()))
    });
    let host = format!("[::1]:{port}");
    verb(["get", &format!("http://{host}/")])
        .run()
        .code(0)
        .stdout(host.as_bytes());
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn all_addresses_refusing_is_said_with_the_last_reason() {
    let port = closed_port();
    let both = format!("api.test:{port}:127.0.0.1,127.0.0.2");
    let url = format!("http://api.test:{port}/");
    let seen = verb(["get", "--resolve", &both, &url]).run();
    seen.code(7).one_line().stderr_has("api.test");
}

#[test]
fn nothing_but_the_url_is_contacted_whatever_the_environment_says() {
    let peer = Peer::answering(ok("x"));
    let other = Peer::answering(ok("proxy"));
    let run = verb(["get", &peer.url("/")]).env("HTTP_PROXY", other.url("/"));
    run.run().code(0).stdout("x");
    assert_eq!(other.finish().len(), 0);
}
