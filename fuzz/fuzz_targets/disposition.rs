//! Names of files out of raw field values: no panic, and no name that leaves the directory, hides or
//! cannot be written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::http::disposition::filename;
use verb::output::name::harmless;

fuzz_target!(|value: &[u8]| {
    let Some(given) = filename(value) else {
        return;
    };
    let name = harmless(&given);
    assert!(!name.is_empty() && name.len() <= 200);
    assert!(!name.starts_with(['.', '-', ' ']));
    assert!(!name.contains(['/', '\\', '\0', '\n', '\u{1b}', '\u{202e}']));
    assert_eq!(harmless(&name), name);
});
