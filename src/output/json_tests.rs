//! The JSON formatter: layouts by table, faithfulness and splits by property.

use proptest::prelude::*;

use super::*;

#[expect(clippy::fn_params_excessive_bools, reason = "rows of a table")]
fn formatter(colour: bool, terminal: bool) -> Formatter {
    Formatter::new(Style {
        pretty: true,
        colour,
        terminal,
    })
}

fn format<'a>(mut formatter: Formatter, pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in pieces {
        formatter.push(piece, &mut out);
    }
    formatter.finish(&mut out);
    out
}

fn plain(text: &str) -> String {
    String::from_utf8(format(formatter(false, false), [text.as_bytes()])).unwrap()
}

#[test]
fn values_are_laid_out_in_lines() {
    for (text, shown) in [
        ("{}", "{}\n"),
        (" [ ] ", "[]\n"),
        ("1", "1\n"),
        ("\"a\"", "\"a\"\n"),
        ("[1,{},[]]", "[\n  1,\n  {},\n  []\n]\n"),
        (
            "{\"a\":{\"b\" : [ null,true ,false]}}",
            "{\n  \"a\": {\n    \"b\": [\n      null,\n      true,\n      false\n    ]\n  }\n}\n",
        ),
        (
            "{\"a\":1}\n{\"a\":2}\n",
            "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n",
        ),
        ("1 2\n\"x\"[]", "1\n2\n\"x\"\n[]\n"),
        ("", ""),
        ("  \n", ""),
    ] {
        assert_eq!(plain(text), shown);
    }
}

#[test]
fn digits_order_duplicates_and_escapes_are_kept() {
    let text = r#"{"z":12345678901234567890123,"a":1.0000000000000000001,"a":2,"e":1e400,"s":"\ud800x\u0041\/\"\\"}"#;
    let shown = "{\n  \"z\": 12345678901234567890123,\n  \"a\": 1.0000000000000000001,\n  \"a\": 2,\n  \"e\": 1e400,\n  \"s\": \"\\ud800x\\u0041\\/\\\"\\\\\"\n}\n";
    assert_eq!(plain(text), shown);
}

#[test]
fn what_is_no_json_is_passed_on_from_there() {
    for (text, shown) in [
        ("<html>\n <p>", "<html>\n <p>"),
        ("{\"a\":1,} tail", "{\n  \"a\": 1,} tail"),
        ("[1 2]", "[\n  12]"),
        ("{\"a\" 1}", "{\n  \"a\"1}"),
        ("{a:1}", "{a:1}"),
        ("[1}", "[\n  1}"),
        ("]", "]"),
        ("nul!", "nul!"),
        ("{\"a\":", "{\n  \"a\": "),
        ("\"open", "\"open"),
        ("tru", "tru"),
    ] {
        assert_eq!(plain(text), shown);
    }
}

#[test]
fn a_byte_order_mark_is_kept_in_a_pipe_and_left_out_on_a_terminal() {
    assert_eq!(plain("\u{feff}[]"), "\u{feff}[]\n");
    let terminal = format(formatter(false, true), ["\u{feff}[]".as_bytes()]);
    assert_eq!(terminal, b"[]\n");
    let broken = format(formatter(false, false), [&b"\xef\xbb[]"[..]]);
    assert_eq!(broken, b"\xef\xbb[]");
}

#[test]
fn nesting_is_followed_to_its_limit_and_passed_on_beyond() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for (depth, formatted) in [(limits::JSON_DEPTH, true), (limits::JSON_DEPTH + 1, false)] {
        let shown = plain(&deep(depth));
        let brackets: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(brackets, deep(depth));
        assert_eq!(shown.ends_with("\n]\n"), formatted);
    }
    let hostile = plain(&deep(200_000));
    assert!(hostile.len() < 3_000_000, "{}", hostile.len());
}

#[test]
fn colours_go_around_tokens() {
    let shown = format(formatter(true, false), [&b"{\"a\":[\"b\",1,null]}"[..]]);
    let shown = String::from_utf8(shown).unwrap();
    let off = Paint::OFF;
    for (paint, token) in [
        (Paint::Key, "\"a\""),
        (Paint::Text, "\"b\""),
        (Paint::Number, "1"),
        (Paint::Literal, "null"),
    ] {
        assert!(
            shown.contains(&format!("{}{token}{off}", paint.on())),
            "{shown:?}"
        );
    }
    let open = format(formatter(true, false), [&b"[\"b"[..]]);
    assert!(open.ends_with(off.as_bytes()));
}

#[test]
fn a_terminal_gets_nothing_it_would_obey() {
    let text = "{\"a\":\"\\u202eevil\u{202e}\x1b[2J\n\",\"\x07\":\"\\\x1b\"} \x1b]0;x\x07";
    let shown = format(formatter(false, true), [text.as_bytes()]);
    let expected = "{\n  \"a\": \"\\u202eevil\\u202e\\u001b[2J\\u000a\",\n  \"\\u0007\": \"\\\\u001b\"\n}\n\\x1b]0;x\\x07";
    assert_eq!(String::from_utf8(shown).unwrap(), expected);
    let invalid = format(formatter(false, true), [&b"[\"\xe6\xbc\",\"\xff"[..]]);
    assert_eq!(invalid, b"[\n  \"\\xe6\\xbc\",\n  \"\\xff");
}

fn document() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("{\"k\":".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just("}".to_owned()),
        Just(",".to_owned()),
        Just(" \n".to_owned()),
        Just("\"é\\\"\u{202e}\\\\\"".to_owned()),
        Just("true".to_owned()),
        Just("-1.5e+9".to_owned()),
        Just("\u{feff}".to_owned()),
        any::<char>().prop_map(String::from),
        "[\\[\\]{},:\"0-9a-z ]{0,6}",
    ];
    let text = proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat());
    (text, any::<bool>()).prop_map(|(text, broken)| {
        let mut bytes = text.into_bytes();
        if broken && !bytes.is_empty() {
            let at = bytes.len() / 2;
            bytes[at] ^= 0x80;
        }
        bytes
    })
}

fn without_space(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect()
}

proptest! {
    #[test]
    fn any_split_gives_the_same(text in document(), size in 1_usize..7) {
        for (colour, terminal) in [(false, false), (true, false), (false, true)] {
            let whole = format(formatter(colour, terminal), [text.as_slice()]);
            let pieces = format(formatter(colour, terminal), text.chunks(size));
            prop_assert_eq!(&whole, &pieces);
        }
    }

    #[test]
    fn nothing_but_white_space_changes(text in document()) {
        let shown = format(formatter(false, false), [text.as_slice()]);
        prop_assert_eq!(without_space(&shown), without_space(&text));
    }

    #[test]
    fn formatting_twice_is_formatting_once(text in document()) {
        let once = format(formatter(false, false), [text.as_slice()]);
        if serde_json::from_slice::<serde_json::Value>(&text).is_ok() {
            let twice = format(formatter(false, false), [once.as_slice()]);
            prop_assert_eq!(once, twice);
        }
    }
}
