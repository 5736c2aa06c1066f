//! The words about TLS, for `--as`: trust, the client certificate, pins, versions, suites.

use std::path::PathBuf;

use rustls::CipherSuite;

use super::{MASK, Settings, Tongue, literal};
use crate::base::secret::Secret;
use crate::run::plan::Plan;
use crate::transport::tls::identity::Given;
use crate::transport::tls::{Trust, Version, Versions, suites};

/// Adds them all.
pub(super) fn add(settings: &mut Settings, plan: &Plan, tongue: Tongue) {
    settings.trust(plan, tongue);
    let tls = &plan.client.transport.tls;
    if let Some(identity) = &tls.identity {
        settings.identity(identity, plan.output.show_secrets, tongue);
    }
    if let Some(pins) = &tls.pins {
        settings.pair("--pinnedpubkey", pins.to_string());
    }
    settings.versions(tls.versions);
    settings.suites(&tls.suites);
}

impl Settings {
    fn trust(&mut self, plan: &Plan, tongue: Tongue) {
        let tls = &plan.client.transport.tls;
        if tls.insecure {
            self.flag("-k");
        }
        let files = match tongue {
            Tongue::Verb => tls.given.as_slice(),
            // curl takes the last, and that in place of its own.
            Tongue::Curl => {
                let (last, others) = tls.given.split_last().map_or((None, 0), |(last, others)| {
                    (Some(std::slice::from_ref(last)), others.len())
                });
                if others > 0 {
                    self.unsaid
                        .push("all but the last --cacert: curl takes one".to_owned());
                }
                last.unwrap_or_default()
            }
        };
        for file in files {
            self.path("--cacert", file);
        }
        self.directories(&tls.directories, tongue);
        let which = match tls.trust {
            Trust::Any => return,
            Trust::Bundled => "bundled",
            Trust::System => "system",
            Trust::Given => "given",
        };
        match (tongue, tls.trust) {
            (Tongue::Verb, _) => self.pair("--trust", which),
            (Tongue::Curl, Trust::Given) => {}
            (Tongue::Curl, Trust::Any | Trust::Bundled | Trust::System) => self
                .unsaid
                .push(format!("--trust {which}, which curl lacks")),
        }
    }

    /// curl takes the last directory, and only files in it that are named by their hashes.
    fn directories(&mut self, directories: &[PathBuf], tongue: Tongue) {
        let others = directories.len().saturating_sub(1);
        let taken = match tongue {
            Tongue::Verb => 0,
            Tongue::Curl => others,
        };
        if taken > 0 {
            self.unsaid
                .push("all but the last --capath: curl takes one".to_owned());
        }
        for directory in directories.iter().skip(taken) {
            self.path("--capath", directory);
        }
    }

    fn identity(&mut self, identity: &Given, show_secrets: bool, tongue: Tongue) {
        let name = identity.cert.path.as_os_str().as_encoded_bytes();
        self.pair("-E", escaped(name));
        if let Some(key) = &identity.key {
            self.path("--key", &key.path);
        }
        if let Some(password) = &identity.password {
            let shown = match show_secrets {
                true => literal(Secret::expose(password).to_vec(), tongue),
                false => MASK.as_bytes().to_vec(),
            };
            self.pair("--pass", shown);
        }
    }

    fn versions(&mut self, versions: Versions) {
        if versions.least == Version::Tls13 {
            self.flag("--tlsv1.3");
        }
        if versions.most == Version::Tls12 {
            self.pair("--tls-max", "1.2");
        }
    }

    fn suites(&mut self, chosen: &[CipherSuite]) {
        for (flag, tls13) in [("--ciphers", false), ("--tls13-ciphers", true)] {
            let suites = chosen.iter().filter(|one| suites::is_tls13(**one) == tls13);
            let names: Vec<String> = suites.map(|suite| suites::openssl(*suite)).collect();
            if !names.is_empty() {
                self.pair(flag, names.join(":"));
            }
        }
    }
}

/// A name before which no password is looked for: colons and backslashes are escaped.
fn escaped(name: &[u8]) -> Vec<u8> {
    let mut word = Vec::new();
    for &byte in name {
        if matches!(byte, b':' | b'\\') {
            word.push(b'\\');
        }
        word.push(byte);
    }
    word
}
