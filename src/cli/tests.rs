//! Command lines and the plans they make, from the outside of this room.

use super::env::{Given as Surroundings, Output, Stdin, Variable};
use super::*;
use crate::base::exit::Kind;
use crate::base::limits;
use crate::http::content::{Content, Piece};
use crate::output::config::{Destination, Verbosity};
use crate::run::plan::StatusSet;
use crate::transport::Family;
use crate::transport::tls::Trust;
use std::time::Duration;

fn parse_in(surroundings: Surroundings, words: &[&str]) -> Result<Action, Failure> {
    let words = words.iter().map(OsString::from);
    parse(words, &Env::given(surroundings))
}

fn plan_in(surroundings: Surroundings, words: &[&str]) -> Plan {
    match parse_in(surroundings, words) {
        Ok(Action::Run(plan)) => *plan,
        other => panic!("{words:?}: {other:?}"),
    }
}

fn plan(words: &[&str]) -> Plan {
    plan_in(Surroundings::default(), words)
}

fn fails(words: &[&str]) -> String {
    let failure = parse_in(Surroundings::default(), words).unwrap_err();
    assert_eq!(failure.kind, Kind::Usage, "{words:?}");
    failure.to_string()
}

/// The fields and the content of the first request, in short.
fn sent(words: &[&str]) -> String {
    let plan = plan(words);
    let request = &plan.jobs[0].request;
    let fields = String::from_utf8_lossy(request.fields.text()).replace("\r\n", "|");
    let agent = concat!("User-Agent: verb/", env!("CARGO_PKG_VERSION"));
    let fields = fields.replace(agent, "UA");
    let content = match &request.content {
        Content::None => "none".to_owned(),
        Content::Pieces(pieces) => {
            let pieces: Vec<_> = pieces.iter().map(piece).collect();
            format!("[{}]", pieces.join("+"))
        }
    };
    format!("{} {} {fields} {content}", request.method, request.uri)
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Piece::File(path) => format!("file:{}", path.display()),
        Piece::Stdin => "stdin".to_owned(),
    }
}

#[test]
fn requests_are_what_was_typed() {
    const HEAD: &str = "Host: a.test|UA|Accept: */*|";
    for (words, wanted) in [
        (&["get", "a.test"][..], "GET https://a.test/ {HEAD} none"),
        (&["GET", "a.test"], "GET https://a.test/ {HEAD} none"),
        (&["head", "a.test/x"], "HEAD https://a.test/x {HEAD} none"),
        (&["delete", "a.test"], "DELETE https://a.test/ {HEAD} none"),
        (
            &["options", "a.test"],
            "OPTIONS https://a.test/ {HEAD} none",
        ),
        (&["post", "a.test"], "POST https://a.test/ {HEAD} []"),
        (&["put", "a.test"], "PUT https://a.test/ {HEAD} []"),
        (
            &["patch", "a.test", "-"],
            "PATCH https://a.test/ {HEAD} [stdin]",
        ),
        (
            &["put", "a.test", "@-"],
            "PUT https://a.test/ {HEAD} [stdin]",
        ),
        (
            &["put", "-T", "-", "a.test"],
            "PUT https://a.test/ {HEAD} [stdin]",
        ),
        (
            &["request", "-X", "pUrge", "a.test"],
            "pUrge https://a.test/ {HEAD} none",
        ),
        (
            &["request", "-XPUT", "a.test"],
            "PUT https://a.test/ {HEAD} []",
        ),
        (
            &["get", "-A", "me", "a.test"],
            "GET https://a.test/ Host: a.test|User-Agent: me|Accept: */*| none",
        ),
        (
            &["get", "-A", "", "a.test"],
            "GET https://a.test/ Host: a.test|Accept: */*| none",
        ),
        (
            &["get", "--compressed", "a.test"],
            "GET https://a.test/ {HEAD}Accept-Encoding: gzip, deflate, br, zstd| none",
        ),
        (
            &["get", "a.test", "-H", "x:1", "--", "-"],
            "GET https://a.test/ {HEAD}x: 1| [stdin]",
        ),
        (
            &["post", "{\"a\": 1.0}", "a.test"],
            "POST https://a.test/ Host: a.test|UA|Accept: application/json|Content-Type: application/json| [{\"a\": 1.0}]",
        ),
        (
            &[
                "post",
                "a.test",
                "[]",
                "-H",
                "accept: x",
                "-H",
                "Content-Type:",
            ],
            "POST https://a.test/ Host: a.test|UA|accept: x| [[]]",
        ),
    ] {
        assert_eq!(sent(words), wanted.replace("{HEAD}", HEAD), "{words:?}");
    }
}

