//! The meaning of every status that has one of its own, and of the rest by class.

use super::*;
use crate::http::fields::{FieldName, FieldValue};

fn fields(lines: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in lines {
        let value = FieldValue::parse(value.as_bytes()).unwrap();
        fields.push(&FieldName::parse(name).unwrap(), &value);
    }
    fields
}

fn told(code: u16, lines: &[(&str, &str)]) -> String {
    of(StatusCode::new(code).unwrap(), &fields(lines), false)
}

type Row = (u16, &'static [(&'static str, &'static str)], &'static str);

/// Status, fields, meaning.
const TABLE: &[Row] = &[
    (200, &[], "done, here it is"),
    (200, &[("Content-Length", "0")], "done, nothing to show"),
    (
        201,
        &[("Location", "/users/7")],
        "the new one is at /users/7",
    ),
    (201, &[], "done, something new is there"),
    (
        202,
        &[("Location", "/jobs/1")],
        "taken on, not done yet: look at /jobs/1",
    ),
    (202, &[], "taken on, not done yet"),
    (203, &[], "done, but a proxy changed what came"),
    (204, &[], "done, nothing to show"),
    (205, &[], "done, begin anew with an empty form"),
    (
        206,
        &[("Content-Range", "bytes 0-1/9")],
        "a part of it: bytes 0-1/9",
    ),
    (206, &[], "a part of it"),
    (207, &[], "several outcomes: the body lists them"),
    (226, &[], "done"),
    (
        300,
        &[],
        "there are several to choose from: the body may list them",
    ),
    (
        300,
        &[("Location", "/a")],
        "there are several to choose from, such as /a",
    ),
    (
        301,
        &[("Location", "/b")],
        "moved for good: look at /b instead (add -L to go there)",
    ),
    (
        301,
        &[],
        "it is elsewhere, but the answer does not say where",
    ),
    (
        301,
        &[("Location", "")],
        "it is elsewhere, but the answer does not say where",
    ),
    (
        302,
        &[("Location", "/b")],
        "elsewhere for now: look at /b instead (add -L to go there)",
    ),
    (
        303,
        &[("Location", "/b")],
        "the answer is elsewhere: look at /b instead (add -L to go there)",
    ),
    (304, &[], "not changed: what you have is still good"),
    (
        304,
        &[("Location", "/b")],
        "not changed: what you have is still good",
    ),
    (
        307,
        &[("Location", "/b")],
        "elsewhere for now, with the same method and body: look at /b instead (add -L to go there)",
    ),
    (
        308,
        &[("Location", "/b")],
        "moved for good, with the same method and body: look at /b instead (add -L to go there)",
    ),
    (399, &[("Location", "/b")], "it points to /b"),
    (400, &[], "the server does not understand the request"),
    (402, &[], "the server wants to be paid"),
    (403, &[], "you may not do this"),
    (404, &[], "nothing is there: check the path"),
    (
        405,
        &[("Allow", "GET, HEAD")],
        "not allowed here; allowed: GET, HEAD",
    ),
    (
        405,
        &[("Allow", "GET"), ("Allow", "PUT")],
        "not allowed here; allowed: GET, PUT",
    ),
    (405, &[("Allow", "")], "not allowed here"),
    (406, &[], "there is no form of it that Accept asks for"),
    (
        407,
        &[],
        "the proxy wants credentials (begin the session with -U NAME:PASSWORD)",
    ),
    (
        408,
        &[],
        "the server waited too long for the request: send it again",
    ),
    (
        409,
        &[],
        "it conflicts with how things stand there: read the body",
    ),
    (410, &[], "it is gone for good"),
    (
        411,
        &[],
        "the server wants to know the length of the body first",
    ),
    (
        412,
        &[],
        "a condition of the request (If-...) does not hold",
    ),
    (
        413,
        &[("Retry-After", "9")],
        "the body is too large; try again in 9 s",
    ),
    (414, &[], "the URL is too long"),
    (
        415,
        &[("Accept-Post", "text/csv")],
        "the server does not take this type of body: check Content-Type; it takes: text/csv",
    ),
    (416, &[], "there is no such part of it"),
    (417, &[], "the server does not do what Expect asks for"),
    (418, &[], "it is a teapot"),
    (421, &[], "this server does not answer for that host"),
    (
        422,
        &[],
        "the server understands the body, but not what it says: read the answer",
    ),
    (423, &[], "it is locked"),
    (424, &[], "something failed that it depends on"),
    (425, &[], "too early: send it again"),
    (
        426,
        &[("Upgrade", "TLS/1.3")],
        "the server wants another protocol; it speaks: TLS/1.3",
    ),
    (428, &[], "the server wants a condition, such as If-Match"),
    (
        429,
        &[("Retry-After", "120")],
        "too many requests; try again in 120 s",
    ),
    (429, &[], "too many requests"),
    (431, &[], "the headers are too large"),
    (451, &[], "it may not be shown by law"),
    (
        499,
        &[],
        "the server refuses the request: the body may say why",
    ),
    (500, &[], "an error in the server, not in the request"),
    (501, &[], "the server cannot do this, whatever the path"),
    (502, &[], "the server behind this one gave a bad answer"),
    (
        503,
        &[("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")],
        "the server cannot answer for now; try again after Fri, 31 Dec 1999 23:59:59 GMT",
    ),
    (
        504,
        &[],
        "the server behind this one did not answer in time",
    ),
    (505, &[], "the server does not speak this version of HTTP"),
    (507, &[], "the server has no room left"),
    (508, &[], "the server ran in circles"),
    (511, &[], "the network wants you to log in first"),
    (599, &[], "the server failed"),
    (999, &[], "the server failed"),
    (103, &[], "more is to come"),
];

