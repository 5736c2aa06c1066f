//! Downloads that break off and cannot go on: a file begins anew, stdout fails, nothing becomes a
//! mix.

use std::fs;

use crate::support::download::{CUT, cut, part, rest, to_file, to_stdout, whole};
use crate::support::steps::{Step, Steps};
use crate::support::{ok, response, temporary, verb};

/// What came before cannot be taken back from a pipe; a file begins anew.
#[test]
fn without_a_validator_a_file_begins_anew_and_stdout_fails() {
    for fields in [
        "",
        "ETag: W/\"a\"\r\n",
        "ETag: \"a\"\r\nAccept-Ranges: none\r\n",
        "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
    ] {
        let steps = || vec![cut(fields), whole("", "0123456789")];
        let (seen, asked) = to_stdout(steps(), &[]);
        seen.code(18)
            .stdout("hello")
            .one_line()
            .stderr_has("5 of 10 bytes came (GET ")
            .stderr_has("not tried again: what is on stdout cannot be taken back");
        assert_eq!(asked.len(), 1);
        let (seen, asked, file) = to_file(steps(), &["-i"]);
        seen.code(0);
        assert!(file.ends_with("\r\n\r\n0123456789"), "{file}");
        assert_eq!(file.matches("HTTP/1.1").count(), 1, "{file}");
        assert_eq!(asked[1].head.field("Range"), None);
    }
}

#[test]
fn a_file_that_changed_begins_anew_and_stdout_fails() {
    let tag = "ETag: \"a\"\r\n";
    let steps = || vec![cut(tag), whole("ETag: \"b\"\r\n", "HELLOWORLD")];
    let (seen, _) = to_stdout(steps(), &[]);
    seen.code(18)
        .stdout("hello")
        .stderr_has("asked for the rest, the server answered 200 OK");
    let (seen, asked, file) = to_file(steps(), &[]);
    seen.code(0);
    assert_eq!((file.as_str(), asked.len()), ("HELLOWORLD", 2));
}

#[test]
fn a_wrong_part_is_never_taken() {
    let tag = "ETag: \"a\"\r\n";
    for wrong in [
        "ETag: \"a\"\r\nContent-Range: bytes 3-9/10\r\n",
        "ETag: \"a\"\r\nContent-Range: bytes 5-9/11\r\n",
        "ETag: \"a\"\r\n",
        "ETag: \"a\"\r\nContent-Type: multipart/byteranges; boundary=b\r\n",
        "ETag: \"b\"\r\nContent-Range: bytes 5-9/10\r\n",
        "Content-Range: bytes 5-9/10\r\n",
        "ETag: \"a\"\r\nContent-Range: bytes 5-9/10\r\nContent-Encoding: gzip\r\n",
    ] {
        let steps = || vec![cut(tag), part(wrong, "WORLD"), whole(tag, "helloworld")];
        let (seen, asked) = to_stdout(steps(), &[]);
        seen.code(18)
            .stdout("hello")
            .stderr_has("the server answered 206 Partial Content: ");
        assert_eq!(asked.len(), 2);
        // The attempt that was of no use is made good at once: it does not count.
        let (seen, asked, file) = to_file(steps(), &["--retry", "1"]);
        seen.code(0);
        assert_eq!(file, "helloworld", "{wrong}");
        assert_eq!(asked[2].head.field("Range"), None);
    }
    let none = Step::Answer(response("416 No", "Content-Range: bytes */5\r\n", "page"));
    let (seen, _, file) = to_file(vec![cut(tag), none, whole(tag, "helloworld")], &[]);
    seen.code(0);
    assert_eq!(file, "helloworld");
}

#[test]
fn an_error_in_place_of_the_rest_is_the_outcome_of_a_file() {
    let tag = "ETag: \"a\"\r\n";
    let gone = || Step::Answer(response("404 Not Found", "", "page"));
    let (seen, _, file) = to_file(vec![cut(tag), gone()], &[]);
    seen.code(4).stderr_has("404 Not Found");
    assert_eq!(file, "ORIGINAL");
    let (seen, _) = to_stdout(vec![cut(tag), gone()], &[]);
    seen.code(18).stdout("hello").stderr_has("404 Not Found");
}