#[test]
fn data_is_joined_in_the_order_given() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let at = format!("@{}", file.path().display());
    let content = |words: &[&str]| {
        let all = [&["post", "a.test"], words].concat();
        let sent = sent(&all);
        assert!(sent.contains("Content-Type: application/x-www-form-urlencoded|"));
        sent.rsplit("| ").next().unwrap().to_owned()
    };
    assert_eq!(content(&["-d", "a=1"]), "[a=1]");
    assert_eq!(
        content(&[
            "-d",
            "a",
            "--data-raw",
            "@b",
            "--data-binary",
            "c",
            "--data",
            "d"
        ]),
        "[a&@b&c&d]"
    );
    assert_eq!(content(&["-d", ""]), "[]");
    assert_eq!(content(&["-d", "-x", "-d", "--json"]), "[-x&--json]");
    let file = file.path().display();
    assert_eq!(
        content(&["-d", "a", "-d", &at, "-d", "b"]),
        format!("[a&+file:{file}+&b]")
    );
    assert_eq!(
        content(&["-d", &at, "--data-binary", "@-"]),
        format!("[file:{file}+&+stdin]")
    );
}

#[cfg(unix)]
#[test]
fn bytes_that_are_not_text_pass_where_http_allows_them() {
    use std::os::unix::ffi::OsStringExt;
    let words = |last: &[u8]| {
        let mut words: Vec<OsString> = ["post", "a.test", "-d"].iter().map(Into::into).collect();
        words.push(OsString::from_vec(last.to_vec()));
        words
    };
    let env = Env::given(Surroundings::default());
    let Ok(Action::Run(plan)) = parse(words(b"\xff\x00=").into_iter(), &env) else {
        panic!("no plan")
    };
    assert_eq!(
        plan.jobs[0].request.content,
        Content::bytes(b"\xff\x00=".to_vec())
    );
    let mut url = words(b"x");
    url.push(OsString::from_vec(b"http://a.test/\xff".to_vec()));
    assert_eq!(parse(url.into_iter(), &env).unwrap_err().kind, Kind::Usage);
    let mut flag = words(b"x");
    flag.push(OsString::from_vec(b"--\xff".to_vec()));
    assert_eq!(parse(flag.into_iter(), &env).unwrap_err().kind, Kind::Usage);
}

#[test]
fn a_second_body_is_refused_by_name() {
    for (words, names) in [
        (&["-d", "a", "-T", "-"][..], "--data and --upload-file"),
        (&["-d", "a", "{}"], "--data and the JSON word"),
        (&["--data-raw", "a", "-"], "--data-raw and stdin (-)"),
        (&["{}", "[]"], "the JSON word and the JSON word"),
        (&["-T", "-", "@-"], "--upload-file and stdin (-)"),
    ] {
        let error = fails(&[&["post", "a.test"], words].concat());
        assert!(error.contains(&format!("two bodies: {names}")), "{error}");
    }
}

#[test]
fn stdin_is_read_once() {
    for words in [
        &["post", "a.test", "-d", "@-", "-d", "@-"][..],
        &["post", "a.test", "-", "-H", "@-"],
        &["get", "a.test", "-H", "@-", "-H", "@-"],
        &["post", "a.test", "-", "http://b.test"],
    ] {
        assert!(fails(words).contains("stdin is"), "{words:?}");
    }
}

#[test]
fn each_url_has_its_own_host_and_output() {
    let words = [
        "get",
        "-o",
        "x",
        "a.test",
        "http://b.test:81/",
        "-o",
        "-",
        "https://c.test",
        "-v",
    ];
    let plan = plan(&words);
    let hosts: Vec<_> = plan
        .jobs
        .iter()
        .map(|job| job.request.fields.first("host"))
        .collect();
    assert_eq!(hosts, [&b"a.test"[..], b"b.test:81", b"c.test"].map(Some));
    assert_eq!(plan.jobs[0].body, Destination::File("x".into()));
    assert_eq!(plan.jobs[1].body, Destination::Stdout);
    assert_eq!(plan.jobs[2].body, Destination::Stdout);
    assert!(plan.jobs[0].notes[0].starts_with("using https"));
    assert!(plan.jobs[1].notes.is_empty());
    assert!(fails(&["get", "a.test", "-o", "x", "-o", "y"]).contains("2 times for 1 URL;"));
}

