//! What a session keeps between its lines, and what of it ends up in files: cookies, credentials,
//! redirects and retries of its command line, records of all exchanges.

use std::fs;
use std::io;

use crate::support::talk::Talk;
use crate::support::verb::Run;
use crate::support::{Peer, names_in, ok, response, shell, temporary, verb};

/// Answers with the path and the cookies that came; `/set/N` sets `n=N`.
fn cookies(talk: &mut Talk) -> io::Result<()> {
    loop {
        let head = talk.head()?;
        talk.content(&head)?;
        let line = head.line();
        let path = line.split(' ').nth(1).unwrap();
        let cookie = head.field("cookie").unwrap_or_default();
        let set = path.strip_prefix("/set/");
        let fields = set.map(|value| format!("Set-Cookie: n={value}; Path=/; Max-Age=900\r\n"));
        let body = format!("{path}[{cookie}]\n");
        talk.send(response("200 OK", &fields.unwrap_or_default(), &body))?;
    }
}

fn session(peer: &Peer, flags: &[&str], lines: &str) -> Run {
    verb(["session", &peer.url("/")])
        .args(flags.to_vec())
        .stdin(lines)
}

#[test]
fn cookies_are_kept_in_memory() {
    let peer = Peer::tcp(cookies);
    let typed = "GET /1\nGET /set/7\nGET /2\nGET /3 -b a=b\nGET /4\nGET /set/8\nGET /5\n";
    let wanted = "/1[]\n/set/7[]\n/2[n=7]\n/3[n=7; a=b]\n/4[n=7]\n/set/8[n=7]\n/5[n=8]\n";
    let seen = session(&peer, &[], typed).run().code(0);
    let sorted = seen.out().replace("a=b; n=7", "n=7; a=b");
    assert_eq!(sorted, wanted, "{}", seen.story());
    // Those typed for the session go with every line; none of another origin's do.
    let other = Peer::tcp(cookies);
    let typed = format!("GET /1\nGET {}\nGET /2 -b a=b\nGET /3\n", other.url("/o"));
    let seen = session(&peer, &["-b", "s=t"], &typed).run().code(0);
    let sorted = seen.out().replace("a=b; s=t", "s=t; a=b");
    assert_eq!(sorted, "/1[s=t]\n/o[]\n/2[s=t; a=b]\n/3[s=t]\n");
}

#[test]
fn a_jar_is_saved_at_the_end() {
    let (dir, peer) = (temporary(), Peer::tcp(cookies));
    let jar = dir.path().join("jar");
    let typed = "GET /set/1\nGET /set/2\n";
    let run = session(&peer, &["-c", "jar"], typed).dir(&dir);
    run.run().code(0).stderr("");
    assert!(fs::read_to_string(&jar).unwrap().contains("\tn\t2\n"));
    // It is read again by the next one, and by a line.
    let run = session(&peer, &["-b", "jar"], "GET /1\n").dir(&dir);
    run.run().code(0).stdout("/1[n=2]\n");
    let typed = "GET /1\nGET /2 -b jar\nGET /set/3 -c line\nGET /4\n";
    let run = session(&peer, &[], typed).dir(&dir).run();
    run.code(0).stdout("/1[]\n/2[n=2]\n/set/3[n=2]\n/4[n=3]\n");
    let line = fs::read_to_string(dir.path().join("line")).unwrap();
    assert!(line.contains("\tn\t3\n"), "{line}");
    assert_eq!(names_in(dir.path()), ["jar", "line"]);
}

#[test]
fn a_jar_that_cannot_be_saved_is_told() {
    let (dir, peer) = (temporary(), Peer::tcp(cookies));
    let run = session(&peer, &["-c", "no/jar"], "GET /1\n").dir(&dir);
    let seen = run.run().code(23).stdout("");
    let _told = seen.one_line();
    let typed = "GET /1\nGET /2 -c no/jar\nGET /3\n";
    let run = session(&peer, &[], typed).dir(&dir).run().code(23);
    run.stdout("/1[]\n/3[]\n").stderr_has("verb: line 2: ");
    // It becomes so while the session runs.
    fs::create_dir(dir.path().join("d")).unwrap();
    let flags = ["-c", "d/jar"];
    let mut running = verb(["session", &peer.url("/")])
        .args(flags)
        .dir(&dir)
        .stdin_pipe()
        .start();
    running.write(b"GET /set/1\n");
    running.until_stdout(b"/set/1[]\n");
    fs::remove_dir(dir.path().join("d")).unwrap();
    running.finish().code(23).stderr_has("d/jar");
}

/// Asks for Digest, and tells how often it has to.
fn digest(talk: &mut Talk) -> io::Result<()> {
    loop {
        let head = talk.head()?;
        talk.content(&head)?;
        match head.field("authorization") {
            Some(answer) => {
                let count = answer.split("nc=").nth(1).and_then(|rest| rest.get(..8));
                talk.send(ok(&format!("{}\n", count.unwrap_or("?"))))?;
            }
            None => {
                let asks = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n";
                talk.send(response("401 Unauthorized", asks, "who?"))?;
            }
        }
    }
}

#[test]
fn a_digest_nonce_serves_all_lines() {
    let peer = Peer::tcp(digest);
    let typed = "GET /1\nGET /2\nGET /3 -H X:1\nGET /4\n";
    let flags = ["-u", "ada:s3cret", "--digest"];
    let run = session(&peer, &flags, typed).run().code(0);
    run.stdout("00000001\n00000002\n00000003\n00000004\n");
    let heard = peer.heard();
    assert_eq!(heard.matches("GET /").count(), 5, "{heard}");
}

