//! `--events`: streams of events as lines of JSON, as they come.

use std::fs::{self, File};
use std::io::{self, Write};

use crate::memory::{memory_of, within};
use crate::support::talk::Talk;
use crate::support::verb::Run;
use crate::support::{Latch, Peer, names_in, response, shell, temporary, verb};

const STREAM: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
                      Transfer-Encoding: chunked\r\n\r\n";

fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

/// The head of a stream and, in a chunk each, these parts of it.
fn begin(talk: &mut Talk, parts: &[&str]) -> io::Result<()> {
    talk.send(STREAM)?;
    parts.iter().try_for_each(|part| talk.send(chunk(part)))
}

/// A peer that sends these parts and then says no more, on an open connection.
fn silent_after(parts: &'static [&'static str]) -> Peer {
    Peer::tcp(move |talk| {
        talk.head()?;
        begin(talk, parts)?;
        talk.hold()
    })
}

/// A peer that answers with this body of this type.
fn body(kind: &str, body: &str) -> Peer {
    Peer::answering(response(
        "200 OK",
        &format!("Content-Type: {kind}\r\n"),
        body,
    ))
}

pub(crate) fn events(peer: &Peer, words: &[&str]) -> Run {
    verb(["get", "--events", &peer.url("/")]).args(words)
}

/// Scenario O25, each part as soon as the line of the one before has come.
#[test]
fn a_stream_is_followed_to_the_event_that_is_waited_for() {
    const PARTS: [(&str, &str); 4] = [
        (": a comment\n\n", ""),
        (
            "id: 1\ndata: one\ndata: two\n\n",
            "{\"event\":\"message\",\"id\":\"1\",\"data\":\"one\\ntwo\"}\n",
        ),
        (
            "id:2\ndata:{\"t\":\"x\"}\n\n",
            "{\"event\":\"message\",\"id\":\"2\",\"data\":{\"t\":\"x\"}}\n",
        ),
        (
            "event: done\ndata\n\n",
            "{\"event\":\"done\",\"id\":\"2\",\"data\":\"\"}\n",
        ),
    ];
    let latches: Vec<Latch> = PARTS.iter().map(|_| Latch::default()).collect();
    let go = latches.clone();
    let closed = Latch::default();
    let told = closed.clone();
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send(STREAM)?;
        for ((part, _), go) in PARTS.iter().zip(&go) {
            go.wait();
            talk.send(chunk(part))?;
        }
        // Ends when the program has closed the connection: nothing else ends it.
        talk.hold()?;
        told.open();
        Ok(())
    });
    let running = events(&peer, &["--until", "done", "-m", "20s"]).start();
    let mut all = String::new();
    for ((_, line), go) in PARTS.iter().zip(&latches) {
        go.open();
        all.push_str(line);
        running.until_stdout(all.as_bytes());
    }
    running.finish().code(0).stdout(all).stderr("");
    closed.wait();
    let heard = peer.heard();
    assert!(
        heard.contains("\r\nAccept: text/event-stream\r\n"),
        "{heard}"
    );
}

#[test]
fn a_limit_on_time_passes_where_the_end_does_not_come() {
    let peer = silent_after(&["data: 1\n\n"]);
    events(&peer, &["--until", "done", "-m", "300ms"])
        .run()
        .code(28)
        .stdout("{\"event\":\"message\",\"data\":1}\n")
        .one_line();
}