#[test]
fn later_flags_override_earlier_ones() {
    let a = |words: &[&str]| plan(&[&["get", "a.test"], words].concat());
    assert_eq!(
        a(&["-m", "1", "-m", "2s"]).client.limits.total,
        Some(Duration::from_secs(2))
    );
    assert_eq!(
        a(&["--timeout", "1", "-m2"]).client.limits.total,
        Some(Duration::from_secs(2))
    );
    assert_eq!(a(&["-4", "-6"]).client.transport.family, Family::V6);
    assert_eq!(a(&["-6", "-4"]).client.transport.family, Family::V4);
    assert!(!a(&["-k", "--no-insecure"]).client.transport.tls.insecure);
    assert!(a(&["--no-insecure", "-k"]).client.transport.tls.insecure);
    assert!(a(&["-k", "-k"]).client.transport.tls.insecure);
    assert!(!a(&["--raw", "--no-raw"]).client.raw);
    assert!(!a(&["--offline", "--no-dry-run"]).dry_run);
    assert_eq!(
        a(&["--no-fail", "--ok", "404"]).verdict.ok,
        StatusSet(vec![(404, 404)])
    );
    assert_eq!(
        a(&["--ok", "404", "--no-fail"]).verdict.ok,
        StatusSet::all()
    );
    assert_eq!(a(&["--no-fail", "-f"]).verdict.ok, StatusSet::default());
    assert!(!a(&["-f", "--fail-with-body"]).verdict.withhold);
    assert!(a(&["--fail-with-body", "-f"]).verdict.withhold);
}

#[test]
fn defaults_are_those_of_the_contract() {
    let plan = plan(&["get", "a.test"]);
    let limits = plan.client.limits;
    assert_eq!(limits.total, None);
    assert_eq!(limits.connect, Some(limits::CONNECT_LIMIT));
    assert_eq!(limits.idle, Some(limits::IDLE_LIMIT));
    assert_eq!(plan.client.max_size, None);
    assert_eq!(plan.client.transport.tls.trust, Trust::Any);
    assert_eq!(plan.verdict.ok, StatusSet::default());
    assert!(!plan.verdict.withhold && !plan.dry_run && !plan.output.heads);
    assert_eq!(plan.output.verbosity, Verbosity::Normal);
    assert_eq!(plan.output.dump_head, None);
}

#[test]
fn flags_reach_their_settings() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    let words = [
        "get",
        "a.test",
        "-iD",
        "-",
        "--connect-timeout",
        "1",
        "--idle-timeout=2",
        "--resolve",
        "a.test:1:127.0.0.1",
        "--connect-to",
        "a.test:1:b.test:2",
        "--unix-socket",
        "/s",
        "--max-filesize",
        "2k",
        "--cacert",
        path,
        "--cacert",
        path,
        "--trust=given",
        "--raw",
        "--dry-run",
        "-gN",
        "--http1.1",
        "--basic",
        "--compressed-ssh",
        "--stream",
        "--no-progress-meter",
        "--check-status",
    ];
    let plan = plan(&words);
    assert!(plan.output.heads && plan.client.raw && plan.dry_run);
    assert_eq!(plan.output.dump_head, Some(Destination::Stdout));
    assert_eq!(plan.client.limits.connect, Some(Duration::from_secs(1)));
    assert_eq!(plan.client.limits.idle, Some(Duration::from_secs(2)));
    assert_eq!(plan.client.max_size, Some(2048));
    let transport = &plan.client.transport;
    assert_eq!((transport.overrides.len(), transport.detours.len()), (1, 1));
    assert_eq!(transport.unix_socket, Some("/s".into()));
    assert_eq!(
        (transport.tls.given.len(), transport.tls.trust),
        (2, Trust::Given)
    );
}

#[test]
fn verbosity_follows_s_and_v() {
    for (words, wanted) in [
        (&[][..], Verbosity::Normal),
        (&["-S"], Verbosity::Normal),
        (&["-s"], Verbosity::Silent),
        (&["-sS"], Verbosity::Failures),
        (&["-Ss"], Verbosity::Failures),
        (&["-v"], Verbosity::Verbose),
        (&["-sv"], Verbosity::Verbose),
        (&["-s", "--no-silent"], Verbosity::Normal),
    ] {
        let plan = plan(&[&["get", "a.test"], words].concat());
        assert_eq!(plan.output.verbosity, wanted, "{words:?}");
    }
}

