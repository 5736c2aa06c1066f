//! As much of JSON Schema as `tests/data` uses: what a document breaks of it, by the path.

use serde_json::Value;

/// What is wrong with a document.
pub(crate) fn breaches(schema: &Value, document: &Value) -> Vec<String> {
    let mut all = Vec::new();
    check(schema, schema, document, "$", &mut all);
    all
}

fn check(root: &Value, schema: &Value, at: &Value, path: &str, all: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let pointed = root.pointer(name.trim_start_matches('#'));
        return check(root, pointed.expect("a definition"), at, path, all);
    }
    let is = match schema["type"].as_str().expect("a type") {
        "object" => at.is_object(),
        "array" => at.is_array(),
        "string" => at.is_string(),
        "number" => at.is_number(),
        "integer" => at.is_i64() || at.is_u64(),
        other => panic!("the type {other} is not known here"),
    };
    if !is {
        all.push(format!("{path} is no {}: {at}", schema["type"]));
        return;
    }
    if let Some(least) = schema["minimum"].as_f64()
        && at.as_f64().unwrap() < least
    {
        all.push(format!("{path} is less than {least}: {at}"));
    }
    if let Some(choice) = schema["enum"].as_array()
        && !choice.contains(at)
    {
        all.push(format!("{path} is none of {choice:?}: {at}"));
    }
    if schema["format"] == "date-time" && !is_date(at.as_str().unwrap()) {
        all.push(format!("{path} is no time: {at}"));
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if at.get(name.as_str().unwrap()).is_none() {
            all.push(format!("{path} has no {name}"));
        }
    }
    for (name, part) in at.as_object().into_iter().flatten() {
        let known = &schema["properties"][name];
        match known.is_null() {
            false => check(root, known, part, &format!("{path}.{name}"), all),
            true if schema["properties"].is_null() || name.starts_with('_') => {}
            true => all.push(format!("{path} has {name}, which nobody knows")),
        }
    }
    if !schema["items"].is_null() {
        for (number, item) in at.as_array().into_iter().flatten().enumerate() {
            check(
                root,
                &schema["items"],
                item,
                &format!("{path}[{number}]"),
                all,
            );
        }
    }
}

/// `2026-01-02T03:04:05.678901Z`
fn is_date(text: &str) -> bool {
    let digits = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c });
    let shape: String = digits.collect();
    shape.starts_with("0000-00-00T00:00:00") && shape.ends_with('Z')
}
