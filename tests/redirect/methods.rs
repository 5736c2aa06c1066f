//! Methods and content on the way (RFC 9110, 15.4): what is repeated, what is dropped with what.

use std::io::ErrorKind;

use super::{follow, guide, lines, redirect};
use crate::support::{Peer, ok, response, temporary, verb};

#[test]
fn a_method_becomes_what_its_status_says() {
    for (method, status, wanted) in [
        ("get", 301, "GET"),
        ("post", 301, "GET"),
        ("post", 302, "GET"),
        ("put", 302, "PUT"),
        ("put", 303, "GET"),
        ("delete", 302, "DELETE"),
        ("delete", 303, "GET"),
        ("patch", 301, "PATCH"),
        ("post", 307, "POST"),
        ("post", 308, "POST"),
        ("put", 307, "PUT"),
    ] {
        let peer = guide();
        let body = if wanted == "GET" { "" } else { "a=1" };
        let sent = if method == "get" {
            &[][..]
        } else {
            &["-d", "a=1"]
        };
        let url = peer.url(&format!("/r/{status}//there"));
        let seen = follow(method, &[&url]).args(sent.iter().copied()).run();
        let seen = seen.code(0).stderr("").out();
        let told = format!("{method} {status}: {seen}");
        assert!(
            seen.starts_with(&format!("{wanted} /there HTTP/1.1\r\n")),
            "{told}"
        );
        assert!(seen.ends_with(&format!("\r\n\r\n{body}")), "{told}");
        let lower = seen.to_ascii_lowercase();
        for field in ["content-length: 3", "content-type: application/x-www"] {
            assert_eq!(lower.contains(field), !body.is_empty(), "{told}");
        }
    }
    let peer = guide();
    let seen = verb(["head", "-L", "-v", &peer.url("/r/303//there")]).run();
    seen.code(0).stderr_has("> HEAD /there HTTP/1.1");
}

#[test]
fn what_is_about_dropped_content_is_dropped_with_it() {
    for flags in [
        &["--chunked"][..],
        &["--gzip-body"],
        &["--expect100"],
        &["-H", "Content-Encoding: x", "-H", "Content-Language: de"],
        &["-H", "Digest: x", "-H", "Content-Digest: y"],
        &["-H", "Transfer-Encoding: chunked"],
        &["-H", "Content-Length: 5"],
        &["-H", "Expect: 100-continue"],
    ] {
        let peer = Peer::tcp(|talk| {
            let head = talk.head()?;
            if head.field("expect").is_some() {
                talk.send("HTTP/1.1 100 Continue\r\n\r\n")?;
            }
            talk.content(&head)?;
            talk.send(redirect(303, "/there"))?;
            let head = talk.head()?;
            talk.send(ok(&String::from_utf8_lossy(&head.0)))
        });
        let seen = follow("post", &[&peer.url("/"), "-d", "hello"]);
        let seen = seen.args(flags.iter().copied()).run().code(0).out();
        let names: Vec<_> = seen
            .lines()
            .filter_map(|line| line.split_once(':'))
            .collect();
        let names: Vec<_> = names.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["Host", "User-Agent", "Accept"], "{flags:?}\n{seen}");
    }
}

#[test]
fn content_from_a_file_is_sent_again_and_framed_alike() {
    let dir = temporary();
    std::fs::write(dir.path().join("body"), vec![b'b'; 300_000]).unwrap();
    for (flags, framing) in [
        (&[][..], "Content-Length: 300000\r\n"),
        (&["--chunked"], "Transfer-Encoding: chunked\r\n"),
    ] {
        let peer = guide();
        let url = peer.url("/r/307//a");
        let run = follow("post", &[&url, "@body"]).args(flags.iter().copied());
        let seen = run.dir(dir.path()).run().code(0).out();
        assert!(seen.contains(framing));
        assert!(seen.ends_with(&format!("\r\n\r\n{}", "b".repeat(300_000))));
    }
}