#[test]
fn colour_and_layout_follow_terminals_variables_and_flags() {
    use Variable::{ColorForce, NoColor, Term};
    let style = |terminal: bool, variable: Option<(Variable, &str)>, words: &[&str]| {
        let surroundings = Surroundings {
            terminals: if terminal {
                vec![Output::Stdout, Output::Stderr]
            } else {
                vec![]
            },
            variables: variable
                .map(|(name, value)| (name, value.into()))
                .into_iter()
                .collect(),
            ..Surroundings::default()
        };
        let output = plan_in(surroundings, &[&["get", "a.test"], words].concat()).output;
        (
            output.style.pretty,
            output.style.colour,
            output.colour_stderr,
        )
    };
    assert_eq!(style(false, None, &[]), (false, false, false));
    assert_eq!(style(true, None, &[]), (true, true, true));
    assert_eq!(style(true, Some((NoColor, "1")), &[]), (true, false, false));
    assert_eq!(style(true, Some((NoColor, "")), &[]), (true, true, true));
    assert_eq!(style(true, Some((Term, "dumb")), &[]), (true, false, false));
    assert_eq!(
        style(false, Some((ColorForce, "1")), &[]),
        (false, false, false)
    );
    let forced = style(false, Some((ColorForce, "1")), &["--pretty", "always"]);
    assert_eq!((forced.0, forced.1), (true, true));
    let off = style(false, Some((ColorForce, "0")), &["--pretty", "always"]);
    assert_eq!((off.0, off.1), (true, false));
    assert_eq!(
        style(true, Some((NoColor, "1")), &["--color=always"]),
        (true, true, true)
    );
    assert_eq!(
        style(false, None, &["--colour", "always"]),
        (false, true, true)
    );
    assert_eq!(
        style(true, None, &["--color=never", "--pretty=never"]),
        (false, false, false)
    );
}

#[test]
fn unread_stdin_is_noted_where_it_holds_data() {
    let unused = |stdin, words: &[&str]| {
        let surroundings = Surroundings {
            stdin,
            ..Surroundings::default()
        };
        plan_in(surroundings, words).verdict.stdin_unused
    };
    assert!(unused(Stdin::Data, &["post", "a.test"]));
    assert!(unused(Stdin::Data, &["get", "a.test"]));
    assert!(!unused(Stdin::Nothing, &["post", "a.test"]));
    assert!(!unused(Stdin::Data, &["post", "a.test", "-d", "x"]));
    assert!(!unused(Stdin::Data, &["post", "a.test", "-"]));
    assert!(!unused(Stdin::Data, &["get", "a.test", "-H", "@-"]));
}

#[test]
fn variables_name_the_files_of_trust() {
    let variables = [
        (Variable::RequestsCaBundle, "r"),
        (Variable::SslCertFile, "s"),
        (Variable::CurlCaBundle, "c"),
        (Variable::SslCertDir, "d"),
        (Variable::SslKeyLogFile, "k"),
    ];
    let surroundings = Surroundings {
        variables: variables.map(|(name, value)| (name, value.into())).to_vec(),
        ..Surroundings::default()
    };
    let tls = plan_in(surroundings, &["get", "a.test"])
        .client
        .transport
        .tls;
    assert_eq!(
        tls.variable_files,
        ["s", "c", "r"].map(std::path::PathBuf::from)
    );
    assert_eq!(tls.variable_dir, Some("d".into()));
    assert_eq!(tls.key_log, Some("k".into()));
}

#[test]
fn help_and_version_are_printed() {
    for (words, begins) in [
        (&["-h"][..], "verb: "),
        (&["--help"], "verb: "),
        (&["help"], "verb: "),
        (&["-V"], "verb 0."),
        (&["get", "-V"], "verb 0."),
        (&["get", "-h"], "Fetch a resource\n"),
        (&["get", "--help", "no", "url"], "Fetch a resource\n"),
        (&["request", "-h"], "Send a request with any method\n"),
        (&["help", "get"], "Fetch a resource\n"),
        (&["help", "-h"], "Print a help page\n"),
        (&["man"], ".ie"),
        (&["completions", "bash"], "_verb()"),
    ] {
        match parse_in(Surroundings::default(), words) {
            Ok(Action::Print(text)) => assert!(text.starts_with(begins), "{words:?}: {text}"),
            other => panic!("{words:?}: {other:?}"),
        }
    }
}
