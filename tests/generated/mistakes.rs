//! What is said to command lines that cannot be understood: a table to read through, and that each
//! is one line of exit status 2.

use std::fmt::Write;

use verb::base::exit::Kind;

use super::{compare, parsed};

const LINES: &[&[&str]] = &[
    &[],
    &["gte", "http://a.test"],
    &["http://a.test"],
    &["localhost"],
    &["PURGE", "http://a.test"],
    &["wibble"],
    &["-v", "get", "http://a.test"],
    &["get"],
    &["get", "-v"],
    &["get", "--jsn", "http://a.test"],
    &["get", "--haeder", "a: b", "http://a.test"],
    &["get", "--insecur", "http://a.test"],
    &["get", "--wibble", "http://a.test"],
    &["get", "-F", "a", "http://a.test"],
    &["get", "-Y", "http://a.test"],
    &["get", "-X", "PUT", "http://a.test"],
    &["get", "--request", "PUT", "http://a.test"],
    &["get", "http://a.test", "--header"],
    &["get", "http://a.test", "-m"],
    &["get", "--silent=yes", "http://a.test"],
    &["get", "-m", "0", "http://a.test"],
    &["get", "-m", "-1", "http://a.test"],
    &["get", "-m", "nan", "http://a.test"],
    &["get", "-m", "", "http://a.test"],
    &["get", "--connect-timeout", "10 s", "http://a.test"],
    &["get", "--max-filesize", "0", "http://a.test"],
    &["get", "--ok", "2x", "http://a.test"],
    &["get", "--color", "yes", "http://a.test"],
    &["get", "--trust", "all", "http://a.test"],
    &["get", "--trust", "given", "https://a.test"],
    &["get", "--cacert", "/no/such/file", "https://a.test"],
    &["get", "--resolve", "a.test:80", "http://a.test"],
    &["get", "--resolve", "-a.test", "http://a.test"],
    &["get", "--connect-to", "a.test:80:b.test", "http://a.test"],
    &["get", "-H", "X", "http://a.test"],
    &["get", "-H", "X : y", "http://a.test"],
    &["get", "-H", "X Y: z", "http://a.test"],
    &["get", "-H", "X: a\r\nInjected: 1", "http://a.test"],
    &["get", "-H", "Host: a", "-H", "host: b", "http://a.test"],
    &["get", "-H", "@/no/such/file", "http://a.test"],
    &["get", "-A", "a\nb", "http://a.test"],
    &["post", "-d", "@/no/such/file", "http://a.test"],
    &["post", "-d", "@", "http://a.test"],
    &["post", "http://a.test", "@/no/such/file"],
    &["post", "http://a.test", "@/"],
    &["post", "-T", "/", "http://a.test"],
    &["post", "http://a.test", "{\"a\": 1,}"],
    &["post", "http://a.test", "[1, 2"],
    &["post", "http://a.test", "{}", "-d", "a=1"],
    &["post", "http://a.test", "-", "@-"],
    &["post", "http://a.test", "http://b.test", "-"],
    &["post", "http://a.test", "nonsense"],
    &["post", "http://a.test", "X-Name:", "value"],
    &["get", "-o", "a", "-o", "b", "http://a.test"],
    &["get", "/path"],
    &["get", "--base", "ftp://a.test", "/path"],
    &["get", "--base", "http://a.test", "//b.test/path"],
    &["get", "http://user:secret@a.test:x/"],
    &["get", "user:secret@a.test:x"],
    &["get", "ftp://a.test/"],
    &["get", "file:///etc/passwd"],
    &["get", "http:/a.test"],
    &["get", "http://"],
    &["get", "http://a.test:99999/"],
    &["get", "http://a.test:x/"],
    &["get", "http://a.test\\b"],
    &["get", "http://a b.test/"],
    &["get", "http://a.test/\r\nInjected: 1"],
    &["get", "http://::1/"],
    &["get", "http://[a.test]/"],
    &["get", "http://[fe80::1%25nosuch]/"],
    &["get", "http://a..test/"],
    &["get", "http://1.2.3.4.5/"],
    &["get", " http://a.test"],
    &["get", ""],
    &["request", "http://a.test"],
    &["request", "-X", "GE T", "http://a.test"],
    &["request", "-X", "", "http://a.test"],
    &["help", "nonsense"],
    &["help", "urls", "tls"],
    &["completions", "csh"],
    &["completions"],
    &["man", "--jsn"],
];

#[test]
fn usage_errors_are_as_committed() {
    let mut text = String::new();
    for words in LINES {
        let failure = match parsed(words) {
            Err(failure) => failure,
            Ok(action) => panic!("{words:?} is understood: {action:?}"),
        };
        assert_eq!(failure.kind, Kind::Usage, "{words:?}");
        let told = failure.to_string();
        assert!(
            !told.contains(|c: char| c.is_control()),
            "{words:?}: {told:?}"
        );
        assert!(!told.contains("secret"), "{words:?}: {told}");
        writeln!(text, "{words:?}\n    verb: {told}").unwrap();
    }
    compare("tests/generated/snapshots/usage-errors.txt", &text);
}
