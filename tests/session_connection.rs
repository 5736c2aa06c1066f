//! The connection of a session: kept for all lines where RFC 9112 section 9 allows, opened again
//! where it ended, and never shared with a line that reaches the server in another way.

use std::io;

use crate::support::talk::Talk;
use crate::support::tls::Authority;
use crate::support::verb::{Outcome, Run};
use crate::support::{Latch, Peer, ok, response, verb};

/// Answers every request with its path, until the program leaves.
fn echo(talk: &mut Talk) -> io::Result<()> {
    loop {
        let path = next(talk)?;
        talk.send(ok(&path))?;
    }
}

/// Takes a request, and gives its path.
fn next(talk: &mut Talk) -> io::Result<String> {
    let head = talk.head()?;
    talk.content(&head)?;
    Ok(head.line().split(' ').nth(1).unwrap().to_owned())
}

fn session(peer: &Peer) -> Run {
    verb(["session", &peer.url("/")])
}

fn lines(peer: &Peer, lines: &str) -> Outcome {
    session(peer).stdin(lines).run()
}

/// The request lines that came on each connection.
fn requests(peer: Peer) -> Vec<Vec<String>> {
    let all = peer.finish();
    let of_one = |heard: &Vec<u8>| {
        let text = String::from_utf8_lossy(heard).into_owned();
        let lines = text.lines();
        let heads = lines.filter_map(|line| line.strip_suffix(" HTTP/1.1"));
        // Content without a line end stands before the next request.
        let heads = heads.map(|line| line.rsplit('}').next().unwrap_or(line));
        heads.map(str::to_owned).collect()
    };
    all.iter().map(of_one).collect()
}

#[test]
fn all_lines_go_over_one_connection() {
    let peer = Peer::tcp(echo);
    let typed: String = (0..50).map(|n| format!("GET /{n}\n")).collect();
    let wanted: String = (0..50).map(|n| format!("/{n}")).collect();
    lines(&peer, &typed).code(0).stdout(wanted).stderr("");
    assert_eq!(requests(peer).len(), 1);
}

#[test]
fn an_end_that_an_answer_announces_is_followed_by_another_connection() {
    for (first, how) in [
        (
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n/1",
            "close",
        ),
        ("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n/1", "HTTP/1.0"),
        (
            "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=0\r\nContent-Length: 2\r\n\r\n/1",
            "timeout",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n/1poison",
            "unasked",
        ),
    ] {
        let peer = Peer::tcp(move |talk| {
            while let Ok(path) = next(talk) {
                match path.as_str() {
                    "/1" => talk.send(first)?,
                    path => talk.send(ok(path))?,
                }
            }
            Ok(())
        });
        let seen = lines(&peer, "GET /1\nPOST /2 a=b\nGET /3\n");
        println!("{how}");
        let told = "verb: the connection was opened again once, at line 2\n";
        seen.code(0).stdout("/1/2/3").stderr(told);
        let wanted = [vec!["GET /1"], vec!["POST /2", "GET /3"]];
        assert_eq!(requests(peer), wanted, "{how}");
    }
}

/// What a server does to a connection on which nothing is asked, between two lines. The second one
/// is a POST, which nobody may send twice: it has to go out on a new connection at once.
#[test]
fn a_connection_that_ended_while_it_was_idle_serves_no_line() {
    let timeout = response("408 Request Timeout", "Connection: close\r\n", "too late");
    for (sent, closes) in [
        (Vec::new(), true),
        (timeout.clone(), true),
        // RFC 9110, 15.5.9: it is no answer to what is asked later.
        (timeout, false),
        (ok("poison"), false),
        (b"\r\n".to_vec(), true),
    ] {
        let shown = String::from_utf8_lossy(&sent).into_owned();
        let (answered, ended) = (Latch::default(), Latch::default());
        let (go, done) = (answered.clone(), ended.clone());
        let peer = Peer::tcp(move |talk| {
            if talk.number > 0 {
                return echo(talk);
            }
            let path = next(talk)?;
            talk.send(ok(&path))?;
            go.wait();
            talk.send(&sent)?;
            match closes {
                // Called when the end is on its way.
                true => talk.close_hearing(&mut |_| done.open()),
                false => {
                    done.open();
                    talk.hold()
                }
            }
        });
        let mut running = session(&peer).stdin_pipe().start();
        running.write(b"GET /1\n");
        running.until_stdout(b"/1");
        answered.open();
        ended.wait();
        running.write(b"POST /2 a=b\nGET /3\n");
        let told = "verb: the connection was opened again once, at line 2\n";
        let seen = running.finish().code(0).stdout("/1/2/3");
        assert_eq!(seen.err(), told, "{shown:?}");
        let wanted = [vec!["GET /1"], vec!["POST /2", "GET /3"]];
        assert_eq!(requests(peer), wanted, "{shown:?}");
    }
}

