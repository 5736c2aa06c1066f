//! The variables that a filter is given by name: texts (`--arg`) and JSON (`--argjson`), checked
//! before anything is sent.

use jaq_json::Val;

use super::value::value;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::content::json::Checker;

/// Variables and their values, in the order given; of a name given twice the last counts.
#[derive(Debug, Clone, Default)]
pub struct Variables(Vec<(String, Given)>);

#[derive(Debug, Clone)]
enum Given {
    Text(String),
    Json(String),
}

impl Variables {
    /// Adds a text.
    pub fn text(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        self.add(name, Given::Text(text.to_owned()))
    }

    /// Adds what a JSON document means.
    pub fn json(&mut self, name: &str, json: &str) -> Result<(), Failure> {
        let mut checker = Checker::no_deeper_than(limits::QUERY_DEPTH);
        let checked = checker.push(json.as_bytes());
        checked.and_then(|()| checker.finish()).map_err(|broken| {
            Failure::usage(format!(
                "the value of ${} is not JSON: line {}, column {}: {}",
                excerpt(name.as_bytes()),
                broken.line,
                broken.column,
                broken.why
            ))
            .hint("a text is given with --arg")
        })?;
        self.add(name, Given::Json(json.to_owned()))
    }

    fn add(&mut self, name: &str, given: Given) -> Result<(), Failure> {
        let plain = name.strip_prefix('$').unwrap_or(name);
        let mut letters = plain.bytes();
        let first = letters.next();
        let begins = first.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        if !begins || !letters.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            let shown = excerpt(name.as_bytes());
            return Err(
                Failure::usage(format!("'{shown}' cannot be the name of a variable"))
                    .hint("names have letters, digits and _, and no digit first"),
            );
        }
        let name = format!("${plain}");
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, given));
        Ok(())
    }

    /// Their names, with the dollar sign.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Their values, in the order of the names.
    pub(super) fn values(&self) -> impl Iterator<Item = Val> {
        self.0.iter().map(|(_, given)| match given {
            Given::Text(text) => Val::from(text.clone()),
            Given::Json(json) => value(json.as_bytes()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::exit::Kind;

    #[test]
    fn names_are_those_that_a_filter_can_write() {
        let mut variables = Variables::default();
        for name in ["a", "_x9", "$dollar", "a"] {
            variables.text(name, "1").unwrap();
        }
        let names: Vec<_> = variables.names().collect();
        assert_eq!(names, ["$_x9", "$dollar", "$a"]);
        for name in ["", "9a", "a-b", "$", "é", "a b"] {
            assert_eq!(variables.text(name, "").unwrap_err().kind, Kind::Usage);
        }
    }

    #[test]
    fn a_value_that_is_not_json_is_a_usage_error_with_its_place() {
        let failure = Variables::default().json("n", "[1,\n 2,]").unwrap_err();
        assert_eq!(failure.kind, Kind::Usage);
        assert_eq!(
            failure.story(),
            "the value of $n is not JSON: line 2, column 4: a value is missing"
        );
    }
}
