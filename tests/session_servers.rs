//! Sessions with servers and proxies that others wrote, which end connections when they like: every
//! line gets its own answer or fails as itself.

use std::fs;

use crate::support::apache::Apache;
use crate::support::cutter::Cutter;
use crate::support::hyper::Server;
use crate::support::nginx::Nginx;
use crate::support::{Authority, haproxy, squid, temporary, tinyproxy, verb};

/// So many lines that ask for `/n?n=N`, and what nginx answers.
const LINES: usize = 50;

fn asked(before: &str) -> String {
    (0..LINES)
        .map(|n| format!("GET {before}/n?n={n}\n"))
        .collect()
}

fn answered() -> String {
    (0..LINES).map(|n| format!("{n};")).collect()
}

const NUMBERS: &str = "location /n { return 200 '$arg_n;'; }";

#[test]
fn nginx_ends_a_connection_after_three_requests() {
    let Some(nginx) = Nginx::serving(&format!("keepalive_requests 3; {NUMBERS}")) else {
        return;
    };
    let run = verb(["session", &nginx.url("/")]).stdin(asked(""));
    let told = "verb: the connection was opened again 16 times, first at line 4\n";
    run.run().code(0).stdout(answered()).stderr(told);
}

#[test]
fn nginx_keeps_no_connection_or_one_under_tls() {
    let authority = Authority::new("one");
    let identity = authority.good(&["127.0.0.1"]);
    let files = [
        ("server.pem", identity.chain_pem()),
        ("server.key", identity.key_pem()),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    for (settings, again) in [
        ("", ""),
        (
            "keepalive_requests 10;",
            "opened again 4 times, first at line 11\n",
        ),
        (
            "keepalive_timeout 0;",
            "opened again 49 times, first at line 2\n",
        ),
    ] {
        let Some(nginx) = Nginx::tls(&format!("{settings} {NUMBERS}"), &files) else {
            return;
        };
        let words = ["session", "--cacert", &authority.ca(), &nginx.https("/")];
        let seen = verb(words).stdin(asked("")).run().code(0);
        let seen = seen.stdout(answered());
        assert!(seen.err().ends_with(again), "{}", seen.story());
        assert_eq!(seen.err().is_empty(), again.is_empty());
    }
}

#[test]
fn squid_tinyproxy_and_haproxy_pass_every_line_on() {
    let Some(nginx) = Nginx::serving(&format!("keepalive_requests 3; {NUMBERS}")) else {
        return;
    };
    let proxies = [squid::start(false), tinyproxy::start(false)];
    for proxy in proxies.into_iter().flatten() {
        let words = [
            "session",
            "-x",
            &proxy.place(),
            "--noproxy",
            "",
            &nginx.url("/"),
        ];
        for more in [&[][..], &["--proxytunnel"]] {
            let run = verb(words).args(more.to_vec()).stdin(asked(""));
            run.run().code(0).stdout(answered());
        }
    }
    if let Some(haproxy) = haproxy::start(&nginx.url("")[7..]) {
        let run = verb(["session", &haproxy.url("/")]).stdin(asked("/through"));
        run.run().code(0).stdout(answered()).stderr("");
    }
}

#[test]
fn apache_takes_one_nonce_for_many_lines() {
    let Some(apache) = Apache::start() else {
        return;
    };
    for (path, way) in [("/digest/file", "--digest"), ("/basic/file", "--no-digest")] {
        let words = ["session", "-u", "ada:s3cret", way, &apache.url("/")];
        let lines = format!("GET {path}\n").repeat(20);
        let run = verb(words).stdin(lines).run().code(0);
        run.stdout("secret page".repeat(20)).stderr("");
    }
}

/// How many bytes hyper's answer to `/chunked` takes.
fn chunked(server: &Server) -> usize {
    let whole = Cutter::before(server.port(), |_| usize::MAX);
    let run = verb(["get", &whole.url("/chunked")]).run().code(0);
    let _told = run.stdout("one two three");
    whole.finish()[0]
}

/// The end of the connection comes right behind an answer, so that it may meet the next request on
/// its way; a GET is asked for again then, and every line has its answer.
#[test]
fn an_end_behind_an_answer_costs_nothing() {
    let server = Server::start();
    let length = chunked(&server);
    for answers in [1, 2, 7] {
        let cutter = Cutter::before(server.port(), move |_| answers * length);
        let run = verb(["session", &cutter.url("/")]).stdin("GET /chunked\n".repeat(LINES));
        let seen = run.run().code(0).stdout("one two three".repeat(LINES));
        let connections = LINES.div_ceil(answers);
        assert_eq!(cutter.connections(), connections, "{}", seen.story());
    }
}

/// Whatever byte is the last: a line has its own answer, whole, or it failed and says so.
#[test]
fn no_line_gets_the_answer_of_another() {
    let server = Server::start();
    for step in [1, 31, 67, 149] {
        let dir = temporary();
        let cutter = Cutter::before(server.port(), move |number| number * step % 997);
        let line = |n: usize| match n % 3 {
            0 => format!("GET /echo?n={n} -o {n}\n"),
            1 => format!("POST /echo?n={n} n:={n} -o {n}\n"),
            _ => format!("GET /chunked X-N:{n} -o {n}\n"),
        };
        let typed: String = (1..=LINES).map(line).collect();
        let run = verb(["session", &cutter.url("/")]).stdin(typed).dir(&dir);
        let seen = run.run();
        let err = seen.err();
        for n in 1..=LINES {
            let told = format!("verb: line {n}: ");
            let failed = err.lines().filter(|line| line.starts_with(&told)).count();
            let Ok(text) = fs::read_to_string(dir.path().join(n.to_string())) else {
                assert_eq!(failed, 1, "line {n}\n{}", seen.story());
                continue;
            };
            assert_eq!(failed, 0, "line {n}\n{}", seen.story());
            let fits = match n % 3 {
                0 => text.starts_with(&format!("GET /echo?n={n} HTTP/1.1\n")),
                1 => {
                    text.starts_with(&format!("POST /echo?n={n} HTTP/1.1\n"))
                        && text.ends_with(&format!("\n\n{{\"n\":{n}}}"))
                }
                _ => text == "one two three",
            };
            assert!(fits, "line {n}: {text:?}");
        }
        let first = err.lines().next().unwrap_or_default();
        let code = seen.exit_code();
        assert!([18, 52, 56].contains(&code), "{first}\n{}", seen.story());
    }
}

/// A stranger in between: what a proxy cuts off is told with the line, too.
#[test]
fn a_proxy_that_ends_connections_is_no_end_of_the_session() {
    let (Some(nginx), Some(proxy)) = (Nginx::serving(NUMBERS), squid::start(false)) else {
        return;
    };
    // Every other connection is cut in the head of its first answer.
    let most = |number: usize| [40, usize::MAX][number % 2];
    let cutter = Cutter::before(proxy.port(), most);
    let words = [
        "session",
        "-x",
        &cutter.place(),
        "--noproxy",
        "",
        &nginx.url("/"),
    ];
    let seen = verb(words).stdin(asked("")).run().code(18);
    let wanted = answered();
    let seen = seen.stdout(&wanted[2..]);
    let _one = seen
        .stderr_has("verb: line 1: ")
        .stderr_lacks("verb: line 2: ");
}
