//! Where flags and surroundings end up.

use std::time::Duration;

use super::*;
use crate::base::limits;
use crate::cli::env::{Output, Stdin, Variable};
use crate::output::config::{Destination, Verbosity};
use crate::run::plan::StatusSet;
use crate::transport::Family;
use crate::transport::tls::Trust;

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
    assert_eq!(a(&["--offline", "--no-dry-run"]).dry_run, None);
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
    assert!(!plan.verdict.withhold && plan.dry_run.is_none() && !plan.output.heads);
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
    assert!(plan.output.heads && plan.client.raw && plan.dry_run.is_some());
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
    assert!(unused(Stdin::Data, &["post", "a.test"]));
    assert!(!unused(Stdin::Data, &["get", "a.test"]));
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
