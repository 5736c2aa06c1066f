//! A real Apache on loopback with mod_auth_basic and mod_auth_digest, where it is installed.

use std::fs;
use std::path::Path;

use super::daemon::{Daemon, Place};

/// A running Apache; it ends when dropped. `/basic/file` and `/digest/file` hold `secret page`,
/// for `ada` with the password `s3cret`; under `/short` a nonce lives for a second.
pub(crate) struct Apache(Daemon);

const MODULES: &str = "/usr/lib/apache2/modules";

impl Apache {
    /// Starts it; says so and gives `None` where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        if !Path::new(MODULES).join("mod_auth_digest.so").exists() {
            println!("left out: apache2 is not installed");
            return None;
        }
        let place = Place::new();
        let (port, root) = (place.port, place.dir.path());
        for name in ["basic", "digest", "short"] {
            fs::create_dir(root.join(name)).unwrap();
            fs::write(root.join(name).join("file"), "secret page").unwrap();
        }
        let hash = format!("{:x}", md5::compute("ada:the realm:s3cret"));
        fs::write(root.join("users.digest"), format!("ada:the realm:{hash}\n")).unwrap();
        // The SHA-1 of the password, in Base64.
        let users = "ada:{SHA}/vNB+F2HQ559kaLUZbmHHvZrXpg=\n";
        fs::write(root.join("users.basic"), users).unwrap();
        fs::write(root.join("conf"), conf(root, port)).unwrap();
        let file = format!("{}/conf", root.display());
        // It opens its port twice while it starts, and writes its pid after the second time.
        let ready = |root: &Path| root.join("pid").exists();
        Some(Self(place.run_until(
            "/usr/sbin/apache2",
            &["-X", "-f", &file],
            ready,
        )))
    }

    pub(crate) fn url(&self, path: &str) -> String {
        self.0.url(path)
    }
}

fn conf(root: &Path, port: u16) -> String {
    let mut conf = format!(
        "ServerRoot {0}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {0}/pid\n\
         ErrorLog {0}/log\nMutex pthread\nDocumentRoot {0}\n",
        root.display()
    );
    for module in [
        "mpm_event",
        "authn_core",
        "authn_file",
        "authz_core",
        "authz_user",
        "auth_basic",
        "auth_digest",
    ] {
        conf += &format!("LoadModule {module}_module {MODULES}/mod_{module}.so\n");
    }
    for (place, kind, more) in [
        ("basic", "Basic", "AuthBasicProvider file"),
        ("digest", "Digest", "AuthDigestProvider file"),
        (
            "short",
            "Digest",
            "AuthDigestProvider file\nAuthDigestNonceLifetime 1",
        ),
    ] {
        let users = root.join(format!("users.{}", kind.to_lowercase()));
        conf += &format!(
            "<Location /{place}>\nAuthType {kind}\nAuthName \"the realm\"\n{more}\n\
             AuthUserFile {}\nRequire valid-user\n</Location>\n",
            users.display()
        );
    }
    conf
}
