//! The chunked decoder over raw bytes, behind a fixed head.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::http::method::Method;

#[path = "../../tests/protocol/drive.rs"]
mod drive;

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

fuzz_target!(|body: &[u8]| {
    let whole = drive::drive(&Method::GET, [HEAD, body], true);
    assert!(whole.content.len() <= body.len());
    let cut = std::iter::once(HEAD).chain(body.chunks(1));
    assert_eq!(drive::drive(&Method::GET, cut, true), whole);
});
