//! Whether a line of a session holds a secret, so that the history file leaves it out.
//!
//! Rather too often than once too seldom: such a line is only not offered in the next session.
//! Words that name a place (`env:NAME`, `@FILE`, `fd:N`, `cmd:…`) are no secrets. What a field of
//! this name holds is told by `http::redact`, as for everything that is shown.

use std::ffi::OsString;

use crate::cli::args::{cookies, credentials, proxy, request, tls};
use crate::cli::command::{self, CURL, Job};
use crate::cli::flag::Flag;
use crate::cli::items::{Item, Kind, Value};
use crate::cli::secret::is_source;
use crate::http::redact::is_secret;
use crate::http::userinfo;
use crate::session::words;

/// Whether a line holds a secret, or cannot be taken apart to tell.
pub fn within(line: &[u8]) -> bool {
    let Ok(words) = words::split(line) else {
        return true;
    };
    let words: Vec<OsString> = words.into_iter().map(|word| word.text).collect();
    let words: Vec<&[u8]> = words.iter().map(|word| word.as_encoded_bytes()).collect();
    match words.split_first() {
        None => false,
        Some((command, [name, value @ ..])) if command.eq_ignore_ascii_case(b"set") => {
            // `set NAME=VALUE` is refused, with the value in it.
            match split(name, b'=') {
                Some((name, first)) => set(name, &[&[first], value].concat()),
                None => set(name, value),
            }
        }
        Some((_, rest)) => {
            // The line itself: quotes of a document may have been taken for those of a word.
            in_document(line) || rest.iter().any(|word| in_word(word)) || in_flags(rest, &words)
        }
    }
}

/// `set NAME VALUE`
fn set(name: &[u8], value: &[&[u8]]) -> bool {
    let [first, more @ ..] = value else {
        return false;
    };
    let flag = known().find(|flag| is_long(flag, name));
    let header = [b"header".as_slice(), b"headers"].contains(&name);
    let named = match (header, more) {
        // `set header NAME VALUE` as well as `set header 'NAME: VALUE'`.
        (true, [_, ..]) => field(first, &more.join(&b' ')),
        (true, []) => header_line(first),
        (false, _) => flag.is_some_and(|flag| in_value(flag, first)),
    };
    let secret = is_secret_name(name) || name == b"auth";
    named || (secret && !is_place(first)) || value.iter().any(|word| in_word(word))
}

/// Whether a flag's value is a secret; a flag is looked for in a curl line as well.
fn in_flags(words: &[&[u8]], line: &[&[u8]]) -> bool {
    let curl = line.first() == Some(&CURL.as_bytes());
    words.iter().enumerate().any(|(at, word)| {
        let next = words.get(at.saturating_add(1)).copied().unwrap_or_default();
        let given = match word {
            [b'-', b'-', long @ ..] => long_value(long, next),
            [b'-', letters @ ..] => short_value(letters, next, curl),
            _ => None,
        };
        given.is_some_and(|(flag, value)| in_value(flag, value))
    })
}

fn long_value<'a>(long: &'a [u8], next: &'a [u8]) -> Option<(&'static Flag, &'a [u8])> {
    let end = memchr::memchr(b'=', long);
    let name = long.get(..end.unwrap_or(long.len()))?;
    // A name that is cut short is curl's way, or a slip of the hand.
    let begun = |flag: &&Flag| {
        let long = flag.long.as_bytes();
        name.len() > 1 && long.starts_with(name) && takes_secret(flag)
    };
    let flag = known().find(|flag| is_long(flag, name));
    let flag = flag.or_else(|| known().find(begun))?;
    let value = end.and_then(|end| long.get(end.saturating_add(1)..));
    Some((flag, value.unwrap_or(next)))
}

/// The first letter that takes a value, and the value. curl has switches where we have values, so
/// that in its lines any letter of a secret is taken for one.
fn short_value<'a>(
    letters: &'a [u8],
    next: &'a [u8],
    curl: bool,
) -> Option<(&'static Flag, &'a [u8])> {
    let found = letters.iter().enumerate().find_map(|(at, letter)| {
        let is = |flag: &&Flag| flag.short == Some(char::from(*letter));
        let flag = known().find(|flag| is(flag) && (!curl || takes_secret(flag)))?;
        flag.value.map(|_| (at, flag))
    });
    let (at, flag) = found?;
    let glued = letters.get(at.saturating_add(1)..).unwrap_or_default();
    Some((flag, if glued.is_empty() { next } else { glued }))
}

fn known() -> impl Iterator<Item = &'static Flag> {
    command::flags(&Job::SendAny)
}

