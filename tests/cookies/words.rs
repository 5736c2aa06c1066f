//! What `-b` and `-c` take, and what they refuse.

use std::fs;

use crate::support::{Peer, ok, verb};

use super::Site;

#[test]
fn typed_cookies_go_to_the_first_origin_only() {
    let site = Site::new();
    let flags = ["-b", "a=1;b=x y", "-b", "c=3"];
    for (url, wanted) in [
        ("http://h.test/1", "a=1; b=x y; c=3"),
        ("http://sub.h.test/2", ""),
    ] {
        let run = site.run(&flags, "http://h.test/1", &[]);
        let (url, there) = site.reach(url);
        let first = "a=1; b=x y; c=3";
        let _fine = run
            .args(there)
            .arg(url)
            .run()
            .code(0)
            .stdout(format!("{first}{wanted}"));
    }
    // The same host under TLS is another origin.
    let (tls, there) = site.reach("https://h.test/");
    let run = site.run(&["-b", "a=1"], "http://h.test/", &[]);
    let _fine = run.args(there).arg(tls).run().code(0).stdout("a=1");
}

#[test]
fn the_engine_is_on_only_when_asked_for() {
    let site = Site::new();
    for (flags, wanted) in [
        (vec![], ""),
        (vec!["-b", "x=1"], "x=1x=1"),
        (vec!["-b", ""], "s=1"),
        (vec!["-b", "", "-b", "s=0"], "s=0s=1"),
        (vec!["-c", "made"], "s=1"),
    ] {
        let (again, _) = site.reach("http://h.test/again");
        let run = site.run(&flags, "http://h.test/", &["s=1"]).arg(again);
        let _fine = run.run().code(0).stdout(wanted);
    }
}

#[test]
fn a_file_named_with_b_is_read_only() {
    let site = Site::new();
    site.write("h.test\tFALSE\t/\tFALSE\t0\ta\t1\n");
    let before = fs::read(site.jar()).unwrap();
    let run = site.run(&["-b", "jar"], "http://h.test/", &["b=2"]);
    let _fine = run.run().code(0).stdout("a=1").stderr("");
    assert_eq!(fs::read(site.jar()).unwrap(), before);
    // Saved elsewhere, it is the file and what is new.
    let run = site.run(&["-b", "jar", "-c", "other"], "http://h.test/", &["b=2"]);
    let _fine = run.run().code(0).stdout("a=1");
    fs::rename(site.dir.path().join("other"), site.jar()).unwrap();
    assert_eq!(site.get("http://h.test/", &[]), "a=1; b=2");
}

#[test]
fn a_dumped_head_is_a_cookie_file() {
    let site = Site::new();
    let set = ["a=1; Path=/x", "b=2; Domain=h.test"];
    let _fine = site
        .run(&["-D", "head"], "http://h.test/", &set)
        .run()
        .code(0);
    let run = site.run(&["-b", "head"], "http://h.test/x", &[]);
    let _fine = run.run().code(0).stdout("a=1; b=2").stderr("");
    let run = site.run(&["-b", "head"], "http://other.test/x", &[]);
    let _fine = run.run().code(0).stdout("a=1");
}

#[test]
fn session_cookies_can_be_left_out() {
    let site = Site::new();
    site.get("http://h.test/", &["session=1", "kept=1; Max-Age=100"]);
    let run = site.run(
        &["--junk-session-cookies", "-b", "jar"],
        "http://h.test/",
        &[],
    );
    let _fine = run.run().code(0).stdout("kept=1");
    assert_eq!(site.get("http://h.test/", &[]), "session=1; kept=1");
}

#[test]
fn a_dash_saves_to_stdout_after_the_body() {
    let site = Site::new();
    let seen = site
        .run(&["-c", "-", "-b", "x=1"], "http://h.test/", &["a=1"])
        .run();
    let out = seen.code(0).stderr("").out();
    assert!(out.starts_with("x=1# Netscape HTTP Cookie File\n"), "{out}");
    assert!(
        out.ends_with("\nh.test\tFALSE\t/\tFALSE\t0\ta\t1\n"),
        "{out}"
    );
}

#[test]
fn a_cookie_header_of_the_users_stays_alone() {
    let site = Site::new();
    site.get("http://h.test/", &["a=1"]);
    let flags = ["-b", "jar", "-b", "b=2", "-H", "cookie: own=1"];
    let _fine = site
        .run(&flags, "http://h.test/", &[])
        .run()
        .code(0)
        .stdout("own=1");
}

#[test]
fn a_dry_run_shows_the_cookies_and_saves_none() {
    let site = Site::new();
    site.write("h.test\tFALSE\t/\tFALSE\t0\ta\t1\n");
    let flags = ["--dry-run", "-b", "jar", "-b", "b=2", "-c", "other"];
    let seen = site.run(&flags, "http://h.test/", &[]).run().code(0);
    let _fine = seen.stdout_has("\r\nCookie: a=1; b=2\r\n");
    assert!(!site.dir.path().join("other").exists());
}

#[test]
fn values_are_not_shown() {
    let site = Site::new();
    let flags = ["-v", "-b", "sid=s3cret; t=s3cret", "-c", "jar"];
    let seen = site
        .run(&flags, "http://h.test/", &["new=hidden; Path=/"])
        .run();
    // The request holds the wish for the cookie in a field of the test's own.
    let err = seen.code(0).err().replace("X-Set: new=hidden", "");
    assert!(!err.contains("s3cret") && !err.contains("hidden"), "{err}");
    assert!(err.contains("Cookie: sid=••••; t=••••"), "{err}");
    assert!(err.contains("Set-Cookie: new=••••; Path=/"), "{err}");
}

#[test]
fn what_cannot_be_meant_is_refused_before_any_connection() {
    let site = Site::new();
    fs::create_dir(site.dir.path().join("dir")).unwrap();
    let long = "x".repeat(300);
    for (flags, code, why) in [
        (["-b", "missing"], 2, "reading cookies from missing"),
        (["-b", "dir"], 2, "reading cookies from dir"),
        (["-b", "-"], 2, "/dev/stdin"),
        (["-b", "=s3cret"], 2, "has no name"),
        (["-b", "a=s3cret\r\nInj: 1"], 2, "carriage return"),
        (["-b", "a=s3cret\x1b"], 2, "control character"),
        (["-c", ""], 2, "file name is missing"),
        (["-c", "dir"], 23, "is a directory"),
        (["-c", "no/such/jar"], 23, "no directory"),
        (["-c", &long], 23, "writing xxx"),
    ] {
        let words = ["get", flags[0], flags[1], "http://127.0.0.1:1/"];
        let seen = verb(words).dir(site.dir.path()).run();
        let seen = seen.code(code).stdout("").one_line().stderr_has(why);
        let _fine = seen.stderr_lacks("s3cret");
    }
}

#[test]
fn cookies_come_from_a_variable() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    let run = verb(["get", "-v", "-b", "env:JAM", &url]).env("JAM", "sid=s3cret");
    let _fine = run.run().code(0).stderr_lacks("s3cret");
    let run = verb(["get", "-b", "env:JAM", &url]).env("JAM", "nothing");
    let _fine = run.run().usage().stderr_lacks("nothing");
    assert!(peer.heard().contains("Cookie: sid=s3cret\r\n"));
}
