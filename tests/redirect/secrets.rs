//! What of the user's goes along: everything to the same origin, nothing that is his to another.

use std::sync::Arc;

use super::{follow, guide, guide_tls, redirect};
use crate::support::tls::Authority;
use crate::support::{Peer, ok, response, verb};

/// Every way to type something that is for one server alone.
const SECRETS: &[&[&str]] = &[
    &["-u", "u:s3cret"],
    &["--bearer", "s3cret"],
    &["-b", "s=s3cret"],
    &["-H", "Cookie: s=s3cret"],
    &["-H", "aUTHORIZATION: Bearer s3cret"],
    &["-H", "X-Api-Key: s3cret"],
    &["-H", "X-Anything: s3cret"],
    &["-H", "Host: s3cret.test"],
    &["X-Item:s3cret"],
    &["--aws-sigv4", "aws:amz:r:s", "-u", "s3cret:s3cret"],
];

fn text(heard: &[Vec<u8>]) -> Vec<String> {
    let text = heard.iter().map(|one| String::from_utf8_lossy(one));
    text.flat_map(|one| {
        let heads = one.split("\r\n\r\n").map(str::to_owned).collect::<Vec<_>>();
        heads.into_iter().filter(|head| !head.is_empty())
    })
    .collect()
}

/// `u:s3cret` in Basic credentials.
const BASIC: &str = "Authorization: Basic dTpzM2NyZXQ=";

fn tells(head: &str) -> bool {
    let lower = head.to_ascii_lowercase();
    lower.contains("s3cret") || lower.contains("authorization:")
}

#[test]
fn nothing_typed_for_one_origin_reaches_another_port_or_name_and_nothing_comes_back() {
    for words in SECRETS {
        let (there, here) = (guide(), guide());
        let back = format!("http://127.0.0.1:{}/back", here.port());
        let away = format!("{}/r/302/{back}", there.url(""));
        let url = here.url(&format!("/r/302/{away}"));
        let seen = follow("get", &[&url]).args(words.iter().copied()).run();
        let seen = seen.code(0).stderr("");
        let (here, there) = (text(&here.finish()), text(&there.finish()));
        assert_eq!((here.len(), there.len()), (2, 1), "{}", seen.story());
        assert!(tells(&here[0]), "{words:?}: {}", here[0]);
        assert!(!tells(&there[0]), "{words:?}: {}", there[0]);
        assert!(!tells(&here[1]), "{words:?}: {}", here[1]);

        let name = guide();
        let url = name.url(&format!("/r/302/http://localhost:{}/x", name.port()));
        let run = follow("get", &[&url, "-4"]).args(words.iter().copied());
        let seen = run.run().code(0).out();
        assert!(!tells(&seen), "{words:?}: {seen}");
    }
}

#[test]
fn on_the_same_origin_everything_stays() {
    for words in SECRETS {
        let peer = guide();
        let url = peer.url("/r/302//rel");
        let seen = follow("get", &[&url]).args(words.iter().copied()).run();
        let seen = seen.code(0).stderr("").out();
        assert!(tells(&seen), "{words:?}: {seen}");
    }
    let peer = guide();
    let run = follow("get", &["-u", "us@er:p@ss/w", &peer.url("/r/302//rel")]);
    let _fine = run.run().code(0);
    let heads = text(&peer.finish());
    let line = "\r\nAuthorization: Basic dXNAZXI6cEBzcy93";
    assert!(heads.len() == 2 && heads.iter().all(|head| head.contains(line)));
}

#[test]
fn harmless_headers_cross_and_host_is_made_anew() {
    let (there, here) = (guide(), guide());
    let url = here.url(&format!("/r/302/{}", there.url("/b")));
    let flags = [
        "-H",
        "Accept: text/x",
        "-A",
        "me",
        "-H",
        "If-Match: e",
        "-r",
        "0-9",
    ];
    let run = follow("get", &[&url, "-H", "Host: victim.example"]).args(flags);
    let seen = run.run().code(0).out();
    let host = format!("\r\nHost: 127.0.0.1:{}\r\n", there.port());
    for field in [
        &host,
        "Accept: text/x",
        "User-Agent: me",
        "If-Match: e",
        "Range: bytes=0-9",
    ] {
        assert!(seen.contains(field), "{seen}");
    }
    assert!(!seen.contains("victim"), "{seen}");
}

#[test]
fn tls_origins_are_told_apart_too() {
    let authority = Authority::new("redirects");
    let config = authority.good(&["localhost"]).server();
    let (here, there) = (guide_tls(Arc::clone(&config)), guide_tls(config));
    let back = format!("https://localhost:{}/z", here.port());
    let away = format!("https://localhost:{}/r/302/{back}", there.port());
    let url = format!("https://localhost:{}/r/301/{away}", here.port());
    let words = [
        "-u",
        "u:s3cret",
        "-b",
        "s=s3cret",
        "--cacert",
        &authority.ca(),
        "-4",
        &url,
    ];
    let _fine = follow("get", &words).run().code(0);
    let (here, there) = (text(&here.finish()), text(&there.finish()));
    assert!(here[0].contains(BASIC) && here[0].contains("Cookie: s=s3cret"));
    assert!(!tells(&there[0]) && !tells(&here[1]), "{there:?} {here:?}");

    let plain = guide();
    let authority = Authority::new("redirects");
    let secure = guide_tls(authority.good(&["localhost"]).server());
    let away = format!("http://localhost:{}/", plain.port());
    let url = format!("https://localhost:{}/r/302/{away}", secure.port());
    let words = [
        "--bearer",
        "s3cret",
        "--cacert",
        &authority.ca(),
        "-4",
        &url,
    ];
    let _refused = follow("get", &words).run().code(47);
    let allowed = follow("get", &words).args(["--proto-redir", "http,https"]);
    let seen = allowed.run().code(0).out();
    assert!(!tells(&seen), "{seen}");
}

