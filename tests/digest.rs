//! Digest on the wire: scripted peers that check every answer, for each way a challenge can go.

use std::collections::HashMap;

use crate::support::talk::Talk;
use crate::support::{Peer, ok, response, temporary, verb};

const REFUSED: &str = "401 Unauthorized";

fn challenge(fields: &str) -> Vec<u8> {
    response(REFUSED, &format!("WWW-Authenticate: {fields}\r\n"), "who?")
}

fn authorizations(heard: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(heard).into_owned();
    let lines = text.lines();
    lines
        .filter_map(|line| line.strip_prefix("Authorization: "))
        .map(str::to_owned)
        .collect()
}

/// The parameters of a Digest answer, quoting undone.
fn parameters(value: &str) -> HashMap<String, String> {
    let mut rest = value.strip_prefix("Digest ").expect(value);
    let mut found = HashMap::new();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = match after.strip_prefix('"') {
            None => after.split_at(after.find(',').unwrap_or(after.len())),
            Some(inside) => {
                let mut escaped = false;
                let end = inside.find(|c| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                });
                let (value, after) = inside.split_at(end.expect(value));
                (value, &after[1..])
            }
        };
        let value = value.replace("\\\"", "\"").replace("\\\\", "\\");
        found.insert(name.to_owned(), value);
        rest = after.trim_start_matches([',', ' ']);
    }
    found
}

fn md5_of(text: &str) -> String {
    format!("{:x}", md5::compute(text))
}

fn sha256_of(text: &str) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What the response must be for `auth` and this login (RFC 7616, 3.4.1).
fn wanted(hash: fn(&str) -> String, login: (&str, &str), method: &str, value: &str) -> String {
    let found = parameters(value);
    let part = |name: &str| found.get(name).expect(name).as_str();
    let a1 = hash(&format!("{}:{}:{}", login.0, part("realm"), login.1));
    let a2 = hash(&format!("{method}:{}", part("uri")));
    let (nonce, nc, cnonce) = (part("nonce"), part("nc"), part("cnonce"));
    hash(&format!("{a1}:{nonce}:{nc}:{cnonce}:auth:{a2}"))
}

#[test]
fn a_digest_challenge_is_answered() {
    for (fields, hash) in [
        (
            r#"Digest realm="r", nonce="n", qop="auth""#,
            md5_of as fn(&str) -> String,
        ),
        (
            r#"Basic realm="a", Digest realm="r \"q\"", nonce="n,\\", qop="auth,auth-int", algorithm=SHA-256, opaque="o""#,
            sha256_of,
        ),
        (
            "Digest realm=x, nonce=y, algorithm=SHA-3\r\nWWW-Authenticate: Digest realm=r, nonce=n, qop=auth",
            md5_of,
        ),
    ] {
        let refusal = challenge(fields);
        let peer = Peer::tcp(move |talk| {
            let head = talk.head()?;
            assert_eq!(head.field("authorization"), None);
            talk.send(&refusal)?;
            let head = talk.head()?;
            let value = head.field("authorization").unwrap();
            let found = parameters(&value);
            assert_eq!(
                found["response"],
                wanted(hash, ("us\"er", "p"), "GET", &value)
            );
            assert_eq!(
                (found["uri"].as_str(), found["nc"].as_str()),
                ("/p?q=1", "00000001")
            );
            assert!(
                value.starts_with("Digest username=\"us\\\"er\", "),
                "{value}"
            );
            talk.send(ok("in"))
        });
        let words = ["get", "--digest", "-u", "us\"er:p", &peer.url("/p?q=1")];
        verb(words).run().code(0).stdout("in").stderr("");
        assert_eq!(peer.finish().len(), 1, "one connection");
    }
}

/// Answers each request with these, the last one for ever.
fn in_turn(responses: Vec<Vec<u8>>) -> impl Fn(&mut Talk) -> std::io::Result<()> {
    move |talk| {
        let mut at = 0;
        loop {
            let head = talk.head()?;
            talk.content(&head)?;
            talk.send(&responses[at.min(responses.len() - 1)])?;
            at += 1;
        }
    }
}

