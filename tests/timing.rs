//! `--timing`: figures in a pipe, bars on a terminal.

use crate::support::pty::on_terminal;
use crate::support::{Authority, Peer, ok, response, verb};

#[test]
fn a_pipe_gets_a_line_of_figures_for_each_exchange() {
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send(response("302 Found", "Location: /b\r\n", ""))?;
        talk.head()?;
        talk.send(ok("x"))
    });
    let seen = verb(["get", "-L", "--timing", &peer.url("/a")])
        .run()
        .code(0);
    let err = seen.err();
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 2, "{err}");
    assert!(
        lines[0].starts_with(&format!("GET {} 302: connect ", peer.url("/a"))),
        "{err}"
    );
    let again = format!("GET {} 200: connection reused, send ", peer.url("/b"));
    assert!(lines[1].starts_with(&again), "{err}");
    for name in ["send ", "wait ", "receive ", "total "] {
        assert!(
            lines.iter().all(|line| line.contains(name)),
            "{name}: {err}"
        );
    }
    assert!(seen.out() == "x" && !err.contains('\u{1b}'));
}

#[test]
fn a_terminal_gets_bars_in_its_width() {
    let authority = Authority::new("timing");
    let identity = authority.good(&["localhost"]);
    let peer = Peer::tls_answering(identity.server(), ok("x"));
    let url = peer.https("/").replace("127.0.0.1", "localhost");
    for (name, value, colours) in [("TERM", "xterm", true), ("NO_COLOR", "1", false)] {
        let run = verb([
            "get",
            "-o",
            "/dev/null",
            "--timing",
            "--cacert",
            &authority.ca(),
        ]);
        let (outcome, screen) = on_terminal(run.arg(&url).env(name, value), true);
        let _fine = outcome.code(0);
        assert_eq!(screen.contains("\u{1b}[36m█"), colours, "{screen}");
        let plain = screen.replace("\u{1b}[36m", "").replace("\u{1b}[0m", "");
        let names: Vec<&str> = plain
            .lines()
            .skip(1)
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert_eq!(
            names,
            ["DNS", "connect", "TLS", "send", "wait", "receive"],
            "{plain}"
        );
        let widest = plain.lines().skip(1).map(|line| line.chars().count()).max();
        assert_eq!(widest, Some(80), "{plain}");
    }
}

#[test]
fn what_was_not_reached_has_a_line_too() {
    let seen = verb(["get", "-s", "--timing", "http://127.0.0.1:1/"])
        .run()
        .code(7);
    seen.stderr_has("GET http://127.0.0.1:1/ no answer: connect ");
    let silent = verb([
        "get",
        "--timing",
        "--no-timing",
        "-s",
        "http://127.0.0.1:1/",
    ])
    .run();
    let _nothing = silent.code(7).stderr("");
}
