//! Events: the examples of the standards, limits, and that no cut changes anything.

use proptest::prelude::*;

use super::*;
use crate::http::fields::{FieldName, FieldValue, Fields};

/// All events of a body that comes in these pieces, and how it ended.
fn events<'a>(
    format: Format,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Event>, Option<Fault>, Events) {
    let (mut parser, mut found) = (Events::new(format, String::new()), Vec::new());
    for mut rest in pieces {
        loop {
            match parser.next(&mut rest) {
                Ok(Some(event)) => found.push(event),
                Ok(None) => break assert!(rest.is_empty()),
                Err(fault) => return (found, Some(fault), parser),
            }
        }
    }
    let fault = parser.finish().map(|last| found.extend(last)).err();
    (found, fault, parser)
}

fn lines(format: Format, text: &str) -> Vec<String> {
    let (found, fault, _) = events(format, [text.as_bytes()]);
    assert_eq!(fault, None, "{text:?}");
    found
        .iter()
        .filter_map(Event::json)
        .map(Cow::into_owned)
        .collect()
}

#[test]
fn the_examples_of_the_standard_come_out_as_it_says() {
    for (text, wanted) in [
        (
            "data: This is the first message.\n\ndata: This is the second message, it\ndata: has two lines.\n\n",
            &[
                r#"{"event":"message","data":"This is the first message."}"#,
                r#"{"event":"message","data":"This is the second message, it\nhas two lines."}"#,
            ][..],
        ),
        (
            "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
            &[
                r#"{"event":"add","data":73857293}"#,
                r#"{"event":"remove","data":2153}"#,
            ],
        ),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
            &[
                r#"{"event":"message","id":"1","data":"first event"}"#,
                r#"{"event":"message","data":"second event"}"#,
            ],
        ),
        (
            "data\n\ndata\ndata\n\ndata:",
            &[
                r#"{"event":"message","data":""}"#,
                r#"{"event":"message","data":"\n"}"#,
            ],
        ),
        (
            "data:test\n\ndata: test\n\n",
            &[
                r#"{"event":"message","data":"test"}"#,
                r#"{"event":"message","data":"test"}"#,
            ],
        ),
        (
            "\u{feff}data:a\r\rdata:b\r\n\r\n\u{feff}data:c\n\n",
            &[
                r#"{"event":"message","data":"a"}"#,
                r#"{"event":"message","data":"b"}"#,
            ],
        ),
        ("DATA:a\n data:b\ndatax\n\n", &[]),
        (
            "data: {\ndata:   \"n\": 1.00, \"s\": \" x\"\ndata: }\n\n",
            &[r#"{"event":"message","data":{"n":1.00,"s":" x"}}"#],
        ),
        (
            "data: [DONE]\n\n",
            &[r#"{"event":"message","data":"[DONE]"}"#],
        ),
    ] {
        assert_eq!(lines(Format::Stream, text), wanted, "{text:?}");
    }
}

#[test]
fn an_id_stays_and_is_in_force_from_the_empty_line_on() {
    let text =
        "id: a\ndata: 1\n\ndata: 2\n\nid: b\0\ndata: 3\n\nid: c\n\nid: d\ndata: unfinished\n";
    let (found, _, parser) = events(Format::Stream, [text.as_bytes()]);
    let ids: Vec<_> = found.iter().filter_map(Event::json).collect();
    assert_eq!(ids.len(), 3);
    assert!(
        ids.iter().all(|line| line.contains("\"id\":\"a\"")),
        "{ids:?}"
    );
    assert_eq!(parser.resumption().unwrap().last_id, "c");
    let mut again = Events::new(Format::Stream, "c".to_owned());
    let next = again.next(&mut &b"data: 4\n\n"[..]).unwrap().unwrap();
    assert!(next.json().unwrap().contains("\"id\":\"c\""));
}

#[test]
fn a_retry_is_digits_alone() {
    for (text, wanted) in [
        ("retry: 10\n", Some(10)),
        (
            "retry: 10\nretry: x\nretry: +5\nretry: 1.5\nretry:  7\nretry\n",
            Some(10),
        ),
        ("retry:99999999999999999999999\n", Some(u64::MAX)),
        ("retry: -1\n", None),
    ] {
        let (_, _, parser) = events(Format::Stream, [text.as_bytes()]);
        let pause = parser.resumption().unwrap().pause;
        assert_eq!(pause, wanted.map(Duration::from_millis), "{text:?}");
    }
}

#[test]
fn an_event_without_data_can_be_waited_for_but_is_not_delivered() {
    let (found, _, _) = events(Format::Stream, [&b"event: done\n\n"[..]]);
    assert!(found[0].is_named("done") && found[0].json().is_none());
    let (found, _, _) = events(Format::Stream, [&b"data: [DONE]\n\ndata: 5\n\n"[..]]);
    assert!(found[0].says("[DONE]") && found[0].is_named("message"));
    assert!(found[1].says("5") && !found[1].says("6"));
}

#[test]
fn an_event_is_there_at_the_byte_that_ends_it() {
    for (format, text) in [
        (Format::Stream, "data: 1\r\n\r"),
        (Format::Stream, "data: 1\r\r"),
        (Format::Lines, "1\n"),
        (Format::Values, "{\"a\":[\"}\"]}"),
        (Format::Values, "\"a\""),
        (Format::Sequence, "\u{1e}[1]"),
        (Format::Sequence, "\u{1e}17\n"),
    ] {
        let (mut parser, mut rest) = (Events::new(format, String::new()), text.as_bytes());
        let (last, before) = rest.split_last().unwrap();
        assert_eq!(parser.next(&mut &*before), Ok(None), "{text:?}");
        rest = std::slice::from_ref(last);
        assert!(parser.next(&mut rest).unwrap().is_some(), "{text:?}");
    }
}

#[test]
fn values_come_out_one_a_line_with_every_digit() {
    for (format, text, wanted) in [
        (
            Format::Lines,
            "\u{feff}{\"a\": 1.0}\r\n\n[ ]\n1e400",
            &["{\"a\":1.0}", "[]", "1e400"][..],
        ),
        (
            Format::Values,
            " {\"a\":1}{\n \"b\" : \"}\"\n}1 2\ntrue\"x\\\"\" null",
            &[
                "{\"a\":1}",
                "{\"b\":\"}\"}",
                "1",
                "2",
                "true",
                "\"x\\\"\"",
                "null",
            ],
        ),
        (
            Format::Sequence,
            "\u{1e}{\"a\":\n1}\n\u{1e}17\n\u{1e}",
            &["{\"a\":1}", "17"],
        ),
        (Format::Undeclared, "\r\n{\"a\":1}\n", &["{\"a\":1}"]),
        (Format::Undeclared, "\u{1e}1\n", &["1"]),
        (
            Format::Undeclared,
            "\ndata:1\n\n",
            &["{\"event\":\"message\",\"data\":1}"],
        ),
        (Format::Undeclared, "\n", &[]),
    ] {
        assert_eq!(lines(format, text), wanted, "{text:?}");
    }
}

#[test]
fn what_is_no_value_is_named_and_texts_cut_short_are_left_out() {
    for (format, text, before, number) in [
        (Format::Lines, "1\n\n{\"a\":}\n3\n", 1, 2),
        (Format::Lines, "1\n[", 1, 2),
        (Format::Values, "1 oops 2", 1, 2),
        (Format::Values, "{\"a\":1", 0, 1),
        (Format::Values, "]", 0, 1),
        (Format::Values, "\"\u{7}\"", 0, 1),
    ] {
        let (found, fault, _) = events(format, [text.as_bytes()]);
        assert_eq!(found.len(), before, "{text:?}");
        let told = matches!(fault, Some(Fault::NotJson { number: n, .. }) if n == number);
        assert!(told, "{text:?}: {fault:?}");
    }
    let text = "\u{1e}{\"a\":\u{1e}\"cut\u{1e}{\"b\":2}\n\u{1e}12";
    let (found, fault, parser) = events(Format::Sequence, [text.as_bytes()]);
    assert_eq!(
        (found, fault),
        (vec![Event::Value("{\"b\":2}".to_owned())], None)
    );
    assert_eq!(parser.skipped(), 3);
    let (_, fault, _) = events(Format::Undeclared, [&b"\n<html>"[..]]);
    assert_eq!(fault, Some(Fault::Unknown { byte: b'<' }));
    let failure = Failure::from(fault.unwrap());
    assert_eq!(failure.kind, Kind::Malformed);
    assert!(failure.story().contains("begins with '<'"), "{failure}");
}

#[test]
fn an_event_has_a_limit() {
    let most = limits::EVENT_BYTES;
    for (format, head, tail) in [
        (Format::Stream, "data:", "\n\n"),
        (Format::Stream, "data:\ndata:", "\n\n"),
        (Format::Lines, "\"", "\"\n"),
        (Format::Values, "\"", "\""),
    ] {
        for (over, fault) in [(0, None), (1, Some(Fault::TooLong))] {
            // What is held of an event: of a stream the values before and the line under way.
            let held = match format {
                Format::Stream if head.len() > 5 => 1 + 5,
                Format::Stream => 5,
                Format::Lines | Format::Sequence | Format::Values | Format::Undeclared => 2,
            };
            let body = [head, &"x".repeat(most - held + over), tail].concat();
            let (found, seen, _) = events(format, body.as_bytes().chunks(1 << 20));
            assert_eq!((found.len(), seen), (1 - over, fault), "{head:?} {over}");
        }
    }
    let (found, fault, _) = events(Format::Stream, std::iter::repeat_n(&b":\n"[..], 100_000));
    assert_eq!((found.len(), fault), (0, None));
}

#[test]
fn the_format_is_told_by_the_media_type() {
    for (value, format) in [
        ("text/event-stream", Format::Stream),
        ("Text/Event-Stream; charset=utf-8", Format::Stream),
        ("application/x-ndjson", Format::Lines),
        ("application/jsonl", Format::Lines),
        ("application/stream+json", Format::Lines),
        ("application/json-seq", Format::Sequence),
        ("application/geo+json-seq", Format::Sequence),
        ("application/json", Format::Values),
        ("application/problem+json", Format::Values),
        ("text/plain", Format::Undeclared),
        ("", Format::Undeclared),
    ] {
        let mut fields = Fields::default();
        let value_ = FieldValue::parse(value.as_bytes()).unwrap();
        fields.push(&FieldName::parse("Content-Type").unwrap(), &value_);
        assert_eq!(Format::of(&fields), format, "{value}");
    }
    assert_eq!(Format::of(&Fields::default()), Format::Undeclared);
}

/// The standard's rules over a whole text at once, written without regard to speed or pieces.
fn plainly(text: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (mut found, mut name, mut id) = (Vec::new(), String::new(), String::new());
    let mut data: Vec<&str> = Vec::new();
    let Some((complete, _)) = text.rsplit_once('\n') else {
        return found;
    };
    for line in complete.split('\n') {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "" if line.is_empty() => {
                let (data, name) = (std::mem::take(&mut data), std::mem::take(&mut name));
                if !data.is_empty() {
                    let name = Some(name).filter(|n| !n.is_empty());
                    found.push(Event::Message {
                        name: name.unwrap_or_else(|| "message".to_owned()),
                        id: id.clone(),
                        data: data.join("\n"),
                    });
                } else if !name.is_empty() {
                    found.push(Event::Bare { name });
                }
            }
            "data" => data.push(value),
            "event" => name = value.to_owned(),
            "id" if !value.contains('\0') => id = value.to_owned(),
            _ => {}
        }
    }
    found
}

