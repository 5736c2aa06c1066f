//! Which of the words after the method is a URL, a body, an item, or not understood.

use std::ffi::OsString;

use super::files;
use super::headers;
use super::items::Item;
use super::json;
use super::within::Within;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;

/// The words, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// URLs as typed, in order.
    pub urls: Vec<String>,
    /// Words that are a body.
    pub bodies: Vec<Body>,
    /// Items, in order.
    pub items: Vec<Item>,
}

/// A body given by a word.
#[derive(Debug, PartialEq, Eq)]
pub enum Body {
    /// Bytes typed below a line of a session.
    Typed(Vec<u8>),
    /// A JSON document, as written.
    Json(String),
    /// `-` or `@FILE`: the name of a file, `-` for stdin.
    File(OsString),
}

/// Sorts the words, in a session those of a line, of which one may stand for a body below it.
pub fn sort(words: Vec<OsString>, within: Option<&Within>) -> Result<Words, Failure> {
    let typed = within.and_then(|within| within.typed.as_deref());
    let mut sorted = Words::default();
    for word in words {
        if let Some((_, body)) = typed.filter(|(name, _)| word == name.as_str()) {
            sorted.bodies.push(Body::Typed(body.clone()));
        } else if word == "-" {
            sorted.bodies.push(Body::File(word));
        } else if let Some(name) = files::after_at(&word) {
            sorted.bodies.push(Body::File(name));
        } else if begins_json(word.as_encoded_bytes()) {
            document(word, &mut sorted)?;
        } else if sorted.urls.is_empty() || is_further_url(word.as_encoded_bytes()) {
            sorted.urls.push(url(word, within.is_some())?);
        } else {
            let item = item(word, sorted.items.last(), within.is_some())?;
            sorted.items.push(item);
        }
    }
    Ok(sorted)
}

/// Those of the words that [`sort`] takes for URLs. What it refuses is left out.
pub fn urls(words: &[OsString]) -> impl Iterator<Item = &str> {
    let mut first = true;
    words.iter().filter_map(move |word| {
        let bytes = word.as_encoded_bytes();
        let body = word == "-" || matches!(bytes, [b'@', ..] | [b'<', b'<', ..]);
        if body || begins_json(bytes) {
            return None;
        }
        let url = std::mem::take(&mut first) || is_further_url(bytes);
        word.to_str().filter(|_| url)
    })
}

