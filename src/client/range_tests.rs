//! Tests of what may be continued, how it is asked for, and which answers are taken.

use proptest::prelude::*;

use super::*;
use crate::http::content::Content;
use crate::http::head::Version;
use crate::http::shape::Shape;
use crate::http::status::StatusCode;
use crate::http::uri::Uri;

fn fields(lines: &str) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in lines.split('|').filter_map(|line| line.split_once(':')) {
        let value = FieldValue::parse(value.as_bytes()).unwrap();
        fields.push(&FieldName::parse(name.trim()).unwrap(), &value);
    }
    fields
}

fn request(method: &str, lines: &str) -> Request {
    Request {
        method: Method::parse(method).unwrap(),
        uri: Uri::parse("http://a.test/").unwrap(),
        fields: fields(lines),
        content: Content::None,
        shape: Shape::default(),
    }
}

fn head(status: u16, lines: &str) -> ResponseHead {
    ResponseHead {
        version: Version::Http11,
        status: StatusCode::new(status).unwrap(),
        status_line: Vec::new(),
        reason: Vec::new(),
        fields: fields(lines),
    }
}

#[test]
fn only_what_is_known_for_sure_can_be_continued() {
    const DATED: &str = "Date: Sun, 06 Nov 1994 08:50:37 GMT|Last-Modified: Sun, 06 Nov 1994 ";
    let at = |time: &str| format!("{DATED}{time} GMT");
    for (method, asked, status, lines, validator) in [
        ("GET", "", 200, "ETag: \"a\"", Some("\"a\"")),
        ("GET", "", 200, "ETag: \"\"", Some("\"\"")),
        (
            "GET",
            "",
            200,
            "ETag: \"a\"|Content-Encoding: identity",
            Some("\"a\""),
        ),
        (
            "GET",
            "",
            200,
            &at("08:49:37"),
            Some("Sun, 06 Nov 1994 08:49:37 GMT"),
        ),
        ("GET", "", 200, &at("08:49:38"), None),
        ("GET", "", 200, &at("08:51:38"), None),
        (
            "GET",
            "",
            200,
            "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
            None,
        ),
        (
            "GET",
            "",
            200,
            &format!("ETag: W/\"a\"|{}", at("08:00:00")),
            None,
        ),
        ("GET", "", 200, "ETag: \"a\"|ETag: \"b\"", None),
        ("GET", "", 200, "ETag: a", None),
        ("GET", "", 200, "ETag: \"a\"b\"", None),
        ("GET", "", 200, "ETag: \"a\"|Content-Encoding: gzip", None),
        ("GET", "", 200, "ETag: \"a\"|Accept-Ranges: none", None),
        ("GET", "", 200, "", None),
        ("GET", "", 203, "ETag: \"a\"", None),
        ("GET", "Range: bytes=1-", 206, "ETag: \"a\"", None),
        ("GET", "Range: bytes=1-", 200, "ETag: \"a\"", None),
        ("GET", "If-None-Match: \"b\"", 200, "ETag: \"a\"", None),
        ("POST", "", 200, "ETag: \"a\"", None),
    ] {
        let held = Held::of(&request(method, asked), &head(status, lines), None);
        let seen = held.map(|held| held.validator.unwrap().as_bytes().to_vec());
        assert_eq!(seen.as_deref(), validator.map(str::as_bytes), "{lines}");
    }
}

#[test]
fn the_rest_is_asked_for_without_codings() {
    let first = request("GET", "Host: a|Accept-Encoding: gzip|X: y");
    let held = Held::of(&first, &head(200, "ETag: \"a\""), Some(10)).unwrap();
    let rest = held.rest(&first, 5);
    let text =
        "Host: a\r\nX: y\r\nAccept-Encoding: identity\r\nRange: bytes=5-\r\nIf-Range: \"a\"\r\n";
    assert_eq!(str::from_utf8(rest.fields.text()), Ok(text));
}

/// What an answer is to somebody who holds five bytes of `"a"`, of `total` as far as is known.
fn answer(total: Option<u64>, status: u16, lines: &str, announced: Option<u64>) -> Answer {
    let whole = head(
        200,
        "ETag: \"a\"|Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
    );
    let held = Held::of(&request("GET", ""), &whole, total).unwrap();
    held.check(&head(status, lines), 5, announced)
}

#[test]
fn the_very_rest_is_taken() {
    for (total, range, announced) in [
        (Some(10), "bytes 5-9/10", Some(5)),
        (Some(10), "bytes 5-9/10", None),
        (Some(10), "Bytes 5-9/*", Some(5)),
        (None, "bytes 5-9/10", None),
    ] {
        let lines = format!("ETag: \"a\"|Content-Range: {range}");
        assert_eq!(
            answer(total, 206, &lines, announced),
            Answer::Rest(10),
            "{range}"
        );
    }
}

