//! Certificates from files: what `--cacert`, the CA variables and the system's store name.

use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::base::escape::Escaped;

/// The largest file that is read; the whole of Mozilla's roots is 0.2 MiB.
const FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Why a file gave no certificates.
#[derive(Debug)]
pub enum Trouble {
    /// It could not be opened or read.
    Unreadable(io::Error),
    /// It is larger than any collection of certificates.
    TooLarge,
    /// It holds PEM that is damaged.
    Damaged,
    /// It holds a certificate in DER, not PEM.
    Der,
    /// It holds something else.
    NoCertificate,
}

/// All certificates of a PEM file, at least one.
pub fn load(path: &Path) -> Result<Vec<CertificateDer<'static>>, Trouble> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Trouble::Unreadable)?;
    let limited = &mut file.take(FILE_BYTES + 1);
    limited
        .read_to_end(&mut bytes)
        .map_err(Trouble::Unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > FILE_BYTES {
        return Err(Trouble::TooLarge);
    }
    certificates(&bytes)
}

/// All certificates of a PEM text, at least one.
pub fn certificates(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, Trouble> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(bytes).collect();
    match found {
        Err(_) => Err(Trouble::Damaged),
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) if bytes.starts_with(&[0x30, 0x82]) => Err(Trouble::Der),
        Ok(_) => Err(Trouble::NoCertificate),
    }
}

/// All certificates of all files of a directory; what is no certificate is passed over, as OpenSSL
/// does. Linked names of one certificate give it several times.
pub fn load_directory(path: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        found.extend(load(&entry?.path()).unwrap_or_default());
    }
    Ok(found)
}

/// A path, safe to show.
pub fn shown(path: &Path) -> String {
    Escaped(path.as_os_str().as_encoded_bytes()).to_string()
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "it cannot be read: {error}"),
            Self::TooLarge => f.write_str("it is too large for a file of certificates"),
            Self::Damaged => f.write_str("its PEM is damaged"),
            Self::Der => f.write_str("it is DER, not PEM"),
            Self::NoCertificate => f.write_str("it holds no PEM certificate"),
        }
    }
}

impl Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_certificates_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let key = rcgen::KeyPair::generate().unwrap();
        let made = rcgen::CertificateParams::default()
            .self_signed(&key)
            .unwrap();
        let (key, pem) = (key.serialize_pem(), made.pem());
        let cases: [(&str, &[u8], &str); 5] = [
            ("empty", b"", "no PEM certificate"),
            ("key", key.as_bytes(), "no PEM certificate"),
            ("cut", &pem.as_bytes()[..80], "damaged"),
            ("der", made.der(), "DER, not PEM"),
            ("good", pem.as_bytes(), ""),
        ];
        for (name, bytes, why) in cases {
            let path = dir.path().join(name);
            fs::write(&path, bytes).unwrap();
            match load(&path) {
                Ok(found) => assert_eq!((name, found.len()), ("good", 1)),
                Err(trouble) => assert!(trouble.to_string().contains(why), "{name}: {trouble}"),
            }
        }
        assert!(matches!(
            load(&dir.path().join("none")),
            Err(Trouble::Unreadable(_))
        ));
        assert_eq!(load_directory(dir.path()).unwrap().len(), 1);
    }
}
