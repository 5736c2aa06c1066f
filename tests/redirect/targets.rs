//! Targets (RFC 9110, 10.2.2): which are followed, which end the run, how many there may be.

use super::{follow, guide, guide_tls, lines, redirect};
use crate::support::tls::Authority;
use crate::support::{Peer, ok, response, verb};

/// A peer that sends the first request there and answers the next with `ok`.
fn once(location: impl AsRef<[u8]>) -> Peer {
    let head = [b"HTTP/1.1 302 Found\r\nLocation: ", location.as_ref()].concat();
    let answer = [&head[..], b"\r\nContent-Length: 0\r\n\r\n"].concat();
    Peer::tcp(move |talk| {
        talk.head()?;
        talk.send(&answer)?;
        talk.head()?;
        talk.send(ok("there"))
    })
}

#[test]
fn references_are_resolved_and_encoded() {
    for (location, target) in [
        (&b"b"[..], "/a/b"),
        (b"/b", "/b"),
        (b"../b", "/b"),
        (b"?q", "/a/x?q"),
        (b"#f", "/a/x"),
        (b"/b#f", "/b"),
        (b"/a b", "/a%20b"),
        (b"/caf\xc3\xa9", "/caf%C3%A9"),
        (b"/caf\xe9", "/caf%E9"),
        (b"/x%0d%0aInj:1", "/x%0d%0aInj:1"),
        (b"/%2e%2f%41", "/%2e%2f%41"),
        (b"/\\evil.test", "/%5Cevil.test"),
    ] {
        let peer = once(location);
        let url = peer.url("/a/x#first");
        follow("get", &[&url]).run().code(0).stdout("there");
        let heard = lines(&peer.finish());
        assert_eq!(heard, ["GET /a/x", &format!("GET {target}")]);
    }
    let there = guide();
    for location in [
        format!("//127.0.0.1:{}/x#f", there.port()),
        there.url("/x?y#z"),
        format!("HTTP://127.0.0.1:{}", there.port()),
    ] {
        let _fine = follow("get", &[&once(location).url("/")]).run().code(0);
    }
    assert_eq!(lines(&there.finish()), ["GET /x", "GET /x?y", "GET /"]);
}

#[test]
fn targets_that_nobody_may_go_to_end_the_run() {
    let long = format!("/{}", "x".repeat(::verb::base::limits::URL_BYTES));
    for (location, named) in [
        (
            &b"file:///etc/hostname"[..],
            "file:///etc/hostname: the scheme file",
        ),
        (
            b"javascript:alert(1)",
            "javascript:alert(1): the scheme javascript",
        ),
        (b"ftp://u:s3cret@h.test/", "ftp://••••@h.test/"),
        (b"data:text/plain,x", "data:text/plain,x"),
        (b"http://", "names no host"),
        (b"http:/b", "not followed by //"),
        (b"http://h.test:0/", "port"),
        (b"http://a b/", "a space in the host"),
        (b"http://h.test\\@x.test/", "backslash"),
        (b"/a\tb", "/a\\tb: it holds the control character"),
        (
            b"/a\x1b[31mb",
            "/a\\x1b[31mb: it holds the control character",
        ),
        (b"/a\x01", "control character \\x01"),
        (long.as_bytes(), "longer than 65536 bytes"),
    ] {
        let peer = once(location);
        let url = peer.url("/");
        let seen = follow("get", &[&url]).run().code(47).stdout("").one_line();
        let seen = seen.stderr_has(named).stderr_has(&format!("(GET {url})"));
        let _shown = seen.stderr_lacks("s3cret").stderr_lacks("\x1b");
        assert_eq!(lines(&peer.finish()).len(), 1);
    }
}

#[test]
fn a_target_that_is_named_twice_counts_once_if_it_is_the_same() {
    for (fields, code, requests) in [
        ("Location: /a\r\nLocation: /b\r\n", 47, 1),
        ("Location: /a\r\nLocation:\r\n", 47, 1),
        ("Location: /a\r\nlocation:  /a \r\n", 0, 2),
    ] {
        let answer = response("302 Found", fields, "");
        let peer = Peer::tcp(move |talk| {
            talk.head()?;
            talk.send(&answer)?;
            talk.head()?;
            talk.send(ok("there"))
        });
        let seen = follow("get", &[&peer.url("/")]).run().code(code);
        assert_eq!(lines(&peer.finish()).len(), requests, "{}", seen.story());
    }
}