fn is_long(flag: &Flag, name: &[u8]) -> bool {
    let names = [flag.long].into_iter().chain(flag.aliases.iter().copied());
    names.map(str::as_bytes).any(|known| known == name)
}

fn is_one(flag: &Flag, flags: &[&Flag]) -> bool {
    flags.iter().any(|one| one.long == flag.long)
}

const USERS: &[&Flag] = &[&credentials::USER, &credentials::AUTH, &proxy::PROXY_USER];
const WHOLE: &[&Flag] = &[&credentials::BEARER, &tls::PASS, &credentials::AWS_SIGV4];
const HEADERS: &[&Flag] = &[&request::HEADER, &proxy::PROXY_HEADER];
const DATA: &[&Flag] = &[&request::DATA, &request::DATA_RAW, &request::DATA_BINARY];

fn takes_secret(flag: &Flag) -> bool {
    let others = [&cookies::COOKIE, &proxy::PROXY, &tls::CERT];
    let all = [USERS, WHOLE, HEADERS, DATA, &others];
    all.iter().any(|flags| is_one(flag, flags))
}

fn in_value(flag: &Flag, value: &[u8]) -> bool {
    if is_one(flag, WHOLE) {
        return !is_place(value);
    }
    if is_one(flag, HEADERS) {
        return header_line(value);
    }
    if is_one(flag, USERS) || is_one(flag, &[&tls::CERT]) {
        return !is_source(value) && split(value, b':').is_some_and(|(_, word)| !is_place(word));
    }
    if is_one(flag, &[&cookies::COOKIE]) {
        return value.contains(&b'=');
    }
    if is_one(flag, &[&proxy::PROXY]) {
        return value.contains(&b'@');
    }
    is_one(flag, DATA) && in_pairs(value)
}

/// `Name: value`
fn header_line(line: &[u8]) -> bool {
    split(line, b':').is_some_and(|(name, value)| field(name, value))
}

fn field(name: &[u8], value: &[u8]) -> bool {
    let name = name.strip_suffix(b":").unwrap_or(name);
    is_secret(name.trim_ascii()) && !is_place(value.trim_ascii())
}

/// Whether a word holds one by itself: an item, a document, a URL.
fn in_word(word: &[u8]) -> bool {
    if matches!(word, [b'{' | b'[', ..]) {
        return in_document(word);
    }
    let url = memchr::memmem::find(word, b"//").is_some();
    if (url && userinfo::masked(word).is_some()) || in_query(word) {
        return true;
    }
    let text = String::from_utf8_lossy(word).into_owned();
    let Ok(item) = Item::parse(OsString::from(text)) else {
        return false;
    };
    let Value::Plain(value) = item.value() else {
        return false;
    };
    match item.kind {
        Kind::Header => field(item.name(), value),
        Kind::Json => (is_secret_name(item.name()) && !value.is_empty()) || in_document(value),
        Kind::Text | Kind::Query => is_secret_name(item.name()) && !is_place(value),
        Kind::File => false,
    }
}

/// Whether the query of a URL has a parameter that holds one.
fn in_query(word: &[u8]) -> bool {
    split(word, b'?').is_some_and(|(_, query)| in_pairs(query))
}

/// Whether this is a form that holds one, or a document.
fn in_pairs(text: &[u8]) -> bool {
    let mut pairs = text.split(|byte| *byte == b'&');
    in_document(text)
        || pairs.any(|pair| {
            split(pair, b'=').is_some_and(|(name, value)| is_secret_name(name) && !is_place(value))
        })
}

/// Whether a member of a JSON document, at any depth, holds one by its name.
fn in_document(text: &[u8]) -> bool {
    let mut parts = text.split(|byte| *byte == b'"').peekable();
    // What stands between quotes and before a colon; a quote within a name only splits the name.
    while let Some(part) = parts.next() {
        let colon = |next: &&[u8]| next.trim_ascii_start().starts_with(b":");
        if is_secret_name(part) && parts.peek().is_some_and(colon) {
            return true;
        }
    }
    false
}

/// Whether what has this name in a body or a query is most likely a secret. Narrower than for
/// fields: a member called `key` is most often the key of a table.
fn is_secret_name(name: &[u8]) -> bool {
    const HOLDS: [&str; 12] = [
        "password",
        "passwd",
        "passphrase",
        "secret",
        "token",
        "apikey",
        "accesskey",
        "privatekey",
        "authorization",
        "cookie",
        "credential",
        "bearer",
    ];
    const IS: [&str; 4] = ["pass", "pwd", "pin", "otp"];
    let text = String::from_utf8_lossy(name).to_ascii_lowercase();
    let kept: String = text.chars().filter(|c| !"_-. \\".contains(*c)).collect();
    let last = kept.trim_end_matches(']').rsplit('[').next();
    HOLDS.iter().any(|word| kept.contains(word)) || IS.iter().any(|word| last == Some(*word))
}

