//! Several requests over one connection where RFC 9112 section 9 allows, and never where not.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::talk::Talk;
use crate::support::tls::Authority;
use crate::support::{Latch, Peer, ok, response, temporary, verb};

/// Answers every request with its path, until the program leaves.
fn echo(talk: &mut Talk) -> std::io::Result<()> {
    loop {
        let head = talk.head()?;
        talk.content(&head)?;
        talk.send(ok(path(&head.line())))?;
    }
}

fn path(line: &str) -> &str {
    line.split(' ').nth(1).unwrap()
}

/// How many connections a second request needs after this response.
fn connections_after(first: &str) -> usize {
    let first = first.to_owned();
    let peer = Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            let ended = !first.contains("Length") && !first.contains("chunked");
            match path(&head.line()) {
                "/1" => talk.send(&first)?,
                _ => talk.send(ok("2"))?,
            }
            if ended {
                return Ok(());
            }
        }
    });
    let seen = verb(["get", &peer.url("/1"), &peer.url("/2")]).run();
    seen.code(0).stdout("12");
    peer.finish().len()
}

#[test]
fn what_a_response_says_decides_whether_the_connection_serves_again() {
    for (first, connections) in [
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1", 1),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n0\r\n\r\n",
            1,
        ),
        (
            "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=60\r\nContent-Length: 1\r\n\r\n1",
            1,
        ),
        (
            "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=soon, max=1\r\nContent-Length: 1\r\n\r\n1",
            1,
        ),
        (
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\n1",
            1,
        ),
        // No word about it: the server closes, though here it does not (H26.5).
        ("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n1", 2),
        (
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n1",
            2,
        ),
        (
            "HTTP/1.1 200 OK\r\nconnection: x, CLOSE\r\nContent-Length: 1\r\n\r\n1",
            2,
        ),
        // Closed by now, it says.
        (
            "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0\r\nContent-Length: 1\r\n\r\n1",
            2,
        ),
        ("HTTP/1.1 200 OK\r\n\r\n1", 2),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1\r\n", 2),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n0\r\n\r\n",
            2,
        ),
    ] {
        assert_eq!(connections_after(first), connections, "{first:?}");
    }
}

#[test]
fn a_request_that_asks_for_the_end_of_the_connection_gets_it() {
    let peer = Peer::tcp(echo);
    let (a, b) = (peer.url("/a"), peer.url("/b"));
    let seen = verb(["get", &a, &b, "Connection:close"]).run();
    seen.code(0).stdout("/a/b");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn several_servers_keep_a_connection_each() {
    let (one, two) = (Peer::tcp(echo), Peer::tcp(echo));
    let urls = [one.url("/a"), two.url("/b"), one.url("/c"), two.url("/d")];
    verb(["get"]).args(urls).run().code(0).stdout("/a/b/c/d");
    assert_eq!(one.finish().len(), 1);
    assert_eq!(two.finish().len(), 1);
}

#[test]
fn one_handshake_serves_all_requests_of_a_host() {
    let authority = Authority::new("one");
    let peer = Peer::tls(authority.good(&["127.0.0.1"]).server(), echo);
    let urls = ["/a", "/b", "/c"].map(|path| peer.https(path));
    let run = verb(["get", "--cacert", &authority.ca()]).args(urls);
    run.run().code(0).stdout("/a/b/c");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn what_comes_unasked_on_a_waiting_connection_answers_nothing() {
    // H26.2: the poison lies there before the third request, which the slow server holds back.
    let (second, poisoned) = (Latch::default(), Latch::default());
    let (begun, done) = (second.clone(), poisoned.clone());
    let peer = Peer::tcp(move |talk| {
        let line = talk.head()?.line();
        talk.send(ok(path(&line)))?;
        if talk.number == 0 {
            begun.wait();
            talk.send(ok("poison"))?;
            done.open();
        }
        talk.hold()
    });
    let slow = Peer::tcp(move |talk| {
        talk.head()?;
        second.open();
        poisoned.wait();
        talk.send(ok("slow"))
    });
    let urls = [peer.url("/a"), slow.url("/"), peer.url("/b")];
    verb(["get"]).args(urls).run().code(0).stdout("/aslow/b");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn poison_behind_a_challenge_answers_nothing() {
    // H26.3
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        if head.field("authorization").is_some() {
            return talk.send(ok("real"));
        }
        let ask = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n";
        let mut bytes = response("401 Unauthorized", ask, "");
        bytes.extend(ok("poison"));
        talk.send(bytes)?;
        talk.hold()
    });
    let run = verb(["get", &peer.url("/"), "--digest", "-u", "a:b"]).run();
    run.code(0).stdout("real");
    assert_eq!(peer.finish().len(), 2);
}

/// Answers the first request of the run; closes the connection when the second has come.
fn dying(second: Arc<Mutex<usize>>) -> Peer {
    Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            talk.content(&head)?;
            if path(&head.line()) == "/2" {
                let mut seen = second.lock().unwrap();
                *seen += 1;
                if *seen == 1 {
                    return Ok(());
                }
            }
            talk.send(ok(path(&head.line())))?;
        }
    })
}

