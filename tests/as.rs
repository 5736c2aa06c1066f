//! `--as`: the printed line is run by a shell, and what the peer receives is compared with what
//! this program sends itself.

use std::path::Path;
use std::sync::mpsc::{self, Receiver};

use crate::support::{Peer, ok, response, shell, temporary, verb};

/// A peer, and the head and content (framing undone) of each request that comes.
struct Recorder {
    peer: Peer,
    told: Receiver<(String, Vec<u8>)>,
}

impl Recorder {
    fn new() -> Self {
        let (tell, told) = mpsc::channel();
        let peer = Peer::tcp(move |talk| {
            loop {
                let head = talk.head()?;
                let content = talk.content(&head)?;
                let text = String::from_utf8_lossy(&head.0).into_owned();
                tell.send((text, content)).unwrap();
                talk.send(ok("x"))?;
            }
        });
        Self { peer, told }
    }

    fn next(&self) -> (String, Vec<u8>) {
        let patience = std::time::Duration::from_secs(20);
        self.told.recv_timeout(patience).expect("a request")
    }
}

/// Runs the words, then the lines that they print as for curl and verb, and compares.
#[track_caller]
fn round_trip(dir: &Path, words: &[&str], stdin: &str) -> (String, String) {
    let recorder = Recorder::new();
    let url = recorder.peer.url("");
    let words: Vec<String> = words.iter().map(|w| w.replace("URL", &url)).collect();
    verb(&words).dir(dir).stdin(stdin).run().code(0).stderr("");
    let wanted = recorder.next();
    let mut lines = Vec::new();
    for form in ["curl", "verb"] {
        let printed = verb(&words).args(["--as", form]).dir(dir).stdin(stdin);
        let printed = printed.run().code(0).stderr("").out();
        assert!(printed.ends_with('\n'), "{printed:?}");
        let ran = shell(&printed).dir(dir).stdin(stdin).run();
        let story = format!("{printed}\n{}", ran.story());
        ran.code(0);
        let (head, content) = recorder.next();
        assert_eq!(head, wanted.0, "{story}");
        assert!(content == wanted.1, "content differs: {story}");
        lines.push(printed.trim_end().replace(&url, "URL"));
    }
    (lines.remove(0), lines.remove(0))
}

#[test]
fn the_printed_line_sends_the_same_bytes() {
    let dir = temporary();
    std::fs::write(dir.path().join("it's a file"), "file\nwith lines\r\n").unwrap();
    std::fs::write(dir.path().join("big"), vec![b'x'; 3 << 20]).unwrap();
    for words in [
        &["get", "URL/"][..],
        &["head", "URL/x?a=b&c=%20"],
        &["options", "URL/"],
        &["get", "URL/ä b/{x}[1]?q={}|^`'\"<>\\"],
        &[
            "delete",
            "URL/7",
            "-H",
            "X-A: it's $HOME `id` \\ !\"",
            "-H",
            "X-Empty;",
        ],
        &["get", "URL/", "-H", "Accept:", "-A", ""],
        &[
            "get",
            "URL/",
            "-H",
            "accept: text/plain",
            "-H",
            "User-Agent: mine",
            "-H",
            "X: \u{202e}é\t.",
        ],
        &["get", "URL/", "-H", "Host: other.test", "--compressed"],
        &[
            "get",
            "URL/",
            "-H",
            "Accept: */*",
            "-H",
            "Accept: a",
            "-H",
            "Expect: x",
        ],
        &["post", "URL/"],
        &["put", "URL/", "-H", "Content-Length: 0"],
        &["post", "URL/", "{\"a\": [1, \"it's\\u0000\"]}"],
        &[
            "post",
            "URL/",
            "{\"a\": 1}",
            "-H",
            "Content-Type: application/x+json",
        ],
        &["post", "URL/", "-d", "a=1", "-d", "b=2&c"],
        &["post", "URL/", "-d", ""],
        &["get", "URL/", "-d", "q=1"],
        &[
            "request",
            "-X",
            "PROPFIND",
            "URL/",
            "-d",
            "<x/>",
            "-H",
            "Content-Type: text/xml",
        ],
        &["post", "URL/", "--data-raw", "@no\nfile\n\n"],
        &[
            "post",
            "URL/",
            "--data-raw",
            "tab\tbell\u{7}esc\u{1b}%s\\n\r\n",
        ],
        &["put", "URL/", "@it's a file"],
        &["put", "URL/dir/", "-T", "it's a file"],
        &[
            "post",
            "URL/",
            "-d",
            "a=1",
            "-d",
            "@it's a file",
            "-d",
            "b=2",
        ],
        &["post", "URL/", "-d", "@it's a file", "-d", "@it's a file"],
        &["post", "URL/", "@big", "-H", "Content-Type: a/b"],
        &["put", "URL/", "-d", "x", "-H", "Transfer-Encoding: chunked"],
        &[
            "get",
            "URL/",
            "-m",
            "10",
            "-i",
            "-k",
            "-4",
            "--resolve",
            "a.test:1:127.0.0.1,[::1]",
        ],
    ] {
        round_trip(dir.path(), words, "");
    }
}

