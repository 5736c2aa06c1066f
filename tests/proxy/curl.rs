//! The bytes that a proxy gets, beside those of the installed curl: the same but for
//! `Proxy-Connection`, which no RFC knows and verb does not send, and for where fields stand.

use crate::support::verb::Run;
use crate::support::{Peer, ok, response, verb};

/// The start-line, and the other lines sorted.
fn parts(head: &str) -> (String, Vec<String>) {
    let mut lines = head.lines().map(str::to_owned);
    let first = lines.next().unwrap_or_default();
    let mut rest: Vec<String> = lines
        .filter(|line| !line.is_empty() && !line.starts_with("Proxy-Connection:"))
        .collect();
    rest.sort();
    (first, rest)
}

/// What a proxy gets from both for the same words; it answers with a refusal of tunnels.
#[track_caller]
fn same(words: &[&str]) {
    let answer = || {
        Peer::answering(if words.contains(&"tunnel") {
            response("403 No", "", "")
        } else {
            ok("")
        })
    };
    let (ours, theirs) = (answer(), answer());
    let given = |url: String| {
        let words = words.iter().filter(|word| **word != "tunnel");
        words
            .map(|word| word.replace("{P}", &url))
            .collect::<Vec<_>>()
    };
    let common = ["-A", "me", "-sS"];
    verb(["get"])
        .args(common)
        .args(given(ours.url("").replace("http://", "")))
        .run();
    let curl = Run::new("curl", ["-q", "--noproxy", ""]).args(common);
    curl.args(given(theirs.url("").replace("http://", "")))
        .run();
    let (ours, theirs) = (ours.heard(), theirs.heard());
    assert_eq!(parts(&ours), parts(&theirs), "{words:?}\n{ours}\n{theirs}");
}

#[test]
fn a_proxy_gets_what_it_gets_from_curl() {
    if std::process::Command::new("curl")
        .arg("-V")
        .output()
        .is_err()
    {
        println!("left out: curl is not installed");
        return;
    }
    for words in LINES {
        same(words);
    }
}

/// Words after the common ones; `{P}` is the proxy, `tunnel` says that it is asked for one.
const LINES: &[&[&str]] = &[
    &["-x", "{P}", "http://h.test"],
    &["-x", "http://{P}", "http://h.test:81/a?b=c#d"],
    &["-x", "u:p@{P}", "http://h.test/"],
    &["-x", "a%40b@{P}", "http://h.test/"],
    &["-x", "{P}", "-U", "c:d", "http://h.test/"],
    &["-x", "u:p@{P}", "-U", "c:d", "http://h.test/"],
    &["-x", "{P}", "-u", "o:p", "http://h.test/"],
    &["-x", "{P}", "http://o:p@h.test:80/"],
    &[
        "-x",
        "{P}",
        "--proxy-header",
        "X-P: 1",
        "-H",
        "X-O: 2",
        "http://h.test/",
    ],
    &["-x", "{P}", "http://[::1]:81/"],
    &["-x", "{P}", "http://h.test./"],
    &["tunnel", "-x", "{P}", "--proxytunnel", "http://h.test/"],
    &[
        "tunnel",
        "-x",
        "u:p@{P}",
        "--proxytunnel",
        "http://h.test:81/x",
    ],
    &["tunnel", "-x", "{P}", "-U", "c:d", "https://h.test/x"],
    &["tunnel", "-x", "{P}", "https://[::1]:8443/x"],
    &[
        "tunnel",
        "-x",
        "{P}",
        "-H",
        "X-O: 2",
        "-b",
        "a=b",
        "-u",
        "o:p",
        "https://h.test/",
    ],
    &[
        "tunnel",
        "-x",
        "{P}",
        "--proxy-header",
        "X-P: 1",
        "https://h.test/",
    ],
    &[
        "tunnel",
        "-x",
        "{P}",
        "--connect-to",
        "h.test:80:i.test:81",
        "http://h.test/",
    ],
];
