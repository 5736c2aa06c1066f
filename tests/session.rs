//! The lines of `verb session`: methods, paths, items, literal JSON and bodies below a line, through
//! the grammar of the command line.

use crate::support::mirror::{mirror, mirrored};
use crate::support::{Peer, ok, response, temporary, verb};

/// Each line is answered so.
#[track_caller]
fn answered(table: &[(&str, &str)]) {
    let lines: String = table.iter().map(|(line, _)| format!("{line}\n")).collect();
    let answers: String = table
        .iter()
        .map(|(_, answer)| format!("{answer}\n"))
        .collect();
    let (out, _) = mirrored(&[], &lines);
    assert_eq!(out, answers);
}

#[test]
fn a_line_is_a_method_in_either_case_and_a_path() {
    answered(&[
        ("GET /hello", "GET /hello"),
        ("get /hello", "GET /hello"),
        ("Get hello", "GET /hello"),
        ("DELETE /data/7", "DELETE /data/7"),
        ("options /", "OPTIONS /"),
        ("patch /x a=1", "PATCH /x {\"a\":\"1\"}"),
        ("request -X PURGE /x", "PURGE /x"),
        ("REQUEST -X report /x", "report /x"),
        ("get .", "GET /"),
        ("GET ?a=1", "GET /?a=1"),
        ("GET /a/../b", "GET /b"),
        ("GET x/../b --path-as-is", "GET /x/../b"),
        ("GET /x/../b --path-as-is", "GET /x/../b"),
        // What a query holds names no host.
        ("GET /to?u=http://b.test/", "GET /to?u=http://b.test/"),
        ("GET to?u=http://b.test/ -H A:1", "GET /to?u=http://b.test/"),
        ("GET \"/a b\"", "GET /a%20b"),
        ("GET /x q==\"a b\" n==1", "GET /x?q=a%20b&n=1"),
    ]);
}

#[test]
fn items_and_json_need_no_quotes() {
    answered(&[
        (
            "POST /data name=ada age:=36",
            "POST /data {\"name\":\"ada\",\"age\":36}",
        ),
        (
            "PUT /data {\"k\": 1, \"a\": [1, 2]}",
            "PUT /data {\"k\": 1, \"a\": [1, 2]}",
        ),
        (
            "POST /x tags:=[\"a b\", \"c\"]",
            "POST /x {\"tags\":[\"a b\", \"c\"]}",
        ),
        ("POST /x n:=\"a b\"", "POST /x {\"n\":\"a b\"}"),
        ("POST /x []:=1 []:=\"b c\"", "POST /x [1,\"b c\"]"),
        ("POST /x [0][k]=\"v w\"", "POST /x [{\"k\":\"v w\"}]"),
        ("POST /x 'a b'=\"it's\"", "POST /x {\"a b\":\"it's\"}"),
        ("POST /x a\\=b=c", "POST /x {\"a=b\":\"c\"}"),
        ("POST /x 'a\\=b=c'", "POST /x {\"a=b\":\"c\"}"),
        ("POST /x mail=\\@home", "POST /x {\"mail\":\"@home\"}"),
        ("POST /x c=#fff", "POST /x {\"c\":\"#fff\"}"),
        (
            "POST /x doc={\"k\": \"v\"}",
            "POST /x {\"doc\":\"{\\\"k\\\": \\\"v\\\"}\"}",
        ),
        ("POST /x --form a=1 b='2 3'", "POST /x a=1&b=2+3"),
        ("POST /x -d a=1 -d b=2", "POST /x a=1&b=2"),
        (
            "POST /x --data={\"k\": \"v w\"}",
            "POST /x {\"k\": \"v w\"}",
        ),
        ("POST /x --json '\"text\"'", "POST /x \"text\""),
        ("PUT /x {\"k\":1} k:=2 l=3", "PUT /x {\"k\":2,\"l\":\"3\"}"),
    ]);
}