/// Lines by the flag that they need: compared as soon as there is such a flag, refused until then.
const LATER: &[(&str, &[&str])] = &[
    ("chunked", &["put", "URL/", "-d", "x", "--chunked"]),
    ("path-as-is", &["get", "URL/a/../b", "--path-as-is"]),
    (
        "request-target",
        &["options", "URL/", "--request-target", "*"],
    ),
    ("http1.0", &["post", "URL/", "-0", "-d", "a=1"]),
    ("referer", &["get", "URL/", "-e", "http://r.test/"]),
    ("write-out", &["get", "URL/", "-w", "%{http_code} it's\\n"]),
    ("range", &["get", "URL/", "-r", "0-3"]),
    ("expect100", &["post", "URL/", "-d", "a=1", "--expect100"]),
    ("form", &["post", "URL/", "--form", "a=it's", "b=c d"]),
    ("json", &["post", "URL/", "a=it's", "b:=[1]"]),
    ("limit-rate", &["get", "URL/", "--limit-rate", "1M"]),
    ("interface", &["get", "URL/", "--interface", "127.0.0.1"]),
    ("speed-limit", &["get", "URL/", "--speed-limit", "9"]),
    ("trace", &["get", "URL/", "--trace", "/dev/null"]),
    (
        "remote-name",
        &[
            "get",
            "URL/f.txt",
            "-sOJR",
            "--output-dir",
            "d",
            "--create-dirs",
        ],
    ),
];

#[test]
fn a_flag_survives_the_round_trip_once_it_is_there() {
    let dir = temporary();
    for (name, words) in LATER {
        if ::verb::cli::args::all().any(|flag| flag.long == *name) {
            round_trip(dir.path(), words, "");
        } else {
            let words = words.iter().map(|w| w.replace("URL", "http://127.0.0.1:1"));
            verb(words).args(["--as", "curl"]).run().usage();
        }
    }
}

#[test]
fn what_comes_from_stdin_is_taken_from_there_again() {
    let dir = temporary();
    for words in [
        &["post", "URL/", "-"][..],
        &["put", "URL/", "-T", "-"],
        &["post", "URL/", "-d", "@-"],
        &["post", "URL/", "-d", "a", "-d", "@-", "-d", "b"],
    ] {
        round_trip(dir.path(), words, "from\nstdin\n");
    }
}

#[test]
fn the_lines_are_short_and_readable() {
    let dir = temporary();
    std::fs::write(dir.path().join("f"), "x").unwrap();
    let agent = concat!("'User-Agent: verb/", env!("CARGO_PKG_VERSION"), "'");
    let (curl, verb) = round_trip(dir.path(), &["post", "{\"a\": 1}", "-s", "URL/x"], "");
    assert_eq!(verb, "verb post -s URL/x '{\"a\": 1}'");
    assert_eq!(
        curl,
        format!(
            "curl -s --fail-with-body -H {agent} -H 'Accept: application/json' \
             -H 'Content-Type: application/json' --data-raw '{{\"a\": 1}}' URL/x"
        )
    );
    let (curl, verb) = round_trip(dir.path(), &["put", "@f", "URL/x", "-f", "-HA:b"], "");
    assert_eq!(verb, "verb put -f -H 'A: b' URL/x @f");
    assert_eq!(
        curl,
        format!(
            "curl -sS -f -X PUT -H {agent} -H 'Accept: */*' -H 'A: b' -H Content-Type: \
             --data-binary @f URL/x"
        )
    );
    let words = [
        "get",
        "URL/",
        "-o",
        "out",
        "--ok",
        "2xx,404",
        "-v",
        "--connect-timeout",
        "2s",
    ];
    let printed = verb_line(&words);
    assert_eq!(
        printed,
        "verb get -v --ok 200-299,404 -o out --connect-timeout 2 http://URL/\n"
    );
}

/// The canonical line of words that are not sent anywhere.
fn verb_line(words: &[&str]) -> String {
    let words: Vec<_> = words
        .iter()
        .map(|w| w.replace("URL", "http://url"))
        .collect();
    let printed = verb(words).args(["--as", "verb"]).run().code(0).out();
    printed.replace("http://url", "http://URL")
}

