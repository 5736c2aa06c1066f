//! `--capture`: values in the variables of a shell, or in a file for a CI system.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rustix::process::Signal;

use crate::support::verb::{Outcome, Run};
use crate::support::{Latch, Peer, names_in, ok, response, shell, temporary, verb};

/// Quotes, a variable, two commands, line ends at the end: whatever a shell might act on.
const NASTY: &str = "O'Brien \"the \\boss\" $HOME `touch pwned`\n$(touch pwned)\n\n";
const ID: &str = "a;b $(touch pwned)";

fn nasty(status: &str) -> Peer {
    let body = serde_json::json!({ "msg": NASTY, "n": 1 }).to_string();
    let fields = format!("X-Id: {ID}\r\nSet-Cookie: sid=it's; Path=/\r\n");
    Peer::answering(response(status, &fields, &body))
}

/// Runs a script with these shells, those that are installed.
fn with_shells(dir: &Path, script: &str, mut check: impl FnMut(&str, Outcome)) {
    for program in ["dash", "bash"] {
        let path = Path::new("/bin").join(program);
        if !path.exists() {
            println!("left out: {program} is not installed");
            continue;
        }
        check(program, Run::new(path, ["-c", script]).dir(dir).run());
    }
}

const TAKEN: &str = "--capture status=status --capture xid=header:x-id --capture msg=.msg \
                     --capture ms=time --capture first=ttfb --capture sid=cookie:sid --shell";

#[test]
fn status_header_body_and_time_come_from_one_request() {
    for (code, more) in [("200 OK", ""), ("500 Oh", "--no-fail")] {
        let dir = temporary();
        let peer = nasty(code);
        let script = format!(
            "set -eu\neval \"$(verb get {} {TAKEN} {more})\"\n\
             case $ms$first in *[!0-9]*) exit 9;; esac\n\
             test \"$ms\" -ge \"$first\"\n\
             printf '%s|%s|%s|%s' \"$status\" \"$xid\" \"$sid\" \"$msg\"",
            peer.url("/")
        );
        let status = &code[..3];
        with_shells(dir.path(), &script, |program, outcome| {
            let wanted = format!("{status}|{ID}|it's|{NASTY}");
            println!("{program}");
            outcome.code(0).stdout(wanted).stderr("");
        });
        assert!(names_in(dir.path()).is_empty(), "something was run");
        for heard in peer.finish() {
            let heads = memchr::memmem::find_iter(&heard, b"GET / HTTP/1.1").count();
            assert_eq!(heads, 1);
        }
    }
}

#[test]
fn fish_gets_the_same() {
    let dir = temporary();
    let peer = nasty("200 OK");
    let (url, gone) = (peer.url("/"), "http://127.0.0.1:1/");
    let script = format!(
        "verb get {url} --capture msg=.msg --shell=fish | source; or exit 9\n\
         printf %s $msg\n\
         verb get -s {gone} --capture msg=.msg --shell=fish | source; and exit 9\n\
         set -q msg; and exit 9; or exit 0"
    );
    if !Path::new("/usr/bin/fish").exists() {
        println!("left out: fish is not installed");
        return;
    }
    let home = dir.path().as_os_str();
    let run = Run::new("/usr/bin/fish", ["-c", &script]).env("HOME", home);
    run.run().code(0).stdout(NASTY);
}

#[test]
fn a_failure_ends_the_evaluation_and_leaves_no_older_value() {
    let dir = temporary();
    let failing = nasty("500 Oh");
    let refused = "http://127.0.0.1:1/".to_owned();
    let odd = Peer::answering(ok("<html>"));
    let lacking = Peer::answering(ok("{\"msg\":null}"));
    let fine = nasty("200 OK");
    for (words, code) in [
        (failing.url("/"), 5),
        (refused, 7),
        (odd.url("/"), 1),
        (lacking.url("/"), 1),
        (format!("{} {}", failing.url("/"), fine.url("/")), 5),
        (format!("{} -q .n==2 --require", fine.url("/")), 1),
        (format!("{} --max-filesize 5", fine.url("/")), 63),
        (format!("{} --capture b=header:X-None", fine.url("/")), 1),
        (format!("{} --capture b=cookie:none", fine.url("/")), 1),
        (format!("{} --nonsense", fine.url("/")), 2),
        (format!("{} -q .[", fine.url("/")), 2),
        (format!("{} -o no/such/directory", fine.url("/")), 23),
    ] {
        let script = format!(
            "msg=old code=old\n\
             if eval \"$(verb get -s {words} --capture msg=.msg --capture code=status --shell)\"\n\
             then exit 99; else printf %s \"$?${{msg-}}${{code-}}\"; fi"
        );
        with_shells(dir.path(), &script, |program, outcome| {
            println!("{program}: {words}");
            outcome.code(0).stdout(code.to_string());
        });
        let script = format!(
            "set -e; eval \"$(verb get -s {words} --capture msg=.msg --shell)\"; echo went on"
        );
        with_shells(dir.path(), &script, |_, outcome| {
            outcome.code(code).stdout("");
        });
    }
    assert!(names_in(dir.path()).is_empty());
}

