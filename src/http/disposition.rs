//! The file name in a `Content-Disposition` field (RFC 6266 sections 4.1 and 4.3; the extended
//! notation of RFC 8187). What a server means is taken, not judged: `output::name` makes it
//! harmless.
//!
//! Lenient where servers are careless and every browser follows them: spaces in a bare name, a
//! quote that is never closed, bytes beyond ASCII, a backslash that escapes nothing.

/// The name that a field value gives a file: that of `filename*` where it can be read, else that
/// of `filename`. `None` where there is neither; the name may be empty.
pub fn filename(value: &[u8]) -> Option<String> {
    let (mut plain, mut extended) = (None, None);
    // What comes before the first semicolon is the type, unless it was left out.
    for (name, value) in parameters(value) {
        if name.eq_ignore_ascii_case(b"filename*") {
            extended = extended.or_else(|| decoded(&value));
        } else if name.eq_ignore_ascii_case(b"filename") && plain.is_none() {
            plain = Some(text(value));
        }
    }
    extended.or(plain)
}

/// All parameters, quotes taken off.
fn parameters(value: &[u8]) -> Vec<(&[u8], Vec<u8>)> {
    let (mut all, mut rest) = (Vec::new(), value);
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b';' | b'='));
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let name = name.trim_ascii();
        match after.split_first() {
            Some((b'=', value)) => {
                let (value, after) = one_value(value.trim_ascii_start());
                all.push((name, value));
                rest = after;
            }
            Some((_, after)) => rest = after,
            None => break,
        }
    }
    all
}

/// The value of a parameter, and what follows its semicolon.
fn one_value(value: &[u8]) -> (Vec<u8>, &[u8]) {
    match value.strip_prefix(b"\"") {
        Some(quoted) => {
            let (inner, after) = unquoted(quoted);
            (inner, until_semicolon(after).1)
        }
        None => {
            let (bare, after) = until_semicolon(value);
            (bare.trim_ascii().to_vec(), after)
        }
    }
}

fn until_semicolon(text: &[u8]) -> (&[u8], &[u8]) {
    let mut parts = text.splitn(2, |byte| *byte == b';');
    let before = parts.next().unwrap_or_default();
    (before, parts.next().unwrap_or_default())
}

/// What stands before the closing quote, and what after it. A backslash escapes a quote and a
/// backslash; before another byte it is one of those that Windows servers put between folders.
fn unquoted(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let (mut inner, mut rest) = (Vec::new(), text);
    loop {
        rest = match rest {
            [] => return (inner, rest),
            [b'"', after @ ..] => return (inner, after),
            [b'\\', byte @ (b'"' | b'\\'), after @ ..] | [byte, after @ ..] => {
                inner.push(*byte);
                after
            }
        };
    }
}

/// `charset'language'percent-encoded` in a charset that RFC 8187 knows; `None` for anything else.
fn decoded(value: &[u8]) -> Option<String> {
    let mut parts = value.splitn(3, |byte| *byte == b'\'');
    let (charset, _, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_decoded(encoded);
    if charset.eq_ignore_ascii_case(b"UTF-8") {
        String::from_utf8(bytes).ok()
    } else if charset.eq_ignore_ascii_case(b"ISO-8859-1") {
        Some(latin1(&bytes))
    } else {
        None
    }
}

/// Undoes percent-encoding once. A percent sign that begins no two digits stays.
pub fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text);
    while let [first, after @ ..] = rest {
        rest = after;
        let pair = match (first, after) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        match pair {
            Some((high, low)) => {
                bytes.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => bytes.push(*first),
        }
    }
    bytes
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// Bytes as UTF-8 where they are that, else as ISO-8859-1, which is what they must be.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| latin1(error.as_bytes()))
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_name_is_found_however_it_is_written() {
        for (value, name) in [
            (&b"attachment; filename=a.txt"[..], Some("a.txt")),
            (b"attachment;FileName = \"a b.txt\" ; x=y", Some("a b.txt")),
            (b"inline", None),
            (b"", None),
            (b"attachment; filename", None),
            (b"filename=a.txt", Some("a.txt")),
            (b"attachment; filename=", Some("")),
            (b"attachment; filename=\"\"", Some("")),
            (
                b"attachment; filename=my file.txt; x=y",
                Some("my file.txt"),
            ),
            (b"attachment; filename=\"a;b=c\"", Some("a;b=c")),
            (
                b"attachment; filename=\"a\\\"b\\\\c\\d\"",
                Some("a\"b\\c\\d"),
            ),
            (b"attachment; filename=\"never closed", Some("never closed")),
            (b"attachment; filename=a; filename=b", Some("a")),
            (b"attachment; filename=\"\xe4.txt\"", Some("\u{e4}.txt")),
            (b"attachment; filename=\"\xc3\xa4.txt\"", Some("\u{e4}.txt")),
            (b"attachment; filename=\"a%20b\"", Some("a%20b")),
            (
                b"x; filename=a; filename*=UTF-8''%c3%a4%2Fb",
                Some("\u{e4}/b"),
            ),
            (b"x; filename*=utf-8'en'a%zz%4; filename=b", Some("a%zz%4")),
            (b"x; filename*=iso-8859-1''%e4; filename=b", Some("\u{e4}")),
            (b"x; filename*=\"UTF-8''a\"; filename=b", Some("a")),
            (b"x; filename*=UTF-8''%ff; filename=b", Some("b")),
            (b"x; filename*=koi8-r''%ff; filename=b", Some("b")),
            (b"x; filename*=nothing; filename=b", Some("b")),
            (b"x; filename*=UTF-8''%2525", Some("%25")),
        ] {
            assert_eq!(filename(value).as_deref(), name, "{}", text(value.to_vec()));
        }
    }

    proptest! {
        #[test]
        fn a_quoted_name_comes_back(name in "[^\u{0}]{0,40}") {
            let escaped = name.replace('\\', "\\\\").replace('"', "\\\"");
            let value = format!("attachment; filename=\"{escaped}\"; size=1");
            prop_assert_eq!(filename(value.as_bytes()), Some(name));
        }

        #[test]
        fn an_encoded_name_comes_back(name in any::<String>()) {
            let encoded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
            let value = format!("x;filename=other;filename*=UTF-8''{encoded}");
            prop_assert_eq!(filename(value.as_bytes()), Some(name));
        }
    }
}
