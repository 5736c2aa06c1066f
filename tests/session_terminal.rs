//! `verb session` at a real terminal: what is said, what is remembered, how one leaves.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;

use rustix::process::Signal;

use crate::support::person::Person;
use crate::support::{Peer, ok, response, temporary};

/// Keys.
const UP: &str = "\x1b[A";
const TAB: &str = "\t";
const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const CTRL_R: &str = "\x12";

/// Answers every request with its request line.
pub(crate) fn echo() -> Peer {
    Peer::tcp(|talk| {
        while let Ok(head) = talk.head() {
            let content = talk.content(&head)?;
            let body = String::from_utf8_lossy(&content).into_owned();
            talk.send(ok(&format!("served {} <{body}>\n", head.line())))?;
        }
        Ok(())
    })
}

#[test]
fn a_person_is_told_where_they_are_and_leaves_with_ctrl_d() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/api"), home.path(), &[]);
    let place = format!("127.0.0.1:{}", peer.port());
    person.sees(&format!("connected to {place}; type help"));
    person.sees(&format!("{place}/api/>"));
    person
        .types("GET users\r")
        .sees("served GET /api/users HTTP/1.1 <>");
    person
        .sees("/api/>")
        .types("post /x name=ada \\\r")
        .sees("...");
    person
        .types("age:=36\r")
        .sees("<{\"name\":\"ada\",\"age\":36}>");
    person.sees("/api/>").types("put /x <<END\r").sees("...");
    person.types("one\r").sees("...").types("two\r").sees("...");
    person
        .types("END\r")
        .sees("served PUT /x HTTP/1.1 <one")
        .sees("two");
    person
        .sees("/api/>")
        .types("nonsense\r")
        .sees("unknown command 'nonsense'");
    person.sees("/api/>").types(CTRL_D);
    let (code, _) = person.leaves();
    assert_eq!(code, 0, "who sat there has seen what failed");
    assert_eq!(peer.finish().len(), 1, "one connection");
}

#[test]
fn lines_are_recalled_in_another_session_but_no_secrets() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    for line in [
        "GET /one",
        "GET /two -u ada:S3CRET",
        "POST / password=S3CRET",
        "GET /three",
    ] {
        person
            .sees("/>")
            .types(&format!("{line}\r"))
            .sees("served ");
    }
    // In the session itself nothing is forgotten.
    person
        .sees("/>")
        .types(&format!("{UP}{UP}"))
        .sees("password=S3CRET");
    person.types(CTRL_C).sees("/>").types("exit\r");
    let _ = person.leaves();
    let file = home.path().join(".local/state/verb/history");
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "GET /one\nGET /three\nexit\n"
    );
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));

    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types(&format!("{UP}{UP}"))
        .sees("GET /three");
    person.types("\r").sees("served GET /three");
    person
        .sees("/>")
        .types(&format!("{CTRL_R}/on"))
        .sees("GET /one");
    person.types("\r").sees("served GET /one");
    person.sees("/>").types(CTRL_D);
    let (_, screen) = person.leaves();
    assert!(!screen.contains("S3CRET"), "{screen}");
}

#[test]
fn a_continued_line_is_remembered_whole_and_a_body_not_at_all() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types("GET \\\r")
        .sees("...")
        .types("/a\r")
        .sees("served GET /a");
    person
        .sees("/>")
        .types("POST / <<E\r")
        .sees("...")
        .types("hidden\r");
    person.sees("...").types("E\r").sees("<hidden");
    person.sees("/>").types(CTRL_D);
    let _ = person.leaves();
    let file = home.path().join(".local/state/verb/history");
    assert_eq!(fs::read_to_string(file).unwrap(), "GET /a\nPOST / <<E\n");
}

#[test]
fn tab_completes_what_fits() {
    let (peer, home) = (echo(), temporary());
    fs::write(home.path().join("my body.json"), "{}").unwrap();
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types(&format!("DEL{TAB}/users\r"))
        .sees("served DELETE /users");
    person
        .sees("/>")
        .types(&format!("GET /u{TAB}\r"))
        .sees("served GET /users ");
    person
        .sees("/>")
        .types(&format!("POST / @m{TAB}\r"))
        .sees("<{}>");
    person
        .sees("/>")
        .types(&format!("GET / --max-t{TAB}3\r"))
        .sees("served GET / ");
    person
        .sees("/>")
        .types(&format!("GET / X-A:1 If-None-M{TAB}x -v\r"))
        .sees("If-None-Match\u{1b}[0m: x")
        .sees("served GET / ");
    person
        .sees("/>")
        .types(&format!("P{TAB}{TAB}"))
        .sees("PATCH")
        .sees("PUT");
    person.types(CTRL_C).sees("?2004l").sees("/>").types(CTRL_D);
    assert_eq!(person.leaves().0, 0);
}

#[test]
fn lines_pasted_at_once_are_taken_one_by_one() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    let pasted = "GET /1\rPOST /2 <<E\r\tx\rE\rGET /3";
    person
        .sees("/>")
        .types(&format!("\x1b[200~{pasted}\x1b[201~"))
        .sees("GET /3");
    person.types("\r");
    person
        .sees("served GET /1")
        .sees("served POST /2")
        .sees("\tx")
        .sees("served GET /3");
    // Typed ahead, too.
    person
        .sees("/>")
        .types("GET /4\rGET /5\r")
        .sees("served GET /4")
        .sees("served GET /5");
    person.sees("/>").types(CTRL_D);
    assert_eq!(person.leaves().0, 0);
}

