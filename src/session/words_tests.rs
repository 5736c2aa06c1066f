//! What a line's words are: tables, and laws that hold for any bytes.

use std::os::unix::ffi::OsStrExt;

use proptest::prelude::*;

use super::*;

fn words(line: &str) -> Vec<String> {
    let words = split(line.as_bytes()).unwrap_or_else(|failure| panic!("{line}: {failure}"));
    let text = words.into_iter().map(|word| word.text.into_string());
    text.map(|text| text.expect("text")).collect()
}

fn wrong(line: &str) -> String {
    split(line.as_bytes()).expect_err(line).to_string()
}

#[test]
fn quotes_and_blanks_part_words_as_in_a_shell() {
    for (line, parted) in [
        ("GET /x", &["GET", "/x"][..]),
        ("  GET\t /x \t", &["GET", "/x"]),
        ("a 'b c' d", &["a", "b c", "d"]),
        ("name='a b'c", &["name=a bc"]),
        ("name=\"a b\"", &["name=a b"]),
        ("'it'\\''s'", &["it's"]),
        ("\"a\\\"b\\\\c\\$d\\`e\\nf\"", &["a\"b\\c$d`e\\nf"]),
        ("'' \"\" x''", &["", "", "x"]),
        ("a\\ b \\'c\\' \\\"d", &["a b", "'c'", "\"d"]),
        ("/x\\?a=1\\&b=2 X-Y\\;", &["/x?a=1&b=2", "X-Y;"]),
        ("a\\[0\\]=1 a\\\\=b", &["a[0]=1", "a\\=b"]),
        ("q='a=1&b=2' #fff c=#fff", &["q=a=1&b=2", "#fff", "c=#fff"]),
        (
            "$HOME ~ *.json `x` a|b",
            &["$HOME", "~", "*.json", "`x`", "a|b"],
        ),
        ("\"text\"", &["text"]),
        ("a\rb", &["a\rb"]),
        ("x\\", &["x\\"]),
    ] {
        assert_eq!(words(line), parted, "{line}");
    }
}

#[test]
fn the_backslash_of_an_item_stays() {
    for (line, kept) in [
        ("a\\=b=c", "a\\=b=c"),
        ("a\\:b=c", "a\\:b=c"),
        ("a=\\@x", "a=\\@x"),
        ("'a\\=b'", "a\\=b"),
        ("'a\\[b\\]=c'", "a\\[b\\]=c"),
        ("\"a\\=b\"", "a\\=b"),
        ("\\@x", "\\@x"),
    ] {
        assert_eq!(words(line), [kept], "{line}");
    }
}

#[test]
fn json_needs_no_quotes() {
    for (line, parted) in [
        (
            "PUT /d {\"k\": 1, \"a\": [1, 2]} X:y",
            &["PUT", "/d", "{\"k\": 1, \"a\": [1, 2]}", "X:y"][..],
        ),
        ("[1, \"a ]b\"] c", &["[1, \"a ]b\"]", "c"]),
        ("tags:=[\"a b\", \"c\"] x", &["tags:=[\"a b\", \"c\"]", "x"]),
        ("n:=\"a b\" c", &["n:=\"a b\"", "c"]),
        ("n:=\"a \\\" b\"", &["n:=\"a \\\" b\""]),
        ("n:='\"a b\"'", &["n:=\"a b\""]),
        ("'n:='{\"a\":1}", &["n:={a:1}"]),
        ("{\"a\": \"it's} \\\" \"}", &["{\"a\": \"it's} \\\" \"}"]),
        ("{not: json} x", &["{not: json}", "x"]),
        ("{\"a\":1}x y", &["{\"a\":1}x", "y"]),
        ("-q {a: .b, c: \"d\"}", &["-q", "{a: .b, c: \"d\"}"]),
        (
            "--data={\"k\": \"v w\"} x",
            &["--data={\"k\": \"v w\"}", "x"],
        ),
        ("name={\"k\": 1}", &["name={\"k\": 1}"]),
        ("q==[\"a b\"]", &["q==[\"a b\"]"]),
        ("name={not json}", &["name={not", "json}"]),
        ("name=\"a b\"", &["name=a b"]),
        ("a=b:=\"c d\"", &["a=b:=c d"]),
        ("http://h/x:={\"a b\"}", &["http://h/x:={a b}"]),
        ("[0][k]=v", &["[0][k]=v"]),
        ("[\"a b\"]=v", &["[a b]=v"]),
        ("[]:=1 []:=[1, 2]", &["[]:=1", "[]:=[1, 2]"]),
        ("[::1]:8080/x", &["[::1]:8080/x"]),
        ("[::1]/x", &["[::1]/x"]),
        ("a[b][]=x", &["a[b][]=x"]),
    ] {
        assert_eq!(words(line), parted, "{line}");
    }
}

#[test]
fn a_sign_for_a_body_is_a_word_of_its_own() {
    for (line, text, quoted) in [
        ("<<END", "<<END", false),
        ("<<'END'", "<<END", false),
        ("<<\"E D\"", "<<E D", false),
        ("<<\\END", "<<END", false),
        ("<< END", "<<END", false),
        ("'<<END'", "<<END", true),
        ("\\<<END", "<<END", true),
    ] {
        let words = split(line.as_bytes()).expect(line);
        assert_eq!(words.len(), 1, "{line}");
        let word = (words[0].text.to_str(), words[0].quoted);
        assert_eq!(word, (Some(text), quoted), "{line}");
    }
    for line in [
        "POST <<",
        "POST << ''",
        "POST <<-END",
        "POST <<<x",
        "a<<END",
        "x=<<END",
    ] {
        assert!(wrong(line).contains("<<END"), "{line}: {}", wrong(line));
    }
}