#[test]
fn a_range_or_condition_of_the_users_own_is_not_gone_on_with() {
    let tag = "ETag: \"a\"\r\n";
    for flags in [&["-r", "0-9"][..], &["-H", "If-Match: \"a\""]] {
        let steps = vec![cut(tag), whole(tag, "0123456789")];
        let (seen, asked, file) = to_file(steps, flags);
        seen.code(0);
        assert_eq!(file, "0123456789");
        assert_ne!(asked[1].head.field("Range").as_deref(), Some("bytes=5-"));
        assert_eq!(asked[1].head.field("If-Range"), None);
    }
}

#[test]
fn coded_content_is_not_gone_on_with() {
    let fields = "ETag: \"a\"\r\nContent-Encoding: gzip\r\n";
    let steps = || {
        let half = format!("{CUT}{fields}\r\n\x1f");
        vec![Step::Last(half.into_bytes()), whole("", "plain")]
    };
    let (seen, asked, file) = to_file(steps(), &["--compressed"]);
    seen.code(0);
    assert_eq!(file, "plain");
    assert_eq!(asked[1].head.field("Range"), None);
    let (seen, _, file) = to_file(steps(), &["--raw"]);
    seen.code(0);
    assert_eq!(file, "plain");
}

#[test]
fn nothing_delivered_is_nothing_to_take_back() {
    let empty = || Step::Last(format!("{CUT}\r\n").into_bytes());
    let (seen, _) = to_stdout(vec![empty(), whole("", "0123456789")], &[]);
    seen.code(0).stdout("0123456789");
    let (seen, asked) = to_stdout(vec![empty(), whole("", "0123456789")], &["-i"]);
    seen.code(18);
    assert_eq!(asked.len(), 1);
    let steps = vec![cut(""), whole("", "0123456789")];
    let (seen, asked) = to_stdout(steps, &["-o", "/dev/null"]);
    seen.code(0).stdout("");
    assert_eq!(asked.len(), 2);
}

#[test]
fn heads_begin_anew_with_the_file() {
    let dir = temporary();
    let peer = Steps::new([
        Step::Answer(ok("one")),
        cut("X: lost\r\n"),
        whole("X: kept\r\n", "0123456789"),
    ]);
    let url = peer.url();
    let run = verb([
        "get",
        "--retry",
        "1",
        "--retry-delay=10ms",
        "-D",
        "d",
        "-o",
        "a",
        &url,
        "-o",
        "b",
        &url,
    ]);
    run.dir(dir.path()).run().code(0);
    let heads = fs::read_to_string(dir.path().join("d")).unwrap();
    assert_eq!(heads.matches("HTTP/1.1").count(), 2, "{heads}");
    assert!(
        heads.contains("X: kept") && !heads.contains("X: lost"),
        "{heads}"
    );
    assert_eq!(fs::read(dir.path().join("b")).unwrap(), b"0123456789");
}

/// Scenario: a download that cannot hurt.
#[test]
fn the_old_file_stays_until_the_new_one_is_whole() {
    let error = || Step::Answer(response("500 Internal Server Error", "", "page"));
    let fine = || whole("", "0123456789");
    for (steps, code, file) in [
        (vec![error(), error(), error()], 5, "ORIGINAL"),
        (vec![cut(""), cut(""), cut("")], 18, "ORIGINAL"),
        (
            vec![
                error(),
                cut("ETag: \"a\"\r\n"),
                rest("ETag: \"b\"\r\n"),
                error(),
            ],
            5,
            "ORIGINAL",
        ),
        (vec![error(), cut(""), fine()], 0, "0123456789"),
    ] {
        let (seen, _, left) = to_file(steps, &[]);
        seen.code(code);
        assert_eq!(left, file);
    }
}
