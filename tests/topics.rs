//! `verb help`: what there is to read, and the nearest page where a word names none.

use crate::support::verb;

#[test]
fn the_contents_say_what_each_topic_is_about() {
    let contents = verb(["help"]).run().code(0).stderr("").out();
    assert!(contents.contains("\nTopics:\n  urls "), "{contents}");
    assert!(
        contents.contains("\n  jq           -q: values out of JSON\n"),
        "{contents}"
    );
    // One screen stays one: there the topics are named alone.
    let screen = verb(["-h"]).run().code(0).out();
    assert!(screen.contains("urls, bodies, items") && !screen.contains("Topics:"));
}

#[test]
fn the_nearest_topic_or_command_is_named() {
    for (word, meant) in [
        ("redirect", "redirects"),
        ("COOKIE", "cookies"),
        ("prxies", "proxies"),
        ("exit-code", "exit-codes"),
        ("replya", "replay"),
    ] {
        let told = verb(["help", word]).run().usage().one_line();
        let _meant = told.stderr_has(&format!("did you mean {meant}? verb help lists all topics"));
    }
    let told = verb(["help", "\u{1b}[2Jzzzzzzzz"]).run().usage();
    let told = told.stderr_lacks("did you mean");
    let _harmless = told.stderr_has("no help topic '\\x1b[2Jzzzzzzzz'; verb help lists all");
}