#[test]
fn a_body_of_several_lines_stands_below() {
    let lines = "POST /a <<END\n{\"a\":\n 1}\nEND\n\
        POST /b <<'END' \\\nx=2\n{\"a\": 1}\nEND\n\
        POST /c <<EOF -H 'Content-Type: text/plain'\n[section]\nGET /no\nEOF\n\
        POST /d --form <<E\na=1\nE\n\
        POST /e << E X-A:b\nplain \\\n\n# text\nE\n\
        POST /f --json <<E\n 7\nE\n\
        POST /g <<E\nE\n";
    let (out, heard) = mirrored(&[], lines);
    let answers = "POST /a {\"a\":\n 1}\nPOST /b {\"a\":1,\"x\":\"2\"}\nPOST /c [section]\nGET /no\n\n\
        POST /d a=1\n\nPOST /e plain \\\n\n# text\n\nPOST /f  7\n\nPOST /g\n";
    assert_eq!(out, answers);
    let types: Vec<_> = heard
        .lines()
        .filter(|line| line.starts_with("Content-Type"))
        .collect();
    let [json, form] = ["application/json", "application/x-www-form-urlencoded"];
    let expected = [json, json, "text/plain", form, json].map(|it| format!("Content-Type: {it}"));
    assert_eq!(types, expected);
    assert_eq!(heard.matches("Content-Length: 0\r\n").count(), 1);
}

#[test]
fn paths_go_below_the_url_of_the_session() {
    let peer = mirror();
    let port = peer.port();
    let lines = format!(
        "GET users\nGET /users\nGET ?q=1\nGET users/7?a#b\nGET ../x\n\
         GET http://127.0.0.1:{port}/whole\nGET :{port}/local http://127.0.0.1:{port}/two\n\
         GET ./a:b\n"
    );
    let seen = verb(["session", &peer.url("/api/v1?old=1#f")])
        .stdin(lines)
        .run();
    seen.code(0).stdout(
        "GET /api/v1/users\nGET /users\nGET /api/v1/?q=1\nGET /api/v1/users/7?a\nGET /api/x\n\
         GET /whole\nGET /local\nGET /two\nGET /api/v1/a:b\n",
    );
    drop(peer);
}

#[test]
fn files_are_read_for_each_line() {
    let dir = temporary();
    std::fs::write(dir.path().join("doc.json"), "{\"a\": 1}").unwrap();
    std::fs::write(dir.path().join("text"), "some text").unwrap();
    let lines = "POST /a @doc.json\nPOST /b note=@text n:=@doc.json\nPUT /c -T text\n\
        POST /d @doc.json b=2\nPOST /e -d @text\nGET /f -o out\n";
    let peer = mirror();
    let seen = verb(["session", &peer.url("/")])
        .dir(&dir)
        .stdin(lines)
        .run();
    seen.code(0).stderr("").stdout(
        "POST /a {\"a\": 1}\nPOST /b {\"note\":\"some text\",\"n\":{\"a\": 1}}\nPUT /c some text\n\
         POST /d {\"a\":1,\"b\":\"2\"}\nPOST /e some text\n",
    );
    assert_eq!(std::fs::read(dir.path().join("out")).unwrap(), b"GET /f\n");
    assert_eq!(peer.finish().len(), 1, "one connection");
}

#[test]
fn what_a_line_says_of_its_output_holds_for_it_alone() {
    let peer = Peer::answering(response("200 OK", "X-A: b\r\n", "{\"a\":1}"));
    let lines =
        "GET / -q .a\nGET / -i\nGET / -w '%{http_code}\\n' -o /dev/null\nGET / -p s\nGET /\n";
    let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
    let head = "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 7\r\n\r\n";
    seen.code(0)
        .stderr("")
        .stdout(format!("1\n{head}{{\"a\":1}}200\n200\n{{\"a\":1}}"));
    drop(peer);
}

/// H55.1
#[test]
fn nothing_of_a_line_reaches_the_next() {
    let lines = "post /a --data x --user u:p -H 'Host: v' -b c=d -A me -e http://r/\nget /b\n";
    let (_, heard) = mirrored(&[], lines);
    let (_, second) = heard.split_at(heard.find("GET /b").unwrap());
    let host = second.lines().nth(1).unwrap();
    assert!(host.starts_with("Host: 127.0.0.1:"), "{second}");
    let names: Vec<_> = second
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .collect();
    let names: Vec<_> = names.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Host", "User-Agent", "Accept"]);
}

