//! What `verb session` says of each answer to who types at a terminal.

use crate::support::talk::Talk;
use crate::support::typist::{self, Typist};
use crate::support::{Peer, ok, response, verb};

/// Answers by path: `/404` with 404, and so on; others with what was asked.
fn serve(talk: &mut Talk) -> std::io::Result<()> {
    loop {
        let head = talk.head()?;
        talk.content(&head)?;
        let line = head.line();
        let path = line.split(' ').nth(1).unwrap();
        let bytes = match path {
            "/201" => response("201 Created", "Location: /users/7\r\n", "{}"),
            "/204" => b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
            "/302" => response("302 Found", "Location: /ok\r\n", "moved"),
            "/out" => response("302 Found", "Location: http://127.0.0.1:1/x\r\n", ""),
            "/401" => response(
                "401 Unauthorized",
                "WWW-Authenticate: Basic realm=\"x\"\r\n",
                "",
            ),
            "/404" => response("404 Not Found", "", "none"),
            "/405" => response("405 Method Not Allowed", "Allow: GET, HEAD\r\n", ""),
            "/503" => response("503 \u{202e}Busy", "Retry-After: 7\r\n", ""),
            "/chunks" => {
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
                    .to_vec()
            }
            "/json" => response("200 OK", "Content-Type: application/json\r\n", "{\"a\":1}"),
            "/close" => response("200 OK", "Connection: close\r\n", "bye"),
            _ => ok(line.split(" HTTP").next().unwrap()),
        };
        talk.send(bytes)?;
        if path == "/close" {
            return Ok(());
        }
    }
}

fn session(peer: &Peer, flags: &[&str]) -> Typist {
    Typist::begin(verb(["session"]).args(flags.to_vec()).arg(peer.url("/")))
}

