//! The byte rules of the corpus: how a case writes down bytes (see `tests/corpus/README.md`).

use serde_json::Value;

/// The bytes that a rule stands for.
pub(crate) fn bytes(rule: &Value) -> Vec<u8> {
    match rule {
        Value::String(text) => latin1(text),
        Value::Array(rules) => rules.iter().flat_map(bytes).collect(),
        Value::Object(rule) => {
            if let Some(text) = rule.get("b64") {
                base64(text.as_str().unwrap())
            } else if let Some(again) = rule.get("repeat") {
                bytes(again).repeat(number(&rule["times"]))
            } else if let Some(length) = rule.get("ramp") {
                ramp(number(length))
            } else if let Some(data) = rule.get("chunks") {
                chunks(&bytes(data), number(&rule["size"]))
            } else {
                panic!("no byte rule: {rule:?}")
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => panic!("no byte rule: {rule}"),
    }
}

/// A byte for each character.
pub(crate) fn latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).expect("a Latin-1 character"))
        .collect()
}

/// Byte *i* is *i* mod 251.
fn ramp(length: usize) -> Vec<u8> {
    let one: Vec<u8> = (0..251).collect();
    let mut all = one.repeat(length / 251 + 1);
    all.truncate(length);
    all
}

/// Chunked framing without the last chunk.
fn chunks(data: &[u8], size: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for part in data.chunks(size) {
        out.extend_from_slice(format!("{:x}\r\n", part.len()).as_bytes());
        out.extend_from_slice(part);
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for byte in text.bytes().take_while(|&byte| byte != b'=') {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => panic!("no base64 digit: {byte}"),
        };
        bits = (bits << 6 | u32::from(digit)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    out
}

#[test]
fn base64_is_decoded_whatever_its_length() {
    let cases = [
        ("", ""),
        ("TQ==", "M"),
        ("TWE=", "Ma"),
        ("TWFu", "Man"),
        ("+/8=", "\u{fb}\u{ff}"),
    ];
    for (text, wanted) in cases {
        assert_eq!(base64(text), latin1(wanted), "{text}");
    }
}
