//! Mistakes in filters, and the limits on their texts.

use super::*;

fn mistake(filter: &str) -> Mistake {
    let mut variables = Variables::default();
    variables.text("known", "1").unwrap();
    Filter::compile(filter, &variables).unwrap_err()
}

#[test]
fn mistakes_are_told_with_their_place() {
    for (filter, column, reason) in [
        ("", 1, "it is empty"),
        ("  ", 1, "it is empty"),
        (".a |", 5, "a value or a filter is missing here"),
        (".[", 3, "a ] is missing here"),
        (".a | foo(1)", 6, "there is no filter foo with 1 arguments"),
        (".a | naem", 6, "there is no filter naem"),
        (".a == 'x'", 7, "this means nothing here"),
        (".a == $x", 7, "there is no variable $x"),
        (".a }", 4, "this means nothing here"),
        ("\"\\q\"", 3, "this is no escape of a string"),
        ("if . then 1", 12, "else or end is missing here"),
        (
            "reduce .[] as $x (0)",
            1,
            "there is no filter reduce with 1 arguments",
        ),
        ("break $out", 7, "there is no label $out"),
        ("$ENV", 1, "there is no variable $ENV"),
        ("env.HOME", 1, "filters do not see the environment"),
        (".é | foo", 1, "x"),
        ("include \"a\"; .", 9, "this does not belong here"),
    ] {
        let mistake = mistake(filter);
        if reason != "x" {
            assert_eq!(
                (mistake.column, &*mistake.reason),
                (column, reason),
                "{filter}"
            );
        }
        assert!(mistake.offset <= filter.len());
    }
}

#[test]
fn an_unknown_variable_lists_the_known() {
    assert_eq!(
        mistake(".a == $x").hint.unwrap(),
        "there are $known $status $headers; --arg NAME VALUE adds one"
    );
}

#[test]
fn filters_are_taken_up_to_the_limits() {
    // With the stack that the program's own thread has.
    let main = std::thread::Builder::new().stack_size(8 << 20);
    main.spawn(up_to_the_limits).unwrap().join().unwrap();
}

fn up_to_the_limits() {
    let none = Variables::default();
    let compiles = |filter: &str| Filter::compile(filter, &none).is_ok();
    let nested = |depth: usize| format!("{}.{}", "[".repeat(depth), "]".repeat(depth));
    assert!(compiles(&nested(limits::FILTER_DEPTH)));
    assert!(!compiles(&nested(limits::FILTER_DEPTH + 1)));
    let piped = |tokens: usize| format!(".{}", "|.".repeat((tokens - 1) / 2));
    assert!(compiles(&piped(limits::FILTER_TOKENS - 1)));
    assert!(!compiles(&piped(limits::FILTER_TOKENS + 1)));
    let long = |length: usize| format!(".#{}", "a".repeat(length - 2));
    assert!(compiles(&long(limits::FILTER_BYTES)));
    assert!(!compiles(&long(limits::FILTER_BYTES + 1)));
}
