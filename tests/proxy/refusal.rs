//! Proxies that refuse, fail or mean harm: exit 97, one line that names them, nothing on stdout.

use std::time::Duration;

use crate::support::verb::Run;
use crate::support::{Peer, ok, response, temporary, verb};

fn through(proxy: &Peer) -> Run {
    verb(["get", "https://h.test/", "-x", &proxy.url("")])
}

/// H31.1 to H31.3
#[test]
fn an_answer_that_opens_nothing_is_told_and_nothing_else_is_done_with_it() {
    let elsewhere = Peer::answering(ok("elsewhere"));
    let location = format!("Location: {}\r\n", elsewhere.url("/"));
    for (status, fields, body, told) in [
        (
            "302 Found",
            location.as_str(),
            "",
            "it refused with 302 Found",
        ),
        (
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=x\r\n",
            "login",
            "it refused with 407 Proxy Authentication Required: login (GET",
        ),
        (
            "403 Forbidden",
            "Set-Cookie: a=1; Domain=h.test\r\nContent-Type: text/html\r\n",
            "<!DOCTYPE html>\n<html><title>Blocked \u{1b}[31m</title>",
            "it refused with 403 Forbidden: Blocked \\x1b[31m",
        ),
        ("502 Bad Gateway", "", "", "could not reach the host"),
        ("599", "", "x\ny", "it refused with 599: x ("),
    ] {
        let dir = temporary();
        let proxy = Peer::answering(response(status, fields, body));
        through(&proxy)
            .args(["-c", "jar"])
            .dir(dir.path())
            .run()
            .code(97)
            .stdout("")
            .one_line()
            .stderr_has(&format!(
                "tunnel to h.test:443 through the proxy {}",
                proxy.url("")
            ))
            .stderr_has(told);
        let jar = std::fs::read_to_string(dir.path().join("jar")).unwrap_or_default();
        assert!(!jar.contains("h.test"), "{jar}");
        assert_eq!(proxy.finish().len(), 1);
    }
    assert!(elsewhere.finish().is_empty());
}

#[test]
fn credentials_that_were_refused_are_not_sent_again() {
    let page = response("407 No", "Proxy-Authenticate: Basic realm=x\r\n", "");
    let proxy = Peer::answering(page);
    through(&proxy)
        .args(["-U", "c:d"])
        .run()
        .code(97)
        .stderr_has("check -U");
    assert_eq!(proxy.heard().matches("CONNECT ").count(), 1);
}

#[test]
fn the_page_of_a_refusal_is_shortened_and_not_waited_for() {
    let long = "x".repeat(100_000);
    let proxy = Peer::answering(response("403 No", "", &long));
    let run = through(&proxy).run().code(97).one_line();
    assert!(run.err().len() < 400, "{}", run.story());
    let silent = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 403 No\r\nContent-Length: 9\r\n\r\nhalf")?;
        talk.hold()
    });
    through(&silent).run().code(97).stderr_has("403 No: half");
}

#[test]
fn answers_that_are_none_are_the_proxys_failure() {
    for (answer, told) in [
        ("", "it closed the connection without an answer"),
        ("HTTP/1.1 200 OK\r\nX-", "before its answer was complete"),
        ("SSH-2.0-x\r\n", "SSH-2.0-x"),
        ("HTTP/1.1 200 OK\r\nA B\r\n\r\n", "through the proxy"),
        ("HTTP/1.1 101 Switching\r\n\r\n", "101"),
        ("HTTP/1.1 200 OK\r\n\r\nearly", "it sent \"early\" unasked"),
    ] {
        let proxy = Peer::once(answer);
        through(&proxy)
            .run()
            .code(97)
            .stdout("")
            .one_line()
            .stderr_has(&proxy.url(""))
            .stderr_has(told);
    }
}

/// H31.4, at the limit and one byte beyond it.
#[test]
fn the_head_of_an_answer_is_bounded() {
    let begin = "HTTP/1.1 400 No\r\nContent-Length: 0\r\nA: ";
    let most = ::verb::base::limits::CONNECT_HEAD_BYTES;
    for (extra, told) in [(0, "400 No"), (1, "more than 65536 bytes of head")] {
        let pad = "x".repeat(most - begin.len() - 4 + extra);
        let proxy = Peer::once(format!("{begin}{pad}\r\n\r\n"));
        through(&proxy).run().code(97).one_line().stderr_has(told);
    }
    let endless = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\n")?;
        loop {
            talk.send("X-Y: z\r\n")?;
        }
    });
    through(&endless).run().code(97).one_line();
}

#[test]
fn interim_answers_are_bounded() {
    let most = ::verb::base::limits::INTERIM_RESPONSES;
    for (count, told) in [(most, "403 No"), (most + 1, "interim")] {
        let interim = "HTTP/1.1 102 P\r\n\r\n".repeat(count);
        let proxy = Peer::once(format!("{interim}HTTP/1.1 403 No\r\n\r\n"));
        through(&proxy).run().code(97).stderr_has(told);
    }
}

#[test]
fn a_silent_proxy_ends_by_the_connect_limit_and_the_phase_is_named() {
    let silent = Peer::tcp(|talk| talk.hold());
    through(&silent)
        .args(["--connect-timeout", "200ms"])
        .run()
        .code(28)
        .one_line()
        .stderr_has(&format!("through the proxy {}", silent.url("")))
        .stderr_has("timed out while waiting for the proxy (--connect-timeout of 200ms passed)");
    let dripping = Peer::tcp(|talk| {
        talk.head()?;
        talk.drip(&[b'x'; 1000], 1, Duration::from_millis(50))
    });
    let _garbage = through(&dripping)
        .args(["--connect-timeout", "200ms"])
        .run()
        .code(97);
}

#[test]
fn a_reset_is_told() {
    let proxy = Peer::tcp(|talk| {
        talk.head()?;
        talk.reset()
    });
    through(&proxy)
        .run()
        .code(97)
        .one_line()
        .stderr_has("connection reset");
}

#[test]
fn a_proxy_that_is_not_there_is_the_proxys_failure() {
    let gone = Peer::answering(ok("")).url("");
    for url in ["http://h.test/", "https://h.test/"] {
        verb(["get", url, "-x", &gone])
            .run()
            .code(97)
            .one_line()
            .stderr_has(&format!("the proxy {gone}: connecting to"))
            .stderr_has("connection refused");
    }
    let name = format!("http://{}.test:1", "a".repeat(63));
    verb(["get", "http://h.test/", "-x", &name, "-4"])
        .args(["--resolve", &format!("{}.test:1:[::1]", "a".repeat(63))])
        .run()
        .code(97)
        .stderr_has("the proxy http://aaa");
}
