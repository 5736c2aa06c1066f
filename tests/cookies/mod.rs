//! Cookies through the program: what a server sets in one run and gets back in the next.

mod curl;
mod files;
mod rules;
mod words;

use std::fs;
use std::io;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::talk::Talk;
use crate::support::tls::Authority;
use crate::support::verb::{Outcome, Run};
use crate::support::{Peer, response, temporary, verb};

/// Hosts for which the test authority vouches.
const HOSTS: &[&str] = &["h.test", "sub.h.test", "localhost"];

/// A server with and without TLS behind every host name, and a directory with a jar. It sets what
/// `X-Set` fields ask for and answers with the `Cookie` field it got.
struct Site {
    plain: Peer,
    tls: Peer,
    authority: Authority,
    dir: TempDir,
}

impl Site {
    fn new() -> Self {
        let authority = Authority::new("cookies");
        let identity = authority.good(HOSTS);
        Self {
            plain: Peer::tcp(echo),
            tls: Peer::tls(identity.server(), echo),
            authority,
            dir: temporary(),
        }
    }

    /// The URL with the port that its scheme is served on, and the flags to get there.
    fn reach(&self, url: &str) -> (String, [String; 2]) {
        let (scheme, rest) = url.split_once("://").unwrap();
        let (host, path) = rest.split_once('/').unwrap();
        let port = match scheme {
            "https" => self.tls.port(),
            _ => self.plain.port(),
        };
        let there = format!("{host}:{port}:127.0.0.1");
        let url = format!("{scheme}://{host}:{port}/{path}");
        (url, ["--resolve".to_owned(), there])
    }

    /// A run that asks the server at a URL to set these cookies.
    fn run(&self, flags: &[&str], url: &str, set: &[&str]) -> Run {
        let (url, there) = self.reach(url);
        let mut run = verb(["get", "--cacert", &self.authority.ca()])
            .args(flags.to_vec())
            .args(there)
            .dir(self.dir.path());
        for line in set {
            run = run.arg("-H").arg(format!("X-Set: {line}"));
        }
        run.arg(url)
    }

    /// The cookies that a server gets from a run with the jar, which it also saves to.
    #[track_caller]
    fn get(&self, url: &str, set: &[&str]) -> String {
        let seen = self.run(&["-b", "jar", "-c", "jar"], url, set).run();
        seen.code(0).stderr("").out()
    }

    fn jar(&self) -> PathBuf {
        self.dir.path().join("jar")
    }

    /// The jar's lines that are cookies.
    fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(self.jar()).expect("a jar");
        let cookie = |line: &&str| line.contains('\t');
        text.lines().filter(cookie).map(str::to_owned).collect()
    }

    fn write(&self, text: impl AsRef<[u8]>) {
        fs::write(self.jar(), text).unwrap();
        self.close_to_others("jar");
    }

    fn close_to_others(&self, name: &str) {
        use std::os::unix::fs::PermissionsExt;
        let private = fs::Permissions::from_mode(0o600);
        fs::set_permissions(self.dir.path().join(name), private).unwrap();
    }
}

fn echo(talk: &mut Talk) -> io::Result<()> {
    loop {
        let head = talk.head()?;
        let text = String::from_utf8_lossy(&head.0).into_owned();
        let mut fields = String::new();
        for line in text.lines() {
            if let Some(cookie) = line.strip_prefix("X-Set: ") {
                fields.push_str(&format!("Set-Cookie: {cookie}\r\n"));
            }
        }
        let got = head.field("cookie").unwrap_or_default();
        assert!(text.matches("\r\nCookie:").count() <= 1, "{text}");
        talk.send(response("200 OK", &fields, &got))?;
    }
}

/// A run with the jar against a server that gives every request this response.
fn against(site: &Site, wire: impl Into<Vec<u8>>) -> Outcome {
    let peer = Peer::once(wire);
    let words = ["get", "-b", "jar", "-c", "jar", &peer.url("/")];
    verb(words).dir(site.dir.path()).run()
}
