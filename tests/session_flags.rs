//! The flags of `verb session` and those of its lines: what holds for all, what replaces what, and
//! what belongs where.

use std::os::unix::fs::PermissionsExt;

use crate::support::mirror::{mirror, mirrored};
use crate::support::{Authority, Peer, ok, response, temporary, verb};

/// The fields of each request that a batch sent, but for those that all have.
#[track_caller]
fn fields(flags: &[&str], lines: &str) -> Vec<String> {
    let (_, heard) = mirrored(flags, lines);
    let requests = heard.split("\r\n\r\n").filter(|head| !head.is_empty());
    let own = |line: &&str| {
        !["Host:", "Accept: */*"]
            .iter()
            .any(|name| line.starts_with(name))
    };
    let told = requests.map(|head| {
        let lines: Vec<_> = head.lines().skip(1).filter(own).collect();
        lines.join(", ").replace("User-Agent: verb/", "UA ")
    });
    let version = format!("UA {}", env!("CARGO_PKG_VERSION"));
    told.map(|fields| {
        fields
            .replace(&format!("{version}, "), "")
            .replace(&version, "")
    })
    .collect()
}

#[test]
fn a_header_of_a_line_replaces_that_of_the_session() {
    let dir = temporary();
    let file = dir.path().join("headers");
    std::fs::write(&file, "X-B: file\r\n\r\nX-C: file\n").unwrap();
    let file = format!("@{}", file.display());
    let lines = "GET /1\nGET /2 X-A:line\nGET /3 -H 'x-a: flag'\nGET /4 X-A:\nGET /5 x-b:line\n\
        GET /6 -H X-A:\nGET /7 'X-A;'\nGET /8 -H 'X-D: d' X-C:\nGET /9\n";
    let seen = fields(&["-H", "X-A: all", "-H", &file], lines);
    let (b, c) = ("X-B: file", "X-C: file");
    let seen: Vec<_> = seen.iter().map(|line| line.trim_end()).collect();
    assert_eq!(
        seen,
        [
            format!("X-A: all, {b}, {c}"),
            format!("{b}, {c}, X-A: line"),
            format!("{b}, {c}, x-a: flag"),
            format!("{b}, {c}"),
            format!("X-A: all, {c}, x-b: line"),
            format!("{b}, {c}"),
            format!("{b}, {c}, X-A:"),
            format!("X-A: all, {b}, X-D: d"),
            format!("X-A: all, {b}, {c}"),
        ]
    );
}

#[test]
fn credentials_of_a_line_replace_those_of_the_session() {
    let dir = temporary();
    let netrc = dir.path().join("netrc");
    std::fs::write(&netrc, "machine 127.0.0.1 login n password n\n").unwrap();
    std::fs::set_permissions(&netrc, PermissionsExt::from_mode(0o600)).unwrap();
    let netrc = netrc.display();
    let lines = format!(
        "GET /1\nGET /2 --bearer tok\nGET /3 -u line:pw\nGET /4 --netrc-file {netrc}\n\
         GET /5 Authorization:own\nGET /6 Authorization:\nGET /7\n"
    );
    let seen = fields(&["-u", "ada:pw"], &lines);
    let basic = |text: &str| format!("Authorization: Basic {text}");
    let ada = basic("YWRhOnB3");
    let expected = [
        ada.clone(),
        "Authorization: Bearer tok".to_owned(),
        basic("bGluZTpwdw=="),
        basic("bjpu"),
        "Authorization: own".to_owned(),
        String::new(),
        ada,
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_way_of_asking_goes_with_the_sessions_user() {
    let seen = fields(&["-H", "Authorization: all"], "GET /1 -u line:pw\nGET /2\n");
    assert_eq!(
        seen,
        ["Authorization: Basic bGluZTpwdw==", "Authorization: all"]
    );
    let seen = fields(&["-u", "ada:pw"], "GET /1 --digest\nGET /2\n");
    assert_eq!(seen, ["", "Authorization: Basic YWRhOnB3"]);
}

#[test]
fn switches_are_undone_and_the_last_value_counts() {
    let seen = fields(
        &["--compressed", "-A", "all"],
        "GET /1\nGET /2 --no-compressed -A one\nGET /3 -A ''\n",
    );
    assert!(
        seen[0].contains("Accept-Encoding") && seen[0].contains("User-Agent: all"),
        "{seen:?}"
    );
    assert_eq!(seen[1], "User-Agent: one");
    assert!(
        seen[2].contains("Accept-Encoding") && !seen[2].contains("User-Agent"),
        "{seen:?}"
    );

    let peer = Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            match head.line().split(' ').nth(1) {
                Some("/there") => talk.send(ok("there\n"))?,
                _ => talk.send(response("302 Found", "Location: /there\r\n", ""))?,
            }
        }
    });
    let lines = "GET /1\nGET /2 --no-location --no-fail\nGET /3 --ok 302 --no-location\nGET /4\n";
    let seen = verb(["session", "-L", &peer.url("/")]).stdin(lines).run();
    seen.code(0).stdout("there\nthere\n");
    let seen = verb(["session", &peer.url("/")])
        .stdin("GET /1\nGET /2 -L\n")
        .run();
    seen.code(3).stdout("there\n");
    drop(peer);
}