#[test]
fn redirects_and_retries_of_the_session_hold_for_every_line() {
    let peer = Peer::tcp(|talk| {
        let mut failed = false;
        loop {
            let line = talk.head()?.line();
            let path = line.split(' ').nth(1).unwrap();
            match path {
                "/to" => talk.send(response("302 Found", "Location: /there\r\n", ""))?,
                "/busy" if !failed => {
                    failed = true;
                    let later = "Retry-After: 0\r\n";
                    talk.send(response("503 Service Unavailable", later, "later"))?;
                }
                "/busy" => {
                    failed = false;
                    talk.send(ok("/busy"))?;
                }
                path => talk.send(ok(path))?,
            }
        }
    });
    let flags = ["-L", "--retry", "2", "--retry-delay", "1ms"];
    let typed = "GET /to\nGET /busy\nGET /to -H X:1\nGET /busy -H X:1\nGET /1\n";
    let run = session(&peer, &flags, typed).run().code(0);
    run.stdout("/there/busy/there/busy/1");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn records_hold_the_exchanges_of_all_lines() {
    let (dir, peer) = (temporary(), Peer::tcp(cookies));
    let typed = "GET /1\nPOST /2 a=b\nGET /3 -k\nGET /4 --trace own --har line\n";
    let flags = ["--trace", "trace", "--har", "har", "--record", "record"];
    let run = session(&peer, &flags, typed).dir(&dir);
    let _told = run.run().code(0);
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    let har = |name: &str| -> serde_json::Value { serde_json::from_str(&read(name)).unwrap() };
    let line = har("line");
    assert_eq!(line["log"]["entries"].as_array().unwrap().len(), 1);
    assert_eq!(line["log"]["entries"][0]["response"]["status"], 200);
    let har = har("har");
    let entries = har["log"]["entries"].as_array().unwrap();
    let urls = entries
        .iter()
        .map(|entry| entry["request"]["url"].as_str().unwrap());
    let urls: Vec<&str> = urls.map(|url| url.rsplit('/').next().unwrap()).collect();
    assert_eq!(urls, ["1", "2", "3", "4"]);
    let connection = |at: usize| entries[at]["connection"].as_str().unwrap().to_owned();
    assert_eq!(connection(0), connection(1));
    assert_ne!(connection(0), connection(2));
    assert_eq!(connection(0), connection(3));
    let trace = read("trace");
    for number in 1..=4 {
        let line = format!("/{number} HTTP/1.1");
        assert_eq!(trace.matches(&line).count(), 1, "{trace}");
        let own = read("own").matches(&line).count();
        assert_eq!(own, usize::from(number == 4));
    }
    assert!(
        trace.contains("[2] > head") && !trace.contains("[3]"),
        "{trace}"
    );
    assert!(!read("record").is_empty());
    assert_eq!(
        names_in(dir.path()),
        ["har", "line", "own", "record", "trace"]
    );
}

#[test]
fn files_values_and_events_of_single_lines() {
    let dir = temporary();
    let peer = Peer::tcp(|talk| {
        loop {
            match talk.head()?.line().split(' ').nth(1).unwrap() {
                "/cut" => {
                    talk.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut")?;
                    return talk.close();
                }
                "/events" => {
                    let kind = "Content-Type: text/event-stream\r\n";
                    talk.send(response("200 OK", kind, "data: 1\n\ndata: 2\n\n"))?;
                }
                "/json" => talk.send(response(
                    "200 OK",
                    "Content-Type: application/json\r\n",
                    "{\"id\":\"it's\"}",
                ))?,
                path => talk.send(ok(path))?,
            }
        }
    });
    fs::write(dir.path().join("kept"), "before").unwrap();
    let typed = "GET /a -o a\nGET /cut -o kept\nGET /events --events\n\
                 GET /json --capture id=.id --shell\nGET /json -q .id\nGET /w -w '%{http_code}\\n'\n\
                 GET /a /b -Z\nGET /z\n";
    let seen = session(&peer, &[], typed).dir(&dir).run().code(18);
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
    assert_eq!(
        (read("a"), read("kept")),
        ("/a".to_owned(), "before".to_owned())
    );
    assert_eq!(names_in(dir.path()), ["a", "kept"]);
    let seen = seen
        .stderr_has("verb: line 2: ")
        .stderr_has("verb: line 7: --parallel");
    seen.stdout(
        "{\"event\":\"message\",\"data\":1}\n{\"event\":\"message\",\"data\":2}\n\
         id='it'\\''s'\nit's\n/w200\n/z",
    );
}

#[test]
fn a_reader_that_goes_ends_the_batch_quietly() {
    let peer = Peer::answering(ok(&format!("{}\n", "x".repeat(200_000))));
    let script = format!(
        "{{ i=0; while [ $i -lt 50 ]; do echo GET /$i; i=$((i+1)); done; }} | \
         {{ verb session {}; echo \"status $?\" >&2; }} | head -c 1",
        peer.url("/")
    );
    shell(&script)
        .run()
        .code(0)
        .stdout("x")
        .stderr("status 0\n");
    let heard = peer.finish();
    let count = heard.iter().flatten().filter(|byte| **byte == b'G').count();
    assert!(count < 50, "{count}");
}