#[test]
fn bodies_alone_go_to_a_stdout_that_is_no_terminal() {
    for term in ["xterm", "dumb"] {
        let (peer, home) = (echo(), temporary());
        let out = home.path().join("out");
        let (url, file) = (peer.url("/"), File::create(&out).unwrap());
        let variables = [("TERM", term)];
        let mut person = Person::with(&["session", &url], home.path(), &variables, Some(file));
        person
            .sees("connected")
            .sees("/>")
            .types("GET /a\r")
            .sees("/>");
        person
            .types("nonsense\r")
            .sees("unknown command")
            .sees("/>")
            .types(CTRL_D);
        assert_eq!(person.leaves().0, 0, "{term}");
        assert_eq!(
            fs::read_to_string(out).unwrap(),
            "served GET /a HTTP/1.1 <>\n"
        );
    }
}

#[test]
fn a_terminal_that_cannot_be_edited_on_does() {
    let (peer, home) = (echo(), temporary());
    let url = peer.url("/");
    let mut person = Person::with(&["session", &url], home.path(), &[("TERM", "dumb")], None);
    person.sees("/>").types("GET /a\n").sees("served GET /a");
    person
        .sees("/>")
        .types("half")
        .types(CTRL_C)
        .sees("Ctrl-C again");
    person.sees("/>").types("GET /b\n").sees("served GET /b");
    person
        .sees("/>")
        .types(CTRL_C)
        .sees("Ctrl-C again")
        .sees("/>")
        .types(CTRL_C);
    let (code, screen) = person.leaves();
    assert_eq!(code, 0);
    assert!(!screen.contains('\u{1b}'), "{screen:?}");
}

#[test]
fn colours_only_where_they_are_welcome() {
    for (name, value, wanted) in [
        ("X", "", true),
        ("NO_COLOR", "1", false),
        ("CI", "1", false),
    ] {
        let (peer, home) = (echo(), temporary());
        let url = peer.url("/");
        let mut person = Person::with(&["session", &url], home.path(), &[(name, value)], None);
        person.sees("/>").types(CTRL_D);
        let (_, screen) = person.leaves();
        assert_eq!(screen.contains("\u{1b}[36m"), wanted, "{name}: {screen:?}");
    }
}

#[test]
fn a_refused_connection_is_told_and_the_session_begins() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, home) = (listener.local_addr().unwrap(), temporary());
    drop(listener);
    let mut person = Person::sits(&format!("http://{address}"), home.path(), &[]);
    person
        .sees("refused")
        .sees("every request tries again")
        .sees("/>");
    person
        .types("GET /\r")
        .sees("refused")
        .sees("/>")
        .types(CTRL_D);
    assert_eq!(person.leaves().0, 0);
}

#[test]
fn a_connection_that_had_to_be_opened_again_is_told() {
    let home = temporary();
    let peer = Peer::once(response("200 OK", "Connection: close\r\n", "bye\n"));
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person.sees("/>").types("GET /1\r").sees("bye").sees("/>");
    person
        .types("GET /2\r")
        .sees("the connection was opened again: ");
    person
        .sees("the server asked for it")
        .sees("bye")
        .sees("/>")
        .types(CTRL_D);
    let (code, _) = person.leaves();
    assert_eq!((code, peer.finish().len()), (0, 2));
}

#[test]
fn nothing_that_a_server_says_moves_the_cursor() {
    let home = temporary();
    let peer = Peer::tcp(|talk| {
        let evil = "\x1b[2J\x1b]0;owned\x07\u{9b}2J";
        let head = talk.head()?;
        let (mut reason, mut field, mut body) = ("", "", "");
        match head.line().split(' ').nth(1) {
            Some("/reason") => reason = evil,
            Some("/field") => field = evil,
            Some(_) | None => body = evil,
        }
        let kind = "Content-Type: text/plain\r\nConnection: close\r\n";
        let (status, fields) = (format!("200 OK{reason}"), format!("X: a{field}\r\n{kind}"));
        talk.send(response(&status, &fields, &format!("a{body} end\n")))
    });
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    for (line, seen) in [
        ("GET /reason -v", "reason phrase"),
        ("GET /field -v", "X"),
        ("GET /body -v", " end"),
    ] {
        person.sees("/>").types(&format!("{line}\r")).sees(seen);
    }
    person.sees("/>").types(CTRL_D);
    let (_, screen) = person.leaves();
    let moved = ["\u{1b}[2J", "\u{1b}]", "\u{9b}"];
    assert!(
        !moved.iter().any(|evil| screen.contains(evil)),
        "{screen:?}"
    );
}

#[test]
fn without_a_home_there_is_no_history_and_no_complaint() {
    let (peer, home) = (echo(), temporary());
    let url = peer.url("/");
    let mut person = Person::with(&["session", &url], home.path(), &[("HOME", "")], None);
    person
        .sees("/>")
        .types("GET /a\r")
        .sees("served GET /a")
        .sees("/>")
        .types(CTRL_D);
    let (code, screen) = person.leaves();
    assert_eq!(code, 0);
    assert!(!screen.contains("verb:"), "{screen}");
}

#[test]
fn a_signal_at_the_prompt_leaves_the_terminal_as_it_was() {
    for (signal, wanted) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let (peer, home) = (echo(), temporary());
        let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
        person
            .sees("/>")
            .types("GET /h")
            .sees("GET /h")
            .signals(signal);
        assert_eq!(person.leaves().0, wanted);
    }
}

#[test]
fn a_terminal_that_is_closed_ends_the_session() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types("GET /a\r")
        .sees("served GET /a")
        .sees("/>");
    assert!([0, 129].contains(&person.closes()));
    let file = home.path().join(".local/state/verb/history");
    assert_eq!(fs::read_to_string(file).unwrap(), "GET /a\n");
}
