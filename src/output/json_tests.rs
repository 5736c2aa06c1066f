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
        ("[01,2]", "[\n  01,2]"),
        ("[1.,2]", "[\n  1.,2]"),
        ("01,2", "0\n1,2"),
        ("truefalse 1", "true\nfalse 1"),
        ("[\"\\x\",1]", "[\n  \"\\x\",1]"),
        ("[\"\\u12g4\",1]", "[\n  \"\\u12g4\",1]"),
        ("[\"a\tb\",1]", "[\n  \"a\tb\",1]"),
        ("[1,]  x", "[\n  1,]  x"),
    ] {
        assert_eq!(plain(text), shown);
    }
}

#[test]
fn a_fault_is_named_with_its_place() {
    for (text, at, kind) in [
        (&b"[1,]"[..], 3, FaultKind::Broken(Why::Expected("a value"))),
        (
            b"{\"a\":1,}",
            7,
            FaultKind::Broken(Why::Expected("a name in double quotes")),
        ),
        (b" [\"\xff\"]", 3, FaultKind::Broken(Why::NotUtf8)),
        (b"[\"\\q\"]", 3, FaultKind::Broken(Why::Escape)),
        (b"[\"a\nb\"]", 3, FaultKind::Broken(Why::Control(b'\n'))),
        (b"[-]", 2, FaultKind::Broken(Why::Expected("a digit"))),
        (b"[1", 2, FaultKind::Broken(Why::End)),
        (b"-", 1, FaultKind::Broken(Why::End)),
    ] {
        for size in [1, 2, 64] {
            let (mut formatter, mut out) = (formatter(false, false), Vec::new());
            text.chunks(size)
                .for_each(|piece| formatter.push(piece, &mut out));
            formatter.finish(&mut out);
            assert_eq!(
                formatter.fault(),
                Some(Fault { at, kind }),
                "{text:?} by {size}"
            );
        }
    }
    let told = Fault {
        at: 3,
        kind: FaultKind::Broken(Why::Escape),
    }
    .to_string();
    assert!(told.contains("no escape (byte 3)"), "{told}");
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
    let text = "{\"a\":\"\\u202eevil\u{202e}\u{9b}\"} \x1b]0;x\x07";
    let shown = format(formatter(false, true), [text.as_bytes()]);
    let expected = "{\n  \"a\": \"\\u202eevil\\u202e\\u009b\"\n}\n\\x1b]0;x\\x07";
    assert_eq!(String::from_utf8(shown).unwrap(), expected);
    let invalid = format(formatter(false, true), [&b"[\"\xe6\xbc\",\"\xff"[..]]);
    assert_eq!(invalid, b"[\n  \"\\xe6\\xbc\",\"\\xff");
    let control = format(formatter(false, true), [&b"[\"a\x1b[2J\",1]"[..]]);
    assert_eq!(control, b"[\n  \"a\\x1b[2J\",1]");
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

/// Whether the formatter takes an array as JSON, and finds no second value after it.
fn takes(text: &[u8]) -> bool {
    let (mut formatter, mut out) = (formatter(false, false), Vec::new());
    formatter.push(text, &mut out);
    formatter.finish(&mut out);
    let shown = String::from_utf8_lossy(&out);
    let top: Vec<&str> = shown.lines().filter(|l| !l.starts_with(' ')).collect();
    formatter.fault().is_none() && (top == ["[]"] || top == ["[", "]"])
}

proptest! {
    #[test]
    fn what_is_refused_is_what_the_checker_refuses(text in document()) {
        let text = [b"[".as_slice(), &text, b"]"].concat();
        prop_assert_eq!(takes(&text), crate::content::json::check(&text).is_ok());
    }

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
