//! netrc files: which login a host has. The grammar is curl's (7.84 and later), quoted words and
//! comments included.
//!
//! Stricter than curl in what an entry is good for: it counts with both login and password, and
//! nothing missing is taken from another entry or from `default` (CVE-2024-11053, CVE-2025-0167).

use std::net::IpAddr;

use super::Login;
use crate::base::secret::Secret;
use crate::http::origin::Host;
use crate::http::uri;

/// A file's entries, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Netrc(Vec<Entry>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// `None` is `default`.
    host: Option<Host>,
    login: Option<Vec<u8>>,
    password: Option<Secret>,
}

/// What is wrong with a file. Nothing of it is repeated: it holds passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// A quoted word without an end, in this line.
    Quote(usize),
    /// A keyword without its value at the end of the file.
    Value,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Quote(line) => write!(f, "the quote in line {line} has no end"),
            Self::Value => f.write_str("the last word lacks its value"),
        }
    }
}

impl std::error::Error for Malformed {}

impl Netrc {
    /// Reads a file.
    pub fn parse(text: &[u8]) -> Result<Self, Malformed> {
        let mut words = Words {
            rest: text,
            line: 1,
        };
        let mut all = Self::default();
        while let Some(word) = words.next()? {
            match word.to_ascii_lowercase().as_slice() {
                b"machine" => {
                    let host = words.value()?;
                    all.0
                        .extend(host_of(&host).map(|host| Entry::of(Some(host))));
                    // The words after a name that can be no host are nobody's.
                    if host_of(&host).is_none() {
                        all.0.push(Entry::of(Some(Host::Name(String::new()))));
                    }
                }
                b"default" => all.0.push(Entry::of(None)),
                b"macdef" => words.skip_macro(),
                b"account" => drop(words.value()?),
                b"login" => all.fill(|entry| &mut entry.login, words.value()?),
                b"password" => {
                    let value = Secret::new(words.value()?);
                    all.fill(|entry| &mut entry.password, value);
                }
                // What other programs put there, as in curl.
                _ => {}
            }
        }
        Ok(all)
    }

    /// The login for a host: the first entry for it that is complete and, where the user is known,
    /// that user's; else, where allowed, that of `default`, but not for a host with an entry.
    pub fn find(&self, host: &Host, user: Option<&[u8]>, default: bool) -> Option<Login> {
        let named = |entry: &&Entry| entry.host.as_ref() == Some(host);
        let wanted = |login: &Login| user.is_none_or(|user| login.user == user);
        let mut here = self.0.iter().filter(named).peekable();
        if here.peek().is_some() {
            return here.filter_map(Entry::login).find(wanted);
        }
        let fallback = self.0.iter().find(|entry| entry.host.is_none());
        fallback.filter(|_| default)?.login().filter(wanted)
    }

    /// Gives the last entry a part that it does not have yet: the first one counts.
    fn fill<T>(&mut self, part: impl Fn(&mut Entry) -> &mut Option<T>, value: T) {
        if let Some(entry) = self.0.last_mut() {
            part(entry).get_or_insert(value);
        }
    }
}

impl Entry {
    fn of(host: Option<Host>) -> Self {
        Self {
            host,
            login: None,
            password: None,
        }
    }

    fn login(&self) -> Option<Login> {
        Some(Login {
            user: self.login.clone()?,
            password: self.password.clone()?,
        })
    }
}

/// A host as the file names it, in the form that URLs have; IPv6 addresses with or without
/// brackets.
fn host_of(word: &[u8]) -> Option<Host> {
    let text = std::str::from_utf8(word).ok()?;
    match text.parse::<IpAddr>() {
        Ok(address) => Some(Host::Address(address)),
        Err(_) => uri::parse_host(text).ok(),
    }
}

struct Words<'a> {
    rest: &'a [u8],
    line: usize,
}

