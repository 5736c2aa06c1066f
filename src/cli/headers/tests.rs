//! Header lines: what they are taken as, in which order they are sent, why others are refused.

use super::*;
use crate::cli::env::Given;

fn parsed(values: &[&str]) -> Result<Vec<Line>, String> {
    let env = Env::given(Given {
        stdin_bytes: b"X: 1\r\n\nY;\nAccept:\n".to_vec(),
        ..Given::default()
    });
    parse(values.iter().map(OsStr::new), &env).map_err(|failure| failure.to_string())
}

fn sent(values: &[&str]) -> String {
    let defaults = Defaults {
        user_agent: FieldValue::parse(b"verb/1").ok(),
        accept: "*/*",
        content_type: Some(b"text/x".into()),
        ..Defaults::default()
    };
    let fields = section("a.test", &defaults, &parsed(values).unwrap()).unwrap();
    String::from_utf8(fields.text().to_vec())
        .unwrap()
        .replace("\r\n", "|")
}

#[test]
fn defaults_come_first_and_give_way() {
    let defaults = "Host: a.test|User-Agent: verb/1|Accept: */*|Content-Type: text/x|";
    assert_eq!(sent(&[]), defaults);
    assert_eq!(
        sent(&["B: 1", "a: 2", "b: 3"]),
        format!("{defaults}B: 1|a: 2|b: 3|")
    );
    assert_eq!(
        sent(&["X: 1", "accept: y", "host: b", "User-Agent:", "Empty;"]),
        "host: b|Content-Type: text/x|X: 1|accept: y|Empty:|"
    );
    assert_eq!(
        sent(&["Host:", "content-type:", "accept:", "user-agent:"]),
        ""
    );
    assert_eq!(sent(&["Accept:", "Accept: z"]).matches("Accept").count(), 1);
}

#[test]
fn lines_of_a_file_stand_in_its_place() {
    let lines = parsed(&["A: 0", "@-", "Z: 9"]).unwrap();
    let names: Vec<_> = lines.iter().map(|line| line.name().as_str()).collect();
    assert_eq!(names, ["A", "X", "Y", "Accept", "Z"]);
}

#[test]
fn what_cannot_be_sent_is_named() {
    for (value, why) in [
        ("X", "header 'X': there is no colon"),
        ("", "header '': there is no colon"),
        (": v", "header ': …': the name is missing"),
        (";", "header ';': the name is missing"),
        ("X : v", "a space before the colon"),
        (" X: v", "a name cannot hold ' '"),
        ("X Y: v", "a name cannot hold ' '"),
        ("X\n: v", "a name cannot hold '\\n'"),
        ("é: v", "a name cannot hold '\\xc3'"),
        ("X: a\r\nInj: 1", "the value holds a carriage return"),
        ("X: a\nInj: 1", "the value holds a line feed"),
        ("X: \x1b", "the control character \\x1b"),
        ("Content-Length:", "cannot be removed"),
        ("Host: a/b", "not HOST or HOST:PORT"),
        ("host: u@b", "not HOST or HOST:PORT"),
        ("Upgrade: websocket", "leave HTTP"),
        ("@/no/such/file", "cannot read /no/such/file"),
        ("@", "a file name is missing"),
    ] {
        let error = parsed(&[value]).unwrap_err();
        assert!(error.contains(why), "{value:?}: {error}");
        assert!(!error.contains('\n'), "{error}");
    }
    for (line, shown) in [
        ("Authorization Bearer s3cret", "'Authorization …'"),
        ("Authorization Bearer s3cret: x", "'Authorization …'"),
        ("Authorization=s3cret", "'Authorization …'"),
        ("Authorization;s3cret", "'Authorization …'"),
        (" s3cret", "'…'"),
        ("X-Key\ts3cret", "'X-Key …'"),
        ("X-Key : s3cret", "'X-Key : …'"),
    ] {
        let error = parsed(&[line]).unwrap_err();
        assert!(error.contains(shown), "{line:?}: {error}");
        assert!(!error.contains("s3cret"), "{line:?}: {error}");
    }
    let error = parsed(&["Authorization: s3cret\n"]).unwrap_err();
    assert!(!error.contains("s3cret"), "{error}");
}

#[test]
fn what_frames_a_message_is_given_once() {
    for name in ["Host", "content-length", "Transfer-Encoding"] {
        let line = format!("{name}: 1");
        assert!(parsed(&[&line]).is_ok());
        assert!(parsed(&[&line, &line]).unwrap_err().contains("twice"));
    }
}