#[test]
fn what_is_not_closed_is_named() {
    for (line, told) in [
        ("a 'b", "the ' at column 3 is not closed"),
        ("a \"b\\\"", "the \" at column 3 is not closed"),
        ("a {\"k\": 1", "the JSON is not valid"),
        ("a [1, {\"b\": \"]\"", "line 1 column"),
        ("a n:=[1", "the JSON is not valid"),
        ("a n:=\"x", "the JSON is not valid"),
    ] {
        assert!(wrong(line).contains(told), "{line}: {}", wrong(line));
    }
}

#[test]
fn the_names_of_bodies_are_guessed_where_a_line_is_broken() {
    for (line, names) in [
        ("POST /x 'a <<END", &["END"][..]),
        ("POST /x <<'END' \"", &["END"]),
        ("POST /x <<-END", &["END"]),
        ("POST x=<<A <<B {", &["A", "B"]),
        ("POST /x <<", &[]),
        ("GET /x", &[]),
    ] {
        let guessed = guessed(line.as_bytes());
        let guessed: Vec<_> = guessed
            .iter()
            .map(|name| String::from_utf8_lossy(name))
            .collect();
        assert_eq!(guessed, names, "{line}");
    }
}

#[test]
fn an_odd_number_of_backslashes_continues() {
    for (line, expected) in [
        ("a\\", true),
        ("a\\\\", false),
        ("\\", true),
        ("", false),
        ("\\ ", false),
    ] {
        assert_eq!(continues(line.as_bytes()), expected, "{line}");
    }
}

/// As most programs quote for a shell.
fn single(word: &[u8]) -> Vec<u8> {
    let mut quoted = b"'".to_vec();
    for byte in word {
        match byte {
            b'\'' => quoted.extend(b"'\\''"),
            byte => quoted.push(*byte),
        }
    }
    quoted.push(b'\'');
    quoted
}

/// As Python's `shlex.quote` does.
fn python(word: &[u8]) -> Vec<u8> {
    let text = single(word);
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"@%+=:,./-_".contains(byte);
    if !word.is_empty() && word.iter().all(plain) {
        return word.to_vec();
    }
    let parts: Vec<&[u8]> = word.split(|byte| *byte == b'\'').collect();
    let _ = text;
    [b"'".to_vec(), parts.join(&b"'\"'\"'"[..]), b"'".to_vec()].concat()
}

/// As `printf %q` does: a backslash before all that a shell may take for a sign.
fn backslashes(word: &[u8]) -> Vec<u8> {
    if word.is_empty() {
        return b"''".to_vec();
    }
    let special = b" \t'\"\\|&;()<>!{}*[]?^$`~#";
    let each = word.iter().flat_map(|byte| match special.contains(byte) {
        true => vec![b'\\', *byte],
        false => vec![*byte],
    });
    each.collect()
}

fn double_quoted(word: &[u8]) -> Vec<u8> {
    let mut quoted = b"x\"".to_vec();
    for byte in word {
        if b"\"\\$`".contains(byte) {
            quoted.push(b'\\');
        }
        quoted.push(*byte);
    }
    quoted.push(b'"');
    quoted
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i32>().prop_map(serde_json::Value::from),
        "[ -~]{0,8}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map("[ -~]{0,6}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_line_makes_it_fail_otherwise_than_by_an_error(line: Vec<u8>) {
        let _ = (split(&line), guessed(&line), continues(&line));
    }

    #[test]
    fn no_line_of_signs_does_either(line in "[a ='\"\\\\{}\\[\\]<:@-]{0,24}") {
        let _ = (split(line.as_bytes()), guessed(line.as_bytes()));
    }

    #[test]
    fn what_a_shell_quotes_comes_back(all in prop::collection::vec(any::<Vec<u8>>(), 0..4)) {
        // No line holds a line end.
        let clean = |word: &Vec<u8>| word.iter().copied().filter(|b| *b != b'\n').collect();
        let all: Vec<Vec<u8>> = all.iter().map(clean).collect();
        for quote in [single, python, backslashes] {
            let line = all.iter().map(|word| quote(word)).collect::<Vec<_>>().join(&b' ');
            let read = split(&line).expect("words");
            let read: Vec<_> = read.iter().map(|word| word.text.as_bytes().to_vec()).collect();
            prop_assert_eq!(&read, &all);
        }
        for word in &all {
            let read = split(&double_quoted(word)).expect("a word");
            prop_assert_eq!(read[0].text.as_bytes(), [b"x", word.as_slice()].concat());
        }
    }

    #[test]
    fn documents_come_back_as_they_were(value in json(), wide: bool) {
        let text = match wide {
            true => value.to_string().replace(',', " , ").replace(':', " : "),
            false => value.to_string(),
        };
        let item = format!("name:={text}");
        let nested = matches!(value, serde_json::Value::Array(_) | serde_json::Value::Object(_));
        let value_is_nested_or_text = nested || text.starts_with('"');
        if value_is_nested_or_text {
            prop_assert_eq!(words(&format!("POST {item} a=b")), ["POST", &item, "a=b"]);
        }
        if nested {
            prop_assert_eq!(words(&format!("POST {text} a=b")), ["POST", &text, "a=b"]);
        }
    }

    #[test]
    fn lines_side_by_side_are_their_words_one_after_the_other(one: Vec<u8>, two: Vec<u8>) {
        let (Ok(first), Ok(second)) = (split(&one), split(&two)) else { return Ok(()) };
        prop_assume!(!continues(&one) && !one.ends_with(b"<<"));
        let both = split(&[one, two].join(&b' ')).expect("words");
        prop_assert_eq!(both, [first, second].concat());
    }
}
