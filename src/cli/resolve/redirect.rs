//! How redirects are followed: `-L`, `--max-redirs`, `--proto-redir`, `--location-trusted`.

use std::ffi::OsStr;

use crate::base::failure::Failure;
use crate::cli::args::redirect as flags;
use crate::cli::given::{Given, bad_value};
use crate::client::redirect::{Abroad, Plain, Policy};

/// What was asked for; `None` where redirects are not followed. What is wrong is told even then.
pub(super) fn policy(given: &Given) -> Result<Option<Policy>, Failure> {
    let most = given.parse(&flags::MAX_REDIRS, "a number, or -1 for no limit", most)?;
    let (http, https) = match given.last(&flags::PROTO_REDIR) {
        Some(value) => schemes(value)?,
        None => BOTH,
    };
    let trusted = given.switch(&flags::LOCATION_TRUSTED);
    if !trusted && !given.switch(&flags::LOCATION) {
        return Ok(None);
    }
    let abroad = match trusted {
        true => Abroad::Everything,
        false => Abroad::Harmless,
    };
    Ok(Some(Policy {
        most: most.unwrap_or(Policy::default().most),
        http,
        https,
        abroad,
    }))
}

/// What may be followed where nothing is said.
const BOTH: (Plain, bool) = (Plain::FromHttp, true);

fn most(text: &str) -> Option<Option<u32>> {
    match text {
        "-1" => Some(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok().map(Some),
        _ => None,
    }
}

/// curl's grammar, of which `all` stands for both. To name http is to allow it from https.
fn schemes(value: &OsStr) -> Result<(Plain, bool), Failure> {
    let wrong = || {
        bad_value(&flags::PROTO_REDIR, value, "a list of http and https")
            .hint("such as =https or http,https; there are no other schemes to follow to")
    };
    let text = value.to_str().ok_or_else(wrong)?;
    let (mut http, mut https) = BOTH;
    for word in text.split(',').map(str::trim) {
        let (sign, name) = match word.split_at_checked(1) {
            Some((sign @ ("=" | "+" | "-"), name)) => (sign, name),
            Some(_) | None => ("+", word),
        };
        if sign == "=" {
            (http, https) = (Plain::Never, false);
        }
        let on = sign != "-";
        match name.to_ascii_lowercase().as_str() {
            "http" if on => http = Plain::Always,
            "http" => http = Plain::Never,
            "https" => https = on,
            "all" if on => (http, https) = BOTH,
            "all" => (http, https) = (Plain::Never, false),
            _ => return Err(wrong()),
        }
    }
    Ok((http, https))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_from_left_to_right() {
        use Plain::{Always, FromHttp, Never};
        for (text, wanted) in [
            ("http,https", (Always, true)),
            ("=https", (Never, true)),
            ("=http", (Always, false)),
            ("-http", (Never, true)),
            ("-https", (FromHttp, false)),
            ("+http", (Always, true)),
            ("HTTPS", (FromHttp, true)),
            ("-all,https", (Never, true)),
            ("=all", (FromHttp, true)),
            ("=https,+http", (Always, true)),
            ("http, =https", (Never, true)),
        ] {
            assert_eq!(schemes(OsStr::new(text)).unwrap(), wanted, "{text}");
        }
        for text in ["", "ftp", "=https,", "http;https", "=", "==http", "https:"] {
            let failure = schemes(OsStr::new(text)).unwrap_err();
            assert!(failure.hint.is_some(), "{text}");
        }
    }

    #[test]
    fn a_number_of_redirects_is_a_number_or_none() {
        assert_eq!(most("-1"), Some(None));
        assert_eq!(most("0"), Some(Some(0)));
        assert_eq!(most("4294967295"), Some(Some(u32::MAX)));
        for text in ["", "-2", "4294967296", "+1", "1.5", "ten"] {
            assert_eq!(most(text), None, "{text}");
        }
    }
}
