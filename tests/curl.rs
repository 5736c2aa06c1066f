//! `verb curl`: lines pasted from elsewhere, compared with what the installed curl sends.

use std::collections::BTreeSet;
use std::sync::mpsc;

use crate::support::verb::Run;
use crate::support::{Peer, ok, shell, temporary, verb};

/// The request-line, the fields that must agree, and the content, framing undone.
type Request = (String, BTreeSet<String>, Vec<u8>);

fn request(head: &str, content: Vec<u8>) -> Request {
    let mut lines = head.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let differ = ["user-agent:", "expect:"];
    let fields = lines.filter(|line| {
        let lower = line.to_ascii_lowercase();
        !line.is_empty() && !differ.iter().any(|name| lower.starts_with(name))
    });
    (first, fields.map(spaced).collect(), content)
}

/// A run that is told the peer's URL.
type Ready = Box<dyn FnOnce(&str) -> Run>;

/// White space around a value means nothing; curl sends it as it was typed.
fn spaced(line: &str) -> String {
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    format!("{name}: {}", value.trim())
}

/// What each of the runs sends: the requests of both, in order.
fn sent(runs: impl IntoIterator<Item = Ready>) -> Vec<Request> {
    let (tell, told) = mpsc::channel();
    let peer = Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            if head.0.windows(9).any(|part| part == b"100-conti") {
                talk.send("HTTP/1.1 100 Continue\r\n\r\n")?;
            }
            let content = talk.content(&head)?;
            let text = String::from_utf8_lossy(&head.0).into_owned();
            tell.send((text, content)).unwrap();
            talk.send(ok("x"))?;
        }
    });
    let url = peer.url("");
    for run in runs {
        run(&url).run().code(0);
    }
    drop(peer.finish());
    told.try_iter()
        .map(|(head, content)| request(&head, content))
        .collect()
}

/// A pasted line sends what curl sends.
#[track_caller]
fn same(line: &str) {
    let dir = temporary();
    std::fs::write(dir.path().join("f"), "a: 1\r\nb=2\n").unwrap();
    std::fs::write(dir.path().join("plain"), "no line ends").unwrap();
    let path = dir.path().to_owned();
    let (one, two) = (path.clone(), path);
    let (first, second) = (line.to_owned(), line.to_owned());
    let runs: Vec<Ready> = vec![
        Box::new(move |url| {
            shell(&format!("KEY=s3cret; {}", first.replace("URL", url)))
                .stdin("in\nput")
                .dir(one)
        }),
        Box::new(move |url| {
            shell(&format!("KEY=s3cret; verb {}", second.replace("URL", url)))
                .stdin("in\nput")
                .dir(two)
        }),
    ];
    let sent = sent(runs);
    assert_eq!(sent.len() % 2, 0, "{line}: {sent:?}");
    let (curl, verb) = sent.split_at(sent.len() / 2);
    assert!(!curl.is_empty(), "{line}");
    assert_eq!(curl, verb, "{line}");
}

/// Scenario: fingers of a curl user.
#[test]
fn ten_lines_of_a_curl_user_send_what_curl_sends() {
    for line in [
        "curl -fsS -o out URL/a",
        "curl -s -H 'X-A: 1' -H 'X-B;' -H 'Accept:' URL/",
        "curl -s -d a=1 -d b=2 URL/",
        "curl -s --json '{\"a\": 1}' URL/",
        "curl -s --json @plain URL/",
        "curl -sS -m 5 URL/ URL/two",
        "curl -k -s --resolve h.test:443:127.0.0.1 URL/",
        "curl -s -X DELETE URL/7",
        "curl -sI URL/",
        "curl -s -d @f URL/ -A agent",
        "curl -s -d @- URL/",
        "curl -s -d @plain --data-raw @x URL/",
        "curl -s --data-binary @f URL/",
        "curl -s -T plain URL/dir/",
        "curl -s -T plain URL",
        "curl -s -XPUT -da=1 -HContent-Type:text/plain URL/?q=1",
        "curl -s -X PATCH --json '[1' --json ',2]' -H 'Accept: x/y' URL/",
        "curl -s -i --compressed -H 'Accept-Encoding: gzip' -g 'URL/?q={a}'",
    ] {
        same(line);
    }
}