impl Words<'_> {
    fn next(&mut self) -> Result<Option<Vec<u8>>, Malformed> {
        loop {
            match self.rest {
                [] => return Ok(None),
                [b'#', ..] => self.skip_line(),
                [b'"', ..] => return self.quoted().map(Some),
                [byte, ..] if is_space(*byte) => self.step(),
                _ => return Ok(Some(self.bare())),
            }
        }
    }

    fn value(&mut self) -> Result<Vec<u8>, Malformed> {
        self.next()?.ok_or(Malformed::Value)
    }

    fn bare(&mut self) -> Vec<u8> {
        let end = self.rest.iter().position(|&byte| is_space(byte));
        let (word, rest) = self
            .rest
            .split_at_checked(end.unwrap_or(self.rest.len()))
            .unwrap_or_default();
        self.rest = rest;
        word.to_vec()
    }

    fn quoted(&mut self) -> Result<Vec<u8>, Malformed> {
        self.step();
        let mut word = Vec::new();
        loop {
            let byte = match self.rest {
                [] | [b'\n', ..] => return Err(Malformed::Quote(self.line)),
                [b'"', ..] => {
                    self.step();
                    return Ok(word);
                }
                [b'\\', escaped, ..] if *escaped != b'\n' => {
                    self.step();
                    match escaped {
                        b'n' => b'\n',
                        b'r' => b'\r',
                        b't' => b'\t',
                        other => *other,
                    }
                }
                [byte, ..] => *byte,
            };
            self.step();
            word.push(byte);
        }
    }

    /// A macro ends at an empty line.
    fn skip_macro(&mut self) {
        loop {
            self.skip_line();
            if matches!(self.rest, [] | [b'\n', ..] | [b'\r', b'\n', ..]) {
                return;
            }
        }
    }

    fn skip_line(&mut self) {
        let end = memchr::memchr(b'\n', self.rest);
        let end = end.map_or(self.rest.len(), |at| at.saturating_add(1));
        self.rest = self.rest.get(end..).unwrap_or_default();
        self.line = self.line.saturating_add(1);
    }

    fn step(&mut self) {
        if let Some((byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            self.line = self.line.saturating_add(usize::from(*byte == b'\n'));
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `user:password`, or nothing.
    fn found(text: &str, host: &str, user: Option<&str>) -> String {
        let netrc = Netrc::parse(text.as_bytes()).expect(text);
        let host = host_of(host.as_bytes()).unwrap();
        let login = netrc.find(&host, user.map(str::as_bytes), true);
        login.map_or(String::new(), |login| {
            let password = String::from_utf8_lossy(login.password.expose()).into_owned();
            format!("{}:{password}", String::from_utf8_lossy(&login.user))
        })
    }

    #[test]
    fn entries_are_found_by_host() {
        let long = format!(
            "{}\nmachine h login a password \"p w\"\n",
            "x".repeat(70_000)
        );
        for (text, wanted) in [
            ("machine h login a password b", "a:b"),
            ("machine h\n\tlogin a\n\tpassword b\n", "a:b"),
            ("machine h password b login a", "a:b"),
            ("machine H login a account c password b", "a:b"),
            (
                "machine g login x password y machine h login a password b",
                "a:b",
            ),
            (
                "# machine h login no password no\nmachine h login a password b",
                "a:b",
            ),
            ("machine h login a # password no\npassword b", "a:b"),
            (
                "machine h login a password \"b \\\"c\\\\\\n\\x\"",
                "a:b \"c\\\nx",
            ),
            ("machine h login a password b\"c\"", "a:b\"c\""),
            ("machine h login machine password login", "machine:login"),
            (
                "macdef init\nmachine h login no password no\n\nmachine h login a password b",
                "a:b",
            ),
            (
                "macdef init\r\nmachine h\r\n\r\nmachine h login a password b",
                "a:b",
            ),
            ("machine h login a password b login c password d", "a:b"),
            ("default login a password b", "a:b"),
            ("machine h port 1 login a protocol http password b", "a:b"),
            (&long, "a:p w"),
            ("", ""),
        ] {
            assert_eq!(found(text, "h", None), wanted, "{text}");
        }
    }

    #[test]
    fn nothing_missing_is_taken_from_elsewhere() {
        for text in [
            "machine h login a",
            "machine h password b",
            "machine h login a machine g password b",
            "machine h login a default login c password d",
            "machine h default password b",
            "default login a",
            "machine g login a password b",
            "machine h login bob machine h password b",
            "login a password b machine h",
            "machine a..b login a password b",
        ] {
            assert_eq!(found(text, "h", None), "", "{text}");
        }
        let text = "machine h login a machine h login c password d";
        assert_eq!(found(text, "h", None), "c:d");
    }

    #[test]
    fn a_known_user_takes_only_his_own_entry() {
        let text = "machine h login a password b machine h login c password d default login e \
                    password f";
        assert_eq!(found(text, "h", Some("c")), "c:d");
        assert_eq!(found(text, "h", Some("me")), "");
        assert_eq!(found(text, "g", Some("e")), "e:f");
        assert_eq!(found(text, "g", Some("me")), "");
        let netrc = Netrc::parse(text.as_bytes()).unwrap();
        let other = host_of(b"g").unwrap();
        assert_eq!(netrc.find(&other, None, false), None);
    }

    #[test]
    fn addresses_are_compared_as_such() {
        let text = "machine ::1 login a password b machine 127.0.0.1 login c password d";
        assert_eq!(found(text, "[::1]", None), "a:b");
        assert_eq!(found(text, "127.1", None), "c:d");
    }

    #[test]
    fn broken_files_are_named_by_line() {
        for (text, wanted) in [
            ("machine h\nlogin \"a\npassword b", Malformed::Quote(2)),
            ("machine h login a password \"b\\", Malformed::Quote(1)),
            ("machine h login a password b\nmachine", Malformed::Value),
            ("machine h login", Malformed::Value),
        ] {
            assert_eq!(Netrc::parse(text.as_bytes()), Err(wanted), "{text}");
        }
    }
}
