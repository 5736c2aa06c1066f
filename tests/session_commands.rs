//! The commands of `verb session`: what they change, what they show, what they say of mistakes.

use crate::support::talk::Talk;
use crate::support::typist::Typist;
use crate::support::{Peer, response, verb};

/// Answers every request with its head, as it came.
fn mirror(talk: &mut Talk) -> std::io::Result<()> {
    loop {
        let head = talk.head()?;
        talk.content(&head)?;
        let body = String::from_utf8_lossy(&head.0).into_owned();
        talk.send(response("200 OK", "Set-Cookie: s=SECRET\r\n", &body))?;
    }
}

fn session(peer: &Peer, flags: &[&str]) -> Typist {
    Typist::begin(verb(["session"]).args(flags.to_vec()).arg(peer.url("/")))
}

/// What a batch of these lines has a server hear, and what came of it.
fn batch(flags: &[&str], lines: &str) -> (verb::Outcome, Vec<String>) {
    let peer = Peer::tcp(mirror);
    let run = verb(["session"]).args(flags.to_vec()).arg(peer.url("/"));
    let outcome = run.stdin(lines.as_bytes()).run();
    let heard = peer.finish();
    let heard = heard
        .iter()
        .map(|one| String::from_utf8_lossy(one).into_owned());
    (outcome, heard.collect())
}

#[test]
fn what_is_set_holds_from_the_next_line_and_what_is_unset_does_not() {
    // H55
    let (outcome, heard) = batch(
        &["-H", "X-Begun: 1"],
        "set header X-A: b c\nset X-D:e\nset user ada:pw\nset base /api\nGET one\n\
         set header x-a: f\nunset header X-D\nunset auth\nunset base\nunset header X-Begun\nGET two\n\
         unset header\nGET three X-Own:1\nGET four\n",
    );
    outcome.code(0).stderr("");
    let heard = heard.concat();
    let heads: Vec<&str> = heard.split("\r\n\r\n").collect();
    for (head, has, lacks) in [
        (
            heads[0],
            &[
                "GET /api/one ",
                "X-Begun: 1",
                "X-A: b c",
                "X-D: e",
                "Authorization: Basic",
            ][..],
            &[][..],
        ),
        (
            heads[1],
            &["GET /two ", "x-a: f"],
            &["X-D", "X-A", "Authorization", "X-Begun"],
        ),
        (heads[2], &["GET /three ", "X-Own: 1"], &["x-a"]),
        (heads[3], &["GET /four "], &["X-Own", "x-a"]),
    ] {
        for one in has {
            assert!(head.contains(one), "{one}: {head}");
        }
        for one in lacks {
            assert!(!head.contains(one), "{one}: {head}");
        }
    }
}

#[test]
fn headers_and_credentials_that_are_set_go_to_no_other_origin() {
    let other = Peer::tcp(mirror);
    let lines = format!(
        "set header X-A: b\nset bearer SECRET\nGET {}\nGET /home\n",
        other.url("/away")
    );
    let (outcome, heard) = batch(&[], &lines);
    outcome.code(0);
    let away = other.heard();
    assert!(away.contains("GET /away") && !away.contains("X-A") && !away.contains("SECRET"));
    assert!(heard[0].contains("X-A: b") && heard[0].contains("Bearer SECRET"));
}

#[test]
fn a_line_wins_over_what_is_set() {
    let (outcome, heard) = batch(
        &[],
        "set user ada:pw\nset header X-A: 1\nGET /a X-A:2 --bearer own\nGET /b\n",
    );
    outcome.code(0);
    let heads: Vec<&str> = heard[0].split("\r\n\r\n").collect();
    assert!(heads[0].contains("X-A: 2") && heads[0].contains("Bearer own"));
    assert!(!heads[0].contains("X-A: 1") && !heads[0].contains("Basic"));
    assert!(heads[1].contains("X-A: 1") && heads[1].contains("Basic"));
}

