//! URLs as they are typed: what they mean, and what is refused.

use std::time::{Duration, Instant};

use crate::support::verb;

/// The request-line and the `Host` that a URL leads to.
#[track_caller]
fn asked(words: &[&str]) -> (String, String) {
    let seen = verb(["get", "--dry-run"])
        .args(words.to_vec())
        .run()
        .code(0);
    let out = seen.out();
    let line = out.lines().next().unwrap_or_default().to_owned();
    let host = out.lines().find_map(|line| line.strip_prefix("Host: "));
    (line, host.unwrap_or_default().to_owned())
}

#[track_caller]
fn means(url: &str, target: &str, host: &str) {
    let (line, seen) = asked(&[url]);
    assert_eq!(
        (line.as_str(), seen.as_str()),
        (format!("GET {target} HTTP/1.1").as_str(), host)
    );
}

#[track_caller]
fn refused(url: &str) {
    let seen = verb(["get", "--dry-run", "--", url]).run();
    assert_eq!(seen.exit_code(), 2, "{url:?}: {}", seen.story());
    let _fine = seen.stdout("").one_line();
}

#[test]
fn plain_urls() {
    means("http://a.test", "/", "a.test");
    means("http://a.test/", "/", "a.test");
    means("http://a.test:80/x", "/x", "a.test");
    means("https://a.test:443/x", "/x", "a.test");
    means("http://a.test:8080/x", "/x", "a.test:8080");
    means("HTTP://A.Test/X", "/X", "a.test");
    means("http://a.test?x", "/?x", "a.test");
    means("http://a.test/?a#b?c", "/?a", "a.test");
    means("http://[::1]:9/", "/", "[::1]:9");
}

#[test]
fn shorthand() {
    means(":8080/x", "/x", "localhost:8080");
    means(":8080", "/", "localhost:8080");
    means("a.test/x", "/x", "a.test");
    means("localhost/x", "/x", "localhost");
    means("127.0.0.1:81/x", "/x", "127.0.0.1:81");
}

#[test]
fn the_scheme_follows_from_the_host_and_is_told() {
    for (url, scheme) in [
        ("localhost/x", "http://"),
        ("127.0.0.1/x", "http://"),
        ("[::1]/x", "http://"),
        ("printer.local/x", "http://"),
        ("a.test:8443/x", "http://"),
        ("a.test/x", "https://"),
    ] {
        let seen = verb(["get", "--dry-run", "-v", url]).run().code(0);
        let _fine = seen.stderr_has(&format!("{scheme}{url}"));
    }
}

#[test]
fn a_path_alone_needs_a_base() {
    refused("/x");
    assert_eq!(
        asked(&["--base", "http://a.test:81", "/x?y"]).0,
        "GET /x?y HTTP/1.1"
    );
    assert_eq!(
        asked(&["--base", "http://a.test:81", "/x?y"]).1,
        "a.test:81"
    );
    let run = verb(["get", "--dry-run", "/x"]).env("VERB_BASE_URL", "http://b.test");
    run.run().code(0).stdout_has("Host: b.test\r\n");
}

#[test]
fn dots_are_resolved() {
    means("http://a.test/%2e%2e/%2e/b/..;/c", "/b/..;/c", "a.test");
    means("http://a.test/a/../b/./c", "/b/c", "a.test");
}

#[test]
fn the_authority_ends_where_it_ends_for_everyone() {
    means("http://a.test#@b.test/", "/", "a.test");
    means("http://a.test?@b.test/", "/?@b.test/", "a.test");
    for url in ["http://a.test\\@b.test/", "http://a.test\\b"] {
        refused(url);
    }
}

#[test]
fn broken_percent_signs_do_no_harm() {
    let (line, _) = asked(&["http://a.test/%zz?%"]);
    assert!(
        ["GET /%zz?% HTTP/1.1", "GET /%25zz?%25 HTTP/1.1"].contains(&line.as_str()),
        "{line}"
    );
}

#[test]
fn hosts_have_one_form() {
    means("http://b\u{fc}cher.test/", "/", "xn--bcher-kva.test");
    means("http://\u{ff41}.test/", "/", "a.test");
    means("http://a\u{3002}test/", "/", "a.test");
    means("http://0x7f.1:81/", "/", "127.0.0.1:81");
    means("http://2130706433/", "/", "127.0.0.1");
    for host in [
        "xn--example-.org",
        "xn--a",
        "a..b",
        "a%2Fb.test",
        "a%00.b.test",
        "a%0d%0ab.test",
    ] {
        refused(&format!("http://{host}/"));
    }
    refused(&format!("http://{}.test/", "l".repeat(64)));
    refused(&format!("http://{}test/", "l23456789.".repeat(25)));
}

#[test]
fn ports_are_plain_numbers() {
    for port in ["65536", "+80", "80x", " 80", "-1", "0x50"] {
        refused(&format!("http://a.test:{port}/"));
    }
    means("http://a.test:/", "/", "a.test");
}

#[test]
fn what_is_no_url_is_refused_in_one_line() {
    for url in [
        "http://",
        "http:///a.test/",
        "http:a.test",
        "http:/a.test",
        "http://[a.test]/",
        "http://[::1",
        "http://[::1]x/",
        "ftp://a.test/",
        "file:///etc/passwd",
        "",
        " ",
    ] {
        refused(url);
    }
}

#[test]
fn hostile_lengths_are_answered_at_once() {
    let began = Instant::now();
    for url in [
        format!("http://{}/", "@".repeat(60_000)),
        format!("http://a.test/{}", "a".repeat(70_000)),
        format!("http://{}a.test/", "a@".repeat(20_000)),
    ] {
        let seen = verb(["get", "--dry-run", &url]).run();
        assert!([0, 2].contains(&seen.exit_code()), "{}", seen.exit_code());
    }
    assert!(began.elapsed() < Duration::from_secs(10));
}
