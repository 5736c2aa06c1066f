//! `-p` and `--to`: each part of an exchange at its place, in one run.

use std::fs;

use crate::support::{Peer, names_in, ok, response, shell, temporary, verb};

fn peer(status: &str) -> Peer {
    Peer::answering(response(status, "X-A: 1\r\n", "body"))
}

fn head(status: &str) -> String {
    format!("HTTP/1.1 {status}\r\nX-A: 1\r\nContent-Length: 4\r\n\r\n")
}

#[test]
fn everything_is_in_its_place_after_one_request() {
    for (status, code) in [("200 OK", 0), ("500 Oops", 5)] {
        let (dir, peer) = (temporary(), peer(status));
        let words = ["get", "-s", "-o", "body", "-D", "head", "--meta", "meta"];
        let number = &status[..3];
        verb(words)
            .args(["-p", "s", &peer.url("/")])
            .dir(dir.path())
            .run()
            .code(code)
            .stdout(format!("{number}\n"));
        let read = |name| fs::read_to_string(dir.path().join(name)).unwrap();
        assert_eq!((read("body"), read("head")), ("body".into(), head(status)));
        let meta: serde_json::Value = serde_json::from_str(&read("meta")).unwrap();
        assert_eq!(meta["status"].to_string(), number);
        assert_eq!(
            (&meta["exit"], &meta["file"]),
            (&code.into(), &"body".into())
        );
        assert_eq!(peer.finish().len(), 1);
    }
}

#[test]
fn a_failing_status_does_not_replace_a_file_and_is_told_all_the_same() {
    let (dir, peer) = (temporary(), peer("404 Gone"));
    fs::write(dir.path().join("body"), "old").unwrap();
    let words = ["get", "-s", "-o", "body", "-p", "s", "--to", "head=head"];
    let run = || verb(words).arg(peer.url("/")).dir(dir.path());
    let read = |name| fs::read_to_string(dir.path().join(name)).unwrap();
    let _kept = run().run().code(4).stdout("404\n");
    assert_eq!(
        (read("body"), read("head")),
        ("old".into(), head("404 Gone"))
    );
    let _replaced = run().arg("--no-fail").run().code(0).stdout("404\n");
    assert_eq!(read("body"), "body");
}

#[test]
fn parts_come_in_the_order_they_happened_in_with_the_request_masked() {
    let peer = peer("200 OK");
    let host = peer.url("/").replace("http://", "").replace('/', "");
    let asked = |secret: &str| {
        format!(
            "POST /x HTTP/1.1\r\nHost: {host}\r\nUser-Agent: t\r\nAccept: */*\r\n\
             Authorization: Basic {secret}\r\nContent-Length: 5\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
    };
    let words = ["post", "-A", "t", "-u", "a:b", "-d", "k=\u{e9}&", "-p"];
    let run = |parts: &str| verb(words).arg(parts).arg(peer.url("/x"));
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let seen = run("H").run().code(0).out();
    assert_eq!(sorted(&seen), sorted(&asked("••••")));
    let seen = run("H").arg("--show-secrets").run().code(0).out();
    assert_eq!(sorted(&seen), sorted(&asked("YTpi")));
    let _content = run("B").run().code(0).stdout("k=\u{e9}&");
    let all = format!("k=\u{e9}&\n{}200\nbody", head("200 OK"));
    let _order = run("bshB").run().code(0).stdout(all);
    let _nothing = run("").run().code(0).stdout("");
    let metadata = run("bm").run().code(0).out();
    let (body, meta) = metadata.split_once('\n').unwrap();
    assert_eq!(body, "body");
    assert!(
        serde_json::from_str::<serde_json::Value>(meta).is_ok(),
        "{meta}"
    );
}

#[test]
fn each_hop_of_a_redirect_has_its_heads() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(response("302 Found", "Location: /b\r\n", ""))?;
        talk.head()?;
        talk.send(ok("x"))
    });
    let seen = verb(["get", "-L", "-p", "Hhs", &peer.url("/a")])
        .run()
        .code(0);
    let out = seen.out();
    let lines: Vec<&str> = out.lines().filter(|line| !line.contains(": ")).collect();
    let wanted = [
        "GET /a HTTP/1.1",
        "",
        "HTTP/1.1 302 Found",
        "",
        "GET /b HTTP/1.1",
        "",
        "HTTP/1.1 200 OK",
        "",
        "200",
    ];
    assert_eq!(lines, wanted);
}

#[test]
fn descriptors_are_written_where_they_stand() {
    let (dir, peer) = (temporary(), peer("200 OK"));
    let url = peer.url("/");
    let script = format!(
        "{{ echo before >&3; verb get {url} --to status=fd:3 --to h=fd:4 --to m=/dev/null; \
         echo after >&3; }} 3>s 4>h"
    );
    let _shared = shell(&script).dir(dir.path()).run().code(0).stdout("body");
    let read = |name| fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(read("s"), "before\n200\nafter\n");
    assert_eq!(read("h"), head("200 OK"));
    let script = format!("verb get {url} --to body=fd:3 --to s=fd:3 -p h 3>b");
    let _body = shell(&script)
        .dir(dir.path())
        .run()
        .code(0)
        .stdout(head("200 OK"));
    assert_eq!(read("b"), "200\nbody");
    let script = format!("s=$(verb get {url} --to s=stdout --to body=stderr); echo \"=$s\"");
    let _swapped = shell(&script).run().code(0).stdout("=200\n").stderr("body");
}