#[test]
fn rounds_are_bounded() {
    let new = |stale: &str| challenge(&format!("Digest realm=r, nonce=n, qop=auth{stale}"));
    for (responses, requests) in [
        (vec![new(", stale=true")], 3),
        (vec![new(", stale=false")], 2),
        (vec![new("")], 2),
        (vec![new(""), new(", stale=true")], 3),
        (vec![challenge("Basic realm=r")], 1),
        (vec![challenge("Digest realm=r")], 1),
        (vec![challenge("Digest nonce=n")], 1),
        (vec![challenge("Digest realm=r, nonce=n, algorithm=X")], 1),
        (vec![challenge("Digest realm=r, nonce=n, qop=x")], 1),
        (vec![challenge("Digest realm=\"r")], 1),
        (vec![response(REFUSED, "", "who?")], 1),
    ] {
        let peer = Peer::tcp(in_turn(responses.clone()));
        let words = ["get", "--digest", "-u", "u:s3cret", &peer.url("/")];
        verb(words).run().code(4).stdout("who?").stderr_has("401");
        let heard = peer.heard();
        assert_eq!(heard.matches("GET /").count(), requests, "{heard}");
        assert!(
            !heard.contains("Basic") && !heard.contains("s3cret"),
            "{heard}"
        );
    }
}

#[test]
fn a_nonce_serves_all_urls_of_an_origin_and_no_other() {
    let refusal = challenge("Digest realm=r, nonce=n, qop=auth");
    let next = "Authentication-Info: nextnonce=\"n2\"\r\n";
    let a = Peer::tcp(in_turn(vec![
        refusal.clone(),
        ok("1"),
        response("200 OK", next, "2"),
        ok("3"),
    ]));
    let b = Peer::tcp(in_turn(vec![refusal, ok("4")]));
    let urls = [a.url("/1"), a.url("/2"), a.url("/3"), b.url("/4")];
    let run = verb(["get", "--digest", "-u", "u:p"]).args(urls);
    run.run().code(0).stdout("1234");
    let heard = a.heard();
    let sent = authorizations(heard.as_bytes());
    let counts: Vec<_> = sent.iter().map(|value| parameters(value)).collect();
    let counts: Vec<_> = counts
        .iter()
        .map(|p| (p["nonce"].as_str(), p["nc"].as_str()))
        .collect();
    assert_eq!(
        counts,
        [("n", "00000001"), ("n", "00000002"), ("n2", "00000001")]
    );
    assert_eq!(heard.matches("GET /").count(), 4);
    for value in &sent {
        assert_eq!(
            parameters(value)["response"],
            wanted(md5_of, ("u", "p"), "GET", value)
        );
    }
    assert_eq!(authorizations(b.heard().as_bytes()).len(), 1);
}

#[test]
fn short_content_goes_along_and_again() {
    let peer = Peer::tcp(in_turn(vec![
        challenge("Digest realm=r, nonce=n, qop=auth"),
        ok("in"),
    ]));
    let words = ["post", "--digest", "-u", "u:p", "-d", "a=1", &peer.url("/")];
    verb(words).run().code(0).stdout("in");
    let heard = peer.heard();
    assert_eq!(heard.matches("\r\n\r\na=1").count(), 2, "{heard}");
    assert!(!heard.contains("Expect"), "{heard}");
}

#[test]
fn content_of_stdin_waits_for_the_answer() {
    for piped in [true, false] {
        let peer = Peer::tcp(|talk| {
            let head = talk.head()?;
            if head.field("authorization").is_none() {
                assert_eq!(head.field("expect").as_deref(), Some("100-continue"));
                talk.send(challenge("Digest realm=r, nonce=n, qop=\"auth-int,auth\""))?;
                return talk.close();
            }
            assert_eq!(head.field("expect"), None);
            assert_eq!(talk.content(&head)?, b"from stdin");
            talk.send(ok("in"))
        });
        let dir = temporary();
        let file = dir.path().join("x");
        std::fs::write(&file, "from stdin").unwrap();
        let run = verb(["put", "--digest", "-u", "u:p", &peer.url("/"), "-"]);
        let run = match piped {
            true => run.stdin("from stdin"),
            false => run.stdin_file(std::fs::File::open(file).unwrap()),
        };
        run.run().code(0).stdout("in");
        assert_eq!(peer.finish().len(), 2);
    }
}

