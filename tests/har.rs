//! `--har`: a file that others can read, of every exchange of a run.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::steps::{Step, Steps};
use crate::support::{Peer, ok, response, schema, temporary, verb};

/// The entries of a file that keeps to the schema.
#[track_caller]
fn entries(file: &Path) -> Vec<Value> {
    let schema = serde_json::from_str(include_str!("data/har-1.2.schema.json")).unwrap();
    let text = fs::read(file).unwrap();
    let har: Value = serde_json::from_slice(&text).unwrap();
    let breaches = schema::breaches(&schema, &har);
    assert!(breaches.is_empty(), "{breaches:?}\n{har:#}");
    har["log"]["entries"].as_array().unwrap().clone()
}

#[test]
fn the_schema_finds_what_is_wrong() {
    let schema = serde_json::from_str(include_str!("data/har-1.2.schema.json")).unwrap();
    let wrong = json!({"log": {"version": "1.1", "creator": {"name": 1}, "entries": {}, "x": 1}});
    assert_eq!(schema::breaches(&schema, &wrong).len(), 5);
}

#[test]
fn redirects_and_bodies_are_entries_without_secrets() {
    let dir = temporary();
    let file = dir.path().join("h.har");
    let peer = Steps::new([
        Step::Answer(response(
            "302 Found",
            "Location: /b\r\nSet-Cookie: s=SEC4; Path=/\r\n",
            "",
        )),
        Step::Answer(response(
            "200 OK",
            "Content-Type: application/json\r\n",
            "{\"a\":1}",
        )),
    ]);
    let run = verb(["post", "-L", "-u", "u:SECRETPW", "-d", "x=1&y=%20", "--har"]).arg(&file);
    run.arg(peer.url() + "?q=a%20b&c")
        .run()
        .code(0)
        .stdout("{\"a\":1}");
    let all = entries(&file);
    let [first, second] = all.as_slice() else {
        panic!("{all:?}");
    };
    let (request, response) = (&first["request"], &first["response"]);
    assert_eq!(request["method"], "POST");
    assert_eq!(
        request["queryString"],
        json!([{"name": "q", "value": "a b"}, {"name": "c", "value": ""}])
    );
    assert_eq!(request["postData"]["text"], "x=1&y=%20");
    assert_eq!(
        request["postData"]["mimeType"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        (&response["status"], &response["redirectURL"]),
        (&json!(302), &json!("/b"))
    );
    assert_eq!(response["cookies"], json!([{"name": "s", "value": "••••"}]));
    assert_eq!(second["request"]["method"], "GET");
    assert_eq!(second["response"]["content"]["text"], "{\"a\":1}");
    assert_eq!(second["connection"], first["connection"]);
    assert_eq!(second["timings"]["connect"], -1);
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        !text.contains("SEC") && !text.contains("dTpTRUNSRVRQVw"),
        "{text}"
    );
    for entry in &all {
        let phases = ["dns", "connect", "send", "wait", "receive"];
        let phases = phases.map(|name| entry["timings"][name].as_f64().unwrap().max(0.0));
        let sum: f64 = phases.iter().sum();
        assert!(
            (sum - entry["time"].as_f64().unwrap()).abs() < 0.01,
            "{entry}"
        );
    }
}

#[test]
fn attempts_that_failed_and_a_run_that_failed_are_told() {
    let dir = temporary();
    let file = dir.path().join("h.har");
    let peer = Steps::new([
        Step::Last(Vec::new()),
        Step::Answer(response("503 Busy", "", "no")),
        Step::Answer(response("404 Not Found", "", "nothing")),
    ]);
    let run = verb(["get", "--retry", "3", "--retry-delay", "1ms", "--har"]).arg(&file);
    run.arg(peer.url()).run().code(4);
    let all = entries(&file);
    let statuses: Vec<_> = all
        .iter()
        .map(|entry| &entry["response"]["status"])
        .collect();
    assert_eq!(statuses, [0, 503, 404]);
    assert!(all[0]["comment"].is_string());
    let gone = peer.url();
    peer.finish();
    verb(["get", "--har"]).arg(&file).arg(gone).run().code(7);
    let all = entries(&file);
    assert_eq!((all.len(), &all[0]["response"]["status"]), (1, &json!(0)));
}

#[test]
fn bodies_are_kept_as_text_or_base64_up_to_a_bound() {
    let dir = temporary();
    let file = dir.path().join("h.har");
    let small = Peer::answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\0\u{1}");
    let large = Peer::answering(ok(&"x".repeat((1 << 20) + 1)));
    let run = verb(["get", "-o/dev/null", "-o/dev/null", "--har"]).arg(&file);
    run.args([small.url("/"), large.url("/")]).run().code(0);
    let all = entries(&file);
    let content = |at: usize| &all[at]["response"]["content"];
    assert_eq!(content(0)["text"], "\0\u{1}");
    assert_eq!(content(1)["size"], (1 << 20) + 1);
    assert!(content(1)["text"].is_null() && content(1)["comment"].is_string());
    let coded = [
        &b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 25\r\n\r\n"[..],
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcbH\xcd\xc9\xc9\x07\x00\x86\xa6\x106\x05\x00\x00\x00",
    ];
    let peer = Peer::answering(coded.concat());
    verb(["get", "--har"])
        .arg(&file)
        .arg(peer.url("/"))
        .run()
        .code(0)
        .stdout("hello");
    let all = entries(&file);
    assert_eq!(all[0]["response"]["content"]["text"], "hello");
    assert_eq!(all[0]["response"]["bodySize"], 25);
}

#[test]
fn exchanges_side_by_side_are_all_there() {
    let dir = temporary();
    let file = dir.path().join("h.har");
    let peer = Peer::answering(ok("x"));
    let urls: Vec<_> = (0..20).map(|n| peer.url(&format!("/{n}"))).collect();
    let run = verb(["get", "-Z", "--har"]).arg(&file);
    run.args(urls.clone()).run().code(0);
    let all = entries(&file);
    let mut seen: Vec<_> = all
        .iter()
        .map(|entry| entry["request"]["url"].as_str().unwrap())
        .collect();
    seen.sort_unstable();
    let mut urls: Vec<_> = urls.iter().map(String::as_str).collect();
    urls.sort_unstable();
    assert_eq!(seen, urls);
}

#[test]
fn a_place_that_cannot_be_written_is_found_before_any_connection() {
    let peer = Peer::answering(ok("x"));
    verb(["get", "--har", "/nowhere/h", &peer.url("/")])
        .run()
        .code(23)
        .stdout("")
        .one_line();
    let dir = temporary();
    verb(["get", "--har", "-", "-o", "x", &peer.url("/")])
        .dir(&dir)
        .run()
        .code(0)
        .stdout_has("\"entries\":[");
    assert_eq!(peer.finish().len(), 1);
}
