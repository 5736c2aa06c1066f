//! Which of the words after the method is a URL, a body, or not understood.

use std::ffi::{OsStr, OsString};

use super::files;
use super::json;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// The words, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// URLs as typed, in order.
    pub urls: Vec<String>,
    /// Words that are a body.
    pub bodies: Vec<Body>,
}

/// A body given by a word.
#[derive(Debug, PartialEq, Eq)]
pub enum Body {
    /// A JSON document, as written.
    Json(String),
    /// `-` or `@FILE`: the name of a file, `-` for stdin.
    File(OsString),
}

/// Sorts the words.
pub fn sort(words: Vec<OsString>) -> Result<Words, Failure> {
    let mut sorted = Words::default();
    for word in words {
        if word == "-" {
            sorted.bodies.push(Body::File(word));
        } else if let Some(name) = files::after_at(&word) {
            sorted.bodies.push(Body::File(name));
        } else {
            let text = text(word)?;
            if begins_json(&text) {
                check_json(&text)?;
                sorted.bodies.push(Body::Json(text));
            } else if sorted.urls.is_empty() || is_further_url(&text) {
                sorted.urls.push(text);
            } else {
                return Err(not_understood(&text));
            }
        }
    }
    if sorted.urls.is_empty() {
        return Err(Failure::usage("no URL").hint("give one, such as https://example.com/path"));
    }
    Ok(sorted)
}

fn text(word: OsString) -> Result<String, Failure> {
    word.into_string().map_err(|word| {
        let shown = excerpt(word.as_encoded_bytes());
        Failure::usage(format!(
            "'{shown}' is neither a URL nor JSON: it is not UTF-8"
        ))
        .hint("send such bytes with -d or from a file")
    })
}

/// JSON documents other than an object, an array or a string are too easily meant otherwise.
fn begins_json(text: &str) -> bool {
    match text.as_bytes() {
        [b'{' | b'"', ..] => true,
        [b'[', inside @ ..] => !is_address(inside),
        _ => false,
    }
}

/// `[::1]:8080/x` without a scheme.
fn is_address(inside: &[u8]) -> bool {
    let mut before = inside.split(|byte| *byte == b']');
    let address = before.next().unwrap_or_default();
    before.next().is_some()
        && address.contains(&b':')
        && address
            .iter()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'%'))
}

fn check_json(text: &str) -> Result<(), Failure> {
    json::check(text).map_err(|error| {
        let json::NotJson {
            line,
            column,
            why,
            excerpt,
        } = error;
        Failure::usage(format!(
            "the JSON word is not valid: {why} at line {line} column {column}: {excerpt}"
        ))
    })
}

fn is_further_url(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn not_understood(text: &str) -> Failure {
    let shown = excerpt(OsStr::new(text).as_encoded_bytes());
    Failure::usage(format!("the word '{shown}' was not understood")).hint(
        "after the URL come further URLs (http://… or https://…) and a body: JSON, @FILE or - for \
         stdin; headers need -H, form data -d",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(words: &[&str]) -> Result<Words, String> {
        sort(words.iter().map(OsString::from).collect()).map_err(|failure| failure.to_string())
    }

    #[test]
    fn words_are_known_by_their_beginning_in_any_order() {
        let words = sorted(&["{\"a\":1}", "a.test", "https://b.test", "HTTP://c"]).unwrap();
        assert_eq!(words.urls, ["a.test", "https://b.test", "HTTP://c"]);
        assert_eq!(words.bodies, [Body::Json("{\"a\":1}".into())]);
        assert_eq!(
            sorted(&["a", "@x"]).unwrap().bodies,
            [Body::File("x".into())]
        );
        assert_eq!(
            sorted(&["-", "a"]).unwrap().bodies,
            [Body::File("-".into())]
        );
        assert_eq!(sorted(&["[::1]:80/x"]).unwrap().urls, ["[::1]:80/x"]);
        assert_eq!(sorted(&["a", "[1]"]).unwrap().bodies.len(), 1);
        assert_eq!(sorted(&["a", "\"x\""]).unwrap().bodies.len(), 1);
    }

    #[test]
    fn other_words_are_errors_that_say_what_would_do() {
        assert!(sorted(&[]).unwrap_err().contains("no URL"));
        assert!(sorted(&["{}"]).unwrap_err().contains("no URL"));
        let error = sorted(&["a", "name=value"]).unwrap_err();
        assert!(
            error.contains("'name=value'") && error.contains("@FILE"),
            "{error}"
        );
        let error = sorted(&["a", "{\"a\":}"]).unwrap_err();
        assert!(error.contains("line 1 column 6: {\"a\":}"), "{error}");
    }
}
