//! Whose a cookie is, what is refused, what is kept (hazards H09 to H12).

use super::{Site, against};

/// Where a cookie is set, the cookie, and what each of some URLs then gets.
type Row<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

fn table(rows: &[Row<'_>]) {
    for (at, line, then) in rows {
        let site = Site::new();
        assert_eq!(site.get(at, &[line]), "");
        for (url, wanted) in *then {
            assert_eq!(
                site.get(url, &[]),
                *wanted,
                "{line} set at {at}, then {url}"
            );
        }
    }
}

#[test]
fn a_cookie_stays_with_its_host_and_domain() {
    table(&[
        (
            "http://www.ample.com/",
            "a=1; Domain=ample.com",
            &[("http://example.com/", ""), ("http://x.ample.com/", "a=1")],
        ),
        (
            "http://example.com/",
            "a=1",
            &[
                ("http://sub.example.com/", ""),
                ("http://example.com/", "a=1"),
            ],
        ),
        (
            "http://a.com/",
            "a=1; Domain=b.com",
            &[("http://b.com/", "")],
        ),
        (
            "http://127.0.0.1/",
            "a=1; Domain=0.0.1",
            &[("http://127.0.0.1/", "")],
        ),
        (
            "http://127.0.0.1/",
            "a=1; Domain=127.0.0.1",
            &[("http://127.0.0.1/", "a=1"), ("http://localhost/", "")],
        ),
    ]);
}

#[test]
fn a_typed_host_field_changes_nothing() {
    let site = Site::new();
    let flags = ["-b", "jar", "-c", "jar", "-H", "Host: victim.test"];
    let run = site.run(
        &flags,
        "http://127.0.0.1/",
        &["s=1", "t=1; Domain=victim.test"],
    );
    let _fine = run.run().code(0);
    assert_eq!(site.get("http://victim.test/", &[]), "");
    assert_eq!(site.get("http://127.0.0.1/", &[]), "s=1");
}

#[test]
fn a_public_suffix_is_nobodys_domain() {
    table(&[
        (
            "http://a.co.uk/",
            "a=1; Domain=co.UK",
            &[("http://b.co.uk/", "")],
        ),
        (
            "http://a.co.uk./",
            "a=1; Domain=co.uk.",
            &[("http://b.co.uk./", "")],
        ),
        (
            "http://a.github.io/",
            "a=1; Domain=github.io",
            &[("http://b.github.io/", "")],
        ),
        (
            "http://github.io/",
            "a=1; Domain=github.io",
            &[("http://b.github.io/", ""), ("http://github.io/", "a=1")],
        ),
    ]);
    let site = Site::new();
    site.write(".co.uk\tTRUE\t/\tFALSE\t0\ta\t1\n");
    let seen = site.run(&["-b", "jar"], "http://a.co.uk/", &[]).run();
    let _fine = seen.code(0).stdout("").stderr_has("public suffix");
}

#[test]
fn what_is_refused_is_said_when_asked() {
    let site = Site::new();
    let set = ["sid=s3cret; Domain=other.test"];
    let seen = site.run(&["-v", "-b", ""], "http://h.test/", &set).run();
    let _fine = seen
        .code(0)
        .stderr_has("cookie sid is not taken: its Domain is not that of the host");
}

#[test]
fn secure_cookies_know_https_only() {
    table(&[
        ("http://h.test/", "a=1; Secure", &[("https://h.test/", "")]),
        (
            "https://h.test/",
            "a=1; Secure",
            &[("http://h.test/", ""), ("https://h.test/", "a=1")],
        ),
        (
            "https://localhost/",
            "a=1; Secure",
            &[("http://localhost/", ""), ("https://localhost/", "a=1")],
        ),
        (
            "https://h.test/",
            "__Host-a=1; Secure; Path=/; Domain=h.test",
            &[("https://h.test/", "")],
        ),
        (
            "https://h.test/",
            "__hOsT-a=1; Secure; Path=/",
            &[
                ("https://h.test/", "__hOsT-a=1"),
                ("https://sub.h.test/", ""),
            ],
        ),
        (
            "https://h.test/",
            "__secure-a=1",
            &[("https://h.test/", "")],
        ),
    ]);
}

#[test]
fn http_does_not_replace_or_expire_what_https_set() {
    for evil in ["sid=evil; Path=/", "sid=evil; Path=/; Max-Age=0"] {
        let site = Site::new();
        site.get("https://h.test/", &["sid=good; Secure"]);
        site.get("http://h.test/", &[evil]);
        assert_eq!(site.get("https://h.test/", &[]), "sid=good");
        // Nor when the run has not read the jar.
        let _fine = site
            .run(&["-c", "jar"], "http://h.test/", &[evil])
            .run()
            .code(0);
        assert_eq!(site.get("https://h.test/", &[]), "sid=good");
    }
}

#[test]
fn a_path_ends_at_a_segment_border() {
    table(&[(
        "http://h.test/foo/x",
        "a=1; Path=/foo",
        &[
            ("http://h.test/foobar", ""),
            ("http://h.test/foo/y", "a=1"),
            ("http://h.test/foo?q", "a=1"),
        ],
    )]);
}

#[test]
fn cookies_are_sent_longest_path_first_then_oldest() {
    let site = Site::new();
    site.get("http://h.test/x/y", &["a=1; Path=/", "b=2; Path=/x"]);
    site.get("http://h.test/x/y", &["c=3; Path=/", "a=new; Path=/"]);
    assert_eq!(site.get("http://h.test/x/y", &[]), "b=2; a=new; c=3");
}

#[test]
fn control_characters_spoil_a_cookie_and_no_other() {
    let site = Site::new();
    let wire = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\x01c\r\nSet-Cookie: x=%0d%0a\r\n\
        Content-Length: 0\r\n\r\n";
    let _fine = against(&site, *wire).code(0);
    assert_eq!(site.lines(), ["127.0.0.1\tFALSE\t/\tFALSE\t0\tx\t%0d%0a"]);
    assert_eq!(site.get("http://127.0.0.1/", &[]), "x=%0d%0a");
}

#[test]
fn three_thousand_cookies_in_one_response_are_fifty() {
    let site = Site::new();
    let lines: String = (0..900)
        .map(|n| format!("Set-Cookie: n{n}=1\r\n"))
        .collect();
    let wire = format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n");
    let _fine = against(&site, wire).code(0);
    assert_eq!(site.lines().len(), 50);
}

#[test]
fn ends_out_of_range_are_no_end() {
    let site = Site::new();
    let set = [
        "a=1; Max-Age=99999999999999999999",
        "b=1; Max-Age=-1",
        "c=1; Expires=Thu, 99 Foo 99999 25:61:61 GMT",
        &format!("d=1; Expires={}", "(".repeat(10 * 1024)),
    ];
    site.get("http://h.test/", &set);
    assert_eq!(site.get("http://h.test/", &[]), "a=1; c=1; d=1");
    let session = |line: &String| line.contains("\t0\t");
    assert_eq!(site.lines().iter().filter(|line| session(line)).count(), 2);
}

#[test]
fn an_expired_cookie_is_forgotten() {
    let site = Site::new();
    site.get("http://h.test/", &["a=1", "b=1"]);
    site.get(
        "http://h.test/",
        &["a=; Expires=Thu, 01-Jan-1970 00:00:00 GMT"],
    );
    assert_eq!(site.get("http://h.test/", &[]), "b=1");
    site.write("h.test\tFALSE\t/\tFALSE\t1\told\t1\n");
    assert_eq!(site.get("http://h.test/", &[]), "");
}

#[test]
fn only_a_whole_final_head_sets_cookies() {
    let site = Site::new();
    let early = "HTTP/1.1 103 Early Hints\r\nSet-Cookie: early=1\r\n\r\n\
        HTTP/1.1 404 Not Found\r\nSet-Cookie: final=1\r\nContent-Length: 0\r\n\r\n";
    let _fine = against(&site, early).code(4);
    assert_eq!(site.lines(), ["127.0.0.1\tFALSE\t/\tFALSE\t0\tfinal\t1"]);
    let _fine = against(&site, "HTTP/1.1 200 OK\r\nSet-Cookie: cut=1\r\n").code(18);
    assert_eq!(site.lines().len(), 1);
}