/// Lines by the flag that they need: compared as soon as there is such a flag, refused until then.
const LATER: &[(&str, &str)] = &[
    ("user", "curl -s -u user:@pass URL/"),
    ("bearer", "curl -s --oauth2-bearer token URL/"),
    ("referer", "curl -s -e http://r.test/ URL/"),
    ("write-out", "curl -s -w '%{http_code}\\n' URL/"),
    ("range", "curl -s -r 0-4 URL/"),
    ("http1.0", "curl -s -0 URL/"),
    ("path-as-is", "curl -s --path-as-is URL/a/../b"),
    ("request-target", "curl -s --request-target /x URL/y"),
    (
        "data-urlencode",
        "curl -s --data-urlencode 'a=b c&d' -d x=1 URL/",
    ),
    ("get", "curl -s -G -d a=1 URL/?z"),
    ("cookie", "curl -s -b 'a=b; c=d' URL/"),
    ("location", "curl -fsSL URL/"),
    ("retry", "curl -sS -m 5 --retry 2 URL/"),
    ("limit-rate", "curl -s --limit-rate 1M -d a=1 URL/"),
    ("limit-rate", "curl -s --limit-rate 90000B URL/"),
    ("speed-limit", "curl -s -Y 1 -y5 URL/"),
    ("interface", "curl -s --interface 127.0.0.1 URL/"),
    ("interface", "curl -s --interface host!127.0.0.1 URL/"),
    (
        "retry-all-errors",
        "curl -s --retry 1 --retry-delay 1 --retry-all-errors --retry-connrefused URL/",
    ),
    (
        "retry-max-time",
        "curl -s --retry 1 --retry-max-time 5 URL/",
    ),
    ("trace", "curl -s --trace /dev/null URL/"),
    (
        "trace-ascii",
        "curl -s --trace-time --trace-ascii /dev/null -d x=1 URL/",
    ),
    ("tls-max", "curl -s --tlsv1.2 --tls-max 1.3 --ssl-reqd URL/"),
];

#[test]
fn a_line_runs_once_there_is_a_flag_for_it() {
    for (name, line) in LATER {
        let known =
            |flag: &::verb::cli::flag::Flag| flag.long == *name || flag.aliases.contains(name);
        if ::verb::cli::args::all().any(known) {
            same(line);
            continue;
        }
        let run = shell(&format!(
            "verb {}",
            line.replace("URL", "http://127.0.0.1:1")
        ));
        run.run()
            .usage()
            .stderr_has(&format!("verb has no --{name} yet"));
    }
}

/// Scenario: a curl line from the docs. The shell's `$'…'` is the shell's work.
#[test]
fn a_line_from_the_docs_runs_and_is_printed_both_ways() {
    let line = "curl -X POST 'URL/v1/items' -H 'Authorization: Bearer '\"$KEY\" \
                -H 'Content-Type: application/json' -H 'Accept-Encoding: gzip' \
                --data-raw '{\n \"a\": 1\n}' --compressed";
    same(line);
    let pasted = format!(
        "KEY=s3cret; verb {}",
        line.replace("URL", "https://127.0.0.1:1")
    );
    let as_verb = shell(&format!("{pasted} --as verb")).run().code(0).out();
    assert_eq!(
        as_verb,
        "verb post -H 'Authorization: Bearer ••••' -H 'Content-Type: application/json' \
         -H 'Accept-Encoding: gzip' --data-raw '{\n \"a\": 1\n}' https://127.0.0.1:1/v1/items\n"
    );
    let as_curl = shell(&format!("{pasted} --as curl")).run().code(0).out();
    assert!(
        as_curl.starts_with("curl -sS --fail-with-body --compressed -H "),
        "{as_curl}"
    );
    assert!(
        as_curl.contains("--data-raw '{\n \"a\": 1\n}'"),
        "{as_curl}"
    );
    shell(&format!("{pasted} --ntlm"))
        .run()
        .usage()
        .stderr_has("--ntlm");
}

#[test]
fn outcomes_are_curls_or_better() {
    let peer = Peer::answering("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno");
    let url = peer.url("/");
    verb(["curl", "-s", &url]).run().code(4).stdout("no");
    verb(["curl", "-sf", &url]).run().code(4).stdout("");
    verb(["curl", "-s", "-o", "/dev/null", &url])
        .run()
        .code(4)
        .stdout("");
    verb(["curl", "-sS", "http://127.0.0.1:1/"])
        .run()
        .code(7)
        .one_line();
}

#[test]
fn nothing_is_sent_when_an_option_is_not_to_be_had() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    for words in [
        &["-K", "f"][..],
        &["--next", "-d", "x"],
        &["--ftp-pasv"],
        &["--wibble"],
        &["-d", "@none"],
        &["-I", "-d", "x"],
        &["-H", "no colon"],
        &["-m"],
    ] {
        verb(["curl", &url])
            .args(words.iter().copied())
            .run()
            .usage();
    }
    verb(["curl", &peer.url("/[1-3]")]).run().usage();
    verb(["curl"]).run().usage();
    assert_eq!(peer.finish().len(), 0);
}

#[test]
fn help_is_given_in_either_spelling() {
    for words in [["curl", "-h"], ["curl", "--help"], ["help", "curl"]] {
        verb(words).run().code(0).stdout_has("verb curl");
    }
    verb(["curl", "-V"]).run().code(0).stdout_has("verb 0.");
}
