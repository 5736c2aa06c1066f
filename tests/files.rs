//! `-o`: a temporary file beside the target, renamed on success only.

use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

use rustix::process::Signal;

use crate::support::{Peer, names_in, ok, response, temporary, verb};

#[test]
fn a_file_replaces_the_old_one_on_success() {
    let dir = temporary();
    let file = dir.path().join("f");
    fs::write(&file, "ORIGINAL").unwrap();
    let peer = Peer::answering(ok("new"));
    let run = verb(["get", &peer.url("/"), "-o", "f"]).dir(dir.path());
    run.run().code(0).stdout("").stderr("");
    assert_eq!(fs::read(&file).unwrap(), b"new");
    assert_eq!(names_in(dir.path()), ["f"]);
}

#[test]
fn a_replaced_file_keeps_its_mode() {
    let dir = temporary();
    let file = dir.path().join("f");
    fs::write(&file, "ORIGINAL").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    let peer = Peer::answering(ok("new"));
    verb(["get", &peer.url("/"), "-o", "f"])
        .dir(dir.path())
        .run()
        .code(0);
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o755
    );
}

#[test]
fn a_failed_download_leaves_the_old_file_and_nothing_else() {
    let short = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello".to_vec();
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz".to_vec();
    let coded = response("200 OK", "Content-Encoding: gzip\r\n", "not gzip");
    let missing = response("404 Not Found", "", "no such file");
    for (bytes, flag, code) in [
        (short, "-sS", 18),
        (chunked, "-sS", 8),
        (coded, "-sS", 61),
        (missing, "-f", 4),
    ] {
        let dir = temporary();
        fs::write(dir.path().join("f"), "ORIGINAL").unwrap();
        let peer = Peer::once(bytes);
        let run = verb(["get", flag, &peer.url("/"), "-o", "f"]).dir(dir.path());
        let _fine = run.run().code(code).stdout("");
        assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"ORIGINAL");
        assert_eq!(names_in(dir.path()), ["f"], "exit {code}");
    }
}

#[test]
fn an_interrupt_leaves_no_partial_file() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let dir = temporary();
        fs::write(dir.path().join("f"), "ORIGINAL").unwrap();
        let peer = Peer::tcp(|talk| {
            talk.head()?;
            talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")?;
            talk.hold()
        });
        let words = ["get", "-v", &peer.url("/"), "-o", "f"];
        let run = verb(words).dir(dir.path()).start();
        // The response head on stderr tells that the download is under way.
        run.until_stderr("Content-Length");
        run.signal(signal);
        let _fine = run.finish().code(code);
        assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"ORIGINAL");
        assert_eq!(names_in(dir.path()), ["f"]);
    }
}

#[test]
fn names_of_any_length_can_be_written() {
    let dir = temporary();
    let name = "n".repeat(255);
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/"), "-o", &name])
        .dir(dir.path())
        .run()
        .code(0);
    assert_eq!(names_in(dir.path()), [name]);
}

#[test]
fn a_link_is_written_through_and_stays() {
    let dir = temporary();
    fs::write(dir.path().join("target"), "ORIGINAL").unwrap();
    symlink("target", dir.path().join("link")).unwrap();
    let peer = Peer::answering(ok("new"));
    verb(["get", &peer.url("/"), "-o", "link"])
        .dir(dir.path())
        .run()
        .code(0);
    assert!(
        fs::symlink_metadata(dir.path().join("link"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(fs::read(dir.path().join("target")).unwrap(), b"new");
}

#[test]
fn a_device_stays_a_device() {
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/"), "-o", "/dev/null"])
        .run()
        .code(0)
        .stdout("");
    assert!(
        fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
}

#[test]
fn a_file_called_dash_is_stdout() {
    let peer = Peer::answering(ok("x"));
    verb(["get", &peer.url("/"), "-o", "-"])
        .run()
        .code(0)
        .stdout("x");
}

#[test]
fn a_directory_or_a_missing_one_is_an_error_of_the_output() {
    let dir = temporary();
    fs::create_dir(dir.path().join("d")).unwrap();
    let peer = Peer::answering(ok("x"));
    for name in ["d", "none/f"] {
        let run = verb(["get", &peer.url("/"), "-o", name]).dir(dir.path());
        run.run().code(23).stdout("").one_line().stderr_has(name);
    }
    assert_eq!(names_in(dir.path()), ["d"]);
}

#[test]
fn an_empty_body_makes_an_empty_file() {
    let dir = temporary();
    let peer = Peer::answering("HTTP/1.1 204 No Content\r\n\r\n");
    verb(["get", &peer.url("/"), "-o", "f"])
        .dir(dir.path())
        .run()
        .code(0);
    assert_eq!(fs::read(dir.path().join("f")).unwrap(), b"");
}

#[test]
fn a_page_that_says_what_went_wrong_does_not_replace_a_file() {
    let peer = Peer::answering(response("500 Broken", "", "out of ink"));
    let dir = temporary();
    let file = dir.path().join("tool");
    fs::write(&file, "good").unwrap();
    let url = peer.url("/");
    let run = verb(["get", &url, "-o", "tool"]).dir(dir.path());
    let _fine = run.run().code(5).stderr_has("out of ink");
    assert_eq!(fs::read(&file).unwrap(), b"good");
    let run = verb(["get", &url, "-o", "tool", "--no-fail"]).dir(dir.path());
    let _fine = run.run().code(0);
    assert_eq!(fs::read(&file).unwrap(), b"out of ink");
}
