//! The public suffix list: names under which anybody can register, so that a cookie for all of
//! them would go to strangers. Both parts of it count, that of the registries and the private one.
//!
//! The list is compiled in by a crate that is published anew whenever the list changes: it is kept
//! current as any other dependency is. Nothing of it is touched until a cookie names a domain.

use psl::Psl;

/// Whether a name in canonical form is a public suffix. A name of one label that the list does not
/// know is one as well; a trailing dot does not matter.
pub(super) fn is_public(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).as_bytes();
    psl::List
        .suffix(name)
        .is_some_and(|suffix| suffix.as_bytes() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_of_the_list_are_known() {
        for name in [
            "com",
            "co.uk",
            "co.uk.",
            "github.io",
            "a.kawasaki.jp",
            "b.ck",
            "xn--p1ai",
            "localhost",
        ] {
            assert!(is_public(name), "{name}");
        }
        for name in [
            "example.com",
            "a.co.uk",
            "a.github.io",
            "city.kawasaki.jp",
            "www.ck",
            "a.test",
            "",
        ] {
            assert!(!is_public(name), "{name}");
        }
    }
}
