//! What a verifier found out, for those who asked for the handshake: rustls hands on only an error.
//!
//! Several threads may have handshakes under way with the same settings. A verifier is called by
//! the thread that shakes hands, so what it notes belongs to that thread alone.

use std::collections::HashMap;
use std::mem;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

use rustls::pki_types::CertificateDer;

use super::demand::Standing;

/// A verifier's notes on the handshakes under way.
#[derive(Debug, Default)]
pub struct Report(Mutex<All>);

#[derive(Debug, Default)]
struct All {
    /// Told once, by whoever asks first.
    warnings: Vec<String>,
    of: HashMap<ThreadId, Notes>,
}

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
        self.with(|all| all.own().trust = by);
    }

    /// Notes the chain that was refused.
    pub fn refused(&self, leaf: &CertificateDer<'_>, others: &[CertificateDer<'_>]) {
        let chain = std::iter::once(leaf).chain(others);
        let chain = chain.map(|one| one.clone().into_owned()).collect();
        self.with(|all| all.own().chain = chain);
    }

    /// Notes that the server asked for a client certificate.
    pub fn asked(&self, standing: Standing) {
        self.with(|all| all.own().standing = standing);
    }

    /// Notes a trouble that decides nothing.
    pub fn warn(&self, warning: String) {
        self.with(|all| all.warnings.push(warning));
    }

    /// Takes the notes on this thread's handshake; the next begins with none.
    pub fn take(&self) -> Notes {
        self.with(|all| Notes {
            warnings: mem::take(&mut all.warnings),
            ..all.of.remove(&thread::current().id()).unwrap_or_default()
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut All) -> T) -> T {
        // Notes have no rules that a panic elsewhere could have broken.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl All {
    fn own(&mut self) -> &mut Notes {
        self.of.entry(thread::current().id()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thread_finds_its_own_notes_and_one_of_them_the_warnings() {
        let report = Report::default();
        report.warn("odd".to_owned());
        report.trusted("ours".to_owned());
        thread::scope(|scope| {
            let other = scope.spawn(|| {
                report.trusted("theirs".to_owned());
                report.take()
            });
            let theirs = other.join().unwrap();
            assert_eq!(
                (theirs.trust.as_str(), theirs.warnings.len()),
                ("theirs", 1)
            );
        });
        let ours = report.take();
        assert_eq!((ours.trust.as_str(), ours.warnings.len()), ("ours", 0));
        assert_eq!(report.take().trust, "");
    }
}
