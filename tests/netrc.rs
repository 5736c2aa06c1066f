//! netrc: what is taken from a file, compared with curl where both have to agree.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::verb::Run;
use crate::support::{Peer, ok, temporary, verb};

/// Writes a file that only its owner can read.
fn private(dir: &Path, name: &str, text: &str) -> PathBuf {
    let path = dir.join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    path
}

fn authorization(heard: &str) -> Option<&str> {
    heard
        .lines()
        .find_map(|line| line.strip_prefix("Authorization: "))
}

/// What `Authorization` a run with this file brought.
fn sent(run: impl Fn(&str, &str) -> Run, text: &str, userinfo: &str) -> Option<String> {
    let dir = temporary();
    let file = private(dir.path(), "netrc", text);
    let peer = Peer::answering(ok(""));
    let url = peer.url("/").replace("://", &format!("://{userinfo}"));
    let _fine = run(file.to_str().unwrap(), &url).run().code(0);
    authorization(&peer.heard()).map(str::to_owned)
}

fn ours(file: &str, url: &str) -> Run {
    verb(["get", "--netrc-file", file, url])
}

fn curls(file: &str, url: &str) -> Run {
    Run::new("curl", ["-s", "--netrc-file", file, url])
}

#[test]
fn files_are_read_as_curl_reads_them() {
    let curl = Command::new("curl").arg("-V").output();
    if curl.is_err() {
        println!("left out: curl is not installed");
        return;
    }
    let here = "machine 127.0.0.1";
    for (text, userinfo) in [
        (format!("{here} login ada password pw"), ""),
        (format!("{here}\n\tlogin ada\n  password pw\n"), ""),
        (format!("{here} login ada password \"p w\\\"\\\\\""), ""),
        (format!("{here} login \"a d\" password pw"), ""),
        (format!("{here} login ada account x password pw"), ""),
        (
            format!("# {here} login no password no\n{here} login ada password pw"),
            "",
        ),
        (format!("{here} login ada # password no\npassword pw"), ""),
        (
            format!("machine other login no password no {here} login ada password pw"),
            "",
        ),
        (
            format!("macdef init\n{here} login no password no\n\n{here} login ada password pw"),
            "",
        ),
        (format!("{here} port 1 login ada password pw"), ""),
        ("default login ada password pw".to_owned(), ""),
        (
            format!("{here} login a password b default login no password no"),
            "",
        ),
        (
            format!("{here} login ada password pw {here} login eve password x"),
            "eve@",
        ),
        ("machine other login ada password pw".to_owned(), ""),
        (String::new(), ""),
    ] {
        let (ours, curls) = (sent(ours, &text, userinfo), sent(curls, &text, userinfo));
        assert_eq!(ours, curls, "{text}");
    }
}

/// curl 7.88 fills in what is missing from other entries, and puts a URL's user and another user's
/// password together; so these have no counterpart there.
#[test]
fn entries_are_complete_or_do_not_count() {
    for (text, userinfo, wanted) in [
        (
            "machine 127.0.0.1 login alice password pw",
            "",
            Some("Basic YWxpY2U6cHc="),
        ),
        ("machine 127.0.0.1 login bob", "", None),
        (
            "machine 127.0.0.1 login bob default login x password y",
            "",
            None,
        ),
        (
            "machine 127.0.0.1 login bob machine other login x password y",
            "",
            None,
        ),
        ("default", "", None),
        // Not another user's password; the user alone, as curl sends it.
        (
            "machine 127.0.0.1 login other password op",
            "me@",
            Some("Basic bWU6"),
        ),
        ("default login other password op", "me@", Some("Basic bWU6")),
        (
            "machine 127.0.0.1 login me password mp",
            "me@",
            Some("Basic bWU6bXA="),
        ),
        (
            "machine 127.0.0.1 login me password mp",
            "me:x@",
            Some("Basic bWU6eA=="),
        ),
    ] {
        let seen = sent(ours, text, userinfo);
        assert_eq!(seen.as_deref(), wanted, "{text} {userinfo}");
    }
}

