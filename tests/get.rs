//! GET and the other requests without content: what reaches the server, what comes out.

use crate::support::{Peer, ok, response, shell, verb};

#[test]
fn the_body_and_only_the_body_is_on_stdout() {
    let peer = Peer::answering(ok("hello"));
    verb(["get", &peer.url("/")])
        .run()
        .code(0)
        .stdout("hello")
        .stderr("");
}

#[test]
fn a_pipe_gets_the_bytes_as_they_are() {
    let body = "{\"b\": 1.00000000000000000001,\"a\":1e400,\"a\":\"\\u001b\u{1b}[2J\"}";
    let peer = Peer::answering(response(
        "200 OK",
        "Content-Type: application/json\r\n",
        body,
    ));
    verb(["get", &peer.url("/")])
        .run()
        .code(0)
        .stdout(body)
        .stderr("");
}

#[test]
fn every_method_word_is_sent_in_capitals() {
    for (word, line) in [
        ("get", "GET /x HTTP/1.1"),
        ("options", "OPTIONS /x HTTP/1.1"),
        ("delete", "DELETE /x HTTP/1.1"),
        ("post", "POST /x HTTP/1.1"),
        ("put", "PUT /x HTTP/1.1"),
        ("patch", "PATCH /x HTTP/1.1"),
    ] {
        let peer = Peer::answering(ok("x"));
        verb([word, &peer.url("/x")]).run().code(0).stdout("x");
        assert!(peer.heard().starts_with(&format!("{line}\r\n")), "{word}");
    }
}

#[test]
fn head_has_no_body_to_wait_for() {
    let peer = Peer::answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    verb(["head", &peer.url("/")]).run().code(0);
    assert!(peer.heard().starts_with("HEAD / HTTP/1.1\r\n"));
}

#[test]
fn request_sends_any_method_word_as_it_is() {
    let peer = Peer::answering(ok("x"));
    verb(["request", "-X", "PropFind", &peer.url("/")])
        .run()
        .code(0);
    assert!(peer.heard().starts_with("PropFind / HTTP/1.1\r\n"));
}

#[test]
fn several_urls_are_requested_in_order_over_one_connection() {
    let peer = Peer::tcp(|talk| {
        loop {
            let path = talk.head()?.line();
            let path = path.split(' ').nth(1).unwrap().to_owned();
            talk.send(ok(&path))?;
        }
    });
    let (a, b) = (peer.url("/a"), peer.url("/b"));
    verb(["get", &a, &b]).run().code(0).stdout("/a/b");
    let heard = peer.heard();
    let lines: Vec<&str> = heard
        .lines()
        .filter(|line| line.ends_with("HTTP/1.1"))
        .collect();
    assert_eq!(lines, ["GET /a HTTP/1.1", "GET /b HTTP/1.1"]);
}

#[test]
fn left_over_bytes_never_answer_the_next_request() {
    let peer = Peer::tcp(|talk| {
        let line = talk.head()?.line();
        let mut bytes = ok(&line[4..6]);
        bytes.extend(ok("poison"));
        talk.send(bytes)
    });
    let (a, b) = (peer.url("/a"), peer.url("/b"));
    let seen = verb(["get", &a, &b]).run();
    assert!(!seen.out().contains("poison"), "{}", seen.story());
    seen.code(0).stdout("/a/b");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn a_kept_connection_that_has_died_is_replaced() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(ok("x"))
    });
    let (a, b) = (peer.url("/a"), peer.url("/b"));
    verb(["get", &a, &b]).run().code(0).stdout("xx");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn the_first_failure_decides_but_all_are_run() {
    let fine = Peer::answering(ok("fine"));
    let missing = Peer::answering(response("404 Not Found", "", "none"));
    let broken = Peer::answering(response("500 Oops", "", "bad"));
    let urls = [missing.url("/"), fine.url("/"), broken.url("/")];
    let run = verb(["get"]).args(urls.clone());
    run.run()
        .code(4)
        .stdout("nonefinebad")
        .stderr_has("404")
        .stderr_has("500");
}

#[test]
fn stdin_is_left_alone_unless_asked_for() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    let mut run = verb(["get", &url]).stdin_pipe().start();
    // A silent pipe that stays open must not be waited for.
    run.until_stdout(b"x");
    run.end_stdin();
    run.finish().code(0).stdout("x");
    shell(&format!("verb get {url} <&-"))
        .run()
        .code(0)
        .stdout("x");
}

#[test]
fn a_loop_over_stdin_sees_every_line() {
    let peer = Peer::answering(ok("x"));
    let (get, post) = (peer.url("/get/$id"), peer.url("/run/$id"));
    let script = format!("while read id; do verb get {get}; verb post {post}; done");
    shell(&script)
        .stdin("1\n2\n3\n4\n5\n")
        .run()
        .code(0)
        .stdout("x".repeat(10));
    let all = peer.finish();
    assert_eq!(all.len(), 10);
    for (at, pair) in all.chunks(2).enumerate() {
        let [get, post] = [&pair[0], &pair[1]].map(|one| String::from_utf8_lossy(one));
        assert!(
            get.starts_with(&format!("GET /get/{} HTTP/1.1\r\n", at + 1)),
            "{get}"
        );
        assert!(
            post.starts_with(&format!("POST /run/{} HTTP/1.1\r\n", at + 1)),
            "{post}"
        );
        assert!(post.contains("Content-Length: 0\r\n"), "{post}");
    }
}

#[test]
fn a_script_on_stdin_runs_to_its_end() {
    let peer = Peer::answering(ok("x\n"));
    let url = peer.url("/");
    let script = format!(
        "echo one\nverb post {url}\necho three\nprintf piped | verb post {url} -\necho five\n"
    );
    for line in ["sh -s", "sh -c 'cat | sh -s'"] {
        shell(line)
            .stdin(script.clone())
            .run()
            .code(0)
            .stdout("one\nx\nthree\nx\nfive\n");
    }
    let bodies: Vec<String> = peer
        .finish()
        .iter()
        .map(|one| {
            String::from_utf8_lossy(one)
                .split("\r\n\r\n")
                .nth(1)
                .unwrap()
                .to_owned()
        })
        .collect();
    assert!(
        bodies[0].is_empty() && bodies[1].contains("piped"),
        "{bodies:?}"
    );
}

#[test]
fn what_may_have_been_done_is_not_done_twice() {
    for (word, code, connections) in [("post", 52, 1), ("get", 0, 2)] {
        let peer = Peer::tcp(|talk| {
            let head = talk.head()?;
            talk.content(&head)?;
            talk.send(ok("x"))?;
            // The second request is taken in, and the connection closed without an answer.
            let head = talk.head()?;
            talk.content(&head).map(drop)
        });
        let (a, b) = (peer.url("/a"), peer.url("/b"));
        let seen = verb([word, &a, &b]).run();
        assert_eq!(seen.exit_code(), code, "{word}: {}", seen.story());
        assert_eq!(peer.finish().len(), connections, "{word}");
    }
}