#[test]
fn userinfo_in_a_location_is_not_used_and_that_is_said() {
    let (there, here) = (guide(), guide());
    let away = format!("http://evil:s3cret@127.0.0.1:{}/x", there.port());
    let url = here.url(&format!("/r/302/{away}"));
    let seen = follow("get", &["-v", &url]).run().code(0);
    let seen = seen.stderr_has("the user that the Location names is not used");
    let (out, err) = (seen.out(), seen.err());
    assert!(!out.contains("evil") && !tells(&out), "{out}");
    // The first request-line is what was typed here.
    assert!(
        !err.replace(&format!("/r/302/{away}"), "")
            .contains("s3cret"),
        "{err}"
    );
}

#[test]
fn a_digest_session_stays_at_its_origin() {
    let there = guide();
    let target = there.url("/b");
    let peer = Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            let answered = head.field("authorization");
            let challenge = "WWW-Authenticate: Digest realm=r, nonce=n, qop=auth\r\n";
            match (answered, head.line().split(' ').nth(1)) {
                (None, _) => talk.send(response("401 Unauthorized", challenge, ""))?,
                (Some(value), Some("/a")) => {
                    assert!(value.contains("uri=\"/a\"") && value.contains("nc=00000001"));
                    talk.send(redirect(302, "/a/b?c"))?;
                }
                (Some(value), _) => {
                    assert!(value.contains("uri=\"/a/b?c\"") && value.contains("nc=00000002"));
                    talk.send(redirect(307, &target))?;
                }
            }
        }
    });
    let words = ["--digest", "-u", "u:p", &peer.url("/a")];
    let seen = follow("get", &words).run().code(0).stderr("").out();
    assert!(seen.starts_with("GET /b ") && !tells(&seen), "{seen}");
    assert_eq!(peer.finish().len(), 1, "one connection");
}

#[test]
fn all_goes_along_to_trusted_locations_but_host_and_that_is_warned_about_once() {
    for words in SECRETS
        .iter()
        .filter(|words| !words.contains(&"Host: s3cret.test"))
    {
        let (there, here) = (guide(), guide());
        let further = format!("/r/302/http://127.0.0.1:{}/x", here.port());
        let url = here.url(&format!("/r/302/{}", there.url(&further)));
        let run = verb(["get", "--location-trusted", &url]).args(words.iter().copied());
        let seen = run.run().code(0);
        let warnings = seen.err().matches("--location-trusted takes").count();
        let unknown = ["X-Anything: s3cret", "X-Item:s3cret"];
        let known = !words.iter().any(|word| unknown.contains(word));
        assert_eq!(warnings, usize::from(known), "{}", seen.story());
        assert!(tells(&seen.out()), "{}", seen.story());
        assert!(tells(&text(&there.finish())[0]));
    }
    let (there, here) = (guide(), guide());
    let url = here.url(&format!("/r/302/{}", there.url("/x")));
    let words = ["get", "--location-trusted", &url, "-H", "Host: victim.test"];
    let seen = verb(words).run().code(0).stderr("").out();
    assert!(!seen.contains("victim.test"), "{seen}");
}

#[test]
fn cookies_of_a_jar_go_where_they_belong() {
    let there = Peer::tcp(|talk| {
        let head = talk.head()?;
        talk.send(ok(&head.field("cookie").unwrap_or_default()))
    });
    let target = format!("http://localhost:{}/b", there.port());
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        let fields = "Location: /a\r\nSet-Cookie: here=1\r\n";
        talk.send(response("302 Found", fields, ""))?;
        let head = talk.head()?;
        assert_eq!(head.field("cookie").as_deref(), Some("here=1; typed=2"));
        let fields = format!("Location: {target}\r\nSet-Cookie: bad=3; Domain=localhost\r\n");
        talk.send(response("302 Found", &fields, ""))
    });
    let words = ["-b", "", "-b", "typed=2", "-4", &peer.url("/")];
    follow("get", &words).run().code(0).stdout("");
}

#[test]
fn typed_cookies_are_there_again_for_the_next_url() {
    let (there, here) = (guide(), guide());
    let first = here.url(&format!("/r/302/{}", there.url("/b")));
    let second = here.url("/second");
    let seen = follow("get", &["-b", "s=1", &first, &second])
        .run()
        .code(0)
        .out();
    let (_, second) = seen.split_once("GET /second").unwrap();
    assert!(second.contains("Cookie: s=1"), "{seen}");
}

#[test]
fn a_401_after_a_crossing_says_what_was_left_behind() {
    let there = Peer::answering(response("401 Unauthorized", "", ""));
    let here = guide();
    let url = here.url(&format!("/r/302/{}", there.url("/b")));
    let seen = follow("get", &["-u", "u:p", &url, "-v"]).run().code(4);
    let origin = there.url("");
    let told = format!(
        "verb: 401 Unauthorized (GET {origin}/b); the credentials were not taken to {origin}"
    );
    let _told = seen
        .stderr_has(&told)
        .stderr_has(&format!("* not taken to {origin}: credentials\n"));
}
