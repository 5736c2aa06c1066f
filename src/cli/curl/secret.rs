//! Credentials as curl takes them: as they stand. Here some beginnings name a place where the
//! secret is (`env:`, `@`, `fd:`, `cmd:`); a backslash before them takes that meaning away.

use std::ffi::{OsStr, OsString};

use super::os_string;

/// A secret that is meant as it stands.
pub(super) fn word(value: &OsStr) -> OsString {
    os_string(literal(value.as_encoded_bytes()))
}

/// `USER:PASSWORD`, where the password alone could name a place as well.
pub(super) fn login(value: &OsStr) -> OsString {
    let bytes = value.as_encoded_bytes();
    let Some(colon) = bytes.iter().position(|byte| *byte == b':') else {
        return word(value);
    };
    let (user, password) = bytes.split_at_checked(colon).unwrap_or_default();
    let password = literal(password.strip_prefix(b":").unwrap_or_default());
    os_string(literal(&[user, b":", &password].concat()))
}

/// Backslashes that stand before such a beginning already are meant as well.
fn literal(value: &[u8]) -> Vec<u8> {
    let bare = value.iter().position(|byte| *byte != b'\\');
    let bare = bare.and_then(|at| value.get(at..)).unwrap_or_default();
    let places: [&[u8]; 4] = [b"@", b"env:", b"fd:", b"cmd:"];
    let escape: &[u8] = match places.iter().any(|place| bare.starts_with(place)) {
        true => b"\\",
        false => b"",
    };
    [escape, value].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_of_curls_names_no_place() {
        for (given, meant) in [
            ("user:pass", "user:pass"),
            ("user", "user"),
            ("user:", "user:"),
            ("env:x", "\\env:x"),
            ("@f", "\\@f"),
            ("u:@pass", "u:\\@pass"),
            ("u:env:x:y", "u:\\env:x:y"),
            ("fd:cmd:x", "\\fd:\\cmd:x"),
            ("u:\\@x", "u:\\\\@x"),
            ("u:\\x", "u:\\x"),
        ] {
            assert_eq!(login(OsStr::new(given)), meant, "{given}");
        }
        assert_eq!(word(OsStr::new("env:x")), "\\env:x");
        assert_eq!(word(OsStr::new("a:@b")), "a:@b");
    }
}
