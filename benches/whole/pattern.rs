//! The bodies that the benchmark moves: a megabyte of bytes, and how it looks in chunks.

use std::io::Write as _;

use anyhow::Result;

/// Content in one block; every body is a whole number of blocks.
pub(crate) const BLOCK: u64 = 1 << 20;

/// One block of content: bytes that no layer could shorten by accident.
pub(crate) fn block() -> Vec<u8> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    (0..BLOCK / 8)
        .flat_map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()
        })
        .collect()
}

/// A block in chunks whose sizes go round `sizes`; the last chunk takes what is left.
pub(crate) fn chunked(block: &[u8], sizes: &[usize]) -> Result<Vec<u8>> {
    let mut coded = Vec::with_capacity(block.len().saturating_mul(5));
    let mut rest = block;
    for size in sizes.iter().cycle() {
        let (chunk, after) = rest.split_at_checked(*size).unwrap_or((rest, &[]));
        if chunk.is_empty() {
            break;
        }
        write!(coded, "{:x}\r\n", chunk.len())?;
        coded.extend_from_slice(chunk);
        coded.extend_from_slice(b"\r\n");
        rest = after;
    }
    Ok(coded)
}

/// `size` scaled, in whole blocks, at least one.
pub(crate) fn scaled(size: u64, scale: f64) -> u64 {
    let blocks = u32::try_from(size / BLOCK).unwrap_or(u32::MAX);
    (1..blocks)
        .find(|&n| f64::from(n) >= f64::from(blocks) * scale)
        .map_or(size, |n| u64::from(n).saturating_mul(BLOCK))
}

/// Bytes of one element of [`elements`].
const ELEMENT: usize = 128;

/// A block of elements of an array, each with a comma behind it.
pub(crate) fn elements() -> Vec<u8> {
    let count = usize::try_from(BLOCK).unwrap_or_default() / ELEMENT;
    let element = |at: usize| {
        let id = at.saturating_add(1_000_000);
        let text = format!("{{\"id\":{id},\"tags\":[\"a\",\"b\"],\"on\":true,\"note\":\"");
        format!("{text:.<width$}\"}},", width = ELEMENT.saturating_sub(3)).into_bytes()
    };
    (0..count).flat_map(element).collect()
}

/// What comes after them.
pub(crate) const LAST_ELEMENT: &str = "{\"id\":1000000}]";

/// Bytes of the ids of so many bytes of elements and of the last, a line each.
pub(crate) fn ids(size: u64) -> u64 {
    (size / 128).saturating_add(1).saturating_mul(8)
}

/// Items for the command line.
pub(crate) fn items(count: u64) -> impl Iterator<Item = String> {
    (0..count).map(|at| format!("key{at}=value {at}"))
}

/// The document that [`items`] make.
pub(crate) fn document(count: u64) -> String {
    let fields: Vec<String> = (0..count)
        .map(|at| format!("\"key{at}\":\"value {at}\""))
        .collect();
    format!("{{{}}}", fields.join(","))
}
