//! JSON strings (RFC 8259, section 7) that were checked, to what they mean, and back.

use std::borrow::Cow;

/// What a string in its quotes means. A surrogate without its other half, which no text can hold,
/// becomes U+FFFD, as in jq.
pub(super) fn decoded(string: &[u8]) -> Cow<'_, str> {
    let inside = string.get(1..string.len().saturating_sub(1));
    let inside = inside.unwrap_or_default();
    let Some(first) = memchr::memchr(b'\\', inside) else {
        return String::from_utf8_lossy(inside);
    };
    let mut text = Vec::with_capacity(inside.len());
    let mut rest = inside;
    let mut next = Some(first);
    while let Some(at) = next {
        let (plain, escape) = rest.split_at_checked(at).unwrap_or((rest, b""));
        text.extend_from_slice(plain);
        let (letter, used) = escaped(escape);
        text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        rest = escape.get(used..).unwrap_or_default();
        next = memchr::memchr(b'\\', rest);
    }
    text.extend_from_slice(rest);
    Cow::Owned(String::from_utf8_lossy(&text).into_owned())
}

/// The character that an escape at the front stands for, and its length.
fn escaped(escape: &[u8]) -> (char, usize) {
    match escape.get(1) {
        Some(b'n') => ('\n', 2),
        Some(b't') => ('\t', 2),
        Some(b'r') => ('\r', 2),
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'u') => {
            let high = hex(escape);
            let low = escape.get(6..).filter(|low| low.starts_with(b"\\u"));
            let low = low.map_or(0, hex);
            let pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
            if pair {
                let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                return (char::from_u32(code).unwrap_or('\u{fffd}'), 12);
            }
            (char::from_u32(high).unwrap_or('\u{fffd}'), 6)
        }
        Some(other) => (char::from(*other), 2),
        None => ('\u{fffd}', 1),
    }
}

/// The four digits after `\u`.
fn hex(escape: &[u8]) -> u32 {
    let digits = escape.get(2..6).unwrap_or_default();
    let digit = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or(0);
    digits.iter().fold(0, |code, byte| code * 16 + digit(byte))
}

/// Appends a text as a JSON string; what must be escaped is, and DEL, as jq does. Bytes that are
/// no UTF-8 become U+FFFD.
pub(super) fn quote(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for chunk in text.utf8_chunks() {
        let mut rest = chunk.valid().as_bytes();
        let special = |byte: &u8| matches!(byte, 0..=0x1f | b'"' | b'\\' | 0x7f);
        while let Some(at) = rest.iter().position(special) {
            let (plain, after) = rest.split_at_checked(at).unwrap_or((rest, b""));
            out.extend_from_slice(plain);
            if let Some((byte, after)) = after.split_first() {
                escape(*byte, out);
                rest = after;
            }
        }
        out.extend_from_slice(rest);
        if !chunk.invalid().is_empty() {
            out.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
    out.push(b'"');
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let letter = match byte {
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        8 => b'b',
        12 => b'f',
        b'"' | b'\\' => byte,
        byte => {
            out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_mean_what_serde_json_says() {
        for text in [
            r#""""#,
            r#""plain é""#,
            r#""\u0061\n\t\r\b\f\/\\\"""#,
            r#""\ud83d\ude00 x""#,
        ] {
            let meant: String = serde_json::from_str(text).unwrap();
            assert_eq!(decoded(text.as_bytes()), meant);
            let mut out = Vec::new();
            quote(meant.as_bytes(), &mut out);
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), meant);
        }
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        for (text, meant) in [
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ud83dx""#, "\u{fffd}x"),
            (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
        ] {
            assert_eq!(decoded(text.as_bytes()), meant, "{text}");
        }
    }

    #[test]
    fn what_is_no_utf8_is_replaced() {
        let mut out = Vec::new();
        quote(b"a\xff\x7f\x01", &mut out);
        assert_eq!(out, "\"a\u{fffd}\\u007f\\u0001\"".as_bytes());
    }
}