#[test]
fn a_request_that_may_have_been_processed_is_repeated_only_if_that_is_harmless() {
    // H26.4: the kept connection dies under the second request.
    for (method, flag, times) in [
        ("get", "-4", 2),
        ("put", "-4", 2),
        ("delete", "-4", 2),
        ("post", "-4", 1),
        ("patch", "-4", 1),
        // A server that knows the key carries it out once.
        ("post", "--idempotency-key", 2),
        ("patch", "-HIdempotency-Key: 7", 2),
        ("post", "-HIdempotency-Key;", 1),
    ] {
        let count = Arc::new(Mutex::new(0));
        let peer = dying(Arc::clone(&count));
        let seen = verb([method, flag, &peer.url("/1"), &peer.url("/2")]).run();
        match times {
            1 => drop(
                seen.code(52)
                    .stdout("/1")
                    .stderr_has("may have been processed"),
            ),
            _ => drop(seen.code(0).stdout("/1/2").stderr("")),
        }
        assert_eq!(*count.lock().unwrap(), times, "{method}");
        assert_eq!(peer.finish().len(), times, "{method}");
    }
}

#[test]
fn a_stale_connection_is_replaced_before_anything_is_sent_on_it() {
    // The end has arrived by the time of the second request, so a POST is safe, too.
    let gone = Latch::default();
    let closed = gone.clone();
    let peer = Peer::tcp(move |talk| {
        let line = talk.head()?.line();
        talk.send(ok(path(&line)))?;
        if path(&line) == "/1" {
            talk.close_hearing(&mut |_| closed.open())?;
        }
        Ok(())
    });
    let slow = Peer::tcp(move |talk| {
        talk.head()?;
        gone.wait();
        talk.send(ok("slow"))
    });
    let urls = [peer.url("/1"), slow.url("/"), peer.url("/2")];
    let run = verb(["post", "-v"]).args(urls).run();
    run.code(0)
        .stdout("/1slow/2")
        .stderr_lacks("using the open connection");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn an_answer_before_the_request_was_whole_ends_the_connection() {
    let dir = temporary();
    let body = dir.path().join("body");
    std::fs::write(&body, vec![b'x'; 8 << 20]).unwrap();
    let peer = Peer::tcp(|talk| {
        let line = talk.head()?.line();
        talk.send(response("413 Content Too Large", "", path(&line)))?;
        talk.deaf(Duration::from_millis(300))
    });
    let urls = [peer.url("/1"), peer.url("/2")];
    let run = verb(["put", "--no-fail", "-T", body.to_str().unwrap()]).args(urls);
    run.run().code(0).stdout("/1/2");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn nothing_of_one_request_is_in_the_next() {
    // H55.2, with credentials in the first URL.
    let peer = Peer::tcp(echo);
    let first = peer.url("/a").replace("http://", "http://u:p@");
    let run = verb(["get", &first, &peer.url("/b")]).run();
    run.code(0).stdout("/a/b");
    let heard = peer.heard();
    let (one, two) = heard.split_once("\r\n\r\n").unwrap();
    assert!(one.contains("Authorization: Basic"), "{heard}");
    assert!(!two.contains("Authorization"), "{heard}");
}

#[test]
fn redirects_go_over_one_connection_and_poison_behind_one_answers_nothing() {
    // H26.1
    if !::verb::cli::args::all().any(|flag| flag.long == "location") {
        verb(["get", "-L", "http://127.0.0.1:1/"]).run().usage();
        return;
    }
    for (poison, connections) in [("", 1), ("poison", 2)] {
        let peer = Peer::tcp(move |talk| {
            loop {
                let line = talk.head()?.line();
                if path(&line) == "/2" {
                    talk.send(ok("real"))?;
                    continue;
                }
                let mut bytes = response("302 Found", "Location: /2\r\n", "");
                if !poison.is_empty() {
                    bytes.extend(ok(poison));
                }
                talk.send(bytes)?;
            }
        });
        verb(["get", "-L", &peer.url("/1")])
            .run()
            .code(0)
            .stdout("real");
        assert_eq!(peer.finish().len(), connections, "{poison:?}");
    }
}