#[test]
fn the_end_of_tls_is_the_end_of_the_connection() {
    let authority = Authority::new("one");
    let (answered, ended) = (Latch::default(), Latch::default());
    let (go, done) = (answered.clone(), ended.clone());
    let peer = Peer::tls(authority.good(&["127.0.0.1"]).server(), move |talk| {
        if talk.number > 0 {
            return echo(talk);
        }
        let path = next(talk)?;
        talk.send(ok(&path))?;
        go.wait();
        talk.close_hearing(&mut |_| done.open())
    });
    let words = ["session", "--cacert", &authority.ca(), &peer.https("/")];
    let mut running = verb(words).stdin_pipe().start();
    running.write(b"GET /1\n");
    running.until_stdout(b"/1");
    answered.open();
    ended.wait();
    running.write(b"POST /2 a=b\n");
    let told = "verb: the connection was opened again once, at line 2\n";
    running.finish().code(0).stdout("/1/2").stderr(told);
    assert_eq!(peer.finish().len(), 2);
}

/// A server that takes the second request on a connection and ends it without a word.
fn silent_at_second() -> Peer {
    Peer::tcp(|talk| {
        let path = next(talk)?;
        talk.send(ok(&path))?;
        let path = next(talk)?;
        if talk.number == 0 {
            return talk.close();
        }
        talk.send(ok(&path))?;
        echo(talk)
    })
}

#[test]
fn a_request_that_may_not_be_repeated_is_not() {
    let peer = silent_at_second();
    let seen = lines(&peer, "GET /1\nPOST /2 a=b\nGET /3\n").stdout("/1/3");
    let seen = seen
        .stderr_has("verb: line 2: the connection was closed before any byte")
        .stderr_has("is not sent again by itself")
        .stderr_has("verb: the connection was opened again once, at line 3\n");
    assert_ne!(seen.exit_code(), 0, "{}", seen.story());
    let wanted = [vec!["GET /1", "POST /2"], vec!["GET /3"]];
    assert_eq!(requests(peer), wanted);
}

#[test]
fn an_idempotent_one_is_repeated_on_another_connection() {
    for method in ["GET", "PUT", "DELETE", "HEAD"] {
        let peer = silent_at_second();
        let typed = format!("GET /1\n{method} /2\nGET /3\n");
        let told = "verb: the connection was opened again once, at line 2\n";
        let body = if method == "HEAD" { "" } else { "/2" };
        let seen = verb(["session", &peer.url("/")]).stdin(typed).run();
        if method == "HEAD" {
            // Its peer answers with a body that is none: what follows is opened anew.
            assert_eq!(seen.code(0).out(), "/1/3");
            continue;
        }
        seen.code(0).stdout(format!("/1{body}/3")).stderr(told);
        let second = format!("{method} /2");
        let wanted = [vec!["GET /1", &second], vec![&second, "GET /3"]];
        assert_eq!(requests(peer), wanted);
    }
}

#[test]
fn a_line_that_failed_does_not_spoil_the_next() {
    let peer = Peer::tcp(|talk| {
        loop {
            match next(talk)?.as_str() {
                "/cut" => {
                    talk.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut")?;
                    return talk.close();
                }
                "/wrong" => {
                    talk.send("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nwrong")?;
                    return talk.close();
                }
                "/none" => talk.send(response("404 Not Found", "", "none"))?,
                path => talk.send(ok(path))?,
            }
        }
    });
    let typed = "GET /1\nGET /cut\nGET /2\nGET /wrong\nGET /3\nGET /none\nGET\nGET /4 -H x\n\
                 FETCH /x\nGET 'x\nGET /5 -o /no/such/place\nGET /6 @/no/such/file\nGET /7\n";
    let seen = lines(&peer, typed).stdout("/1cut/2/3none/7");
    let err = seen.err();
    for number in [2, 4, 6, 7, 8, 9, 10, 11, 12] {
        let told = format!("verb: line {number}: ");
        let count = err.lines().filter(|line| line.starts_with(&told)).count();
        assert_eq!(count, 1, "line {number}\n{}", seen.story());
    }
    // The first failure is the one of the cut response.
    seen.code(18)
        .stderr_has("opened again 2 times, first at line 3\n");
    assert_eq!(peer.finish().len(), 3);
}