#[test]
fn a_long_pipe_cannot_be_sent_again_and_no_empty_body_is_sent_instead() {
    let most = ::verb::base::limits::REMEMBERED_BYTES;
    let there = guide();
    for status in [307, 308] {
        let peer = guide();
        let url = peer.url(&format!("/r/{status}/{}", there.url("/there")));
        let seen = follow("post", &[&url, "-"])
            .stdin("x".repeat(most + 1))
            .run();
        let seen = seen.code(47).stdout("").one_line();
        let seen = seen
            .stderr_has(&there.url("/there"))
            .stderr_has("put the body into a file");
        let _named = seen.stderr_has(&format!("(POST {url})"));
    }
    assert_eq!(there.finish().len(), 0);
}

#[test]
fn a_short_pipe_is_remembered() {
    let most = ::verb::base::limits::REMEMBERED_BYTES;
    let peer = guide();
    let url = peer.url("/r/307//r/308//there");
    for (words, stdin, body) in [
        (&["-"][..], "x=1".to_owned(), "x=1".to_owned()),
        (
            &["-d", "a=1", "-d", "@-"],
            "b=2".to_owned(),
            "a=1&b=2".to_owned(),
        ),
        (&["-"], String::new(), String::new()),
        (&["-"], "x".repeat(most), "x".repeat(most)),
        (
            &["--json-lines", "-"],
            "{}\n[1]\n".to_owned(),
            "{}\n[1]\n".to_owned(),
        ),
    ] {
        let run = follow("post", &[&url])
            .args(words.iter().copied())
            .stdin(stdin);
        let seen = run.run().code(0).stderr("").out();
        assert!(seen.starts_with("POST /there "), "{words:?} {seen}");
        assert!(
            seen.ends_with(&format!("\r\n\r\n{body}")),
            "{words:?} {seen}"
        );
    }
}

#[test]
fn a_file_on_stdin_is_sent_again_from_where_it_began() {
    use std::io::{Seek as _, SeekFrom};
    let dir = temporary();
    let path = dir.path().join("body");
    for size in [10, 500_000] {
        let text: String = ('a'..='z').cycle().take(size).collect();
        std::fs::write(&path, &text).unwrap();
        let mut file = std::fs::File::open(&path).unwrap();
        file.seek(SeekFrom::Start(3)).unwrap();
        let peer = guide();
        let url = peer.url("/r/307//r/308//there");
        let seen = follow("put", &[&url, "-"])
            .stdin_file(file)
            .run()
            .code(0)
            .out();
        assert!(
            seen.starts_with("PUT /there ") && seen.ends_with(&format!("\r\n\r\n{}", &text[3..]))
        );
    }
}

#[test]
fn what_a_pipe_still_holds_follows_what_was_read_of_it() {
    let (go, answered) = (
        crate::support::Latch::default(),
        crate::support::Latch::default(),
    );
    let (gone, told) = (go.clone(), answered.clone());
    let there = Peer::tcp(move |talk| {
        told.open();
        let head = talk.head()?;
        let content = talk.content(&head)?;
        talk.send(ok(&String::from_utf8_lossy(&content)))
    });
    let target = there.url("/there");
    let here = Peer::tcp(move |talk| {
        talk.head()?;
        talk.line(std::time::Instant::now() + std::time::Duration::from_secs(30))?;
        gone.open();
        talk.send(redirect(307, &target))?;
        talk.hold()
    });
    let mut run = follow("post", &[&here.url("/"), "-"]).stdin_pipe().start();
    run.write(b"first ");
    go.wait();
    answered.wait();
    run.write(b"second");
    run.end_stdin();
    run.finish().code(0).stdout("first second");
}

