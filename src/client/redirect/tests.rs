//! Tables and properties of redirects: which method, which fields, which targets.

use proptest::prelude::*;

use super::*;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::head::Version;
use crate::http::status::StatusCode;

fn fields<N: AsRef<str>, V: AsRef<[u8]>>(lines: &[(N, V)]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in lines {
        let value = FieldValue::parse(value.as_ref()).unwrap();
        fields.push(&FieldName::parse(name.as_ref()).unwrap(), &value);
    }
    fields
}

fn head(status: u16, locations: &[&[u8]]) -> ResponseHead {
    let lines: Vec<_> = locations.iter().map(|value| ("Location", *value)).collect();
    ResponseHead {
        version: Version::Http11,
        status: StatusCode::new(status).unwrap(),
        status_line: Vec::new(),
        reason: Vec::new(),
        fields: fields(&lines),
    }
}

fn request(method: &str, url: &str, content: &str) -> Request {
    Request {
        method: Method::parse(method).unwrap(),
        uri: Uri::parse(url).unwrap(),
        fields: fields(&[("Host", "a.test"), ("Content-Type", "text/plain")]),
        content: match content {
            "" => Content::None,
            content => Content::bytes(content),
        },
        shape: Shape {
            target: Some("/typed".to_owned()),
            chunked: !content.is_empty(),
            ..Shape::default()
        },
    }
}

fn step(request: &Request, status: u16, location: &str) -> Step {
    let found = next(
        &Policy::default(),
        request,
        &head(status, &[location.as_bytes()]),
    );
    found.unwrap().expect("a redirect")
}

#[test]
fn a_method_becomes_what_its_status_says() {
    for (status, method, next, keeps) in [
        (301, "GET", "GET", true),
        (301, "HEAD", "HEAD", true),
        (301, "POST", "GET", false),
        (301, "PUT", "PUT", true),
        (301, "PATCH", "PATCH", true),
        (301, "DELETE", "DELETE", true),
        (301, "PURGE", "PURGE", true),
        (302, "GET", "GET", true),
        (302, "HEAD", "HEAD", true),
        (302, "POST", "GET", false),
        (302, "post", "post", true),
        (302, "PUT", "PUT", true),
        (302, "DELETE", "DELETE", true),
        (303, "GET", "GET", false),
        (303, "HEAD", "HEAD", false),
        (303, "POST", "GET", false),
        (303, "PUT", "GET", false),
        (303, "PATCH", "GET", false),
        (303, "DELETE", "GET", false),
        (303, "OPTIONS", "GET", false),
        (303, "PURGE", "GET", false),
        (307, "GET", "GET", true),
        (307, "POST", "POST", true),
        (307, "PUT", "PUT", true),
        (308, "HEAD", "HEAD", true),
        (308, "POST", "POST", true),
        (308, "DELETE", "DELETE", true),
    ] {
        let asked = request(method, "http://a.test/", "content");
        let Step { request, .. } = step(&asked, status, "/b");
        assert_eq!(request.method.as_str(), next, "{status} {method}");
        assert_eq!(request.content == asked.content, keeps, "{status} {method}");
        let told = request.fields.contains("content-type");
        assert_eq!(
            (told, request.shape.chunked),
            (keeps, keeps),
            "{status} {method}"
        );
        assert_eq!(request.shape.target, None);
    }
}

#[test]
fn other_statuses_are_final() {
    for status in [200, 201, 300, 304, 305, 306, 309, 399, 401] {
        let head = head(status, &[b"/b"]);
        assert_eq!(pointer(&head), Pointer::Status, "{status}");
        let asked = request("GET", "http://a.test/", "");
        assert!(next(&Policy::default(), &asked, &head).unwrap().is_none());
    }
}

#[test]
fn lines_that_differ_point_nowhere() {
    for (locations, wanted) in [
        (&[][..], Pointer::Missing),
        (&[&b""[..]], Pointer::Empty),
        (&[b"", b""], Pointer::Empty),
        (&[b"/a", b"/a"], Pointer::To(b"/a")),
        (&[b"/a", b"/b"], Pointer::Torn),
        (&[b"/a", b""], Pointer::Torn),
        (&[b"", b"/a"], Pointer::Torn),
        (&[b"/a", b"/a", b"/b"], Pointer::Torn),
    ] {
        assert_eq!(pointer(&head(302, locations)), wanted, "{locations:?}");
    }
}

#[test]
fn fields_of_content_go_with_the_content() {
    let names = [
        "Content-Length",
        "Content-Type",
        "Content-Encoding",
        "Content-Language",
        "Transfer-Encoding",
        "Expect",
        "Digest",
        "Content-Digest",
        "Accept",
        "X-Other",
    ];
    let mut asked = request("POST", "http://a.test/", "x");
    asked.fields = fields(&names.map(|name| (name, "v")));
    let kept = step(&asked, 307, "/b").request;
    assert_eq!(kept.fields, asked.fields);
    let dropped = step(&asked, 303, "/b").request;
    assert_eq!(dropped.fields.text(), b"Accept: v\r\nX-Other: v\r\n");
    let abroad = step(&asked, 307, "http://b.test/").request;
    let text = "Host: b.test\r\nContent-Type: v\r\nContent-Encoding: v\r\n\
                Content-Language: v\r\nAccept: v\r\n";
    assert_eq!(abroad.fields.text(), text.as_bytes());
}

