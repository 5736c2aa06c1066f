//! `-C`: downloads that are gone on with in another run.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::support::download::{cut, part, rest, whole};
use crate::support::steps::{Asked, Step, Steps};
use crate::support::verb::Outcome;
use crate::support::{Peer, names_in, response, temporary, verb};

const TAG: &str = "ETag: \"a\"\r\n";

/// `get -C - -o f` with these steps; the URL is the same for all runs in a directory.
fn on(dir: &Path, steps: Vec<Step>, flags: &[&str]) -> (Outcome, Vec<Asked>) {
    let peer = Steps::new(steps);
    let port = peer.url();
    // Each peer has a port of its own; the note is on the URL that was typed.
    let to = port.trim_start_matches("http://").trim_end_matches('/');
    let words = [
        "get",
        "--connect-to",
        &format!("same.test:80:{to}"),
        "http://same.test/f",
    ];
    let run = verb(words).args(flags.to_vec()).dir(dir);
    (run.run(), peer.finish())
}

/// A directory with a part of five bytes.
fn begun(fields: &str) -> tempfile::TempDir {
    let dir = temporary();
    let (seen, _) = on(dir.path(), vec![cut(fields)], &["-C", "-", "-o", "f"]);
    let _fine = seen.code(18);
    assert_eq!(names_in(dir.path()), ["f", "f.verb-part"]);
    assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"hello");
    dir
}

fn file(dir: &tempfile::TempDir) -> String {
    fs::read_to_string(dir.path().join("f")).unwrap()
}

#[test]
fn the_rest_is_asked_for_and_joined() {
    for flags in [
        &["-C", "-", "-o", "f"][..],
        &["-C", "-", "-O"],
        &["-OC-"],
        &["-C5", "-of"],
    ] {
        let dir = begun(TAG);
        let (seen, asked) = on(dir.path(), vec![rest(TAG)], flags);
        let _fine = seen.code(0).stdout("");
        assert_eq!(file(&dir), "helloworld");
        assert_eq!(names_in(dir.path()), ["f"]);
        assert_eq!(asked[0].head.field("Range").unwrap(), "bytes=5-");
        assert_eq!(asked[0].head.field("If-Range").unwrap(), "\"a\"");
        assert_eq!(asked[0].head.field("Accept-Encoding").unwrap(), "identity");
    }
}

#[test]
fn an_interrupted_download_leaves_its_part_where_that_is_asked_for() {
    let dir = temporary();
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 10\r\n\r\nhello")?;
        talk.hold()
    });
    let words = ["get", "-v", &peer.url("/"), "-C", "-", "-o", "f"];
    let run = verb(words).dir(dir.path()).start();
    run.until_stderr("Content-Length");
    let began = Instant::now();
    while !fs::read(dir.path().join("f")).is_ok_and(|held| held == b"hello") {
        assert!(began.elapsed() < Duration::from_secs(20), "nothing comes");
        thread::yield_now();
    }
    run.signal(Signal::INT);
    let _fine = run.finish().code(130);
    assert_eq!(names_in(dir.path()), ["f", "f.verb-part"]);
    assert_eq!(file(&dir), "hello");
}

#[test]
fn an_answer_that_is_not_the_rest_leaves_the_part() {
    for answer in [
        part(&format!("{TAG}Content-Range: bytes 3-9/10\r\n"), "loworld"),
        part(TAG, "world"),
        part(
            "Content-Type: multipart/byteranges; boundary=x\r\nETag: \"a\"\r\n",
            "--x--",
        ),
        part("ETag: \"b\"\r\nContent-Range: bytes 5-9/10\r\n", "WORLD"),
        part(
            &format!("{TAG}Content-Encoding: gzip\r\nContent-Range: bytes 5-9/10\r\n"),
            "world",
        ),
        part(&format!("{TAG}Content-Range: bytes 5-10/11\r\n"), "world!"),
        Step::Answer(response("416 No", "Content-Range: bytes */7\r\n", "")),
    ] {
        let dir = begun(TAG);
        let (seen, _) = on(dir.path(), vec![answer], &["-C", "-", "-o", "f"]);
        seen.code(23).stdout("").one_line();
        assert_eq!(file(&dir), "hello");
        assert_eq!(names_in(dir.path()), ["f", "f.verb-part"]);
    }
}

