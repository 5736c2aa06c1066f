//! Challenges (RFC 9110 section 11.3): schemes and their parameters out of `WWW-Authenticate`.
//!
//! A comma ends a parameter as well as a challenge, so the fields cannot be split first and looked
//! at afterwards. Each byte is looked at twice at most: a token that follows a scheme may turn out
//! to be a token68. What breaks the grammar voids the challenge it stands in and no other.

use super::token::is_tchar;

/// One challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge<'a> {
    /// The scheme, in the case it came; compared without regard to case.
    pub scheme: &'a [u8],
    /// The token68 that some schemes have instead of parameters.
    pub token68: Option<&'a [u8]>,
    /// The parameters in order: names as they came, values with quoting undone.
    pub parameters: Vec<(&'a [u8], Vec<u8>)>,
}

impl Challenge<'_> {
    /// Whether it is of this scheme.
    pub fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme.as_bytes())
    }

    /// The value of the only parameter of this name; one that is there twice has no meaning.
    pub fn parameter(&self, name: &str) -> Option<&[u8]> {
        let same = |found: &[u8]| found.eq_ignore_ascii_case(name.as_bytes());
        let mut all = self.parameters.iter().filter(|(found, _)| same(found));
        let (_, value) = all.next()?;
        all.next().is_none().then_some(value.as_slice())
    }
}

/// The challenges of all lines of a field, in order.
pub fn challenges<'a>(values: impl Iterator<Item = &'a [u8]>) -> Vec<Challenge<'a>> {
    let mut all = Vec::new();
    for value in values {
        Parser { rest: value }.challenges(&mut all);
    }
    all
}

/// The parameters of a field that has them without a scheme, such as `Authentication-Info`.
pub fn parameters(value: &[u8]) -> Vec<(&[u8], Vec<u8>)> {
    let mut parser = Parser { rest: value };
    let mut found = Vec::new();
    loop {
        parser.skip(b" \t,");
        let name = parser.token();
        if name.is_empty() || !parser.equals() {
            return found;
        }
        match parser.value() {
            Some(value) => found.push((name, value)),
            None => return found,
        }
    }
}

struct Parser<'a> {
    rest: &'a [u8],
}

impl<'a> Parser<'a> {
    fn challenges(&mut self, all: &mut Vec<Challenge<'a>>) {
        // Parameters belong to the challenge that is open; none is after a broken one.
        let mut open: Option<Challenge<'a>> = None;
        loop {
            self.skip(b" \t,");
            if self.rest.is_empty() {
                break;
            }
            let token = self.token();
            if token.is_empty() {
                open = None;
                self.skip_element();
                continue;
            }
            if self.equals() {
                match (self.value(), &mut open) {
                    (Some(value), Some(challenge)) => challenge.parameters.push((token, value)),
                    (Some(_), None) => {}
                    (None, _) => open = None,
                }
                continue;
            }
            all.extend(open.take());
            open = Some(Challenge {
                scheme: token,
                token68: self.token68(),
                parameters: Vec::new(),
            });
        }
        all.extend(open);
    }

