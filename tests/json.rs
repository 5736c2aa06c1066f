//! `--json`, `--json-lines`, and documents that items are applied to.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};

use crate::support::recorded::{curl, recorded};
use crate::support::verb::Run;
use crate::support::{Peer, names_in, ok, shell, temporary, verb};

const DOCUMENT: &str =
    "{ \"z\" : 1.00, \"n\":12345678901234567890123.10,\n \"a\":1e400, \"a\":\"\\ud800\" }\n";

#[test]
fn a_document_of_any_source_is_checked_typed_and_sent_as_it_is() {
    let dir = temporary();
    fs::write(dir.path().join("f"), DOCUMENT).unwrap();
    let file = || File::open(dir.path().join("f")).unwrap();
    let runs: Vec<Box<dyn Fn(String) -> Run>> = vec![
        Box::new(|url| verb(["post", &url, "--json", DOCUMENT.trim_end()])),
        Box::new(|url| verb(["post", &url, "-j", "-d", DOCUMENT])),
        Box::new(|url| verb(["post", &url, &format!("--json={DOCUMENT}")])),
        Box::new(|url| verb(["post", &url, "--json", "@f"])),
        Box::new(|url| verb(["post", &url, "--json=@f"])),
        Box::new(|url| verb(["post", &url, "-j", "-T", "f"])),
        Box::new(|url| verb(["post", &url, "-j", "-d", "@f"])),
        Box::new(|url| verb(["post", &url, "--json", "-"]).stdin(DOCUMENT)),
        Box::new(|url| verb(["post", &url, "--json", "@-"]).stdin(DOCUMENT)),
        Box::new(|url| verb(["post", &url, "-jT-"]).stdin(DOCUMENT)),
        Box::new(|url| verb(["post", &url, "--json=-"]).stdin(DOCUMENT)),
        Box::new(move |url| verb(["post", &url, "--json", "-"]).stdin_file(file())),
    ];
    for (at, run) in runs.iter().enumerate() {
        let sent = recorded(|url| run(url).dir(dir.path()));
        assert_eq!(sent.text().trim_end(), DOCUMENT.trim_end(), "{at}");
        assert!(at == 0 || sent.text() == DOCUMENT, "{at}");
        assert_eq!(sent.field("content-type"), Some("application/json"), "{at}");
        assert_eq!(sent.field("accept"), Some("application/json"), "{at}");
        let length = sent.content.len().to_string();
        assert_eq!(sent.field("content-length"), Some(length.as_str()), "{at}");
    }
}

