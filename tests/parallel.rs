//! `-Z`: requests side by side, their output in order; `--fail-early`.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use rustix::process::Signal;

use crate::memory::within;
use crate::support::pty::on_terminal;
use crate::support::talk::Talk;
use crate::support::tls::Authority;
use crate::support::{Latch, Peer, names_in, ok, response, shell, temporary, verb};

fn path(line: &str) -> String {
    line.split(' ').nth(1).unwrap().to_owned()
}

fn echo(talk: &mut Talk) -> std::io::Result<()> {
    loop {
        let line = talk.head()?.line();
        talk.send(ok(&path(&line)))?;
    }
}

#[test]
fn requests_are_under_way_at_once_and_their_output_is_in_order() {
    // Nobody is answered before all have asked, and the first only after the last.
    let (all, last) = (Arc::new(Barrier::new(3)), Latch::default());
    let (met, go) = (Arc::clone(&all), last.clone());
    let peer = Peer::tcp(move |talk| {
        let path = path(&talk.head()?.line());
        met.wait();
        match path.as_str() {
            "/c" => {
                talk.send(ok(&path))?;
                // The program asks for nothing more: it has what there was to have.
                go.open();
                talk.hold()
            }
            _ => {
                go.wait();
                talk.send(ok(&path))
            }
        }
    });
    let urls = ["/a", "/b", "/c"].map(|path| peer.url(path));
    verb(["get", "-Z"])
        .args(urls)
        .run()
        .code(0)
        .stdout("/a/b/c");
    assert_eq!(peer.finish().len(), 3);
}

#[test]
fn no_more_than_so_many_are_under_way_and_each_connection_serves_again() {
    let peer = Peer::tcp(echo);
    let paths: Vec<String> = (0..40).map(|n| format!("/{n}.")).collect();
    let urls: Vec<String> = paths.iter().map(|path| peer.url(path)).collect();
    let run = verb(["get", "--parallel", "--parallel-max", "3"]).args(urls);
    run.run().code(0).stdout(paths.concat());
    assert!(peer.finish().len() <= 3);
}

#[test]
fn the_first_failure_in_the_order_of_the_urls_decides() {
    let missing = Latch::default();
    let first = missing.clone();
    let slow = Peer::tcp(move |talk| {
        talk.head()?;
        first.wait();
        talk.send(response("404 Not Found", "", "none"))
    });
    let quick = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send(response("500 Oops", "", "bad"))?;
        missing.open();
        talk.hold()
    });
    let seen = verb(["get", "-Z", &slow.url("/"), &quick.url("/")]).run();
    let lines: Vec<String> = seen.err().lines().map(ToOwned::to_owned).collect();
    assert!(
        lines[0].contains("404") && lines[1].contains("500"),
        "{lines:?}"
    );
    seen.code(4).stdout("nonebad");
}

#[test]
fn what_is_said_of_one_request_stays_together() {
    let all = Arc::new(Barrier::new(4));
    let peer = Peer::tcp(move |talk| {
        let path = path(&talk.head()?.line());
        all.wait();
        talk.send(ok(&path))?;
        talk.hold()
    });
    let urls = ["/0", "/1", "/2", "/3"].map(|path| peer.url(path));
    let seen = verb(["get", "-Z", "-v"]).args(urls).run();
    let err = seen.err();
    let heads: Vec<&str> = err
        .lines()
        .filter(|line| line.starts_with("> GET") || line.starts_with("< HTTP"))
        .collect();
    let wanted = (0..4).flat_map(|n| [format!("> GET /{n} HTTP/1.1"), "< HTTP/1.1 200 OK".into()]);
    assert_eq!(heads, wanted.collect::<Vec<String>>());
    seen.code(0).stdout("/0/1/2/3");
}

