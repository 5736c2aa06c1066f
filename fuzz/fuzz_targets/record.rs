//! A record as it may be given to `verb replay`: no panic, and what was understood has a number of
//! bytes that the record can hold.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::output::record_read;

fuzz_target!(|input: &[u8]| {
    if let Ok(all) = record_read::read(input) {
        let bytes: u64 = all.iter().map(|one| one.head.len() as u64 + one.body_size).sum();
        assert!(bytes <= input.len() as u64);
    }
});
