//! Client certificates: shown to a server that asks, checked before anybody is contacted, and what
//! is said where one is missing or refused.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::support::nginx::Nginx;
use crate::support::pty::asked;
use crate::support::tls::{ANY_VERSION, Authority, Identity};
use crate::support::verb::Outcome;
use crate::support::{Peer, ok, temporary, verb};

/// An authority, and files with a client's certificate and key.
struct Client {
    authority: Authority,
    identity: Identity,
    dir: TempDir,
}

impl Client {
    fn new() -> Self {
        Self::ending_in(30)
    }

    fn ending_in(days: i32) -> Self {
        Self::of("client authority", days)
    }

    fn of(authority: &str, days: i32) -> Self {
        let authority = Authority::new(authority);
        let identity = authority.client("a client", days);
        let dir = temporary();
        let made = Self {
            authority,
            identity,
            dir,
        };
        let (cert, key) = (made.identity.chain_pem(), made.identity.key_pem());
        made.write("cert.pem", &cert);
        made.write("key.pem", &key);
        made.write("both.pem", &(cert + &key));
        made
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// A run in the directory of the files against a server that asks for a certificate.
    fn get(&self, flags: &[&str]) -> Outcome {
        let identity = self.authority.good(&["127.0.0.1"]);
        let config = self.authority.asking(&identity, ANY_VERSION);
        let peer = Peer::tls_answering(config, ok("let in"));
        self.run(&peer.https("/"), flags)
    }

    fn run(&self, url: &str, flags: &[&str]) -> Outcome {
        let words = ["get", "--cacert", &self.authority.ca(), url];
        verb(words).args(flags.to_vec()).dir(&self.dir).run()
    }

    /// Puts the key, encrypted, into `sealed.pem`; `None` where there is no openssl.
    fn seal(&self) -> Option<()> {
        let files = ["pkcs8", "-topk8", "-in", "key.pem", "-out", "sealed.pem"];
        self.openssl(&[&files[..], &["-passout", "pass:s3cret"]].concat())
    }

    /// What openssl makes of the key; `None` where it is not installed.
    fn openssl(&self, words: &[&str]) -> Option<()> {
        let mut command = Command::new("openssl");
        let Ok(output) = command.args(words).current_dir(&self.dir).output() else {
            println!("left out: openssl is not installed");
            return None;
        };
        assert!(output.status.success(), "{words:?}: {output:?}");
        Some(())
    }
}

#[test]
fn a_server_that_asks_is_shown_the_certificate() {
    let client = Client::new();
    client.write(
        "a:b\\c.pem",
        std::fs::read(client.path("both.pem")).unwrap(),
    );
    client.write("cert.der", client.identity.der());
    for flags in [
        &["-E", "both.pem"][..],
        &["-E", "cert.pem", "--key", "key.pem"],
        &["--cert", "cert.pem", "--cert-key", "key.pem"],
        &["-E", "both.pem:unused", "--cert-type", "PEM"],
        &["-E", "a\\:b\\c.pem"],
        &["-E", "a\\:b\\\\c.pem"],
        &["-E", "cert.der", "--cert-type", "DER", "--key", "key.pem"],
    ] {
        let _fine = client.get(flags).code(0).stdout("let in").stderr("");
    }
}

#[test]
fn encrypted_keys_are_opened_by_a_password_from_any_place() {
    let client = Client::new();
    if client.seal().is_none() {
        return;
    }
    client.write("password", "s3cret\nmore");
    for flags in [
        &["-E", "cert.pem:s3cret", "--key", "sealed.pem"][..],
        &["-E", "cert.pem", "--key", "sealed.pem", "--pass", "s3cret"],
        &[
            "-E",
            "cert.pem",
            "--key",
            "sealed.pem",
            "--pass",
            "@password",
        ],
        &[
            "-E",
            "cert.pem",
            "--key",
            "sealed.pem",
            "--pass",
            "cmd:echo s3cret",
        ],
        // The later one counts, as in curl.
        &[
            "-E",
            "cert.pem:wrong",
            "--key",
            "sealed.pem",
            "--pass",
            "s3cret",
        ],
        &[
            "--pass",
            "wrong",
            "--key",
            "sealed.pem",
            "-E",
            "cert.pem:s3cret",
        ],
    ] {
        let _fine = client.get(flags).code(0).stdout("let in").stderr("");
    }
}

#[test]
fn a_key_without_its_password_is_a_usage_error() {
    let client = Client::new();
    if client.seal().is_none() {
        return;
    }
    let words = ["-E", "cert.pem", "--key", "sealed.pem"];
    client
        .run("https://127.0.0.1:1/", &words)
        .usage()
        .stderr_has("encrypted")
        .stderr_has("--pass");
    for wrong in ["wrong", "s3cret "] {
        let words = ["-E", "cert.pem", "--key", "sealed.pem", "--pass", wrong];
        let seen = client.run("https://127.0.0.1:1/", &words).usage();
        let _fine = seen
            .stderr_has("the password does not open its private key")
            .stderr_lacks("wrong");
    }
}

#[test]
fn a_password_is_asked_for_on_a_terminal() {
    let client = Client::new();
    if client.seal().is_none() {
        return;
    }
    let identity = client.authority.good(&["127.0.0.1"]);
    let config = client.authority.asking(&identity, ANY_VERSION);
    let peer = Peer::tls_answering(config, ok("let in"));
    let words = ["get", "--cacert", &client.authority.ca(), &peer.https("/")];
    let run = verb(words)
        .args(["-E", "cert.pem", "--key", "sealed.pem"])
        .dir(&client.dir);
    let (outcome, screen, _) = asked(run, "Password of the key in sealed.pem: ", "s3cret\n");
    let _fine = outcome.code(0);
    assert!(!screen.contains("s3cret"), "{screen}");
}

#[test]
fn what_is_wrong_with_the_files_is_found_before_any_connection() {
    let client = Client::new();
    let other = Client::new();
    client.write("other.pem", other.identity.key_pem());
    client.write("text", "no PEM at all\n");
    client.write(
        "old.pem",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n\
         -----END RSA PRIVATE KEY-----\n",
    );
    client.write("p12", [0x30, 7, 2, 1, 3, 0x30, 0x82, 0, 0]);
    let peer = Peer::tls_answering(client.authority.good(&["127.0.0.1"]).server(), ok("x"));
    for (flags, said, hint) in [
        (&["-E", "none.pem"][..], "none.pem", "--cert"),
        (&["-E", "both.pem", "--key", "none"], "none", "--key"),
        (&["-E", "cert.pem"], "no private key", "--key"),
        (&["-E", "key.pem"], "no PEM certificate", "CERTIFICATE"),
        (&["-E", "text"], "no PEM certificate", "CERTIFICATE"),
        (
            &["-E", "cert.pem", "--key", "other.pem"],
            "the private key in other.pem does not belong to the certificate in cert.pem",
            "first",
        ),
        (
            &["-E", "cert.pem", "--key", "old.pem"],
            "Proc-Type: 4,ENCRYPTED",
            "openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem",
        ),
        (&["-E", "p12"], "PKCS#12", "openssl pkcs12 -in p12"),
        (
            &["-E", "p12", "--cert-type", "P12"],
            "P12",
            "openssl pkcs12",
        ),
        (&["-E", "both.pem", "--key-type", "ENG"], "ENG", "PEM"),
        (&["-E", "pkcs11:token=x"], "pkcs11", "PEM"),
        (&["--key", "key.pem"], "--key was given without", "-E FILE"),
        (&["--pass", "x"], "--pass was given without", "-E FILE"),
        (&["-E", "."], "directory", "--cert"),
    ] {
        let seen = client.run(&peer.https("/"), flags).usage();
        let _fine = seen.stderr_has(said).stderr_has(hint);
    }
    assert!(peer.finish().is_empty());
}

#[test]
fn an_expired_certificate_is_warned_of_and_the_refusal_told() {
    let client = Client::ending_in(-3);
    let seen = client.get(&["-E", "both.pem"]).code(35).stdout("");
    let _fine = seen
        .stderr_has("warning: the client certificate in both.pem expired on ")
        .stderr_has("3 days ago")
        .stderr_has("refuses the client certificate: it has expired");
}

#[test]
fn a_missing_certificate_is_named_in_both_versions() {
    let client = Client::new();
    let identity = client.authority.good(&["127.0.0.1"]);
    for version in ANY_VERSION {
        let config = client.authority.asking(&identity, &[version]);
        let peer = Peer::tls_answering(config, ok("x"));
        for flags in [&[][..], &["-d", "body"]] {
            let _fine = client
                .run(&peer.https("/"), flags)
                .code(35)
                .stdout("")
                .one_line()
                .stderr_has("the server asks for a client certificate, and none was given")
                .stderr_has("-E FILE")
                .stderr_has("--key");
        }
    }
}

#[test]
fn a_certificate_of_another_authority_is_refused_in_words() {
    let client = Client::new();
    let identity = client.authority.good(&["127.0.0.1"]);
    // The second has the right name and the wrong key.
    for name in ["another authority", "client authority"] {
        let stranger = Client::of(name, 30).identity;
        client.write("stranger.pem", stranger.chain_pem() + &stranger.key_pem());
        for version in ANY_VERSION {
            let config = client.authority.asking(&identity, &[version]);
            let peer = Peer::tls_answering(config, ok("x"));
            let _fine = client
                .run(&peer.https("/"), &["-E", "stranger.pem"])
                .code(35)
                .one_line()
                .stderr_has("the server refuses the client certificate: ");
        }
    }
}

#[test]
fn nginx_knows_who_it_is() {
    let client = Client::new();
    let server = client.authority.good(&["127.0.0.1"]);
    let ca = std::fs::read_to_string(client.authority.ca()).unwrap();
    let files = [
        ("server.pem", server.chain_pem()),
        ("server.key", server.key_pem()),
        ("ca.pem", ca),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let settings = "ssl_client_certificate DIR/ca.pem; ssl_verify_client on;";
    let Some(nginx) = Nginx::tls(settings, &files) else {
        return;
    };
    let _fine = client
        .run(&nginx.https("/who"), &["-E", "both.pem"])
        .code(0)
        .stdout_has("CN=a client ");
    // nginx ends the handshake all the same and says it in HTTP.
    let _fine = client
        .run(&nginx.https("/who"), &[])
        .code(4)
        .stdout_has("No required SSL certificate");
    // An RSA key, and a certificate made by openssl.
    let request = [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=rsa",
    ];
    let out = ["-keyout", "rsa.key", "-out", "rsa.pem", "-days", "2"];
    if client.openssl(&[&request[..], &out].concat()).is_some() {
        let _fine = client
            .run(&nginx.https("/who"), &["-E", "rsa.pem", "--key", "rsa.key"])
            .code(4)
            .stdout_has("The SSL certificate error");
    }
}

#[test]
fn curl_parts_name_and_password_in_the_same_way() {
    let client = Client::new();
    let sealing = [
        "pkcs8", "-topk8", "-in", "key.pem", "-out", "sealed", "-passout", "pass:a:b",
    ];
    if client.openssl(&sealing).is_none() || Command::new("curl").arg("-V").output().is_err() {
        println!("left out: curl is not installed");
        return;
    }
    let sealed = std::fs::read_to_string(client.path("sealed")).unwrap();
    let both = client.identity.chain_pem() + &sealed;
    for name in ["x.pem", "a:b.pem", "a\\b.pem"] {
        client.write(name, &both);
    }
    let identity = client.authority.good(&["127.0.0.1"]);
    let config = client.authority.asking(&identity, ANY_VERSION);
    let peer = Peer::tls_answering(config, ok("let in"));
    for word in [
        "x.pem:a:b",
        "a\\:b.pem:a:b",
        "a\\b.pem:a:b",
        "a\\\\b.pem:a:b",
        "a:b.pem:a:b",
        "x.pem:a",
    ] {
        let ours = client.run(&peer.https("/"), &["-sS", "-E", word]);
        let mut curl = Command::new("curl");
        curl.args(["-sS", "--cacert", &client.authority.ca(), "-E", word]);
        let theirs = curl.arg(peer.https("/")).current_dir(&client.dir).output();
        let theirs = theirs.unwrap();
        let same = ours.stdout == theirs.stdout;
        assert!(same, "{word}: {} but curl {theirs:?}", ours.story());
    }
}

#[test]
fn the_lines_of_as_name_the_files_and_hide_the_password() {
    let client = Client::new();
    client.write("a:b.pem", std::fs::read(client.path("both.pem")).unwrap());
    for (tongue, show, password) in [
        ("curl", false, "'••••'"),
        ("verb", false, "'••••'"),
        ("curl", true, "env:x"),
        ("verb", true, "'\\env:x'"),
    ] {
        let mut words = vec!["-E", "a\\:b.pem:env:x", "--as", tongue];
        if show {
            words.push("--show-secrets");
        }
        let seen = client.run("https://127.0.0.1:1/", &words).code(0);
        let _fine = seen.stdout_has(&format!("-E 'a\\:b.pem' --pass {password} "));
    }
}
