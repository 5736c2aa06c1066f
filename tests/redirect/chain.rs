//! A chain as a whole: its heads, its connection, its time, what is told of it.

use std::fs;

use super::{follow, guide, lines, redirect};
use crate::support::{Peer, ok, response, temporary, verb};

#[test]
fn the_heads_of_all_hops_are_shown_in_order_and_the_last_body_alone() {
    let dir = temporary();
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 103 Early\r\nA: 0\r\n\r\n")?;
        talk.send(response("301 One", "Location: /2\r\n", "one"))?;
        talk.head()?;
        talk.send(response("302 Two", "Location: /3\r\n", "two"))?;
        talk.head()?;
        talk.send(ok("three"))
    });
    let heads = "HTTP/1.1 103 Early\r\nA: 0\r\n\r\n\
                 HTTP/1.1 301 One\r\nLocation: /2\r\nContent-Length: 3\r\n\r\n\
                 HTTP/1.1 302 Two\r\nLocation: /3\r\nContent-Length: 3\r\n\r\n\
                 HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    let run = follow("get", &["-i", "-D", "heads", &peer.url("/1")]);
    let run = run.dir(dir.path()).run();
    run.code(0).stdout(format!("{heads}three")).stderr("");
    assert_eq!(fs::read_to_string(dir.path().join("heads")).unwrap(), heads);
    assert_eq!(lines(&peer.finish()), ["GET /1", "GET /2", "GET /3"]);
}

#[test]
fn v_tells_each_hop_in_a_line() {
    let (there, here) = (guide(), guide());
    let path = format!("/r/303/{}", there.url("/x y"));
    let path = path.replace(' ', "%20");
    let url = here.url(&path);
    let seen = follow("post", &["-v", "-d", "a", &url]).run().code(0);
    let told = format!("* 303: POST {url} -> GET {}\n", there.url("/x%20y"));
    let _told = seen.stderr_has(&told);
}

