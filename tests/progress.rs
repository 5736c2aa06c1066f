//! How far a run has come: drawn on a terminal after a second, said in plain lines where that is
//! asked for, and never in anybody's way.

use std::time::Duration;

use crate::support::pty::{interrupted, on_terminal};
use crate::support::{Peer, names_in, ok, temporary, verb};

/// What takes the line away.
const ERASE: &str = "\r\u{1b}[K";

/// A peer that sends half of ten bytes, and the rest after so many milliseconds.
fn slow(millis: u64) -> Peer {
    Peer::tcp(move |talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")?;
        talk.deaf(Duration::from_millis(millis))?;
        talk.send("world")
    })
}

/// The states of the screen's last line, one after the other.
fn lines(screen: &str) -> Vec<String> {
    let drawn = screen.split(ERASE).map(|line| line.trim_end().to_owned());
    drawn.filter(|line| !line.is_empty()).collect()
}

#[test]
fn a_bar_is_drawn_after_a_second_and_goes_away() {
    let (dir, peer) = (temporary(), slow(1700));
    let run = verb(["get", "-O", &peer.url("/tool.bin")]).dir(dir.path());
    let (seen, screen) = on_terminal(run, true);
    let _fine = seen.code(0);
    let drawn = lines(&screen);
    assert!(drawn.len() >= 2, "{screen:?}");
    let bar = "tool.bin   50%  [==============              ]  5 B of 10 B, ";
    assert!(drawn[0].starts_with(bar), "{screen:?}");
    let last = format!("{ERASE}verb: saved to tool.bin\n");
    assert!(screen.ends_with(&last), "{screen:?}");
    for line in drawn {
        assert!(line.chars().count() < 80, "{line:?}");
    }
}

#[test]
fn each_line_of_a_session_has_a_bar_of_its_own() {
    let (dir, peer) = (temporary(), slow(1500));
    let lines_of = "GET /1 -o one\nGET /2 -o two\n";
    std::fs::write(dir.path().join("lines"), lines_of).unwrap();
    let run = verb(["session", &peer.url("/"), "--file", "lines"]).dir(dir.path());
    let (seen, screen) = on_terminal(run, true);
    let _fine = seen.code(0);
    for name in ["one", "two"] {
        let bar = format!("{name}   50%  [");
        let drawn = lines(&screen);
        assert!(
            drawn.iter().any(|line| line.starts_with(&bar)),
            "{screen:?}"
        );
    }
    assert_eq!(names_in(dir.path()), ["lines", "one", "two"]);
}

#[test]
fn nothing_is_drawn_where_nobody_would_like_to_see_it() {
    let dir = temporary();
    for (flags, variable) in [
        (&["-s"][..], "X=1"),
        (&["-sS"], "X=1"),
        (&["--progress", "off"], "X=1"),
        (&["--no-progress-meter"], "X=1"),
        (&["--progress=plain"], "X=1"),
        (&[], "CI=true"),
        (&[], "TERM=dumb"),
    ] {
        let peer = slow(1300);
        let (name, value) = variable.split_once('=').unwrap();
        let run = verb(["get", &peer.url("/"), "-o", "f"]).args(flags.to_vec());
        let (seen, screen) = on_terminal(run.env(name, value).dir(dir.path()), true);
        let _fine = seen.code(0);
        assert_eq!(screen, "", "{flags:?} {variable}");
    }
    let peer = slow(1300);
    let run = verb(["get", "-#", &peer.url("/"), "-o", "f"]).dir(dir.path());
    run.run().code(0).stderr("");
    let peer = slow(1300);
    let (seen, screen) = on_terminal(verb(["get", &peer.url("/")]), true);
    let _fine = seen.code(0);
    assert_eq!(screen, "helloworld");
}

#[test]
fn messages_stand_on_lines_of_their_own() {
    let dir = temporary();
    let peer = Peer::tcp(|talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")?;
        talk.deaf(Duration::from_millis(1500))
    });
    let run = verb(["get", &peer.url("/"), "-o", "a\u{202e}b"]).dir(dir.path());
    let (seen, screen) = on_terminal(run, true);
    let _fine = seen.code(18);
    assert!(screen.contains("a\\u{202e}b   50%"), "{screen:?}");
    let message = screen.rsplit(ERASE).next().unwrap();
    assert!(message.contains("verb:"), "{screen:?}");
    assert_eq!(message.matches('\n').count(), 1, "{screen:?}");
}

/// H49: names that a server or a URL gives move nothing on the terminal.
#[test]
fn hostile_names_are_harmless_in_the_line() {
    let slow = || {
        Peer::tcp(|talk| {
            talk.head()?;
            let name = "filename=\"a\x1b[2J\x07\u{202e}\u{9b}31mb.txt\"";
            let fields = format!("Content-Disposition: attachment; {name}\r\n");
            talk.send(format!(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n{fields}\r\nhello"
            ))?;
            talk.deaf(Duration::from_millis(1300))?;
            talk.send("world")
        })
    };
    let path = "/a%1b%5b2J%07%e2%80%ae%c2%9b31mb";
    for flags in [&["-O"][..], &["-OJ"], &["-Z", "-O", "-OJ"], &["-o", "f"]] {
        let (dir, peer) = (temporary(), slow());
        let count = flags.iter().filter(|flag| flag.starts_with("-O")).count();
        let urls = vec![peer.url(path); count.max(1)];
        let run = verb(["get"]).args(flags.to_vec()).args(urls);
        let (seen, screen) = on_terminal(run.dir(dir.path()), true);
        let _fine = seen.code(0);
        assert!(screen.contains(ERASE), "{flags:?} {screen:?}");
        let rest = screen.replace(ERASE, "");
        let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!rest.contains(acts), "{flags:?} {rest:?}");
    }
}

#[test]
fn an_interrupt_takes_the_line_away() {
    for columns in [80, 24] {
        let dir = temporary();
        let peer = Peer::tcp(|talk| {
            talk.head()?;
            talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")?;
            talk.hold()
        });
        let run = verb(["get", &peer.url("/"), "-o", "f"]).dir(dir.path());
        let (seen, screen) = interrupted(run, columns, "5 B");
        let _fine = seen.code(130);
        assert!(screen.ends_with(ERASE), "{screen:?}");
        assert!(!screen.contains('\n'), "{screen:?}");
        for line in lines(&screen) {
            assert!(line.chars().count() < columns.into(), "{line:?}");
        }
        assert!(names_in(dir.path()).is_empty());
    }
}

#[test]
fn what_is_sent_is_shown_too() {
    let dir = temporary();
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        talk.deaf(Duration::from_millis(1500))?;
        talk.content(&head)?;
        talk.send(ok("x"))
    });
    let words = ["post", &peer.url("/up"), "-o", "f", "-d", "0123456789"];
    let (seen, screen) = on_terminal(verb(words).dir(dir.path()), true);
    let _fine = seen.code(0);
    assert!(screen.contains("10 B of 10 B sent"), "{screen:?}");
}

#[test]
fn plain_lines_come_each_ten_seconds() {
    let (dir, peer) = (temporary(), slow(10_500));
    let run = verb(["get", "--progress", "plain", &peer.url("/"), "-o", "f"]);
    let run = run.env("CI", "true").dir(dir.path()).run();
    let seen = run
        .code(0)
        .stderr_has("verb: f: 50%, 5 B of 10 B, ")
        .one_line();
    assert!(!seen.err().contains('\r'));
}