fn url(word: OsString, in_session: bool) -> Result<String, Failure> {
    let text = text(word)?;
    // No host holds an equals sign.
    let before = text.split_once('=').map(|(before, _)| before);
    if before.is_some_and(|before| !before.contains(['/', '?', '#', '.'])) {
        let shown = excerpt(text.as_bytes());
        let (what, hint) = match in_session {
            false => ("URL", "the URL comes first: verb post URL name=value"),
            true => ("path", "the path comes first: POST PATH name=value"),
        };
        let failure = Failure::usage(format!(
            "the item '{shown}' stands where the {what} belongs"
        ));
        return Err(failure.hint(hint));
    }
    Ok(text)
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
fn begins_json(text: &[u8]) -> bool {
    match text {
        [b'{' | b'"', ..] => true,
        [b'[', inside @ ..] => !is_address(inside),
        _ => false,
    }
}

/// `[::1]:8080/x` without a scheme.
fn is_address(inside: &[u8]) -> bool {
    let mut before = inside.split(|byte| *byte == b']');
    let address = before.next().unwrap_or_default();
    // What follows a % names an interface.
    let address = address.split(|byte| *byte == b'%').next();
    let address = address.unwrap_or_default();
    before.next().is_some()
        && address.contains(&b':')
        && address
            .iter()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'))
}

/// A word that begins as JSON does. What is not valid may be an item of a top-level array; else it
/// is JSON with a mistake.
fn document(word: OsString, sorted: &mut Words) -> Result<(), Failure> {
    let broken = match (json::check(word.as_encoded_bytes()), word.to_str()) {
        (Ok(()), Some(text)) => {
            sorted.bodies.push(Body::Json(text.to_owned()));
            return Ok(());
        }
        (Ok(()), None) => return text(word).map(|_| ()),
        (Err(broken), _) => broken,
    };
    let item = Item::parse(word);
    match item {
        Ok(item) if is_nested(&item) => {
            sorted.items.push(item);
            Ok(())
        }
        Ok(_) | Err(_) => Err(json::refused("the JSON word", &broken)),
    }
}

/// `[0][k]=v`
fn is_nested(item: &Item) -> bool {
    item.is_field() && item.name().starts_with(b"[") && item.name().ends_with(b"]")
}

fn is_further_url(text: &[u8]) -> bool {
    [&b"http://"[..], b"https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// An item; `before` is the item before it, if there is one.
fn item(word: OsString, before: Option<&Item>, in_session: bool) -> Result<Item, Failure> {
    let word = match Item::parse(word) {
        Ok(item) if !item.name().is_empty() => return Ok(item),
        Ok(item) => {
            let shown = excerpt(item.word().as_encoded_bytes());
            let failure = Failure::usage(format!("the item '{shown}' has no name before its sign"));
            return Err(failure.hint(forms(in_session)));
        }
        Err(word) => word,
    };
    let shown = match word.as_encoded_bytes() {
        // A sign by itself is no secret.
        [sign] => excerpt(&[*sign]),
        word => headers::beginning(word),
    };
    let sign = shell_sign(word.as_encoded_bytes()).filter(|_| in_session);
    let before = before.map(|item| item.word().as_encoded_bytes());
    let hint = match before.filter(|word| word.ends_with(b":")) {
        Some(name) => format!(
            "if it is the value of a header, quote both: '{} {shown}'",
            excerpt(name)
        ),
        None => sign.unwrap_or(forms(in_session)).to_owned(),
    };
    Err(Failure::usage(format!("the word '{shown}' was not understood")).hint(hint))
}

/// What a line of a session says instead of a sign of a shell's.
fn shell_sign(word: &[u8]) -> Option<&'static str> {
    match word {
        b"|" => Some("no shell reads this line: -q FILTER filters JSON, -o FILE writes a file"),
        [b'>', ..] => Some("no shell reads this line: write -o FILE"),
        [b'<', ..] => Some("no shell reads this line: write @FILE"),
        b"&" | b"&&" | b";" => Some("no shell reads this line: it is one request"),
        [b'#', ..] => Some("a comment is a line of its own"),
        [b'/', ..] => Some("a line has one path; further URLs are whole ones (http://…)"),
        _ => None,
    }
}

fn forms(in_session: bool) -> &'static str {
    match in_session {
        false => FORMS,
        true => FORMS_IN_SESSION,
    }
}

const FORMS_IN_SESSION: &str = "after the path come name=TEXT, name:=JSON, name==QUERY, \
     Name:HEADER, name@FILE and a body (JSON, @FILE, <<END for the lines below)";

/// What a word can be, on one line.
const FORMS: &str = "after the URL come name=TEXT, name:=JSON, name==QUERY, Name:HEADER, name@FILE, \
     a body (JSON, @FILE, - for stdin) and further URLs (http://…)";

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(words: &[&str]) -> Result<Words, String> {
        sort(words.iter().map(OsString::from).collect(), None)
            .map_err(|failure| failure.to_string())
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
    fn the_first_word_is_the_url_and_others_with_a_sign_are_items() {
        let words = sorted(&["localhost:8080", "a=1", "http://b", "c:80"]).unwrap();
        assert_eq!(words.urls, ["localhost:8080", "http://b"]);
        assert_eq!(words.items.len(), 2);
        for word in ["[]:=1", "[0][k]=v", "[a]@f", "[]=", "[0]:=[1,2]"] {
            assert_eq!(sorted(&["a", word]).unwrap().items.len(), 1, "{word}");
        }
        assert_eq!(sorted(&["[]:=1", "a"]).unwrap().urls, ["a"]);
    }

    #[test]
    fn other_words_are_errors_that_say_what_would_do() {
        for (word, shown) in [
            ("nonsense", "nonsense"),
            ("=x", "=x"),
            (":x", ":x"),
            (":=1", ":=1"),
            ("==1", "==1"),
            (";", ";"),
            ("a\\=b", "a …"),
            ("X-Api-Key SEC3", "X-Api-Key …"),
            ("Authorization Bearer SECTOK", "Authorization …"),
        ] {
            let error = sorted(&["a", word]).unwrap_err();
            let named = error.contains(&format!("'{shown}'")) && !error.contains("SEC");
            assert!(named && error.contains("name:=JSON"), "{error}");
        }
        for words in [&["a=1"][..], &["a:=1", "http://h/"], &["a==1", "h"]] {
            let error = sorted(words).unwrap_err();
            assert!(error.contains("the URL comes first"), "{error}");
        }
        assert!(sorted(&["h?a=1"]).is_ok() && sorted(&[":80/a=1"]).is_ok());
        let error = sorted(&["a", "X-K:", "v"]).unwrap_err();
        assert!(error.contains("quote both: 'X-K: v'"), "{error}");
        for (word, place) in [
            ("{\"a\":}", "line 1 column 6: {\"a\":}"),
            ("[1,]", "line 1 column 4: [1,]"),
            ("\"a", "line 1 column 3: \"a"),
        ] {
            let error = sorted(&["a", word]).unwrap_err();
            assert!(error.contains(place), "{error}");
        }
    }
}
