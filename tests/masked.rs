//! What is written of the wire holds no secret, whatever way it took, unless that is asked for; and
//! a run that is interrupted leaves of it what can be read, or nothing.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustix::process::Signal;
use serde_json::Value;

use crate::support::proxy::Relay;
use crate::support::verb::Run;
use crate::support::{Authority, Peer, names_in, response, temporary, verb};

/// What must not be seen, and how Basic credentials spell it.
const SECRETS: [(&str, &str); 5] = [
    ("SECpass", "ada:SECpass"),
    ("SECproxy", "pu:SECproxy"),
    ("SECcookie", ""),
    ("SECset", ""),
    ("SECkey", ""),
];

const OPEN: &str = "HTTP/1.1 200 OK\r\nX-P: 1\r\n\r\n";

fn answer() -> Vec<u8> {
    response("200 OK", "Set-Cookie: sid=SECset; Path=/\r\n", "x")
}

/// All that a run writes, with what is written in digits or in base64 undone.
fn written(run: Run, dir: &Path) -> String {
    let run = run.args(["-vv", "-b", "s=SECcookie", "-H", "X-Api-Key: SECkey"]);
    let run = run.args(["--har", "h", "--trace", "t", "--record", "r"]);
    let seen = run.args(["--timing"]).dir(dir).run().code(0);
    let text = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    let mut all = [seen.err(), text("h"), text("t"), text("r")].concat();
    for line in text("t").lines().filter(|line| line.starts_with("  ")) {
        let digits = line[12..61].split_whitespace();
        let byte = |digits| u8::from_str_radix(digits, 16).unwrap() as char;
        all.extend(digits.map(byte));
    }
    for line in text("r").lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        for way in ["sent", "received"] {
            let bytes = STANDARD.decode(line[way].as_str().unwrap_or_default());
            all.push_str(&String::from_utf8_lossy(&bytes.unwrap()));
        }
    }
    all
}

#[track_caller]
fn judge(run: impl Fn() -> Run, secrets: &[&str]) {
    let dir = temporary();
    let hidden = written(run(), dir.path());
    for (secret, pair) in SECRETS {
        let coded = STANDARD.encode(pair);
        assert!(!hidden.contains(secret), "{secret}: {hidden}");
        assert!(
            coded.is_empty() || !hidden.contains(&coded),
            "{coded}: {hidden}"
        );
    }
    let shown = written(run().arg("--show-secrets"), dir.path());
    for secret in secrets {
        let pair = SECRETS.iter().find(|(name, _)| name == secret).unwrap().1;
        let coded = STANDARD.encode(pair);
        let there = shown.contains(secret) || (!pair.is_empty() && shown.contains(&coded));
        assert!(there, "{secret}: {shown}");
    }
}

const ALL: [&str; 5] = ["SECpass", "SECproxy", "SECcookie", "SECset", "SECkey"];
const DIRECT: [&str; 4] = ["SECpass", "SECcookie", "SECset", "SECkey"];

#[test]
fn no_secret_is_written_of_plain_and_tls_connections() {
    let peer = Peer::answering(answer());
    let url = format!("http://ada:SECpass@127.0.0.1:{}/", peer.port());
    judge(|| verb(["get", &url]), &DIRECT);
    judge(
        || verb(["get", "-u", "ada:SECpass", &peer.url("/")]),
        &DIRECT,
    );
    let authority = Authority::new("masked");
    let secure = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), answer());
    let (url, ca) = (secure.https("/"), authority.ca());
    let words = ["get", "-u", "ada:SECpass", &url, "--cacert", &ca];
    judge(|| verb(words), &DIRECT);
}

#[test]
fn no_secret_is_written_of_ways_through_proxies() {
    let forwarding = Peer::answering(answer());
    let proxy = format!("http://pu:SECproxy@127.0.0.1:{}", forwarding.port());
    let words = ["get", "-x", &proxy, "http://ada:SECpass@h.test/"];
    judge(|| verb(words), &ALL);
    let place = format!("127.0.0.1:{}", forwarding.port());
    let words = ["get", "-x", &place, "-U", "pu:SECproxy", "http://h.test/"];
    judge(|| verb(words).args(["-u", "ada:SECpass"]), &ALL);
    let authority = Authority::new("masked-proxy");
    let (ca, origin) = (authority.ca(), authority.good(&["h.test"]));
    let origin = Peer::tls_answering(origin.server(), answer());
    let config = authority.good(&["127.0.0.1"]).server();
    for (scheme, relay) in [
        ("http", Relay::start(origin.port(), OPEN)),
        ("https", Relay::tls(config, origin.port(), OPEN)),
    ] {
        let proxy = format!("{scheme}://pu:SECproxy@{}", relay.place());
        let words = ["get", "-u", "ada:SECpass", "https://h.test/", "-x", &proxy];
        let trusting = ["--cacert", &ca, "--proxy-cacert", &ca];
        judge(|| verb(words).args(trusting), &ALL);
    }
}

#[test]
fn an_interrupt_leaves_files_that_can_be_read_or_none() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let dir = temporary();
        for name in ["o", "h", "m"] {
            fs::write(dir.path().join(name), "OLD").unwrap();
        }
        let peer = Peer::tcp(|talk| {
            talk.head()?;
            talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")?;
            talk.hold()
        });
        let run = verb(["get", "-v", &peer.url("/"), "-o", "o", "--har", "h"]);
        let run = run.args(["--meta", "m", "--record", "r", "--trace", "t"]);
        let run = run.dir(dir.path()).start();
        run.until_stderr("Content-Length");
        run.signal(signal);
        let _over = run.finish().code(code);
        // What is put in place whole stays as it was; what is written as it happens ends with a
        // whole line.
        assert_eq!(names_in(dir.path()), ["h", "m", "o", "r", "t"]);
        for name in ["o", "h", "m"] {
            assert_eq!(fs::read(dir.path().join(name)).unwrap(), b"OLD", "{name}");
        }
        let trace = fs::read_to_string(dir.path().join("t")).unwrap();
        assert!(trace.is_empty() || trace.ends_with('\n'), "{trace}");
        let record = fs::read_to_string(dir.path().join("r")).unwrap();
        assert!(record.is_empty() || record.ends_with('\n'), "{record}");
        for line in record.lines() {
            let _line: Value = serde_json::from_str(line).unwrap();
        }
    }
}
