//! What is sent: method, fields, content.

use super::*;
use crate::http::content::{Content, Piece};

/// The fields and the content of the first request, in short.
fn sent(words: &[&str]) -> String {
    let plan = plan(words);
    let request = &plan.jobs[0].request;
    let fields = String::from_utf8_lossy(request.fields.text()).replace("\r\n", "|");
    let agent = concat!("User-Agent: verb/", env!("CARGO_PKG_VERSION"));
    let fields = fields.replace(agent, "UA");
    let content = match &request.content {
        Content::None => "none".to_owned(),
        Content::Pieces(pieces) => {
            let pieces: Vec<_> = pieces.iter().map(piece).collect();
            format!("[{}]", pieces.join("+"))
        }
    };
    format!("{} {} {fields} {content}", request.method, request.uri)
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Piece::File(path) => format!("file:{}", path.display()),
        Piece::Pipe(path) => format!("pipe:{}", path.display()),
        Piece::Stdin => "stdin".to_owned(),
        Piece::Spooled(_) => "spooled".to_owned(),
        Piece::Lines(_) => "lines".to_owned(),
    }
}

#[test]
fn requests_are_what_was_typed() {
    const HEAD: &str = "Host: a.test|UA|Accept: */*|";
    for (words, wanted) in [
        (&["get", "a.test"][..], "GET https://a.test/ {HEAD} none"),
        (&["GET", "a.test"], "GET https://a.test/ {HEAD} none"),
        (&["head", "a.test/x"], "HEAD https://a.test/x {HEAD} none"),
        (&["delete", "a.test"], "DELETE https://a.test/ {HEAD} none"),
        (
            &["options", "a.test"],
            "OPTIONS https://a.test/ {HEAD} none",
        ),
        (&["post", "a.test"], "POST https://a.test/ {HEAD} []"),
        (&["put", "a.test"], "PUT https://a.test/ {HEAD} []"),
        (
            &["patch", "a.test", "-"],
            "PATCH https://a.test/ {HEAD} [stdin]",
        ),
        (
            &["put", "a.test", "@-"],
            "PUT https://a.test/ {HEAD} [stdin]",
        ),
        (
            &["put", "-T", "-", "a.test"],
            "PUT https://a.test/ {HEAD} [stdin]",
        ),
        (
            &["request", "-X", "pUrge", "a.test"],
            "pUrge https://a.test/ {HEAD} none",
        ),
        (
            &["request", "-XPUT", "a.test"],
            "PUT https://a.test/ {HEAD} []",
        ),
        (
            &["get", "-A", "me", "a.test"],
            "GET https://a.test/ Host: a.test|User-Agent: me|Accept: */*| none",
        ),
        (
            &["get", "-A", "", "a.test"],
            "GET https://a.test/ Host: a.test|Accept: */*| none",
        ),
        (
            &["get", "--compressed", "a.test"],
            "GET https://a.test/ {HEAD}Accept-Encoding: gzip, deflate, br, zstd| none",
        ),
        (
            &["get", "a.test", "-H", "x:1", "--", "-"],
            "GET https://a.test/ {HEAD}x: 1| [stdin]",
        ),
        (
            &["post", "{\"a\": 1.0}", "a.test"],
            "POST https://a.test/ Host: a.test|UA|Accept: application/json|Content-Type: application/json| [{\"a\": 1.0}]",
        ),
        (
            &[
                "post",
                "a.test",
                "[]",
                "-H",
                "accept: x",
                "-H",
                "Content-Type:",
            ],
            "POST https://a.test/ Host: a.test|UA|accept: x| [[]]",
        ),
    ] {
        assert_eq!(sent(words), wanted.replace("{HEAD}", HEAD), "{words:?}");
    }
}

#[test]
fn data_is_joined_in_the_order_given() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let at = format!("@{}", file.path().display());
    let content = |words: &[&str]| {
        let all = [&["post", "a.test"], words].concat();
        let sent = sent(&all);
        assert!(sent.contains("Content-Type: application/x-www-form-urlencoded|"));
        sent.rsplit("| ").next().unwrap().to_owned()
    };
    assert_eq!(content(&["-d", "a=1"]), "[a=1]");
    assert_eq!(
        content(&[
            "-d",
            "a",
            "--data-raw",
            "@b",
            "--data-binary",
            "c",
            "--data",
            "d"
        ]),
        "[a&@b&c&d]"
    );
    assert_eq!(content(&["-d", ""]), "[]");
    assert_eq!(content(&["-d", "-x", "-d", "--json"]), "[-x&--json]");
    let file = file.path().display();
    assert_eq!(
        content(&["-d", "a", "-d", &at, "-d", "b"]),
        format!("[a&+file:{file}+&b]")
    );
    assert_eq!(
        content(&["-d", &at, "--data-binary", "@-"]),
        format!("[file:{file}+&+stdin]")
    );
}

#[cfg(unix)]
#[test]
fn bytes_that_are_not_text_pass_where_http_allows_them() {
    use std::os::unix::ffi::OsStringExt;
    let words = |last: &[u8]| {
        let mut words: Vec<OsString> = ["post", "a.test", "-d"].iter().map(Into::into).collect();
        words.push(OsString::from_vec(last.to_vec()));
        words
    };
    let env = Env::given(Surroundings::default());
    let Ok(Action::Run(plan)) = parse(words(b"\xff\x00=").into_iter(), &env) else {
        panic!("no plan")
    };
    assert_eq!(
        plan.jobs[0].request.content,
        Content::bytes(b"\xff\x00=".to_vec())
    );
    let mut url = words(b"x");
    url.push(OsString::from_vec(b"http://a.test/\xff".to_vec()));
    assert_eq!(parse(url.into_iter(), &env).unwrap_err().kind, Kind::Usage);
    let mut flag = words(b"x");
    flag.push(OsString::from_vec(b"--\xff".to_vec()));
    assert_eq!(parse(flag.into_iter(), &env).unwrap_err().kind, Kind::Usage);
}

#[test]
fn a_second_body_is_refused_by_name() {
    for (words, names) in [
        (&["-d", "a", "-T", "-"][..], "--data and --upload-file"),
        (&["-d", "a", "{}"], "--data and the JSON word"),
        (&["--data-raw", "a", "-"], "--data-raw and stdin (-)"),
        (&["{}", "[]"], "the JSON word and the JSON word"),
        (
            &["-T", "-", "@/dev/null"],
            "--upload-file and the @FILE word",
        ),
    ] {
        let error = fails(&[&["post", "a.test"], words].concat());
        assert!(error.contains(&format!("two bodies: {names}")), "{error}");
    }
}

#[test]
fn stdin_is_read_once() {
    for words in [
        &["post", "a.test", "-d", "@-", "-d", "@-"][..],
        &["post", "a.test", "-", "-H", "@-"],
        &["get", "a.test", "-H", "@-", "-H", "@-"],
        &["post", "a.test", "-", "http://b.test"],
    ] {
        assert!(fails(words).contains("stdin is"), "{words:?}");
    }
}
