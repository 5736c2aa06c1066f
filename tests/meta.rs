//! `--meta`: one JSON object for each URL, whatever came of it.

use std::fs;

use serde_json::{Value, json};

use crate::support::verb::Run;
use crate::support::{Authority, Peer, ok, response, temporary, verb};

/// The object that a run writes, and its exit status.
fn meta(run: Run) -> (Value, i32) {
    let dir = temporary();
    let seen = run.args(["-s", "--meta", "m"]).dir(dir.path()).run();
    let text = fs::read_to_string(dir.path().join("m")).unwrap();
    assert_eq!(text.matches('\n').count(), 1, "{text}");
    let object: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(object["exit"], seen.exit_code());
    let code = seen.exit_code();
    (object, code)
}

#[test]
fn a_success_has_all_there_is_to_know() {
    let peer = Peer::answering(response("201 Made", "X-A: 1\r\nX-A: 2\r\n", "body"));
    let (object, code) = meta(verb(["post", &peer.url("/x?y"), "-d", "abc"]));
    assert_eq!(code, 0);
    for (name, wanted) in [
        ("url", json!(peer.url("/x?y"))),
        ("method", json!("POST")),
        ("status", json!(201)),
        ("reason", json!("Made")),
        ("http_version", json!("1.1")),
        ("headers", json!({"x-a": ["1", "2"], "content-length": "4"})),
        ("redirects", json!([])),
        ("tls", Value::Null),
        ("error", Value::Null),
    ] {
        assert_eq!(object[name], wanted, "{name}");
    }
    assert_eq!(object["sizes"]["request_body"], 3);
    assert_eq!(object["sizes"]["response_body"], 4);
    let remote = format!("127.0.0.1:{}", peer.port());
    assert_eq!(object["connection"]["remote"], remote);
    assert!(object["times_ms"]["total"].as_f64().unwrap() > 0.0);
}

#[test]
fn the_file_is_one_that_holds_the_body() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    for (words, file) in [
        (&["get", &url, "-o", "f"][..], json!("f")),
        (&["get", &url], Value::Null),
        (&["get", &url, "-o", "/dev/null"], Value::Null),
        (&["get", &url, "-p", "h"], Value::Null),
    ] {
        let (object, code) = meta(verb(words));
        assert_eq!((code, &object["file"]), (0, &file), "{words:?}");
    }
}

#[test]
fn the_certificate_is_told() {
    let authority = Authority::new("meta");
    let identity = authority.good(&["127.0.0.1", "other.test"]);
    let peer = Peer::tls_answering(identity.server(), ok("x"));
    let ca = authority.ca();
    let (object, code) = meta(verb(["get", "--cacert", &ca, &peer.https("/")]));
    assert_eq!(code, 0);
    let tls = &object["tls"];
    assert_eq!(tls["version"], "TLSv1.3");
    assert_eq!(
        (&tls["verified"], &tls["resumed"]),
        (&json!(true), &json!(false))
    );
    let certificate = &tls["certificate"];
    assert_eq!(certificate["names"], json!(["127.0.0.1", "other.test"]));
    let digest = ring::digest::digest(&ring::digest::SHA256, identity.der());
    let hex: String = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(certificate["sha256"], hex);
    let serial = certificate["serial"].as_str().unwrap();
    assert!(!serial.is_empty() && serial.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let stamp = |name: &str| certificate[name].as_str().unwrap().to_owned();
    assert!(stamp("not_before") < stamp("not_after"));
    assert!(certificate["days_left"].as_i64().unwrap() >= 0);
    let insecure = Peer::tls_answering(identity.server(), ok("x"));
    let (object, _) = meta(verb(["get", "-k", &insecure.https("/")]));
    assert_eq!(object["tls"]["verified"], false);
}

#[test]
fn a_kept_connection_is_told_of_in_the_next_object() {
    let authority = Authority::new("kept");
    let identity = authority.good(&["127.0.0.1"]);
    let peer = Peer::tls_answering(identity.server(), ok("x"));
    let ca = authority.ca();
    let urls = [peer.https("/a"), peer.https("/b")];
    let seen = verb(["get", "-p", "m", "--cacert", &ca])
        .args(urls)
        .run()
        .code(0);
    let out = seen.out();
    let objects: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(objects.len(), 2);
    let [first, second] = &objects[..] else {
        panic!()
    };
    assert_eq!(second["connection"]["reused"], true);
    for name in ["local", "remote", "peer"] {
        assert_eq!(
            first["connection"][name], second["connection"][name],
            "{name}"
        );
    }
    assert_eq!(first["tls"]["certificate"], second["tls"]["certificate"]);
}

#[test]
fn what_failed_is_told_with_its_exit_status() {
    let (object, code) = meta(verb(["get", "http://127.0.0.1:1/"]));
    assert_eq!((code, &object["status"]), (7, &Value::Null));
    assert!(object["error"].as_str().unwrap().contains("refused"));
    let authority = Authority::new("bad");
    let identity = authority.expired(&["127.0.0.1"], 1);
    let peer = Peer::tls_answering(identity.server(), ok("x"));
    let (object, code) = meta(verb(["get", &peer.https("/")]));
    assert_eq!((code, &object["status"]), (60, &Value::Null));
    let silent = Peer::tcp(|talk| talk.hold());
    let (object, code) = meta(verb(["get", "-m", "100ms", &silent.url("/")]));
    assert_eq!((code, &object["status"]), (28, &Value::Null));
    let cut = Peer::once("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
    let (object, code) = meta(verb(["get", &cut.url("/")]));
    assert_eq!((code, &object["status"]), (18, &json!(200)));
    assert_eq!(object["sizes"]["response_body"], 3);
    let failing = Peer::answering(response("500 Oops", "", "page"));
    let (object, code) = meta(verb(["get", &failing.url("/")]));
    assert_eq!((code, &object["status"]), (5, &json!(500)));
    assert!(object["error"].as_str().unwrap().starts_with("500 Oops"));
}

#[test]
fn redirects_are_listed_and_secrets_stay_out_of_the_error() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(response("301 Moved", "Location: /b\r\n", ""))?;
        talk.head()?;
        talk.send(response("401 Who", "", ""))
    });
    let with = peer.url("/a").replace("http://", "http://me:SECRET@");
    let (object, code) = meta(verb(["get", "-L", &with]));
    assert_eq!(code, 4);
    let hop = json!({"status": 301, "method": "GET", "from": peer.url("/a"), "to": peer.url("/b")});
    assert_eq!(object["redirects"], json!([hop]));
    assert_eq!(object["url_effective"], peer.url("/b"));
    assert!(!object.to_string().contains("SECRET"), "{object}");
}
