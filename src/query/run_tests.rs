//! What filters give, what they refuse, and how they end.

use super::*;
use crate::http::fields::{FieldName, FieldValue};
use crate::query::Variables;

/// Steps that filters make here: making as many as the program takes would take long.
const STEPS: u64 = 10_000;

fn fields() -> Fields {
    let mut fields = Fields::default();
    for (name, value) in [
        ("Content-Type", "a/b"),
        ("Via", "1"),
        ("via", "2"),
        ("VIA", "3"),
    ] {
        fields.push(
            &FieldName::parse(name).unwrap(),
            &FieldValue::parse(value.as_bytes()).unwrap(),
        );
    }
    fields
}

fn compiled(filter: &str) -> Filter {
    let mut variables = Variables::default();
    variables.text("name", "ada").unwrap();
    variables.json("n", "[1.50, {\"a\": null}]").unwrap();
    Filter::compile(filter, &variables).unwrap_or_else(|mistake| panic!("{filter}: {mistake}"))
}

/// What a filter makes of content that comes in pieces of this size: outputs, and the failure.
fn run_cut(filter: &Filter, content: &[u8], size: usize) -> (String, Result<Outputs, Failure>) {
    let (status, fields) = (200, &fields());
    let mut run = Run::new(filter, Facts { status, fields });
    run.inner.state.most = STEPS;
    let mut text = Vec::new();
    let mut take = |output: Output<'_>| {
        text.extend_from_slice(output.line);
        Ok(())
    };
    let pushed = content
        .chunks(size)
        .try_for_each(|piece| run.push(piece, &mut take));
    let ended = match pushed {
        Ok(()) => run.end(&mut take),
        Err(failure) => Err(failure),
    };
    (String::from_utf8(text).unwrap(), ended)
}

fn run(filter: &str, content: &str) -> (String, Result<Outputs, Failure>) {
    run_cut(&compiled(filter), content.as_bytes(), usize::MAX)
}

#[track_caller]
fn gives(filter: &str, content: &str, outputs: &str) {
    let (text, ended) = run(filter, content);
    ended.unwrap();
    assert_eq!(
        text.trim_end_matches('\n').replace('\n', " "),
        outputs,
        "{filter}"
    );
}

#[track_caller]
fn fails(filter: &str, content: &str, story: &str) {
    let (_, ended) = run(filter, content);
    let failure = ended.unwrap_err();
    assert_eq!(
        (failure.kind, &*failure.story()),
        (Kind::Expectation, story)
    );
}