#[test]
fn a_setting_that_cannot_be_used_changes_nothing_and_says_what_is_expected() {
    for (line, told) in [
        ("set", ""),
        (
            "set header",
            "set header: there is no value; write set header NAME: VALUE",
        ),
        (
            "set header X-A b",
            "set header: no colon follows 'X-A'; write set header NAME: VALUE",
        ),
        ("set max-time soon", "--max-time: 'soon' is not "),
        (
            "set max-time",
            "set max-time: there is no value; write set max-time ",
        ),
        (
            "set timing maybe",
            "timing: 'maybe' is neither on nor off; write set timing on, or set timing off",
        ),
        (
            "set pretty sometimes",
            "--pretty: 'sometimes' is not auto, always or never",
        ),
        (
            "set raw sometimes",
            "raw: 'sometimes' is neither on nor off",
        ),
        (
            "set colr on",
            "nothing is called 'colr'; did you mean color?",
        ),
        (
            "set cookie-jar f",
            "--cookie-jar is for the session as a whole; give it where the session is begun",
        ),
        ("set base", "set base takes a path; write set base /api"),
        (
            "set base http://127.0.0.1:1/",
            "the base path leads to another origin",
        ),
        ("unset", "unset: nothing is named"),
        ("unset header X-No", "no header 'X-No' is set"),
        ("unset a b", "unset: 'b' follows the name"),
    ] {
        let (outcome, heard) = batch(&[], &format!("{line}\nGET /after\n"));
        assert!(heard[0].starts_with("GET /after HTTP/1.1\r\n"), "{line}");
        match told {
            "" => outcome.code(0),
            told => outcome.code(2).stderr_has(&format!("verb: line 1: {told}")),
        };
    }
}

#[test]
fn a_setting_about_the_way_opens_the_connection_anew_once() {
    let (outcome, heard) = batch(
        &[],
        "GET /a\nset connect-timeout 5s\nGET /b\nset ipv4 on\nGET /c\nGET /d\n",
    );
    let outcome = outcome
        .code(0)
        .stderr("verb: the connection was opened again once, at line 5\n");
    assert_eq!(heard.len(), 2, "{}", outcome.story());
    for (connection, paths) in [(0, ["/a", "/b"]), (1, ["/c", "/d"])] {
        for path in paths {
            assert!(heard[connection].contains(&format!("GET {path} HTTP/1.1")));
        }
    }
    let peer = Peer::tcp(mirror);
    session(&peer, &[])
        .says("GET /a", "200 OK")
        .shows("set ipv4", "ipv4            on\n")
        .says(
            "GET /b",
            "the connection was opened again: the settings say so\n200 OK",
        )
        .leave()
        .code(0);
    assert_eq!(peer.finish().len(), 2);
}