    fn token(&mut self) -> &'a [u8] {
        self.take_while(is_tchar)
    }

    /// `BWS "=" BWS`; nothing is taken unless it is there.
    fn equals(&mut self) -> bool {
        let before = self.rest;
        self.skip(b" \t");
        if let Some(rest) = self.rest.strip_prefix(b"=") {
            self.rest = rest;
            self.skip(b" \t");
            return true;
        }
        self.rest = before;
        false
    }

    /// A token or a quoted-string; `None` for a quoted-string without an end. Servers also send
    /// nonces unquoted that are no tokens: those end at a comma or a space.
    fn value(&mut self) -> Option<Vec<u8>> {
        let Some(inside) = self.rest.strip_prefix(b"\"") else {
            let value = self.take_while(|byte| !matches!(byte, b',' | b' ' | b'\t' | b'"'));
            return Some(value.to_vec());
        };
        let mut value = Vec::new();
        let mut bytes = inside.iter();
        while let Some(&byte) = bytes.next() {
            match byte {
                b'"' => {
                    self.rest = bytes.as_slice();
                    return Some(value);
                }
                b'\\' => value.extend(bytes.next()),
                byte => value.push(byte),
            }
        }
        self.rest = b"";
        None
    }

    /// `1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="` up to a comma or the end.
    fn token68(&mut self) -> Option<&'a [u8]> {
        let before = self.rest;
        self.skip(b" ");
        let start = self.rest;
        let is_68 = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
        };
        let letters = self.take_while(is_68).len();
        let padding = self.take_while(|byte| byte == b'=').len();
        self.skip(b" \t");
        if letters == 0 || !matches!(self.rest.first(), None | Some(b',')) {
            self.rest = before;
            return None;
        }
        start.get(..letters.saturating_add(padding))
    }

    /// Up to the next comma outside a quoted-string.
    fn skip_element(&mut self) {
        while let Some((byte, rest)) = self.rest.split_first() {
            match byte {
                b',' => return,
                b'"' => drop(self.value()),
                _ => self.rest = rest,
            }
        }
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|&byte| !wanted(byte));
        let end = end.unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        taken
    }

    fn skip(&mut self, bytes: &[u8]) {
        self.take_while(|byte| bytes.contains(&byte));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `scheme token68 name=value …`, challenges apart by `|`.
    fn shown(values: &[&str]) -> String {
        let all = challenges(values.iter().map(|value| value.as_bytes()));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let one = |challenge: &Challenge<'_>| {
            let mut words = vec![text(challenge.scheme)];
            words.extend(challenge.token68.map(text));
            let pairs = challenge.parameters.iter();
            words.extend(pairs.map(|(name, value)| format!("{}={}", text(name), text(value))));
            words.join(" ")
        };
        all.iter().map(one).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn challenges_are_found_in_one_field_and_in_several() {
        for (values, wanted) in [
            (&["Basic realm=\"a\""][..], "Basic realm=a"),
            (
                &["Basic realm=\"a\", Digest realm=\"r\", nonce=\"n\", qop=\"auth\""],
                "Basic realm=a|Digest realm=r nonce=n qop=auth",
            ),
            (&["Negotiate", "NTLM"], "Negotiate|NTLM"),
            (&["Negotiate, Basic realm=x"], "Negotiate|Basic realm=x"),
            (
                &["Negotiate YWJj==, Basic realm=\"a, b=\\\"c\\\"\""],
                "Negotiate YWJj==|Basic realm=a, b=\"c\"",
            ),
            (
                &[",, Digest  realm = \"r\" ,, nonce =n== ,"],
                "Digest realm=r nonce=n==",
            ),
            (
                &["New a=1, b=2, Newer token, c=3"],
                "New a=1 b=2|Newer token c=3",
            ),
            (&[""], ""),
            (&[" , ,"], ""),
        ] {
            assert_eq!(shown(values), wanted, "{values:?}");
        }
    }

    #[test]
    fn what_is_broken_voids_its_own_challenge() {
        for (values, wanted) in [
            (&["realm=\"a\", Basic realm=b"][..], "Basic realm=b"),
            (&["Basic realm=\"a", "Digest nonce=n"], "Digest nonce=n"),
            (
                &["Basic @=1, realm=\"a,b\", Digest nonce=n"],
                "Digest nonce=n",
            ),
            (&["Basic realm=\"a\\"], ""),
            (&["\"x, y\" z, Basic"], "Basic"),
        ] {
            assert_eq!(shown(values), wanted, "{values:?}");
        }
    }

    #[test]
    fn a_parameter_that_is_there_twice_has_no_meaning() {
        let all = challenges([&b"Digest nonce=a, NONCE=b, Realm=r"[..]].into_iter());
        assert_eq!(all[0].parameter("nonce"), None);
        assert_eq!(all[0].parameter("realm"), Some(&b"r"[..]));
        let found = parameters(b"nextnonce=\"x\\\"y\", qop=auth");
        assert_eq!(found[0], (&b"nextnonce"[..], b"x\"y".to_vec()));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn hostile_fields_take_no_longer_than_their_length() {
        for part in [
            "a ", "a,", "\"", "\\\"", "a=\"", "a=,", "@,", "a= ", "= ", "a==",
        ] {
            let value = part.repeat(100_000);
            assert!(challenges([value.as_bytes()].into_iter()).len() <= 100_000);
        }
    }

    proptest! {
        #[test]
        fn quoting_is_undone(realm in "[ -~]{0,20}", nonce in "[ -~]{0,20}") {
            let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
            let value = format!(
                "Basic realm=\"{0}\", Digest realm=\"{0}\", nonce=\"{1}\"",
                quoted(&realm),
                quoted(&nonce)
            );
            let all = challenges([value.as_bytes()].into_iter());
            prop_assert_eq!(all.len(), 2);
            prop_assert_eq!(all[1].parameter("realm"), Some(realm.as_bytes()));
            prop_assert_eq!(all[1].parameter("nonce"), Some(nonce.as_bytes()));
        }

        #[test]
        fn any_bytes_are_survived(value in proptest::collection::vec(any::<u8>(), 0..200)) {
            for challenge in challenges([value.as_slice()].into_iter()) {
                prop_assert!(!challenge.scheme.is_empty());
            }
        }
    }
}
