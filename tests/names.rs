//! Names that a URL or a server gives: `-O` and `-J`. Nothing is overwritten, and nothing is
//! created elsewhere.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::pty::on_terminal;
use crate::support::steps::{Step, Steps};
use crate::support::verb::{Outcome, Run};
use crate::support::{Peer, names_in, ok, response, temporary, verb};

/// A run with `-O` in `d`, a directory in a directory; what was made, elsewhere included.
fn fetched(dir: &Path, run: Run) -> (Outcome, Vec<String>) {
    let inner = dir.join("d");
    fs::create_dir_all(&inner).unwrap();
    let seen = run.dir(&inner).run();
    assert_eq!(names_in(dir), ["d"], "{}", seen.story());
    (seen, names_in(&inner))
}

fn disposition(value: &str) -> Peer {
    let field = format!("Content-Disposition: attachment; {value}\r\n");
    Peer::answering(response("200 OK", &field, "new"))
}

#[test]
fn names_of_servers_are_made_harmless() {
    let long = format!("filename={}.txt", "a".repeat(300));
    let cut = format!("{}.txt", "a".repeat(196));
    for (value, name) in [
        ("filename=\"../../evil\"", "evil"),
        ("filename=\"/tmp/verb-elsewhere/evil\"", "evil"),
        ("filename=\"..\\\\..\\\\evil\"", "evil"),
        ("filename=\"..\\..\\evil\"", "evil"),
        ("filename=\".bashrc\"", "bashrc"),
        ("filename=\" .bashrc\"", "bashrc"),
        ("filename=\"..\"", "download"),
        ("filename=\"\"", "download"),
        ("filename=\"-rf\"", "rf"),
        ("filename*=UTF-8''..%2F..%2Fevil", "evil"),
        ("filename*=UTF-8''a%00b.txt", "a_b.txt"),
        ("filename*=UTF-8''a%0Ab.txt; filename=c", "a_b.txt"),
        (
            "filename=c; filename*=UTF-8''a%1B%5B31mb.txt",
            "a_[31mb.txt",
        ),
        ("filename*=ISO-8859-1''%e4.txt", "\u{e4}.txt"),
        ("nothing=x", "typed"),
        (&long, &cut),
    ] {
        let (dir, peer) = (temporary(), disposition(value));
        let run = verb(["get", "-OJ", &peer.url("/typed")]);
        let (seen, names) = fetched(dir.path(), run);
        assert_eq!(names, [name], "{value}");
        seen.code(0)
            .stdout("")
            .stderr(&format!("verb: saved to {name}\n"));
        assert_eq!(fs::read(dir.path().join("d").join(name)).unwrap(), b"new");
    }
}

#[test]
fn names_of_urls_are_made_harmless() {
    for (path, name) in [
        ("/a/..%2f..%2fevil", "evil"),
        ("/.bashrc", "bashrc"),
        ("/dir/", "download"),
        ("/%2e%2e", "download"),
        ("/a%5cb", "b"),
        ("/~root", "~root"),
        ("/;x", ";x"),
        ("/a%00b", "a_b"),
        ("", "download"),
        ("?q=/x", "download"),
        ("/a.txt?q=/x#y", "a.txt"),
    ] {
        let (dir, peer) = (temporary(), Peer::answering(ok("new")));
        let run = verb(["get", "--path-as-is", "-O", &peer.url(path)]);
        let (seen, names) = fetched(dir.path(), run);
        assert_eq!(names, [name], "{path}\n{}", seen.story());
        let _fine = seen.code(0).stdout("");
    }
}

#[test]
fn the_name_is_that_of_the_url_that_was_typed() {
    let hop = response("302 Found", "Location: /evil.sh\r\n", "");
    let peer = Steps::new([Step::Answer(hop), Step::Answer(ok("new"))]);
    let dir = temporary();
    let run = verb(["get", "-L", "-O", &format!("{}nice.txt", peer.url())]);
    let (seen, names) = fetched(dir.path(), run);
    assert_eq!(names, ["nice.txt"], "{}", seen.story());
    let _fine = seen.code(0);
}

#[test]
fn nothing_is_overwritten_and_no_link_is_followed() {
    for flags in ["-O", "-OJ"] {
        let dir = temporary();
        let file = |name: &str| dir.path().join(name);
        fs::write(file("target"), "ORIGINAL").unwrap();
        fs::write(file("plain.txt"), "ORIGINAL").unwrap();
        symlink("target", file("link.txt")).unwrap();
        symlink("../outside", file("x.bin")).unwrap();
        for (name, saved) in [
            ("plain.txt", "plain-1.txt"),
            ("plain.txt", "plain-2.txt"),
            ("link.txt", "link-1.txt"),
            ("x.bin", "x-1.bin"),
        ] {
            let peer = disposition(&format!("filename={name}"));
            let run = verb(["get", flags, &peer.url(&format!("/{name}"))]).dir(dir.path());
            run.run()
                .code(0)
                .stderr(&format!("verb: saved to {saved}\n"));
            assert_eq!(fs::read(file(saved)).unwrap(), b"new");
        }
        for name in ["target", "plain.txt", "link.txt"] {
            assert_eq!(fs::read(file(name)).unwrap(), b"ORIGINAL");
        }
        assert!(!dir.path().join("../outside").exists());
    }
}

#[test]
fn each_url_takes_the_next_of_o_and_o() {
    let peer = Peer::answering(ok("new"));
    let (a, b, c) = (peer.url("/a"), peer.url("/b"), peer.url("/c"));
    for (words, names, out) in [
        (vec!["-O", "-o", "x", &a, &b, &c], vec!["a", "x"], "new"),
        (vec!["-o", "x", "-O", &a, &b, &c], vec!["b", "x"], "new"),
        (vec!["-O", "-O", "-O", &a, &b, &c], vec!["a", "b", "c"], ""),
        (vec!["-sOOO", "-Z", &a, &b, &c], vec!["a", "b", "c"], ""),
        (
            vec!["--remote-name-all", &a, &b, "-o", "-"],
            vec!["b"],
            "new",
        ),
    ] {
        let dir = temporary();
        let run = verb(["get"]).args(words.clone()).dir(dir.path()).run();
        run.code(0).stdout(out);
        assert_eq!(names_in(dir.path()), names, "{words:?}");
    }
    verb(["get", "-O", "-O", &a])
        .run()
        .usage()
        .stderr_has("given 2 times for 1 URL");
    verb(["get", "-J", &a])
        .run()
        .usage()
        .stderr_has("write -OJ");
}

#[test]
fn messages_show_names_without_what_would_move_text() {
    let peer = disposition("filename*=UTF-8''a%E2%80%AEtxt.exe");
    let dir = temporary();
    fs::write(dir.path().join("a_txt.exe"), "ORIGINAL").unwrap();
    let run = verb(["get", "-OJ", &peer.url("/")]).dir(dir.path());
    let (seen, screen) = on_terminal(run, true);
    let _fine = seen.code(0);
    assert_eq!(screen, "verb: saved to a_txt-1.exe\n");
    assert_eq!(names_in(dir.path()), ["a_txt-1.exe", "a_txt.exe"]);
    // The name of a directory is the user's own, and may hold anything.
    let odd = dir.path().join("o\u{202e}dd");
    fs::create_dir(&odd).unwrap();
    let run = verb(["get", "-O", &peer.url("/n")]).dir(dir.path());
    let run = run.arg("--output-dir").arg("o\u{202e}dd");
    run.run().code(0).stderr("verb: saved to o\\u{202e}dd/n\n");
}