/// No argument can hold NUL, so the bytes are piped, and their length is lost to verb.
#[test]
fn a_body_that_no_argument_can_hold_is_piped() {
    let dir = temporary();
    let recorder = Recorder::new();
    let url = recorder.peer.url("/");
    let bytes: Vec<u8> = (0..=255).rev().collect();
    std::fs::write(dir.path().join("f"), &bytes).unwrap();
    // Bytes that have been read already: a pasted --json is put together from its parts.
    for (form, framing) in [
        ("curl", "Content-Length: 256\r\n"),
        ("verb", "Transfer-Encoding: chunked\r\n"),
    ] {
        let words = ["curl", "--json", "@f", &url, "--as", form];
        let printed = verb(words).dir(dir.path()).run().code(0);
        let told = printed.err().contains("sends the body in chunks");
        assert_eq!(told, form == "verb", "{}", printed.story());
        shell(&printed.out()).run().code(0);
        let (head, content) = recorder.next();
        assert!(content == bytes, "{}", printed.story());
        assert!(head.contains(framing), "{head}");
    }
}

#[test]
fn secrets_are_masked_in_both_lines_and_nobody_is_contacted() {
    let recorder = Recorder::new();
    let url = recorder.peer.url("/");
    for form in ["curl", "verb"] {
        let words = [
            "get",
            &url,
            "-H",
            "Authorization: Bearer s3cret",
            "--as",
            form,
        ];
        let printed = verb(words).run().code(0).stderr("").out();
        assert!(
            printed.contains("'Authorization: Bearer ••••'"),
            "{printed}"
        );
        assert!(!printed.contains("s3cret"), "{printed}");
    }
    verb(["get", &url, "--as", "raw"])
        .run()
        .code(0)
        .stdout_has("GET / HTTP/1.1\r\n");
    assert_eq!(recorder.peer.finish().len(), 0);
}

/// A peer that challenges without qop: the answer depends on nothing but login, method and target.
fn challenger() -> (Peer, Receiver<String>) {
    let (tell, told) = mpsc::channel();
    let challenge = "WWW-Authenticate: Digest realm=r, nonce=n\r\n";
    let peer = Peer::tcp(move |talk| {
        loop {
            let head = talk.head()?;
            let Some(answer) = head.field("authorization") else {
                talk.send(response("401 Unauthorized", challenge, ""))?;
                continue;
            };
            let (_, after) = answer.split_once("response=\"").expect("an answer");
            let (digits, _) = after.split_once('"').expect("an end");
            tell.send(digits.to_owned()).unwrap();
            talk.send(ok("x"))?;
        }
    });
    (peer, told)
}

#[test]
fn a_digest_login_is_in_both_lines() {
    let (peer, told) = challenger();
    let url = peer.url("/");
    let next = || {
        let patience = std::time::Duration::from_secs(20);
        told.recv_timeout(patience).expect("an answer")
    };
    for (login, curl, of_verb) in [
        ("ada:it's s3cret", "'ada:••••'", "'ada:••••'"),
        ("ada:\\env:s3cret", "'ada:••••'", "'ada:••••'"),
        ("\\env:s3cret", "'env:••••'", "'\\env:••••'"),
        ("ada:\\x", "'ada:••••'", "'ada:••••'"),
    ] {
        let words = ["get", &url, "--digest", "-u", login];
        let _fine = verb(words).run().code(0).stdout("x");
        let wanted = next();
        for (form, masked) in [("curl", curl), ("verb", of_verb)] {
            let line = || verb(words).args(["--as", form]);
            let hidden = line().run().code(0).stderr("");
            let hidden = hidden.stdout_has(&format!(" --digest -u {masked} "));
            assert!(!hidden.out().contains("s3cret"), "{}", hidden.story());
            let shown = line().arg("--show-secrets").run().code(0).stderr("").out();
            let _fine = shell(&shown).run().code(0).stdout("x");
            assert_eq!(next(), wanted, "{shown}");
        }
    }
}

#[test]
fn what_a_line_cannot_say_is_told() {
    for (words, told) in [
        (
            &["--as", "curl", "--ok", "404"][..],
            "the line leaves out --ok, which curl lacks",
        ),
        (
            &["--as", "curl", "--trust", "system"],
            "--trust system, which curl lacks",
        ),
    ] {
        let run = verb(["get", "http://127.0.0.1:1/"]).args(words.iter().copied());
        run.run().code(0).stderr_has(told);
    }
    verb(["get", "http://127.0.0.1:1/", "--as", "python"])
        .run()
        .usage();
}