#[test]
fn any_other_part_is_wrong() {
    for range in [
        "bytes 3-9/10",
        "bytes 6-9/10",
        "bytes 5-8/10",
        "bytes 5-10/11",
        "bytes 5-9/11",
        "bytes */10",
        "items 5-9/10",
        "",
    ] {
        let lines = format!("ETag: \"a\"|Content-Range: {range}");
        let seen = answer(Some(10), 206, &lines, None);
        assert!(matches!(seen, Answer::Wrong(_)), "{range}: {seen:?}");
    }
    let range = "Content-Range: bytes 5-9/10";
    for lines in [
        "ETag: \"a\"".to_owned(),
        "ETag: \"a\"|Content-Type: multipart/byteranges; boundary=x".to_owned(),
        format!("ETag: \"a\"|{range}|{range}"),
        format!("ETag: \"b\"|{range}"),
        format!("ETag: W/\"a\"|{range}"),
        range.to_owned(),
        format!("ETag: \"a\"|{range}|Last-Modified: Sun, 06 Nov 1994 08:49:38 GMT"),
        format!("ETag: \"a\"|{range}|Content-Encoding: gzip"),
    ] {
        let seen = answer(Some(10), 206, &lines, Some(5));
        assert!(matches!(seen, Answer::Wrong(_)), "{lines}: {seen:?}");
    }
    for (total, range, announced) in [
        (Some(10), "bytes 5-9/10", Some(6)),
        (None, "bytes 5-9/*", None),
        (None, "bytes 5-8/10", None),
    ] {
        let lines = format!("ETag: \"a\"|Content-Range: {range}");
        let seen = answer(total, 206, &lines, announced);
        assert!(matches!(seen, Answer::Wrong(_)), "{range}: {seen:?}");
    }
}

#[test]
fn no_rest_and_other_answers() {
    assert_eq!(
        answer(Some(10), 200, "ETag: \"a\"", Some(10)),
        Answer::Instead
    );
    assert_eq!(answer(Some(10), 404, "", Some(10)), Answer::Instead);
    let end = "Content-Range: bytes */5";
    assert_eq!(answer(None, 416, end, None), Answer::Complete);
    assert_eq!(answer(Some(5), 416, end, None), Answer::Complete);
    for (total, lines) in [
        (Some(10), end),
        (Some(10), "Content-Range: bytes */10"),
        (None, ""),
    ] {
        let seen = answer(total, 416, lines, None);
        assert!(matches!(seen, Answer::Wrong(_)), "{lines}: {seen:?}");
    }
}

#[test]
fn ranges_of_content_are_read_to_the_letter() {
    let part = |first, last, total| Some(ContentRange::Part { first, last, total });
    for (text, range) in [
        ("bytes 0-0/1", part(0, 0, Some(1))),
        ("bytes 0-18446744073709551615/*", part(0, u64::MAX, None)),
        ("bytes 0-18446744073709551616/*", None),
        ("bytes 1-0/5", None),
        ("bytes 0-5/5", None),
        ("bytes +0-1/5", None),
        ("bytes 0-1/+5", None),
        ("bytes  0-1/5", None),
        ("bytes=0-1/5", None),
        ("bytes 0-1", None),
        ("bytes -1/5", None),
        ("bytes */*", None),
        ("", None),
    ] {
        assert_eq!(ContentRange::parse(text.as_bytes()), range, "{text}");
    }
}

proptest! {
    #[test]
    fn no_range_of_a_peer_leads_beyond_its_whole(value in "(bytes )?[0-9*/ -]{0,60}") {
        if let Some(ContentRange::Part { first, last, total }) = ContentRange::parse(value.as_bytes()) {
            prop_assert!(first <= last && total.is_none_or(|total| last < total));
        }
    }

    #[test]
    fn ranges_that_exist_are_read(first in 0..u64::MAX, more in 0..1000_u64, beyond in 1..1000_u64) {
        let last = first.saturating_add(more);
        let total = last.saturating_add(beyond);
        prop_assume!(last < total);
        let text = format!("bytes {first}-{last}/{total}");
        let range = ContentRange::parse(text.as_bytes());
        prop_assert_eq!(range, Some(ContentRange::Part { first, last, total: Some(total) }));
    }
}

#[test]
fn what_is_noted_is_recalled() {
    let dated = "Date: Sun, 06 Nov 1994 08:50:37 GMT|Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT";
    for (lines, total) in [
        ("ETag: \"a b\"", Some(7)),
        ("ETag: \"\"|Last-Modified: soon", None),
        (dated, None),
    ] {
        let held = Held::of(&request("GET", ""), &head(200, lines), total);
        if let Some(held) = &held {
            assert_eq!(Held::recall(&held.note()).as_ref(), Some(held));
        }
        assert_eq!(held.is_some(), !lines.contains("a b"), "{lines}");
    }
    for text in [
        "",
        "total 5\n",
        "etag W/\"a\"\n",
        "etag \"a\"\ntotal +5\n",
        "etag \"a\"\nx y\n",
    ] {
        assert_eq!(Held::recall(text.as_bytes()), None, "{text:?}");
    }
}
