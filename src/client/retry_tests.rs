//! Tests of the policy: pauses, limits, what may be repeated, `Retry-After`.

use std::time::UNIX_EPOCH;

use proptest::prelude::*;

use super::*;
use crate::http::content::{Content, Piece};
use crate::http::fields::{FieldName, FieldValue};
use crate::http::method::Method;
use crate::http::shape::Shape;
use crate::http::uri::Uri;

const SECOND: Duration = Duration::from_secs(1);

fn policy() -> Policy {
    Policy {
        retries: 3,
        delay: None,
        budget: None,
        on: Causes::default(),
    }
}

fn at(made: u32) -> Standing {
    Standing {
        made,
        elapsed: Duration::ZERO,
        left: None,
        chance: 0,
    }
}

fn fields(lines: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in lines {
        let value = FieldValue::parse(value.as_bytes()).unwrap();
        fields.push(&FieldName::parse(name).unwrap(), &value);
    }
    fields
}

#[test]
fn pauses_double_from_half_a_second_to_half_a_minute() {
    for (made, least, most) in [
        (0, 375, 625),
        (1, 750, 1250),
        (5, 12_000, 20_000),
        (6, 22_500, 30_000),
        (31, 22_500, 30_000),
        (u32::MAX, 22_500, 30_000),
    ] {
        let [low, high] = [0, 255].map(|chance| back_off(made, chance).as_millis());
        assert_eq!((low, high), (least, most), "{made}");
    }
}

#[test]
fn there_are_as_many_retries_as_were_asked_for() {
    assert!(policy().pause(at(2), None).is_ok());
    assert_eq!(policy().pause(at(3), None), Err(Obstacle::Exhausted(4)));
}

#[test]
fn a_wish_of_the_server_is_obeyed_up_to_the_cap() {
    let cap = limits::RETRY_AFTER;
    for (after, pause) in [
        (SECOND, SECOND),
        (cap, cap),
        (cap + SECOND, cap),
        (Duration::MAX, cap),
    ] {
        assert_eq!(policy().pause(at(0), Some(after)), Ok(pause));
    }
    let fixed = Policy {
        delay: Some(SECOND * 2),
        ..policy()
    };
    assert_eq!(fixed.pause(at(2), None), Ok(SECOND * 2));
    assert_eq!(fixed.pause(at(0), Some(SECOND)), Ok(SECOND * 2));
    assert_eq!(fixed.pause(at(0), Some(SECOND * 3)), Ok(SECOND * 3));
}

#[test]
fn no_pause_passes_a_limit() {
    let budget = Policy {
        budget: Some(SECOND * 90),
        ..policy()
    };
    let over = |pause, flag| Err(Obstacle::Pause(pause, flag));
    for (policy, elapsed, left, after, result) in [
        (&budget, 0, None, 89, Ok(SECOND * 89)),
        (&budget, 1, None, 89, Ok(SECOND * 89)),
        (&budget, 2, None, 89, over(SECOND * 89, "--retry-max-time")),
        (
            &budget,
            1,
            None,
            3600,
            over(SECOND * 90, "--retry-max-time"),
        ),
        (&policy(), 0, Some(10), 9, Ok(SECOND * 9)),
        (&policy(), 0, Some(10), 10, over(SECOND * 10, "--max-time")),
        (
            &policy(),
            0,
            Some(10),
            3600,
            over(SECOND * 60, "--max-time"),
        ),
    ] {
        let standing = Standing {
            elapsed: SECOND * elapsed,
            left: left.map(|left| SECOND * left),
            ..at(0)
        };
        let after = Some(Duration::from_secs(after));
        assert_eq!(policy.pause(standing, after), result);
    }
}