#[test]
fn ten_redirects_on_one_host_take_one_connection() {
    let body = "m".repeat(60_000);
    let peer = Peer::tcp(move |talk| {
        for step in 0..10 {
            talk.head()?;
            let to = format!("Location: /{step}\r\n");
            match step % 3 {
                0 => talk.send(response("302 Found", &to, &body))?,
                1 => talk.send(response("301 Moved", &to, ""))?,
                _ => {
                    let head = format!("HTTP/1.1 303 See Other\r\n{to}Transfer-Encoding: chunked");
                    talk.send(format!("{head}\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))?;
                }
            }
        }
        talk.head()?;
        talk.send(ok("there"))
    });
    follow("get", &[&peer.url("/")])
        .run()
        .code(0)
        .stdout("there");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn redirects_under_tls_to_one_host_take_one_handshake() {
    let authority = crate::support::tls::Authority::new("redirects");
    let peer = super::guide_tls(authority.good(&["127.0.0.1"]).server());
    let path = "/r/302/".to_owned() + &"/r/307/".repeat(9) + "/there";
    let words = ["-v", "--cacert", &authority.ca(), &peer.https(&path)];
    let seen = follow("get", &words).run().code(0);
    assert_eq!(
        seen.err().matches("* TLSv1.3, ").count(),
        1,
        "{}",
        seen.story()
    );
    assert_eq!(
        seen.err().matches("\n> GET ").count(),
        11,
        "{}",
        seen.story()
    );
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_redirect_with_a_body_without_end_is_not_waited_for() {
    let peer = Peer::tcp(|talk| {
        if talk.number == 0 {
            talk.head()?;
            let head =
                "HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 9999999999\r\n\r\n";
            talk.send(head)?;
            return talk.hold();
        }
        talk.head()?;
        talk.send(ok("there"))
    });
    follow("get", &[&peer.url("/")])
        .run()
        .code(0)
        .stdout("there");
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn the_limit_on_time_is_for_the_whole_chain() {
    // Each answer comes within the limit, a body that never ends takes from it, too.
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 302 Found\r\nLocation: /there\r\nTransfer-Encoding: chunked\r\n\r\n")?;
        talk.hold()
    });
    let url = peer.url("/");
    let seen = follow("get", &["-m", "300ms", &url]).run().code(28);
    let _named = seen
        .one_line()
        .stderr_has(&format!("(GET {})", peer.url("/there")));
}

#[test]
fn failures_name_the_request_that_was_asked_last() {
    let dir = temporary();
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let here = guide();
    let target = format!("http://127.0.0.1:{closed}/gone");
    let url = here.url(&format!("/r/303/{target}"));
    let run = follow("post", &["-d", "x", "-D", "heads", "-i", &url]).dir(dir.path());
    let seen = run.run().code(7).stdout("").one_line();
    let _named = seen.stderr_has(&format!("(GET {target})"));
    let heads = fs::read_to_string(dir.path().join("heads")).unwrap();
    assert!(heads.starts_with("HTTP/1.1 303 Moved\r\n"), "{heads}");

    let cut = Peer::once("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    let target = cut.url("/cut");
    let url = here.url(&format!("/r/302/{target}"));
    let seen = follow("get", &[&url])
        .run()
        .code(18)
        .stdout("abc")
        .one_line();
    let _named = seen.stderr_has(&format!("(GET {target})"));

    let lost = Peer::answering(response("404 Not Found", "", ""));
    let target = lost.url("/lost");
    let url = here.url(&format!("/r/303/{target}"));
    let seen = follow("delete", &[&url]).run().code(4);
    seen.stderr(&format!("verb: 404 Not Found (GET {target})\n"));
}

#[test]
fn a_url_that_a_server_made_does_not_flood_stderr() {
    let here = guide();
    let lost = Peer::answering(response("404 Not Found", "", ""));
    let target = lost.url(&format!("/{}", "x".repeat(30_000)));
    let url = here.url(&format!("/r/302/{target}"));
    let seen = follow("get", &[&url]).run().code(4).one_line();
    assert!(
        seen.err().len() < 1200 && seen.err().contains("xxx…)"),
        "{}",
        seen.story()
    );
}

#[test]
fn a_broken_chain_leaves_no_heads_for_the_next_url() {
    let here = guide();
    let (bad, good) = (here.url("/r/302/file:///x"), here.url("/good"));
    let seen = follow("get", &["-i", &bad, &good]).run().code(47).out();
    assert!(seen.starts_with("HTTP/1.1 200 OK\r\n"), "{seen}");
}

#[test]
fn the_heads_of_a_very_long_chain_are_kept_as_far_as_memory_is_bounded() {
    let most = ::verb::base::limits::HOPS_KEPT;
    for (count, first) in [(most, 0), (most + 1, 1)] {
        let peer = Peer::tcp(move |talk| {
            for step in 0..count {
                talk.head()?;
                talk.send(redirect(302, &format!("/{step}")))?;
            }
            talk.head()?;
            talk.send(ok(""))
        });
        let run = follow("get", &["-i", "--max-redirs", "-1", &peer.url("/")]);
        let seen = run.run().code(0).out();
        assert_eq!(seen.matches("302 Moved").count(), most);
        let wanted = format!("HTTP/1.1 302 Moved\r\nLocation: /{first}\r\n");
        assert!(seen.starts_with(&wanted), "{seen}");
    }
}

#[test]
fn a_line_for_another_program_says_how_redirects_are_followed() {
    for (words, curl, verbs) in [
        (
            &["-L"][..],
            "-L --max-redirs 10 --proto-redir =http,https",
            "-L",
        ),
        (
            &["-L", "--max-redirs", "3", "--proto-redir", "=https"],
            "-L --max-redirs 3 --proto-redir =https",
            "-L --max-redirs 3 --proto-redir =https",
        ),
        (
            &["--location-trusted", "--max-redirs", "-1"],
            "--location-trusted --max-redirs -1 --proto-redir =http,https",
            "--location-trusted --max-redirs -1",
        ),
        (&["--max-redirs", "3"], "", ""),
    ] {
        for (tongue, wanted) in [("curl", curl), ("verb", verbs)] {
            let url = "http://127.0.0.1:1/";
            let run = verb(["get", url, "--as", tongue]).args(words.iter().copied());
            let line = run.run().code(0).stderr("").out();
            assert!(line.contains(wanted), "{line}");
            assert_eq!(line.contains("redir"), wanted.contains("redir"), "{line}");
        }
    }
}

#[test]
fn a_method_that_curl_would_repeat_is_told() {
    for (words, told) in [
        (&["get"][..], false),
        (&["get", "-d", "x"], false),
        (&["head"], false),
        (&["post", "-d", "x"], false),
        (&["post"], false),
        (&["patch"], true),
        (&["delete"], true),
        (&["put", "-d", "x"], true),
    ] {
        let run = verb(words).args(["-L", "--as", "curl", "http://127.0.0.1:1/"]);
        let seen = run.run().code(0);
        let line = seen.out();
        let repeats = line.contains(" -X ") && !line.contains("-X GET");
        let err = seen.err();
        assert_eq!(
            (repeats, err.contains("curl repeats the word of -X")),
            (told, told),
            "{line}"
        );
    }
}