#[test]
fn a_pipe_that_was_held_back_is_sent_to_where_it_belongs() {
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        if head.line().starts_with("POST /first") {
            return talk.send(redirect(307, "/second"));
        }
        talk.send("HTTP/1.1 100 Continue\r\n\r\n")?;
        let content = talk.content(&head)?;
        talk.send(ok(&String::from_utf8_lossy(&content)))
    });
    let run = follow("post", &["--expect100", &peer.url("/first"), "-"]);
    run.stdin("from a pipe").run().code(0).stdout("from a pipe");
}

#[test]
fn an_upload_that_is_answered_early_is_begun_again_elsewhere() {
    let dir = temporary();
    std::fs::write(dir.path().join("body"), vec![b'b'; 20 << 20]).unwrap();
    let there = Peer::tcp(|talk| {
        let head = talk.head()?;
        let length = talk.content(&head)?.len();
        talk.send(ok(&length.to_string()))
    });
    let target = there.url("/there");
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send(redirect(307, &target))?;
        talk.close()
    });
    let run = follow("put", &[&peer.url("/"), "@body"]).dir(dir.path());
    run.run().code(0).stdout((20 << 20).to_string());
}

#[test]
fn content_never_goes_from_https_to_http() {
    let there = guide();
    let authority = crate::support::tls::Authority::new("redirects");
    let config = authority.good(&["127.0.0.1"]).server();
    for flags in [
        &[][..],
        &["--proto-redir", "http,https"],
        &["--location-trusted"],
    ] {
        for (method, status) in [("post", 307), ("post", 308), ("put", 302)] {
            let peer = super::guide_tls(std::sync::Arc::clone(&config));
            let url = peer.https(&format!("/r/{status}/{}", there.url("/b")));
            let run = follow(method, &[&url, "-d", "s=1", "--cacert", &authority.ca()]);
            let seen = run.args(flags.iter().copied()).run().code(47).stdout("");
            let _why = seen
                .one_line()
                .stderr_has("over https is not sent over http");
        }
    }
    assert_eq!(there.finish().len(), 0);
}

#[test]
fn what_shapes_the_first_request_is_for_that_one_alone() {
    for (flags, first) in [
        (&["--request-target", "/odd"][..], "GET /odd"),
        (&["--path-as-is"], "GET /a/../b?x=1"),
        (&["x==2"], "GET /b?x=1&x=2"),
    ] {
        let peer = Peer::tcp(|talk| {
            talk.head()?;
            talk.send(redirect(302, "c"))?;
            loop {
                talk.head()?;
                talk.send(ok(""))?;
            }
        });
        let url = peer.url("/a/../b?x=1");
        let run = follow("get", &[&url]).args(flags.iter().copied());
        let _fine = run.run().code(0);
        let heard = peer.finish();
        assert_eq!(lines(&heard), [first, "GET /c"]);
    }
}

#[test]
fn a_body_whose_file_has_changed_is_not_sent_in_half() {
    let dir = temporary();
    let file = dir.path().join("body");
    std::fs::write(&file, "before").unwrap();
    let changed = file.clone();
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        talk.content(&head)?;
        std::fs::write(&changed, "longer than before").unwrap();
        talk.send(redirect(307, "/again"))?;
        match talk.head() {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(()),
            other => panic!("{}", other?.line()),
        }
    });
    let run = follow("post", &[&peer.url("/"), "@body"]).dir(dir.path());
    run.run()
        .code(26)
        .stderr_has("changed between two attempts");
    let _ended = peer.finish();
}

#[test]
fn no_body_is_not_made_one() {
    let peer = guide();
    let seen = follow("post", &[&peer.url("/r/307//b")])
        .run()
        .code(0)
        .out();
    assert!(seen.starts_with("POST /b ") && seen.contains("Content-Length: 0\r\n"));
    let peer = Peer::answering(response("303 See Other", "Location: /x\r\n", ""));
    let seen = verb([
        "post",
        "-d",
        "a",
        "--no-location",
        "-L",
        "--no-location",
        &peer.url("/"),
    ]);
    seen.run().code(3);
}