#[test]
fn files_are_written_at_once_though_an_earlier_url_is_slow() {
    let dir = temporary();
    let written = dir.path().join("b");
    let there = written.clone();
    let peer = Peer::tcp(move |talk| {
        let path = path(&talk.head()?.line());
        if path == "/a" {
            let by = std::time::Instant::now() + crate::support::latch::PATIENCE;
            while !there.exists() && std::time::Instant::now() < by {
                std::thread::yield_now();
            }
        }
        talk.send(ok(&path))
    });
    let a = dir.path().join("a");
    let words = ["-o", a.to_str().unwrap(), "-o", written.to_str().unwrap()];
    let run = verb(["get", "-Z", &peer.url("/a"), &peer.url("/b")]).args(words);
    run.run().code(0).stdout("");
    assert_eq!(fs::read(a).unwrap(), b"/a");
    assert_eq!(fs::read(written).unwrap(), b"/b");
    assert_eq!(names_in(dir.path()), ["a", "b"]);
}

const SIZE: usize = 4 << 20;

#[test]
fn memory_stays_small_while_many_bodies_wait_for_the_first() {
    let (waiting, go) = (Latch::default(), Latch::default());
    let count = Arc::new(AtomicUsize::new(0));
    let (told, last) = (waiting.clone(), go.clone());
    let peer = Peer::tcp(move |talk| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n");
        loop {
            let first = path(&talk.head()?.line()) == "/0";
            talk.send(&head)?;
            if first {
                last.wait();
            }
            let piece = vec![b'm'; 1 << 20];
            for _ in 0..SIZE >> 20 {
                talk.send(&piece)?;
            }
            if count.fetch_add(1, Ordering::SeqCst) == 48 {
                told.open();
            }
        }
    });
    let urls: Vec<String> = (0..50).map(|n| peer.url(&format!("/{n}"))).collect();
    let out = fs::File::create("/dev/null").unwrap();
    let running = verb(["get", "-Z"]).args(urls).stdout_to(out).start();
    waiting.wait();
    let peak = running.peak_memory();
    go.open();
    let _fine = running.finish().code(0);
    within(peak, 64 << 20);
}

#[test]
fn large_bodies_come_out_whole_and_in_order() {
    let letters = ["a", "b", "c", "d"];
    let peer = Peer::tcp(|talk| {
        loop {
            let path = path(&talk.head()?.line());
            talk.send(ok(&path[1..].repeat(300_000)))?;
        }
    });
    let urls = letters.map(|letter| peer.url(&format!("/{letter}")));
    let wanted: String = letters
        .iter()
        .map(|letter| letter.repeat(300_000))
        .collect();
    let run = verb(["get", "-Z"]).args(urls);
    run.run().code(0).stdout(wanted).stderr("");
}

#[test]
fn the_first_failure_ends_the_run_when_asked_for() {
    for parallel in [false, true] {
        let peer = Peer::tcp(echo);
        let broken = Peer::answering(response("500 Oops", "", "bad"));
        let urls = [broken.url("/"), peer.url("/b")];
        let mode = if parallel { "-Z" } else { "-v" };
        let run = verb(["get", "--fail-early", "--parallel-max", "1", mode]).args(urls);
        run.run().code(5).stderr_has("500");
        assert!(peer.finish().is_empty());
    }
}

#[test]
fn giving_up_early_leaves_no_file_behind_and_waits_for_nobody() {
    let dir = temporary();
    let begun = Latch::default();
    let told = begun.clone();
    let endless = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")?;
        told.open();
        talk.hold()
    });
    let broken = Peer::tcp(move |talk| {
        talk.head()?;
        begun.wait();
        talk.send(response("500 Oops", "", "bad"))
    });
    let file = dir.path().join("f");
    let words = ["-o", file.to_str().unwrap(), "--fail-early"];
    let run = verb(["get", "-Z", &endless.url("/"), &broken.url("/")]).args(words);
    run.run().code(5).stderr_has("500");
    assert!(names_in(dir.path()).is_empty());
}

#[test]
fn an_interrupt_leaves_nothing_behind() {
    let dir = temporary();
    let all = Arc::new(Barrier::new(3));
    let met = Arc::clone(&all);
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")?;
        met.wait();
        talk.hold()
    });
    let files = ["a", "b"].map(|name| dir.path().join(name));
    let [a, b] = files.each_ref().map(|file| file.to_str().unwrap());
    let words = [
        "get",
        "-Z",
        &peer.url("/a"),
        &peer.url("/b"),
        "-o",
        a,
        "-o",
        b,
    ];
    let running = verb(words).start();
    all.wait();
    // Both files are there once both bodies have begun.
    while names_in(dir.path()).len() < 2 {
        std::thread::yield_now();
    }
    running.signal(Signal::INT);
    running.finish().code(130);
    assert!(names_in(dir.path()).is_empty());
}

