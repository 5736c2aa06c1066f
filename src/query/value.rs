//! From JSON text that was checked to the values of jaq: every digit is kept, of names that stand
//! twice the last counts. No deeper than the check allows, so recursion is bounded by it.

use jaq_json::{Map, Num, Rc, Val};

use super::text::decoded;
use crate::base::limits;
use crate::content::json_members::{self, Shape};

/// The value of a checked document.
pub(super) fn value(text: &[u8]) -> Val {
    Reader { rest: text }.value()
}

/// An object less all its members but one, where the document is an object.
pub(super) fn with_member(text: &[u8], name: &str) -> Option<Val> {
    let text = std::str::from_utf8(text).ok()?;
    if Shape::of(text) != Shape::Object {
        return None;
    }
    let members = json_members::members(text);
    let wanted = members.filter(|(found, _)| decoded(found.as_bytes()) == name);
    let member = wanted.last();
    let member = member.map(|(_, text)| (Val::from(name.to_owned()), value(text.as_bytes())));
    Some(Val::obj(member.into_iter().collect()))
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Val {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b't') => self.word(4, Val::Bool(true)),
            Some(b'f') => self.word(5, Val::Bool(false)),
            Some(b'n') => self.word(4, Val::Null),
            Some(_) => self.number(),
            None => Val::Null,
        }
    }

    /// The next byte that is not white space, a comma or a colon.
    fn peek(&mut self) -> Option<u8> {
        let between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b':');
        loop {
            let byte = *self.rest.first()?;
            if !between(&byte) {
                return Some(byte);
            }
            self.take(1);
        }
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self
            .rest
            .split_at_checked(count)
            .unwrap_or((self.rest, b""));
        self.rest = rest;
        taken
    }

    fn word(&mut self, count: usize, val: Val) -> Val {
        self.take(count);
        val
    }

    fn string(&mut self) -> Val {
        let mut end = 1;
        while let Some(rest) = self.rest.get(end..) {
            match memchr::memchr2(b'"', b'\\', rest) {
                Some(at) if rest.get(at) == Some(&b'\\') => end += at + 2,
                Some(at) => {
                    end += at + 1;
                    break;
                }
                None => end = self.rest.len() + 1,
            }
        }
        let text = decoded(self.take(end));
        Val::utf8_str(text.into_owned().into_bytes())
    }

    fn array(&mut self) -> Val {
        self.take(1);
        let mut elements = Vec::new();
        while self.peek().is_some_and(|byte| byte != b']') {
            elements.push(self.value());
        }
        self.take(1);
        Val::Arr(Rc::new(elements))
    }

    fn object(&mut self) -> Val {
        self.take(1);
        let mut members = Map::default();
        while self.peek().is_some_and(|byte| byte != b'}') {
            let name = self.string();
            self.peek();
            members.insert(name, self.value());
        }
        self.take(1);
        Val::obj(members)
    }

    fn number(&mut self) -> Val {
        let part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let end = self.rest.iter().position(|byte| !part(byte));
        let digits = self.take(end.unwrap_or(self.rest.len()).max(1));
        Val::Num(num(digits))
    }
}

/// A number. What has no exact value in jaq (a fraction, minus zero, very many digits) stays as
/// text and is computed with as a double, as in jq 1.7.
fn num(digits: &[u8]) -> Num {
    let digits = String::from_utf8_lossy(digits);
    let whole = !digits.contains(['.', 'e', 'E']) && digits != "-0";
    let exact = (whole && digits.len() <= limits::QUERY_DIGITS)
        .then(|| Num::from_str_radix(&digits, 10))
        .flatten();
    exact.unwrap_or_else(|| Num::Dec(Rc::new(digits.into_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_library() {
        for text in [
            "null",
            " [true , false,null, [ ], {}] ",
            r#"{"a":1,"b":{"c":[1.5,"x\ny",-7,1e5]},"a":2, "\u0061b" : "\ud83d\ude00"}"#,
            "123456789012345678901234567890",
        ] {
            let expected = jaq_json::read::parse_single(text.as_bytes()).unwrap();
            assert_eq!(value(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn of_a_member_alone_the_last_counts() {
        let text = br#"{"b":[{"a":0}],"a":1,"\u0061": 2.50 ,"c":"a"}"#;
        let expected = value(br#"{"a":2.50}"#);
        assert_eq!(with_member(text, "a"), Some(expected));
        assert_eq!(with_member(text, "d"), Some(value(b"{}")));
        assert_eq!(with_member(b"[]", "a"), None);
    }

    #[test]
    fn digits_are_computed_with_exactly_up_to_the_limit() {
        let most = "9".repeat(limits::QUERY_DIGITS);
        assert!(matches!(num(most.as_bytes()), Num::BigInt(_)));
        assert!(matches!(num(format!("{most}9").as_bytes()), Num::Dec(_)));
        assert!(matches!(num(b"-0"), Num::Dec(_)));
    }
}
