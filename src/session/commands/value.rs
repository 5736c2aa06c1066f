//! Values as they are typed behind `set`, and as they are shown: without secrets.

use crate::base::escape::{Escaped, excerpt};
use crate::base::failure::Failure;
use crate::base::secret::MASK;
use crate::cli::args::{credentials, proxy, request, tls};
use crate::cli::flag::Flag;
use crate::cli::secret;
use crate::cli::session::Setting;
use crate::http::userinfo;
use crate::output::mask::{self, Secrets};

/// `on` or `off`; nothing is `on`.
pub(super) fn switch(name: &str, words: &[String]) -> Result<bool, Failure> {
    match words {
        [] => Ok(true),
        [word] => match word.to_ascii_lowercase().as_str() {
            "on" | "yes" | "true" | "1" => Ok(true),
            "off" | "no" | "false" | "0" => Ok(false),
            _ => Err(neither(name, word)),
        },
        [_, more, ..] => Err(neither(name, more)),
    }
}

fn neither(name: &str, word: &str) -> Failure {
    let story = format!("{name}: {} is neither on nor off", quoted(word));
    Failure::usage(story).hint(format!("write set {name} on, or set {name} off"))
}

/// Received or typed text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", excerpt(text.as_bytes()))
}

/// The values of a setting, as they may be shown; none for a switch.
pub(super) fn shown(setting: &Setting, secrets: Secrets) -> Vec<String> {
    let flag = setting.flag;
    let text = |word: &std::ffi::OsString| word.as_encoded_bytes().to_vec();
    let values: Vec<Vec<u8>> = match (flag.value, flag.second) {
        (None, _) => return Vec::new(),
        (Some(_), None) => {
            let prefix = format!("--{}=", flag.long);
            let words = setting.words.iter().map(text);
            words
                .map(|word| match word.strip_prefix(prefix.as_bytes()) {
                    Some(value) => value.to_vec(),
                    None => word,
                })
                .collect()
        }
        (Some(_), Some(_)) => {
            let pairs = setting.words.chunks(3).filter_map(|words| words.get(1..));
            pairs
                .map(|pair| pair.iter().map(text).collect::<Vec<_>>().join(&b' '))
                .collect()
        }
    };
    let hide = |value: &Vec<u8>| match secrets {
        Secrets::Shown => Escaped(value).to_string(),
        Secrets::Masked => masked(flag, value),
    };
    values.iter().map(hide).collect()
}

fn masked(flag: &Flag, value: &[u8]) -> String {
    let is = |one: &Flag| flag.long == one.long;
    if is(&request::HEADER) || is(&proxy::PROXY_HEADER) {
        return mask::line(value, Secrets::Masked);
    }
    if is(&credentials::BEARER) || is(&tls::PASS) {
        return hidden(value);
    }
    if is(&credentials::USER) || is(&credentials::AUTH) || is(&proxy::PROXY_USER) || is(&tls::CERT)
    {
        return login(value);
    }
    let bare = userinfo::masked(value);
    Escaped(bare.as_deref().unwrap_or(value)).to_string()
}

/// A secret, or the place where it is.
fn hidden(value: &[u8]) -> String {
    if value.starts_with(b"cmd:") {
        return format!("cmd:{MASK}");
    }
    match secret::is_source(value) {
        true => Escaped(value).to_string(),
        false => MASK.to_owned(),
    }
}

/// `NAME:PASSWORD`
fn login(value: &[u8]) -> String {
    if value.starts_with(b"cmd:") || secret::is_source(value) {
        return hidden(value);
    }
    let colon = memchr::memchr(b':', value);
    match colon.and_then(|at| value.split_at_checked(at)) {
        Some((name, rest)) => {
            let password = rest.get(1..).unwrap_or_default();
            format!("{}:{}", Escaped(name), hidden(password))
        }
        None => Escaped(value).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::commands::flags;
    use std::ffi::{OsStr, OsString};

    #[test]
    fn secrets_are_masked_by_flag_and_places_are_not() {
        for (name, value, told) in [
            ("user", "ada:SECRET", "ada:••••"),
            ("user", "ada:SECRET:x", "ada:••••"),
            ("user", "ada", "ada"),
            ("user", "env:LOGIN", "env:LOGIN"),
            ("user", "ada:env:PW", "ada:env:PW"),
            ("user", "cmd:echo SECRET", "cmd:••••"),
            ("auth", "ada:SECRET", "ada:••••"),
            ("bearer", "SECRET", "••••"),
            ("bearer", "@token", "@token"),
            ("bearer", "\\@SECRET", "••••"),
            ("header", "X-Api-Key: SECRET", "X-Api-Key: ••••"),
            ("header", "X-A: \x1bb", "X-A: \\x1bb"),
            ("proxy", "http://u:SECRET@h:1", "http://••••@h:1"),
            ("proxy-user", "u:SECRET", "u:••••"),
            ("proxy-header", "X-Token: SECRET", "X-Token: ••••"),
            ("pass", "SECRET", "••••"),
            ("cert", "a.pem:SECRET", "a.pem:••••"),
            ("max-time", "5s", "5s"),
        ] {
            let (flag, _) = flags::find(name).unwrap();
            let words = vec![flags::glued(flag, OsStr::new(value))];
            let setting = Setting { flag, words };
            assert_eq!(shown(&setting, Secrets::Masked), [told], "{name}");
            let all = shown(&setting, Secrets::Shown);
            assert_eq!(all, [Escaped(value.as_bytes()).to_string()]);
        }
    }

    #[test]
    fn switches_have_no_value_and_pairs_have_two() {
        let (flag, _) = flags::find("timing").unwrap();
        let words = vec![OsString::from("--timing")];
        assert!(shown(&Setting { flag, words }, Secrets::Masked).is_empty());
    }

    #[test]
    fn a_switch_is_on_or_off() {
        for (words, wanted) in [
            (&[][..], Some(true)),
            (&["on"], Some(true)),
            (&["OFF"], Some(false)),
            (&["maybe"], None),
            (&["on", "off"], None),
        ] {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(switch("raw", &words).ok(), wanted, "{words:?}");
        }
        let told = switch("raw", &["x".to_owned()]).unwrap_err().to_string();
        assert_eq!(
            told,
            "raw: 'x' is neither on nor off; write set raw on, or set raw off"
        );
    }
}
