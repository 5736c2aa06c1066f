//! The near end of a connection, zones, one backend behind a name, and sockets without a path (H39).

use std::net::TcpListener;
use std::path::Path;

use crate::support::{Authority, Peer, ok, temporary, verb};

/// A peer that tells where the program came from, and the `Host` it sent.
fn telling(listener: TcpListener) -> Peer {
    Peer::listen(listener, None, |talk| {
        loop {
            let head = talk.head()?;
            talk.send(ok(&head.field("host").unwrap_or_default()))?;
        }
    })
}

#[cfg(target_os = "linux")]
#[test]
fn a_connection_comes_from_the_chosen_address() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{port}/");
    let served = std::thread::spawn(move || {
        let mut came = Vec::new();
        for _ in 0..5 {
            let (mut stream, from) = listener.accept().unwrap();
            came.push(from.ip().to_string());
            let mut head = [0; 4096];
            let _read = std::io::Read::read(&mut stream, &mut head).unwrap();
            std::io::Write::write_all(&mut stream, &ok("x")).unwrap();
        }
        came
    });
    for value in [
        "127.0.0.2",
        "host!127.0.0.3",
        "host!localhost",
        "lo",
        "ifhost!lo!127.0.0.4",
    ] {
        verb(["get", "--interface", value, &url]).run().code(0);
    }
    let wanted = [
        "127.0.0.2",
        "127.0.0.3",
        "127.0.0.1",
        "127.0.0.1",
        "127.0.0.4",
    ];
    assert_eq!(served.join().unwrap(), wanted);
}

#[cfg(target_os = "linux")]
#[test]
fn interfaces_that_are_not_there_are_refused_with_those_that_are() {
    let peer = Peer::answering(ok("x"));
    for value in ["nosuch0", "if!nosuch0", "ifhost!nosuch0!127.0.0.1"] {
        let seen = verb(["get", "--interface", value, &peer.url("/")]).run();
        seen.usage()
            .stderr_has("nosuch0")
            .stderr_has("interfaces are")
            .stderr_has("lo");
    }
    for value in ["", "if!", "host!a b", "what!lo", "ifhost!lo"] {
        verb(["get", "--interface", value, &peer.url("/")])
            .run()
            .usage();
    }
    // An address of somebody else's (RFC 5737), and one of the other family.
    for value in ["192.0.2.77", "::1"] {
        let seen = verb(["get", "--interface", value, &peer.url("/")]).run();
        seen.code(7)
            .one_line()
            .stderr_has("address not available")
            .stderr_has("--interface");
    }
    assert_eq!(peer.finish().len(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_zone_chooses_the_interface_and_is_not_sent() {
    let Ok(listener) = TcpListener::bind("[::1]:0") else {
        println!("left out: there is no ::1 here");
        return;
    };
    let port = listener.local_addr().unwrap().port();
    let peer = telling(listener);
    for zone in ["%25lo", "%lo", "%1", "%251"] {
        let url = format!("http://[::1{zone}]:{port}/x?a=%25");
        let seen = verb(["get", "-v", &url]).run().code(0);
        seen.stdout(format!("[::1]:{port}"))
            .stderr_has("GET /x?a=%25 HTTP/1.1");
    }
    let bare = verb(["get", &format!("[::1%lo]:{port}/")]).run();
    bare.code(0).stdout(format!("[::1]:{port}"));
    assert_eq!(peer.finish().len(), 5);
    let seen = verb(["get", "http://[fe80::1%25nosuch0]/"]).run();
    seen.usage().stderr_has("zone").stderr_has("lo");
    verb(["get", "http://[fe80::1%251]/", "http://[fe80::1%252]/"])
        .run()
        .usage()
        .stderr_has("two zones");
}

#[cfg(target_os = "linux")]
#[test]
fn an_abstract_socket_is_connected_to() {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixListener};

    let name = format!("verb-test-{}", std::process::id());
    let listener = UnixListener::bind_addr(&SocketAddr::from_abstract_name(&name).unwrap());
    let listener = listener.unwrap();
    let served = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _read = std::io::Read::read(&mut stream, &mut [0; 4096]).unwrap();
        std::io::Write::write_all(&mut stream, &ok("abstract")).unwrap();
    });
    let words = ["get", "--abstract-unix-socket", &name, "http://api.test/"];
    verb(words).run().code(0).stdout("abstract");
    served.join().unwrap();
    let shown = format!("@{name}");
    verb(words).run().code(7).one_line().stderr_has(&shown);
    // The last of both counts, whichever it is.
    let words = words.into_iter().chain(["--unix-socket", "/none/s"]);
    verb(words).run().code(7).stderr_has("/none/s");
    let printed = verb([
        "get",
        "--as",
        "curl",
        "--abstract-unix-socket",
        "a b",
        "http://x.test/",
    ]);
    printed
        .run()
        .code(0)
        .stdout_has("--abstract-unix-socket 'a b'");
}

