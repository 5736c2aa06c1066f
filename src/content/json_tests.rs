//! The JSON checker against texts and against a parser that is not ours.

use super::*;
use proptest::prelude::*;
use serde_core::Deserialize;
use serde_core::de::IgnoredAny;

/// What the library says.
fn library(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    let mut parser = serde_json::Deserializer::from_str(text);
    parser.disable_recursion_limit();
    IgnoredAny::deserialize(&mut parser)
        .and_then(|_| parser.end())
        .is_ok()
}

/// The verdict on a text that comes in pieces of `size` bytes.
fn in_pieces(text: &[u8], size: usize) -> Result<(), (u64, u64, Why)> {
    let mut checker = Checker::default();
    let told = |broken: Broken| (broken.line, broken.column, broken.why);
    for piece in text.chunks(size) {
        checker.push(piece).map_err(told)?;
    }
    checker.finish().map_err(told)
}

#[test]
fn whatever_is_json_passes_as_it_is() {
    for text in [
        "{}",
        " [1, 2] \n",
        "\"x\"",
        "-0.5e+10",
        "[0,-1,1e5,true,false,null,{}]",
        "\"\u{e9}\u{1f600}\"",
        r#"{"a":1e400,"a":12345678901234567890123,"b":"\ud800\/\u00e9"}"#,
    ] {
        assert!(check(text.as_bytes()).is_ok(), "{text}");
        for size in 1..5 {
            assert_eq!(in_pieces(text.as_bytes(), size), Ok(()), "{text} by {size}");
        }
    }
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(check(deep.as_bytes()).is_ok());
}

#[test]
fn an_error_tells_line_column_and_what_is_wrong() {
    for (text, line, column, why) in [
        ("{\"a\": 1,\n \"b\" 2}", 2, 6, "a colon is missing"),
        ("{\"a\":1,}", 1, 8, "a name in double quotes is missing"),
        ("{'a':1}", 1, 2, "a name in double quotes or } is missing"),
        ("{\"a\":}", 1, 6, "a value is missing"),
        ("[1] 2", 1, 5, "something follows the end of the document"),
        ("[01]", 1, 3, "a comma or ] is missing"),
        ("[1.]", 1, 4, "a digit is missing"),
        (
            "[\"a\nb\"]",
            1,
            4,
            "the control character \\u000a stands in a string as it is",
        ),
        (
            "[\"\\x\"]",
            1,
            4,
            "a backslash is followed by what is no escape",
        ),
        ("[trux]", 1, 5, "a value is missing"),
        ("{", 1, 2, "it ends too early"),
        ("[1,\n", 2, 1, "it ends too early"),
        ("", 1, 1, "it ends too early"),
        ("-", 1, 2, "it ends too early"),
    ] {
        let error = check(text.as_bytes()).unwrap_err();
        assert_eq!((error.line, error.column), (line, column), "{text}");
        assert_eq!(error.why.to_string(), why, "{text}");
        for size in 1..4 {
            let same = Err((line, column, error.why));
            assert_eq!(in_pieces(text.as_bytes(), size), same, "{text} by {size}");
        }
    }
}

#[test]
fn what_is_not_utf8_is_found_wherever_it_is_cut() {
    for (text, column) in [
        (&b"\"\xff\""[..], 2),
        (b"\"\xc3\"", 3),
        (b"\"\xe2\x82\"", 4),
        (b"\"\xed\xa0\x80\"", 3),
        (b"\"\xf0\x9f\x98\\n\"", 5),
        (b"\"\xc3\xa9\x80\"", 4),
        (b"\"\xd0\xff~", 3),
        (b"\"\xf0\x9f\x98\xf0", 5),
    ] {
        for size in 1..8 {
            let found = in_pieces(text, size);
            assert_eq!(found, Err((1, column, Why::NotUtf8)), "{text:?} by {size}");
        }
    }
}

proptest! {
    #[test]
    fn the_verdict_is_that_of_the_library(
        tokens in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "\"a\"", "\"\\n\"", "\"\\u00e9\"", "1", "-", "0",
                "1.5", "2e3", "e", ".", "true", "null", " ", "\n", "\"", "\\", "é",
            ]),
            0..12,
        ),
        size in 1_usize..6,
    ) {
        let text = tokens.concat();
        let ours = in_pieces(text.as_bytes(), size);
        prop_assert_eq!(ours.is_ok(), library(text.as_bytes()), "{}: {:?}", text, ours);
    }

    #[test]
    fn damaged_documents_are_judged_as_by_the_library(
        at in 0_usize..60,
        byte in any::<u8>(),
    ) {
        let mut text = br#"{"a":[1,-2.5e+3,true,null,"x\n\u00e9"],"b":{"c":{}, "d":[]}}"#.to_vec();
        if let Some(place) = text.get_mut(at) {
            *place = byte;
        }
        prop_assert_eq!(check(&text).is_ok(), library(&text), "{:?}", text);
    }
}
