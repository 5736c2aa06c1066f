//! The XML layout: by table, and that nothing but white space between elements changes.

use proptest::prelude::*;

use super::*;

fn show(terminal: bool, text: &[u8], size: usize) -> String {
    let (mut document, mut out) = (Document::new(terminal), Vec::new());
    for piece in text.chunks(size) {
        document.push(piece, &mut out);
    }
    document.finish(&mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn elements_are_laid_out_and_text_is_kept() {
    for (text, wanted) in [
        ("<a/>", "<a/>\n"),
        ("<a></a>", "<a></a>\n"),
        ("<a> </a>", "<a> </a>\n"),
        (
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e \"x\">]><a b='>'><c>t</c><d><e/></d></a>\n",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY e \"x\">]>\n<a b='>'>\n  <c>t</c>\n  <d>\n    <e/>\n  </d>\n</a>\n",
        ),
        (
            "<a>\n\n\t<b> x </b><!-- c -->\n<?p i?></a>",
            "<a>\n  <b> x </b>\n  <!-- c -->\n  <?p i?>\n</a>\n",
        ),
        (
            "<p><q><b>x</b> <i>y</i>, z</q><q><r/></q></p>",
            "<p>\n  <q><b>x</b> <i>y</i>, z</q>\n  <q>\n    <r/>\n  </q>\n</p>\n",
        ),
        ("<a><b><c/></b>&amp;</a>", "<a><b><c/></b>&amp;</a>\n"),
        ("<a><b/><![CDATA[]]></a>", "<a><b/><![CDATA[]]></a>\n"),
        (
            "<a xml:space='preserve'> <b/> </a>",
            "<a xml:space='preserve'> <b/> </a>\n",
        ),
        ("\u{feff}<a><b/></a>", "<a>\n  <b/>\n</a>\n"),
    ] {
        for size in [1, 7, 4096] {
            assert_eq!(show(false, text.as_bytes(), size), wanted);
        }
    }
}

#[test]
fn what_is_malformed_is_shown_as_it_came() {
    for text in [
        "",
        " ",
        "text",
        "<a>",
        "<a><b></a></b>",
        "<a/>tail",
        "<a/><b/>",
        "<!-- c -->",
        "</a>",
        "<a><!-- x</a>",
        "<a><b",
        "{\"a\": 1}",
    ] {
        assert_eq!(show(false, text.as_bytes(), 3), text);
    }
    assert_eq!(show(true, b"<a>\xff</a>", 64), "<a>\\xff</a>");
}

#[test]
fn a_terminal_gets_nothing_it_would_obey() {
    let shown = show(true, b"<a><b>\x1b[2J</b><c t='\xc2\x9b'/></a>", 2);
    assert_eq!(shown, "<a>\n  <b>\\x1b[2J</b>\n  <c t='\\u{9b}'/>\n</a>\n");
}

#[test]
fn a_document_has_a_limit_and_so_has_its_layout() {
    let tags = "<a><b/></a>".len();
    for (over, laid_out) in [(0, true), (1, false)] {
        let text = format!("<a{}><b/></a>", " ".repeat(limits::XML_BYTES - tags + over));
        let shown = show(false, text.as_bytes(), 4096);
        assert_eq!(shown.ends_with("\n  <b/>\n</a>\n"), laid_out);
        assert_eq!(shown == text, !laid_out);
    }
    let deep = "<a>".repeat(1000) + &"</a>".repeat(1000);
    assert_eq!(show(false, deep.as_bytes(), 4096), deep);
}

proptest! {
    #[test]
    fn nothing_but_white_space_changes(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<a>", "</a>", "<b x='1'>", "</b>", "<c/>", " ", "\n", "text", "&lt;", "<!--c-->",
            "<![CDATA[ x ]]>", "é", "<", "]]>",
        ]), 0..20),
        size in 1_usize..9,
    ) {
        let text = ["<r>", &pieces.concat(), "</r>"].concat();
        let shown = show(false, text.as_bytes(), size);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&shown), bare(&text));
        prop_assert_eq!(show(false, shown.as_bytes(), size), shown);
    }
}