#[test]
fn a_status_says_what_it_asks_of_the_user() {
    for (code, lines, meaning) in TABLE {
        assert_eq!(told(*code, lines), *meaning, "{code}");
    }
}

#[test]
fn a_challenge_says_how_it_is_answered() {
    for (value, meaning) in [
        (
            "Basic realm=\"x\"",
            "Basic realm \"x\" (set user NAME:PASSWORD)",
        ),
        ("basic", "basic (set user NAME:PASSWORD)"),
        (
            "Negotiate, Digest realm=\"a\", nonce=\"b\"",
            "Digest realm \"a\" (set user NAME:PASSWORD, then set digest on)",
        ),
        ("Bearer error=\"expired\"", "Bearer (set bearer TOKEN)"),
        ("Negotiate", "Negotiate"),
    ] {
        let wanted = format!("the server wants credentials: {meaning}");
        assert_eq!(told(401, &[("WWW-Authenticate", value)]), wanted);
    }
    assert_eq!(
        told(401, &[]),
        "the server wants credentials, but does not say which"
    );
}

#[test]
fn a_redirect_that_was_followed_says_so_and_hides_secrets() {
    let found = fields(&[("Location", "http://u:SECRET@h/x")]);
    let status = StatusCode::new(302).unwrap();
    assert_eq!(
        of(status, &found, true),
        "elsewhere for now: went on to http://••••@h/x"
    );
    assert!(!of(status, &found, false).contains("SECRET"));
}

#[test]
fn received_text_is_escaped_and_cut() {
    let long = "a".repeat(70);
    let longer = "a".repeat(SHOWN_TARGET_BYTES + 1);
    for (code, name, value, cut) in [
        (201, "Location", longer.as_str(), true),
        (201, "Location", &long, false),
        (405, "Allow", &long, true),
        (429, "Retry-After", &long, true),
        (301, "Location", "/\u{202e}x", false),
        (401, "WWW-Authenticate", "Basic realm=\"\u{202e}\"", false),
    ] {
        let told = told(code, &[(name, value)]);
        assert!(
            !told.contains('\u{202e}') && told.len() < SHOWN_TARGET_BYTES + 40,
            "{told}"
        );
        assert_eq!(told.contains('…'), cut, "{told}");
    }
}
