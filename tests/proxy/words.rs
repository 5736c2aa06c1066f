//! Proxies on the command line: what is refused, what `--dry-run` and `--as` say.

use crate::support::verb;

#[test]
fn credentials_and_headers_that_cannot_be_sent_are_refused() {
    let words = ["get", "http://h.test/", "-x", "127.0.0.1:1"];
    for (more, why) in [
        (
            &["-U", "env:NOPE"][..],
            "--proxy-user: the variable NOPE is not set",
        ),
        (
            &["-U", "a:\nb"],
            "--proxy-user: the password holds a control character",
        ),
        (&["-x", "u%3ax:p@h"], "the user holds a colon"),
        (
            &["--proxy-header", "Content-Length: 3"],
            "--proxy-header: Content-Length",
        ),
        (
            &["--proxy-header", "transfer-encoding: chunked"],
            "--proxy-header: Transfer-Encoding",
        ),
        (&["--proxy-header", "Host: x"], "--proxy-header: Host"),
        (&["--proxy-header", "no colon"], "there is no colon"),
        (
            &["--noproxy", "a\nb"],
            "--noproxy: 'a\\nb' is no list of hosts",
        ),
        (&["-U", "@-", "-H", "@-"], "stdin is read by"),
    ] {
        verb(words)
            .args(more.iter().copied())
            .run()
            .usage()
            .stderr_has(why);
    }
}

#[test]
fn a_dry_run_prints_what_the_proxy_would_get() {
    verb([
        "get",
        "--dry-run",
        "http://h.test/x",
        "-x",
        "u:p@p.test",
        "-A",
        "me",
    ])
    .run()
    .code(0)
    .stdout(
        "GET http://h.test/x HTTP/1.1\r\nHost: h.test\r\nUser-Agent: me\r\nAccept: */*\r\n\
             Proxy-Authorization: Basic dTpw\r\n\r\n",
    );
    verb([
        "get",
        "--dry-run",
        "https://h.test/x",
        "-x",
        "u:p@p.test",
        "-A",
        "me",
    ])
    .run()
    .code(0)
    .stdout("GET /x HTTP/1.1\r\nHost: h.test\r\nUser-Agent: me\r\nAccept: */*\r\n\r\n");
}

#[test]
fn a_line_says_the_proxy_and_masks_its_secrets() {
    let run = |tongue: &str, words: &[&str]| {
        verb(["get", "http://h.test/", "--as", tongue])
            .args(words.iter().copied())
            .env("no_proxy", "a.test,10.0.0.0/8")
            .run()
            .code(0)
    };
    let words = [
        "-x",
        "https://u:s3cret@p.test",
        "--proxy-header",
        "X-Key: s3cret",
    ];
    let more = ["--proxytunnel", "--proxy-insecure"];
    for tongue in ["curl", "verb"] {
        let line = run(tongue, &[&words[..], &more].concat());
        for wanted in [
            "-x https://p.test:443 ",
            "--noproxy a.test,10.0.0.0/8",
            "-U 'u:••••'",
            "--proxy-header 'X-Key: ••••'",
            "--proxytunnel",
            "--proxy-insecure",
        ] {
            assert!(line.out().contains(wanted), "{wanted}: {}", line.story());
        }
        assert!(!line.out().contains("s3cret"), "{}", line.story());
    }
    run("curl", &["-x", "u:s3cret@p.test", "--show-secrets"]).stdout_has("-U u:s3cret");
    run("curl", &["-x", ""]).stdout_has("--noproxy '*'");
}

#[test]
fn the_help_names_the_rules() {
    for wanted in ["REQUEST_METHOD", "http_proxy", "NO_PROXY"] {
        verb(["help", "environment"])
            .run()
            .code(0)
            .stdout_has(wanted);
    }
    verb(["help", "proxies"])
        .run()
        .code(0)
        .stdout_has("--proxy-cacert");
}