#[test]
fn what_may_be_sent_twice() {
    let uri = Uri::parse("http://a.test/").unwrap();
    let once = || Content::Pieces(vec![Piece::Stdin]);
    for (method, key, content, sent, expected) in [
        ("GET", "", Content::None, true, Ok(())),
        ("PUT", "", Content::bytes("x"), true, Ok(())),
        ("DELETE", "", Content::None, true, Ok(())),
        ("POST", "", Content::bytes("x"), true, Err(Obstacle::Unsafe)),
        (
            "PATCH",
            "",
            Content::bytes("x"),
            true,
            Err(Obstacle::Unsafe),
        ),
        ("PURGE", "", Content::None, true, Err(Obstacle::Unsafe)),
        ("post", "", Content::None, true, Err(Obstacle::Unsafe)),
        ("POST", "", Content::bytes("x"), false, Ok(())),
        ("POST", "k", Content::bytes("x"), true, Ok(())),
        ("PUT", "", once(), true, Err(Obstacle::Spent)),
        ("POST", "k", once(), true, Err(Obstacle::Spent)),
        ("POST", "", once(), true, Err(Obstacle::Unsafe)),
    ] {
        let request = Request {
            method: Method::parse(method).unwrap(),
            uri: uri.clone(),
            fields: fields(&[("Idempotency-Key", key)]),
            content,
            shape: Shape::default(),
        };
        assert_eq!(may_repeat(&request, sent), expected, "{method} {key}");
    }
}

#[test]
fn a_server_may_say_when_in_seconds_or_by_a_date() {
    const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
    let now = UNIX_EPOCH + Duration::from_secs(784_111_770);
    for (value, with_date, seconds) in [
        ("1", true, Some(1)),
        ("0", true, None),
        ("007", true, Some(7)),
        ("18446744073709551615", true, Some(u64::MAX)),
        ("18446744073709551616", true, None),
        ("99999999999999999999", true, None),
        ("-5", true, None),
        ("+5", true, None),
        ("1.5", true, None),
        ("1 s", true, None),
        ("abc", true, None),
        ("", true, None),
        ("Sun, 06 Nov 1994 08:49:47 GMT", true, Some(10)),
        ("Sunday, 06-Nov-94 08:49:47 GMT", true, Some(10)),
        ("Sun Nov  6 08:49:47 1994", true, Some(10)),
        ("Sun, 06 Nov 1994 08:49:47 GMT", false, Some(17)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", true, None),
        ("Sun, 06 Nov 1994 08:49:36 GMT", true, None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", true, None),
    ] {
        let mut lines = vec![("Retry-After", value)];
        lines.extend(with_date.then_some(DATE));
        let after = retry_after(&fields(&lines), now);
        if value.contains("9999 ") {
            assert!(after > Some(Duration::from_secs(200_000_000_000)));
        } else {
            assert_eq!(after, seconds.map(Duration::from_secs), "{value}");
        }
    }
    let twice = fields(&[("Retry-After", "1"), ("Retry-After", "2")]);
    assert_eq!(retry_after(&twice, now), None);
}

#[test]
fn what_has_to_do_with_the_connection_is_trouble() {
    let refused = || io::Error::from(io::ErrorKind::ConnectionRefused);
    for (failure, trouble) in [
        (Failure::new(Kind::Resolve, ""), Some(Trouble::Dns)),
        (Failure::new(Kind::Handshake, ""), Some(Trouble::Other)),
        (Failure::new(Kind::Proxy, ""), Some(Trouble::Other)),
        (
            Failure::io(Kind::Proxy, "", refused()),
            Some(Trouble::Refused),
        ),
        (Failure::new(Kind::Write, ""), None),
        (Failure::new(Kind::ReadSource, ""), None),
        (Failure::new(Kind::TooLarge, ""), None),
        (Failure::usage(""), None),
    ] {
        assert_eq!(Trouble::of(&failure), trouble, "{:?}", failure.kind);
    }
}

#[test]
fn pauses_are_shown_short() {
    for (milliseconds, text) in [
        (450, "450ms"),
        (1000, "1s"),
        (1540, "1.5s"),
        (60_000, "60s"),
    ] {
        assert_eq!(shown(Duration::from_millis(milliseconds)), text);
    }
}

proptest! {
    #[test]
    fn no_value_of_a_peer_is_too_much(value in "[ -~]{0,80}", date in "[ -~]{0,40}") {
        let fields = fields(&[("Retry-After", value.trim()), ("Date", date.trim())]);
        if let Some(after) = retry_after(&fields, UNIX_EPOCH) {
            prop_assert!(policy().pause(at(0), Some(after)).unwrap() <= limits::RETRY_AFTER);
        }
    }
}