#[test]
fn what_has_changed_is_fetched_whole() {
    let dir = begun(TAG);
    let changed = whole("ETag: \"b\"\r\n", "HELLOWORLD");
    let (seen, asked) = on(dir.path(), vec![changed], &["-C", "-", "-o", "f"]);
    let _fine = seen.code(0);
    assert_eq!(file(&dir), "HELLOWORLD");
    assert_eq!(names_in(dir.path()), ["f"]);
    assert_eq!(asked.len(), 1);
    // When that breaks off, the part is still the beginning of what it was of.
    let dir = begun(TAG);
    let (seen, _) = on(
        dir.path(),
        vec![cut("ETag: \"b\"\r\n")],
        &["-C", "-", "-o", "f"],
    );
    let _fine = seen.code(18);
    assert_eq!(file(&dir), "hello");
    let (seen, _) = on(dir.path(), vec![rest(TAG)], &["-C", "-", "-o", "f"]);
    let _fine = seen.code(0);
    assert_eq!(file(&dir), "helloworld");
}

#[test]
fn a_status_that_is_not_fine_leaves_the_part() {
    for flags in [&["-C", "-", "-o", "f"][..], &["-f", "-C", "-", "-o", "f"]] {
        let dir = begun(TAG);
        let missing = Step::Answer(response("404 Not Found", "", "gone"));
        let (seen, _) = on(dir.path(), vec![missing], flags);
        seen.code(4).stdout("").stderr_has("404");
        assert_eq!(file(&dir), "hello");
        assert_eq!(names_in(dir.path()), ["f", "f.verb-part"]);
    }
}

#[test]
fn a_redirect_that_leads_to_something_else_is_seen() {
    let dir = begun(TAG);
    let hop = Step::Answer(response("302 Found", "Location: /g\r\n", ""));
    let steps = vec![hop, whole("ETag: \"b\"\r\n", "HELLOWORLD")];
    let (seen, asked) = on(dir.path(), steps, &["-L", "-C", "-", "-o", "f"]);
    let _fine = seen.code(0);
    assert_eq!(asked[1].head.field("If-Range").unwrap(), "\"a\"");
    assert_eq!(file(&dir), "HELLOWORLD");
}

#[test]
fn all_that_was_there_is_complete() {
    let dir = begun(TAG);
    fs::write(dir.path().join("f"), "helloworld").unwrap();
    let end = Step::Answer(response("416 No", "Content-Range: bytes */10\r\n", ""));
    let (seen, _) = on(dir.path(), vec![end], &["-C", "-", "-o", "f"]);
    let _fine = seen.code(0);
    assert_eq!(file(&dir), "helloworld");
    assert_eq!(names_in(dir.path()), ["f"]);
}

#[test]
fn a_rest_that_breaks_off_makes_the_part_longer() {
    let dir = begun(TAG);
    let short = format!(
        "HTTP/1.1 206 P\r\n{TAG}Content-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\nwo"
    );
    let flags = &["-C", "-", "-o", "f"];
    let (seen, _) = on(dir.path(), vec![Step::Last(short.clone().into())], flags);
    let _fine = seen.code(18);
    assert_eq!(file(&dir), "hellowo");
    let last = || part(&format!("{TAG}Content-Range: bytes 7-9/10\r\n"), "rld");
    let (seen, asked) = on(dir.path(), vec![last()], flags);
    let _fine = seen.code(0);
    assert_eq!(asked[0].head.field("Range").unwrap(), "bytes=7-");
    assert_eq!(file(&dir), "helloworld");
    // The same within one run.
    let dir = begun(TAG);
    let flags = &["-C", "-", "-o", "f", "--retry", "1", "--retry-delay=1ms"];
    let (seen, _) = on(dir.path(), vec![Step::Last(short.into()), last()], flags);
    let _fine = seen.code(0);
    assert_eq!(file(&dir), "helloworld");
    assert_eq!(names_in(dir.path()), ["f"]);
}