#[test]
fn what_is_given_otherwise_wins() {
    let dir = temporary();
    let text = "machine 127.0.0.1 login ada password pw";
    let file = private(dir.path(), "netrc", text);
    for (words, wanted) in [
        (&["-u", "eve:x"][..], "Basic ZXZlOng="),
        (&["--bearer", "t"], "Bearer t"),
        (&["-H", "Authorization: mine"], "mine"),
    ] {
        let peer = Peer::answering(ok(""));
        let run = ours(file.to_str().unwrap(), &peer.url("/"));
        let _fine = run.args(words.iter().copied()).run().code(0);
        assert_eq!(authorization(&peer.heard()), Some(wanted), "{words:?}");
    }
}

#[test]
fn the_file_is_found_in_its_usual_places() {
    let dir = temporary();
    let text = "machine 127.0.0.1 login ada password pw";
    let home = dir.path().join("home");
    fs::create_dir(&home).unwrap();
    let named = private(dir.path(), "named", text);
    for (words, variable, in_home, found) in [
        (&["-n"][..], None, true, true),
        (&["--netrc"], None, false, false),
        (&["-n"], Some(&named), false, true),
        (&[], Some(&named), true, false),
        (&["-n", "--no-netrc"], None, true, false),
    ] {
        let _gone = fs::remove_file(home.join(".netrc"));
        if in_home {
            private(&home, ".netrc", text);
        }
        let peer = Peer::answering(ok(""));
        let run = verb(["get", &peer.url("/")]).args(words.iter().copied());
        let run = run.env("HOME", home.as_os_str());
        let run = match variable {
            Some(path) => run.env("NETRC", path.as_os_str()),
            None => run,
        };
        let _fine = run.run().code(0).stderr("");
        assert_eq!(authorization(&peer.heard()).is_some(), found, "{words:?}");
    }
    let run = verb(["get", "-n", "http://127.0.0.1:1/"]);
    run.run().usage().stderr_has("HOME is not set");
}

#[test]
fn a_named_file_that_cannot_be_used_is_a_usage_error() {
    let dir = temporary();
    let long = format!(
        "{}\nmachine 127.0.0.1 login a password \"p w\"\nmachine",
        "x".repeat(70_000)
    );
    for (name, text, why) in [
        ("quote", "machine h\nlogin a password \"s3cret", "line 2"),
        ("short", "machine h login a password", "lacks its value"),
        ("long", &long, "lacks its value"),
        (
            "control",
            "default login a password \"s3cret\\n\"",
            "control character",
        ),
        ("colon", "default login a:b password s3cret", "a colon"),
    ] {
        let file = private(dir.path(), name, text);
        let seen = ours(file.to_str().unwrap(), "http://127.0.0.1:1/").run();
        let seen = seen.usage().stderr_has(why).stderr_lacks("s3cret");
        let named = seen.err().contains(file.to_str().unwrap());
        assert!(named || why.contains("co"), "{}", seen.story());
    }
    for path in ["/no/such/file", "/"] {
        let seen = ours(path, "http://127.0.0.1:1/").run().usage();
        let _named = seen.stderr_has(path);
    }
    let run = verb(["get", "-n", "http://127.0.0.1:1/"]).env("NETRC", "/no/such/file");
    run.run().usage().stderr_has("/no/such/file");
}

#[test]
fn a_file_that_others_can_read_is_told_once() {
    let dir = temporary();
    let file = private(dir.path(), "open", "default login a password b");
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    let file = file.to_str().unwrap();
    let peer = Peer::answering(ok(""));
    let (a, b) = (peer.url("/a"), peer.url("/b"));
    let seen = verb(["get", "--netrc-file", file, &a, &b]).run().code(0);
    let warning =
        format!("verb: warning: {file} can be read by others (mode 0644); chmod 600 helps\n");
    let _told = seen.stderr(&warning);
    let _silent = ours(file, &a).arg("-s").run().code(0).stderr("");
    // The default file does not stand in the way of a request.
    let home = dir.path().join("home");
    fs::create_dir(&home).unwrap();
    private(&home, ".netrc", "machine h login \"s3cret");
    let run = verb(["get", "-n", &a]).env("HOME", home.as_os_str());
    let seen = run.run().code(0).stderr_has("warning: netrc is not used: ");
    let _shown = seen.stderr_lacks("s3cret");
}