#[test]
fn outputs_are_lines() {
    gives(".a", r#"{"a":"x y"}"#, "x y");
    gives(
        ".",
        r#" {"b": [1, "x"], "a":1.0} "#,
        r#"{"b":[1,"x"],"a":1.0}"#,
    );
    gives(".[]", "[1,null,\"\",{}]", "1 null  {}");
    gives(".", r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#);
    gives(
        ".",
        "12345678901234567890123 3.14159265358979323846 1.0 1e5",
        "12345678901234567890123 3.14159265358979323846 1.0 1e5",
    );
    gives(".[] | .a / 2", r#"[{"a":10},{"a":5}]"#, "5 2.5");
}

#[test]
fn documents_are_filtered_one_after_the_other() {
    gives(".a", "{\"a\":1}\n{\"a\":2}{\"a\":3}\n", "1 2 3");
    gives(".[]", "[1] [2,3]\n[] ", "1 2 3");
}

#[test]
fn variables_and_facts_are_known() {
    gives("$name, $n[0], $status", "null", "ada 1.50 200");
    gives(
        "$headers | .\"content-type\", .via",
        "1",
        r#"a/b ["1","2","3"]"#,
    );
}

#[test]
fn the_bodies_that_are_none_give_nothing() {
    for content in ["", " \n", "\u{feff}"] {
        let (text, ended) = run(".[]", content);
        let outputs = ended.unwrap();
        assert!(text.is_empty() && !outputs.hold() && outputs.count == 0);
    }
    gives(".a", "\u{feff}{\"a\":1}", "1");
}

#[test]
fn what_holds_has_outputs_and_none_is_null_or_false() {
    for (filter, holds) in [
        (".a", true),
        (".b", false),
        ("empty", false),
        (".c", false),
        (".a, .b", false),
        (".d", true),
    ] {
        let (_, ended) = run(filter, r#"{"a":1,"c":false,"d":0}"#);
        assert_eq!(ended.unwrap().hold(), holds, "{filter}");
    }
}

#[test]
fn what_is_no_json_is_shown_with_its_place() {
    fails(
        ".a",
        "<html>\u{1b}[2J\n<body>",
        "the body is not JSON: line 1, column 1: a value is missing: it begins '<html>\\x1b[2J'",
    );
    fails(
        ".[]",
        "[1,\n2,",
        "the body is not JSON: line 2, column 3: it ends too early: it begins '[1,' (after 2 outputs)",
    );
    for content in [
        "NaN",
        "[+1]",
        "[01]",
        "b\"x\"",
        "{1:2}",
        "[1]#x",
        "\u{feff}\u{feff}1",
        "'a'",
    ] {
        assert!(run(".", content).1.is_err(), "{content}");
    }
    let mark = run_cut(&compiled("."), b"\xef\xbb1", 1);
    assert!(mark.1.is_err());
}

#[test]
fn errors_of_a_filter_are_told_in_its_words() {
    fails(
        ".a",
        "[1]",
        "the filter failed: cannot index [1] with \"a\"",
    );
    fails(
        ".[]",
        "4",
        "the filter failed: cannot use 4 as iterable (array or object)",
    );
    fails("error(\"a\\u001bb\")", "4", "the filter failed: a\\x1bb");
    let long = format!("\"{}\"", "x".repeat(100_000));
    let story = run(".a", &long).1.unwrap_err().story();
    assert!(
        story.len() < 400 && story.ends_with("with \"a\""),
        "{story}"
    );
}

#[test]
fn a_path_that_is_otherwise_in_the_content_gives_what_the_whole_filter_gives() {
    gives(
        ".[] | .x",
        r#"{"a":{"x":1},"b":{"x":2},"a":{"x":3}}"#,
        "3 2",
    );
    gives(".a[]", r#"{"b":[7],"a":{"x":1,"y":2}}"#, "1 2");
    gives(".a?[]?", "[1,2]", "");
    fails(
        ".a.b[]",
        r#"{"a":{"c":1}}"#,
        "the filter failed: cannot use null as iterable (array or object)",
    );
    fails(
        ".a[]",
        "[5]",
        "the filter failed: cannot index [5] with \"a\"",
    );
    fails(
        ".a[]",
        r#"{"a":[1],"\u0061":[2]}"#,
        "the name \"a\" stands twice in one object, and the filter has used the first (after 1 outputs)",
    );
}

#[test]
fn nothing_leads_out() {
    for filter in [
        "env",
        "$ENV",
        "$ENV.PATH",
        "$__prog_args",
        "import \"a\" as a; 1",
        "input_filename",
    ] {
        assert!(
            Filter::compile(filter, &Variables::default()).is_err(),
            "{filter}"
        );
    }
    gives("., halt, .", "1 2", "1");
    fails("halt_error", "1", "the filter ended itself with 5");
    gives("debug, stderr", "1", "1 1");
    gives("now > 0", "1", "true");
    gives("[., input]", "1 2 3 4", "[1,2] [3,4]");
    gives("[inputs]", "1 2 3", "[2,3]");
    fails("input", "1", "the filter failed: No more inputs");
}

#[test]
fn filters_without_an_end_fail() {
    for filter in [
        "[range(infinite)]",
        "last(repeat(1))",
        "[limit(1e12; repeat(1))]",
        "def f: f; f",
        "[recurse(. + 1)]",
        "0 | until(false; . + 1)",
        "[while(true; .)]",
        "last(range(0; 1; 0))",
        "def f: f?; f",
        "try last(repeat(1)) catch .",
        "reduce range(1e12) as $x (0; . + 1)",
        "path(repeat(.)) | empty",
        "def f: 1 + f; f",
        "def f: [f]; f",
        "def f: f | .; f",
        "def f(g): f(g | g) | .; f(.)",
        "def f: {a: f}; f",
        "def f: \"\\(f)\"; f",
        "def f: if f then 1 else 2 end; f",
        "def f: f as $x | 1; f",
        "def f: reduce f as $x (1; 2); f",
        "def f: .[f]; f",
    ] {
        let story = run(filter, "1").1.unwrap_err().story();
        let steps = "the filter made 10000 steps without an output";
        let known = [steps, "the filter calls itself too deep"];
        assert!(known.contains(&&*story), "{filter}: {story}");
    }
    fails("def f: 1 + f; f", "1", "the filter calls itself too deep");
}

#[test]
fn values_do_not_grow_without_bound() {
    for filter in [
        "reduce range(9000) as $x (0; [.])",
        "0 | until(false; {a: .})",
        "last(foreach range(9000) as $x (0; [., 1]))",
        "def f: [1, .] | f; f",
    ] {
        fails(filter, "1", "the filter nests a value too deep");
    }
    let most = limits::QUERY_NESTING;
    gives(
        &format!("reduce range({most}) as $x (0; [.]) | length"),
        "1",
        "1",
    );
    fails(
        "\"x\" * 1e15, 1",
        "1",
        "the filter failed: cannot calculate \"x\" * 1e15",
    );
    fails(
        "\"x\" * 1000000000000",
        "1",
        "the filter failed: a text is repeated too often",
    );
    gives("\"ab\" * 2, 3 * 2, (2 * \"a\")", "1", "abab 6 aa");
}

#[test]
fn as_many_steps_as_the_limit_are_made() {
    assert_eq!(State::default().most, limits::QUERY_STEPS);
    gives("last(range(10000))", "1", "9999");
    fails(
        "last(range(10001))",
        "1",
        "the filter made 10000 steps without an output",
    );
}

#[test]
fn an_output_begins_the_count_of_steps_anew() {
    let filter = compiled("range(infinite)");
    let (status, fields) = (200, &fields());
    let mut run = Run::new(&filter, Facts { status, fields });
    let mut left = 100_000;
    let mut take = |_: Output<'_>| {
        left -= 1;
        match left {
            0 => Err(Failure::new(Kind::Write, "enough")),
            _ => Ok(()),
        }
    };
    let failure = run.push(b"1 ", &mut take).unwrap_err();
    assert_eq!(failure.story(), "enough");
}

#[test]
fn the_deepest_document_can_be_worked_on_and_one_more_level_is_refused() {
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let most = deep(limits::QUERY_DEPTH);
    for filter in [
        "last(..)",
        "[..] | length",
        "tojson",
        "tojson | fromjson",
        "[paths] | length",
        "walk(.)",
        "flatten",
        ". == .",
        "[., .] | unique",
        "[leaf_paths?]",
        "tostring",
        "map_values(.)",
        "[getpath(paths)] | length",
        "[.. | tojson] | length",
        "del(..[0]?)",
        "contains([])",
    ] {
        let Ok(filter) = Filter::compile(filter, &Variables::default()) else {
            continue;
        };
        run_cut(&filter, most.as_bytes(), usize::MAX).1.unwrap();
    }
    fails(
        ".",
        &deep(limits::QUERY_DEPTH + 1),
        &format!(
            "the body is not JSON: line 1, column {}: it is nested deeper than {} levels: it begins '{}…'",
            limits::QUERY_DEPTH + 1,
            limits::QUERY_DEPTH,
            "[".repeat(limits::EXCERPT_BYTES),
        ),
    );
    let inside = format!("\"{}\"", deep(100_000));
    assert!(run("fromjson", &inside).1.is_err());
}

#[test]
fn what_is_longer_than_the_limit_is_refused_with_a_hint() {
    // The limit itself is in one place; a text of its length would take long to check here.
    for (length, fine) in [(100, true), (101, false)] {
        let filter = compiled("length");
        let (status, fields) = (200, &fields());
        let mut run = Run::new(&filter, Facts { status, fields });
        run.splitter = Splitter::new(None, 100);
        let content = format!("\"{}\"", "a".repeat(length - 2));
        let ended = run.push(content.as_bytes(), &mut |_| Ok(()));
        assert_eq!(ended.is_ok(), fine);
        if let Err(failure) = ended {
            assert!(failure.story().contains("64 MiB"), "{failure}");
            assert!(failure.hint.unwrap().contains(".items[]"));
        }
    }
}

#[path = "run_properties.rs"]
mod properties;