#[test]
fn stdin_that_was_sent_already_is_a_clear_failure() {
    let peer = Peer::tcp(in_turn(vec![challenge(
        "Digest realm=r, nonce=n, qop=auth",
    )]));
    let run = verb(["put", "--digest", "-u", "u:p", &peer.url("/"), "-"]);
    let seen = run.stdin("from stdin").run().code(26).stdout("").one_line();
    let _why = seen
        .stderr_has("the pipe that was sent already")
        .stderr_has("put it into a file");
}

#[test]
fn long_files_are_sent_once_to_a_server_that_says_when() {
    let dir = temporary();
    let long = vec![b'x'; 300_000];
    std::fs::write(dir.path().join("long"), &long).unwrap();
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        if head.field("authorization").is_none() {
            assert_eq!(head.field("expect").as_deref(), Some("100-continue"));
            talk.send(challenge("Digest realm=r, nonce=n, qop=\"auth-int\""))?;
            return talk.close();
        }
        let content = talk.content(&head)?;
        assert!(content == long);
        let value = head.field("authorization").unwrap();
        let a1 = md5_of("u:r:p");
        let a2 = md5_of(&format!("PUT:/:{:x}", md5::compute(&content)));
        let cnonce = &parameters(&value)["cnonce"];
        let wanted = md5_of(&format!("{a1}:n:00000001:{cnonce}:auth-int:{a2}"));
        assert_eq!(parameters(&value)["response"], wanted);
        talk.send(ok("in"))
    });
    let words = ["put", "--digest", "-u", "u:p", &peer.url("/"), "@long"];
    verb(words).dir(dir.path()).run().code(0).stdout("in");
}

#[test]
fn a_long_refusal_costs_a_connection_and_no_more() {
    let body = "x".repeat(10 << 20);
    let fields = "WWW-Authenticate: Digest realm=r, nonce=n, qop=auth\r\n";
    let refusal = response(REFUSED, fields, &body);
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        match head.field("authorization") {
            None => talk.send(&refusal),
            Some(_) => talk.send(ok("in")),
        }
    });
    let words = ["get", "--digest", "-u", "u:p", &peer.url("/")];
    verb(words).run().code(0).stdout("in");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn a_compressed_body_is_compressed_again() {
    let peer = Peer::tcp(|talk| {
        for answer in [
            challenge("Digest realm=\"r\", nonce=\"n\", qop=\"auth\""),
            ok("x"),
        ] {
            let head = talk.head()?;
            let content = talk.content(&head)?;
            let sent = if content.starts_with(&[0x1f, 0x8b]) {
                answer
            } else {
                ok("not gzip")
            };
            talk.send(sent)?;
        }
        Ok(())
    });
    let url = peer.url("/");
    let text = "hello world ".repeat(20);
    let run = verb([
        "post",
        &url,
        "-u",
        "a:b",
        "--digest",
        "-d",
        &text,
        "--gzip-body",
    ]);
    run.run().code(0).stdout("x");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_pipe_by_its_path_is_sent_once() {
    let peer = Peer::answering(challenge("Digest realm=\"r\", nonce=\"n\", qop=\"auth\""));
    let url = peer.url("/");
    let seen = crate::support::shell(&format!("echo data | verb post {url} {url} @/dev/stdin"));
    let _fine = seen.run().usage().stderr_has("it can be sent once");
}

#[test]
fn an_answer_that_cannot_keep_its_connection_is_not_waited_for() {
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        if head.field("authorization").is_some() {
            return talk.send(ok("x"));
        }
        talk.send(
            "HTTP/1.1 401 U\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n\r\nxx",
        )?;
        talk.hold()
    });
    let url = peer.url("/");
    let run = verb([
        "get",
        &url,
        "-u",
        "a:b",
        "--digest",
        "--idle-timeout",
        "20s",
    ]);
    run.run().code(0).stdout("x");
}