#[test]
fn a_signal_that_ends_the_run_is_heard_of_by_the_shell() {
    let asked = Arc::new(Mutex::new(None::<Latch>));
    let peer = Peer::tcp({
        let asked = Arc::clone(&asked);
        move |talk| {
            talk.head()?;
            asked.lock().unwrap().take().unwrap().open();
            talk.hold()
        }
    });
    let words = ["get", &peer.url("/"), "--capture", "a=.a", "--shell"];
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130)] {
        let latch = Latch::default();
        *asked.lock().unwrap() = Some(latch.clone());
        let run = verb(words).start();
        latch.wait();
        run.signal(signal);
        let wanted = format!("unset -v a\n(exit {code})\n");
        run.finish().code(code).stdout(wanted);
    }
}

#[test]
fn what_a_bad_response_lacks_is_empty_where_it_is_let_through() {
    let peer = Peer::answering(response("500 Oh", "", "<html>out of order"));
    let words = ["get", &peer.url("/"), "--no-fail", "--shell"];
    let run = verb(words).args([
        "--capture",
        "msg=.msg",
        "--capture",
        "id=header:X-Id",
        "--capture",
        "code=status",
        "--capture",
        "all=body",
    ]);
    let wanted = "msg=''\nid=''\ncode=500\nall='<html>out of order'\n";
    run.run().code(0).stdout(wanted).stderr("");
}

#[test]
fn a_file_of_a_ci_system_is_appended_to() {
    let dir = temporary();
    let file = dir.path().join("output");
    fs::write(&file, "before=1\n").unwrap();
    let peer = nasty("200 OK");
    let line = |url: &str| {
        verb(["get", url, "--capture", "n=.n", "--capture", "msg=.msg"])
            .args(["--capture-file", "output"])
            .dir(dir.path())
    };
    let body = serde_json::json!({ "msg": NASTY, "n": 1 }).to_string();
    line(&peer.url("/")).run().code(0).stdout(body).stderr("");
    let text = fs::read_to_string(&file).unwrap();
    let rest = text.strip_prefix("before=1\nn=1\nmsg<<").unwrap();
    let (border, rest) = rest.split_once('\n').unwrap();
    assert_eq!(rest, format!("{NASTY}\n{border}\n"));
    assert!(!NASTY.contains(border));

    // Nothing is added by a run that failed, and what cannot be appended to is found beforehand.
    let failing = nasty("500 Oh");
    let _failed = line(&failing.url("/")).run().code(5);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let unasked = nasty("200 OK");
    for place in ["no/such/file", "."] {
        let run = verb([
            "get",
            &unasked.url("/"),
            "--capture",
            "n=.n",
            "--capture-file",
            place,
        ]);
        run.dir(dir.path()).run().code(23).one_line();
    }
    assert!(unasked.finish().is_empty());
}

#[test]
fn the_body_still_goes_where_it_is_wanted() {
    let dir = temporary();
    let peer = nasty("200 OK");
    let body = serde_json::json!({ "msg": NASTY, "n": 1 }).to_string();
    let run = verb(["get", &peer.url("/"), "--capture", "n=.n", "--shell"]);
    run.args(["-o", "saved"])
        .dir(dir.path())
        .run()
        .code(0)
        .stdout("n=1\n");
    assert_eq!(fs::read_to_string(dir.path().join("saved")).unwrap(), body);
    let run = verb(["get", &peer.url("/"), "--capture", "n=.n", "--shell"]);
    run.args(["--capture-file", "both", "-q", ".n", "--require"])
        .dir(dir.path())
        .run()
        .code(0)
        .stdout("n=1\n");
    assert_eq!(
        fs::read_to_string(dir.path().join("both")).unwrap(),
        "n=1\n"
    );
}

