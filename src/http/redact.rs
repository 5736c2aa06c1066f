//! Which fields hold secrets. Whoever shows a head asks here.

/// Whether the value of a field of this name must be masked wherever it is shown.
pub fn is_secret(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 5] = [
        b"authorization",
        b"proxy-authorization",
        b"cookie",
        b"set-cookie",
        b"set-cookie2",
    ];
    const WORDS: [&[u8]; 4] = [b"key", b"token", b"secret", b"password"];
    let name = name.to_ascii_lowercase();
    let holds = |word: &[u8]| name.windows(word.len()).any(|part| part == word);
    NAMES.contains(&name.as_slice()) || (WORDS.iter().any(|word| holds(word)) && !is_public(&name))
}

/// Names that hold one of the words by accident of the protocol's own vocabulary. The key of an
/// idempotent request names it and opens nothing.
fn is_public(name: &[u8]) -> bool {
    name.starts_with(b"sec-websocket-") || name == b"public-key-pins" || name == b"idempotency-key"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_name_in_any_case() {
        for name in ["AUTHORIZATION", "Set-Cookie", "X-Api-Key", "x-auth-TOKEN"] {
            assert!(is_secret(name.as_bytes()), "{name}");
        }
        for name in [
            "accept",
            "content-type",
            "www-authenticate",
            "Sec-WebSocket-Key",
            "Idempotency-Key",
        ] {
            assert!(!is_secret(name.as_bytes()), "{name}");
        }
    }
}