#[test]
fn what_cannot_be_used_to_reach_the_server_leaves_the_connection_as_it_is() {
    let peer = Peer::tcp(mirror);
    session(&peer, &[])
        .says("GET /a", "200 OK")
        .says("set cacert /nowhere/ca.pem", "verb: ")
        .shows("GET /b", "GET /b HTTP/1.1")
        .leave()
        .code(0);
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn what_holds_is_listed_without_secrets() {
    let peer = Peer::tcp(mirror);
    let said = session(
        &peer,
        &["-m", "5s", "-H", "X-Token: SECRET", "-H", "X-A: b"],
    )
    .shows("set user ada:SECRET", "user            ada:••••\n")
    .says(
        "set proxy",
        "verb: set proxy: there is no value; write set proxy ",
    )
    .shows("set pretty on", "pretty          always\n")
    .shows("set verbose 2", "verbose         on, 2 times\n")
    .shows("unset verbose", "verbose         off\n")
    .shows("set base /api", "base            http://")
    .shows("set", "user            ada:••••\n")
    .shows("set show-secrets on", "show-secrets    on\n")
    .shows("set", "ada:SECRET")
    .leave();
    let out = said.out();
    let all = "/api/\npretty          always\ntiming          off\nverbose         off\n\
               head            off\nraw             off\n";
    assert!(out.contains(all), "{out}");
    let before = out.split("show-secrets").next().unwrap();
    for line in [
        "header          X-Token: ••••\n",
        "header          X-A: b\n",
        "max-time        5s\n",
    ] {
        assert!(before.contains(line), "{line}: {out}");
    }
    assert!(!before.contains("SECRET"), "{out}");
    peer.finish();
}

#[test]
fn again_sends_the_last_line_under_the_settings_of_now() {
    let (outcome, heard) = batch(
        &[],
        "again\nPOST /x a=1 X-A:b\nset header X-C: d\nnonsense\nagain\n",
    );
    outcome
        .code(2)
        .stderr_has("verb: line 1: again: nothing was sent yet; write METHOD PATH, such as GET /");
    assert_eq!(heard[0].matches("POST /x HTTP/1.1").count(), 2);
    assert_eq!(heard[0].matches("X-A: b").count(), 2);
    assert_eq!(heard[0].matches("X-C: d").count(), 1);
    assert_eq!(heard[0].matches("{\"a\":\"1\"}").count(), 2);

    let peer = Peer::tcp(mirror);
    let url = peer.url("/y");
    session(&peer, &["-u", "ada:SECRET"])
        .says("GET /y -u eve:SECRET", "200 OK")
        .says("again", &format!("again: GET {url}\n200 OK"))
        .leave()
        .code(0)
        .stderr_lacks("SECRET");
    peer.finish();
}

#[test]
fn a_batch_keeps_no_exchange_and_says_what_does() {
    let (outcome, _) = batch(&[], "GET /x\nlast curl\nlast response\n");
    outcome
        .code(2)
        .stdout_has("curl ")
        .stderr_has("verb: line 3: last response: a batch keeps no exchanges; -v shows them");
}

#[test]
fn help_is_one_screen_and_has_pages() {
    let peer = Peer::tcp(mirror);
    let said = session(&peer, &[])
        .shows("help", "Topics:\n")
        .shows("help items", "name=ada")
        .shows("help post", "Usage: verb post")
        .shows("help set", "set alone lists what holds")
        .says(
            "help itmes",
            "verb: no help topic 'itmes'; did you mean help items?",
        )
        .shows("? last", "last save FILE   save")
        .leave()
        .code(0);
    assert!(
        said.out().starts_with("A line is a request: "),
        "{}",
        said.story()
    );
    peer.finish();
    // A batch has bodies alone on stdout.
    let (outcome, _) = batch(&[], "help\nset\n");
    outcome
        .code(0)
        .stdout("")
        .stderr_has("Commands:")
        .stderr_has("base  ");
}

#[test]
fn a_line_that_is_no_request_says_what_was_expected() {
    for (line, told) in [
        ("GTE /x", "unknown command 'GTE'; did you mean GET?"),
        (
            "PURGE /x",
            "unknown command 'PURGE'; another method is sent by request -X PURGE PATH",
        ),
        (
            "GET/users",
            "there is no blank behind the method; write GET /users",
        ),
        ("/users", "a line begins with the method; write GET /users"),
        ("GET", "GET: no path; write GET PATH, such as GET /"),
        (
            "a=1",
            "an item stands before the method; write POST PATH a=...",
        ),
        ("verb", "unknown command 'verb'"),
        ("exit now", "exit stands alone in its line"),
        ("help <<E\nGET /body\nE", "help takes no body"),
    ] {
        let (outcome, heard) = batch(&[], &format!("{line}\nverb get /after\n"));
        outcome
            .code(2)
            .stderr_has(&format!("verb: line 1: {told}"))
            .one_line();
        assert!(heard[0].starts_with("GET /after HTTP/1.1\r\n"), "{line}");
        assert_eq!(heard[0].matches("HTTP/1.1").count(), 1, "{line}");
    }
}
