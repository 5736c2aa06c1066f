//! URLs as curl takes them: `http` where no scheme is given, no globbing, and the name of an
//! uploaded file after one that ends in a slash.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::option::{Own, To};
use super::scan::Scanned;
use crate::base::escape::excerpt;
use crate::base::failure::Failure;
use crate::http::uri::split_scheme;

/// The URLs as words; `upload` is the file of `-T`.
pub(super) fn all(scanned: &Scanned, upload: Option<&OsStr>) -> Result<Vec<OsString>, Failure> {
    let default = match scanned.last(Own::ProtoDefault) {
        None => "http",
        Some(value) => match value.to_str() {
            Some(known @ ("http" | "https")) => known,
            _ => {
                return Err(Failure::usage(
                    "curl's --proto-default names a scheme that verb lacks",
                )
                .hint("verb speaks http and https"));
            }
        },
    };
    let urls = scanned.urls.iter().map(|word| {
        let Some(text) = word.to_str() else {
            let shown = excerpt(word.as_encoded_bytes());
            return Err(Failure::usage(format!("URL '{shown}' is not UTF-8")));
        };
        if !scanned.has(To::Own(Own::Globoff)) {
            check_globs(text)?;
        }
        let whole = with_scheme(text, default)?;
        Ok(with_file(whole, upload).into())
    });
    urls.collect()
}

fn check_globs(url: &str) -> Result<(), Failure> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    // An IPv6 address is no range.
    let rest = match rest.starts_with('[') {
        true => rest.split_once(']').map_or("", |(_, rest)| rest),
        false => rest,
    };
    match rest.find(['[', ']', '{', '}']) {
        None => Ok(()),
        Some(_) => {
            let shown = excerpt(rest.as_bytes());
            Err(Failure::usage(format!(
                "curl would make several URLs of '{shown}', verb does not"
            ))
            .hint("write each of them, or add -g if the brackets are meant"))
        }
    }
}

/// curl guesses other protocols from the first label of the host.
fn with_scheme(url: &str, default: &str) -> Result<String, Failure> {
    const GUESSED: [&str; 6] = ["ftp.", "dict.", "ldap.", "imap.", "smtp.", "pop3."];
    if split_scheme(url).is_some() || url.is_empty() {
        return Ok(url.to_owned());
    }
    let lower = url.to_ascii_lowercase();
    if let Some(guess) = GUESSED.iter().find(|guess| lower.starts_with(**guess)) {
        let name = guess.trim_end_matches('.');
        let shown = excerpt(url.as_bytes());
        return Err(
            Failure::usage(format!("curl would speak {name} to '{shown}'"))
                .hint(format!("write http://{shown} if HTTP is meant")),
        );
    }
    Ok(format!("{default}://{url}"))
}

fn with_file(url: String, upload: Option<&OsStr>) -> String {
    let Some(name) = upload.and_then(|file| Path::new(file).file_name()) else {
        return url;
    };
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let (place, query) = url.split_at_checked(end).unwrap_or((&url, ""));
    let path = place.split_once("://").map_or(place, |(_, rest)| rest);
    let slash = match path.contains('/') {
        false => "/",
        true if path.ends_with('/') => "",
        true => return url,
    };
    let name = encoded(name.as_encoded_bytes());
    format!("{place}{slash}{name}{query}")
}

/// Everything but unreserved characters, as `curl_easy_escape` does.
fn encoded(name: &[u8]) -> String {
    let mut text = String::new();
    for &byte in name {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
