//! Documents made of items.

use super::*;
use crate::content::items_path::parse;
use proptest::prelude::*;
use serde_json::Value as Parsed;

/// Applies items, each `path=text` or `path:=JSON`.
fn made(document: Option<&str>, items: &[&str]) -> String {
    let mut made = match document {
        Some(text) => Document::on(text, items.len()),
        None => Document::new(items.len()),
    };
    for item in items {
        let (path, value) = item.split_once('=').unwrap();
        let done = match path.strip_suffix(':') {
            Some(path) => made.set(&parse(path).unwrap(), Value::Json(value)),
            None => made.set(&parse(path).unwrap(), Value::Text(value)),
        };
        if let Err(conflict) = done {
            return conflict.to_string();
        }
    }
    made.text().unwrap_or_else(|conflict| conflict.to_string())
}

#[test]
fn fields_make_objects_and_arrays() {
    for (items, wanted) in [
        (
            &["a=1", "n:=2.50", "b:=null"][..],
            r#"{"a":"1","n":2.50,"b":null}"#,
        ),
        (&["a[b][0][]=x"], r#"{"a":{"b":[["x"]]}}"#),
        (&["[]:=1", "[]=2"], r#"[1,"2"]"#),
        (&["[0][k]=v", "[0][l]=w"], r#"[{"k":"v","l":"w"}]"#),
        (&["a[1]=y", "a[0]=x"], r#"{"a":["x","y"]}"#),
        (&["a=1", "b=2", "a=3"], r#"{"a":"3","b":"2"}"#),
        (&["a:={\"x\":1}", "a[y]=2"], r#"{"a":{"x":1,"y":"2"}}"#),
        (&["q=\"\\\n\u{1}é\r\t/"], r#"{"q":"\"\\\n\u0001é\r\t/"}"#),
        (
            &["n:=12345678901234567890123.10"],
            r#"{"n":12345678901234567890123.10}"#,
        ),
    ] {
        assert_eq!(made(None, items), wanted, "{items:?}");
    }
}

#[test]
fn contradictions_are_named() {
    for (items, wanted) in [
        (&["a=1", "a[b]=2"][..], "'a' is both a text and an object"),
        (&["a[b]=2", "a=1"], "'a' is both an object and a text"),
        (
            &["a[b][]=2", "a[b][c]=1"],
            "'a[b]' is both an array and an object",
        ),
        (
            &["[]=2", "a=1"],
            "the document is both an array and an object",
        ),
        (
            &["a[0]=1", "a[0][x]=1"],
            "'a[0]' is both a text and an object",
        ),
        (&["a:=1", "a[]=1"], "'a' is both a number and an array"),
        (&["a[1]=1", "b=1"], "no item sets element 0 of its array"),
        (&["a[7]=1", "b=1"], "no item sets element 0 of its array"),
    ] {
        assert_eq!(made(None, items), wanted, "{items:?}");
    }
    assert!(made(None, &["a[99999999999999999999]=1"]).contains("element 0"));
}

#[test]
fn what_is_not_touched_stays_as_it_was_written() {
    let document = r#" { "z" : 1.00, "list":[1, 2 ,3], "a":{"k":  [ ] } ,"n":1e400, "n":2 } "#;
    for (items, wanted) in [
        (
            &["new=x"][..],
            r#"{"z":1.00,"list":[1, 2 ,3],"a":{"k":  [ ] },"n":1e400,"n":2,"new":"x"}"#,
        ),
        (
            &["list[]:=4", "a[k][]=y"],
            r#"{"z":1.00,"list":[1,2,3,4],"a":{"k":["y"]},"n":1e400,"n":2}"#,
        ),
        (
            &["n:=3", "list=none"],
            r#"{"z":1.00,"list":"none","a":{"k":  [ ] },"n":3}"#,
        ),
        (
            &["list[1]:=true"],
            r#"{"z":1.00,"list":[1,true,3],"a":{"k":  [ ] },"n":1e400,"n":2}"#,
        ),
    ] {
        assert_eq!(made(Some(document), items), wanted, "{items:?}");
    }
    assert_eq!(
        made(Some("[1]"), &["a=x"]),
        "the document is both an array and an object"
    );
    assert_eq!(
        made(Some("3"), &["[]=x"]),
        "the document is both a number and an array"
    );
    assert_eq!(
        made(Some("{\"a\\u0062\":1}"), &["ab=x"]),
        "{\"a\\u0062\":\"x\"}"
    );
    assert_eq!(
        made(Some("{\"\\ud800\":1}"), &["b=x"]),
        "{\"\\ud800\":1,\"b\":\"x\"}"
    );
}

#[test]
fn many_names_are_found_again() {
    let names: Vec<String> = (0..100).map(|at| format!("k{at}=v")).collect();
    let mut items: Vec<&str> = names.iter().map(String::as_str).collect();
    items.extend(["k99=w", "k0=w"]);
    let text = made(None, &items);
    assert_eq!(text.matches("\"k").count(), 100);
    assert!(
        text.starts_with("{\"k0\":\"w\",") && text.ends_with("\"k99\":\"w\"}"),
        "{text}"
    );
    let twice = format!("{{\"x\":1,{},\"x\":2}}", text.trim_matches(['{', '}']));
    let text = made(Some(&twice), &["x=one"]);
    assert!(
        text.starts_with("{\"x\":\"one\",") && text.matches("\"x\"").count() == 1,
        "{text}"
    );
}

/// Any document of some depth, as a parser's value.
fn document() -> impl Strategy<Value = Parsed> {
    let scalar = prop_oneof![
        Just(Parsed::Null),
        any::<bool>().prop_map(Parsed::from),
        any::<i64>().prop_map(Parsed::from),
        ".{0,6}".prop_map(Parsed::from),
    ];
    scalar.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Parsed::from),
            prop::collection::btree_map("[a-c\"\\\\]{1,2}", inner, 0..4)
                .prop_map(Parsed::from_iter),
        ]
    })
}

proptest! {
    #[test]
    fn setting_a_member_is_what_a_parser_would_do(
        root in prop::collection::btree_map("[a-c\"]{1,2}", document(), 0..5),
        name in "[a-c]{1,2}",
        text in ".{0,8}",
        pretty in any::<bool>(),
    ) {
        let mut wanted = Parsed::from_iter(root);
        let written = if pretty {
            serde_json::to_string_pretty(&wanted).unwrap()
        } else {
            wanted.to_string()
        };
        let mut made = Document::on(&written, 2);
        made.set(&[Step::Name(name.as_str().into())], Value::Text(&text)).unwrap();
        let list = Step::Name("list".into());
        made.set(&[list, Step::Append, Step::Name("k".into())], Value::Json("1.50")).unwrap();
        let text_made = made.text().unwrap();
        prop_assert!(text_made.contains("\"k\":1.50"), "{}", text_made);
        wanted[name.as_str()] = text.into();
        wanted["list"] = serde_json::json!([{"k": 1.5}]);
        prop_assert_eq!(serde_json::from_str::<Parsed>(&text_made).unwrap(), wanted);
    }
}
