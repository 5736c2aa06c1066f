//! Ctrl-C in every state of `verb session` at a real terminal: the session goes on, the terminal is
//! as it was, nothing half done is left.

use std::fs;
use std::process::Command;

use rustix::process::Signal;

use crate::session_terminal::echo;
use crate::support::person::Person;
use crate::support::{Peer, names_in, ok, temporary};

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";

/// Answers but for `/head`, which gets nothing, and `/body`, whose body never ends.
fn slow() -> Peer {
    Peer::tcp(|talk| {
        while let Ok(head) = talk.head() {
            let line = head.line();
            if line.contains("/head") {
                return talk.hold();
            }
            if line.contains("/body") {
                talk.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun\n")?;
                return talk.hold();
            }
            if line.contains("/events") {
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
                talk.send(format!("{head}data: begun\n\n"))?;
                return talk.hold();
            }
            if line.contains("/busy") {
                talk.send("HTTP/1.1 503 No\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n")?;
                continue;
            }
            talk.send(ok(&format!("served {line}\n")))?;
        }
        Ok(())
    })
}

#[test]
fn at_an_empty_prompt_it_says_how_to_leave_and_then_leaves() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types(CTRL_C)
        .sees("Ctrl-C again, or Ctrl-D, leaves");
    // Something else between: it is the first again.
    person.sees("/>").types("GET /a\r").sees("served GET /a");
    person
        .sees("/>")
        .types(CTRL_C)
        .sees("Ctrl-C again, or Ctrl-D, leaves");
    person.sees("/>").types(CTRL_C);
    assert_eq!(person.leaves().0, 0);
}

#[test]
fn half_a_line_a_continued_one_and_a_body_are_dropped() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types("GET /half")
        .sees("GET /half")
        .types(CTRL_C);
    person
        .sees("/>")
        .types("GET /continued \\\r")
        .sees("...")
        .types(CTRL_C);
    person
        .sees("/>")
        .types("POST /body <<END\r")
        .sees("...")
        .types("x\r");
    person.sees("...").types("y").types(CTRL_C);
    person
        .sees("/>")
        .types("POST /body <<END\r")
        .sees("...")
        .types(CTRL_D);
    person
        .sees("/>")
        .types("GET /last\r")
        .sees("served GET /last");
    person.sees("/>").types(CTRL_D);
    let (code, _) = person.leaves();
    assert_eq!(code, 0);
    let heard = peer.heard();
    assert!(heard.starts_with("GET /last "), "{heard}");
}

#[test]
fn what_is_under_way_is_stopped_and_the_session_goes_on() {
    for (line, begun) in [
        ("GET /head", ""),
        ("GET /body", "begun"),
        ("GET /events --events", "begun"),
        ("GET /busy --retry 3", "trying again"),
        ("GET /x --bearer \"cmd:sleep 60\"", ""),
    ] {
        let (peer, home) = (slow(), temporary());
        let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
        person
            .sees("/>")
            .types(&format!("{line}\r"))
            .sees("\r\n")
            .sees(begun);
        person.types(CTRL_C).sees("Ctrl-C");
        person.sees("/>").types("GET /a\r").sees("served GET /a");
        person.sees("/>").types(CTRL_D);
        assert_eq!(person.leaves().0, 0, "{line}");
    }
}

#[test]
fn the_next_request_says_that_it_opened_another_connection() {
    let (peer, home) = (slow(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types("GET /body\r")
        .sees("begun")
        .types(CTRL_C)
        .sees("stopped");
    person.sees("/>").types("GET /a\r");
    person.sees("the connection was opened again: what went over it was stopped");
    person.sees("served GET /a");
    person.sees("/>").types(CTRL_D);
    let _ = person.leaves();
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn no_partial_file_is_left() {
    let (peer, home) = (slow(), temporary());
    fs::write(home.path().join("out"), "before").unwrap();
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types("GET /body -v -o out\r")
        .sees("Content-Length")
        .types(CTRL_C)
        .sees("stopped");
    person.sees("/>").types(CTRL_D);
    let _ = person.leaves();
    assert_eq!(
        fs::read_to_string(home.path().join("out")).unwrap(),
        "before"
    );
    assert_eq!(names_in(home.path()), [".local", "out"]);
}

#[test]
fn more_of_them_than_needed_do_no_harm() {
    let (peer, home) = (slow(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person.sees("/>").types("GET /body\r").sees("begun");
    person
        .signals(Signal::INT)
        .signals(Signal::INT)
        .signals(Signal::INT)
        .sees("stopped");
    person.sees("/>").types("GET /a\r").sees("served GET /a");
    person.sees("/>").types(CTRL_D);
    assert_eq!(person.leaves().0, 0);
}

#[test]
fn what_cannot_be_given_up_is_ended_by_the_third() {
    let (peer, home) = (slow(), temporary());
    // Opening it waits for a writer, for ever.
    let made = Command::new("mkfifo")
        .arg(home.path().join("fifo"))
        .status();
    assert!(made.unwrap().success());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person.sees("/>").types("GET /a -b fifo\r");
    person.sees("GET /a -b fifo").sees("\u{1b}[?2004l");
    let count = person.signals_to_the_end(Signal::INT);
    assert!(count >= 3, "{count}");
    assert_ne!(person.leaves().0, 0);
}

#[test]
fn a_password_that_is_asked_for_can_be_refused() {
    let (peer, home) = (echo(), temporary());
    let mut person = Person::sits(&peer.url("/"), home.path(), &[]);
    person
        .sees("/>")
        .types("GET /a -u ada\r")
        .sees("Password for ada: ")
        .types(CTRL_C);
    person
        .sees("no password was given")
        .sees("/>")
        .types("GET /a -u ada\r");
    person
        .sees("Password for ada: ")
        .types("S3CRET\r")
        .sees("served GET /a");
    person.sees("/>").types(CTRL_D);
    let (code, screen) = person.leaves();
    assert_eq!(code, 0);
    assert!(!screen.contains("S3CRET"), "{screen}");
}
