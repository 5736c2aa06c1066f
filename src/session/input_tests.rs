//! What is typed, of lines of any kind: no line of a body is ever a request, and none the other
//! way round.

use std::collections::VecDeque;

use proptest::prelude::*;

use super::*;

struct Given(VecDeque<Line>);

impl Lines for Given {
    fn line(&mut self, _: Wanted) -> Result<Option<Line>, Failure> {
        Ok(self.0.pop_front())
    }
}

fn all_of(lines: Vec<Line>) -> Vec<Next> {
    let mut input = Input::new(Given(lines.into()));
    let mut all = Vec::new();
    loop {
        match input.take().expect("lines") {
            Next::End => return all,
            next @ (Next::Typed(_) | Next::Wrong(..) | Next::Dropped) => all.push(next),
        }
    }
}

/// Each as `number: words | body`, or `number! error`.
fn told(text: &str) -> Vec<String> {
    let lines = text.split('\n').map(|line| Line::Text(line.into()));
    let all = all_of(lines.collect()).into_iter().map(|next| match next {
        Next::Typed(typed) => {
            let words: Vec<_> = typed
                .words
                .iter()
                .map(|word| word.to_str().unwrap())
                .collect();
            let body = typed.body.map(|(_, body)| String::from_utf8(body).unwrap());
            let body = body.map_or_else(String::new, |body| format!(" | {body}"));
            format!("{}: {}{body}", typed.number, words.join(" "))
        }
        Next::Wrong(number, failure) => format!("{number}! {failure}"),
        Next::Dropped => "dropped".to_owned(),
        Next::End => unreachable!(),
    });
    all.collect()
}

#[test]
fn lines_are_counted_continued_and_left_out() {
    for (text, expected) in [
        (
            "GET /a\n\n  # no\n\t\nGET /b",
            &["1: GET /a", "5: GET /b"][..],
        ),
        (
            "GET \\\n/a \\\nx:y\nGET /b",
            &["1: GET /a x:y", "4: GET /b"],
        ),
        ("GET /a \\", &["1: GET /a"]),
        ("# no \\\nGET /a", &["2: GET /a"]),
        ("\u{feff}GET /a", &["1: GET /a"]),
        ("GET /a #fff", &["1: GET /a #fff"]),
        (
            "POST /a <<E\nx\n  y \\\n# z\nE\nGET /b",
            &["1: POST /a <<E | x\n  y \\\n# z\n", "6: GET /b"],
        ),
        (
            "POST /a <<E \\\nb:c\nx\nE  \nGET /b",
            &["1: POST /a <<E b:c | x\n", "5: GET /b"],
        ),
        ("POST /a <<E\nE", &["1: POST /a <<E | "]),
        ("what <<E\nGET /no\nE", &["1: what <<E | GET /no\n"]),
        ("POST '<<E'\nGET /b", &["1: POST <<E", "2: GET /b"]),
        (
            "POST <<'E F'\nGET /no\nE F\nGET /b",
            &["1: POST <<E F | GET /no\n", "4: GET /b"],
        ),
    ] {
        assert_eq!(told(text), expected, "{text:?}");
    }
}

#[test]
fn the_body_of_a_broken_line_is_skipped() {
    for (text, why) in [
        ("POST 'a <<E\nGET /no\nE\nGET /b", "is not closed"),
        (
            "POST <<E {\"a\": \nGET /no\nE\nGET /b",
            "the JSON is not valid",
        ),
        (
            "POST {\"a\": <<E\nGET /no\nE\nGET /b",
            "the JSON is not valid",
        ),
        ("POST a=<<E\nGET /no\nE\nGET /b", "holds <<"),
        ("POST <<-E\nGET /no\nE\nGET /b", "<<- is not taken"),
        (
            "POST <<A <<B\nGET /no\nA\nGET /no\nB\nGET /b",
            "two bodies: <<A and <<B",
        ),
    ] {
        let told = told(text);
        assert!(told.len() == 2 && told[0].contains(why), "{told:?}");
        assert!(
            told[0].starts_with("1! ") && told[1].ends_with(": GET /b"),
            "{told:?}"
        );
    }
    for text in ["POST /a <<E\nGET /no", "POST 'a <<E\nGET /no\nGET /b"] {
        let told = told(text);
        assert!(
            told.len() == 1 && told[0].contains("no line E ends"),
            "{told:?}"
        );
    }
}

