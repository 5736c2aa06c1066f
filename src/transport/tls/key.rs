//! Private keys from files: PKCS#8 (RFC 5958), PKCS#1 and SEC1, in PEM or DER, encrypted PKCS#8
//! through `pbes2`. What is not read is told apart, so that the message can say how to convert it.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rustls::pki_types::PrivateKeyDer;
use zeroize::Zeroizing;

use super::der::{Der, tag};
use super::pbes2::{self, Closed};

/// Why a file gave no private key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is none in it.
    None,
    /// There is one, damaged.
    Damaged,
    /// It is encrypted, and there is no password.
    Locked,
    /// The password does not open it.
    WrongPassword,
    /// It is encrypted as OpenSSL did before PKCS#8: one round of MD5.
    Traditional,
    /// It is encrypted by another scheme than PBES2 with PBKDF2 and AES.
    OtherScheme,
    /// It is in OpenSSH's own format.
    OpenSsh,
    /// It is a PKCS#12 collection.
    Pkcs12,
}

/// How a key is written down.
enum Form {
    Plain,
    Sealed,
}

/// A block of PEM (RFC 7468), its text still encoded.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// What it says that it is.
    pub label: &'a [u8],
    /// What stands between its first and last line.
    pub text: &'a [u8],
}

/// The first private key of a file, its password already known.
pub fn read(file: &[u8], password: Option<&[u8]>) -> Result<PrivateKeyDer<'static>, Trouble> {
    let (form, der) = find(file)?;
    let plain = match (form, password) {
        (Form::Plain, _) => der,
        (Form::Sealed, None) => return Err(Trouble::Locked),
        (Form::Sealed, Some(password)) => {
            pbes2::open(&der, password).map_err(|closed| match closed {
                Closed::OtherScheme => Trouble::OtherScheme,
                Closed::WrongPassword => Trouble::WrongPassword,
            })?
        }
    };
    let key = PrivateKeyDer::try_from(plain.as_slice()).map_err(|_| Trouble::Damaged)?;
    Ok(key.clone_key())
}

/// Whether the first private key of a file needs a password.
pub fn is_locked(file: &[u8]) -> bool {
    matches!(find(file), Ok((Form::Sealed, _)))
}

/// The blocks of a PEM file, in order; what stands between them is passed over.
pub fn blocks(file: &[u8]) -> impl Iterator<Item = Block<'_>> {
    let mut rest = file;
    std::iter::from_fn(move || {
        let (block, after) = next(rest)?;
        rest = after;
        Some(block)
    })
}

fn next(file: &[u8]) -> Option<(Block<'_>, &[u8])> {
    const BEGIN: &[u8] = b"-----BEGIN ";
    const DASHES: &[u8] = b"-----";
    let at = memchr::memmem::find(file, BEGIN)?;
    let after = file.get(at.checked_add(BEGIN.len())?..)?;
    let label = after.get(..memchr::memmem::find(after, DASHES)?)?;
    let after = after.get(label.len().checked_add(DASHES.len())?..)?;
    let end = memchr::memmem::find(after, b"-----END ")?;
    let (text, after) = after.split_at_checked(end)?;
    Some((Block { label, text }, after))
}

impl Block<'_> {
    /// The bytes that it encodes; wiped when they are dropped.
    pub fn decode(&self) -> Option<Zeroizing<Vec<u8>>> {
        let digits = self.text.iter().filter(|byte| !byte.is_ascii_whitespace());
        let digits: Zeroizing<Vec<u8>> = Zeroizing::new(digits.copied().collect());
        // Made long enough at once: growing would leave copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(digits.len()));
        BASE64_STANDARD
            .decode_vec(digits.as_slice(), &mut bytes)
            .ok()?;
        Some(bytes)
    }
}

fn find(file: &[u8]) -> Result<(Form, Zeroizing<Vec<u8>>), Trouble> {
    if file.first() == Some(&tag::SEQUENCE) {
        return found_in_der(file);
    }
    for block in blocks(file) {
        let form = match block.label {
            b"PRIVATE KEY" => Form::Plain,
            b"ENCRYPTED PRIVATE KEY" => Form::Sealed,
            b"RSA PRIVATE KEY" | b"EC PRIVATE KEY" => {
                if memchr::memmem::find(block.text, b"Proc-Type: 4,ENCRYPTED").is_some() {
                    return Err(Trouble::Traditional);
                }
                Form::Plain
            }
            b"OPENSSH PRIVATE KEY" => return Err(Trouble::OpenSsh),
            _ => continue,
        };
        let der = block.decode().ok_or(Trouble::Damaged)?;
        return Ok((form, der));
    }
    match memchr::memmem::find(file, b"PRIVATE KEY-----") {
        Some(_) => Err(Trouble::Damaged),
        None => Err(Trouble::None),
    }
}

fn found_in_der(file: &[u8]) -> Result<(Form, Zeroizing<Vec<u8>>), Trouble> {
    let der = || Zeroizing::new(file.to_vec());
    if is_pkcs12(file) {
        return Err(Trouble::Pkcs12);
    }
    if pbes2::is_encrypted(file) {
        return Ok((Form::Sealed, der()));
    }
    match PrivateKeyDer::try_from(file) {
        Ok(_) => Ok((Form::Plain, der())),
        Err(_) => Err(Trouble::None),
    }
}

/// Whether this is a PFX of version 3 (RFC 7292 section 4).
pub fn is_pkcs12(file: &[u8]) -> bool {
    let mut fields = match Der(file).accept(tag::SEQUENCE) {
        Some(fields) => fields,
        None => return false,
    };
    let version = fields.accept(tag::INTEGER);
    version.is_some_and(|version| version.0 == [3]) && fields.accept(tag::SEQUENCE).is_some()
}

impl Trouble {
    /// What to try with a file of this name.
    pub fn hint(self, file: &str) -> String {
        let convert = "openssl pkcs8 -topk8 -v2 aes-256-cbc -in";
        match self {
            Self::None => {
                "a key begins -----BEGIN PRIVATE KEY-----; --key FILE names it".to_owned()
            }
            Self::Damaged => "copy the file again; its PEM block is cut or changed".to_owned(),
            Self::Locked => {
                "give its password with --pass env:NAME, @FILE, fd:N or cmd:'COMMAND'".to_owned()
            }
            Self::WrongPassword => "check --pass; openssl pkey -in FILE asks for it too".to_owned(),
            Self::Traditional | Self::OtherScheme => {
                format!("convert it: {convert} {file} -out key.pem")
            }
            Self::OpenSsh => format!("convert a copy of it: ssh-keygen -p -m PKCS8 -f {file}"),
            Self::Pkcs12 => format!("convert it: openssl pkcs12 -in {file} -out client.pem"),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "it holds no private key",
            Self::Damaged => "its private key is damaged",
            Self::Locked => "its private key is encrypted, and no password was given",
            Self::WrongPassword => "the password does not open its private key",
            Self::Traditional => {
                "its private key is encrypted in OpenSSL's old way (Proc-Type: 4,ENCRYPTED), \
                 which is not read"
            }
            Self::OtherScheme => {
                "its private key is encrypted by something else than PBKDF2 and AES-CBC, which is \
                 not read"
            }
            Self::OpenSsh => "its private key is in the format of OpenSSH, which is not read",
            Self::Pkcs12 => "it is a PKCS#12 collection (.p12, .pfx), which is not read",
        })
    }
}