#[test]
fn a_closed_descriptor_is_named_before_any_connection() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    for part in ["status", "body"] {
        // Whoever started the tests may have left it open.
        shell(&format!("exec 9>&-; verb get {url} --to {part}=fd:9"))
            .run()
            .usage()
            .stderr_has("descriptor 9");
    }
    let dir = temporary();
    fs::write(dir.path().join("f"), "").unwrap();
    shell(&format!("verb get {url} --to s=fd:3 3<f"))
        .dir(dir.path())
        .run()
        .usage()
        .stderr_has("for reading only");
    assert!(peer.finish().is_empty());
}

#[test]
fn what_makes_no_sense_is_refused() {
    for words in [
        &["-p", "x"][..],
        &["--to", "x"],
        &["--to", "s="],
        &["--to", "none=f"],
        &["--to", "s=fd:x"],
        &["--to", "b=f", "-p", "b"],
        &["--to", "b=f", "-o", "g"],
        &["--to", "b=f", "--to", "b=g"],
        &["--to", "h=f", "-o", "f"],
        &["--to", "m=f", "-D", "f"],
        &["--to", "b=f", "http://127.0.0.1:1/2"],
        &["-p", "B", "-"],
    ] {
        let run = verb(["post", "http://127.0.0.1:1/"]).args(words.to_vec());
        let _refused = run.stdin("").run().usage();
    }
}

#[test]
fn f_keeps_messages_off_stdout_and_shows_the_status() {
    let peer = peer("404 Gone");
    let _status = verb(["get", "-f", "-s", "-p", "Hhbs", &peer.url("/")])
        .run()
        .code(4)
        .stdout("404\n");
}

#[test]
fn only_the_last_attempt_is_told() {
    let (dir, peer) = (
        temporary(),
        Peer::tcp(|talk| {
            talk.head()?;
            match talk.number {
                0 => talk.send(response("503 Busy", "Connection: close\r\n", "no")),
                _ => talk.send(ok("yes")),
            }
        }),
    );
    let words = [
        "get",
        "-s",
        "--retry",
        "1",
        "--retry-delay",
        "1ms",
        "-p",
        "hsb",
    ];
    let _last = verb(words)
        .args(["--to", "H=heads", "--meta", "meta", &peer.url("/")])
        .dir(dir.path())
        .run()
        .code(0)
        .stdout("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n200\nyes");
    let heads = fs::read_to_string(dir.path().join("heads")).unwrap();
    assert_eq!(heads.matches("GET /").count(), 1);
    let meta = fs::read_to_string(dir.path().join("meta")).unwrap();
    assert!(meta.contains("\"retries\":1"), "{meta}");
}

#[test]
fn parts_of_parallel_jobs_are_in_the_order_of_the_urls() {
    let (dir, peer) = (
        temporary(),
        Peer::tcp(|talk| {
            loop {
                let line = talk.head()?.line();
                let path = line.split(' ').nth(1).unwrap().to_owned();
                talk.send(response("200 OK", &format!("X-P: {path}\r\n"), &path))?;
            }
        }),
    );
    let urls: Vec<String> = (0..12).map(|n| peer.url(&format!("/{n}"))).collect();
    let words = [
        "get",
        "-Z",
        "-p",
        "sb",
        "-w",
        " %{urlnum}\\n",
        "--meta",
        "meta",
    ];
    let wanted: String = (0..12).map(|n| format!("200\n/{n} {n}\n")).collect();
    let _order = verb(words)
        .args(urls.clone())
        .dir(dir.path())
        .run()
        .code(0)
        .stdout(wanted);
    let meta = fs::read_to_string(dir.path().join("meta")).unwrap();
    let seen: Vec<String> = meta
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["url"].clone())
        .map(|url| url.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(seen, urls);
    assert_eq!(names_in(dir.path()), ["meta"]);
}

#[test]
fn a_place_that_is_full_or_missing_is_said() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    for words in [
        ["--meta", "/dev/full"],
        ["--to", "s=/dev/full"],
        ["-w", "%output{/dev/full}x"],
    ] {
        let _full = verb(["get", &url]).args(words).run().code(23).one_line();
    }
    let missing = Peer::answering(ok("x"));
    for words in [
        ["--meta", "/none/f"],
        ["-w", "%output{/none/f}"],
        ["--to", "s=/"],
    ] {
        let _missing = verb(["get", &missing.url("/")])
            .args(words)
            .run()
            .code(23)
            .one_line();
    }
    assert!(missing.finish().is_empty());
}