#[test]
fn a_reader_that_leaves_ends_all_quietly() {
    let peer = Peer::tcp(|talk| {
        loop {
            talk.head()?;
            talk.send(ok(&"x".repeat(1 << 20)))?;
        }
    });
    let urls: Vec<String> = (0..20).map(|n| peer.url(&format!("/{n}"))).collect();
    let script = format!("verb get -Z {} | head -c 3", urls.join(" "));
    shell(&script).run().code(0).stdout("xxx").stderr("");
}

#[test]
fn cookies_are_shared_and_saved_once() {
    let dir = temporary();
    let jar = dir.path().join("jar");
    let peer = Peer::tcp(|talk| {
        loop {
            let path = path(&talk.head()?.line());
            let cookie = format!("Set-Cookie: c{}=v; Max-Age=600\r\n", &path[1..]);
            talk.send(response("200 OK", &cookie, ""))?;
        }
    });
    let urls: Vec<String> = (0..30).map(|n| peer.url(&format!("/{n}"))).collect();
    let run = verb(["get", "-Z", "-c", jar.to_str().unwrap()]).args(urls);
    run.run().code(0);
    let text = fs::read_to_string(jar).unwrap();
    for n in 0..30 {
        assert!(text.contains(&format!("\tc{n}\tv")), "c{n}\n{text}");
    }
}

#[test]
fn settings_of_tls_are_shared_and_its_facts_are_not_mixed_up() {
    let authority = Authority::new("one");
    let good = Peer::tls_answering(authority.good(&["127.0.0.1"]).server(), ok("good"));
    let bad = Peer::tls_answering(authority.good(&["elsewhere.test"]).server(), ok("bad"));
    let urls: Vec<String> = (0..10)
        .flat_map(|_| [good.https("/"), bad.https("/")])
        .collect();
    let seen = verb(["get", "-Z", "--cacert", &authority.ca()])
        .args(urls)
        .run();
    let refused = seen
        .err()
        .lines()
        .filter(|line| line.contains("elsewhere.test"))
        .count();
    assert_eq!(refused, 10, "{}", seen.story());
    seen.code(60).stdout("good".repeat(10));
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_opened() {
    for words in [
        &["--parallel-max", "0"][..],
        &["--parallel-max", "301"],
        &["--parallel-max", "-1"],
        &["--parallel-max", "many"],
        &["-Z", "-D", "heads"],
    ] {
        let urls = ["http://127.0.0.1:1/", "http://127.0.0.1:1/"];
        verb(["get"]).args(urls).args(words.to_vec()).run().usage();
    }
    let peer = Peer::answering(ok("x"));
    let most = ["--parallel-max", "300"];
    let run = verb(["get", "-Z", &peer.url("/"), &peer.url("/")]).args(most);
    run.run().code(0).stdout("xx");
}

#[test]
fn one_line_on_a_terminal_says_how_far_the_run_is_and_goes_away() {
    let dir = temporary();
    for (flag, variable, seen) in [("-v", "X", true), ("-s", "X", false), ("-v", "CI", false)] {
        // A second has to pass: what is over by then shows no line.
        let peer = Peer::tcp(|talk| {
            let path = path(&talk.head()?.line());
            if path == "/a" {
                talk.deaf(Duration::from_millis(1500))?;
            }
            talk.send(ok(&path))
        });
        let [a, b] = ["a", "b"].map(|name| dir.path().join(name).to_str().unwrap().to_owned());
        let words = [
            "get",
            "-Z",
            &peer.url("/a"),
            &peer.url("/b"),
            "-o",
            &a,
            "-o",
            &b,
        ];
        let run = verb(words).arg(flag).env(variable, "1");
        let (outcome, screen) = on_terminal(run, true);
        let _fine = outcome.code(0);
        let line = "\r\u{1b}[K1 of 2 done, 2 B, ";
        assert_eq!(screen.contains(line), seen, "{flag} {variable}: {screen:?}");
        let after = screen.rsplit(line).next().unwrap();
        assert!(!seen || after.contains("/s\r\u{1b}[K"), "{screen:?}");
    }
}