#[test]
fn a_file_of_unknown_origin_is_fetched_from_the_beginning() {
    let answer = || whole(TAG, "HELLOWORLD");
    let dir = temporary();
    fs::write(dir.path().join("f"), "hello").unwrap();
    let (seen, asked) = on(dir.path(), vec![answer()], &["-C", "-", "-o", "f"]);
    seen.code(0)
        .stderr_has("f is not known to be a part of this")
        .stderr_has("-C 5");
    assert_eq!(asked[0].head.field("Range"), None);
    assert_eq!(file(&dir), "HELLOWORLD");
    // A name from a URL takes nobody's place.
    fs::write(dir.path().join("f"), "hello").unwrap();
    let (seen, _) = on(dir.path(), vec![answer()], &["-C", "-", "-O"]);
    seen.code(0).stderr_has("saved to f-1\n");
    assert_eq!(file(&dir), "hello");
    // Nor is a note on something else believed.
    let dir = begun(TAG);
    let flags = &["-C", "-", "-o", "f", "--url-query", "x=1"];
    let (seen, asked) = on(dir.path(), vec![answer()], flags);
    let _fine = seen.code(0);
    assert_eq!(asked[0].head.field("Range"), None);
    assert_eq!(file(&dir), "HELLOWORLD");
    assert_eq!(names_in(dir.path()), ["f"]);
}

#[test]
fn an_offset_vouches_for_what_is_there() {
    let dir = temporary();
    fs::write(dir.path().join("f"), "hello").unwrap();
    let (seen, asked) = on(dir.path(), vec![rest(TAG)], &["-C", "5", "-o", "f"]);
    let _fine = seen.code(0);
    assert_eq!(asked[0].head.field("Range").unwrap(), "bytes=5-");
    assert_eq!(asked[0].head.field("If-Range"), None);
    assert_eq!(file(&dir), "helloworld");
    let (seen, _) = on(dir.path(), vec![], &["-C", "5", "-o", "f"]);
    seen.code(23)
        .stderr_has("holds 10 bytes, not the 5 to go on after");
    let (seen, _) = on(dir.path(), vec![rest(TAG)], &["-C", "5"]);
    seen.code(0).stdout("world");
    let (seen, _) = on(dir.path(), vec![whole(TAG, "helloworld")], &["-C", "5"]);
    seen.code(23).stdout("").one_line();
    let missing = Step::Answer(response("404 Not Found", "", "gone"));
    let (seen, _) = on(dir.path(), vec![missing], &["-C", "5"]);
    seen.code(4).stderr_has("404");
}

#[test]
fn what_cannot_be_gone_on_with_leaves_nothing() {
    let weak = "ETag: W/\"a\"\r\n";
    for fields in ["", weak, "ETag: \"a\"\r\nContent-Encoding: br\r\n"] {
        let dir = temporary();
        let (seen, _) = on(dir.path(), vec![cut(fields)], &["-C", "-", "-o", "f"]);
        assert_ne!(seen.exit_code(), 0);
        assert!(names_in(dir.path()).is_empty(), "{fields}");
    }
}

#[test]
fn the_whole_is_what_is_hashed() {
    let sum = "936a185caaa266bb9cbe981e9e05cb78cd732b0b3280eb944412bb6f8f8f07af";
    let dir = begun(TAG);
    let wrong = "0".repeat(64);
    let flags = &["-C", "-", "-o", "f", "--sha256", &wrong];
    let (seen, _) = on(dir.path(), vec![rest(TAG)], flags);
    seen.code(1).stderr_has(sum);
    assert_eq!(file(&dir), "hello");
    assert_eq!(names_in(dir.path()), ["f", "f.verb-part"]);
    let (seen, _) = on(
        dir.path(),
        vec![rest(TAG)],
        &["-C", "-", "-o", "f", "--sha256", sum],
    );
    let _fine = seen.code(0);
    assert_eq!(file(&dir), "helloworld");
}

#[test]
fn what_does_not_go_together_is_a_mistake() {
    for words in [
        &["get", "-C", "-"][..],
        &["get", "-C", "x", "-o", "f"],
        &["get", "-C", "-5", "-o", "f"],
        &["get", "-C", "-", "-OJ"],
        &["get", "-C", "-", "-o", "f", "-i"],
        &["get", "-C", "-", "-o", "f", "--no-clobber"],
        &["get", "-C", "-", "-o", "f", "-r", "0-3"],
        &["post", "-C", "-", "-o", "f"],
    ] {
        verb(words).arg("http://127.0.0.1:1/").run().usage();
    }
}
