//! What is found in content, however it is cut.

use super::*;

/// What is found in content that is cut into pieces of this size, and how it ends.
fn found(path: Option<&[&str]>, content: &[u8], size: usize) -> (Vec<String>, String) {
    let path = path.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    let mut splitter = Splitter::new(path, 32);
    let mut all = Vec::new();
    let mut give = |found: Found<'_>| -> Result<(), ()> {
        all.push(match found {
            Found::Document(text) => format!("D{}", String::from_utf8_lossy(text)),
            Found::Element(text) => format!("E{}", String::from_utf8_lossy(text)),
            Found::Other(level, text) => format!("{level}{}", String::from_utf8_lossy(text)),
        });
        Ok(())
    };
    let pushed = content
        .chunks(size)
        .try_for_each(|piece| splitter.push(piece, &mut give));
    let ended = pushed.and_then(|()| splitter.finish(&mut give));
    let end = match ended {
        Ok(()) => String::new(),
        Err(Stop::Broken(broken)) => format!("{}:{} {}", broken.line, broken.column, broken.why),
        Err(Stop::Long { element }) => format!("long {element}"),
        Err(Stop::Twice(name)) => format!("twice {name}"),
        Err(Stop::Receiver(())) => unreachable!(),
    };
    (all, end)
}

type Row = (
    Option<&'static [&'static str]>,
    &'static str,
    &'static str,
    &'static str,
);

/// No names: the array is the document.
const ALL: &[&str] = &[];

/// Path, content, what is found, how it ends.
const ROWS: &[Row] = &[
    (
        None,
        " 1 {\"a\":[2]}[3]\n\"x\"-4",
        "D1 D{\"a\":[2]} D[3] D\"x\" D-4",
        "",
    ),
    (
        Some(ALL),
        "[1 , [2],{\"a\":3}, \"]\\\"\",null]",
        "E1 E[2] E{\"a\":3} E\"]\\\"\" Enull",
        "",
    ),
    (Some(ALL), "[][1]\n[ ] ", "E1", ""),
    (Some(ALL), "{\"a\":1} 5", "0{\"a\":1} 05", ""),
    (
        Some(&["a"]),
        "{\"b\":[9],\"a\":[1,2],\"c\":{\"a\":[8]}}",
        "E1 E2",
        "",
    ),
    (
        Some(&["a"]),
        "{\"\\u0061\":[1]} {} [2] {\"a\":3} {\"ab\":[1]}",
        "E1 0{} 0[2] 13 0{}",
        "",
    ),
    (
        Some(&["a", "b"]),
        "{\"a\":{\"x\":0,\"b\":[1]}} {\"a\":{}} {\"a\":[1]} {}",
        "E1 1{} 1[1] 0{}",
        "",
    ),
    (Some(&["a"]), "{\"a\":[1],\"a\":[2]}", "E1", "twice a"),
    (Some(ALL), "[1,]", "E1", "1:4 a value is missing"),
    (Some(ALL), "[1", "", "1:3 it ends too early"),
    (Some(&["a"]), "{\"a\":[1]", "E1", "1:9 it ends too early"),
    (Some(&["a"]), "{\"a\" [1]}", "", "1:6 a colon is missing"),
    (Some(&["a"]), "{\"b\":tru}", "", "1:9 a value is missing"),
    (
        None,
        "\"123456789012345678901234567890\"",
        "D\"123456789012345678901234567890\"",
        "",
    ),
    (
        None,
        "\"1234567890123456789012345678901\"",
        "",
        "long false",
    ),
    (
        Some(ALL),
        "[\"1234567890123456789012345678901\"]",
        "",
        "long true",
    ),
];

#[test]
fn any_cut_of_the_content_gives_the_same() {
    for (path, content, expected, end) in ROWS {
        for size in 1..=content.len() {
            let (all, ended) = found(*path, content.as_bytes(), size);
            assert_eq!(
                (&*all.join(" "), &*ended),
                (*expected, *end),
                "{content} by {size}"
            );
        }
    }
}

#[test]
fn what_is_too_long_before_it_is_broken_is_so_however_it_is_cut() {
    for (letters, end) in [
        (
            31,
            "1:33 the control character \\u000d stands in a string as it is",
        ),
        (32, "long false"),
        (40, "long false"),
    ] {
        let content = format!("\"{}\r\"", "x".repeat(letters));
        for size in 1..64 {
            let (all, told) = found(None, content.as_bytes(), size);
            assert!(all.is_empty() && told == end, "{letters} by {size}: {told}");
        }
    }
}