#[test]
fn a_line_that_reaches_the_server_in_another_way_has_a_connection_of_its_own() {
    for flag in [
        "--resolve x.test:80:127.0.0.1",
        "--connect-to a:1:b:2",
        "-4",
        "-k",
    ] {
        let peer = Peer::tcp(echo);
        let typed = format!("GET /1\nGET /2 {flag}\nGET /3\n");
        lines(&peer, &typed).code(0).stdout("/1/2/3").stderr("");
        let wanted = [vec!["GET /1", "GET /3"], vec!["GET /2"]];
        assert_eq!(requests(peer), wanted, "{flag}");
    }
    // What is about the request alone changes no connection.
    for flag in [
        "-m 9",
        "--connect-timeout 9",
        "-L",
        "--retry 1",
        "-H X:1",
        "-v",
        "--raw",
    ] {
        let peer = Peer::tcp(echo);
        let typed = format!("GET /1\nGET /2 {flag}\nGET /3\n");
        lines(&peer, &typed).code(0).stdout("/1/2/3");
        assert_eq!(requests(peer).len(), 1, "{flag}");
    }
}

#[test]
fn what_one_line_trusts_no_other_does() {
    let (authority, stranger) = (Authority::new("one"), Authority::new("two"));
    let peer = Peer::tls(authority.good(&["127.0.0.1"]).server(), echo);
    let other = Peer::tls(stranger.good(&["127.0.0.1"]).server(), echo);
    let url = other.https("/b");
    let typed = format!("GET /1\nGET {url}\nGET {url} -k\nGET {url}\nGET /2\n");
    let words = ["session", "--cacert", &authority.ca(), &peer.https("/")];
    let seen = verb(words).stdin(typed).run().code(60).stdout("/1/b/2");
    let _both = seen.stderr_has("line 2: ").stderr_has("line 4: ");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn another_origin_has_a_connection_beside_the_first() {
    let (one, two) = (Peer::tcp(echo), Peer::tcp(echo));
    let typed = format!("GET /1\nGET {0}\nGET /2\nGET {0}\nGET /3\n", two.url("/o"));
    let flags = ["-u", "ada:s3cret", "-H", "X-Key: k", "-b", "c=d"];
    let run = session(&one).args(flags).stdin(typed).run();
    run.code(0).stdout("/1/o/2/o/3").stderr("");
    let told = ["Authorization: Basic", "X-Key: k", "Cookie: c=d"];
    let heard = one.heard();
    for line in told {
        assert_eq!(heard.matches(line).count(), 3, "{line}: {heard}");
    }
    let heard = two.heard();
    assert_eq!(heard.matches("GET /o").count(), 2);
    for line in told {
        assert!(!heard.contains(line), "{line}: {heard}");
    }
}

#[test]
fn nothing_of_a_line_reaches_the_next() {
    // H55: flags, fields, content and cookies are those of their own line.
    let peer = Peer::tcp(echo);
    let typed = "GET /1\nPOST /2 -H 'X-A: 1' -b e=f a=b\nGET /3\nPOST /4\nGET /5 X-B:2 -A me\n\
                 GET /6\nPUT /7 -d x\nPUT /8\nDELETE /9 -u a:b\nDELETE /10\nGET /11\n";
    lines(&peer, typed).code(0);
    let heard = peer.heard();
    let heads: Vec<&str> = heard.split(" /").skip(1).collect();
    let plain = |text: &str| {
        let fields = text.split_once("\r\n").unwrap().1.split("\r\n\r\n").next();
        fields.unwrap().to_owned()
    };
    let first = plain(heads.first().unwrap());
    for head in &heads {
        let number: usize = head.split(' ').next().unwrap().parse().unwrap();
        match number {
            1 | 3 | 6 | 10 | 11 => assert_eq!(plain(head), first, "{head}"),
            4 | 8 => assert_eq!(
                plain(head),
                format!("{first}\r\nContent-Length: 0"),
                "{head}"
            ),
            _ => assert_ne!(plain(head), first, "{head}"),
        }
    }
}

/// Answers the first request of a connection, and closes it when the second has come.
#[test]
fn what_may_have_been_carried_out_is_sent_again_only_with_a_key() {
    for (second, wanted, code) in [
        ("POST /2 a=b", "/1", 52),
        ("POST /2 a=b Idempotency-Key:7", "/1/2", 0),
        ("PUT /2 a=b", "/1/2", 0),
    ] {
        let peer = Peer::tcp(|talk| {
            while let Ok(path) = next(talk) {
                if path == "/2" && talk.number == 0 {
                    return Ok(());
                }
                talk.send(ok(&path))?;
            }
            Ok(())
        });
        let seen = lines(&peer, &format!("GET /1\n{second}\n"));
        let seen = seen.code(code).stdout(wanted);
        let told = if code == 0 {
            "at line 2"
        } else {
            "verb: line 2: "
        };
        let _seen = seen.one_line().stderr_has(told);
        let times = requests(peer).concat().len();
        assert_eq!(times, if code == 0 { 3 } else { 2 }, "{second}");
    }
}