/// Scenario O12: invalid JSON never leaves.
#[test]
fn a_broken_document_of_any_source_is_found_before_connecting() {
    let dir = temporary();
    let peer = Peer::answering(ok("x"));
    let broken = "{\"ok\":1,\n \"a\":1,}\n";
    fs::write(dir.path().join("f"), broken).unwrap();
    let long = format!("[\"{}\",\n1,]", "x".repeat(3 << 20));
    let place = "line 2 column 8:  \"a\":1,}";
    let url = peer.url("/");
    let file = || File::open(dir.path().join("f")).unwrap();
    for (run, place) in [
        (verb(["post", &url, broken]), place),
        (verb(["post", &url, "-j", "-d", broken]), place),
        (verb(["post", &url, &format!("--json={broken}")]), place),
        (verb(["post", &url, "-j", "@f"]), place),
        (verb(["post", &url, "-j", "-T", "f"]), place),
        (verb(["post", &url, "-j", "-"]).stdin(broken), place),
        (verb(["post", &url, "-j", "-"]).stdin_file(file()), place),
        (verb(["post", &url, "-", "a=1"]).stdin(broken), place),
        (verb(["post", &url, "@f", "a=1"]), place),
        (
            verb(["post", &url, "-j", "-"]).stdin(long),
            "line 2 column 3: 1,]",
        ),
        (
            verb(["post", &url, "-j", "-"]).stdin("{\"a\":\n"),
            "ends too early",
        ),
        (verb(["post", &url, "-j", "-"]).stdin(""), "ends too early"),
        (
            verb(["post", &url, "-j", "-"]).stdin(b"\"\xff\"".to_vec()),
            "not UTF-8",
        ),
        (verb(["post", &url, "-j", "@none"]), "cannot read none"),
        (verb(["post", &url, "-j", "@."]), "directory"),
    ] {
        let _fine = run.dir(dir.path()).run().usage().stderr_has(place);
    }
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn types_of_the_users_stay() {
    let words = ["-j", "{}", "Accept:x/y", "-H", "Content-Type: a/b"];
    let sent = recorded(|url| verb(["post", &url]).args(words));
    assert_eq!(sent.field("content-type"), Some("a/b"));
    assert_eq!(sent.field("accept"), Some("x/y"));
    let sent = recorded(|url| verb(["get", &url, "--json"]));
    assert_eq!(sent.field("accept"), Some("application/json"));
    assert_eq!(sent.field("content-type"), None);
}

#[test]
fn curl_json_lines_work_and_send_the_same() {
    for words in [&["--json", "{\"a\": [1, 2.0]}"][..], &["--json", "@f"]] {
        let dir = temporary();
        fs::write(dir.path().join("f"), "{ \"b\":1 }").unwrap();
        let Some(curl) = curl(words) else { return };
        let theirs = recorded(|url| curl.arg(url).dir(dir.path()));
        let ours = recorded(|url| {
            verb(["post"])
                .args(words.iter().copied())
                .arg(url)
                .dir(dir.path())
        });
        assert_eq!(ours.content, theirs.content);
        assert_eq!(ours.line(), theirs.line());
        for field in ["content-type", "accept", "content-length"] {
            assert_eq!(ours.field(field), theirs.field(field), "{field}");
        }
    }
}

#[test]
fn items_are_applied_to_a_document() {
    let dir = temporary();
    let document = "{ \"z\" : 1.00, \"l\":[1, 2], \"o\":{ \"k\" : [] },\n \"z\":2 }\n";
    fs::write(dir.path().join("f"), document).unwrap();
    let wanted = r#"{"z":1.00,"l":[1,2,3],"o":{ "k" : [] },"z":2,"new":"x"}"#;
    let items = ["l[]:=3", "new=x"];
    let sent = recorded(|url| verb(["put", &url, "-"]).args(items).stdin(document));
    assert_eq!(sent.text(), wanted);
    assert_eq!(sent.field("content-type"), Some("application/json"));
    for word in ["@f", "-Tf", "--json=@f", document.trim_end()] {
        let sent = recorded(|url| verb(["put", &url, word]).args(items).dir(dir.path()));
        assert_eq!(sent.text(), wanted, "{word}");
    }
    let sent = recorded(|url| verb(["put", &url, "-", "z=one"]).stdin(document));
    assert_eq!(sent.text(), r#"{"z":"one","l":[1, 2],"o":{ "k" : [] }}"#);
    let seen = verb(["put", ":1/", "-", "a=1"]).stdin("[1]").run();
    let _fine = seen.usage().stderr_has("both an array and an object");
    let seen = verb(["put", ":1/", "@none", "a=1"]).run();
    let _fine = seen.usage().stderr_has("cannot read none");
}

/// Scenario O8 under `--json`: the first line is the shell's, the rest is the body.
#[test]
fn a_file_on_stdin_counts_from_where_it_stands() {
    let dir = temporary();
    fs::write(dir.path().join("f"), "first\n{ \"rest\": 1 }\n").unwrap();
    fs::write(dir.path().join("short"), "first\n").unwrap();
    for (flags, rest) in [("", "{ \"rest\": 1 }\n"), ("-j", "{ \"rest\": 1 }\n")] {
        let script = format!("{{ read x; verb post $U {flags} -; }} < f");
        let sent = recorded(|url| shell(&script).env("U", url).dir(dir.path()));
        assert_eq!(sent.text(), rest);
        let length = rest.len().to_string();
        assert_eq!(sent.field("content-length"), Some(length.as_str()));
        assert_eq!(sent.field("transfer-encoding"), None);
    }
    let script = "{ read x; verb post $U -; } < short";
    let sent = recorded(|url| shell(script).env("U", url).dir(dir.path()));
    assert_eq!(sent.field("content-length"), Some("0"));
}

/// A document of this many bytes or a few more.
fn large(path: &std::path::Path, size: usize) -> u64 {
    let mut file = BufWriter::new(File::create(path).unwrap());
    let row = "{\"id\": 12345678901234567890123, \"t\":\"é\\u00e9\", \"f\" : -1.50e+3},\n";
    file.write_all(b"[\n").unwrap();
    for _ in 0..size / row.len() {
        file.write_all(row.as_bytes()).unwrap();
    }
    file.write_all(b"null]\n").unwrap();
    let mut file = file.into_inner().unwrap();
    file.seek(SeekFrom::End(0)).unwrap()
}

/// Scenario O12: 100 MB from a file, byte-identical, in bounded memory.
#[test]
fn a_document_of_100_mb_is_checked_and_sent_in_little_memory() {
    let dir = temporary();
    let path = dir.path().join("big");
    for (stdin, size) in [(false, 100 << 20), (true, 20 << 20)] {
        let size = large(&path, size);
        let (go, told) = (
            crate::support::Latch::default(),
            crate::support::Latch::default(),
        );
        let (wait, tell, file) = (go.clone(), told.clone(), path.clone());
        let peer = Peer::tcp(move |talk| {
            let head = talk.head()?;
            assert_eq!(head.field("content-length"), Some(size.to_string()));
            let mut file = File::open(&file)?;
            let mut wanted = Vec::new();
            let by = std::time::Instant::now() + std::time::Duration::from_secs(60);
            talk.content_to(&head, by, &mut |part| {
                wanted.resize(part.len(), 0);
                file.read_exact(&mut wanted).unwrap();
                assert!(part == wanted, "the content differs");
            })?;
            tell.open();
            wait.wait();
            talk.send(ok("x"))
        });
        let run = verb(["post", &peer.url("/"), "-j"]).dir(dir.path());
        let run = match stdin {
            true => run.arg("-").stdin_file(File::open(&path).unwrap()),
            false => run.arg("@big"),
        };
        let run = run.start();
        told.wait();
        let peak = run.peak_memory();
        go.open();
        let _fine = run.finish().code(0).stdout("x");
        crate::memory::within(peak, crate::memory::MOST);
    }
}

#[test]
fn what_is_kept_of_a_pipe_leaves_nothing_behind() {
    let (dir, keep) = (temporary(), temporary());
    let path = dir.path().join("big");
    let size = large(&path, 3 << 20);
    let bytes = fs::read(&path).unwrap();
    let sent = recorded(|url| {
        let run = verb(["post", &url, "-j", "-"]).stdin(bytes.clone());
        run.env("TMPDIR", keep.path())
    });
    assert!(sent.content == bytes);
    assert_eq!(
        sent.field("content-length"),
        Some(size.to_string().as_str())
    );
    assert!(names_in(keep.path()).is_empty());
}

#[test]
fn what_is_kept_of_a_pipe_is_sent_to_each_url() {
    let document = format!("[\"{}\"]", "x".repeat(2 << 20));
    let wanted = document.clone();
    let peer = Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            assert!(talk.content(&head)? == wanted.as_bytes());
            talk.send(ok("same"))?;
        }
    });
    let (a, b) = (peer.url("/a"), peer.url("/b"));
    let seen = verb(["post", &a, &b, "-j", "-"]).stdin(document).run();
    let _fine = seen.code(0).stdout("samesame");
}

