//! Downloads that cannot hurt: what is refused before a request, what is checked before a file
//! takes its place, and what a failure leaves.

use std::fs;
use std::time::{Duration, UNIX_EPOCH};

use rustix::process::Signal;

use crate::support::steps::{Step, Steps};
use crate::support::{Peer, names_in, ok, response, shell, temporary, verb};

/// Of `helloworld`.
const SUM: &str = "936a185caaa266bb9cbe981e9e05cb78cd732b0b3280eb944412bb6f8f8f07af";

/// Scenario: a download that can't hurt.
#[test]
fn whatever_goes_wrong_the_old_file_stays() {
    let dir = temporary();
    let tool = dir.path().join("tool.bin");
    fs::write(&tool, "ORIGINAL").unwrap();
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhellow".to_vec();
    let page = response("500 Internal Server Error", "", "a page");
    for (bytes, code, told) in [
        (page, 5, "500"),
        (cut, 18, "6 of 10"),
        (ok("helloworlD"), 1, SUM),
    ] {
        let peer = Peer::once(bytes);
        let run = verb([
            "get",
            &peer.url("/tool.bin"),
            "-o",
            "tool.bin",
            "--sha256",
            SUM,
        ]);
        run.dir(dir.path())
            .run()
            .code(code)
            .stdout("")
            .stderr_has(told);
        assert_eq!(fs::read(&tool).unwrap(), b"ORIGINAL");
        assert_eq!(names_in(dir.path()), ["tool.bin"]);
    }
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhellow")?;
        talk.hold()
    });
    let words = [
        "get",
        "-v",
        &peer.url("/"),
        "-o",
        "tool.bin",
        "--sha256",
        SUM,
    ];
    let run = verb(words).dir(dir.path()).start();
    run.until_stderr("Content-Length");
    run.signal(Signal::INT);
    let _fine = run.finish().code(130);
    assert_eq!(fs::read(&tool).unwrap(), b"ORIGINAL");
    assert_eq!(names_in(dir.path()), ["tool.bin"]);
    let peer = Peer::once(ok("helloworld"));
    let run = verb(["get", &peer.url("/"), "-o", "tool.bin", "--sha256", SUM]);
    run.dir(dir.path()).run().code(0).stderr("");
    assert_eq!(fs::read(&tool).unwrap(), b"helloworld");
    assert_eq!(names_in(dir.path()), ["tool.bin"]);
}

#[test]
fn a_sum_may_stand_in_a_list() {
    let dir = temporary();
    let other = "0".repeat(64);
    fs::write(
        dir.path().join("SUMS"),
        format!("{other}  a\n{SUM} *dist/f\n"),
    )
    .unwrap();
    fs::write(dir.path().join("ONE"), format!("{SUM}\n")).unwrap();
    let peer = Peer::answering(ok("helloworld"));
    let url = peer.url("/f");
    for (words, code) in [
        (vec!["-o", "f", "--sha256", "@SUMS"], 0),
        (vec!["-o", "a", "--sha256", "@SUMS"], 1),
        (vec!["-O", "--sha256", "@SUMS"], 0),
        (vec!["-o", "x", "--sha256", "@ONE"], 0),
        (vec!["--sha256", SUM, "-o", "/dev/null"], 0),
        (vec!["--sha256", &other, "-o", "/dev/null"], 1),
        (vec!["-o", "x", "--sha256", "@SUMS"], 2),
        (vec!["-o", "x", "--sha256", "@MISSING"], 2),
        (vec!["-o", "x", "--sha256", "123"], 2),
        (vec!["--sha256", SUM, "--sha256", SUM], 2),
        (vec!["-i", "--sha256", SUM], 2),
    ] {
        let run = verb(["get", &url]).args(words.clone()).dir(dir.path());
        let seen = run.run();
        assert_eq!(seen.exit_code(), code, "{words:?}\n{}", seen.story());
    }
    // What is on stdout cannot be taken back, but the exit status tells.
    verb(["get", &url, "--sha256", SUM])
        .run()
        .code(0)
        .stdout("helloworld");
    let run = verb(["get", &url, "--sha256", &other]).run();
    run.code(1)
        .stdout("helloworld")
        .one_line()
        .stderr_has(&other)
        .stderr_has(SUM);
}

