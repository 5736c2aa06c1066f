//! Secrets: where they are read from, where they are asked for, and that nothing shows them.

use crate::support::pty::asked;
use crate::support::{Peer, ok, response, shell, temporary, verb};

/// `ada:s3cret` and the token `tok3n` in Base64 and as they are.
const BASIC: &str = "Authorization: Basic YWRhOnMzY3JldA==\r\n";
const SHOWN: [&str; 3] = ["s3cret", "YWRhOnMzY3JldA", "tok3n"];

#[test]
fn a_secret_is_read_from_wherever_it_is() {
    let dir = temporary();
    for (name, text) in [
        ("login", "ada:s3cret\nmore\n"),
        ("pw", "s3cret\r\n"),
        ("@at", "s3cret"),
    ] {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    for words in [
        &["-u", "ada:s3cret"][..],
        &["-u", "env:LOGIN"],
        &["-u", "ada:env:PW"],
        &["-u", "ada:@env:PW"],
        &["-u", "@login"],
        &["-u", "ada:@pw"],
        &["-u", "ada:@@at"],
        &["-u", "cmd:echo ada:s3cret"],
        &["-u", "@-"],
        &["-u", "ada:fd:0"],
        &["-a", "ada:s3cret"],
        &["--auth", "ada:s3cret"],
        &["-u", "x:y", "-a", "ada:s3cret"],
    ] {
        let peer = Peer::answering(ok("fine"));
        let run = verb(["get", "-v", &peer.url("/")]).args(words.iter().copied());
        let run = run.env("LOGIN", "ada:s3cret").env("PW", "s3cret");
        let run = match words.last() {
            Some(&"ada:fd:0") => run.stdin("s3cret\n"),
            _ => run.stdin("ada:s3cret\n"),
        };
        let seen = run.dir(dir.path()).run().code(0).stdout("fine");
        for secret in &SHOWN {
            assert!(!seen.err().contains(secret), "{words:?}\n{}", seen.story());
        }
        assert!(peer.heard().contains(BASIC), "{words:?}");
    }
}

#[test]
fn a_descriptor_may_be_a_pipe_that_stays_open() {
    let peer = Peer::answering(ok(""));
    let script = format!(
        "mkfifo p; exec 3<>p; echo tok3n >&3; exec verb get --bearer fd:3 {}",
        peer.url("/")
    );
    let dir = temporary();
    let _fine = shell(&script).dir(dir.path()).run().code(0);
    assert!(peer.heard().contains("Authorization: Bearer tok3n\r\n"));
}

#[test]
fn what_cannot_be_read_is_a_usage_error_that_shows_nothing() {
    let dir = temporary();
    for name in ["empty", "tok3n"] {
        std::fs::write(dir.path().join(name), "\n").unwrap();
    }
    for (words, why) in [
        (&["-u", "env:NONE"][..], "the variable NONE is not set"),
        (&["-u", "ada:env:s3cret"], "the variable of the password"),
        (
            &["-u", "ada:env:s3cret"],
            "begins with env: is written \\env:…",
        ),
        (&["-u", "ada:@env:s3cret"], "it is not set"),
        (&["-u", "ada:env:"], "it is not set"),
        (&["-u", "ada:fd:s3cret"], "the descriptor of the password"),
        (
            &["-u", "ada:fd:s3cret"],
            "begins with fd: is written \\fd:…",
        ),
        (&["-u", "ada:fd:77"], "No such file"),
        (&["-u", "ada:@tok3n"], "it is empty"),
        (
            &["-H", "Authorization Bearer tok3n"],
            "header 'Authorization …'",
        ),
        (&["-H", "X-Key s3cret: x"], "header 'X-Key …'"),
        (&["X-Api-Key s3cret"], "the word 'X-Api-Key …'"),
        (&["-e", "http://u:s3cret@h/;auto"], "http://••••@h/"),
        (&["-u", "@none"], "cannot read the file none"),
        (&["-u", "ada:@s3cret"], "No such file"),
        (&["-u", "ada:@s3cret"], "written \\@"),
        (&["-u", "@empty"], "holds no secret"),
        (&["-u", "fd:77"], "cannot read the descriptor 77"),
        (&["-u", "ada:cmd:echo s3cret"], "is not run as a command"),
        (&["--bearer", "cmd:exit 9"], "exit status: 9"),
        (&["--bearer", "s3cret tok3n"], "something else than letters"),
        (&["--bearer", "T\r\nInj: 1"], "something else than letters"),
        (&["--bearer", ""], "something else than letters"),
        (&["-u", "a\nb:s3cret"], "control character"),
        (&["-u", "a:s3cret\n"], "control character"),
        (&["-u", "a:s3cret", "--bearer", "tok3n"], "both given"),
        (&["--digest", "--bearer", "tok3n"], "both given"),
        (&["--digest"], "no credentials to show"),
        (&["--aws-sigv4", "aws:amz:x:y"], "no credentials to show"),
        (&["--aws-sigv4", "aws:", "-u", "a:s3cret"], "not a scope"),
        (&["-u", "@-", "-d", "@-"], "can be read once"),
        (&["-u", "ada:@-", "-"], "can be read once"),
        (&["http://a%3Ab:s3cret@127.0.0.1:1/"], "a colon"),
        (&["http://a%0ab:s3cret@127.0.0.1:1/"], "control character"),
    ] {
        let peer = Peer::answering(ok(""));
        let run = verb(["post", &peer.url("/")]).args(words.iter().copied());
        let seen = run.dir(dir.path()).run().usage().stderr_has(why);
        for secret in &SHOWN {
            assert!(!seen.err().contains(secret), "{}", seen.story());
        }
        assert!(peer.finish().is_empty(), "{words:?}");
    }
}

#[test]
fn a_word_that_only_looks_like_a_source_is_escaped() {
    for (word, sent) in [
        ("ada:\\@home", "YWRhOkBob21l"),
        ("\\env:pw", "ZW52OnB3"),
        ("ada:\\x", "YWRhOlx4"),
        ("ada:", "YWRhOg=="),
        (":", "Og=="),
        ("ada:a:b", "YWRhOmE6Yg=="),
    ] {
        let peer = Peer::answering(ok(""));
        let _fine = verb(["get", "-u", word, &peer.url("/")]).run().code(0);
        let wanted = format!("Authorization: Basic {sent}\r\n");
        let heard = peer.heard();
        assert!(heard.contains(&wanted), "{word}: {heard}");
    }
}

#[test]
fn a_password_is_asked_for_on_a_terminal_and_not_shown() {
    for keys in ["s3cret\r", "x\u{15}s3crex\u{7f}t\n", "sé\u{8}3cret\r"] {
        let peer = Peer::answering(ok("fine"));
        let run = verb(["get", "-u", "ada", &peer.url("/")]);
        let (outcome, screen, shows) = asked(run, "Password", keys);
        let _fine = outcome.code(0).stdout("fine");
        assert_eq!(screen, "Password for ada: \n");
        assert!(shows, "the terminal is as it was");
        assert!(peer.heard().contains(BASIC), "{keys:?}");
    }
}

#[test]
fn a_prompt_can_be_left() {
    for (keys, code) in [("s3\u{3}", 130), ("\u{4}", 2)] {
        let peer = Peer::answering(ok(""));
        let run = verb(["get", "-u", "ada", &peer.url("/")]);
        let (outcome, screen, shows) = asked(run, "Password", keys);
        let _left = outcome.code(code);
        assert!(screen.contains("no password was given"), "{screen}");
        assert!(shows && !screen.contains("s3"), "{screen}");
        assert!(peer.finish().is_empty());
    }
}

#[test]
fn nobody_is_asked_without_a_terminal_or_under_ci() {
    let run = || verb(["get", "-u", "ada", "http://127.0.0.1:1/"]);
    let _plain = run().run().usage().stderr_has("-u USER:PASSWORD");
    let _pipe = run().stdin("s3cret\n").run().usage();
    let (outcome, screen, _) = asked(run().env("CI", "1"), "Password", "s3cret\r");
    let _refused = outcome.code(2);
    assert!(screen.contains("no terminal to ask on"), "{screen}");
}

#[test]
fn secrets_are_masked_unless_they_are_asked_for() {
    let response = "HTTP/1.1 200 OK\r\nSet-Cookie: sid=SEC4; Path=/\r\nContent-Length: 0\r\n\r\n";
    let peer = Peer::answering(response);
    let words = [
        "get",
        "-v",
        "-u",
        "ada:s3cret",
        "-H",
        "Cookie: s=SEC2",
        "-H",
        "X-Api-Key: SEC3",
    ];
    let seen = verb(words).arg(peer.url("/")).run().code(0);
    let err = seen.err();
    for secret in SHOWN.iter().chain(&["SEC2", "SEC3", "SEC4"]) {
        assert!(!err.contains(secret), "{}", seen.story());
    }
    assert!(err.contains("> Authorization: Basic ••••\n") && err.contains("sid=••••"));
    let seen = verb(words).args(["--show-secrets".into(), peer.url("/")]);
    let seen = seen
        .run()
        .code(0)
        .stderr_has("> Authorization: Basic YWRhOnMzY3JldA==\n");
    let _shown = seen.stderr_has("X-Api-Key: SEC3").stderr_has("sid=SEC4");
}

#[test]
fn a_password_in_a_url_that_somebody_else_sent_is_not_shown() {
    let head = "Location: http://evil:s3cret@h.test/\r\nContent-Location: //u:s3cret@h.test/\r\n";
    let answer = response("302 Found", head, "");
    let peer = Peer::answering(answer.clone());
    let seen = verb(["get", "-v", &peer.url("/")]).run().code(3);
    let seen = seen.stderr_has("it leads to http://••••@h.test/");
    let seen = seen.stderr_has("< Location: http://••••@h.test/\n");
    let seen = seen.stderr_has("< Content-Location: //••••@h.test/\n");
    let _hidden = seen.stderr_lacks("s3cret").stderr_lacks("evil");
    let peer = Peer::answering(answer);
    let seen = verb(["get", "-v", "--show-secrets", &peer.url("/")]).run();
    let _shown = seen
        .code(3)
        .stderr_has("< Location: http://evil:s3cret@h.test/\n");
}

#[test]
fn a_referer_is_told_without_userinfo_and_fragment() {
    let peer = Peer::answering(ok(""));
    let words = ["get", "-v", "-e", "http://u:s3cret@h.test/x?y#z"];
    let seen = verb(words).arg(peer.url("/")).run().code(0);
    let _hidden = seen.stderr_lacks("s3cret");
    assert!(peer.heard().contains("\r\nReferer: http://h.test/x?y\r\n"));
    for form in ["curl", "verb"] {
        let words = ["get", "http://h.test/", "--as", form, "-H"];
        let run = verb(words).arg("Referer: http://u:s3cret@h.test/");
        let seen = run
            .run()
            .code(0)
            .stdout_has("'Referer: http://••••@h.test/'");
        assert!(!seen.out().contains("s3cret"), "{}", seen.story());
    }
}

#[test]
fn a_dry_run_prints_the_exact_bytes() {
    let words = ["get", "--dry-run", "-u", "ada:s3cret", "http://h.test/"];
    verb(words).run().code(0).stdout_has(BASIC);
    let words = [
        "get",
        "--dry-run",
        "--digest",
        "-u",
        "ada:s3cret",
        "http://h.test/",
    ];
    let seen = verb(words).run().code(0);
    assert!(!seen.out().contains("Authorization"), "{}", seen.story());
}
