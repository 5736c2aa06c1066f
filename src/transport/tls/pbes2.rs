//! Opens encrypted PKCS#8 keys (RFC 5958 section 3) by PBES2 (RFC 8018 section 6.2): PBKDF2 with
//! HMAC-SHA1 to SHA-512, AES in CBC mode. That is what OpenSSL has written for ten years; keys in
//! other wrappings are refused by `key`, with the command that converts them.

use std::num::NonZeroU32;

use aes::{Aes128, Aes192, Aes256};
use cbc::Decryptor;
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt as _, KeyIvInit as _};
use ring::pbkdf2::{
    self, Algorithm, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA384, PBKDF2_HMAC_SHA512,
};
use zeroize::Zeroizing;

use super::der::{Der, tag};
use crate::base::limits;

const OID_PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d];
const OID_PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0c];
/// hmacWithSHA1 and its like, all but the last byte.
const OID_HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2];
/// aes128-CBC-PAD and its like, all but the last byte.
const OID_AES: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1];

/// Why a key was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It is encrypted in another way.
    OtherScheme,
    /// The password is not its.
    WrongPassword,
}

/// Which AES, by the length of its key.
#[derive(Debug, Clone, Copy)]
enum Cipher {
    Aes128,
    Aes192,
    Aes256,
}

/// An encrypted key, taken apart.
struct Sealed<'a> {
    salt: &'a [u8],
    rounds: NonZeroU32,
    hash: Algorithm,
    cipher: Cipher,
    vector: &'a [u8],
    content: &'a [u8],
}

/// Whether this is an EncryptedPrivateKeyInfo: an algorithm with parameters, and octets.
pub fn is_encrypted(der: &[u8]) -> bool {
    parts(der).is_some()
}

/// The key inside, as PKCS#8 without encryption.
///
/// # Errors
/// [`Closed`]. That a password is wrong is seen by what comes out being no key.
pub fn open(der: &[u8], password: &[u8]) -> Result<Zeroizing<Vec<u8>>, Closed> {
    let sealed = Sealed::read(der).ok_or(Closed::OtherScheme)?;
    let mut key = Zeroizing::new(vec![0; sealed.cipher.key_bytes()]);
    pbkdf2::derive(sealed.hash, sealed.rounds, sealed.salt, password, &mut key);
    let opened = sealed.decrypt(&key).ok_or(Closed::WrongPassword)?;
    // One wrong password in 256 leaves padding that looks right.
    let inside = Der(&opened).accept(tag::SEQUENCE);
    match inside.and_then(|mut fields| fields.accept(tag::INTEGER)) {
        Some(Der([0 | 1])) => Ok(opened),
        Some(_) | None => Err(Closed::WrongPassword),
    }
}

/// The algorithm and the content.
fn parts(der: &[u8]) -> Option<(Der<'_>, &[u8])> {
    let mut fields = Der(der).accept(tag::SEQUENCE)?;
    let algorithm = fields.accept(tag::SEQUENCE)?;
    let content = fields.accept(tag::OCTETS)?;
    Some((algorithm, content.0))
}

impl<'a> Sealed<'a> {
    fn read(der: &'a [u8]) -> Option<Self> {
        let (mut algorithm, content) = parts(der)?;
        let mut schemes = named(&mut algorithm, OID_PBES2)?;
        let mut derivation = named(&mut schemes.accept(tag::SEQUENCE)?, OID_PBKDF2)?;
        let salt = derivation.accept(tag::OCTETS)?.0;
        let rounds = rounds(derivation.accept(tag::INTEGER)?.0)?;
        let _key_length = derivation.accept(tag::INTEGER);
        let hash = match derivation.accept(tag::SEQUENCE) {
            None => PBKDF2_HMAC_SHA1,
            Some(mut hash) => match hash.accept(tag::OID)?.0.strip_prefix(OID_HMAC)? {
                [0x07] => PBKDF2_HMAC_SHA1,
                [0x09] => PBKDF2_HMAC_SHA256,
                [0x0a] => PBKDF2_HMAC_SHA384,
                [0x0b] => PBKDF2_HMAC_SHA512,
                _ => return None,
            },
        };
        let mut encryption = schemes.accept(tag::SEQUENCE)?;
        let cipher = match encryption.accept(tag::OID)?.0.strip_prefix(OID_AES)? {
            [0x02] => Cipher::Aes128,
            [0x16] => Cipher::Aes192,
            [0x2a] => Cipher::Aes256,
            _ => return None,
        };
        let vector = encryption.accept(tag::OCTETS)?.0;
        Some(Self {
            salt,
            rounds,
            hash,
            cipher,
            vector,
            content,
        })
    }

    fn decrypt(&self, key: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(self.content.to_vec());
        let vector = self.vector;
        let plain = match self.cipher {
            Cipher::Aes128 => Decryptor::<Aes128>::new_from_slices(key, vector)
                .ok()?
                .decrypt_padded::<Pkcs7>(&mut bytes),
            Cipher::Aes192 => Decryptor::<Aes192>::new_from_slices(key, vector)
                .ok()?
                .decrypt_padded::<Pkcs7>(&mut bytes),
            Cipher::Aes256 => Decryptor::<Aes256>::new_from_slices(key, vector)
                .ok()?
                .decrypt_padded::<Pkcs7>(&mut bytes),
        };
        let length = plain.ok()?.len();
        bytes.truncate(length);
        Some(bytes)
    }
}

impl Cipher {
    const fn key_bytes(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }
}

/// The parameters of an algorithm, when it is this one.
fn named<'a>(algorithm: &mut Der<'a>, oid: &[u8]) -> Option<Der<'a>> {
    let found = algorithm.accept(tag::OID)?;
    (found.0 == oid).then(|| algorithm.accept(tag::SEQUENCE))?
}

/// A number of rounds that is no attempt to keep us busy.
fn rounds(bytes: &[u8]) -> Option<NonZeroU32> {
    let digits = bytes.strip_prefix(&[0]).unwrap_or(bytes);
    if digits.len() > 4 {
        return None;
    }
    let value = digits.iter().fold(0_u32, |value, digit| {
        value.wrapping_shl(8) | u32::from(*digit)
    });
    NonZeroU32::new(value).filter(|value| value.get() <= limits::KEY_ROUNDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_cannot_keep_us_busy_for_ever() {
        let most = limits::KEY_ROUNDS.to_be_bytes();
        assert_eq!(rounds(&most).map(NonZeroU32::get), Some(limits::KEY_ROUNDS));
        assert_eq!(rounds(&(limits::KEY_ROUNDS + 1).to_be_bytes()), None);
        assert_eq!(rounds(&[0]), None);
        assert_eq!(rounds(&[]), None);
        assert_eq!(rounds(&[1, 0, 0, 0, 0]), None);
        assert_eq!(rounds(&[0x08, 0]).map(NonZeroU32::get), Some(2048));
        assert_eq!(rounds(&[0, 0x80]).map(NonZeroU32::get), Some(128));
    }
}
