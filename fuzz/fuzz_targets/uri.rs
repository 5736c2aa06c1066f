//! The URI parser over raw text: no panic, and nothing it accepts can split a request-line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::http::uri::Uri;

fuzz_target!(|text: &str| {
    let Ok(uri) = Uri::parse(text) else { return };
    assert!(uri.path_and_query.starts_with('/'));
    assert!(uri.path_and_query.bytes().all(|byte| matches!(byte, 0x21..=0x7e)));
    let again = Uri::parse(&uri.to_string());
    assert_eq!(again.as_ref(), Ok(&uri), "what is printed is read back");
});