/// H53.2
#[test]
fn nothing_for_the_sessions_origin_goes_elsewhere() {
    let (home, other) = (
        Peer::answering(response("200 OK", "Set-Cookie: s=1\r\n", "")),
        mirror(),
    );
    let port = home.port();
    let lines = format!(
        "GET /one\nGET {}\nGET {} -v=no\nGET /two url=={}\nGET /three -e {}\n",
        other.url("/a"),
        other.url("/b"),
        other.url("/"),
        other.url("/r"),
    );
    let lines = lines.replace(" -v=no", " X-Own:1");
    let seen = verb([
        "session",
        "-u",
        "ada:pw",
        "-H",
        "X-Key: k",
        "-b",
        "c=d",
        "-e",
        "http://r/",
    ])
    .args([
        "--resolve".to_owned(),
        format!("home.test:{port}:127.0.0.1"),
    ])
    .arg(format!("http://home.test:{port}/"))
    .stdin(lines)
    .run();
    seen.code(0);
    let elsewhere = other.heard();
    for secret in ["Authorization", "X-Key", "Cookie", "Referer", "pw"] {
        assert!(!elsewhere.contains(secret), "{elsewhere}");
    }
    assert!(elsewhere.contains("X-Own: 1") && elsewhere.matches("GET /").count() == 2);
    let heard = home.heard();
    for kept in [
        "Authorization: Basic",
        "X-Key: k",
        "Cookie: ",
        "Referer: http",
    ] {
        assert_eq!(heard.matches(kept).count(), 3, "{kept}: {heard}");
    }
}

#[test]
fn one_connection_serves_all_lines() {
    let peer = Peer::answering(ok("x"));
    let lines = "GET /\n".repeat(50);
    let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
    seen.code(0).stderr("").stdout("x".repeat(50));
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn what_goes_wrong_on_the_wire_ends_its_line_alone() {
    let peer = Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            match head.line().split(' ').nth(1) {
                Some("/malformed") => return talk.send("HTTP/1.1 200 OK\r\nNo colon\r\n\r\n"),
                Some("/cut") => {
                    return talk.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
                }
                Some("/nothing") => return Ok(()),
                Some("/silent") => talk.hold()?,
                _ => talk.send(ok("fine\n"))?,
            }
        }
    });
    for (line, code, out) in [
        ("GET http://127.0.0.1:1/x", 7, ""),
        ("GET /malformed", 8, ""),
        ("GET /cut", 18, "half"),
        ("POST /nothing a=1", 52, ""),
        ("GET /silent -m 50ms", 28, ""),
        (
            "GET http://no.invalid/ --resolve no.invalid:80:127.0.0.1:1",
            2,
            "",
        ),
    ] {
        let lines = format!("GET /1\n{line}\nGET /2\n");
        let seen = verb(["session", &peer.url("/")]).stdin(lines).run();
        let seen = seen.code(code).stdout(format!("fine\n{out}fine\n"));
        assert!(seen.err().starts_with("verb: line 2: "), "{}", seen.story());
    }
    drop(peer);
}

/// The file is looked at when its line comes.
#[test]
fn a_file_that_cannot_be_read_is_told_of_its_line() {
    let dir = temporary();
    std::fs::write(dir.path().join("there"), "x").unwrap();
    let peer = Peer::answering(ok("y"));
    let lines = "POST /1 @there\nPOST /2 @not\nPOST /3 -T .\nPOST /4 @there\n";
    let seen = verb(["session", &peer.url("/")])
        .dir(&dir)
        .stdin(lines)
        .run();
    let told = "verb: line 2: cannot read not: No such file or directory\n\
        verb: line 3: . is a directory, not a file\n";
    seen.code(2).stdout("yy").stderr(told);
    assert_eq!(peer.heard().matches("POST /").count(), 2);
}