#[test]
fn a_typed_host_stays_at_its_origin() {
    let mut asked = request("GET", "http://a.test:81/", "");
    asked.fields = fields(&[("hOST", "victim.test"), ("X-Api-Key", "k")]);
    assert_eq!(step(&asked, 302, "/b").request.fields, asked.fields);
    let trusted = Policy {
        abroad: Abroad::Everything,
        ..Policy::default()
    };
    for (policy, wanted) in [
        (Policy::default(), "Host: a.test:82\r\n"),
        (trusted, "Host: a.test:82\r\nX-Api-Key: k\r\n"),
    ] {
        let found = next(&policy, &asked, &head(302, &[b"//a.test:82"])).unwrap();
        let found = found.unwrap();
        assert!(found.crosses);
        assert_eq!(found.request.fields.text(), wanted.as_bytes());
    }
}

#[test]
fn targets_are_resolved_and_bytes_that_are_no_text_encoded() {
    let base = Uri::parse("http://a.test/x/y?z").unwrap();
    for (location, wanted) in [
        (&b"b"[..], "http://a.test/x/b"),
        (b"/b c", "http://a.test/b%20c"),
        (b"/%0d%0aInj:1", "http://a.test/%0d%0aInj:1"),
        (b"/caf\xc3\xa9", "http://a.test/caf%C3%A9"),
        (b"/caf\xe9?\xff", "http://a.test/caf%E9?%FF"),
        (b"//u:p@b.test/x#f", "http://b.test/x"),
        (b"HTTPS://B.test:443", "https://b.test/"),
    ] {
        let found = resolve(&base, location).map(|uri| uri.to_string());
        assert_eq!(found.as_deref(), Ok(wanted));
    }
    for location in [
        &b"file:///etc/passwd"[..],
        b"javascript:alert(1)",
        b"/a\tb",
        b"/a\x1b[2J",
        b"http://",
        b"http://a\xff.test/",
        b"http://a b/",
    ] {
        assert!(resolve(&base, location).is_err());
    }
}

#[test]
fn a_target_is_as_long_as_a_url_may_be() {
    let base = Uri::parse("http://a.test/").unwrap();
    let room = limits::URL_BYTES - base.to_string().len();
    for (path, fits) in [(room, true), (room + 1, false)] {
        let location = format!("/{}", "x".repeat(path));
        assert_eq!(resolve(&base, location.as_bytes()).is_ok(), fits, "{path}");
    }
}

#[test]
fn a_target_is_shown_without_its_secrets_and_cut_at_the_limit() {
    let base = Uri::parse("http://a.test/x").unwrap();
    for (location, wanted) in [
        ("/b#f", "http://a.test/b"),
        ("//u:p@b.test/", "http://••••@b.test/"),
        ("ftp://u:p@b.test/\u{1b}", "ftp://••••@b.test/\\x1b"),
    ] {
        assert_eq!(shown(&base, location.as_bytes()), wanted);
    }
    let path = |length: usize| format!("/{}", "x".repeat(length - "http://a.test/".len()));
    let shown = |length| shown(&base, path(length).as_bytes());
    assert_eq!(
        shown(limits::SHOWN_TARGET_BYTES).len(),
        limits::SHOWN_TARGET_BYTES
    );
    assert!(shown(limits::SHOWN_TARGET_BYTES + 1).ends_with("x…"));
}

#[test]
fn schemes_are_followed_as_the_policy_says() {
    use Plain::{Always, FromHttp, Never};
    for (http, https, content, from, to, followed) in [
        (FromHttp, true, "", "http", "http", true),
        (FromHttp, true, "", "http", "https", true),
        (FromHttp, true, "", "https", "https", true),
        (FromHttp, true, "", "https", "http", false),
        (FromHttp, true, "x", "http", "https", true),
        (Always, true, "", "https", "http", true),
        (Always, true, "x", "https", "http", false),
        (Always, false, "", "http", "https", false),
        (Always, false, "", "https", "https", false),
        (Never, true, "", "http", "http", false),
        (Never, true, "", "http", "https", true),
        (Never, true, "", "https", "http", false),
    ] {
        let policy = Policy {
            http,
            https,
            ..Policy::default()
        };
        let asked = request("POST", &format!("{from}://a.test/"), content);
        let head = head(307, &[format!("{to}://b.test/").as_bytes()]);
        let found = next(&policy, &asked, &head);
        assert_eq!(found.is_ok(), followed, "{policy:?} {content} {from} {to}");
        if let Err(failure) = found {
            assert_eq!(failure.kind, Kind::TooManyRedirects);
            assert!(failure.story().contains(&format!("{to}://b.test/")));
        }
    }
}

proptest! {
    /// Whatever its name, a field that is not known to be harmless stays at its origin.
    #[test]
    fn no_secret_reaches_another_origin(
        names in prop::collection::vec("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}", 0..8),
        known in prop::sample::select(vec!["authorization", "COOKIE", "Proxy-Authorization", "X-Api-Key", "Host"]),
        status in prop::sample::select(vec![301, 302, 303, 307, 308]),
        to in prop::sample::select(vec!["https://a.test:81/", "http://a.test/", "//b.test:81/x", "http://s.a.test:81"]),
    ) {
        const HARMLESS: &[&str] = &["host", "accept", "accept-language", "accept-encoding", "user-agent", "range",
            "cache-control", "pragma", "dnt", "referer", "content-type", "content-language", "content-encoding"];
        let mut asked = request("PUT", "http://a.test:81/", "x");
        let lines = names.iter().map(String::as_str).chain([known]);
        let lines: Vec<_> = lines.map(|name| (name, "s3cret")).collect();
        asked.fields = fields(&lines);
        let found = step(&asked, status, to);
        prop_assert!(found.crosses);
        for (name, value) in found.request.fields.iter() {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            prop_assert!(HARMLESS.contains(&name.as_str()) || name.starts_with("if-"), "{name}");
            prop_assert!(name != "host" || value != b"s3cret");
        }
    }
}
