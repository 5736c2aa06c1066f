//! `last` of `verb session`: the exchange as it went over the wire, as lines that send it, saved.

use crate::support::typist::Typist;
use crate::support::{Peer, response, temporary, verb};

fn session(peer: &Peer, flags: &[&str]) -> Typist {
    Typist::begin(verb(["session"]).args(flags.to_vec()).arg(peer.url("/")))
}

#[test]
fn the_last_exchange_is_there_in_each_form() {
    let peer = Peer::tcp(|talk| {
        let head = talk.head()?;
        talk.content(&head)?;
        talk.send("HTTP/1.1 200 OK\r\nSet-Cookie: s=SECRET\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")?;
        talk.hold()
    });
    let directory = temporary();
    let file = directory.path().join("saved");
    std::fs::write(&file, "old").unwrap();
    let url = peer.url("/x");
    let said = session(&peer, &["-u", "ada:SECRET"])
        .says(
            "last",
            "verb: last: nothing was sent yet; write METHOD PATH, such as GET /",
        )
        .says("last response", "verb: last response: nothing was sent yet")
        .says("last save x", "verb: last save: nothing was sent yet")
        .says("last curl", "verb: last curl: nothing was sent yet")
        .says("POST /x a=1", "200 OK: done")
        .shows("last", "> POST /x HTTP/1.1\n")
        .shows("last request", "Authorization: Basic ••••\\r\\n\n")
        .shows(
            "last response",
            "\\r\\n\n3\\r\\n\nabc\\r\\n\n0\\r\\n\n\\r\\n\n",
        )
        .shows("last curl", &format!(" {url}\n"))
        .shows("last verb", "verb post ")
        .shows(
            &format!("last save {}", file.display()),
            "3 bytes saved to ",
        )
        .says(
            "last save",
            "verb: last save: no file is named; write last save FILE",
        )
        .says(
            "last respnse",
            "verb: last: there is no 'respnse'; did you mean last response?",
        )
        .says(
            "last save /nowhere/x",
            "verb: writing /nowhere/x: there is no directory /nowhere",
        )
        .leave();
    let out = said.out();
    assert!(out.contains("{\"a\":\"1\"}\n"), "{out}");
    assert!(out.contains("Set-Cookie: s=••••\\r\\n\n"), "{out}");
    assert!(out.contains("received ") && out.contains(" (3 of content); the answer took "));
    assert!(!out.contains("SECRET"), "{out}");
    assert_eq!(std::fs::read(&file).unwrap(), b"abc");
    peer.finish();
}

#[test]
fn the_saved_body_has_its_codings_undone() {
    let packed = {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"plain text").unwrap();
        packer.finish().unwrap()
    };
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            packed.len()
        );
        talk.send([head.as_bytes(), &packed].concat())?;
        talk.hold()
    });
    let directory = temporary();
    let file = directory.path().join("saved");
    session(&peer, &[])
        .shows("GET /", "plain text")
        .shows(
            &format!("last save {}", file.display()),
            "10 bytes saved to ",
        )
        .leave()
        .code(0);
    assert_eq!(std::fs::read(&file).unwrap(), b"plain text");
    peer.finish();
}

#[test]
fn more_than_is_kept_is_told_and_not_saved() {
    let size = ::verb::base::limits::LAST_BYTES;
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send(response("200 OK", "", &"x".repeat(size)))?;
        talk.hold()
    });
    let directory = temporary();
    let file = directory.path().join("saved");
    session(&peer, &[])
        .says("GET / -o /dev/null", "200 OK: done")
        .says(
            &format!("last save {}", file.display()),
            &format!("verb: last save: the response is larger than the {size} bytes kept; ask for it once more with -o FILE"),
        )
        .shows("last response", " more bytes were not kept)\n")
        .leave()
        .code(0);
    assert!(!file.exists());
    peer.finish();
}