#[test]
fn what_does_not_point_elsewhere_is_final_and_says_so() {
    for (status, fields, why) in [
        (
            "300 Multiple Choices",
            "Location: /a\r\n",
            "-L follows no 300",
        ),
        ("304 Not Modified", "Location: /a\r\n", "-L follows no 304"),
        ("305 Use Proxy", "Location: /a\r\n", "-L follows no 305"),
        ("302 Found", "", "it has no Location"),
        ("302 Found", "Location:\r\n", "its Location is empty"),
    ] {
        let body = if status.starts_with("304") { "" } else { "m" };
        let peer = Peer::answering(response(status, fields, body));
        let seen = follow("get", &[&peer.url("/")]).run().code(3).stdout(body);
        let _why = seen
            .one_line()
            .stderr_has("; not followed: ")
            .stderr_has(why);
        assert_eq!(lines(&peer.finish()), ["GET /"]);
    }
}

#[test]
fn without_l_the_target_is_named_as_a_url() {
    for (location, told) in [
        ("/there", "it leads to URL/there; -L follows it"),
        ("there?x#f", "it leads to URL/a/there?x; -L follows it"),
        (
            "http://u:p@h.test/x",
            "it leads to http://••••@h.test/x; -L follows it",
        ),
        (
            "file:///etc/x",
            "it leads to file:///etc/x, where nobody can go",
        ),
        ("", ""),
    ] {
        let peer = Peer::answering(redirect(301, location));
        let url = peer.url("/a/b");
        let seen = verb(["get", &url]).run().code(3).stdout("moved").one_line();
        let told = told.replace("URL", &peer.url(""));
        let _told = seen
            .stderr_has(&format!("verb: 301 Moved (GET {url})"))
            .stderr_has(&told);
    }
}

#[test]
fn a_loop_ends_by_its_count() {
    for (flags, requests) in [
        (&["-L"][..], 11),
        (&["-L", "--max-redirs", "3"], 4),
        (&["--follow", "--max-redirs=1"], 2),
        (&["-L", "--max-redirs", "0"], 1),
        (&["--location-trusted"], 11),
    ] {
        let peer = Peer::answering(redirect(302, "/l"));
        let url = peer.url("/l");
        let seen = verb(["get", &url]).args(flags.iter().copied()).run();
        let seen = seen.code(47).stdout("").one_line();
        let told = format!("a 302 leads to {url} (GET {url})");
        let seen = seen
            .stderr_has("too many redirects: after ")
            .stderr_has(&told);
        let heard = peer.finish();
        assert_eq!(
            (heard.len(), lines(&heard).len()),
            (1, requests),
            "{}",
            seen.story()
        );
    }
}

#[test]
fn as_many_as_are_allowed_are_followed() {
    let steps = |count: usize| {
        Peer::tcp(move |talk| {
            for step in 0..count {
                talk.head()?;
                talk.send(redirect(301, &format!("/{step}")))?;
            }
            talk.head()?;
            talk.send(ok("there"))
        })
    };
    for (count, flags, code) in [
        (10, &[][..], 0),
        (11, &[], 47),
        (3, &["--max-redirs", "3"], 0),
        (70, &["--max-redirs", "-1"], 0),
    ] {
        let peer = steps(count);
        let run = follow("get", &[&peer.url("/")]).args(flags.iter().copied());
        let _ended = run.run().code(code);
    }
}

#[test]
fn https_leads_to_http_only_where_that_is_named() {
    let authority = Authority::new("redirects");
    let config = authority.good(&["127.0.0.1"]).server();
    for (flags, code, warned) in [
        (&[][..], 47, false),
        (&["--proto-redir", "=all"], 47, false),
        (&["--proto-redir", "=https"], 47, false),
        (&["--proto-redir", "http,https"], 0, true),
        (&["--proto-redir", "+http"], 0, true),
    ] {
        let (there, peer) = (guide(), guide_tls(config.clone()));
        let url = peer.https(&format!("/r/301/{}", there.url("/b")));
        let run = follow("get", &[&url, "--cacert", &authority.ca()]);
        let seen = run.args(flags.iter().copied()).run().code(code);
        assert_eq!(
            seen.err().contains("leads from https to http"),
            warned,
            "{}",
            seen.story()
        );
        assert_eq!(there.finish().len(), usize::from(code == 0));
    }
    let (there, peer) = (guide_tls(config), guide());
    let url = peer.url(&format!("/r/301/{}", there.https("/b")));
    let words = [url.as_str(), "--cacert", &authority.ca()];
    let _up = follow("get", &words).run().code(0).stderr("");
    let _kept = follow("get", &words)
        .args(["--proto-redir", "-https"])
        .run()
        .code(47);
}

#[test]
fn schemes_and_numbers_that_mean_nothing_are_refused() {
    for words in [
        ["--max-redirs", "-2"],
        ["--max-redirs", "many"],
        ["--proto-redir", "ftp"],
        ["--proto-redir", ""],
    ] {
        let seen = verb(["get", "http://127.0.0.1:1/"]).args(words).run();
        let _refused = seen.usage().stderr_has(words[0]);
    }
}
