//! `-w`: curl's variables, each compared with the installed curl's.

use std::fs;

use serde_json::{Map, Value};

use crate::support::verb::Run;
use crate::support::{Authority, Peer, ok, response, shell, temporary, verb};

/// The objects of `%{json}`, one for each URL.
fn facts(run: Run) -> Vec<Map<String, Value>> {
    let seen = run.run();
    let err = seen.err();
    let objects = err
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let objects: Vec<_> = objects.collect();
    assert!(!objects.is_empty(), "{}", seen.story());
    objects
}

/// Runs both with these words and compares what they tell. The bodies go to stdout.
fn same(words: &[&str]) {
    let template = ["-w", "%{stderr}%{json}\\n"];
    let known = ["-A", "t", "-s"];
    let theirs = Run::new("curl", known).args(template).args(words.to_vec());
    let post = words.contains(&"-d");
    let ours = verb([if post { "post" } else { "get" }]);
    let ours = ours.args(known).args(template).args(words.to_vec());
    let (theirs, ours) = (facts(theirs), facts(ours));
    assert_eq!(theirs.len(), ours.len(), "{words:?}");
    for (theirs, ours) in theirs.iter().zip(&ours) {
        for (name, wanted) in theirs {
            let seen = ours
                .get(name)
                .unwrap_or_else(|| panic!("{name} is missing"));
            compare(name, wanted, seen, words);
        }
    }
}

fn compare(name: &str, theirs: &Value, ours: &Value, words: &[&str]) {
    let what = format!("{name} of {words:?}: curl {theirs}, verb {ours}");
    match name {
        // A failing status is none of curl's errors, and each has words of its own.
        "exitcode" | "errormsg" | "curl_version" | "certs" => {}
        // curl tells what it found where it does not look; and nothing of a kept connection.
        "ssl_verify_result" => assert_eq!(theirs == 0, ours == 0, "{what}"),
        "num_certs" if theirs == 0 => {}
        // curl names it before it is written.
        "filename_effective" if ours.is_null() => {}
        "local_port" => assert_eq!(theirs == 0, ours == 0, "{what}"),
        "time_namelookup" | "time_connect" => assert!(ours.is_f64(), "{what}"),
        name if name.starts_with("time_") => {
            assert_eq!(
                theirs.as_f64() == Some(0.0),
                ours.as_f64() == Some(0.0),
                "{what}"
            );
        }
        name if name.starts_with("speed_") => assert!(ours.is_u64(), "{what}"),
        _ => assert_eq!(theirs, ours, "{what}"),
    }
}

/// Answers by the path.
fn server() -> Peer {
    Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            talk.content(&head)?;
            let line = head.line();
            talk.send(match line.split(' ').nth(1) {
                Some("/r") => response("302 Found", "Location: /x?y\r\n", "abc"),
                Some("/500") => response("500 Oops", "Content-Type: t/p\r\n", "page"),
                _ => response(
                    "200 OK",
                    "X-A: 1\r\nContent-Type: t/p; q=\"1\"\r\n",
                    "hello",
                ),
            })?;
        }
    })
}

#[test]
fn variables_are_curls() {
    let (peer, dir) = (server(), temporary());
    let file = dir.path().join("f").to_string_lossy().into_owned();
    let [at, moved, failing] = ["/", "/r", "/500"].map(|path| peer.url(path));
    for words in [
        &[at.as_str()][..],
        &[&moved],
        &["-L", &moved],
        &[&failing],
        &["-d", "a=1&b=2", &at],
        &["-e", "http://r.test/", &at],
        &["-o", &file, &at],
        &[&at, &failing, &at],
        &["http://127.0.0.1:1/"],
    ] {
        same(words);
    }
}

#[test]
fn variables_of_tls_are_curls() {
    let authority = Authority::new("write-out");
    let identity = authority.good(&["127.0.0.1"]);
    let peer = Peer::tls_answering(identity.server(), ok("x"));
    let (url, ca) = (peer.https("/"), authority.ca());
    same(&["--cacert", &ca, &url]);
    same(&["-k", &url]);
    same(&[&url]);
    let seen = verb(["get", "-k", "-s", "-w", "%{num_certs} %{certs}", &url])
        .run()
        .code(0);
    let pem = identity
        .chain_pem()
        .lines()
        .skip(1)
        .take(1)
        .collect::<String>();
    let out = seen.out().replace('\n', "");
    assert!(out.contains(&pem[..60]), "{out}");
}

#[test]
fn the_template_may_come_from_a_file_or_stdin() {
    let (dir, peer) = (temporary(), Peer::answering(ok("x")));
    fs::write(dir.path().join("t"), "[%{http_code}]").unwrap();
    let url = peer.url("/");
    let _file = verb(["get", "-w", "@t", &url])
        .dir(dir.path())
        .run()
        .code(0)
        .stdout("x[200]");
    let piped = verb(["get", "-w", "@-", &url]).stdin("(%{method}\\n");
    let _piped = piped.run().code(0).stdout("x(GET\n");
    let twice = verb(["post", "-w", "@-", &url, "-"]).stdin("x");
    let _twice = twice.run().usage();
    let missing = verb(["get", "-w", "@none", &url]).dir(dir.path());
    let _missing = missing.run().usage();
    let _unknown = verb(["get", "-w", "%{http_status}", &url]).run().usage();
}

#[test]
fn it_goes_where_it_is_sent_once_for_each_url() {
    let (dir, peer) = (temporary(), server());
    let template = "%{urlnum}%{stderr}e%{urlnum}%output{>>log}l%{urlnum}%{onerror}!\\n";
    let urls = [peer.url("/"), peer.url("/500")];
    let run = verb(["get", "-s", "-w", template])
        .args(urls)
        .dir(dir.path());
    let _seen = run.run().code(5).stdout("hello0page1").stderr("e0e1");
    assert_eq!(fs::read(dir.path().join("log")).unwrap(), b"l0l1!\n");
    let refused = verb([
        "get",
        "-s",
        "-w",
        "%{http_code} %{exitcode}",
        "http://127.0.0.1:1/",
    ]);
    let _refused = refused.run().code(7).stdout("000 7");
    let dry = verb(["get", "--dry-run", "-w", "never", &peer.url("/")])
        .run()
        .code(0);
    assert!(!dry.out().contains("never"));
}

#[test]
fn a_template_is_no_way_around_closed_pipes_and_full_disks() {
    let peer = Peer::answering(ok("x"));
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let run = verb(["get", "-o", "/dev/null", "-w", "y", &peer.url("/")]);
    let _full = run.stdout_to(full).run().code(23).one_line();
    let url = peer.url("/");
    let script = format!("{{ verb get -o /dev/null -w y {url}; echo $? >&2; }} | true");
    let _closed = shell(&script).run().code(0).stderr("0\n");
}
