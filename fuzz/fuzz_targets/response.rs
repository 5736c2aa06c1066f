//! The head parser and the body decoders over raw bytes: no panic, and one verdict however the
//! bytes are cut.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::http::method::Method;

#[path = "../../tests/protocol/drive.rs"]
mod drive;

fuzz_target!(|wire: &[u8]| {
    for method in [Method::GET, Method::HEAD, Method::CONNECT] {
        let whole = drive::drive(&method, [wire], true);
        assert_eq!(drive::drive(&method, wire.chunks(1), true), whole);
        assert_eq!(drive::drive(&method, wire.chunks(7), true), whole);
    }
});
