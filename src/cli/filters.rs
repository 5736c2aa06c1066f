//! From the words of `-q`, `--arg` and `--argjson` to a compiled filter, before anything is sent.

use std::ffi::OsStr;

use super::args::query as flags;
use super::flag::Flag;
use super::given::{Given, bad_value};
use crate::base::failure::Failure;
use crate::query::{Filter, Variables};

/// A filter that was asked for.
#[derive(Debug)]
pub struct Wanted {
    /// What is run on the body.
    pub filter: Filter,
    /// Whether null, false or no output at all is a failure.
    pub require: bool,
}

/// The filter of a command line, if there is one.
pub fn wanted(given: &Given) -> Result<Option<Wanted>, Failure> {
    let require = given.switch(&flags::REQUIRE);
    let Some(filter) = given.last(&flags::JQ) else {
        let alone = [
            (&flags::ARG, given.last(&flags::ARG).is_some()),
            (&flags::ARGJSON, given.last(&flags::ARGJSON).is_some()),
            (&flags::REQUIRE, require),
        ];
        return match alone.into_iter().find(|(_, is_there)| *is_there) {
            Some((flag, _)) => Err(
                Failure::usage(format!("--{} does nothing alone", flag.long))
                    .hint("add a filter with -q FILTER"),
            ),
            None => Ok(None),
        };
    };
    let variables = variables(given.all(&flags::ARG), given.all(&flags::ARGJSON))?;
    let filter = compiled(filter, &variables)?;
    Ok(Some(Wanted { filter, require }))
}

/// The variables that these values name.
fn variables<'a>(
    texts: impl Iterator<Item = &'a OsStr>,
    jsons: impl Iterator<Item = &'a OsStr>,
) -> Result<Variables, Failure> {
    let mut variables = Variables::default();
    for value in texts {
        let (name, text) = pair(&flags::ARG, value)?;
        let added = variables.text(name, text);
        added.map_err(|failure| failure.context("--arg"))?;
    }
    for value in jsons {
        let (name, json) = pair(&flags::ARGJSON, value)?;
        let added = variables.json(name, json);
        added.map_err(|failure| failure.context("--argjson"))?;
    }
    Ok(variables)
}

fn compiled(filter: &OsStr, variables: &Variables) -> Result<Filter, Failure> {
    let Some(text) = filter.to_str() else {
        return Err(bad_value(&flags::JQ, filter, "text in UTF-8"));
    };
    Filter::compile(text, variables).map_err(|mistake| mistake.failure(flags::JQ.long))
}

fn pair<'a>(flag: &Flag, value: &'a OsStr) -> Result<(&'a str, &'a str), Failure> {
    let parts = value.to_str().and_then(|value| value.split_once('='));
    parts.ok_or_else(|| bad_value(flag, value, "NAME=VALUE in UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::exit::Kind;

    fn of(texts: &[&str], jsons: &[&str]) -> Result<Variables, Failure> {
        let words = |words: &[&str]| words.iter().map(Into::into).collect::<Vec<_>>();
        let (texts, jsons): (Vec<std::ffi::OsString>, Vec<std::ffi::OsString>) =
            (words(texts), words(jsons));
        variables(
            texts.iter().map(|word| word.as_os_str()),
            jsons.iter().map(|word| word.as_os_str()),
        )
    }

    #[test]
    fn variables_are_there_for_the_filter() {
        let variables = of(&["a=x=y", "b="], &["c={\"d\": 1}"]).unwrap();
        assert!(compiled(OsStr::new("$a, $b, $c.d"), &variables).is_ok());
        let failure = compiled(OsStr::new("$a, $z"), &variables).unwrap_err();
        assert_eq!(failure.kind, Kind::Usage);
        assert_eq!(
            failure.to_string(),
            "--jq: the filter has a mistake at column 5: there is no variable $z; there are $a $b \
             $c $status $headers; --arg NAME=VALUE adds one"
        );
    }

    #[test]
    fn values_that_are_no_pairs_or_no_json_are_usage_errors() {
        for (texts, jsons, story) in [
            (&["a"][..], &[][..], "--arg: 'a' is not NAME=VALUE in UTF-8"),
            (&["=a"], &[], "--arg: '' cannot be the name of a variable"),
            (
                &[],
                &["a={"],
                "--argjson: the value of $a is not JSON: line 1, column 2: it ends too early",
            ),
        ] {
            let failure = of(texts, jsons).unwrap_err();
            assert_eq!((failure.kind, &*failure.story()), (Kind::Usage, story));
        }
    }
}
