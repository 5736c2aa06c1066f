//! Redirects of a server, and beside a client, that were not written by us.

use std::process::Command;

use super::{follow, guide, lines};
use crate::support::nginx::Nginx;
use crate::support::verb::Run;

#[test]
fn nginx_sends_us_on() {
    let locations: String = [301, 302, 303, 307, 308]
        .map(|status| format!("location /{status} {{ return {status} /small?from={status}; }}\n"))
        .concat();
    let Some(nginx) = Nginx::serving(&locations) else {
        return;
    };
    for (status, method) in [
        (301, "GET"),
        (302, "GET"),
        (303, "GET"),
        (307, "POST"),
        (308, "POST"),
    ] {
        let url = nginx.url(&format!("/{status}"));
        let seen = follow("post", &["-v", "-d", "a=1", &url])
            .run()
            .code(0)
            .stdout("small");
        let line = format!("> {method} /small?from={status} HTTP/1.1\n");
        let _line = seen
            .stderr_has(&line)
            .stderr_has("using the open connection");
    }
}

/// Lines that curl and this program must send alike, whatever a server makes of the first.
#[test]
fn the_same_requests_are_made_as_by_curl() {
    if Command::new("curl").arg("-V").output().is_err() {
        println!("left out: curl is not installed");
        return;
    }
    for (method, words, steps) in [
        ("get", &[][..], "301//a"),
        ("get", &[], "302//r/303//r/307//r/308//a/b"),
        ("get", &[], "302//a/./../b%20c?x=%2F#f"),
        ("get", &[], "302//caf%C3%A9"),
        ("post", &["-d", "a=1"], "301//a"),
        ("post", &["-d", "a=1"], "302//r/307//a"),
        ("post", &["-d", "a=1"], "303//a"),
        ("post", &["-d", "a=1"], "307//r/308//a"),
        ("post", &["-d", "a=1"], "308//r/303//a"),
    ] {
        let made = |run: &dyn Fn(&str) -> Run| {
            let peer = guide();
            let _fine = run(&peer.url(&format!("/r/{steps}"))).run().code(0);
            lines(&peer.finish())
        };
        let ours = made(&|url| follow(method, &[url]).args(words.iter().copied()));
        let curls = made(&|url| Run::new("curl", ["-sL", url]).args(words.iter().copied()));
        assert_eq!(ours, curls, "{method} {steps}");
    }
}
