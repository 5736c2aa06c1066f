//! Command lines that were meant for another program, or went wrong under the fingers: each fails
//! before anybody is contacted, in one line that names what is right. Those of HTTPie that mean
//! the same here work.

use crate::support::{Peer, ok, verb};

/// Each line fails with a hint, and nobody is contacted.
#[track_caller]
fn refused(lines: &[(&[&str], &str)]) {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    for (words, hint) in lines {
        let words = words.iter().map(|word| word.replace("URL", &url));
        verb(words).run().usage().stderr_has(hint);
    }
    assert_eq!(peer.finish().len(), 0);
}

/// Each line is understood: it is not sent, only shown.
#[track_caller]
fn fine(lines: &[&[&str]]) {
    for words in lines {
        let url = "http://127.0.0.1:1/";
        let mut words: Vec<_> = words.iter().map(|w| w.replace("URL", url)).collect();
        words.insert(1, "--dry-run".to_owned());
        verb(words).run().code(0).stderr("");
    }
}

/// Scenario: fingers of an HTTPie user.
#[test]
fn letters_of_httpie_are_seen_for_what_they_are() {
    refused(&[
        (&["post", "-f", "URL", "a=1"], "write --form"),
        (&["post", "URL", "a[b]=1", "-vf"], "write --form"),
        (&["get", "-b", "URL"], "-b"),
        (&["get", "-h", "URL"], "verb head URL"),
        (&["get", "-d", "URL"], "-o FILE"),
        (&["get", "-F", "URL"], "-F"),
        (&["get", "-I", "URL"], "verb head"),
        (&["get", "-m", "URL"], "-m is a time limit"),
        (&["get", "-A", "bearer", "URL"], "--bearer"),
        (&["get", "--verify=no", "URL"], "-k"),
        (&["get", "--download", "URL"], "-o FILE"),
        (&["get", "--headers", "URL"], "verb head"),
        (&["get", "--body", "URL"], "the body is all"),
        (&["get", "--all", "URL"], "write -L with -v"),
        (
            &["post", "--compress", "URL"],
            "asks for a compressed response",
        ),
    ]);
    fine(&[
        &["get", "--check-status", "URL"],
        &["get", "--ignore-stdin", "URL"],
        &["get", "--stream", "URL"],
        &["get", "-f", "URL"],
        &["get", "--fail", "URL"],
        &["get", "-A", "Bearer of news", "URL"],
    ]);
}

#[test]
fn letters_and_names_of_curl_are_told_where_they_belong() {
    refused(&[
        (&["get", "-X", "PUT", "URL"], "verb request -X WORD URL"),
        (&["get", "-I", "URL"], "verb head URL"),
        (&["get", "--head", "URL"], "verb head URL"),
        (&["get", "-K", "f", "URL"], "curl's -K (--config)"),
        (&["get", "--ntlm", "URL"], "curl's --ntlm"),
        (&["get", "--ftp-pasv", "URL"], "not about HTTP"),
        (
            &["get", "--socks5-hostname", "h:1", "URL"],
            "write -x socks5h://HOST[:PORT]",
        ),
        (&["get", "--retries", "3", "URL"], "write --retry N"),
        (
            &["get", "--limitrate", "1k", "URL"],
            "did you mean --limit-rate? verb get --help lists all",
        ),
    ]);
}

#[test]
fn dashes_and_equals_signs_in_the_wrong_place_are_seen() {
    refused(&[
        (&["get", "-header", "A: b", "URL"], "did you mean --header?"),
        (&["get", "-output=f", "URL"], "did you mean --output?"),
        (&["get", "-insecure", "URL"], "did you mean --insecure?"),
        (&["get", "-o=f", "URL"], "write -o FILE or --output=FILE"),
        (&["post", "-d=a", "URL"], "write -d DATA"),
        (
            &["get", "-H", "X-Key:", "abc", "URL"],
            "put quotes around both: -H 'X-Key: …'",
        ),
        (
            &["get", "-H", "X-Key : abc", "URL"],
            "space before the colon",
        ),
        (&["get", "-o", "URL"], "write -o FILE URL"),
        (
            &["get", "--user-agent", "URL"],
            "write --user-agent TEXT URL",
        ),
        (
            &["get", "--haeder", "a: b", "URL"],
            "did you mean --header?",
        ),
        (&["get", "--silent=yes", "URL"], "--silent takes no value"),
    ]);
    fine(&[
        &["get", "-sSv", "--no-verbose", "URL"],
        &["post", "-d", "-output", "URL"],
        &["post", "--data", "-header", "URL"],
        &["post", "-d-output", "URL"],
        &["get", "-H", "Accept:", "URL"],
        &["get", "-H", "Accept:", "localhost:1", "URL"],
        &["get", "--base", "http://127.0.0.1:1/", "/x"],
        &["get", "-o", "-", "--", "URL"],
    ]);
}

#[test]
fn a_missing_or_unknown_command_is_told_what_there_is() {
    refused(&[
        (&["URL"], "verb get http://"),
        (&["fetch", "URL"], "verb get URL"),
        (
            &["wibble", "URL"],
            "get, head, options, post, put, patch, delete",
        ),
        (&["PURGE", "URL"], "verb request -X PURGE"),
        (&["get"], "give one, such as https://example.com/path"),
        (&["--as", "curl", "get", "URL"], "flags follow the method"),
    ]);
}
