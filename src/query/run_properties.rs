//! Properties of running filters: on elements or on the whole, however the content is cut.

use super::*;
use proptest::prelude::*;

/// Filters that are run on elements, and the same ones written so that they are not.
const FILTERS: &[&str] = &[
    ".[]",
    ".[]?",
    ".[] | .a",
    ".[].a",
    ".[].a?",
    ".a[]",
    ".a?[]?",
    ".a.b[] | .",
    ".a[] | .b?",
    ".[] | select(. != null)",
    ".[][]",
    ".[][]?",
    ".[] | numbers",
    ".a[].b[]?",
    ".[] | ., 1",
    ".a | .[] | tojson",
    "def f: .; .[] | f",
    ".[] | (.a, .b)",
    ".[] | try error catch .",
    ".[] | first(.[]?)",
    ".[][0]?",
    ".[]?[1:]?",
    ".[] | limit(1; ., .)",
    ".a[] | halt",
];

fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("-1.50".to_owned()),
        Just("7".to_owned()),
        Just(r#""a\"[]{},""#.to_owned()),
        Just("\"é\"".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let member = (
            prop_oneof![Just("a"), Just("b"), Just("\\u0061b")],
            inner.clone(),
        );
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(" , "))),
            prop::collection::btree_map("a|b|\\\\u0061b|c", member.prop_map(|m| m.1), 0..4)
                .prop_map(|all| {
                    let all: Vec<_> = all
                        .iter()
                        .map(|(name, value)| format!("\"{name}\" : {value}"))
                        .collect();
                    format!("{{{}}}", all.join(",\n"))
                }),
        ]
    })
}

fn told(result: (String, Result<Outputs, Failure>)) -> (String, Result<Outputs, String>) {
    let story = |failure: Failure| {
        // How much of the first line is there depends on how the content is cut.
        let story = failure.story();
        story
            .split(": it begins")
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    (result.0, result.1.map_err(story))
}

proptest! {
    #[test]
    fn running_on_elements_gives_what_running_on_the_whole_gives(
        documents in prop::collection::vec(json(), 0..3),
        filter in prop::sample::select(FILTERS),
        size in 1_usize..9,
    ) {
        let content = documents.join("\n");
        let streaming = compiled(filter);
        prop_assert!(streaming.streams());
        let whole = compiled(&format!("first(.) | {filter}"));
        prop_assert!(!whole.streams());
        let expected = told(run_cut(&whole, content.as_bytes(), usize::MAX));
        let pieces = told(run_cut(&streaming, content.as_bytes(), size));
        prop_assert_eq!(&pieces, &expected);
        prop_assert_eq!(told(run_cut(&streaming, content.as_bytes(), usize::MAX)), expected);
    }

    #[test]
    fn any_bytes_end_somehow_and_alike_however_they_are_cut(
        content in "[\\[\\]{},:\"a1 \\\\n-]{0,24}",
        filter in prop::sample::select(FILTERS),
    ) {
        let filter = compiled(filter);
        let whole = told(run_cut(&filter, content.as_bytes(), usize::MAX));
        prop_assert_eq!(told(run_cut(&filter, content.as_bytes(), 1)), whole);
    }
}
