//! Credentials on the wire: Basic, Bearer and signatures against scripted peers, and logins to a
//! server that others wrote.

use std::process::Command;

use crate::support::apache::Apache;
use crate::support::verb::Run;
use crate::support::{Peer, ok, response, verb};

fn authorizations(heard: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(heard).into_owned();
    let lines = text.lines();
    lines
        .filter_map(|line| line.strip_prefix("Authorization: "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn basic_goes_out_with_the_first_request_to_every_url_given() {
    let (a, b) = (Peer::answering(ok("a")), Peer::answering(ok("b")));
    let (first, second) = (a.url("/1"), b.url("/2"));
    let seen = verb(["get", "-u", "Aladdin:open sesame", &first, &second]).run();
    let _fine = seen.code(0).stdout("ab").stderr("");
    let sent = "\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n";
    assert!(a.heard().contains(sent) && b.heard().contains(sent));
}

#[test]
fn credentials_of_a_url_are_its_own() {
    let peer = Peer::answering(ok(""));
    let with =
        |userinfo: &str, path: &str| peer.url(path).replace("://", &format!("://{userinfo}@"));
    let urls = [with("u:p%40%3Aw", "/1"), peer.url("/2"), with("v", "/3")];
    let _fine = verb(["get", "-v"])
        .args(urls)
        .run()
        .code(0)
        .stderr_lacks("p%40");
    let heard = peer.heard();
    assert_eq!(
        authorizations(heard.as_bytes()),
        ["Basic dTpwQDp3", "Basic djo="]
    );
    assert!(!heard.contains('@') && heard.contains("GET /1 HTTP/1.1\r\nHost: 127.0.0.1:"));
    let peer = Peer::answering(ok(""));
    let url = peer.url("").replace("://", "://u:p@");
    let words = ["get", "--base", &url, "/x"];
    let _fine = verb(words).run().code(0);
    assert_eq!(authorizations(peer.heard().as_bytes()), ["Basic dTpw"]);
}

#[test]
fn a_password_in_a_url_is_not_shown_by_errors() {
    for url in ["http://u:s3cret@127.0.0.1:1/", "u:s3cret@127.0.0.1:1"] {
        let seen = verb(["get", "-v", url]).run().code(7);
        let _hidden = seen.stderr_lacks("s3cret").stderr_lacks("dTpz");
    }
}

#[test]
fn a_header_wins_over_everything() {
    for words in [
        &["-u", "u:p"][..],
        &["--bearer", "t"],
        &["--digest", "-u", "u:p"],
    ] {
        let peer = Peer::answering(response(
            "401 Unauthorized",
            "WWW-Authenticate: Digest realm=r, nonce=n, qop=auth\r\n",
            "who?",
        ));
        let url = peer.url("/").replace("://", "://x:y@");
        let run = verb(["get", "-H", "authorization: mine", &url]).args(words.iter().copied());
        let _refused = run.run().code(4);
        let heard = peer.heard();
        assert_eq!(heard.matches("uthorization").count(), 1, "{heard}");
        assert!(heard.contains("authorization: mine\r\n"), "{heard}");
    }
}

#[test]
fn a_bearer_token_is_sent_as_it_is() {
    let peer = Peer::answering(ok(""));
    let _fine = verb(["get", "--bearer", "mF_9.B5f-4.1JqM/+~==", &peer.url("/")])
        .run()
        .code(0);
    assert!(
        peer.heard()
            .contains("Authorization: Bearer mF_9.B5f-4.1JqM/+~==\r\n")
    );
}

#[test]
fn apache_takes_every_kind_of_login() {
    let Some(apache) = Apache::start() else {
        return;
    };
    let get = |flags: &[&str], path: &str| {
        let run = verb(["get"]).args(flags.iter().copied());
        run.arg(apache.url(path)).run()
    };
    let login = ["-u", "ada:s3cret"];
    get(&login, "/basic/file").code(0).stdout("secret page");
    get(&["-u", "ada:no"], "/basic/file")
        .code(4)
        .stderr_has("401");
    let digest = ["--digest", "-u", "ada:s3cret"];
    get(&digest, "/digest/file?a=%22b")
        .code(0)
        .stdout("secret page");
    get(&["--digest", "-u", "ada:no"], "/digest/file")
        .code(4)
        .stderr_has("401");
    get(&login, "/digest/file").code(4).stderr_has("401");
    get(&digest, "/basic/file").code(4).stderr_has("401");
    let url = apache.url("/digest/file");
    let seen = verb([
        "get",
        "-v",
        "--digest",
        "-u",
        "ada:s3cret",
        &url,
        &url,
        &url,
    ])
    .run();
    let seen = seen.code(0).stdout("secret page".repeat(3));
    assert_eq!(seen.err().matches("> GET").count(), 4, "{}", seen.story());
    let words = ["post", "-d", "a=1", "--digest", "-u", "ada:s3cret", &url];
    verb(words).run().code(0).stdout("secret page");
}

#[test]
fn a_nonce_that_became_stale_is_renewed() {
    let Some(apache) = Apache::start() else {
        return;
    };
    let slow = Peer::tcp(|talk| {
        let _head = talk.head()?;
        std::thread::sleep(std::time::Duration::from_millis(2200));
        talk.send(ok("slow "))
    });
    let url = apache.url("/short/file");
    let words = [
        "get",
        "-v",
        "--digest",
        "-u",
        "ada:s3cret",
        &url,
        &slow.url("/"),
        &url,
    ];
    let seen = verb(words).run().code(0);
    let seen = seen.stdout("secret pageslow secret page");
    let _stale = seen.stderr_has("stale=true");
}

/// The line of a head that holds the time of a signature.
fn stamp(head: &str) -> &str {
    let is_stamp = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        name.starts_with("x-") && name.ends_with("-date")
    };
    head.lines().find(is_stamp).expect(head)
}

/// A signature is made over the time, so ours is made with the time that curl chose.
#[test]
fn requests_are_signed_as_curl_signs_them() {
    if Command::new("curl").arg("-V").output().is_err() {
        println!("left out: curl is not installed");
        return;
    }
    let login = "AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    for (method, path, scope, more) in [
        ("get", "/", "aws:amz:us-east-1:service", &[][..]),
        ("get", "/a/b-c_d~e?a=1&b=2", "aws:amz:eu-west-1:es", &[]),
        ("get", "/", "osc:osc:eu:api", &[]),
        ("get", "/", "xxx:yyy:eu:api", &[]),
        (
            "post",
            "/x",
            "aws:amz:us-east-1:service",
            &["-d", "a=1&b=2"],
        ),
    ] {
        // One name for both, as the host is signed.
        let url = format!("http://sign.test{path}");
        let to = |peer: &Peer| {
            [
                "--connect-to".to_owned(),
                format!("::127.0.0.1:{}", peer.port()),
            ]
        };
        let peer = Peer::answering(ok(""));
        let words = ["-s", "-o", "-", "--aws-sigv4", scope, "-u", login, &url];
        let run = Run::new("curl", words).args(to(&peer));
        let _fine = run.args(more.iter().copied()).run().code(0);
        let curls = peer.heard();
        let peer = Peer::answering(ok(""));
        let stamp = stamp(&curls);
        let words = [
            "--aws-sigv4",
            scope,
            "-u",
            login,
            "-H",
            stamp,
            "-H",
            "Content-Type:",
        ];
        let run = verb([method, &url]).args(words).args(to(&peer));
        let _fine = run.args(more.iter().copied()).run().code(0);
        let ours = peer.heard();
        let (signed, wanted) = (
            authorizations(ours.as_bytes()),
            authorizations(curls.as_bytes()),
        );
        assert_eq!(signed, wanted, "{ours}{curls}");
    }
}

#[test]
fn a_401_says_what_the_server_asks_for() {
    for (asked, flags, told) in [
        ("Basic realm=\"r\"", &[][..], "give -u USER:PASSWORD"),
        (
            "Digest realm=\"r\", nonce=\"n\"",
            &["-u", "a:b"],
            "give --digest",
        ),
        ("Bearer", &[], "give --bearer TOKEN"),
    ] {
        let fields = format!("WWW-Authenticate: {asked}\r\n");
        let peer = Peer::answering(response("401 Unauthorized", &fields, ""));
        let run = verb(["get", &peer.url("/")]).args(flags.iter().copied());
        let _fine = run.run().code(4).one_line().stderr_has(told);
    }
}
