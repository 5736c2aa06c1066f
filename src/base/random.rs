//! Bytes that nobody can guess, from the system's random source. Asked for when they are needed:
//! most runs need none.

use std::fmt::Write as _;

use ring::rand::{SecureRandom, SystemRandom};

use super::exit::Kind;
use super::failure::Failure;

/// So many random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    match SystemRandom::new().fill(&mut bytes) {
        Ok(()) => Ok(bytes),
        Err(_) => Err(Failure::new(
            Kind::Internal,
            "the system's random source failed",
        )),
    }
}

/// So many random bytes, as twice as many hexadecimal digits.
pub fn hex<const N: usize>() -> Result<String, Failure> {
    let mut text = String::with_capacity(N.saturating_mul(2));
    for byte in bytes::<N>()? {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_are_alike() {
        let (one, two) = (hex::<16>().unwrap(), hex::<16>().unwrap());
        assert_eq!(one.len(), 32);
        assert!(one.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(one, two);
    }
}