#[test]
fn an_entry_of_resolve_can_be_taken_back_and_marked() {
    let peer = Peer::answering(ok("x"));
    let port = peer.port();
    let url = format!("http://nosuch.invalid:{port}/");
    let add = format!("+nosuch.invalid:{port}:127.0.0.1");
    let remove = format!("-nosuch.invalid:{port}");
    let run = |values: &[&String]| {
        let flags = values.iter().flat_map(|value| ["--resolve", value]);
        verb(["get", &url].into_iter().chain(flags)).run()
    };
    run(&[&add]).code(0).stdout("x");
    run(&[&remove, &add]).code(0).stdout("x");
    run(&[&add, &remove]).code(6).stderr_has("nosuch.invalid");
}

#[test]
fn a_name_that_is_not_there_is_told_escaped() {
    let seen = verb(["get", "http://nosuch.invalid/"]).run();
    seen.code(6).one_line().stderr_has("nosuch.invalid");
}

/// Scenario: talk to one backend of a name, under its certificate, then over a socket.
#[test]
fn one_backend_of_a_name_in_one_command() {
    let dir = temporary();
    let authority = Authority::new("backend");
    let host_and_sni = |talk: &mut crate::support::talk::Talk| {
        let head = talk.head()?;
        talk.send(ok(&head.field("host").unwrap_or_default()))
    };
    let peer = Peer::tls(authority.good(&["api.test"]).server(), host_and_sni);
    let port = peer.port();
    let ca = authority.ca();
    for (flag, value) in [
        ("--connect-to", format!("api.test:443:127.0.0.1:{port}")),
        ("--connect-to", format!("::127.0.0.1:{port}")),
    ] {
        let run = verb(["get", "--cacert", &ca, flag, &value, "https://api.test/"]);
        run.run().code(0).stdout("api.test");
    }
    let there = format!("api.test:{port}:127.0.0.1");
    let url = format!("https://api.test:{port}/");
    let run = verb(["get", "--cacert", &ca, "--resolve", &there, &url]);
    run.run().code(0).stdout(format!("api.test:{port}"));
    // The name is what is checked, not the place.
    let elsewhere = format!("other.test:443:127.0.0.1:{port}");
    let run = verb([
        "get",
        "--cacert",
        &ca,
        "--connect-to",
        &elsewhere,
        "https://other.test/",
    ]);
    run.run().code(60).stderr_has("other.test");

    let path = dir.path().join("api.sock");
    let peer = Peer::unix(Path::new(&path), host_and_sni);
    let words = ["get", "--unix-socket", "api.sock", "http://api.test/v1"];
    verb(words).dir(dir.path()).run().code(0).stdout("api.test");
    let heard = peer.heard();
    assert!(
        heard.starts_with("GET /v1 HTTP/1.1\r\nHost: api.test\r\n"),
        "{heard}"
    );
}

#[test]
fn near_ends_and_speeds_are_said_by_as() {
    let words = [
        "get",
        "--interface",
        "127.0.0.1",
        "--limit-rate",
        "2k",
        "--speed-limit",
        "10",
        "--speed-time",
        "5",
        "http://127.0.0.1:1/",
    ];
    for form in ["curl", "verb"] {
        let printed = verb(words).args(["--as", form]).run().code(0);
        printed
            .stdout_has("--interface 'host!127.0.0.1'")
            .stdout_has("--limit-rate 2048")
            .stdout_has("--speed-limit 10 --speed-time 5");
    }
}
