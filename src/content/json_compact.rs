//! JSON on one line: the white space between tokens left out, every other byte as it was written.

/// A valid document without white space between its tokens, so that it is one line.
pub fn compact(document: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(document.len()), document);
    while let Some(quote) = memchr::memchr(b'"', rest.as_bytes()) {
        let (between, text) = rest.split_at_checked(quote).unwrap_or_default();
        out.extend(between.split([' ', '\t', '\r', '\n']));
        let (text, after) = text.split_at_checked(length(text)).unwrap_or((text, ""));
        out.push_str(text);
        rest = after;
    }
    out.extend(rest.split([' ', '\t', '\r', '\n']));
    out
}

/// The length of the string that a text begins with, its quotes included.
fn length(text: &str) -> usize {
    let mut at = 1_usize;
    while let Some(rest) = text.as_bytes().get(at..) {
        match memchr::memchr2(b'"', b'\\', rest) {
            None => break,
            Some(found) if rest.get(found) == Some(&b'"') => {
                return at.saturating_add(found).saturating_add(1);
            }
            Some(found) => at = at.saturating_add(found).saturating_add(2),
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_and_nothing_else() {
        for (text, wanted) in [
            (" 1.00 ", "1.00"),
            ("{ \"a b\" : [ 1 ,\r\n\t2e400 ] }", "{\"a b\":[1,2e400]}"),
            (
                r#"[ "\" ", "\\" , "é \u0020" ]"#,
                r#"["\" ","\\","é \u0020"]"#,
            ),
            ("{\n  \"a\": 1,\n  \"a\": null\n}", "{\"a\":1,\"a\":null}"),
        ] {
            assert_eq!(compact(text), wanted);
        }
    }
}