#[test]
fn filters_of_captures_are_checked_and_have_variables() {
    let peer = nasty("200 OK");
    let url = peer.url("/");
    let run = verb(["get", &url, "--capture", "n=jq:.n + $m, .n", "--shell"]);
    run.args(["--argjson", "m", "2"])
        .run()
        .code(0)
        .stdout("n='3\n1'\n");
    let run = verb(["get", &url, "--capture", "n=.n | foo", "--shell"]);
    run.run()
        .code(2)
        .stdout("unset -v n\n(exit 2)\n")
        .stderr_has("\n         ^\n");
    for words in [
        &["--capture", "n=.n"][..],
        &["--shell"],
        &["--capture-file", "x"],
        &["--shell", "--capture", "n"],
        &["--shell", "--capture", "1n=.n"],
        &["--shell", "--capture", "n=what"],
        &["--shell", "--capture", "n=.n", "--capture", "n=status"],
        &["--shell", "--capture", "n=.n", "-i"],
        &["--capture-file", "-", "--capture", "n=.n"],
        &["--shell", "--capture", "n=.n", "-D", "-"],
        &["--shell", "--capture", "n=.n", "-D", "/dev/stdout"],
        &["--shell", "--capture", "n=.n", "-c", "-"],
        &["--shell", "--capture", "n=.n", "--meta", "-"],
        &["--shell", "--capture", "n=.n", "--trace", "-"],
        &["--shell", "--capture", "n=.n", "--har", "/dev/fd/1"],
        &["--shell", "--capture", "n=.n", "-w", "x"],
        &["--shell", "--capture", "n=.n", "-p", "s"],
        &["--shell", "--capture", "n=.n", "--to", "status=fd:1"],
        &["--shell", "--capture", "n=.n", "--to", "head=-"],
        &["--shell", "--capture", "n=.n", "-o", "/dev/stdout"],
        &["--shell=tcsh", "--capture", "n=.n"],
    ] {
        let _refused = verb(["get", &url])
            .args(words.iter().copied())
            .run()
            .code(2)
            .one_line();
    }
}

#[test]
fn the_last_of_several_urls_and_redirects_is_taken() {
    let last = nasty("200 OK");
    let to = format!("Location: {}\r\nSet-Cookie: first=1\r\n", last.url("/end"));
    let first = Peer::answering(response("302 Found", &to, ""));
    let fine = Peer::answering(ok("{\"n\":0}"));
    for parallel in [&[][..], &["-Z"]] {
        let run = verb(["get", "-L", &fine.url("/"), &first.url("/")]);
        let run = run.args(parallel.iter().copied()).args([
            "--capture",
            "n=.n",
            "--capture",
            "at=url",
            "--capture",
            "c=cookie:first",
            "--shell",
        ]);
        let wanted = format!("n=1\nat={}\nc=1\n", last.url("/end"));
        run.run().code(0).stdout(wanted).stderr("");
    }
}

#[test]
fn a_nul_is_refused_and_so_is_what_is_too_long() {
    let peer = Peer::answering(ok("{\"a\":\"x\\u0000y\"}"));
    let run = verb(["get", &peer.url("/"), "--capture", "a=.a", "--shell"]).run();
    run.code(1)
        .stdout("unset -v a\n(exit 1)\n")
        .stderr_has("NUL");
    let most = ::verb::base::limits::CAPTURED_BYTES;
    for (size, code) in [(most, 0), (most + 1, 1)] {
        let peer = Peer::answering(ok(&"x".repeat(size)));
        let run = verb(["get", &peer.url("/"), "--capture", "a=body", "--shell"]).run();
        assert_eq!(run.code(code).stdout.len() > most, code == 0);
    }
}

#[test]
fn nothing_is_taken_by_a_dry_run() {
    let run = verb(["get", ":1/", "--capture", "a=.a", "--shell", "--as", "verb"]).run();
    run.code(0).stdout_has("--capture a=.a --shell");
    let script = "verb get :1/ --capture a=.a --shell --dry-run | head -n 1";
    shell(script).run().code(0).stdout("GET / HTTP/1.1\r\n");
}
