//! From the words of `-q`, `--arg` and `--argjson` to a compiled filter, before anything is sent.

use std::ffi::OsStr;
use std::sync::Arc;

use super::args::query as flags;
use super::flag::Flag;
use super::given::{Given, bad_value};
use crate::base::failure::Failure;
use crate::output::filtered::Wanted;
use crate::query::{Filter, Variables};

/// The filter of a command line, if there is one. `others` says that other flags have filters,
/// for which variables may be meant.
pub fn wanted(given: &Given, others: bool) -> Result<Option<Arc<Wanted>>, Failure> {
    let require = given.switch(&flags::REQUIRE);
    let Some(filter) = given.last(&flags::JQ) else {
        let alone = [
            (&flags::ARG, !others && given.last(&flags::ARG).is_some()),
            (
                &flags::ARGJSON,
                !others && given.last(&flags::ARGJSON).is_some(),
            ),
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
    let text = text(&flags::JQ, filter)?;
    let filter = compiled(&flags::JQ, text, &variables(given)?)?;
    let mut words = vec!["-q".to_owned(), text.to_owned()];
    words.extend(variable_words(given));
    words.extend(require.then(|| format!("--{}", flags::REQUIRE.long)));
    Ok(Some(Arc::new(Wanted {
        filter: Arc::new(filter),
        text: text.to_owned(),
        require,
        words,
    })))
}

/// The variables of a command line.
pub fn variables(given: &Given) -> Result<Variables, Failure> {
    named(given.pairs(&flags::ARG), given.pairs(&flags::ARGJSON))
}

/// The words that give them.
pub fn variable_words(given: &Given) -> impl Iterator<Item = String> {
    let words = |flag: &'static Flag| {
        given.pairs(flag).flat_map(move |(name, value)| {
            let shown = |word: &OsStr| word.to_string_lossy().into_owned();
            [format!("--{}", flag.long), shown(name), shown(value)]
        })
    };
    words(&flags::ARG).chain(words(&flags::ARGJSON))
}

/// Compiles the filter that a flag gave.
pub fn compiled(flag: &Flag, filter: &str, variables: &Variables) -> Result<Filter, Failure> {
    Filter::compile(filter, variables).map_err(|mistake| mistake.failure(flag.long))
}

fn named<'a>(
    texts: impl Iterator<Item = (&'a OsStr, &'a OsStr)>,
    jsons: impl Iterator<Item = (&'a OsStr, &'a OsStr)>,
) -> Result<Variables, Failure> {
    let mut variables = Variables::default();
    for (name, value) in texts {
        let (name, value) = (text(&flags::ARG, name)?, text(&flags::ARG, value)?);
        let added = variables.text(name, value);
        added.map_err(|failure| failure.context("--arg"))?;
    }
    for (name, value) in jsons {
        let (name, value) = (text(&flags::ARGJSON, name)?, text(&flags::ARGJSON, value)?);
        let added = variables.json(name, value);
        added.map_err(|failure| failure.context("--argjson"))?;
    }
    Ok(variables)
}

fn text<'a>(flag: &Flag, word: &'a OsStr) -> Result<&'a str, Failure> {
    word.to_str()
        .ok_or_else(|| bad_value(flag, word, "text in UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::exit::Kind;

    fn of(texts: &[[&'static str; 2]], jsons: &[[&'static str; 2]]) -> Result<Variables, Failure> {
        let pair = |[name, value]: &[&'static str; 2]| (OsStr::new(*name), OsStr::new(*value));
        named(texts.iter().map(pair), jsons.iter().map(pair))
    }

    #[test]
    fn variables_are_there_for_the_filter() {
        let variables = of(&[["a", "x=y"], ["b", ""]], &[["c", "{\"d\": 1}"]]).unwrap();
        assert!(compiled(&flags::JQ, "$a, $b, $c.d", &variables).is_ok());
        let failure = compiled(&flags::JQ, "$a, $z", &variables).unwrap_err();
        assert_eq!(failure.kind, Kind::Usage);
        assert_eq!(
            failure.to_string(),
            "--jq: the filter has a mistake at column 5: there is no variable $z; there are $a $b \
             $c $status $headers; --arg NAME VALUE adds one"
        );
    }

    #[test]
    fn names_that_are_none_and_values_that_are_no_json_are_usage_errors() {
        for (texts, jsons, story) in [
            (
                &[["a=b", "c"]][..],
                &[][..],
                "--arg: 'a=b' cannot be the name of a variable",
            ),
            (
                &[],
                &[["a", "{"]],
                "--argjson: the value of $a is not JSON: line 1, column 2: it ends too early",
            ),
        ] {
            let failure = of(texts, jsons).unwrap_err();
            assert_eq!((failure.kind, &*failure.story()), (Kind::Usage, story));
        }
    }
}