#[test]
fn lists_add_up() {
    let peer = Peer::answering(ok("1"));
    let port = peer.port();
    let lines = format!(
        "GET http://one.test:{port}/\nGET http://two.test:{port}/ --resolve two.test:{port}:127.0.0.1\n\
        GET / -q '[$a, $b]' --arg b 2\n"
    );
    let seen = verb([
        "session",
        "--arg",
        "a",
        "1",
        "--resolve",
        &format!("one.test:{port}:127.0.0.1"),
    ])
    .arg(peer.url("/"))
    .stdin(lines)
    .run();
    seen.code(0).stdout("11[\"1\",\"2\"]\n");
    drop(peer);
}

#[test]
fn cookies_of_a_line_are_for_it_alone_and_those_that_are_set_are_kept() {
    let peer = Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            let seen = head.field("cookie").unwrap_or_default();
            talk.send(response(
                "200 OK",
                "Set-Cookie: s=1\r\n",
                &format!("[{seen}]"),
            ))?;
        }
    });
    let lines = "GET /\nGET / -b l=2\nGET /\n";
    let seen = verb(["session", "-b", "t=0", &peer.url("/")])
        .stdin(lines)
        .run();
    let out = seen.code(0).stderr("").out();
    let cookies: Vec<_> = out
        .split_terminator(']')
        .map(|one| one.trim_start_matches('['))
        .collect();
    let sorted = |text: &str| {
        let mut all: Vec<_> = text.split("; ").map(str::to_owned).collect();
        all.sort();
        all.join("; ")
    };
    let sorted: Vec<_> = cookies.into_iter().map(sorted).collect();
    assert_eq!(sorted, ["t=0", "l=2; s=1; t=0", "s=1; t=0"]);
    drop(peer);
}

#[test]
fn cookies_of_a_request_that_is_only_shown_are_not_kept() {
    let peer = Peer::tcp(|talk| {
        let seen = talk.head()?.field("cookie").unwrap_or_default();
        talk.send(ok(&format!("[{seen}]")))
    });
    let dir = temporary();
    let line = "127.0.0.1\tFALSE\t/\tFALSE\t0\tf\t3\n";
    std::fs::write(dir.path().join("file"), line).unwrap();
    let seen = verb(["session", &peer.url("/")])
        .dir(&dir)
        .stdin("GET / --dry-run -b file\nGET /\n")
        .run();
    let out = seen.code(0).out();
    assert!(out.contains("Cookie: ") && out.ends_with("[]"), "{out}");
    drop(peer);
}

/// A descriptor or a command gives its secret once.
#[test]
fn secrets_of_the_session_are_read_once() {
    let peer = mirror();
    let dir = temporary();
    let script = "printf 'GET /1\\nGET /2 X-A:1\\nGET /3 -A me\\n' > lines; printf 'from-fd\\n' | \
        verb session -u ada:fd:3 --file lines \"$URL\" 3<&0 </dev/null >/dev/null && \
        verb session --bearer \"cmd:echo x >> count; echo tok\" --file lines \"$URL\" && cat count";
    let seen = crate::support::shell(script)
        .dir(&dir)
        .env("URL", peer.url("/"))
        .run();
    seen.code(0)
        .stderr("")
        .stdout("GET /1\nGET /2\nGET /3\nx\n");
    let all = peer.finish();
    let [one, two] = [0, 1].map(|at| String::from_utf8_lossy(&all[at]).into_owned());
    assert_eq!(
        one.matches("Authorization: Basic YWRhOmZyb20tZmQ=\r\n")
            .count(),
        3,
        "{one}"
    );
    assert_eq!(
        two.matches("Authorization: Bearer tok\r\n").count(),
        3,
        "{two}"
    );
}