fn is_place(word: &[u8]) -> bool {
    word.is_empty() || is_source(word)
}

fn split(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let (before, rest) = text.split_at_checked(memchr::memchr(at, text)?)?;
    rest.split_first().map(|(_, after)| (before, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_secrets_are_known() {
        for line in [
            "GET / -u ada:pw",
            "GET / -uada:pw",
            "GET / -vu ada:pw",
            "GET / -vuada:pw",
            "GET / -a ada:pw",
            "GET / --user ada:pw",
            "GET / --user=ada:pw",
            "GET / --auth=ada:pw",
            "GET / --bearer abc",
            "GET / --oauth2-bearer abc",
            "GET / --bearer=\\@abc",
            "GET / --pass abc",
            "GET / -U p:pw",
            "GET / --proxy-user=p:pw",
            "GET / -x p:pw@127.0.0.1:3128",
            "GET / --aws-sigv4 aws:amz:eu:s3",
            "GET / -b sid=1",
            "GET / --cookie 'sid=1; a=b'",
            "GET / -H 'Authorization: Basic x'",
            "GET / -H'X-Api-Key: 1'",
            "GET / --header='Cookie: a=b'",
            "GET / --proxy-header 'Proxy-Authorization: x'",
            "GET / Authorization:Basic",
            "GET / X-Auth-Token:1",
            "GET / 'Cookie:a=b'",
            "GET http://ada:pw@127.0.0.1/",
            "get //ada:pw@127.0.0.1/",
            "GET /?a=1&access_token=x",
            "GET / api_key==1",
            "POST / password=1",
            "POST / user[password]=1",
            "POST / a[0][Client-Secret]=1",
            "POST / token:=1",
            "POST / auth:={\"token\":1}",
            "POST / {\"a\": [{\"passwd\" : \"x\"}]}",
            "POST / [{\"api_key\":1}]",
            "POST / -d 'user=ada&password=x'",
            "POST / --data-raw={\"secret\":1}",
            "POST / pwd=1",
            "set user ada:pw",
            "SET user ada:pw",
            "set user=ada:pw",
            "set 'header=Cookie: a=b'",
            "GET / --use ada:pw",
            "curl --heade 'Authorization: x' 127.0.0.1",
            "set bearer abc",
            "set auth abc",
            "set header Authorization Basic x",
            "set header 'Authorization: x'",
            "set Authorization x",
            "set header X-Api-Key:1",
            "curl -su ada:pw 127.0.0.1",
            "curl -H 'Authorization: x' 127.0.0.1",
            "curl -d password=x 127.0.0.1",
            "curl http://ada:pw@127.0.0.1",
            "POST / 'password=x",
        ] {
            assert!(within(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn other_lines_and_places_are_none() {
        for line in [
            "",
            "GET /",
            "GET /users -v -L --max-time 3",
            "GET / -u ada",
            "GET / -u ada:env:PW",
            "GET / -u ada:@file",
            "GET / -u env:CREDENTIALS",
            "GET / -u @file",
            "GET / --bearer env:TOKEN",
            "GET / --bearer=@token",
            "GET / --pass cmd:pass",
            "GET / -b cookies.txt",
            "GET / -H 'Accept: */*'",
            "GET / -H 'Authorization:'",
            "GET / -x 127.0.0.1:3128",
            "GET / Accept:text/plain",
            "GET / Authorization:@file",
            "GET / Authorization:",
            "GET /?a=1&b=2",
            "GET http://127.0.0.1:8080/a@b",
            "POST / name=ada age:=36 key=value",
            "POST / {\"k\": \"password\"}",
            "POST / {\"k\":1}",
            "POST / password=@file",
            "POST / token=env:TOKEN",
            "POST / -d 'a=1&b=2'",
            "POST / -d @file",
            "POST / Idempotency-Key:1",
            "POST / picture@password.png",
            "set pretty on",
            "set header Accept text/plain",
            "set user ada:env:PW",
            "set bearer env:TOKEN",
            "unset user",
            "help credentials",
            "curl -s 127.0.0.1",
            "curl -d a=b 127.0.0.1",
        ] {
            assert!(!within(line.as_bytes()), "{line}");
        }
    }
}
