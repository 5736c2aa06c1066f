//! What a proxy's page says, in one line: its first text, markup left out.

use crate::base::escape::excerpt;

/// The first line of a page that holds text, escaped and shortened; `None` where there is none.
/// Proxies answer in HTML, whose first line is a declaration: tags are dropped, and with them what
/// stands before a title.
pub(super) fn first_line(page: &[u8]) -> Option<String> {
    let (mut line, mut in_tag) = (Vec::new(), false);
    for &byte in page {
        match (byte, in_tag) {
            (b'<', false) => in_tag = true,
            (b'>', true) => in_tag = false,
            (_, true) => {}
            (b'\r' | b'\n', false) if line.trim_ascii().is_empty() => line.clear(),
            (b'\r' | b'\n', false) => break,
            (byte, false) => line.push(byte),
        }
    }
    let text = line.trim_ascii();
    (!text.is_empty()).then(|| excerpt(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_text_of_a_page_is_found() {
        for (page, wanted) in [
            ("blocked by policy\nmore", Some("blocked by policy")),
            ("\r\n  \r\n denied \r\n", Some("denied")),
            ("<p>log in</p>", Some("log in")),
            (
                "<!DOCTYPE html>\n<html><head>\n<title>ERROR: no</title>\n<style>x",
                Some("ERROR: no"),
            ),
            ("<?xml version='1.0'?>\n<html>\n</html>", None),
            ("", None),
            ("<unfinished", None),
            ("\u{1b}[31mred", Some("\\x1b[31mred")),
        ] {
            assert_eq!(first_line(page.as_bytes()).as_deref(), wanted, "{page}");
        }
    }
}