#[test]
fn a_download_that_begins_anew_is_hashed_anew() {
    let cut = || Step::Last(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhELLo".to_vec());
    let tagged = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"a\"\r\n\r\nhello".to_vec();
    let rest = "ETag: \"a\"\r\nContent-Range: bytes 5-9/10\r\n";
    let rest = Step::Answer(response("206 Partial Content", rest, "world"));
    for steps in [
        vec![cut(), Step::Answer(ok("helloworld"))],
        vec![Step::Last(tagged), rest],
    ] {
        let (dir, peer) = (temporary(), Steps::new(steps));
        let words = [
            "get",
            "--retry",
            "2",
            "--retry-delay=1ms",
            "-o",
            "f",
            "--sha256",
            SUM,
        ];
        let run = verb(words).arg(peer.url()).dir(dir.path());
        let _fine = run.run().code(0);
        assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"helloworld");
    }
}

#[test]
fn what_is_not_to_be_replaced_is_not_asked_for() {
    let dir = temporary();
    fs::write(dir.path().join("f"), "ORIGINAL").unwrap();
    let peer = Steps::new([Step::Answer(ok("new"))]);
    let run = verb(["get", &peer.url(), "-o", "f", "--no-clobber"]).dir(dir.path());
    run.run()
        .code(23)
        .stdout("")
        .one_line()
        .stderr_has("--no-clobber");
    assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"ORIGINAL");
    let run = verb(["get", &peer.url(), "-o", "g", "--no-clobber"]).dir(dir.path());
    run.run().code(0).stderr("");
    assert_eq!(fs::read(dir.path().join("g")).unwrap(), b"new");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_file_that_comes_meanwhile_is_not_replaced() {
    let dir = temporary();
    let file = dir.path().join("f");
    let there = file.clone();
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        fs::write(&there, "ORIGINAL").unwrap();
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnew")
    });
    let run = verb(["get", &peer.url("/"), "-o", "f", "--no-clobber"]).dir(dir.path());
    run.run().code(23).one_line();
    assert_eq!(fs::read(&file).unwrap(), b"ORIGINAL");
    assert_eq!(names_in(dir.path()), ["f"]);
}

#[test]
fn directories_are_made_when_that_is_asked_for() {
    let dir = temporary();
    let peer = Peer::answering(ok("new"));
    let url = peer.url("/n.txt");
    fs::write(dir.path().join("file"), "").unwrap();
    for words in [
        vec!["-o", "a/b/c"],
        vec!["-O", "--output-dir", "d"],
        vec!["-o", "file/c", "--create-dirs"],
        vec!["-O", "--output-dir", "file"],
    ] {
        let run = verb(["get", &url]).args(words).dir(dir.path());
        run.run().code(23).stdout("").one_line();
        assert_eq!(names_in(dir.path()), ["file"]);
    }
    for (words, made) in [
        (vec!["-o", "a/b/c"], "a/b/c"),
        (vec!["-O", "--output-dir", "d"], "d/n.txt"),
        (vec!["-o", "x", "--output-dir", "d/e"], "d/e/x"),
    ] {
        let run = verb(["get", "--create-dirs", &url])
            .args(words)
            .dir(dir.path());
        let _fine = run.run().code(0).stdout("");
        assert_eq!(fs::read(dir.path().join(made)).unwrap(), b"new");
    }
    let run = verb(["get", "--create-dirs", "http://127.0.0.1:1/", "-o", "z/y"]);
    let _fine = run.dir(dir.path()).run().code(7);
    assert_eq!(names_in(dir.path()), ["a", "d", "file"]);
}

#[test]
fn a_file_gets_the_time_of_the_last_modification() {
    let dir = temporary();
    let field = "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    let peer = Peer::answering(response("200 OK", field, "x"));
    for (words, name) in [(vec!["-o", "a"], "a"), (vec!["-O"], "b")] {
        let run = verb(["get", "-R", &peer.url("/b")])
            .args(words)
            .dir(dir.path());
        let _fine = run.run().code(0);
        let time = fs::metadata(dir.path().join(name))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(time, UNIX_EPOCH + Duration::from_secs(784_111_777));
    }
    let peer = Peer::answering(response("200 OK", "Last-Modified: soon\r\n", "x"));
    let run = verb(["get", "-R", &peer.url("/"), "-o", "c"]).dir(dir.path());
    run.run().code(0).stderr("");
}

#[test]
fn full_and_closed_places_are_named() {
    let big = "x".repeat(100_000);
    for body in ["0123456789", big.as_str()] {
        let peer = Peer::answering(ok(body));
        for redirect in ["> /dev/full", "-o /dev/full"] {
            let run = shell(&format!("verb get {} {redirect}", peer.url("/")));
            run.run()
                .code(23)
                .one_line()
                .stderr_has("No space left on device");
        }
    }
    let peer = Peer::answering(ok("x"));
    shell(&format!("verb get {} 2>&-", peer.url("/")))
        .run()
        .code(0)
        .stdout("x");
    shell(&format!("verb get {} -o /", peer.url("/")))
        .run()
        .code(23)
        .one_line();
}
