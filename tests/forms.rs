//! Forms and queries, byte for byte as the installed curl sends them.

use std::fs;

use crate::support::recorded::{curl, recorded};
use crate::support::{Peer, ok, temporary, verb};

/// A directory with the files that the lines below name.
fn prepared() -> tempfile::TempDir {
    let dir = temporary();
    let all: Vec<u8> = (0..=255)
        .filter(|byte| ![b'\r', b'\n', 0].contains(byte))
        .collect();
    fs::write(dir.path().join("bytes"), all).unwrap();
    fs::write(dir.path().join("lines"), "one\r\ntwo\n").unwrap();
    dir
}

/// What follows the method, alike for both programs.
const ALIKE: &[&[&str]] = &[
    &["-d", "a=1"],
    &["-d", "a=1", "-d", "b= &2"],
    &["-d", ""],
    &["-d", "a=1", "-d", ""],
    &["-d", "@bytes"],
    &["--data-binary", "@lines", "-d", "x=1"],
    &["--data-raw", "@lines"],
    &["--data-urlencode", "content & more/é~*"],
    &["--data-urlencode", "=content=1"],
    &["--data-urlencode", "name=con tent@x"],
    &["--data-urlencode", "na me=v"],
    &["--data-urlencode", "@bytes"],
    &["--data-urlencode", "@lines"],
    &["--data-urlencode", "name@lines"],
    &["--data-urlencode", "name="],
    &[
        "--data-urlencode",
        "a=1",
        "-d",
        "b=2",
        "--data-urlencode",
        "c=ü",
    ],
    &["-G", "-d", "a=1", "-d", "b=2"],
    &["-G", "--data-urlencode", "q=a b&c/é", "-d", "n=1"],
    &["-G", "--data-urlencode", "@lines"],
    &["--url-query", "name=a b&é"],
    &["--url-query", "a=1", "--url-query", "+b=2&c"],
    &["--url-query", "n@lines"],
    &["--url-query", "=x y", "-d", "body=1"],
];

/// With the digits of percent-encoding in capitals, as RFC 3986 section 2.1 wants them; some
/// versions of curl write those of a query small.
fn capitals(line: &str) -> String {
    let mut parts = line.split('%');
    let mut whole = parts.next().unwrap().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        whole.push_str(&format!("%{}{rest}", digits.to_ascii_uppercase()));
    }
    whole
}

#[test]
fn data_and_queries_are_those_of_curl() {
    let dir = prepared();
    for words in ALIKE {
        let Some(theirs) = curl(words) else { return };
        let query = words.contains(&"-G")
            || !words
                .iter()
                .any(|word| word.starts_with("-d") || word.starts_with("--data"));
        let method = if query { "get" } else { "post" };
        for target in ["", "?z=1"] {
            let Some(again) = curl(words) else { return };
            let theirs = recorded(|url| again.arg(format!("{url}{target}")).dir(dir.path()));
            let ours = recorded(|url| {
                let run = verb([method]).args(words.iter().copied());
                run.arg(format!("{url}{target}")).dir(dir.path())
            });
            assert_eq!(ours.line(), capitals(theirs.line()), "{words:?}");
            assert!(
                ours.content == theirs.content,
                "{words:?}: {ours:?} {theirs:?}"
            );
            for field in ["content-type", "content-length"] {
                assert_eq!(ours.field(field), theirs.field(field), "{words:?} {field}");
            }
        }
        drop(theirs);
    }
}

#[test]
fn a_query_from_data_keeps_the_method() {
    let sent = recorded(|url| verb(["delete", &url, "-G", "-d", "a b=1#2"]));
    assert_eq!(sent.line(), "DELETE /p?a%20b=1%232 HTTP/1.1");
    assert!(sent.content.is_empty());
    let words = ["-G", "-d", "x=1", "--url-query", "u=2", "q==3", "b=4"];
    let sent = recorded(|url| verb(["post", &url]).args(words));
    assert_eq!(sent.line(), "POST /p?u=2&x=1&q=3 HTTP/1.1");
    assert_eq!(sent.text(), r#"{"b":"4"}"#);
}

#[test]
fn data_may_come_from_stdin_and_variables() {
    for (words, wanted) in [
        (&["-d", "@env:V"][..], "a b"),
        (&["--data-urlencode", "n@env:V"], "n=a+b"),
        (&["--data-urlencode", "n@-"], "n=in%0A"),
        (&["--form", "n=@-", "m=@env:V"], "n=in%0A&m=a+b"),
    ] {
        let sent = recorded(|url| {
            let run = verb(["post", &url]).args(words.iter().copied());
            run.env("V", "a b").stdin("in\n")
        });
        assert_eq!(sent.text(), wanted, "{words:?}");
    }
    let peer = Peer::answering(ok("x"));
    for (words, why) in [
        (
            &["--data-urlencode", "n@-", "-"][..],
            "--data-urlencode n@- and by the body -",
        ),
        (
            &["--url-query", "@-", "-d", "@-"],
            "--data @- and by --url-query @-",
        ),
        (&["--data-urlencode", "n@none"], "cannot read none"),
    ] {
        let seen = verb(["post", &peer.url("/")])
            .args(words.iter().copied())
            .run();
        let _fine = seen.usage().stderr_has(why);
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn a_query_that_is_too_long_is_refused() {
    let long = "x".repeat(70_000);
    let seen = verb(["get", ":1/", "-G", "-d", &long]).run();
    let _fine = seen.usage().stderr_has("longer than 65536 bytes");
}

#[test]
fn forms_of_items_are_encoded_as_browsers_do() {
    let words = ["--form", "a=1", "b c=d&e", "a=2", "j:={\"x\": 1}", "e="];
    let sent = recorded(|url| verb(["post", &url]).args(words));
    assert_eq!(sent.text(), "a=1&b+c=d%26e&a=2&j=%7B%22x%22%3A+1%7D&e=");
    let form = Some("application/x-www-form-urlencoded");
    assert_eq!(sent.field("content-type"), form);
    let sent = recorded(|url| verb(["post", &url, "--form", "-"]).stdin("a=1"));
    assert_eq!((sent.text(), sent.field("content-type")), ("a=1", form));
    let seen = verb(["post", ":1/", "--form", "j:=x"]).run();
    let _fine = seen.usage().stderr_has("the JSON of item 'j:=x'");
}
