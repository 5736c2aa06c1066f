//! One scenario for each exit status of the contract, and the line on stderr that goes with it.

use std::net::TcpListener;

use rustix::process::Signal;

use crate::support::tls::Authority;
use crate::support::{Latch, Peer, ok, response, temporary, verb};

#[test]
fn success_is_silent() {
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/")])
        .run()
        .code(0)
        .stdout("x")
        .stderr("");
}

#[test]
fn a_failing_status_delivers_its_body_and_says_so_in_one_line() {
    for (status, code) in [
        ("301 Moved Permanently", 3),
        ("304 Not Modified", 3),
        ("400 Bad Request", 4),
        ("404 Not Found", 4),
        ("499 Odd", 4),
        ("500 Internal Server Error", 5),
        ("503 Service Unavailable", 5),
        ("600 Beyond", 5),
        ("999 Request Denied", 5),
    ] {
        let body = if status.starts_with("304") { "" } else { "why" };
        let peer = Peer::answering(response(status, "Location: /there\r\n", body));
        let url = peer.url("/here");
        let seen = verb(["get", &url]).run().code(code).stdout(body).one_line();
        let _fine = seen.stderr_has(&format!("verb: {status} (GET {url})"));
    }
}

#[test]
fn a_redirect_that_is_not_followed_names_its_target() {
    let peer = Peer::answering(response(
        "302 Found",
        "Location: http://there.test/x\r\n",
        "",
    ));
    verb(["get", &peer.url("/")])
        .run()
        .code(3)
        .stderr_has("http://there.test/x");
}

#[test]
fn usage_2() {
    for words in [
        vec!["get"],
        vec!["get", "http://"],
        vec!["get", "ftp://127.0.0.1/"],
        vec!["get", "--max-time", "-1", "http://127.0.0.1:1/"],
        vec!["get", "--max-time", "soon", "http://127.0.0.1:1/"],
        vec!["get", "--ok", "fine", "http://127.0.0.1:1/"],
        vec!["get", "--max-filesize", "10Q", "http://127.0.0.1:1/"],
        vec!["get", "--cacert", "/none/ca.pem", "https://127.0.0.1:1/"],
        vec!["fetch", "http://127.0.0.1:1/"],
        vec!["get", "--no-such-flag", "http://127.0.0.1:1/"],
    ] {
        let seen = verb(&words).run();
        assert_eq!(seen.exit_code(), 2, "{}", seen.story());
        seen.stdout("").stderr_has("verb: ");
    }
}

#[test]
fn an_unknown_flag_is_named_with_the_nearest_known_one() {
    verb(["get", "--max-tim", "1", "http://127.0.0.1:1/"])
        .run()
        .code(2)
        .stderr_has("--max-time");
}

#[test]
fn not_resolved_6() {
    let seen = verb(["get", "http://nosuch.invalid/", "--connect-timeout", "20"]).run();
    seen.code(6)
        .stdout("")
        .one_line()
        .stderr_has("nosuch.invalid");
}

#[test]
fn not_connected_7() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let seen = verb(["get", &format!("http://127.0.0.1:{port}/")]).run();
    seen.code(7)
        .stdout("")
        .one_line()
        .stderr_has(&port.to_string());
}

#[test]
fn malformed_8_shows_the_line_escaped() {
    let peer = Peer::once("HTTP/1.1 2x0 \u{1b}[2JOK\r\n\r\n");
    let seen = verb(["get", &peer.url("/")])
        .run()
        .code(8)
        .stdout("")
        .one_line();
    seen.stderr_has("2x0")
        .stderr_has("\\x1b[2J")
        .stderr_lacks("\u{1b}");
}

#[test]
fn cut_short_18_tells_how_much_came() {
    let peer = Peer::once("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello");
    let seen = verb(["get", &peer.url("/")])
        .run()
        .code(18)
        .stdout("hello")
        .one_line();
    seen.stderr_has("1000").stderr_has("5");
}