#[test]
fn each_status_is_told_with_its_meaning_and_is_no_failure_of_the_session() {
    let peer = Peer::tcp(serve);
    let said = session(&peer, &[])
        .says("GET /ok", "200 OK: done, here it is (")
        .says("post /201 a=1", "201 Created: the new one is at /users/7 (")
        .says("DELETE /204", "204 No Content: done, nothing to show (")
        .says("GET /302", "302 Found: elsewhere for now: look at /ok instead (add -L to go there) (")
        .says("GET /401", "401 Unauthorized: the server wants credentials: Basic realm \"x\" (set user NAME:PASSWORD) (")
        .says("GET /404", "404 Not Found: nothing is there: check the path (")
        .says("PUT /405 {}", "405 Method Not Allowed: not allowed here; allowed: GET, HEAD (")
        .says("GET /503", "503 \\u{202e}Busy: the server cannot answer for now; try again in 7 s (")
        .leave()
        .code(0)
        .stderr_lacks("verb:");
    assert!(said.out().contains("GET /ok") && said.out().contains("none"));
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn every_redirect_that_is_followed_is_told() {
    let peer = Peer::tcp(serve);
    session(&peer, &["-L"])
        .says(
            "GET /302",
            "302 Found: elsewhere for now: went on to /ok\n200 OK: done",
        )
        .says(
            "GET /out",
            "302 Found: elsewhere for now: went on to http://127.0.0.1:1/x\nverb: ",
        )
        .leave()
        .code(0)
        .stdout("GET /ok");
    peer.finish();
}

#[test]
fn what_was_asked_for_of_statuses_is_still_judged() {
    let peer = Peer::tcp(serve);
    for (flag, told) in [
        ("-f", "verb: 404 Not Found (GET"),
        ("--ok=200", "verb: 404 Not Found (GET"),
        ("--no-fail", "nothing is there: check the path ("),
    ] {
        // A person has seen it: what failed on the way is no failure of the session.
        session(&peer, &[flag])
            .says("GET /404", told)
            .leave()
            .code(0);
    }
    let directory = crate::support::temporary();
    let file = directory.path().join("f");
    std::fs::write(&file, "good").unwrap();
    let line = format!("GET /404 -o {}", file.display());
    session(&peer, &[])
        .says(&line, "404 Not Found: nothing")
        .leave()
        .code(0);
    assert_eq!(std::fs::read(&file).unwrap(), b"good");
    peer.finish();
}

#[test]
fn a_silent_session_says_nothing_and_a_batch_explains_nothing() {
    let peer = Peer::tcp(serve);
    session(&peer, &["-s"])
        .shows("GET /404", "none")
        .leave()
        .code(0)
        .stderr_lacks("404")
        .stderr_lacks("connected");
    verb(["session", &peer.url("/")])
        .stdin("GET /ok\nGET /404\n")
        .run()
        .code(4)
        .stdout("GET /oknone")
        .stderr_has("verb: line 2: 404 Not Found")
        .stderr_lacks("check the path")
        .stderr_lacks("done");
    peer.finish();
}

#[test]
fn a_connection_that_was_opened_anew_is_told_before_the_answer() {
    let peer = Peer::tcp(serve);
    session(&peer, &[])
        .says("GET /close", "200 OK: done")
        .says("GET /404", "the connection was opened again: ")
        .says("GET /204", "204 No Content")
        .leave()
        .code(0);
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn a_connection_to_another_server_is_not_the_one_of_the_session() {
    let (peer, other) = (Peer::tcp(serve), Peer::tcp(serve));
    session(&peer, &[])
        .says("GET /ok", "200 OK: done")
        .says(&format!("GET {}", other.url("/404")), "404 Not Found")
        .says("GET /204", "204 No Content")
        .leave()
        .code(0)
        .stderr_lacks("opened again");
    let lines = format!("GET /ok\nGET {}\nGET /ok\n", other.url("/ok"));
    let batch = verb(["session", &peer.url("/")]).stdin(lines);
    batch.run().code(0).stderr("");
    other.finish();
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn a_body_without_a_last_line_end_gets_one_on_a_terminal_alone() {
    let peer = Peer::tcp(serve);
    let run = || verb(["session", &peer.url("/")]);
    let screen = typist::screen(run(), "GET /404\nGET /json -o /dev/null\nexit\n");
    let reply = screen.find(": nothing is there").unwrap();
    assert!(screen[reply..].contains(")\nnone\n"), "{screen}");
    let said = session(&peer, &[]).shows("GET /404", "none").leave();
    assert_eq!(said.out(), "none");
    peer.finish();
}

#[test]
fn messages_are_shown_once_however_they_were_asked_for() {
    let peer = Peer::tcp(serve);
    for (flags, lines) in [
        (&["-vv"][..], "GET /ok\n"),
        (&[], "set verbose 2\nGET /ok\n"),
    ] {
        let run = verb(["session"]).args(flags.to_vec()).arg(peer.url("/"));
        let told = run.stdin(lines).run().code(0).err();
        assert_eq!(told.matches("> GET /ok HTTP/1.1").count(), 1, "{told}");
    }
    peer.finish();
}

#[test]
fn frames_take_the_place_of_bodies_while_raw_is_on() {
    let peer = Peer::tcp(serve);
    let said = session(&peer, &[])
        .shows("set raw on", "raw             on\n")
        .says("GET /chunks X-Api-Key:SECRET", "200 OK: done")
        .shows("set raw off", "raw             off\n")
        .shows("GET /ok", "GET /ok")
        .leave()
        .code(0);
    let frames = "< Transfer-Encoding: chunked\\r\\n\n< \\r\\n\n< 3\\r\\n\n< abc\n< \\r\\n\n< 0\\r\\n\n< \\r\\n\n200 OK";
    assert!(said.err().contains(frames), "{}", said.story());
    assert!(
        said.err().contains("/> > GET /chunks HTTP/1.1\\r\\n\n"),
        "{}",
        said.story()
    );
    assert!(
        said.err().contains("> X-Api-Key: ••••\\r\\n\n"),
        "{}",
        said.story()
    );
    assert!(!said.err().contains("SECRET") && !said.out().contains("abc"));
    peer.finish();
}