#[test]
fn flags_for_lines_are_refused_on_the_command_line() {
    for flag in [
        "-d",
        "--data=x",
        "-o",
        "-T",
        "-F",
        "--form",
        "-j",
        "--events",
        "--capture=a=.b",
        "-O",
        "--repeat=2",
    ] {
        let seen = verb(["session", ":1", flag, "x"]).run().usage();
        // What is not there yet is unknown.
        let err = seen.err();
        assert!(
            err.contains("write it on a line: METHOD PATH -")
                || err.contains("unknown flag --repeat"),
            "{err}"
        );
    }
}

#[test]
fn what_is_wrong_with_the_command_line_is_told() {
    for (words, told) in WRONG {
        verb(*words).run().usage().stderr_has(told);
    }
}

const WRONG: &[(&[&str], &str)] = &[
    (&["session"], "no URL; give one, such as verb session :8080"),
    (&["session", ""], "it names no host"),
    (&["session", "http://"], "URL"),
    (
        &["session", "ftp://h/"],
        "the scheme ftp is not http or https",
    ),
    (&["session", "{\"a\":1}"], "is not the URL of a session"),
    (&["session", "-"], "is not the URL of a session"),
    (
        &["session", ":1", ":2"],
        "':2' follows the URL of the session; requests are typed",
    ),
    (
        &["session", ":1", "a=1"],
        "'a=1' follows the URL of the session",
    ),
    (&["session", ":1", "GET", "/x"], "'GET' follows the URL"),
    (&["session", ":1", "-X", "PUT"], "a line is METHOD PATH"),
    (&["session", ":1", "-Z"], "a session has one connection"),
    (
        &["session", ":1", "--fial-early"],
        "did you mean --fail-early?",
    ),
    (&["session", ":1", "--file"], "--file needs a value: FILE"),
    (
        &["session", ":1", "--file", "/no/such"],
        "cannot read /no/such: No such file",
    ),
    (
        &["session", ":1", "--file", "/"],
        "cannot read /: is a directory",
    ),
    (&["session", ":1", "-H", "bad header"], "header"),
    (&["session", ":1", "-H", "@-"], "stdin is the session's own"),
    (
        &["session", ":1", "--bearer", "@-"],
        "stdin is the session's own",
    ),
    (
        &["session", ":1", "-u", "a:@-"],
        "stdin is the session's own",
    ),
];

#[test]
fn stdin_is_read_by_name_too() {
    let peer = mirror();
    let seen = verb(["session", "--file", "-", &peer.url("/")])
        .stdin("GET /x\n")
        .run();
    seen.code(0).stdout("GET /x\n").stderr("");
    drop(peer);
}

#[test]
fn help_fits_on_a_screen_and_names_what_a_session_has() {
    let seen = verb(["session", "-h"]).run().code(0);
    assert!(seen.out().lines().count() <= 50, "{}", seen.out());
    seen.stdout_has("--file FILE")
        .stdout_has("verb session [FLAGS] URL");
    let seen = verb(["session", "--help"]).run().code(0);
    for flag in ["--fail-early", "--cookie-jar", "--har"] {
        assert!(seen.out().contains(flag), "{flag}");
    }
    assert!(!seen.out().contains("--upload-file FILE"), "{}", seen.out());
}

#[test]
fn tls_flags_hold_for_all_lines() {
    let authority = Authority::new("sessions");
    let peer = Peer::tls_answering(authority.good(&["localhost"]).server(), ok("x"));
    let lines = format!("GET /\nGET {} -k\n", peer.https("/"));
    let url = format!("https://localhost:{}/", peer.port());
    let seen = verb(["session", "--cacert", &authority.ca(), &url])
        .stdin(lines)
        .run();
    seen.code(0)
        .stdout("xx")
        .stderr_has("verb: warning: line 2: ");
    drop(peer);
}