#[test]
fn a_reader_that_goes_ends_all_at_once() {
    // The peer sends nothing more, and the watchdog of the run is the limit.
    let peer = silent_after(&["data: 1\n\n"]);
    let script = format!("verb get --events {} | head -1", peer.url("/"));
    shell(&script)
        .run()
        .code(0)
        .stdout("{\"event\":\"message\",\"data\":1}\n")
        .stderr("");
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_count_a_text_and_a_condition_end_a_stream() {
    const PARTS: &[&str] = &[
        "data: \"text\"\n\ndata: {\"n\":1}\n\n",
        "data: {\"n\":2}\n\ndata: [DONE]\n\ndata: 5\n\n",
    ];
    let line = |data: &str| format!("{{\"event\":\"message\",\"data\":{data}}}\n");
    let one = line("\"text\"") + &line("{\"n\":1}");
    for (words, wanted) in [
        (["--max-events", "2"], one.clone()),
        (["--until", "[DONE]"], one.clone() + &line("{\"n\":2}")),
        (
            ["--until", ".data.n == 2"],
            one.clone() + &line("{\"n\":2}"),
        ),
        (["--until", "jq:.data.n > 0"], one.clone()),
    ] {
        let peer = silent_after(PARTS);
        events(&peer, &words)
            .run()
            .code(0)
            .stdout(wanted)
            .stderr("");
    }
}

#[test]
fn a_stream_that_ends_before_what_is_waited_for_fails() {
    for (words, told) in [
        (["--until", "done"], "after 1 event without"),
        (["--max-events", "2"], "after 1 event of the 2"),
    ] {
        let peer = body("text/event-stream", "data: 1\n\ndata: cut");
        events(&peer, &words)
            .run()
            .code(1)
            .stdout("{\"event\":\"message\",\"data\":1}\n")
            .one_line()
            .stderr_has(told);
    }
    let peer = body("text/event-stream", "data: 1\n\n");
    events(&peer, &[]).run().code(0).stderr("");
}

#[test]
fn json_in_all_its_sequences_comes_out_a_line_each() {
    for (kind, sent, wanted) in [
        (
            "application/x-ndjson",
            "{\"a\": 1.00}\r\n\n[ 1e400 ]",
            "{\"a\":1.00}\n[1e400]\n",
        ),
        (
            "application/json",
            "{\n \"a\": 1\n}{\"b\":2}",
            "{\"a\":1}\n{\"b\":2}\n",
        ),
        (
            "application/json-seq",
            "\u{1e}{\"a\":1}\n\u{1e}2\n",
            "{\"a\":1}\n2\n",
        ),
        ("text/plain", "\n{\"a\":1}", "{\"a\":1}\n"),
        (
            "text/plain",
            "data:1\n\n",
            "{\"event\":\"message\",\"data\":1}\n",
        ),
    ] {
        let peer = body(kind, sent);
        events(&peer, &[]).run().code(0).stdout(wanted).stderr("");
    }
    let peer = body("application/json-seq", "\u{1e}{\"a\":\u{1e}2\n");
    events(&peer, &[])
        .run()
        .code(0)
        .stdout("2\n")
        .stderr_has("1 texts of the sequence");
}

#[test]
fn what_is_no_event_is_named_after_those_before_it() {
    let peer = body("application/x-ndjson", "{\"a\":1}\noops\n{\"b\":2}\n");
    events(&peer, &[])
        .run()
        .code(8)
        .stdout("{\"a\":1}\n")
        .one_line()
        .stderr_has("value 2 is no JSON");
    let peer = body("text/html", "<html>");
    events(&peer, &[]).run().code(8).stdout("").one_line();
}

#[test]
fn a_failing_status_gives_no_events() {
    let peer = Peer::answering(response(
        "404 Not Found",
        "Content-Type: application/json\r\n",
        "{\"a\":1}",
    ));
    events(&peer, &[])
        .run()
        .code(4)
        .stdout("")
        .stderr_has("{\"a\":1}")
        .stderr_has("404 Not Found");
}

#[test]
fn events_come_through_whatever_the_pieces_and_the_coding() {
    let text = "id: é\ndata: {\"a\":\ndata: 1}\r\n\r\nevent: x\rdata: 漢\r\r";
    let wanted = "{\"event\":\"message\",\"id\":\"é\",\"data\":{\"a\":1}}\n\
                  {\"event\":\"x\",\"id\":\"é\",\"data\":\"漢\"}\n";
    for size in [1, 2, 3, 7] {
        let peer = Peer::tcp(move |talk| {
            talk.head()?;
            talk.send(STREAM)?;
            for piece in text.as_bytes().chunks(size) {
                talk.send(format!("{:x}\r\n", piece.len()))?;
                talk.send(piece)?;
                talk.send("\r\n")?;
            }
            talk.send("0\r\n\r\n")
        });
        events(&peer, &[]).run().code(0).stdout(wanted);
    }
}

/// The beginning of a gzip stream comes out before its end is there.
#[test]
fn a_compressed_stream_does_not_hold_events_back() {
    let mut coder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    coder.write_all(b"data: 1\n\n").unwrap();
    coder.flush().unwrap();
    let first = coder.get_ref().clone();
    coder.write_all(b"data: 2\n\n").unwrap();
    let rest = coder.finish().unwrap()[first.len()..].to_vec();
    let go = Latch::default();
    let on = go.clone();
    let peer = Peer::tcp(move |talk| {
        talk.head()?;
        talk.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")?;
        talk.send(&first)?;
        on.wait();
        talk.send(&rest)
    });
    let running = events(&peer, &[]).start();
    running.until_stdout(b"\"data\":1}\n");
    go.open();
    running.finish().code(0).stdout_has("\"data\":2}\n");
}

#[test]
fn a_file_gets_the_lines_when_the_stream_has_ended_well() {
    let dir = temporary();
    let path = dir.path().join("f");
    let words = ["-o", path.to_str().unwrap(), "--max-events", "1"];
    let peer = silent_after(&["data: 1\n\n"]);
    events(&peer, &words).run().code(0).stdout("");
    let line = "{\"event\":\"message\",\"data\":1}\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), line);
    let peer = body("text/event-stream", "");
    events(&peer, &words).run().code(1).stdout("");
    assert_eq!(fs::read_to_string(&path).unwrap(), line);
    assert_eq!(names_in(dir.path()), ["f"]);
}

#[test]
fn many_events_need_no_more_memory_than_few() {
    let (text, count) = ("x".repeat(200), 100_000);
    let line = format!("{{\"id\": 123456, \"name\": \"{text}\"}}\n");
    let kind = "Content-Type: application/x-ndjson\r\n";
    let answer = response("200 OK", kind, &line.repeat(count));
    let most = 20 << 20;
    assert!(answer.len() > most);
    let run = |url: String| {
        let nothing = File::options().write(true).open("/dev/null");
        verb(["get", "--events", &url]).stdout_to(nothing.unwrap())
    };
    within(memory_of(run, answer.clone()), most as u64);
    let peer = Peer::answering(answer);
    let outcome = events(&peer, &[]).run().code(0);
    let wanted = format!("{{\"id\":123456,\"name\":\"{text}\"}}\n").repeat(count);
    assert!(outcome.stdout == wanted.as_bytes());
}

#[test]
fn a_filter_is_asked_of_each_event_and_of_the_last_one_too() {
    let text = "data: {\"t\":1}\n\ndata: {\"t\":2}\n\nevent: done\ndata: bye\n\n";
    let words = ["--until", "done", "-q", ".data.t?"];
    events(&body("text/event-stream", text), &words)
        .run()
        .code(0)
        .stdout("1\n2\n");
    // The sign of the end may carry the result, and need not be what the filter is for.
    let result = "data: {\"t\":1}\n\nevent: done\ndata: {\"t\":3}\n\n";
    for (text, out) in [(text, "1\n2\n"), (result, "1\n3\n")] {
        let dir = temporary();
        let words = ["--until", "done", "-q", ".data.t", "-o", "f"];
        let peer = body("text/event-stream", text);
        let run = events(&peer, &words).dir(dir.path());
        run.run().code(0).stderr("");
        assert_eq!(fs::read_to_string(dir.path().join("f")).unwrap(), out);
    }
    // Any other that the filter fails on is a failure, before the end and as the last of a count.
    let odd = "data: odd\n\nevent: done\ndata: bye\n\n";
    for words in [["--until", "done"], ["--max-events", "1"]] {
        let peer = body("text/event-stream", odd);
        let run = events(&peer, &words);
        run.args(["-q", ".data.t"]).run().code(1).stdout("");
    }
    let words = ["--until", ".data.t == 2", "-q", ".data.t"];
    events(&body("text/event-stream", text), &words)
        .run()
        .code(0)
        .stdout("1\n2\n");
}

#[test]
fn flags_without_a_stream_and_conditions_with_a_mistake_are_usage_errors() {
    for words in [
        &["--until", "done"][..],
        &["--max-events", "3"],
        &["--events", "--max-events", "0"],
        &["--events", "--until", ""],
    ] {
        verb(["get", "http://127.0.0.1:1/"])
            .args(words.iter().copied())
            .run()
            .usage();
    }
    let words = ["--events", "--until", ".a =="];
    let outcome = verb(["get", "http://127.0.0.1:1/"]).args(words).run();
    outcome
        .code(2)
        .stderr_has("--until: the filter has a mistake");
}

#[test]
fn the_line_of_a_request_says_that_events_are_asked_for() {
    let words = [
        "get",
        "--events",
        "--until",
        ".a",
        "--max-events",
        "3",
        "--dry-run",
        "--as",
    ];
    verb(words)
        .args(["verb", "http://a.test/"])
        .run()
        .code(0)
        .stdout_has("--events --until jq:.a --max-events 3");
    verb(words)
        .args(["curl", "http://a.test/"])
        .run()
        .code(0)
        .stdout_has(" -N ");
    let own = verb(words)
        .args(["raw", "-H", "Accept: x/y", "http://a.test/"])
        .run();
    let _fine = own.code(0).stdout_has("Accept: x/y\r\n");
}
