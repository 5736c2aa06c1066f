//! Tables of `-F` words: what each is taken as, and why others are refused.

use super::*;
use crate::cli::env::Given;

fn env() -> Env {
    Env::given(Given {
        stdin_bytes: b"X: 1\r\n# no header\n\nY: 2\n".to_vec(),
        ..Given::default()
    })
}

fn all(words: &[&str]) -> Result<Vec<Part>, String> {
    let typed = words.iter().map(|word| Typed::Grammar(OsStr::new(word)));
    parse(typed, &env()).map_err(|failure| failure.to_string())
}

/// `name=data [type] (filename) {header: value}`
fn shown(part: &Part) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut out = format!("{}=", text(&part.name));
    out += &match &part.data {
        Data::Bytes(bytes) => text(bytes),
        Data::File(path) => format!("<{}>", path.display()),
        Data::Stdin => "<stdin>".to_owned(),
        Data::Parts(parts) => {
            let parts: Vec<_> = parts.iter().map(shown).collect();
            format!("<{}>", parts.join(", "))
        }
    };
    if let Some(kind) = &part.content_type {
        out += &format!(" [{}]", text(kind.as_bytes()));
    }
    if let Some(name) = &part.filename {
        out += &format!(" ({})", text(name));
    }
    for (name, value) in &part.fields {
        out += &format!(" {{{}: {}}}", name.as_str(), text(value.as_bytes()));
    }
    out
}

#[test]
fn every_form_is_understood() {
    for (word, wanted) in [
        ("n=v", "n=v"),
        ("n=", "n="),
        ("n= v ", "n=v"),
        ("n=a=b", "n=a=b"),
        ("n\"a\\m=v", "n\"a\\m=v"),
        ("n=\"a;b\"", "n=a;b"),
        ("n=\"a\\\"b\\\\c\\d\"", "n=a\"b\\c\\d"),
        ("n=\"open", "n=\"open"),
        ("n=v;type=a/b", "n=v [a/b]"),
        (
            "n=v; TYPE=a/b; charset=utf-8 ;filename=x",
            "n=v [a/b; charset=utf-8] (x)",
        ),
        ("n=v;filename=d/x.html", "n=v [text/html] (d/x.html)"),
        ("n=v;filename=x", "n=v (x)"),
        ("f=@d/x.png", "f=<d/x.png> [image/png] (x.png)"),
        ("f=@x", "f=<x> [application/octet-stream] (x)"),
        ("f=@ x ;type=a/b", "f=<x> [a/b] (x)"),
        ("f=@x.png;filename=y.gif", "f=<x.png> [image/gif] (y.gif)"),
        ("f=@x.png;filename=y", "f=<x.png> [image/png] (y)"),
        (
            "f=@\"a;b,c\"",
            "f=<a;b,c> [application/octet-stream] (a;b,c)",
        ),
        ("f=@-", "f=<stdin> (-)"),
        ("f=@-;filename=x.html", "f=<stdin> [text/html] (x.html)"),
        (
            "f=@a.png,b;type=c/d; e=f,\"g,h\";filename=i",
            "f=<=<a.png> [image/png] (a.png), =<b> [c/d; e=f] (b), \
             =<g,h> [application/octet-stream] (i)>",
        ),
        ("f=<x.html", "f=<x.html>"),
        ("f=<a,b;type=text/x", "f=<a,b> [text/x]"),
        ("f=<-", "f=<stdin>"),
        ("f=v;headers=\"A: 1;2\";headers=B: 3", "f=v {A: 1;2} {B: 3}"),
        ("f=v;headers=@-", "f=v {X: 1} {Y: 2}"),
        ("f=v;headers=<-;filename=x", "f=v (x) {X: 1} {Y: 2}"),
    ] {
        let parts = all(&[word]).unwrap();
        assert_eq!(parts.len(), 1);
        assert_eq!(shown(&parts[0]), wanted, "{word}");
    }
}

#[test]
fn a_literal_text_has_no_grammar() {
    for text in ["@a;type=x", "<a", "(", ")", " \"a\" ", ""] {
        let word = format!("n={text}");
        let parts = parse([Typed::Literal(OsStr::new(&word))].into_iter(), &env()).unwrap();
        assert_eq!(parts, [Part::text("n", text)]);
    }
}

#[test]
fn bytes_that_are_no_text_are_kept() {
    let word = OsStr::from_bytes(b"n\xff=@d/\xfe.png");
    let parts = parse([Typed::Grammar(word)].into_iter(), &env()).unwrap();
    assert_eq!(parts[0].name, b"n\xff");
    assert_eq!(parts[0].filename.as_deref(), Some(&b"\xfe.png"[..]));
}

#[test]
fn groups_hold_what_stands_between_their_parentheses() {
    let words = [
        "a=1",
        "g=(;type=multipart/alternative",
        "=2",
        "=(",
        "=3",
        "=)",
        "=)",
        "b=4",
    ];
    let parts = all(&words).unwrap();
    let parts: Vec<_> = parts.iter().map(shown).collect();
    assert_eq!(
        parts,
        ["a=1", "g=<=2, =<=3>> [multipart/alternative]", "b=4"]
    );
}

proptest::proptest! {
    #[test]
    fn no_word_is_too_odd_to_be_taken_or_refused(
        words in proptest::collection::vec("[a@<=();,\"\\\\ \r\u{e9}]{0,12}(;type=a/b|;headers=|;filename=)?", 0..4),
    ) {
        let typed = words.iter().map(|word| Typed::Grammar(OsStr::new(word)));
        if let Ok(parts) = parse(typed, &env()) {
            proptest::prop_assert!(parts.iter().all(|part| !part.name.is_empty()));
        }
    }
}

#[test]
fn what_cannot_be_understood_is_named() {
    for (word, why) in [
        ("n", "part 'n': there is no ="),
        ("", "part '': there is no ="),
        ("=v", "the name is missing"),
        ("=)", "no group is open"),
        ("n=(", "the group 'n=(' is not ended"),
        ("n=(x", "something follows the parenthesis"),
        ("n=(;type=a/b", "is not multipart/"),
        ("n=(;filename=a", "no file"),
        ("n=(;headers=content-type: a/b", "needs the boundary"),
        ("n=a;b", "';b' is not type=, filename= or headers="),
        ("n=a;", "';' is not type="),
        ("n=\"a\"b", "'b' follows the closing quote"),
        ("n=a;type=b", "'b' is not a media type"),
        ("n=a;type=", "'' is not a media type"),
        ("n=a;type=a/b\r\nX: 1", "is not a media type"),
        ("n=a;type=a/b;type=c/d", "type= is given twice"),
        ("n=a;filename=b;encoder=base64", "encoder= is not supported"),
        ("n=a;headers=X", "there is no colon"),
        ("n=a;headers=X: a\nY: b", "a line feed"),
        ("n=a;headers=X:", "there is no value"),
        ("n=a;headers=@/no/such/file", "cannot read /no/such/file"),
        ("n=@", "a file name is missing"),
        ("n=@a,,b", "a file name is missing"),
        ("n=<a;filename=b", "no file"),
    ] {
        let error = all(&[word]).unwrap_err();
        assert!(error.contains(why), "{word:?}: {error}");
        assert!(!error.contains('\n'), "{error}");
    }
}