#[test]
fn what_is_too_long_is_skipped_whole() {
    let line = |text: &str| Line::Text(text.into());
    let long = |tail: &str| Line::TooLong(tail.into());
    let half = Line::Text([vec![b'x'; limits::SESSION_LINE_BYTES / 2], b"\\".to_vec()].concat());
    for lines in [
        vec![long("xx"), line("GET /b")],
        vec![long("xx <<E"), line("GET /no"), line("E"), line("GET /b")],
        vec![
            long("xx\\"),
            line("GET /no\\"),
            line("<<E"),
            line("GET /no"),
            line("E"),
            line("GET /b"),
        ],
        vec![
            half.clone(),
            half.clone(),
            half,
            line("GET /no"),
            line("GET /b"),
        ],
    ] {
        let all = all_of(lines);
        let [Next::Wrong(1, failure), Next::Typed(typed)] = all.as_slice() else {
            panic!("{all:?}");
        };
        assert!(failure.to_string().contains("longer than 1048576 bytes"));
        assert_eq!(typed.text, b"GET /b");
    }
}

#[test]
fn a_body_has_a_greatest_size() {
    let full = limits::SESSION_BODY_BYTES - 1;
    for (size, fits) in [(full, true), (full + 1, false)] {
        let texts = ["POST <<E", &"x".repeat(size), "E", "GET /b"];
        let all = all_of(
            texts
                .iter()
                .map(|text| Line::Text((*text).into()))
                .collect(),
        );
        assert_eq!(matches!(all[0], Next::Typed(_)), fits, "{size}");
        assert!(matches!(&all[1], Next::Typed(typed) if typed.number == 4));
    }
}

#[test]
fn what_is_dropped_takes_its_continuation_and_body_with_it() {
    let line = |text: &str| Line::Text(text.into());
    for lines in [
        vec![Line::Dropped, line("GET /b")],
        vec![line("GET \\"), Line::Dropped, line("GET /b")],
        vec![line("POST <<E"), line("x"), Line::Dropped, line("GET /b")],
        vec![line("POST ' <<E"), line("x"), Line::Dropped, line("GET /b")],
    ] {
        let all = all_of(lines);
        assert!(
            matches!(all.as_slice(), [Next::Dropped, Next::Typed(_)]),
            "{all:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_bytes_make_words_or_errors(text: Vec<u8>) {
        let lines = text.split(|byte| *byte == b'\n').map(|line| Line::Text(line.into()));
        all_of(lines.collect());
    }

    #[test]
    fn bodies_and_requests_are_never_mixed_up(
        script in prop::collection::vec((any::<bool>(), 0..6_usize), 0..8)
    ) {
        let heads = ["GET /r", "POST /r x 'y", "POST /r {\"a\": 1", "bad", "POST /r a<<b", "PUT \\\n/r"];
        let bodies = ["", "GET /body", "'", "# /body", "DELETE /body \\", "<<END"];
        let mut text = String::new();
        for (below, which) in &script {
            let body = if *below { format!(" <<END\n{}\nEND", bodies[*which]) } else { String::new() };
            // A name that is guessed from a broken line is that of the body.
            let head = if heads[*which].contains("a<<b") { "POST /r" } else { heads[*which] };
            text.push_str(&format!("{head}{body}\n"));
        }
        let lines = text.lines().map(|line| Line::Text(line.into()));
        let all = all_of(lines.collect());
        prop_assert_eq!(all.len(), script.len());
        for (next, (below, which)) in all.iter().zip(&script) {
            let Next::Typed(typed) = next else { continue };
            prop_assert!(!typed.words.iter().any(|word| word == "/body"));
            let body = typed.body.as_ref().map(|(_, body)| String::from_utf8_lossy(body).into_owned());
            prop_assert_eq!(body, below.then(|| format!("{}\n", bodies[*which])));
        }
    }
}