fn stream() -> impl Strategy<Value = Vec<u8>> {
    let usual = proptest::sample::select(vec![
        "\n",
        "\n",
        "\r",
        "\r\n",
        "data: {\"a\": [1, \"x y\"]}",
        "data",
        "event:done",
        "id: 7",
        "retry: 5",
        "\u{feff}é漢",
    ]);
    let piece = prop_oneof![
        8 => usual.prop_map(|text| text.as_bytes().to_vec()),
        1 => "[a-z: \0]{0,5}".prop_map(String::into_bytes),
        1 => any::<u8>().prop_map(|byte| vec![byte]),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn values() -> impl Strategy<Value = Vec<u8>> {
    let piece = proptest::sample::select(vec![
        "{\"a\" : 1.0}",
        "[",
        "]",
        "\"x\\\"}\u{1e}",
        "\"",
        " ",
        "\n",
        "\u{1e}",
        "true",
        "-1",
        "é",
        ",",
        "\u{feff}",
        "\\",
    ]);
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #[test]
    fn any_cut_of_a_stream_gives_what_the_rules_give(text in stream(), size in 1_usize..9) {
        let (whole, fault, _) = events(Format::Stream, [text.as_slice()]);
        prop_assert_eq!(fault, None);
        prop_assert_eq!(&whole, &plainly(&text));
        prop_assert_eq!(&whole, &events(Format::Stream, text.chunks(size)).0);
        for line in whole.iter().filter_map(Event::json) {
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert!(check(line.as_bytes()).is_ok(), "{}", line);
        }
    }

    #[test]
    fn any_cut_of_values_gives_the_same(text in values(), size in 1_usize..9) {
        for format in [Format::Lines, Format::Values, Format::Sequence, Format::Undeclared] {
            let (whole, fault, _) = events(format, [text.as_slice()]);
            let (pieces, cut, _) = events(format, text.chunks(size));
            prop_assert_eq!((&whole, &fault), (&pieces, &cut));
            for line in whole.iter().filter_map(Event::json) {
                prop_assert!(!line.contains('\n') && check(line.as_bytes()).is_ok());
            }
        }
    }
}
