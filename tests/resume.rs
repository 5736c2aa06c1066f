//! Downloads that break off and go on where they stopped.

use std::fs;

use rustix::process::Signal;

use crate::support::download::{cut, part, rest, to_file, to_stdout};
use crate::support::nginx::Nginx;
use crate::support::steps::{Step, Steps};
use crate::support::{names_in, relay, response, temporary, verb};

#[test]
fn a_download_goes_on_where_it_stopped() {
    let old = "Date: Sun, 06 Nov 1994 08:50:37 GMT\r\n\
               Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    for (fields, validator) in [
        ("ETag: \"a\"\r\n", "\"a\""),
        (old, "Sun, 06 Nov 1994 08:49:37 GMT"),
    ] {
        let steps = || vec![cut(fields), rest(fields)];
        let (seen, asked) = to_stdout(steps(), &["-i"]);
        let seen = seen.code(0).stdout_has("\r\n\r\nhelloworld");
        assert_eq!(
            seen.out().matches("HTTP/1.1").count(),
            1,
            "{}",
            seen.story()
        );
        seen.stderr_has("cut short: 5 of 10 bytes came (GET ")
            .stderr_has("; trying again in 10ms (1 of 2)\n")
            .one_line();
        assert_eq!(asked[0].head.field("Range"), None);
        assert_eq!(asked[0].head.field("Accept-Encoding"), None);
        let field = |name: &str| asked[1].head.field(name).unwrap();
        assert_eq!(field("Range"), "bytes=5-");
        assert_eq!(field("If-Range"), validator);
        assert_eq!(field("Accept-Encoding"), "identity");

        let (seen, _, file) = to_file(steps(), &["-D", "-"]);
        let seen = seen.code(0);
        assert_eq!(file, "helloworld");
        assert_eq!(
            seen.out().matches("HTTP/1.1").count(),
            1,
            "{}",
            seen.story()
        );
    }
}

#[test]
fn it_goes_on_as_often_as_it_breaks() {
    let tag = "ETag: \"a\"\r\n";
    let short = format!(
        "HTTP/1.1 206 P\r\n{tag}Content-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\nwo"
    );
    let last = part(&format!("{tag}Content-Range: bytes 7-9/10\r\n"), "rld");
    let steps = vec![cut(tag), Step::Reset(short.into_bytes()), last];
    let (seen, asked) = to_stdout(steps, &[]);
    seen.code(0).stdout("helloworld");
    assert_eq!(asked[2].head.field("Range").unwrap(), "bytes=7-");
}

#[test]
fn a_failure_between_two_parts_loses_nothing() {
    let tag = "ETag: \"a\"\r\n";
    let busy = Step::Answer(response("503 Busy", "", "an error page"));
    let (seen, asked) = to_stdout(vec![cut(tag), busy, rest(tag)], &[]);
    seen.code(0).stdout("helloworld");
    assert_eq!(asked[2].head.field("Range").unwrap(), "bytes=5-");
    let steps = vec![cut(tag), Step::Last(Vec::new()), rest(tag)];
    let (seen, _, file) = to_file(steps, &[]);
    seen.code(0);
    assert_eq!(file, "helloworld");
}

#[test]
fn chunks_that_break_off_go_on_too() {
    let head = "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
    let chunks = || Step::Last(head.into());
    let (seen, _) = to_stdout(vec![chunks(), rest("ETag: \"a\"\r\n")], &[]);
    seen.code(0).stdout("helloworld");
    // Only the last chunk was missing.
    let none = Step::Answer(response(
        "416 Range Not Satisfiable",
        "Content-Range: bytes */5\r\n",
        "",
    ));
    let (seen, _) = to_stdout(vec![chunks(), none], &[]);
    seen.code(0).stdout("hello");
    let rest = "HTTP/1.1 206 P\r\nETag: \"a\"\r\nContent-Range: bytes 5-9/10\r\n\
                Transfer-Encoding: chunked\r\n\r\n";
    let of = |body: &str| Step::Answer(format!("{rest}{body}0\r\n\r\n").into_bytes());
    let (seen, _) = to_stdout(vec![chunks(), of("5\r\nworld\r\n")], &[]);
    seen.code(0).stdout("helloworld");
    let (seen, _, file) = to_file(vec![chunks(), of("6\r\nworldX\r\n")], &[]);
    seen.code(8).stderr_has("ends at byte 11, not at 10");
    assert_eq!(file, "ORIGINAL");
}

#[test]
fn the_largest_size_is_that_of_the_whole() {
    let tag = "ETag: \"a\"\r\n";
    let chunks = || {
        let head = format!("HTTP/1.1 200 OK\r\n{tag}Transfer-Encoding: chunked\r\n\r\n");
        Step::Last(format!("{head}5\r\nhello\r\n").into_bytes())
    };
    for (most, code, file) in [("10", 0, "helloworld"), ("9", 63, "ORIGINAL")] {
        let (seen, _, left) = to_file(vec![chunks(), rest(tag)], &["--max-filesize", most]);
        seen.code(code);
        assert_eq!(left, file);
    }
}

#[test]
fn rendered_json_goes_on_in_the_middle() {
    let tag = "ETag: \"a\"\r\nContent-Type: application/json\r\n";
    let first = format!("HTTP/1.1 200 OK\r\n{tag}Content-Length: 11\r\n\r\n{{\"a\":[1");
    let last = part(&format!("{tag}Content-Range: bytes 7-10/11\r\n"), "23]}");
    let (seen, _) = to_stdout(
        vec![Step::Last(first.into_bytes()), last],
        &["--pretty=always"],
    );
    seen.code(0).stdout("{\n  \"a\": [\n    123\n  ]\n}\n");
}

#[test]
fn an_interrupt_in_a_pause_leaves_nothing() {
    let dir = temporary();
    fs::write(dir.path().join("f"), "ORIGINAL").unwrap();
    let peer = Steps::new([cut("ETag: \"a\"\r\n")]);
    let run = verb([
        "get",
        "--retry",
        "1",
        "--retry-delay",
        "1h",
        "-o",
        "f",
        &peer.url(),
    ]);
    let running = run.dir(dir.path()).start();
    running.until_stderr("trying again in 3600s");
    assert_eq!(names_in(dir.path()).len(), 2);
    running.signal(Signal::INT);
    running.finish().code(130);
    assert_eq!(names_in(dir.path()), ["f"]);
    assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"ORIGINAL");
}

#[test]
fn nginx_gives_the_rest() {
    let Some(nginx) = Nginx::start() else {
        return;
    };
    let dir = temporary();
    for flags in [&["-o", "f"][..], &[]] {
        let address = relay::cutting(nginx.port(), 700_000);
        let url = format!("http://{address}/file");
        let run = verb(["get", "-v", "--retry", "1", "--retry-delay=10ms", &url]);
        let seen = run.args(flags.to_vec()).dir(dir.path()).run().code(0);
        let seen = seen.stderr_has("< HTTP/1.1 206 Partial Content\n");
        let file = match flags {
            [] => seen.stdout,
            _ => fs::read(dir.path().join("f")).unwrap(),
        };
        assert!(file == vec![b'n'; 1 << 20], "{} bytes", file.len());
    }
}
