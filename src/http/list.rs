//! List fields (RFC 9110 section 5.6.1): elements between commas, where a quoted-string counts as
//! one piece.

use super::token::trim_ows;

/// The elements of one field value, without the whitespace around them; empty ones included.
pub fn elements(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(value);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = element_end(text);
        let (element, after) = text.split_at_checked(end)?;
        rest = after.split_first().map(|(_, rest)| rest);
        Some(trim_ows(element))
    })
}

fn element_end(text: &[u8]) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}
