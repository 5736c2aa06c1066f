//! Outputs of a filter as text: JSON on one line, every digit as it came, strings raw where they
//! are the whole output.

use std::io::Write as _;

use jaq_json::{Num, Val};

use super::text::quote;

/// Appends an output with its line end. Strings are raw.
pub(super) fn line(val: &Val, out: &mut Vec<u8>) {
    match val {
        Val::TStr(text) | Val::BStr(text) => out.extend_from_slice(text),
        Val::Null | Val::Bool(_) | Val::Num(_) | Val::Arr(_) | Val::Obj(_) => json(val, out),
    }
    out.push(b'\n');
}

/// Appends a value as JSON. What JSON has not is written as jq does: not-a-number as null, the
/// infinities as the largest numbers; names that are no strings, which only jaq has, as strings.
pub(super) fn json(val: &Val, out: &mut Vec<u8>) {
    match val {
        Val::Null => out.extend_from_slice(b"null"),
        Val::Bool(true) => out.extend_from_slice(b"true"),
        Val::Bool(false) => out.extend_from_slice(b"false"),
        Val::Num(num) => number(num, out),
        Val::TStr(text) | Val::BStr(text) => quote(text, out),
        Val::Arr(elements) => {
            out.push(b'[');
            for (at, element) in elements.iter().enumerate() {
                comma(at, out);
                json(element, out);
            }
            out.push(b']');
        }
        Val::Obj(members) => {
            out.push(b'{');
            for (at, (name, member)) in members.iter().enumerate() {
                comma(at, out);
                self::name(name, out);
                out.push(b':');
                json(member, out);
            }
            out.push(b'}');
        }
    }
}

fn comma(at: usize, out: &mut Vec<u8>) {
    if at > 0 {
        out.push(b',');
    }
}

fn name(name: &Val, out: &mut Vec<u8>) {
    match name {
        Val::TStr(text) | Val::BStr(text) => quote(text, out),
        Val::Null | Val::Bool(_) | Val::Num(_) | Val::Arr(_) | Val::Obj(_) => {
            let mut text = Vec::new();
            json(name, &mut text);
            quote(&text, out);
        }
    }
}

/// A number. One that was computed and is whole is written without a fraction, as jq does.
fn number(num: &Num, out: &mut Vec<u8>) {
    // Writing to a vector cannot fail.
    let _ = match num {
        Num::Float(float) if float.is_nan() => write!(out, "null"),
        Num::Float(float) if float.is_infinite() => {
            write!(out, "{:e}", f64::MAX.copysign(*float))
        }
        Num::Float(float) if float.fract() == 0.0 && float.abs() < 1e17 => {
            write!(out, "{float:.0}")
        }
        Num::Float(_) | Num::Int(_) | Num::BigInt(_) | Num::Dec(_) => write!(out, "{num}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::value::value;

    fn written(val: &Val) -> String {
        let mut out = Vec::new();
        line(val, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn digits_stay_as_they_came() {
        let text = r#"[12345678901234567890123,3.14159265358979323846,1.0,1e5,-0,1E400,0.10]"#;
        assert_eq!(written(&value(text.as_bytes())), format!("{text}\n"));
    }

    #[test]
    fn strings_alone_are_raw() {
        assert_eq!(written(&value(br#""a\tb\u0000""#)), "a\tb\0\n");
        assert_eq!(
            written(&value(br#"["a\tb",{"c":"\u0000"}]"#)),
            "[\"a\\tb\",{\"c\":\"\\u0000\"}]\n"
        );
    }

    #[test]
    fn computed_numbers_are_written_as_jq_does() {
        for (float, text) in [
            (5.0, "5"),
            (-2.0, "-2"),
            (0.5, "0.5"),
            (f64::NAN, "null"),
            (f64::INFINITY, "1.7976931348623157e308"),
        ] {
            assert_eq!(written(&Val::Num(Num::Float(float))), format!("{text}\n"));
        }
    }
}
