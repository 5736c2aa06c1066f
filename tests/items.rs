//! Items: every row of the table of forms, its mistakes, and what an HTTPie user types.

use std::fs;

use crate::support::hyper::Server;
use crate::support::recorded::recorded;
use crate::support::verb::Run;
use crate::support::{Peer, ok, temporary, verb};

/// The rows: words, then the request-line's target, a field line if any, the content.
const ROWS: &[(&[&str], &str, &str, &str)] = &[
    (
        &["name=value"],
        "/echo",
        "content-type: application/json",
        r#"{"name":"value"}"#,
    ),
    (&["name=@text"], "/echo", "", r#"{"name":"from a file\n"}"#),
    (&["name=\\@text"], "/echo", "", r#"{"name":"@text"}"#),
    (&["name=@env:V"], "/echo", "", r#"{"name":"@ \"var\" \\b"}"#),
    (
        &["n:=12345678901234567890123.10"],
        "/echo",
        "",
        r#"{"n":12345678901234567890123.10}"#,
    ),
    (
        &["n:=[1, {\"a\": null}]"],
        "/echo",
        "",
        r#"{"n":[1, {"a": null}]}"#,
    ),
    (
        &["n:=@doc"],
        "/echo",
        "accept: application/json",
        r#"{"n":{ "k" : 1.0 }}"#,
    ),
    (&["n:=@env:J"], "/echo", "", r#"{"n":true}"#),
    (
        &["q==a b&c", "a=1"],
        "/echo?q=a%20b%26c",
        "",
        r#"{"a":"1"}"#,
    ),
    (
        &["q==@text", "q==@env:J", "a=1"],
        "/echo?q=from%20a%20file&q=true",
        "",
        r#"{"a":"1"}"#,
    ),
    (&["X-K:v"], "/echo", "x-k: v", ""),
    (&["X-K: v w"], "/echo", "x-k: v w", ""),
    (&["X-K:@text"], "/echo", "x-k: from a file", ""),
    (&["X-K:@env:J"], "/echo", "x-k: true", ""),
    (&["X-K;"], "/echo", "x-k: ", ""),
    (&["User-Agent:me"], "/echo", "user-agent: me", ""),
    (&["a[b][0][]=x"], "/echo", "", r#"{"a":{"b":[["x"]]}}"#),
    (&["a[]=x", "a[]:=2"], "/echo", "", r#"{"a":["x",2]}"#),
    (&["[]:=1", "[]=2"], "/echo", "", r#"[1,"2"]"#),
    (
        &["[0][k]=v", "[1]:=null"],
        "/echo",
        "",
        r#"[{"k":"v"},null]"#,
    ),
    (
        &["a\\:b=c", "d\\=e=f", "g\\@h=i"],
        "/echo",
        "",
        r#"{"a:b":"c","d=e":"f","g@h":"i"}"#,
    ),
    (&["a\\[b\\]=c", "a[\\1]=d"], "/echo", "", ""),
    (&["é=ü"], "/echo", "", r#"{"é":"ü"}"#),
    (&["a=1", "b=2", "a=3"], "/echo", "", r#"{"a":"3","b":"2"}"#),
    (&["a=b=c:d@e"], "/echo", "", r#"{"a":"b=c:d@e"}"#),
    (
        &["--form", "a=b c", "a=@text", "n:=[1]"],
        "/echo",
        "content-type: application/x-www-form-urlencoded",
        "a=b+c&a=from+a+file%0A&n=[1]",
    ),
    (&["--form", "a[b]=é*~"], "/echo", "", "a%5Bb%5D=%C3%A9*%7E"),
];

fn prepared() -> tempfile::TempDir {
    let dir = temporary();
    fs::write(dir.path().join("text"), "from a file\n").unwrap();
    fs::write(dir.path().join("doc"), " { \"k\" : 1.0 }\n").unwrap();
    dir
}

fn post(url: &str, words: &[&str], dir: &tempfile::TempDir) -> Run {
    let run = verb(["post", url]).args(words.iter().copied());
    let run = run.env("V", "@ \"var\" \\b").env("J", "true");
    run.dir(dir.path())
}

/// What the row says of the content; form brackets are encoded on the wire.
fn content(row: &str) -> String {
    match row {
        "a=b+c&a=from+a+file%0A&n=[1]" => row.replace("[1]", "%5B1%5D"),
        row => row.to_owned(),
    }
}

#[test]
fn every_row_of_the_table_reaches_a_server() {
    let (server, dir) = (Server::start(), prepared());
    for (words, target, field, wanted) in ROWS {
        let seen = post(&server.url("/echo"), words, &dir).run();
        if words.contains(&"a\\[b\\]=c") {
            let _fine = seen.code(0).stdout_has(r#"{"a[b]":"c","a":{"1":"d"}}"#);
            continue;
        }
        let out = seen.code(0).out();
        let (head, body) = out.split_once("\n\n").unwrap();
        assert!(
            head.starts_with(&format!("POST {target} HTTP")),
            "{words:?}: {out}"
        );
        assert!(head.contains(field), "{words:?}: {out}");
        assert_eq!(body, content(wanted), "{words:?}");
    }
}

#[test]
fn every_row_of_the_table_is_what_a_dry_run_prints() {
    let dir = prepared();
    for (words, target, field, wanted) in ROWS {
        let out = post("127.0.0.1:1/echo", words, &dir)
            .arg("--dry-run")
            .run()
            .code(0)
            .out();
        let (head, body) = out.split_once("\r\n\r\n").unwrap();
        assert!(
            head.starts_with(&format!("POST {target} HTTP")),
            "{words:?}: {out}"
        );
        let field = field.trim_end_matches([' ', ':']).to_ascii_lowercase();
        assert!(
            head.to_ascii_lowercase().contains(&field),
            "{words:?}: {out}"
        );
        if !words.contains(&"a\\[b\\]=c") {
            assert_eq!(body, content(wanted), "{words:?}");
        }
    }
}

#[test]
fn default_headers_are_removed() {
    let sent = recorded(|url| verb(["post", &url, "Accept:", "User-Agent:", "a=1"]));
    assert!(
        !sent.head.contains("Accept") && !sent.head.contains("User-Agent"),
        "{}",
        sent.head
    );
}

#[test]
fn mistakes_are_named_and_nothing_is_sent() {
    let (peer, dir) = (Peer::answering(ok("x")), prepared());
    for (words, why) in [
        (&["nonsense"][..], "the word 'nonsense' was not understood"),
        (&["nonsense"], "name=TEXT, name:=JSON"),
        (&["X-K:", "v"], "quote both: 'X-K: v'"),
        (&["=x"], "'=x' has no name"),
        (&[":=1"], "':=1' has no name"),
        (&["a=1", "a[b]=2"], "'a' is both a text and an object"),
        (&["a[]=1", "a[b]=2"], "'a' is both an array and an object"),
        (&["a[2]=1"], "no item sets element 0"),
        (&["a[b=1"], "a [ is not closed"),
        (&["a[b]c=1"], "something other than [ follows a ]"),
        (&["[]=1", "a=1"], "both an array and an object"),
        (&["a:=x"], "text is written with = alone"),
        (&["a:={\"b\":1,}"], "at line 1 column 8: {\"b\":1,}"),
        (&["a=@none"], "item 'a=@none': cannot read none"),
        (&["a=@."], "is a directory"),
        (&["a=@env:NONE"], "'NONE' is not set"),
        (
            &["a=@-", "b=@-"],
            "stdin is read by item 'a=@-' and by item 'b=@-'",
        ),
        (
            &["a=@-", "-"],
            "stdin is read by the body - and by item 'a=@-'",
        ),
        (&["-d", "x", "a=1"], "two bodies: --data and items"),
        (
            &["--form", "{}", "a=1"],
            "two bodies: the JSON word and items",
        ),
        (&["--json", "--form", "a=1"], "--json and --form"),
        (
            &["--json", "f@text"],
            "--json cannot send the file part 'f@text'",
        ),
        (&["X K:v"], "a name cannot hold ' '"),
        (&["X:a\nInj: 1"], "the value holds a line feed"),
        (&["X:a\rInj: 1"], "the value holds a carriage return"),
    ] {
        let seen = post(&peer.url("/"), words, &dir).run();
        let _fine = seen.usage().stderr_has(why);
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn a_header_item_does_not_show_its_value_in_an_error() {
    let seen = verb(["post", ":1/x", "Authorization:s3cret\n"]).run();
    let _fine = seen.usage().stderr_lacks("s3cret");
}

#[test]
fn items_after_get_are_refused_unless_a_body_is_asked_for() {
    for method in ["get", "head"] {
        let seen = verb([method, ":1/x", "a=1"]).run();
        let _fine = seen.usage().stderr_has("name==value for the query");
    }
    let sent = recorded(|url| verb(["get", &url, "--json", "a=1"]));
    assert!(
        sent.line() == "GET /p HTTP/1.1" && sent.text() == "{\"a\":\"1\"}",
        "{sent:?}"
    );
    let sent = recorded(|url| verb(["get", &url, "a==1", "X:1"]));
    assert!(
        sent.line() == "GET /p?a=1 HTTP/1.1" && sent.content.is_empty(),
        "{sent:?}"
    );
}

#[test]
fn bytes_that_are_no_text_go_where_http_allows_them() {
    use std::os::unix::ffi::OsStringExt;
    let word = |bytes: &[u8]| std::ffi::OsString::from_vec(bytes.to_vec());
    let run = |url: String| verb(["post", &url, "--form"]).arg(word(b"a\xff=\xfe"));
    assert_eq!(recorded(run).text(), "a%FF=%FE");
    let run = |url: String| verb(["get", &url]).arg(word(b"q==\xff"));
    assert_eq!(recorded(run).line(), "GET /p?q=%FF HTTP/1.1");
    let sent = Peer::answering(ok("x"));
    let _fine = verb(["get", &sent.url("/")])
        .arg(word(b"X:\xff"))
        .run()
        .code(0);
    let heard = sent.finish().concat();
    assert!(
        heard.windows(4).any(|window| window == b": \xff\r"),
        "{heard:?}"
    );
    for bytes in [&b"a=\xff"[..], b"\xff=a", b"a:=\"\xff\""] {
        let seen = verb(["post", ":1/x"]).arg(word(bytes)).run();
        let _fine = seen.usage().stderr_has("item 'a").stderr_has("\\xff");
        if bytes.starts_with(b"a=") {
            break;
        }
    }
    let seen = verb(["post", ":1/x"]).arg(word(b"\xff=a")).run();
    let _fine = seen.usage().stderr_has("\\xff=a").stderr_has("UTF-8");
}

#[test]
fn a_query_is_added_to_that_of_each_url() {
    let sent = recorded(|url| {
        verb(["get"])
            .arg(format!("{url}?z=1#f"))
            .arg("k\r\nY\\: 1==v&x #é")
    });
    assert_eq!(
        sent.line(),
        "GET /p?z=1&k%0D%0AY%3A%201=v%26x%20%23%C3%A9 HTTP/1.1"
    );
    let out = verb([
        "get",
        ":1/a",
        "http://b/?",
        "http://c/?x&",
        "q==1",
        "--dry-run",
    ])
    .run();
    let lines = out.code(0).out();
    let targets: Vec<_> = lines
        .lines()
        .filter(|line| line.starts_with("GET "))
        .collect();
    assert_eq!(
        targets,
        [
            "GET /a?q=1 HTTP/1.1",
            "GET /?q=1 HTTP/1.1",
            "GET /?x&q=1 HTTP/1.1"
        ]
    );
}

/// Scenario O6: typed, nested JSON from shell variables, with and without any quote.
#[test]
fn nested_json_is_made_of_variables_and_files_without_quotes() {
    let dir = temporary();
    let note = "line \"one\"\n\tline two \\ é\n";
    fs::write(dir.path().join("note"), note).unwrap();
    let name = "@O'Brien \"the \\boss\"\n";
    let wanted = serde_json::json!({
        "name": name, "age": 41, "admin": false, "tags": ["x", "y"],
        "addr": {"zip": "0123"}, "note": note,
    });
    let plain = "verb post $U name=@env:N age:=41 admin:=false tags[]=x tags[]=y \
                 addr[zip]=0123 note=@note";
    assert!(!plain.contains(['"', '\'', '\\']));
    let quoted = "verb post \"$U\" \"name=\\\\$N\" age:=41 admin:=false 'tags:=[\"x\",\"y\"]' \
                  addr[zip]=0123 note=@note";
    for script in [plain, quoted] {
        let sent = recorded(|url| {
            let run = crate::support::shell(script).dir(dir.path());
            run.env("N", name).env("U", url)
        });
        let value: serde_json::Value = serde_json::from_str(sent.text()).unwrap();
        assert_eq!(value, wanted, "{script}");
        let order = ["name", "age", "admin", "tags", "addr", "note"];
        let places = order.map(|key| sent.text().find(&format!("\"{key}\":")).unwrap());
        assert!(places.is_sorted(), "{}", sent.text());
        assert_eq!(sent.field("content-type"), Some("application/json"));
    }
}

/// Scenario O14: what an HTTPie user types first.
#[test]
fn an_httpie_line_sends_what_httpie_sends() {
    let words = ["a=1", "n:=2.0", "X-K: v", "q==1", "l[b][]=1", "Accept:"];
    let sent = recorded(|url| verb(["post", &url]).args(words));
    assert_eq!(sent.line(), "POST /p?q=1 HTTP/1.1");
    assert_eq!(sent.text(), r#"{"a":"1","n":2.0,"l":{"b":["1"]}}"#);
    assert_eq!(sent.field("x-k"), Some("v"));
    assert_eq!(sent.field("accept"), None);
    let sent = recorded(|url| verb(["post", "--form", &url, "a=1 2", "b=é"]));
    assert_eq!(sent.text(), "a=1+2&b=%C3%A9");
    let peer = Peer::answering(ok("x"));
    let port = format!(":{}/path", peer.port());
    let _fine = verb(["post", &port, "a=1"]).run().code(0);
    assert!(
        peer.heard()
            .starts_with("POST /path HTTP/1.1\r\nHost: localhost:")
    );
}

/// Scenario O14: HTTPie's flags either do what they say here or end before any connection.
#[test]
fn httpie_flags_never_send_something_else() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    for flags in [&["-I"][..], &["-d"], &["-d", "-f"]] {
        let run = verb(["post", &url, "a=1"]).args(flags.iter().copied());
        let _fine = run.run().usage();
    }
    let seen = verb(["post", &url, "a=1", "-h"]).run();
    let _fine = seen.usage().stderr_has("verb head URL");
    let seen = verb(["post", &url, "a=1", "-f"]).run();
    let _fine = seen.usage().stderr_has("--form");
    let seen = verb(["post", &url, "a=1", "-d", "x"]).run();
    let _fine = seen.usage().stderr_has("leave -d out to send the items");
    let _fine = verb(["post", &url, "a=1", "--check-status", "--ignore-stdin"])
        .run()
        .code(0);
    let heard = peer.finish();
    assert_eq!(heard.len(), 1);
    assert!(heard[0].ends_with(b"{\"a\":\"1\"}"));
}

#[test]
fn a_thousand_items_are_one_object_in_order() {
    let words: Vec<String> = (0..1000).map(|at| format!("key{at}=value {at}")).collect();
    let sent = recorded(|url| verb(["post", &url]).args(words.iter().map(String::as_str)));
    let fields: Vec<_> = (0..1000)
        .map(|at| format!("\"key{at}\":\"value {at}\""))
        .collect();
    assert_eq!(sent.text(), format!("{{{}}}", fields.join(",")));
}
