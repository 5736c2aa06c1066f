//! Jars exchanged with the installed curl, both ways.

use std::process::{Command, Stdio};

use crate::support::verb::Run;

use super::Site;

fn installed() -> bool {
    let asked = Command::new("curl")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    if asked.is_err() {
        println!("left out: curl is not installed");
    }
    asked.is_ok()
}

/// The cookies that the server gets from curl with the jar, which it also saves to.
fn curl(site: &Site, url: &str, set: &[&str]) -> String {
    let (url, there) = site.reach(url);
    let ca = site.authority.ca();
    let mut run = Run::new("curl", ["-sS", "--cacert", &ca, "-b", "jar", "-c", "jar"])
        .args(there)
        .dir(site.dir.path());
    for line in set {
        run = run.arg("-H").arg(format!("X-Set: {line}"));
    }
    run.arg(url).run().code(0).stderr("").out()
}

const SET: &[&str] = &[
    "host=1",
    "domain=2; Domain=h.test",
    "secure=3; Secure; HttpOnly",
    "path=4; Path=/x",
    "later=5; Max-Age=1000",
    "empty=",
    "__Host-p=6; Secure; Path=/",
];

/// What each URL is to get, in any order: curl reverses the order when it saves.
const WANTED: &[(&str, &[&str])] = &[
    (
        "https://h.test/x",
        &[
            "__Host-p=6",
            "domain=2",
            "empty=",
            "host=1",
            "later=5",
            "path=4",
            "secure=3",
        ],
    ),
    (
        "http://h.test/",
        &["domain=2", "empty=", "host=1", "later=5"],
    ),
    ("http://sub.h.test/", &["domain=2"]),
    ("http://other.test/", &[]),
];

#[track_caller]
fn compare(got: &str, wanted: &[&str], url: &str) {
    let mut got: Vec<&str> = got.split("; ").filter(|pair| !pair.is_empty()).collect();
    got.sort_unstable();
    assert_eq!(got, wanted, "{url}");
}

#[test]
fn curl_reads_what_is_written() {
    if !installed() {
        return;
    }
    let site = Site::new();
    site.get("https://h.test/", SET);
    for (url, wanted) in WANTED {
        compare(&curl(&site, url, &[]), wanted, url);
    }
}

#[test]
fn what_curl_writes_is_read() {
    if !installed() {
        return;
    }
    let site = Site::new();
    curl(&site, "https://h.test/", SET);
    site.close_to_others("jar");
    for (url, wanted) in WANTED {
        compare(&site.get(url, &[]), wanted, url);
    }
}

#[test]
fn both_may_write_to_one_jar_in_turn() {
    if !installed() {
        return;
    }
    let site = Site::new();
    site.get("http://h.test/", &["a=1", "b=1"]);
    curl(&site, "http://h.test/", &["b=2", "c=2"]);
    site.close_to_others("jar");
    site.get("http://h.test/", &["c=3", "a=; Max-Age=0"]);
    compare(&curl(&site, "http://h.test/", &[]), &["b=2", "c=3"], "");
}
