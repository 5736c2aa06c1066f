//! The decoders of content codings over raw bytes; the first byte says which, in which order.
#![no_main]

use std::io::Read;

use libfuzzer_sys::fuzz_target;
use verb::content::coding::Coding;
use verb::content::decoded::undo;

const CODINGS: [&[Coding]; 6] = [
    &[Coding::Gzip],
    &[Coding::Deflate],
    &[Coding::Brotli],
    &[Coding::Zstd],
    &[Coding::Gzip, Coding::Brotli],
    &[Coding::Zstd, Coding::Deflate],
];
/// Decoded bytes that are looked at: small input can stand for endless content.
const MOST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let Some((&first, coded)) = input.split_first() else { return };
    let codings = CODINGS[usize::from(first) % CODINGS.len()];
    let decode = |coded: &[u8]| {
        let mut decoded = Vec::new();
        let read = undo(codings, Box::new(coded)).take(MOST).read_to_end(&mut decoded);
        (read.is_ok(), decoded)
    };
    assert_eq!(decode(coded), decode(coded));
});
