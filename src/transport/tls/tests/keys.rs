//! Private keys as openssl and ssh-keygen wrote them, all of them made for these tests. The sealed
//! ones hold the key of `ec-sec1.pem` under one password.

use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::PrivateKeyDer;

use crate::transport::tls::key::{Trouble, is_locked, read};

const PASSWORD: &[u8] = b"s3cret word";
const EC: &[u8] = include_bytes!("keys/ec-sec1.pem");

/// What a server would see of a key.
fn public(key: &PrivateKeyDer<'static>) -> Vec<u8> {
    let signing = any_supported_type(key).unwrap();
    signing.public_key().unwrap().to_vec()
}

#[test]
fn every_form_of_a_key_is_the_same_key() {
    let wanted = public(&read(EC, None).unwrap());
    let plain = include_bytes!("keys/ec-pkcs8.pem");
    assert_eq!(public(&read(plain, None).unwrap()), wanted);
    for sealed in [
        &include_bytes!("keys/sealed-hmacWithSHA1.pem")[..],
        include_bytes!("keys/sealed-hmacWithSHA256.pem"),
        include_bytes!("keys/sealed-hmacWithSHA384.pem"),
        include_bytes!("keys/sealed-hmacWithSHA512.pem"),
    ] {
        assert!(is_locked(sealed));
        assert_eq!(public(&read(sealed, Some(PASSWORD)).unwrap()), wanted);
        assert_eq!(read(sealed, None), Err(Trouble::Locked));
        for wrong in [&b""[..], b"s3cret", b"s3cret word\n"] {
            assert_eq!(read(sealed, Some(wrong)), Err(Trouble::WrongPassword));
        }
    }
    // A password for a key that needs none is no harm.
    assert_eq!(public(&read(EC, Some(PASSWORD)).unwrap()), wanted);
    assert!(!is_locked(EC));
}

#[test]
fn other_kinds_of_keys_are_read() {
    for key in [
        &include_bytes!("keys/rsa-pkcs1.pem")[..],
        include_bytes!("keys/ed25519-pkcs8.pem"),
    ] {
        assert!(!public(&read(key, None).unwrap()).is_empty());
    }
}

#[test]
fn der_is_read_as_pem_is() {
    for pem in [
        EC,
        include_bytes!("keys/ec-pkcs8.pem"),
        include_bytes!("keys/sealed-hmacWithSHA256.pem"),
    ] {
        let blocks = crate::transport::tls::key::blocks(pem);
        let der = blocks.last().unwrap().decode().unwrap();
        let (one, other) = (read(pem, Some(PASSWORD)), read(&der, Some(PASSWORD)));
        assert_eq!(public(&one.unwrap()), public(&other.unwrap()));
    }
}

#[test]
fn what_is_not_read_is_told_apart_and_says_how_to_convert_it() {
    let cut = EC.get(..EC.len() - 40).unwrap();
    let mut odd = EC.to_vec();
    let at = odd.len() - 60;
    odd[at] = b'!';
    for (file, trouble, words) in [
        (
            &include_bytes!("keys/traditional.pem")[..],
            Trouble::Traditional,
            "openssl pkcs8",
        ),
        (
            include_bytes!("keys/other-scrypt.pem"),
            Trouble::OtherScheme,
            "openssl pkcs8",
        ),
        (
            include_bytes!("keys/other-des3.pem"),
            Trouble::OtherScheme,
            "openssl pkcs8",
        ),
        (
            include_bytes!("keys/other-pbes1.pem"),
            Trouble::OtherScheme,
            "openssl pkcs8",
        ),
        (
            include_bytes!("keys/openssh.pem"),
            Trouble::OpenSsh,
            "ssh-keygen",
        ),
        (
            include_bytes!("keys/pkcs12.p12"),
            Trouble::Pkcs12,
            "openssl pkcs12",
        ),
        (b"", Trouble::None, "--key"),
        (
            b"-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
            Trouble::None,
            "--key",
        ),
        (cut, Trouble::Damaged, "copy"),
        (&odd, Trouble::Damaged, "copy"),
        (&[0x30, 0], Trouble::None, "--key"),
    ] {
        assert_eq!(read(file, Some(PASSWORD)), Err(trouble));
        let hint = trouble.hint("my.pem");
        assert!(hint.contains(words), "{hint}");
    }
}

#[test]
fn damage_to_a_sealed_key_is_never_more_than_an_error() {
    let sealed = include_bytes!("keys/sealed-hmacWithSHA256.pem");
    let blocks = crate::transport::tls::key::blocks(sealed);
    let der = blocks.last().unwrap().decode().unwrap();
    // The head: algorithms, salt, rounds. Rounds are kept small, or this takes for ever.
    for at in (0..90).filter(|at| !(43..47).contains(at)) {
        let mut damaged = der.to_vec();
        damaged[at] ^= 0x01;
        let _either = read(&damaged, Some(PASSWORD));
        let _either = read(der.get(..at).unwrap(), Some(PASSWORD));
    }
}