#[test]
fn json_lines_are_checked_as_they_are_sent() {
    let lines = "{\"a\":1}\n[2]\n\n\"three\"\n";
    let sent = recorded(|url| verb(["post", &url, "--json-lines", "-"]).stdin(lines));
    assert_eq!(sent.text(), lines);
    assert_eq!(sent.field("content-type"), Some("application/x-ndjson"));
    assert_eq!(sent.field("transfer-encoding"), Some("chunked"));
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        talk.content(&head)?;
        talk.send(ok("whole"))
    });
    let run = verb(["post", &peer.url("/"), "--json-lines", "-"]).stdin("1\n2\n{\"a\":}\n4\n");
    let seen = run.run().code(26).stdout("");
    let _fine = seen.one_line().stderr_has("line 3 column 6");
}

#[test]
fn json_lines_of_a_file_are_checked_before_connecting() {
    let dir = temporary();
    fs::write(dir.path().join("good"), "1\n2\n").unwrap();
    fs::write(dir.path().join("bad"), "1\n2 3\n").unwrap();
    let sent = recorded(|url| verb(["post", &url, "--json-lines", "@good"]).dir(dir.path()));
    assert_eq!(
        (sent.text(), sent.field("content-length")),
        ("1\n2\n", Some("4"))
    );
    let peer = Peer::answering(ok("x"));
    for run in [
        verb(["post", &peer.url("/"), "--json-lines", "@bad"]),
        verb(["post", &peer.url("/"), "--json-lines", "-"])
            .stdin_file(File::open(dir.path().join("bad")).unwrap()),
    ] {
        let seen = run.dir(dir.path()).run();
        let _fine = seen.usage().stderr_has("line 2 column 3");
    }
    let seen = verb(["post", &peer.url("/"), "--json-lines"]).run();
    let _fine = seen.usage().stderr_has("add - to read it from stdin");
    let seen = verb(["post", &peer.url("/"), "--json-lines", "a=1"]).run();
    let _fine = seen.usage().stderr_has("items");
    assert_eq!(peer.finish().len(), 0);
}