#[test]
fn cut_short_18_wins_over_the_status() {
    let peer = Peer::once("HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\nhello");
    verb(["get", &peer.url("/")]).run().code(18).stdout("hello");
}

#[test]
fn output_23() {
    let peer = Peer::answering(ok("x"));
    let dir = temporary();
    let run = verb(["get", &peer.url("/"), "-o", "none/file"]).dir(dir.path());
    run.run().code(23).one_line();
}

#[test]
fn time_28() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.hold()
    });
    let seen = verb(["get", &peer.url("/"), "--max-time", "300ms"]).run();
    seen.code(28).stdout("").one_line().stderr_has("--max-time");
}

#[test]
fn handshake_35() {
    let peer = Peer::tcp(|talk| talk.send("HTTP/1.1 400 Bad Request\r\n\r\n"));
    verb(["get", &peer.https("/")])
        .run()
        .code(35)
        .stdout("")
        .one_line();
}

#[test]
fn nothing_received_52() {
    let peer = Peer::once("");
    verb(["get", &peer.url("/")])
        .run()
        .code(52)
        .stdout("")
        .one_line();
}

#[test]
fn receiving_failed_56_or_cut_short_18() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")?;
        talk.reset()
    });
    let seen = verb(["get", &peer.url("/")]).run();
    assert!([18, 56].contains(&seen.exit_code()), "{}", seen.story());
    seen.stdout("hello").one_line();
}

#[test]
fn certificate_60() {
    let config = Authority::new("unknown").good(&["127.0.0.1"]).server();
    let peer = Peer::tls_answering(config, ok("x"));
    verb(["get", &peer.https("/")])
        .run()
        .code(60)
        .stdout("")
        .one_line();
}

#[test]
fn coding_61() {
    let peer = Peer::once(response(
        "200 OK",
        "Content-Encoding: gzip\r\n",
        "not gzip at all",
    ));
    verb(["get", &peer.url("/")])
        .run()
        .code(61)
        .stdout("")
        .one_line()
        .stderr_has("gzip");
}

#[test]
fn too_large_63() {
    let peer = Peer::answering(ok("0123456789"));
    let seen = verb(["get", &peer.url("/"), "--max-filesize", "9"]).run();
    seen.code(63).one_line().stderr_has("--max-filesize");
    verb(["get", &peer.url("/"), "--max-filesize", "10"])
        .run()
        .code(0)
        .stdout("0123456789");
}

#[test]
fn interrupted_130_and_terminated_143() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let asked = Latch::default();
        let heard = asked.clone();
        let peer = Peer::tcp(move |talk| {
            talk.head()?;
            heard.open();
            talk.hold()
        });
        let run = verb(["get", &peer.url("/")]).start();
        asked.wait();
        run.signal(signal);
        let _fine = run.finish().code(code).stdout("");
    }
}

#[test]
fn silence_hides_the_line_but_not_the_status() {
    let peer = Peer::answering(response("404 Not Found", "", "x"));
    let url = peer.url("/");
    verb(["get", "-s", &url])
        .run()
        .code(4)
        .stdout("x")
        .stderr("");
    verb(["get", "-sS", &url])
        .run()
        .code(4)
        .stdout("x")
        .one_line();
    verb(["get", "-s", "http://127.0.0.1:1/"])
        .run()
        .code(7)
        .stderr("");
}

#[test]
fn what_counts_as_fine_can_be_said() {
    let peer = Peer::answering(response("404 Not Found", "", "x"));
    let url = peer.url("/");
    verb(["get", "--ok", "2xx,404", &url])
        .run()
        .code(0)
        .stdout("x")
        .stderr("");
    verb(["get", "--ok", "2xx,403", &url]).run().code(4);
    verb(["get", "--no-fail", &url])
        .run()
        .code(0)
        .stdout("x")
        .stderr("");
    let fine = Peer::answering(ok("y"));
    let seen = verb(["get", "--ok", "404", &fine.url("/")]).run();
    assert_ne!(seen.exit_code(), 0, "{}", seen.story());
    seen.stdout("y").stderr_has("200 OK");
}
