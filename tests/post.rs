//! Content of a request: where it comes from and how it is framed.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom};

use crate::support::verb::Run;
use crate::support::{Peer, ok, shell, temporary, verb};

/// Head and content, framing undone, of the one request that a run sends.
#[track_caller]
fn sent(run: impl FnOnce(String) -> Run) -> (String, Vec<u8>) {
    let (tell, told) = std::sync::mpsc::channel();
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        let content = talk.content(&head)?;
        tell.send((String::from_utf8_lossy(&head.0).into_owned(), content))
            .unwrap();
        talk.send(ok("x"))
    });
    run(peer.url("/")).run().code(0).stdout("x").stderr("");
    told.recv().unwrap()
}

#[test]
fn a_literal_document_is_sent_as_it_was_typed() {
    for document in [
        "{\"z\":1,\"a\":12345678901234567890123.10,\"a\":1e400}",
        "[1, 2 ,3]",
        "\"text\"",
        "{ }",
    ] {
        let (head, content) = sent(|url| verb(["post", &url, document]));
        assert_eq!(content, document.as_bytes());
        assert!(
            head.contains("Content-Type: application/json\r\n"),
            "{head}"
        );
        assert!(head.contains("Accept: application/json\r\n"), "{head}");
    }
}

#[test]
fn a_broken_document_never_leaves() {
    let peer = Peer::answering(ok("x"));
    for document in ["{\"a\":1,}", "[1,", "\"open", "{\"a\":01}", "{\"a\" 1}"] {
        let seen = verb(["post", &peer.url("/"), document]).run();
        assert_eq!(seen.exit_code(), 2, "{document}: {}", seen.story());
        seen.one_line().stdout("");
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn a_type_of_the_users_stays() {
    let run = |url: String| verb(["post", &url, "{}", "-H", "Content-Type: application/x+json"]);
    let (head, _) = sent(run);
    assert_eq!(head.matches("ontent-Type").count(), 1, "{head}");
    assert!(
        head.contains("Content-Type: application/x+json\r\n"),
        "{head}"
    );
}

#[test]
fn data_is_joined_and_typed_as_a_form() {
    let (head, content) = sent(|url| verb(["post", &url, "-d", "a=1", "-d", "b= &2"]));
    assert_eq!(content, b"a=1&b= &2");
    assert!(
        head.contains("Content-Type: application/x-www-form-urlencoded\r\n"),
        "{head}"
    );
    assert!(head.contains("Content-Length: 9\r\n"), "{head}");
}

#[test]
fn every_byte_of_a_data_file_is_kept() {
    let dir = temporary();
    let bytes = b"line\r\nnext\n\0\xff";
    fs::write(dir.path().join("f"), bytes).unwrap();
    for flag in ["-d", "--data", "--data-binary"] {
        let (_, content) = sent(|url| verb(["post", &url, flag, "@f"]).dir(dir.path()));
        assert_eq!(content, bytes, "{flag}");
    }
}

#[test]
fn raw_data_takes_an_at_sign_as_it_is() {
    let (_, content) = sent(|url| verb(["post", &url, "--data-raw", "@f"]));
    assert_eq!(content, b"@f");
}

#[test]
fn a_file_word_and_an_upload_have_their_length() {
    let dir = temporary();
    let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    fs::write(dir.path().join("f"), &bytes).unwrap();
    for words in [
        vec!["put", "@f"],
        vec!["put", "-T", "f"],
        vec!["post", "-d", "@f"],
    ] {
        let (head, content) = sent(|url| verb(words).arg(url).dir(dir.path()));
        assert_eq!(content, bytes);
        assert!(head.contains("Content-Length: 300000\r\n"), "{head}");
        assert!(
            !head.contains("Transfer-Encoding") && !head.contains("Expect"),
            "{head}"
        );
    }
}

#[test]
fn a_pipe_is_sent_in_chunks() {
    for words in [
        ["post", "-"],
        ["post", "@-"],
        ["post", "-T-"],
        ["post", "-d@-"],
    ] {
        let (head, content) = sent(|url| verb(words).arg(url).stdin("from the pipe\n"));
        assert_eq!(content, b"from the pipe\n", "{words:?}");
        let chunked = head.contains("Transfer-Encoding: chunked\r\n");
        let length = head.contains("Content-Length: 14\r\n");
        // What is joined with `-d` has to be read first, so its length is known.
        assert!(chunked != length, "{words:?} {head}");
        assert!(chunked || words[1] == "-d@-", "{words:?} {head}");
    }
}

#[test]
fn a_file_on_stdin_is_counted_from_where_it_stands() {
    let dir = temporary();
    let path = dir.path().join("f");
    fs::write(&path, "first\nthe rest\n").unwrap();
    for (offset, rest) in [(0, "first\nthe rest\n"), (6, "the rest\n"), (15, "")] {
        let mut file = File::open(&path).unwrap();
        file.seek(SeekFrom::Start(offset)).unwrap();
        let (head, content) = sent(|url| verb(["post", &url, "-"]).stdin_file(file));
        assert_eq!(content, rest.as_bytes());
        let length = format!("Content-Length: {}\r\n", rest.len());
        assert!(
            head.contains(&length) && !head.contains("chunked"),
            "{head}"
        );
    }
}

#[test]
fn what_a_shell_has_read_of_a_file_is_not_sent_again() {
    let dir = temporary();
    fs::write(dir.path().join("f"), "first\nthe rest\n").unwrap();
    let script = |url: String| shell(&format!("{{ read x; verb post {url} -; }} < f"));
    let (head, content) = sent(|url| script(url).dir(dir.path()));
    assert_eq!(content, b"the rest\n");
    assert!(head.contains("Content-Length: 9\r\n"), "{head}");
}

#[test]
fn without_content_the_length_is_nought() {
    for (word, wanted) in [
        ("post", true),
        ("put", true),
        ("patch", true),
        ("get", false),
    ] {
        let (head, _) = sent(|url| verb([word, &url]));
        assert_eq!(
            head.contains("Content-Length: 0\r\n"),
            wanted,
            "{word}: {head}"
        );
        assert!(
            !head.contains("Transfer-Encoding") && !head.contains("Content-Type"),
            "{head}"
        );
    }
}

#[test]
fn a_get_may_carry_content_too() {
    let (head, content) = sent(|url| verb(["get", &url, "{\"query\":{}}"]));
    assert!(
        head.starts_with("GET / ") && content == b"{\"query\":{}}",
        "{head}"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_found_before_connecting() {
    let dir = temporary();
    let peer = Peer::answering(ok("x"));
    for words in [
        ["@none", "--"],
        ["-T", "none"],
        ["-d", "@none"],
        ["@.", "--"],
    ] {
        let run = verb(["post", &peer.url("/")]).args(words).dir(dir.path());
        run.run().usage();
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn a_word_that_fits_nothing_is_a_usage_error() {
    let peer = Peer::answering(ok("x"));
    verb(["post", &peer.url("/"), "nonsense"]).run().usage();
    verb(["post"]).run().code(2);
    verb(["post", "--no-such-flag", &peer.url("/")])
        .run()
        .code(2)
        .stdout("");
    assert_eq!(peer.finish().len(), 0);
}
