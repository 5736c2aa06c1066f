//! What a verifier found out, for those who asked for the handshake: rustls hands on only an error.

use std::sync::{Mutex, PoisonError};

use rustls::pki_types::CertificateDer;

use super::demand::Standing;

/// A verifier's notes on the handshake under way.
#[derive(Debug, Default)]
pub struct Report(Mutex<Notes>);

/// The notes themselves.
#[derive(Debug, Default)]
pub struct Notes {
    /// Whom the certificate was trusted by, in words; empty when it was not.
    pub trust: String,
    /// The refused chain as it was sent, the server's own certificate first.
    pub chain: Vec<CertificateDer<'static>>,
    /// Whether the server asked for a client certificate, and what it was shown.
    pub standing: Standing,
    /// What went wrong without deciding anything.
    pub warnings: Vec<String>,
}

impl Report {
    /// Notes whom the certificate was trusted by.
    pub fn trusted(&self, by: String) {
        self.with(|notes| notes.trust = by);
    }

    /// Notes the chain that was refused.
    pub fn refused(&self, leaf: &CertificateDer<'_>, others: &[CertificateDer<'_>]) {
        let chain = std::iter::once(leaf).chain(others);
        let chain = chain.map(|one| one.clone().into_owned()).collect();
        self.with(|notes| notes.chain = chain);
    }

    /// Notes that the server asked for a client certificate.
    pub fn asked(&self, standing: Standing) {
        self.with(|notes| notes.standing = standing);
    }

    /// Notes a trouble that decides nothing.
    pub fn warn(&self, warning: String) {
        self.with(|notes| notes.warnings.push(warning));
    }

    /// Takes the notes; the next handshake begins with none.
    pub fn take(&self) -> Notes {
        self.with(std::mem::take)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Notes) -> T) -> T {
        // Notes have no rules that a panic elsewhere could have broken.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
